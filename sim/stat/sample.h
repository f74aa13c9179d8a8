/* Quantiles of a sample that is held whole: arrays of doubles, infinities allowed, no NAN. */
#ifndef STAT_SAMPLE_H
#define STAT_SAMPLE_H

/* Ascending. */
void sample_sort(double *values, int n);

/* Of sorted values, n > 0: the least that at least the part p of them do not exceed. */
double sample_quantile(const double *sorted, int n, double p);

/* Part of sorted values, n > 0, that are not above `limit` (by more than a rounding, 1e-9); NAN when the limit is NAN. */
double sample_part_by(const double *sorted, int n, double limit);

#endif
