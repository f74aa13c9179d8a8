/* Where the public record leaves open which path a byte takes, what each would give. */
#ifndef PLAN_ALTERNATIVES_H
#define PLAN_ALTERNATIVES_H

#include "plan/rows.h"

/* Fills every pool's alternatives: the bounds of each of its stack's paths with the same boxes,
 * in the stack's order. A path with separate front ends is bound by the drive boxes alone when the pool has none. */
void alternatives_fill(const struct rows_pool *pools, struct site_plan *plan);

#endif
