/* What each replication came to by itself: a study's columns of one replication, kept beside what all of them came to together. */
#ifndef STUDY_MEASURES_H
#define STUDY_MEASURES_H

#include "run/replication.h"
#include "types/results.h"
#include "types/site_plan.h"

/* Fills results->measures, in `arena`, from outcomes[i], the i-th of n replications. Before: the plan's part of results stands (run/run.h); the rest of
 * results is left as it was. What no replication knows is left out. */
void measures_fill(const struct site_plan *plan, struct replication *const *outcomes, int32_t n, struct arena *arena, struct results *results);

#endif
