/* How a pool makes lost bytes again: for each byte of a lost strip its code's repair reads and one byte
 * written, as a load on the pool's rows (plan/resilience.h) beside what clients move.
 *
 * One rebuild is under way at a time and may take at most `throttle` of any row in service; the others
 * wait in the order they came. So any number of lost things costs one flow, and a rebuild of B
 * bytes takes B / min over rows (throttle × capacity / cost) where nobody is in its way. Its share where
 * clients want the same row: without a weight what the throttle allows is reserved for it; with weight w it gets
 * w bytes/s rebuilt for each byte/s that a GPU gets there. */
#ifndef RUN_REBUILD_H
#define RUN_REBUILD_H

#include <stdbool.h>
#include <stdint.h>

#include "fluid/flows.h"
#include "types/site_plan.h"

struct world;
struct rebuild;

/* What was lost: a drive's strips one by one, a node's possibly several of a stripe, which share the reads. */
enum rebuild_kind { REBUILD_DRIVE, REBUILD_NODE, REBUILD_KINDS };

/* Bytes lost at once. Kept by who asks for it until it is told. */
struct rebuild_task {
    enum rebuild_kind kind;
    double bytes;
    void (*done)(struct rebuild_task *task);         /* all of it is there again; the task is no longer waited for */
    void *context;
    struct rebuild_task *next;
    bool waits;                                      /* in the queue, or under way; no other task of it is */
    bool dropped;                                    /* no longer needed: passed over without being told */
};

/* A kind of rebuild: what a byte costs, what may be taken, what came of it. */
struct rebuild_law {
    double strips;                                   /* bytes read for one rebuilt */
    struct fair_use *uses; int32_t n_uses;           /* in order of row */
    double cap;                                      /* bytes/s rebuilt while one is under way */
    double measured;                                 /* bytes rebuilt since statistics started */
};

struct rebuild {
    struct world *world;
    double throttle, weight;                         /* weight NAN: reserved */
    struct rebuild_law laws[REBUILD_KINDS];
    struct rebuild_task *first, *last;               /* first is under way */
    flow_id flow;
    double rate;                                     /* held since the last look, bytes/s; of the first's kind */
    double by_rate, by_flow, rounding;               /* bytes rebuilt since time 0: ∫ rate, flows' own count, what rounding of those that ended may put them apart by */
};

/* None under way. */
void rebuild_start(struct rebuild *rebuild, struct world *world, const struct plan_repair *repair);

/* From now on the plan's rows have these capacities. */
void rebuild_set_capacity(struct rebuild *rebuild, const double *capacity);

/* Begins now, or when those before are done. */
void rebuild_add(struct rebuild *rebuild, struct rebuild_task *task);

/* The bytes are there after all. */
void rebuild_drop(struct rebuild *rebuild, struct rebuild_task *task);

/* Adds what the one under way may take of each row to `taken`. */
void rebuild_may_take(const struct rebuild *rebuild, double *taken);

/* After a solve: notes the rate that holds from now on, and adds what it takes of each row to `use`. */
void rebuild_look(struct rebuild *rebuild, double *use);

/* What is held was held for `s` seconds. */
static inline void rebuild_pass(struct rebuild *rebuild, double s)
{
    if (!(rebuild->rate > 0.0)) return;
    rebuild->by_rate += rebuild->rate * s;
    rebuild->laws[rebuild->first->kind].measured += rebuild->rate * s;
}

/* Bytes rebuilt since time 0 by the flows' own count. */
double rebuild_moved(const struct rebuild *rebuild);

/* By how many bytes the two counts may differ: completions fall on whole ns, and what is left has no more digits than the whole. */
double rebuild_rounding(const struct rebuild *rebuild);

#endif
