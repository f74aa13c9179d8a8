/* Flows in time: each has bytes to move over rows that are shared max-min fairly (fair.h),
 * on the clock of the kernel (kernel/des.h).
 *
 * All changes of one instant are gathered and answered by one solve, in the kernel's phase
 * DES_SOLVE of that instant; until then rates are the ones before. A flow whose last byte
 * falls due is taken out on the nearest nanosecond, in phase DES_COMPLETION, and credited
 * its bytes exactly.
 *
 * "Bytes" is whatever a member's rate is counted in: a flow of `members` equal members moves
 * `bytes` for each. Rates, caps and costs mean what they mean in fair.h. */
#ifndef FLUID_FLOWS_H
#define FLUID_FLOWS_H

#include <stdbool.h>
#include <stdint.h>

#include "fluid/fair.h"
#include "kernel/des.h"

struct flows;

/* Names one flow: the id of a finished or stopped flow is not taken for another's (until its slot
 * has been used 2^31 times more). All zeros names none. */
typedef struct {
    int32_t slot;
    uint32_t generation;
} flow_id;

/* Called when a flow has moved its bytes, at that instant, after it has been taken out: the
 * id is dead and only says which flow it was. May start, stop and change flows. */
typedef void flow_done(void *context, flow_id flow);

/* What flows_start is told. `uses` is copied. */
struct flow_spec {
    double bytes;                  /* per member, >= 0; INFINITY: goes on until it is stopped */
    double weight, members, cap;   /* as in fair_spec */
    const struct fair_use *uses;
    int32_t n_uses;
    flow_done *done;               /* may be NULL */
    void *context;                 /* handed to done */
};

/* Called after each solve, within DES_SOLVE: rates have changed (or could have). Changes
 * made from here are answered by a second solve of the same instant. */
typedef void flows_observer(void *context, const struct flows *flows);

/* No rows, no flows, on the clock of `des`, which must outlive it. */
struct flows *flows_new(struct des *des);
void flows_free(struct flows *flows);            /* what it had scheduled is cancelled; NULL is allowed */

/* One observer more, called in order of registration. */
void flows_observe(struct flows *flows, flows_observer *observer, void *context);

/* --- changes, from now on ----------------------------------------------------------------- */

fair_row flows_add_row(struct flows *flows, double capacity_per_s);
void flows_set_capacity(struct flows *flows, fair_row row, double capacity_per_s);

/* Begins to move at now. A flow of 0 bytes is done at this same instant, after the solve. A
 * flow that nothing limits (fair.h: FAIR_FREE) must have bytes to count, and is done at once. */
flow_id flows_start(struct flows *flows, const struct flow_spec *spec);

/* Takes the flow out without calling `done`; returns what each member has moved. */
double flows_stop(struct flows *flows, flow_id flow);

void flows_set_cap(struct flows *flows, flow_id flow, double cap);
void flows_set_weight(struct flows *flows, flow_id flow, double weight);
void flows_set_members(struct flows *flows, flow_id flow, double members);
void flows_reroute(struct flows *flows, flow_id flow, const struct fair_use *uses, int32_t n_uses);

/* Bytes each member has still to move, from now on: >= 0; INFINITY makes it open-ended. */
void flows_set_left(struct flows *flows, flow_id flow, double bytes);

/* --- answers at now ------------------------------------------------------------------------ */

/* Is this flow still under way? Every other question is asked of such flows only. */
bool flows_alive(const struct flows *flows, flow_id flow);

/* Rate of one member and of all, as of the last solve; 0 before a flow's first. */
double flows_rate(const struct flows *flows, flow_id flow);
double flows_total_rate(const struct flows *flows, flow_id flow);

/* What each member has moved since the start; what all members together have (they differ
 * from a plain product when members came or went); what each has left. */
double flows_moved_bytes(const struct flows *flows, flow_id flow);
double flows_moved_total_bytes(const struct flows *flows, flow_id flow);
double flows_left_bytes(const struct flows *flows, flow_id flow);

/* When it will be done if nothing changes, on the nearest ns; INT64_MAX: never. */
int64_t flows_done_at_ns(const struct flows *flows, flow_id flow);

/* What freezes it, as in fair.h. */
enum fair_bound flows_bottleneck(const struct flows *flows, flow_id flow, fair_row *row);

/* The solver beneath, for rows: levels, capacities, use. Never changed but through flows. */
const struct fair *flows_fair(const struct flows *flows);

int32_t flows_n_alive(const struct flows *flows);

/* How many solves there have been. */
int64_t flows_n_solves(const struct flows *flows);

#endif
