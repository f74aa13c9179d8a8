/* Headline numbers with the expressions that made them, so that `explain` can print them. */
#ifndef PLAN_DERIVE_H
#define PLAN_DERIVE_H

#include "types/site_plan.h"

/* Fills plan->derivations. Before: all else stands. */
void derive_all(struct site_plan *plan);

#endif
