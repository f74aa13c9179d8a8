/* The clock and the loop of a discrete-event simulation. Time is int64 nanoseconds, so a
 * tie is a tie; at one instant events run by phase, and within a phase in the order they
 * were scheduled. No globals: any number of simulations a thread. */
#ifndef KERNEL_DES_H
#define KERNEL_DES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/check.h"
#include "kernel/evq.h"

/* What happens first at one instant. An earlier phase scheduled at `now` runs next. */
enum des_phase {
    DES_CAPACITY,       /* capacities change: failures, repairs */
    DES_COMPLETION,     /* work ends */
    DES_ARRIVAL,        /* work begins */
    DES_SOLVE,          /* rates are worked out, once for all of the above */
    DES_OBSERVE         /* looks, changes nothing */
};

/* Names a scheduled event; see evq_handle. {0} is no event. */
typedef evq_handle des_event;
typedef evq_handler des_handler;

#define DES_NONE    ((des_event){ 0 })
#define DES_FOREVER EVQ_AT_MAX              /* latest time that can be scheduled */
#define DES_S       INT64_C(1000000000)     /* nanoseconds in a second */

/* Open only so that the two calls below can be inline; none but des.c writes it. */
struct des {
    int64_t now_ns;
    uint64_t events;
    struct evq *queue;
    bool running, stop;
};

/* A simulation at time 0 with nothing scheduled, in `arena`, which must outlive it. */
struct des *des_new(struct arena *arena);

/* Now, ns. */
static inline int64_t des_now(const struct des *des)
{
    return des->now_ns;
}

/* Schedules handler(des, context, payload) at at_ns. Before: des_now <= at_ns <= DES_FOREVER.
 * `context` must live until the event has run or was cancelled. */
static inline des_event des_schedule(struct des *des, int64_t at_ns, enum des_phase phase, des_handler handler,
                                     void *context, int64_t payload)
{
    CHECK(at_ns >= des->now_ns);            /* nothing is scheduled in the past */
    return evq_push(des->queue, at_ns, (unsigned)phase, handler, context, payload);
}

/* Cancels. false when the event has run, was cancelled or rescheduled: harmless. */
bool des_cancel(struct des *des, des_event event);

/* Moves a pending event to another time and phase, behind what is already there. Returns its
 * new handle; the old one is dead. DES_NONE when it wasn't pending: then nothing was done. */
des_event des_reschedule(struct des *des, des_event event, int64_t at_ns, enum des_phase phase);

/* Whether the event has yet to run. false while its own handler runs. */
bool des_pending(const struct des *des, des_event event);

/* Runs all events up to and including until_ns, then sets the clock there; or returns right
 * after the handler that called des_stop, the clock at that event. Not from within a handler. */
void des_run_until(struct des *des, int64_t until_ns);

/* Runs until nothing is pending, or until des_stop; the clock stays at the last event. */
void des_run(struct des *des);

/* Makes the running loop return after the present handler. A later run goes on from there. */
void des_stop(struct des *des);

/* Whether the last run ended by des_stop. */
bool des_stopped(const struct des *des);

/* Events run so far. */
uint64_t des_events(const struct des *des);

/* Events scheduled and not yet run. */
size_t des_waiting(const struct des *des);

#endif
