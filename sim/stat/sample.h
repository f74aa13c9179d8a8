/* Quantiles of a sample that is held whole: arrays of doubles, infinities allowed, no NAN. */
#ifndef STAT_SAMPLE_H
#define STAT_SAMPLE_H

/* Ascending. */
void sample_sort(double *values, int n);

/* Of sorted values, n > 0: the least that at least the part p of them do not exceed. */
double sample_quantile(const double *sorted, int n, double p);

/* Part of sorted values, n > 0, that are not above `limit` (by more than a rounding, 1e-9); NAN when the limit is NAN. */
double sample_part_by(const double *sorted, int n, double limit);

/* The 95 % interval of a quantile of what independent `sorted` values, n > 0, were drawn from, whatever its law: between two of them,
 * chosen by the binomial distribution so that each end is missed in at most 2.5 of 100 cases (Conover 1999, section 3.2). An end that n
 * values are too few for is infinite. 0 < p < 1. */
void sample_quantile_interval(const double *sorted, int n, double p, double *lo, double *hi);

/* The 95 % interval of a chance of which `hits` of n > 0 tries came true (Wilson 1927): in [0, 1], and no point at 0 of n. */
void sample_chance_interval(int hits, int n, double *lo, double *hi);

#endif
