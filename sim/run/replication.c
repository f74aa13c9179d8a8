#include "run/replication.h"

#include <string.h>

static void *copy_of(struct arena *arena, const void *from, int32_t count, size_t size)
{
    void *copy = arena_alloc_array(arena, (size_t)count, size);
    if (count > 0) memcpy(copy, from, (size_t)count * size);
    return copy;
}

static struct sketch *copy_sketch(struct arena *arena, const struct sketch *from)
{
    struct sketch *copy = sketch_new(arena);
    sketch_merge(copy, from);
    return copy;
}

static struct series *copy_series(struct arena *arena, const struct series *from)
{
    if (from == NULL) return NULL;
    struct series *copy = copy_of(arena, from, 1, sizeof *from);
    for (int c = 0; c < SERIES_CHANNELS; c++) copy->area[c] = copy_of(arena, from->area[c], from->n, sizeof(double));
    copy->it_max_w = copy_of(arena, from->it_max_w, from->n, sizeof(double));
    copy->used_bytes = copy_of(arena, from->used_bytes, from->n, sizeof(double));
    return copy;
}

static struct text copy_text(struct arena *arena, const struct text *from)
{
    struct text copy = text_new(arena);
    if (from->length > 0) text_append_n(&copy, from->bytes, from->length);
    return copy;
}

struct replication *replication_copy(const struct replication *replication, struct arena *arena)
{
    struct replication *copy = copy_of(arena, replication, 1, sizeof *replication);
    copy->meters = copy_of(arena, replication->meters, replication->n_meters, sizeof *replication->meters);
    for (int32_t m = 0; m < copy->n_meters; m++) copy->meters[m].sketch = copy_sketch(arena, replication->meters[m].sketch);
    copy->jobs = copy_of(arena, replication->jobs, replication->n_jobs, sizeof *replication->jobs);
    copy->causes = copy_of(arena, replication->causes, replication->n_causes, sizeof *replication->causes);
    copy->bindings = copy_of(arena, replication->bindings, replication->n_bindings, sizeof *replication->bindings);
    copy->over_s = copy_of(arena, replication->over_s, replication->n_over, sizeof *replication->over_s);
    copy->duration_s = copy_sketch(arena, replication->duration_s);
    copy->stall_s = copy_sketch(arena, replication->stall_s);
    copy->failure = failure_account_copy(replication->failure, arena);
    if (replication->tier) copy->tier = copy_of(arena, replication->tier, 1, sizeof *replication->tier);
    copy->landing = landing_account_copy(replication->landing, arena);
    copy->series = copy_series(arena, replication->series);
    copy->zoom = copy_series(arena, replication->zoom);
    copy->worst = copy_series(arena, replication->worst);
    copy->events_of_worst.events = copy_of(arena, replication->events_of_worst.events, replication->events_of_worst.n, sizeof(struct timeline_event));
    copy->trace = copy_text(arena, &replication->trace);
    return copy;
}
