/* What stands when: Monte Carlo of delivery dates (run/stages.h) over the study's delivery_draws samples.
 *
 * Capacity and power of a pool follow the part of its nodes that is in service; what the site can read and write with
 * parts of its pools is the judge's to say. All quantiles are those of the sample: the least value that at
 * least p of the draws do not exceed. A probability p of n draws is off by less than
 * 2·sqrt(p(1 − p)/n) 19 times in 20, and by about 1/n where one quantity decides it.
 *
 * GPU-hours lost to late storage: ∫ GPUs × max(0, part of the site's GPUs landed − part of storage in service) dt, storage's part
 * being the least of the pools', up to the last delivery of the draw. */
#ifndef RUN_DELIVERY_H
#define RUN_DELIVERY_H

#include "types/results.h"
#include "types/site_plan.h"

/* What the site can do with parts of its pools in service. */
struct delivery_state {
    double usable_bytes, read_bytes_per_s, write_bytes_per_s, storage_w;
    bool *met;                           /* by asked requirement */
};

/* Fills all of *state for landed[n_pools], each 0 to 1. */
typedef void delivery_judge(void *context, const double *landed, struct delivery_state *state);

struct delivery_question {
    const struct site_plan *plan;
    const struct catalog *catalog;
    const struct requirement **asked; int n_asked;   /* requirements whose meeting is dated */
    delivery_judge *judge;               /* asked once for each state that occurs */
    void *context;
};

/* Fills *out, in `arena`. Without deliveries: draws 0, no items. A function of the question alone. */
void delivery_simulate(const struct delivery_question *question, struct arena *arena, struct result_delivery *out);

#endif
