#include "kernel/ladder.h"

#include <stdlib.h>
#include <string.h>

enum {
    LADDER_PER_BUCKET = 64,         /* keys aimed at: the sort of a bucket stays in the first cache */
    LADDER_SPLIT = 192,             /* a bucket with more gets a level of its own */
    LADDER_FRONT = 384,             /* a heap with more is split: above, buckets are cheaper */
    LADDER_SMALL = 96,              /* fewer keys than this aren't worth a level */
    LADDER_BUCKETS = 1 << 17,
    LADDER_SHIFT = 45,              /* the widest level spans 2^62 */
    LADDER_SPAN = 4,                /* buckets for this many times the sampled density's worth */
    LADDER_SAMPLE = 128,
    LADDER_SLAB = 64                /* chunks taken from the arena at a time */
};

#define LADDER_ALL UINT64_MAX       /* limit of the coarsest level */

static void ladder_slab(struct ladder *ladder)
{
    size_t align = sizeof(struct ladder_chunk);
    unsigned char *room = arena_alloc(ladder->arena, (LADDER_SLAB + 1) * sizeof(struct ladder_chunk));
    struct ladder_chunk *chunks = (struct ladder_chunk *)(void *)(room + (align - (uintptr_t)room % align) % align);
    for (size_t k = LADDER_SLAB; k-- > 0;) {
        chunks[k].before = ladder->spare;
        ladder->spare = &chunks[k];
    }
}

static void bucket_chunk(struct ladder *ladder, struct ladder_bucket *bucket)
{
    if (!ladder->spare) ladder_slab(ladder);
    struct ladder_chunk *chunk = ladder->spare;
    ladder->spare = chunk->before;
    chunk->before = bucket->count ? bucket->last : NULL;
    bucket->last = chunk;
    bucket->left = LADDER_CHUNK;
}

static void bucket_push(struct ladder *ladder, struct ladder_bucket *bucket, struct key key)
{
    if (bucket->left == 0) bucket_chunk(ladder, bucket);
    bucket->last->keys[LADDER_CHUNK - bucket->left--] = key;
    bucket->count++;
}

static uint32_t bucket_in_last(const struct ladder_bucket *bucket)
{
    return LADDER_CHUNK - bucket->left;
}

/* Gives the last chunk back and makes the one before it the last. Its keys stay readable until
 * the next push. */
static void bucket_drop_chunk(struct ladder *ladder, struct ladder_bucket *bucket)
{
    struct ladder_chunk *chunk = bucket->last;
    bucket->count -= bucket_in_last(bucket);
    bucket->last = chunk->before;
    bucket->left = 0;
    chunk->before = ladder->spare;
    ladder->spare = chunk;
}

static struct ladder_bucket bucket_take(struct ladder_bucket *bucket)
{
    struct ladder_bucket taken = *bucket;
    *bucket = (struct ladder_bucket){ 0 };
    return taken;
}

/* Empties `from` into the room in the order the keys came. */
static void bucket_to_array(struct ladder *ladder, struct ladder_bucket *from, struct key *room)
{
    while (from->count) {
        memcpy(room + (from->count - bucket_in_last(from)), from->last->keys, bucket_in_last(from) * sizeof *room);
        bucket_drop_chunk(ladder, from);
    }
}

/* All of a bucket for the front, whose limit is `near` from now on. */
static void ladder_to_front(struct ladder *ladder, struct ladder_bucket *from, uint64_t near)
{
    struct front *front = &ladder->front;
    ladder->near = near;
    ladder->front_most = LADDER_FRONT;
    if (front->run_at == front->run_used) {
        size_t count = from->count;
        struct key *room = front_run_room(front, count);
        bucket_to_array(ladder, from, room);
        ladder->soon(ladder->soon_context, room, count, false);
        front_sort_run(front, count);
        ladder->soon(ladder->soon_context, front->run, count, true);
        return;
    }
    while (from->count) {
        for (uint32_t k = 0; k < bucket_in_last(from); k++) front_push(front, from->last->keys[k].when, from->last->keys[k].ticket);
        bucket_drop_chunk(ladder, from);
    }
    if (front->heaped * 2 > ladder->front_most) ladder->front_most = front->heaped * 2;
}

