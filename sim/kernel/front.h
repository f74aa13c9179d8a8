/* The keys that come next, in two parts: a run, sorted once and then read off, and a heap of
 * four children a node for what came in later. Small enough to stay in the first cache as
 * long as its owner (ladder.h) keeps it so; right at any size. */
#ifndef KERNEL_FRONT_H
#define KERNEL_FRONT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "kernel/key.h"

struct front {
    struct arena *arena;
    struct key *heap;               /* KEY_END from `heaped` to the end of its room */
    struct key *run, *scratch;      /* run[run_used] is KEY_END */
    size_t heaped, heap_room;
    size_t run_at, run_used, run_room, scratch_room;
};

/* An empty front that grows in `arena`. */
void front_init(struct front *front, struct arena *arena);

/* Adds a key: to the run if it belongs behind it, in O(1), else to the heap: O(log heaped), O(1)
 * if it belongs behind most. */
void front_push(struct front *front, struct key key);

/* Room for `count` keys to be sorted: fill all of it, then call front_sort_run. Before: the
 * run has been read to its end. */
struct key *front_run_room(struct front *front, size_t count);

/* Makes the `count` keys in the room the run. O(count) for keys spread evenly or in order
 * already, else O(count log count). */
void front_sort_run(struct front *front, size_t count);

/* Takes the first key out of the heap. Before: it isn't empty. */
void front_heap_drop(struct front *front);

/* Keys held. */
static inline size_t front_count(const struct front *front)
{
    return front->heaped + (front->run_used - front->run_at);
}

/* The first key, KEY_END if there is none. */
static inline struct key front_first(const struct front *front)
{
    struct key a = front->run[front->run_at], b = front->heap[0];
    return key_before(b, a) ? b : a;
}

/* Takes out the first key. Before: there is one. */
static inline void front_drop(struct front *front)
{
    if (key_before(front->heap[0], front->run[front->run_at])) front_heap_drop(front);
    else front->run_at++;
}

/* Run in order, heap a heap, ends in place. */
bool front_is_sound(const struct front *front);

#endif
