/* A pool in front of another: which part of the load each carries, what the drain can move, how much should be kept in front.
 *
 * The pair has the shares of the pool behind. In front: hit_ratio of its reads, all its writes, and the reads of the drain.
 * Behind: the other reads, and what the drain writes, which is the mean of the writes and not their peak. Its bytes count
 * once, behind. */
#ifndef PLAN_TIER_PLAN_H
#define PLAN_TIER_PLAN_H

#include "plan/rows.h"

/* plan->tier, as far as the scenario says it; NULL where no pool is a tier. Before: demand_site. */
void tier_plan_find(struct site_plan *plan);

/* Part of the site's reads or writes that clients move to or from pool `p`. */
double tier_plan_share(const struct site_plan *plan, int p, enum op op);

/* Bytes/s that the drain takes from the pool (OP_READ) or brings it (OP_WRITE) on average; 0 where it does neither. */
double tier_plan_drained(const struct site_plan *plan, int p, enum op op);

/* Bytes that pool `p` should hold as a tier: cached and written within its retention. NAN: it is none. */
double tier_plan_wanted(const struct site_plan *plan, int p);

/* The rest of plan->tier. Before: systems and capabilities stand. */
void tier_plan_fill(const struct rows_pool *pools, struct site_plan *plan);

/* What doesn't fit. */
void tier_plan_lint(struct site_plan *plan);

#endif
