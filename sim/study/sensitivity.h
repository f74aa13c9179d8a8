/* What the answer rests on: which open input turns a verdict round, and how much of each
 * headline comes from guesses. A loop around the plan: one input is changed in place, the
 * site planned again, the input put back. Nothing is simulated. */
#ifndef STUDY_SENSITIVITY_H
#define STUDY_SENSITIVITY_H

#include "types/results.h"
#include "types/site_plan.h"

/* Before: `results` holds the requirements as judged, the plan is `scenario`'s and `catalog`'s own.
 * After: a requirement whose verdict on the plan differs at one end of an input's stated range
 * is VERDICT_DEPENDS, with the input, the value at which it flips (bisected to 1e-6 of the
 * range, one flip assumed) and what would settle it; of several such inputs all are in `flips`,
 * and depends_on is the one of whose range the larger part has the other verdict.
 * results->assumptions, results->weights and results->tornado are filled. `scenario` and `catalog` are as they were before.
 * Requirements judged on simulation (goodput, stalls) keep the verdict they have.
 *
 * Weight of an input in a headline: |Δ ln headline| over the input's stated range, or over
 * the spread its grade stands for (see the table in sensitivity.c) where no range is stated. */
void sensitivity_fill(struct scenario *scenario, struct catalog *catalog, const struct site_plan *plan,
                      struct arena *arena, struct results *results);

#endif
