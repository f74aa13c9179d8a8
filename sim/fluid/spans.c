#include "fluid/spans.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"

static void grow(struct spans *spans, int64_t wanted)
{
    int64_t room = spans->room > 0 ? spans->room : 64;
    while (room < wanted) room *= 2;
    CHECK(room <= INT32_MAX / 2);
    spans->block = realloc(spans->block, (size_t)room * spans->size);
    if (spans->block == NULL) check_out_of("memory");
    spans->room = (int32_t)room;
}

void spans_init(struct spans *spans, size_t size)
{
    CHECK(size >= sizeof(int32_t));
    *spans = (struct spans){ .size = size };
    spans_clear(spans);
    grow(spans, 1);
}

void spans_drop(struct spans *spans)
{
    free(spans->block);
    spans->block = NULL;
}

void spans_clear(struct spans *spans)
{
    spans->used = 0;
    for (int k = 0; k < SPANS_CLASSES; k++) spans->free_span[k] = -1;
}

int32_t spans_take(struct spans *spans, int k)
{
    int32_t first = spans->free_span[k];
    if (first >= 0) {
        memcpy(&spans->free_span[k], spans->block + (size_t)first * spans->size, sizeof(int32_t));
        return first;
    }
    int64_t wanted = (int64_t)spans->used + spans_room(k);
    if (wanted > spans->room) grow(spans, wanted);
    first = spans->used;
    spans->used = (int32_t)wanted;
    return first;
}

void spans_give(struct spans *spans, int32_t first, int k)
{
    memcpy(spans->block + (size_t)first * spans->size, &spans->free_span[k], sizeof(int32_t));
    spans->free_span[k] = first;
}

int32_t spans_widen(struct spans *spans, int32_t first, int from, int to)
{
    int32_t wider = spans_take(spans, to);
    if (from < 0) return wider;
    memcpy(spans->block + (size_t)wider * spans->size, spans->block + (size_t)first * spans->size, (size_t)spans_room(from) * spans->size);
    spans_give(spans, first, from);
    return wider;
}

int32_t spans_room(int k)
{
    return k < 8 ? k + 1 : 8 << (k - 7);
}

int spans_class(int32_t n)
{
    if (n <= 8) return n - 1;
    int k = 8;
    while (spans_room(k) < n) k++;
    return k;
}
