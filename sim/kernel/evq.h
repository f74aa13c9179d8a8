/* Pending events, ordered by (time, phase, serial), with handles. Knows no clock: des.h
 * is the simulation. Nothing here depends on addresses, so the order of events does not. */
#ifndef KERNEL_EVQ_H
#define KERNEL_EVQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/check.h"
#include "kernel/ladder.h"

struct des;

/* What an event does: called once with what it was scheduled with. */
typedef void (*evq_handler)(struct des *des, void *context, int64_t payload);

/* Names one scheduling of one event, for the life of its queue: once that event has run,
 * was cancelled or was moved, its handle is dead for good and never means another event.
 * Ticket 0 is no event. Copy freely. */
typedef struct { uint64_t ticket; } evq_handle;

#define EVQ_AT_MAX   (INT64_C(1) << 60)       /* latest time, ns: 36.5 years */
#define EVQ_PHASES   8                        /* phases are 0 ... 7 */
#define EVQ_PENDING_MAX 16000000              /* at most this many events at a time */

struct evq_event {
    evq_handler handler;
    void *context;
    int64_t payload;
};

enum {
    EVQ_PHASE_BITS = 3,
    EVQ_SLOT_BITS = 24,
    EVQ_PAGE = 512,                 /* slots a page: 16 KB */
    EVQ_SOON = 6                    /* how many events ahead a context is asked for */
};

#define EVQ_SERIAL_MAX (UINT64_MAX >> EVQ_SLOT_BITS)        /* 1.1e12 schedulings */

/* Where an event is while it is pending. `ticket` is the event's; of a free slot it is the next free one, 0 at the end. */
struct evq_slot {
    uint64_t ticket;
    struct evq_event event;
};

/* Open only so that adding and taking can be inline; none but evq.c and the two calls below
 * looks inside. */
struct evq {
    struct evq_slot **pages;        /* slots don't move, so that growing copies and wastes nothing */
    struct evq_slot *first;         /* pages[0]: while it is the only one, slots are found with one look less */
    uint64_t serial;
    size_t pending, stale;
    size_t slots_used, pages_used, pages_room;
    uint32_t free;
    struct arena *arena;
    struct ladder ladder;
};

/* An empty queue in `arena`, which must outlive it. Grows as needed, gives nothing back. */
struct evq *evq_new(struct arena *arena);

/* Takes an event out. false if it has run, was cancelled or moved, or is no event: harmless. O(1). */
bool evq_cancel(struct evq *queue, evq_handle handle);

/* Gives a pending event another time and phase; it keeps handler, context and payload and goes
 * behind all that were pushed before, even at the same time. Returns its new handle (the old
 * one is dead), or no event if it wasn't pending. */
evq_handle evq_move(struct evq *queue, evq_handle handle, int64_t at_ns, unsigned phase);

/* Whether the event has yet to run. */
bool evq_pending(const struct evq *queue, evq_handle handle);

/* Events pending. */
size_t evq_count(const struct evq *queue);

/* The order the queue keeps inside holds (dear: for CHECK_SLOW and tests). */
bool evq_is_sound(const struct evq *queue);

/* --- what is inside: for this file and evq.c --- */

/* evq_push when no slot is free. */
evq_handle evq_push_fresh(struct evq *queue, int64_t at_ns, unsigned phase, evq_handler handler, void *context, int64_t payload);

static inline uint32_t evq_slot_index(uint64_t ticket)
{
    return (uint32_t)(ticket & ((UINT64_C(1) << EVQ_SLOT_BITS) - 1));
}

/* Whether there is one page only is a branch no processor gets wrong; whether an index is in the first page is not. */
static inline struct evq_slot *evq_slot_at(const struct evq *queue, uint32_t index)
{
    if (queue->pages_used == 1) return &queue->first[index];
    return &queue->pages[index / EVQ_PAGE][index % EVQ_PAGE];
}

/* Gives the slot a new ticket and the ladder its key. */
static inline evq_handle evq_enter(struct evq *queue, struct evq_slot *slot, uint32_t index, int64_t at_ns, unsigned phase)
{
    CHECK((uint64_t)at_ns <= (uint64_t)EVQ_AT_MAX && phase < EVQ_PHASES);
    CHECK(queue->serial < EVQ_SERIAL_MAX);
    uint64_t ticket = ++queue->serial << EVQ_SLOT_BITS | index;
    slot->ticket = ticket;
    ladder_push(&queue->ladder, (uint64_t)at_ns << EVQ_PHASE_BITS | phase, ticket);
    return (evq_handle){ ticket };
}

static inline void evq_free_slot(struct evq *queue, struct evq_slot *slot, uint32_t index)
{
    slot->ticket = queue->free;         /* no ticket: its serial is 0 */
    queue->free = index;
    queue->pending--;
}

/* What the contexts of coming events point to is asked for a few events ahead. */
static inline void evq_look_ahead(const struct evq *queue)
{
    const struct front *front = &queue->ladder.front;
    if (front->run_at + EVQ_SOON < front->run_used) {
        uint64_t ticket = front->run[front->run_at + EVQ_SOON].ticket;
        KEY_PREFETCH(evq_slot_at(queue, evq_slot_index(ticket))->event.context);
    }
}

/* --- the two that must be fast --- */

/* Adds an event. Before: 0 <= at_ns <= EVQ_AT_MAX, phase < EVQ_PHASES, and not before an
 * event already popped. Among equals of (at_ns, phase) the one pushed first pops first.
 * Amortised O(1) for spread-out times, never worse than O(log n). */
static inline evq_handle evq_push(struct evq *queue, int64_t at_ns, unsigned phase, evq_handler handler, void *context, int64_t payload)
{
    uint32_t index = queue->free;
    if (!index) return evq_push_fresh(queue, at_ns, phase, handler, context, payload);
    struct evq_slot *slot = evq_slot_at(queue, index);
    queue->free = (uint32_t)slot->ticket;
    queue->pending++;
    slot->event.handler = handler;
    slot->event.context = context;
    slot->event.payload = payload;
    return evq_enter(queue, slot, index, at_ns, phase);
}

/* Pops the first event if its time is <= until_ns: fills *at_ns and returns what was pushed,
 * to be read before the next call. NULL if there is none. Before: until_ns >= 0. */
static inline const struct evq_event *evq_pop(struct evq *queue, int64_t until_ns, int64_t *at_ns)
{
    struct key key;
    CHECK(until_ns >= 0);
    uint64_t until = until_ns < EVQ_AT_MAX ? (uint64_t)until_ns : (uint64_t)EVQ_AT_MAX;
    while (ladder_take(&queue->ladder, (until + 1) << EVQ_PHASE_BITS, &key)) {
        uint32_t index = evq_slot_index(key.ticket);
        struct evq_slot *slot = evq_slot_at(queue, index);
        evq_look_ahead(queue);
        if (slot->ticket == key.ticket) {
            *at_ns = (int64_t)(key.when >> EVQ_PHASE_BITS);
            evq_free_slot(queue, slot, index);
            return &slot->event;
        }
        queue->stale--;
    }
    return NULL;
}

#endif
