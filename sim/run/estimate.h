/* From replications to what a report shows: means with Student-t intervals over observations,
 * quantiles pooled over all replications. An observation is `each` replications in a row, by their mean: one, or an antithetic
 * pair, since the two of a pair are not independent. */
#ifndef RUN_ESTIMATE_H
#define RUN_ESTIMATE_H

#include <stdint.h>

#include "stat/sketch.h"
#include "types/results.h"
#include "types/scenario.h"

/* How many replications are one observation: 2 in an antithetic study. */
int32_t estimate_each(const struct study *study);

/* Mean of one value a replication and its 95 % interval (NAN below two observations); p50 to max over the
 * replications themselves, each a value that occurred. All NAN for n == 0; values that are NAN are left out. */
struct estimate estimate_of_values(const double *values, int32_t n, int32_t each, struct arena *arena);

/* Mean and interval as above; the quantiles of `pooled`, and its ends, as given. */
struct estimate estimate_pooled(const double *means, int32_t n, int32_t each, const struct sketch *pooled, double min, double max);

/* What is not known: all NAN. */
struct estimate estimate_unknown(void);

/* Of `factor` >= 0 times the same thing. */
struct estimate estimate_scaled(struct estimate estimate, double factor);

#endif
