/* Order and lookup: a sort that is the same on every machine, and a map from text to an
 * array's index that is only ever asked, never walked. */
#ifndef BASE_ORDER_H
#define BASE_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* True when *a must stand before *b. A strict order: never both ways round. */
typedef bool order_before(const void *a, const void *b, const void *context);

/* Sorts `count` elements of `size` bytes in place. Stable: what `before` calls equal stays
 * in the order it had, so the result has no ties left to chance. n log n steps; takes
 * room for one copy while it works and gives it back. */
void order_sort(void *array, size_t count, size_t size, order_before *before, const void *context);

/* Text to an index >= 0. Lives in its arena; the keys are not copied and must live as long. */
struct order_map;
struct order_map *order_map_new(struct arena *arena);

/* Stores `index` for the key unless it has one: returns the index that stood there
 * before, or -1 when the key is new. A key may hold any bytes. */
int32_t order_map_put(struct order_map *map, const char *key, size_t length, int32_t index);

/* The key's index, or -1. */
int32_t order_map_find(const struct order_map *map, const char *key, size_t length);

/* How many different keys were put. */
size_t order_map_count(const struct order_map *map);

#endif
