/* What would change the answer: the inputs that alone turn the verdict on a MUST that the plan can judge, or whether the build fits, each with
 * the value at which it turns. A loop around the plan, as study/sensitivity.h; nothing is simulated, and what only a simulation
 * judges stays as it was judged.
 *
 * The answer, every input at its nominal value, is fail if any MUST fails or the build does not fit, else pass. Where it is pass, what counts
 * is a MUST that then fails; where it is fail, one that then passes. An input is tried at the ends of what is not known
 * of it (study/inputs.h), at twice and at half its value, at ten times and at a tenth, within what its field takes; between the
 * last value of the old verdict and the first of the new one it is bisected to 1e-5 of the value, one turn assumed. Dates are left out, and so are
 * counts that a model states without a range: what a box holds is not open.
 *
 * How far a turn is: 1 at the end of what is not known of the input, in proportion to the distance from its nominal value; on the side where
 * a stated range ends at the value, 1 and the distance in widths of the range. Of what a scenario states (no grade, no range) a quarter
 * of the value counts as 1. Where the envelope of the site is not known the watts that would be
 * enough stand first, at 0. */
#ifndef STUDY_TURNING_H
#define STUDY_TURNING_H

#include "types/results.h"
#include "types/site_plan.h"

enum { TURNING_MOST = 24 };              /* as many turns are kept, the nearest; those of one input at one value are one change */

/* Fills results->changes. Before: results hold the requirements as judged, the plan is `scenario`'s and `catalog`'s own. Both are as they
 * were before. */
void turning_fill(struct scenario *scenario, struct catalog *catalog, const struct site_plan *plan, struct arena *arena, struct results *results);

#endif
