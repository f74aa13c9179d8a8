/* What is noticed before anything runs: contradictions of the question, doubts about the
 * build, and what the file states that nothing simulates yet. */
#ifndef PLAN_LINT_H
#define PLAN_LINT_H

#include "types/site_plan.h"

/* Fills plan->protocols_missing; adds findings unless the plan is quiet. Before: all else stands. */
void lint_site(struct site_plan *plan);

#endif
