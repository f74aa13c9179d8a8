/* Pending events, ordered by (time, phase, serial), with handles. Knows no clock: des.h
 * is the simulation. Nothing here depends on addresses, so the order of events does not. */
#ifndef KERNEL_EVQ_H
#define KERNEL_EVQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/check.h"

struct des;
struct evq;

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

/* An empty queue in `arena`, which must outlive it. Grows as needed, gives nothing back. */
struct evq *evq_new(struct arena *arena);

/* Adds an event. Before: 0 <= at_ns <= EVQ_AT_MAX, phase < EVQ_PHASES, and not before an
 * event already popped. Among equals of (at_ns, phase) the one pushed first pops first.
 * Amortised O(1) for spread-out times, never worse than O(log n). */
evq_handle evq_push(struct evq *queue, int64_t at_ns, unsigned phase, evq_handler handler, void *context, int64_t payload);

/* Takes an event out. false if it has run, was cancelled or moved, or is no event: harmless. O(1). */
bool evq_cancel(struct evq *queue, evq_handle handle);

/* Gives a pending event another time and phase; it keeps handler, context and payload and goes
 * behind all that were pushed before, even at the same time. Returns its new handle (the old
 * one is dead), or no event if it wasn't pending. */
evq_handle evq_move(struct evq *queue, evq_handle handle, int64_t at_ns, unsigned phase);

/* Whether the event has yet to run. */
bool evq_pending(const struct evq *queue, evq_handle handle);

/* Pops the first event if its time is <= until_ns: fills *at_ns and returns what was pushed,
 * to be read before the next call. NULL if there is none. Before: until_ns >= 0. */
const struct evq_event *evq_pop(struct evq *queue, int64_t until_ns, int64_t *at_ns);

/* Events pending. */
size_t evq_count(const struct evq *queue);

/* The order the queue keeps inside holds (dear: for CHECK_SLOW and tests). */
bool evq_is_sound(const struct evq *queue);

#endif
