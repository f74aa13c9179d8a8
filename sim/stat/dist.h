/* Laws of random quantities given by kind and parameters (types/dist_spec.h). Draws come
 * from ours (uniform, exponential, inverses) or from GSL; probabilities from GSL. */
#ifndef STAT_DIST_H
#define STAT_DIST_H

#include <stdbool.h>

#include "base/check.h"
#include "stat/rng.h"
#include "types/dist_spec.h"

/* Switches off GSL's handler, which aborts. Once, before the first thread: it is process-wide. */
void dist_gsl_quiet(void);

/* NULL if the parameters make sense, else what is wrong with them, e.g. "mean must be > 0":
 * readers call this first; all other functions take a spec that passed. DIST_NONE passes. */
const char *dist_complaint(const struct dist_spec *spec);

/* The next value. Always draws afresh for the kind: how many words of `rng` it takes may vary,
 * so give each thing its own stream. Before: kind isn't DIST_NONE. */
double dist_draw(const struct dist_spec *spec, struct rng *rng);

/* Mean, and variance, of what dist_draw gives. */
double dist_mean(const struct dist_spec *spec);
double dist_variance(const struct dist_spec *spec);

/* P(value <= x). */
double dist_cdf(const struct dist_spec *spec, double x);

/* Smallest x with cdf(x) >= p. Before: 0 <= p <= 1. At 1 it may be INFINITY. */
double dist_quantile(const struct dist_spec *spec, double p);

#endif
