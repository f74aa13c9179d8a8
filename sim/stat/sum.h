/* A sum that doesn't drift: Neumaier 1974, error about one rounding of the result however
 * many terms. Same terms in the same order, same bits. {0} is an empty sum. */
#ifndef STAT_SUM_H
#define STAT_SUM_H

#include <math.h>

struct sum {
    double total, lost;         /* what rounding took from the total */
};

static inline void sum_add(struct sum *sum, double term)
{
    double total = sum->total + term;
    if (fabs(sum->total) >= fabs(term)) sum->lost += (sum->total - total) + term;
    else sum->lost += (term - total) + sum->total;
    sum->total = total;
}

static inline double sum_value(const struct sum *sum)
{
    return sum->total + sum->lost;
}

#endif
