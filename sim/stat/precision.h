/* How sure a mean is, how many observations would make it surer, and what pairing saved. Observations are one number of each
 * independent replication, or the mean of it over each antithetic pair (luck.h). */
#ifndef STAT_PRECISION_H
#define STAT_PRECISION_H

#include <stdbool.h>
#include <stdint.h>

#include "stat/tally.h"

/* Below so many observations no sequential run stops: the fewer, the more often chance alone makes an interval look narrow. */
enum { PRECISION_LEAST = 10 };

/* Half the width of the mean's 95 % interval ÷ its size. INFINITY below two observations or around a mean of 0. */
double precision_relative(const struct tally *observations);

/* Fewest observations, >= 2, for which precision_relative is at most `relative` > 0, should their standard deviation and mean
 * stay what they are: itself an estimate. INFINITY where no number up to 1e9 does, or below two observations. */
double precision_needed(const struct tally *observations, double relative);

/* Whether a sequential run may stop: at least PRECISION_LEAST observations, and precision_relative is at most `relative`. To
 * be asked after each observation in the order of index; the first yes holds. */
bool precision_reached(const struct tally *observations, double relative);

/* The observations of n replications in groups of `each` (1 or 2): the means of groups, values that are NAN left out, a group
 * of them alone left out whole. The last group may be short. */
struct tally precision_observations(const double *values, int32_t n, int32_t each);

/* Share of variance that pairing took away, and its 95 % interval; negative: it added some. NAN where it can't be told. */
struct precision_saved { double share, lo, hi; };

/* Of a mean over antithetic pairs, against as many independent replications: minus the correlation within pairs. values: of
 * replications, pair after pair; pairs with a NAN are left out. */
struct precision_saved precision_saved_by_pairs(const double *values, int32_t n);

/* Of the difference of two means under common random numbers, against independent ones: 1 − var(a − b) ÷ (var a + var b), in
 * groups of `each`. */
struct precision_saved precision_saved_in_common(const double *a, const double *b, int32_t n, int32_t each);

#endif
