/* The keys that come next, in two parts: a run, sorted once and then read off, and a heap of
 * four children a node for what came in later. Small enough to stay in the first cache as
 * long as its owner (ladder.h) keeps it so; right at any size. */
#ifndef KERNEL_FRONT_H
#define KERNEL_FRONT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "kernel/key.h"

enum {
    FRONT_ROOT = 3,                 /* then the parent of i is i/4 + 2, and the root's a key before all others */
    FRONT_MARGIN = 4                /* a node's missing children read as KEY_END */
};

struct front {
    struct arena *arena;
    uint64_t *whens, *tickets;      /* the heap, from FRONT_ROOT; KEY_END behind it to the end of its room */
    struct key *run, *scratch;      /* run[run_used] is KEY_END */
    size_t heaped, heap_room, ticket_room;
    size_t run_at, run_used, run_room, scratch_room;
};

/* An empty front that grows in `arena`. */
void front_init(struct front *front, struct arena *arena);

/* Room for `count` keys to be sorted: fill all of it, then call front_sort_run. Before: the
 * run has been read to its end. */
struct key *front_run_room(struct front *front, size_t count);

/* Makes the `count` keys in the room the run. O(count) for keys spread evenly or in order
 * already, else O(count log count). */
void front_sort_run(struct front *front, size_t count);

/* Takes a key out of the heap that is its last in the array, first or not: for emptying it.
 * Before: it isn't empty. */
struct key front_heap_last(struct front *front);

/* The longer parts of the two calls below: a key that may belong behind the run, or that lacks
 * room; one that belongs above its parent in the heap; one from the heap's end that belongs
 * somewhere below its top. */
void front_push_slow(struct front *front, uint64_t when, uint64_t ticket);
void front_rise(struct front *front, uint64_t when, uint64_t ticket);
void front_sink(struct front *front, uint64_t when, uint64_t ticket);

/* Adds a key: to the run if it belongs behind it, in O(1), else to the heap: O(log heaped), O(1)
 * if it belongs behind most. */
static inline void front_push(struct front *front, uint64_t when, uint64_t ticket)
{
    size_t at = front->heaped + FRONT_ROOT;
    if (front->run_at < front->run_used || at + FRONT_MARGIN >= front->heap_room) {
        front_push_slow(front, when, ticket);
    } else if (front->whens[at / 4 + 2] < when) {
        front->whens[at] = when;
        front->tickets[at] = ticket;
        front->heaped++;
    } else {
        front_rise(front, when, ticket);
    }
}

/* Takes the first key if its `when` is below `below`. true: it is in *key. false: *key is the
 * first key, still there, or KEY_END. */
static inline bool front_take(struct front *front, uint64_t below, struct key *key)
{
    const struct key *run = &front->run[front->run_at];
    uint64_t when = front->whens[FRONT_ROOT], ticket = front->tickets[FRONT_ROOT];
    bool from_run = run->when < when || (run->when == when && run->ticket <= ticket);
    key->when = from_run ? run->when : when;
    key->ticket = from_run ? run->ticket : ticket;
    if (key->when >= below) return false;
    if (from_run) {
        front->run_at++;
        return true;
    }
    size_t n = --front->heaped, last = n + FRONT_ROOT;
    when = front->whens[last];
    ticket = front->tickets[last];
    front->whens[last] = front->tickets[last] = UINT64_MAX;
    if (n == 1) {
        front->whens[FRONT_ROOT] = when;
        front->tickets[FRONT_ROOT] = ticket;
    } else if (n > 1) {
        front_sink(front, when, ticket);
    }
    return true;
}

/* Run in order, heap a heap, ends in place. */
bool front_is_sound(const struct front *front);

#endif
