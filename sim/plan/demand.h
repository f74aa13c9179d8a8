/* What the site asks for: peaks and means, each job's load and cadence, and what is left for
 * the background. */
#ifndef PLAN_DEMAND_H
#define PLAN_DEMAND_H

#include "types/site_plan.h"

/* Fills plan->demand_*. Reads: the stated peak, else the rate per GPU × GPUs; the mean defaults
 * to the peak. Writes: the stated peak, else the mean its volume implies. NAN: not demanded. */
void demand_site(struct site_plan *plan);

/* Fills plan->jobs, their sums and the background. Before: demand_site, and the build's write bound stands in
 * plan->capability[OP_WRITE].alone_bytes_per_s. */
void demand_jobs(struct site_plan *plan);

#endif