/* --- opening a level --- */

struct range {
    uint64_t min, max;
    uint64_t near_quarter;          /* a quarter of the keys lies below it, about */
};

static int compare_words(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Turns the chain of chunks round, and back when called twice. */
static void bucket_turn(struct ladder_bucket *bucket)
{
    struct ladder_chunk *turned = NULL, *chunk = bucket->last;
    while (chunk) {
        struct ladder_chunk *before = chunk->before;
        chunk->before = turned;
        turned = chunk;
        chunk = before;
    }
    bucket->last = turned;
}

/* A pass over the keys of a turned bucket; the first key of every stride-th chunk is a sample. */
static struct range bucket_range(const struct ladder_bucket *turned)
{
    uint64_t sample[LADDER_SAMPLE];
    size_t sampled = 0, stride = turned->count / LADDER_CHUNK / LADDER_SAMPLE + 1, chunk_no = 0;
    struct range range = { UINT64_MAX, 0, 0 };
    for (const struct ladder_chunk *chunk = turned->last; chunk; chunk = chunk->before, chunk_no++) {
        size_t in_chunk = chunk->before ? LADDER_CHUNK : bucket_in_last(turned);
        if (chunk->before) KEY_PREFETCH(chunk->before);
        for (size_t k = 0; k < in_chunk; k++) {
            uint64_t when = chunk->keys[k].when;
            if (when < range.min) range.min = when;
            if (when > range.max) range.max = when;
        }
        if (chunk_no % stride == 0 && sampled < LADDER_SAMPLE) sample[sampled++] = chunk->keys[0].when;
    }
    qsort(sample, sampled, sizeof *sample, compare_words);
    range.near_quarter = sample[sampled / 4];
    return range;
}

/* Width such that near the beginning a bucket holds LADDER_PER_BUCKET keys, as a power of two. */
static unsigned ladder_shift(struct range range, size_t count)
{
    double width = (double)(range.near_quarter - range.min) * (4.0 * LADDER_PER_BUCKET) / (double)count;
    unsigned shift = 0;
    while (shift < LADDER_SHIFT && width > 1.5 * (double)(UINT64_C(1) << shift)) shift++;
    return shift;
}

static size_t ladder_width(size_t count)
{
    size_t n = 8;
    while (n < LADDER_BUCKETS && n * LADDER_PER_BUCKET < count * LADDER_SPAN) n *= 2;
    return n;
}

/* Room for the level's keys, between the first of them and `limit`. */
static struct ladder_level *level_make(struct ladder *ladder, struct range range, size_t count, uint64_t limit)
{
    struct ladder_level *level = &ladder->levels[ladder->levels_used++];
    level->shift = ladder_shift(range, count);
    level->n = ladder_width(count);
    level->at = 0;
    level->start = range.min;
    level->limit = limit;
    while (level->n > 8 && (limit - level->start) >> level->shift < level->n / 2) level->n /= 2;
    level->end = level->start + ((uint64_t)level->n << level->shift);
    if (level->end > limit) level->end = limit;
    level->buckets = arena_grow(ladder->arena, level->buckets, 0, level->n, &level->room, sizeof *level->buckets);
    return level;
}

static void level_push(struct ladder *ladder, struct ladder_level *level, struct key key)
{
    bucket_push(ladder, key.when < level->end ? &level->buckets[(key.when - level->start) >> level->shift] : &level->rest, key);
}

/* Empties a turned bucket into the level, keeping the order of keys that fall together. */
static void level_fill(struct ladder *ladder, struct ladder_level *level, const struct ladder_bucket *turned)
{
    struct ladder_chunk *chunk = turned->last;
    while (chunk) {
        struct ladder_chunk *next = chunk->before;
        struct key keys[LADDER_CHUNK];
        size_t in_chunk = next ? LADDER_CHUNK : bucket_in_last(turned);
        if (next) KEY_PREFETCH(next);
        memcpy(keys, chunk->keys, sizeof keys);
        chunk->before = ladder->spare;
        ladder->spare = chunk;
        for (size_t k = 0; k < in_chunk; k++) level_push(ladder, level, keys[k]);
        chunk = next;
    }
}

/* Spreads the keys of `from`, all below `limit`, over a new finest level. false, and nothing
 * done, when they are all of one time and nothing else could lie below the limit. */
static bool ladder_open(struct ladder *ladder, struct ladder_bucket *from, uint64_t limit)
{
    bucket_turn(from);
    struct range range = bucket_range(from);
    if ((range.min == range.max && limit - range.min <= 1) || ladder->levels_used == LADDER_LEVELS) {
        bucket_turn(from);
        return false;
    }
    struct ladder_level *level = level_make(ladder, range, from->count, limit);
    level_fill(ladder, level, from);
    ladder->near = level->start;
    return true;
}

/* --- adding --- */

void ladder_init(struct ladder *ladder, struct arena *arena, ladder_soon soon, const void *soon_context)
{
    *ladder = (struct ladder){ .near = LADDER_ALL, .front_most = LADDER_FRONT, .arena = arena, .soon = soon, .soon_context = soon_context };
    front_init(&ladder->front, arena);
}

void ladder_push_far(struct ladder *ladder, struct key key)
{
    struct ladder_level *level = &ladder->levels[ladder->levels_used - 1];
    while (key.when >= level->limit) level--;
    level_push(ladder, level, key);
}

/* The heap has outgrown the first cache: spread it over a level. If its keys are all of one
 * time they become the run, or stay and may grow. */
static void ladder_split_front(struct ladder *ladder)
{
    struct front *front = &ladder->front;
    struct ladder_bucket all = { 0 };
    while (front->heaped) bucket_push(ladder, &all, front_heap_last(front));
    if (!ladder_open(ladder, &all, ladder->near)) ladder_to_front(ladder, &all, ladder->near);
}

void ladder_push_crowd(struct ladder *ladder, uint64_t when, uint64_t ticket)
{
    front_push(&ladder->front, when, ticket);           /* it may yet belong behind the run */
    if (ladder->front.heaped > ladder->front_most) ladder_split_front(ladder);
}

/* --- refilling --- */

/* The finest level is used up: go on with what was left for later, or with the level below it. */
static void ladder_close(struct ladder *ladder)
{
    struct ladder_level *level = &ladder->levels[--ladder->levels_used];
    struct ladder_bucket rest = bucket_take(&level->rest);
    if (rest.count <= LADDER_SMALL || !ladder_open(ladder, &rest, level->limit)) ladder_to_front(ladder, &rest, level->limit);
}

static void ladder_prefetch_chunk(const struct ladder_chunk *chunk)
{
    for (size_t k = 0; k < LADDER_CHUNK; k += 4) KEY_PREFETCH(&chunk->keys[k]);
}

bool ladder_refill(struct ladder *ladder)
{
    if (ladder->levels_used == 0) return false;
    struct ladder_level *level = &ladder->levels[ladder->levels_used - 1];
    while (level->at < level->n && level->buckets[level->at].count == 0) level->at++;
    if (level->at == level->n) {
        ladder_close(ladder);
        return true;
    }
    struct ladder_bucket bucket = bucket_take(&level->buckets[level->at++]);
    uint64_t limit = level->at == level->n ? level->end : level->start + ((uint64_t)level->at << level->shift);
    if (limit > level->end) limit = level->end;
    if (level->at < level->n && level->buckets[level->at].count) ladder_prefetch_chunk(level->buckets[level->at].last);
    if (bucket.count <= LADDER_SPLIT || level->shift == 0 || !ladder_open(ladder, &bucket, limit)) ladder_to_front(ladder, &bucket, limit);
    return true;
}

/* --- all keys --- */

struct sweep {
    bool (*wanted)(const void *context, struct key key);
    const void *context;
};

/* Keeps a bucket's wanted keys, in order. Chunks go back before they are needed again, so that
 * sweeping takes no room. */
static void bucket_sweep(struct ladder *ladder, struct ladder_bucket *bucket, struct sweep sweep)
{
    struct ladder_bucket kept = { 0 };
    bucket_turn(bucket);
    struct ladder_chunk *chunk = bucket->last;
    while (chunk) {
        struct ladder_chunk *next = chunk->before;
        struct key keys[LADDER_CHUNK];
        size_t in_chunk = next ? LADDER_CHUNK : bucket_in_last(bucket);
        ladder->soon(ladder->soon_context, chunk->keys, in_chunk, false);
        memcpy(keys, chunk->keys, sizeof keys);
        chunk->before = ladder->spare;
        ladder->spare = chunk;
        for (size_t k = 0; k < in_chunk; k++)
            if (sweep.wanted(sweep.context, keys[k])) bucket_push(ladder, &kept, keys[k]);
        chunk = next;
    }
    *bucket = kept;
}

static void front_sweep(struct ladder *ladder, struct sweep sweep)
{
    struct front *front = &ladder->front;
    struct ladder_bucket heap = { 0 };
    size_t kept = front->run_at;
    for (size_t k = front->run_at; k < front->run_used; k++)
        if (sweep.wanted(sweep.context, front->run[k])) front->run[kept++] = front->run[k];
    front->run_used = kept;
    front->run[kept] = KEY_END;
    while (front->heaped) bucket_push(ladder, &heap, front_heap_last(front));
    while (heap.count) {
        for (uint32_t k = 0; k < bucket_in_last(&heap); k++) {
            struct key key = heap.last->keys[k];
            if (sweep.wanted(sweep.context, key)) front_push(front, key.when, key.ticket);
        }
        bucket_drop_chunk(ladder, &heap);
    }
}

void ladder_sweep(struct ladder *ladder, bool (*wanted)(const void *context, struct key key), const void *context)
{
    struct sweep sweep = { wanted, context };
    front_sweep(ladder, sweep);
    for (size_t l = 0; l < ladder->levels_used; l++) {
        struct ladder_level *level = &ladder->levels[l];
        for (size_t b = level->at; b < level->n; b++)
            if (level->buckets[b].count) bucket_sweep(ladder, &level->buckets[b], sweep);
        if (level->rest.count) bucket_sweep(ladder, &level->rest, sweep);
    }
}

static bool bucket_is_sound(const struct ladder_bucket *bucket, uint64_t from, uint64_t to)
{
    size_t seen = 0, in_chunk = bucket_in_last(bucket);
    if (bucket->count == 0) return true;
    for (const struct ladder_chunk *chunk = bucket->last; chunk; chunk = chunk->before, in_chunk = LADDER_CHUNK)
        for (size_t k = 0; k < in_chunk; k++, seen++)
            if (chunk->keys[k].when < from || chunk->keys[k].when >= to) return false;
    return seen == bucket->count;
}

bool ladder_is_sound(const struct ladder *ladder)
{
    for (size_t k = 0; k < ladder->levels_used; k++) {
        const struct ladder_level *level = &ladder->levels[k];
        if (!bucket_is_sound(&level->rest, level->end, level->limit)) return false;
        for (size_t b = 0; b < level->n; b++) {
            uint64_t from = level->start + ((uint64_t)b << level->shift);
            if (b < level->at && level->buckets[b].count) return false;
            if (!bucket_is_sound(&level->buckets[b], from, from + (UINT64_C(1) << level->shift))) return false;
        }
    }
    return front_is_sound(&ladder->front);
}
