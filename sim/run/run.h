/* The run stage: a planned site, simulated. One replication is a function of the plan, the
 * warm-up and its index; nothing is shared between them, so they may run on any threads in
 * any order. What they came to is merged in order of index. */
#ifndef RUN_RUN_H
#define RUN_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/check.h"
#include "run/replication.h"
#include "types/results.h"
#include "types/site_plan.h"

/* How long to wait before statistics start, in s: as the study says, or, with `warm_up: auto`,
 * by MSER-5 on the delivered bytes/s of a pilot (warmup.h). Same for all replications. */
double run_warm_up_s(const struct site_plan *plan, struct arena *arena);

/* The `index`-th replication (from 0): the warm-up, then the study's length is measured. The
 * first also keeps series for charts. Scratch and outcome live in `arena`: copy what is to
 * stay (replication_copy) before resetting it. While it runs, check_note names seed and
 * replication. */
struct replication *run_replication(const struct site_plan *plan, double warm_up_s, int32_t index, struct arena *arena);

/* The same without series and worst hour, the first too: for studies, which keep numbers alone. */
struct replication *run_bare(const struct site_plan *plan, double warm_up_s, int32_t index, struct arena *arena);

/* The same, the first, with its trace: a line for each event that matters (timeline.h), the warm-up's included. */
struct replication *run_traced(const struct site_plan *plan, double warm_up_s, struct arena *arena);

/* Merges n >= 1 replications, outcomes[i] being the i-th, into what a simulation knows:
 * results->power (but what the plan knows), delivered and offered of read and write, checkpoint, goodput,
 * precision, jobs, capacity, bottlenecks, utilisation of resources, series, zoom, audit, events and the warm-up used. Before: the
 * plan's part of results stands, with a resource for each of its rows and a job for each of
 * its jobs; that is left as it was. False when a conservation law is off by more than 1e-9. */
MUST_USE bool run_collect(const struct site_plan *plan, struct replication *const *outcomes, int32_t n, struct arena *arena, struct results *results);

/* --- for tests that look inside --------------------------------------------------------------- */

/* One flow under way, as the solver sees it. */
struct run_flow {
    enum op op;
    double weight, members, cap;         /* per member, bytes/s */
    double rate;                         /* of one member */
};
/* One steady stretch: what holds from from_s on, until the next call. */
struct run_stretch {
    double from_s;
    const struct run_flow *flows; int32_t n_flows;
    double asked[OPS], delivered[OPS];
};
struct run_observer {
    void (*look)(void *context, const struct run_stretch *stretch);
    void *context;
};

/* As run_replication, with someone who looks at every stretch, the warm-up's included; several
 * calls at one instant may follow each other, the last holds. */
struct replication *run_observed(const struct site_plan *plan, double warm_up_s, int32_t index, const struct run_observer *observer, struct arena *arena);

#endif
