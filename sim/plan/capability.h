/* What the build can do: each class alone, both peaks at once, and the same with one failure
 * domain out. */
#ifndef PLAN_CAPABILITY_H
#define PLAN_CAPABILITY_H

#include "types/site_plan.h"

/* Fills plan->capability. Alone: the least capacity ÷ cost. At once: max-min fair sharing (fluid/fair.h) with
 * both peaks offered, every GPU one member of each class with equal weight. One domain out: the
 * least over pools. Before: the systems and the demand stand. */
void capability_fill(struct site_plan *plan);

/* Rates of both classes when `read` and `write` bytes/s are offered at once to `members` GPUs, and a drain is at work that may move
 * `drain` bytes/s with `weight` per GPU (0: none, as without a tier). Returns its rate. */
double capability_share(const struct row_system *system, double members, double read, double write, double drain, double weight, double rate[OPS]);

#endif
