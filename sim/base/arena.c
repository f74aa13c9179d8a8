#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_FIRST_BLOCK = 16 * 1024, ARENA_LARGEST_BLOCK = 1024 * 1024 };

struct block {
    struct block *next;
    size_t size;                 /* of `bytes` */
    size_t used;
    _Alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct block *first;
    struct block *current;       /* blocks after it are empty */
    size_t held;
};

struct arena *arena_new(void)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (!arena) check_out_of("memory");
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena) return;
    for (struct block *block = arena->first, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

void arena_reset(struct arena *arena)
{
    for (struct block *block = arena->first; block; block = block->next) block->used = 0;
    arena->current = arena->first;
}

/* Blocks double in size up to the largest, so a small arena is small and a large one has few. */
static struct block *block_append(struct arena *arena, size_t size)
{
    size_t room = ARENA_FIRST_BLOCK;
    while (room < arena->held && room < ARENA_LARGEST_BLOCK) room *= 2;
    if (room < size) room = size;
    struct block *block = malloc(sizeof *block + room);
    if (!block) check_out_of("memory");
    block->next = NULL;
    block->size = room;
    block->used = 0;
    arena->held += sizeof *block + room;
    struct block **end = &arena->first;
    while (*end) end = &(*end)->next;
    *end = block;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    CHECK(size <= SIZE_MAX / 2);
    size = (size + align - 1) / align * align;
    if (!arena->current) arena->current = arena->first;
    while (arena->current && arena->current->size - arena->current->used < size) {
        if (!arena->current->next) break;
        arena->current = arena->current->next;
    }
    if (!arena->current || arena->current->size - arena->current->used < size)
        arena->current = block_append(arena, size);
    void *room = arena->current->bytes + arena->current->used;
    arena->current->used += size;
    memset(room, 0, size);
    return room;
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size) check_out_of("memory");
    return arena_alloc(arena, count * size);
}

void *arena_grow(struct arena *arena, void *old, size_t used, size_t wanted, size_t *capacity, size_t size)
{
    if (wanted <= *capacity) return old;
    size_t room = *capacity < 8 ? 8 : *capacity * 2;
    if (room < wanted) room = wanted;
    void *grown = arena_alloc_array(arena, room, size);
    if (used) memcpy(grown, old, used * size);
    *capacity = room;
    return grown;
}

size_t arena_held_bytes(const struct arena *arena)
{
    return arena->held;
}
