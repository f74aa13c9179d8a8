/* Memory that lives as long as a stage. Room comes zeroed or the program ends, so
 * nobody tests for NULL; nobody frees a piece, the owner drops the whole. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/check.h"

struct arena;

/* An empty arena; its owner hands it to arena_free. */
struct arena *arena_new(void);

/* Gives all of it back. NULL is allowed. */
void arena_free(struct arena *arena);

/* Forgets all pieces and keeps the room: what a worker does between replications.
 * Pieces handed out before are no longer valid. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes (0 is allowed), aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);

/* As arena_alloc for `count` × `size` bytes; ends the program if the product overflows. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);

/* A grown copy of an array that grows at its end: returns room for `wanted` elements
 * (at least doubling *capacity, which it updates) with the first `used` copied and the
 * rest zeroed; returns `old` itself while *capacity suffices. */
void *arena_grow(struct arena *arena, void *old, size_t used, size_t wanted, size_t *capacity, size_t size);

/* Bytes taken from the machine so far: for memory reports. */
size_t arena_held_bytes(const struct arena *arena);

#define ARENA_NEW(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), (size_t)(count), sizeof(type)))

#endif
