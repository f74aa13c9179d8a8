/* Arrays that grow, and memory asked for ahead: what the solver and the flows need beyond malloc. */
#ifndef FLUID_MEMORY_H
#define FLUID_MEMORY_H

#include <stdint.h>
#include <stdlib.h>

#include "base/check.h"

/* `old` with room for `count` items of `size` bytes; NULL is allowed. Ends the program when there is none. */
static inline void *memory_resized(void *old, int32_t count, size_t size)
{
    void *room = realloc(old, (size_t)count * size);
    if (room == NULL) check_out_of("memory");
    return room;
}

/* Says that an address is read soon: flows are far apart, and most of a completion's time is
 * waiting for memory. Changes no result. */
#if defined(__GNUC__)
#define MEMORY_PREFETCH(address) __builtin_prefetch(address)
#else
#define MEMORY_PREFETCH(address) ((void)(address))
#endif

#endif
