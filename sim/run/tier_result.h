/* What a tier came to over replications. */
#ifndef RUN_TIER_RESULT_H
#define RUN_TIER_RESULT_H

#include "run/collect.h"

/* The simulated part of results->tiers. Before: the plan's part stands. */
void tier_result_collect(const struct collect *collect);

#endif
