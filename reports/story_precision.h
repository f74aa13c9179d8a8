/* Whether there were replications enough, and what pairing them saved, in sentences. */
#ifndef REPORTS_STORY_PRECISION_H
#define REPORTS_STORY_PRECISION_H

#include "base/arena.h"
#include "types/results.h"

/* The estimate that a precision was asked of; NULL: nothing simulated. */
const struct result_precision_of *story_precision_of(const struct results *results);

/* "goodput known to ± 0.430 % of it (asked: 1.00 %) after 14 replications of at most 100", or how many it would take; "" where no precision was asked. */
const char *story_precision_asked(struct arena *arena, const struct results *results);

/* "antithetic pairs: variance of goodput 34.0 % less (8.00 % to 55.0 % less) than as many independent replications"; "" without pairs. */
const char *story_precision_pairs(struct arena *arena, const struct results *results);

/* "34.0 % less (8.00 % to 55.0 % less)": what was saved of a variance, with its interval. `id`: of what was saved, its path in results.json. */
const char *story_precision_saved(struct arena *arena, double saved, double lo, double hi, const char *id);

#endif
