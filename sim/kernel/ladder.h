/* Keys in order, for any number of them: those that come next in a front (front.h), the others
 * in buckets of equal width, wider ones behind finer ones, that are sorted only when their
 * turn comes. After Tang, Goh and Thng 2005 (ladder queue), with widths from a sample. */
#ifndef KERNEL_LADDER_H
#define KERNEL_LADDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "kernel/front.h"
#include "kernel/key.h"

enum {
    LADDER_LEVELS = 64,             /* each level is finer than the one before by a power of two */
    LADDER_CHUNK = 15               /* keys a chunk: 256 bytes with the link */
};

struct ladder_chunk {
    struct ladder_chunk *before;    /* full chunks of the same bucket */
    uint64_t unused;                /* keeps chunks whole cache lines */
    struct key keys[LADDER_CHUNK];
};

/* Keys in the order they came. */
struct ladder_bucket {
    struct ladder_chunk *last;
    uint32_t count, left;           /* keys, and room in the last chunk */
};

/* Buckets of 2^shift from `start` to `end`, then everything up to `limit` in `rest`. Buckets
 * before `at` are spent. A finer level covers the last spent bucket of the one before it. */
struct ladder_level {
    uint64_t start, end, limit;
    struct ladder_bucket *buckets, rest;
    size_t at, n, room;
    unsigned shift;
};

/* Told which keys come next, once before they are sorted and again in order: the chance to ask
 * memory for what belongs to them. May do nothing; changes nothing. */
typedef void (*ladder_soon)(const void *context, const struct key *keys, size_t count, bool in_order);

struct ladder {
    uint64_t near;                  /* keys below it belong in the front */
    size_t levels_used, front_most; /* how large the front's heap may get */
    struct front front;
    struct ladder_level levels[LADDER_LEVELS];
    struct ladder_chunk *spare;
    struct arena *arena;
    ladder_soon soon;
    const void *soon_context;
};

/* An empty ladder that grows in `arena` and gives nothing back. */
void ladder_init(struct ladder *ladder, struct arena *arena, ladder_soon soon, const void *soon_context);

/* The rarer parts of adding and finding: a key for a front whose heap is as large as it may get;
 * a key at or behind `near`; more for the front (false when nothing is left behind it). */
void ladder_push_crowd(struct ladder *ladder, uint64_t when, uint64_t ticket);
void ladder_push_far(struct ladder *ladder, struct key key);
bool ladder_refill(struct ladder *ladder);

/* Adds a key. Whatever is called is called last: no register has to be saved. */
static inline void ladder_push(struct ladder *ladder, uint64_t when, uint64_t ticket)
{
    if (when < ladder->near) {
        if (ladder->front.heaped < ladder->front_most) front_push(&ladder->front, when, ticket);
        else ladder_push_crowd(ladder, when, ticket);
        return;
    }
    struct ladder_level *level = &ladder->levels[ladder->levels_used - 1];
    if (when < level->end) {
        struct ladder_bucket *bucket = &level->buckets[(when - level->start) >> level->shift];
        if (bucket->left) {
            bucket->last->keys[LADDER_CHUNK - bucket->left--] = (struct key){ when, ticket };
            bucket->count++;
            return;
        }
    }
    ladder_push_far(ladder, (struct key){ when, ticket });
}

/* Takes the first key if its `when` is below `below` (not above UINT64_MAX - 1): in *key. */
static inline bool ladder_take(struct ladder *ladder, uint64_t below, struct key *key)
{
    for (;;) {
        if (front_take(&ladder->front, below < ladder->near ? below : ladder->near, key)) return true;
        if (key->when < ladder->near || !ladder_refill(ladder)) return false;
    }
}

/* Keeps the keys for which `wanted` says so. O(keys). */
void ladder_sweep(struct ladder *ladder, bool (*wanted)(const void *context, struct key key), const void *context);

/* Keys in their buckets, front in order. */
bool ladder_is_sound(const struct ladder *ladder);

#endif
