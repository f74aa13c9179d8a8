/* What lands when, as results show it: dates of deliveries and requirements, what stands by each date, what lateness costs.
 *
 * All quantiles are those of the sample (stat/sample.h). A probability p of n draws is off by less than
 * 2·sqrt(p(1 − p)/n) 19 times in 20, and by about 1/n where one quantity decides it.
 *
 * GPU-hours lost to late storage: ∫ min(G, F) − min(G, f) dt, where G GPUs stand (site.gpus.arrivals, else all of them from
 * needed_by on), what has landed can feed f of them at their demanded peak and the whole build F. What the whole build
 * cannot feed is no fault of a date. */
#ifndef RUN_DELIVERY_H
#define RUN_DELIVERY_H

#include "run/buildup.h"
#include "types/results.h"

/* Fills *out, in `arena`. `asked` are the requirements that the buildup's states answer. Without deliveries: draws 0, no items. */
void delivery_fill(const struct buildup *buildup, const struct site_plan *plan, const struct requirement *const *asked, int n_asked, struct arena *arena,
                   struct result_delivery *out);

#endif
