/* Where the texts of a study's maps change between points that stand side by side, all else equal: bisected on the plan, which is cheap. What
 * only a simulation tells (the bottleneck; verdicts, where a MUST is about what was simulated) stays between the points that were tried. */
#ifndef STUDY_FLIPS_H
#define STUDY_FLIPS_H

#include "study/trial.h"

/* All flips of all maps of `study`, a grid, in the order of maps, rows and columns, along the row before across it. Along the row each is
 * bisected to a millionth of its value and follows whatever comes between; across it, which is drawn only, to a thousandth of the step. At
 * most 4 are followed between two points, and of a map's flips at most 2,000 in all are bisected; the rest stand as flips_as_tried has them.
 * The same for any number of workers. In `arena`. */
struct study_flip *flips_find(const struct trial_question *question, const struct study_digest *study, int workers, struct arena *arena, int32_t *n);

/* The same as the points stand: nothing is bisected. */
struct study_flip *flips_as_tried(const struct study_digest *study, struct arena *arena, int32_t *n);

/* Tells the maps (turns_x, turns_y) and study->flips where texts change. */
void flips_place(const struct study_flip *flips, int32_t n, struct study_digest *study, struct arena *arena);

#endif
