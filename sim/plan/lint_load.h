/* Findings about the question: demand, jobs, checkpoints, retention. */
#ifndef PLAN_LINT_LOAD_H
#define PLAN_LINT_LOAD_H

#include "types/site_plan.h"

void lint_load(struct site_plan *plan);

#endif
