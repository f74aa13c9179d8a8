/* From replications to what a report shows: means with Student-t intervals over replications,
 * quantiles pooled over all of them. */
#ifndef RUN_ESTIMATE_H
#define RUN_ESTIMATE_H

#include <stdint.h>

#include "stat/sketch.h"
#include "types/results.h"

/* Mean of one value a replication and its 95 % interval (NAN below two); p50 to max over the
 * replications themselves, each a value that occurred. All NAN for n == 0; values that are NAN are left out. */
struct estimate estimate_of_values(const double *values, int32_t n, struct arena *arena);

/* Mean and interval as above; the quantiles of `pooled`, and its ends, as given. */
struct estimate estimate_pooled(const double *means, int32_t n, const struct sketch *pooled, double min, double max);

/* What is not known: all NAN. */
struct estimate estimate_unknown(void);

/* Of `factor` >= 0 times the same thing. */
struct estimate estimate_scaled(struct estimate estimate, double factor);

#endif
