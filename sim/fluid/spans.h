/* Short arrays of one element type that grow and come and go, in one block of memory.
 * Known by index, so they survive the block's growing; handed back, they are used again. */
#ifndef FLUID_SPANS_H
#define FLUID_SPANS_H

#include <stddef.h>
#include <stdint.h>

#define SPANS_CLASSES 36

struct spans {
    char *block;                       /* all elements; moves when it grows */
    size_t size;                       /* of an element, >= 4 */
    int32_t used, room;                /* elements handed out so far, and there is room for */
    int32_t free_span[SPANS_CLASSES];  /* first free span of class k, chained through its first bytes; −1 none */
};

/* No spans of elements of `size` bytes. */
void spans_init(struct spans *spans, size_t size);
void spans_drop(struct spans *spans);

/* Forgets all spans and keeps the room. */
void spans_clear(struct spans *spans);

/* Class k has room for k + 1 elements up to 8, then for twice as many as the class before. */
int32_t spans_room(int k);

/* The smallest class with room for n >= 1 elements. */
int spans_class(int32_t n);

/* A span of class k, its bytes not set. `block` may have moved. */
int32_t spans_take(struct spans *spans, int k);

/* The span of class k at `first` is free again. */
void spans_give(struct spans *spans, int32_t first, int k);

/* A span of class `from` (−1: none) at `first` made one of class `to`, larger, its content kept. */
int32_t spans_widen(struct spans *spans, int32_t first, int from, int to);

#endif
