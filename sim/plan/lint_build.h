/* Findings about the build: what may be had, what is open, what is close, what is restricted, and what
 * the file states that nothing simulates yet. */
#ifndef PLAN_LINT_BUILD_H
#define PLAN_LINT_BUILD_H

#include "types/site_plan.h"

void lint_build(struct site_plan *plan);

#endif
