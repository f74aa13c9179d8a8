#include "base/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"

enum { ORDER_RUN = 8, ORDER_MAP_FIRST = 16 };

struct order_job {
    size_t size;
    order_before *before;
    const void *context;
};

/* Insertion sort of a short run: `spare` has room for one element. */
static void order_sort_run(const struct order_job *job, unsigned char *run, size_t count, unsigned char *spare)
{
    const size_t size = job->size;
    for (size_t i = 1; i < count; i++) {
        size_t to = i;
        while (to > 0 && job->before(run + i * size, run + (to - 1) * size, job->context)) to--;
        if (to == i) continue;
        memcpy(spare, run + i * size, size);
        memmove(run + (to + 1) * size, run + to * size, (i - to) * size);
        memcpy(run + to * size, spare, size);
    }
}

/* Merges from[0..middle) and from[middle..count) into `to`; the left goes first when equal. */
static void order_merge(const struct order_job *job, const unsigned char *from, size_t middle, size_t count, unsigned char *to)
{
    const size_t size = job->size;
    size_t left = 0, right = middle;
    for (size_t k = 0; k < count; k++) {
        const bool take_right = left == middle
            || (right < count && job->before(from + right * size, from + left * size, job->context));
        const size_t taken = take_right ? right++ : left++;
        memcpy(to + k * size, from + taken * size, size);
    }
}

void order_sort(void *array, size_t count, size_t size, order_before *before, const void *context)
{
    const struct order_job job = { size, before, context };
    if (count < 2 || size == 0) return;
    CHECK(count <= SIZE_MAX / 2 / size);
    unsigned char *const room = malloc(count * size);
    if (!room) check_out_of("memory");
    unsigned char *from = array, *to = room;
    for (size_t at = 0; at < count; at += ORDER_RUN)
        order_sort_run(&job, from + at * size, count - at < ORDER_RUN ? count - at : ORDER_RUN, room);
    for (size_t run = ORDER_RUN; run < count; run *= 2) {
        for (size_t at = 0; at < count; at += 2 * run) {
            const size_t left = count - at, both = left < 2 * run ? left : 2 * run;
            order_merge(&job, from + at * size, both < run ? both : run, both, to + at * size);
        }
        unsigned char *const swap = from;
        from = to;
        to = swap;
    }
    if (from != array) memcpy(array, from, count * size);
    free(room);
}

struct order_slot {
    const char *key;             /* NULL: free */
    size_t length;
    uint64_t hash;
    int32_t index;
};

struct order_map {
    struct arena *arena;
    struct order_slot *slots;
    size_t room;                 /* a power of two, at least twice `count` */
    size_t count;
};

/* FNV-1a, 64 bits, and a last mix so that the low bits are good too. */
static uint64_t order_hash(const char *key, size_t length)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)key[i]) * 0x100000001b3u;
    hash ^= hash >> 32;
    hash *= 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

struct order_map *order_map_new(struct arena *arena)
{
    struct order_map *map = ARENA_NEW(arena, struct order_map);
    map->arena = arena;
    map->room = ORDER_MAP_FIRST;
    map->slots = ARENA_ARRAY(arena, struct order_slot, map->room);
    return map;
}

/* The key's slot, or the free one where it would go. */
static struct order_slot *order_map_slot(struct order_slot *slots, size_t room, const char *key, size_t length, uint64_t hash)
{
    for (size_t at = (size_t)hash & (room - 1);; at = (at + 1) & (room - 1)) {
        struct order_slot *slot = &slots[at];
        if (!slot->key) return slot;
        if (slot->hash == hash && slot->length == length && (length == 0 || memcmp(slot->key, key, length) == 0)) return slot;
    }
}

static void order_map_double(struct order_map *map)
{
    const size_t room = map->room * 2;
    struct order_slot *slots = ARENA_ARRAY(map->arena, struct order_slot, room);
    for (size_t i = 0; i < map->room; i++) {
        const struct order_slot *old = &map->slots[i];
        if (old->key) *order_map_slot(slots, room, old->key, old->length, old->hash) = *old;
    }
    map->slots = slots;
    map->room = room;
}

int32_t order_map_put(struct order_map *map, const char *key, size_t length, int32_t index)
{
    CHECK(key && index >= 0);
    const uint64_t hash = order_hash(key, length);
    if ((map->count + 1) * 2 > map->room) order_map_double(map);
    struct order_slot *slot = order_map_slot(map->slots, map->room, key, length, hash);
    if (slot->key) return slot->index;
    *slot = (struct order_slot){ key, length, hash, index };
    map->count++;
    return -1;
}

int32_t order_map_find(const struct order_map *map, const char *key, size_t length)
{
    const struct order_slot *slot = order_map_slot(map->slots, map->room, key, length, order_hash(key, length));
    return slot->key ? slot->index : -1;
}

size_t order_map_count(const struct order_map *map)
{
    return map->count;
}
