/* Statistics of values seen one by one: mean and variance by Welford's update, no running
 * sums of squares. {0} is an empty tally; copy freely. For quantiles add to a sketch too. */
#ifndef STAT_TALLY_H
#define STAT_TALLY_H

#include <stdint.h>

struct tally {
    uint64_t n;
    double mean, squares;       /* sum of squared distances from the mean */
    double min, max;            /* 0 while empty */
};

/* Not NaN. */
static inline void tally_add(struct tally *tally, double value)
{
    double step = value - tally->mean;
    if (tally->n++ == 0) tally->min = tally->max = value;
    if (value < tally->min) tally->min = value;
    if (value > tally->max) tally->max = value;
    tally->mean += step / (double)tally->n;
    tally->squares += step * (value - tally->mean);
}

/* As if `into` had seen what `from` saw, to rounding (Chan 1979). Merge in order of index:
 * another order may give other last bits. */
void tally_merge(struct tally *into, const struct tally *from);

/* Sample variance (n − 1) and standard deviation; NaN below two values. */
double tally_variance(const struct tally *tally);
double tally_sd(const struct tally *tally);

/* Half the width of the `level` (e.g. 0.95) confidence interval of the mean: Student's t times
 * the standard error, exact for independent normal values. INFINITY below two values. */
double tally_half_width(const struct tally *tally, double level);

#endif
