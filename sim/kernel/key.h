/* What the pending events are ordered by, in 16 bytes. */
#ifndef KERNEL_KEY_H
#define KERNEL_KEY_H

#include <stdbool.h>
#include <stdint.h>

/* `when` is time and phase, `ticket` serial and slot, so that comparing the two words in this
 * order is comparing (time, phase, serial). No two keys are equal. */
struct key {
    uint64_t when, ticket;
};

/* Behind every key: stands where there is none. */
#define KEY_END ((struct key){ UINT64_MAX, UINT64_MAX })

/* Without a branch: which of two pending events comes first is what no processor can guess. */
static inline bool key_before(struct key a, struct key b)
{
    return (a.when < b.when) | ((a.when == b.when) & (a.ticket < b.ticket));
}

/* Asks for memory that is wanted soon; the answer of no program depends on it. */
#ifdef __GNUC__
#define KEY_PREFETCH(address) __builtin_prefetch(address)
#else
#define KEY_PREFETCH(address) ((void)(address))
#endif

#endif
