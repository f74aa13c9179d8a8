#include "fluid/spans.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"

void spans_init(struct spans *spans, size_t size)
{
    CHECK(size >= sizeof(int32_t));
    *spans = (struct spans){ .size = size };
    spans_clear(spans);
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

static void grow(struct spans *spans, int64_t wanted)
{
    int64_t room = spans->room > 0 ? spans->room : 64;
    while (room < wanted) room *= 2;
    CHECK(room <= INT32_MAX / 2);
    spans->block = realloc(spans->block, (size_t)room * spans->size);
    if (spans->block == NULL) check_out_of("memory");
    spans->room = (int32_t)room;
}

int32_t spans_take(struct spans *spans, int k)
{
    int32_t first = spans->free_span[k];
    if (first >= 0) {
        memcpy(&spans->free_span[k], spans->block + (size_t)first * spans->size, sizeof(int32_t));
        return first;
    }
    int64_t wanted = (int64_t)spans->used + ((int64_t)1 << k);
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

int spans_class(int32_t n)
{
    int k = 0;
    while (((int64_t)1 << k) < n) k++;
    return k;
}
