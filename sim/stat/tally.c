#include "stat/tally.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/check.h"

void tally_merge(struct tally *into, const struct tally *from)
{
    if (from->n == 0) return;
    if (into->n == 0) {
        *into = *from;
        return;
    }
    double a = (double)into->n, b = (double)from->n, step = from->mean - into->mean;
    into->n += from->n;
    into->mean += step * (b / (a + b));
    into->squares += from->squares + step * step * (a * b / (a + b));
    into->min = fmin(into->min, from->min);
    into->max = fmax(into->max, from->max);
}

double tally_variance(const struct tally *tally)
{
    return tally->n < 2 ? (double)NAN : tally->squares / (double)(tally->n - 1);
}

double tally_sd(const struct tally *tally)
{
    return sqrt(tally_variance(tally));
}

double tally_half_width(const struct tally *tally, double level)
{
    CHECK(level > 0.0 && level < 1.0);
    if (tally->n < 2) return (double)INFINITY;
    double t = gsl_cdf_tdist_Pinv(0.5 + level / 2.0, (double)(tally->n - 1));
    CHECK(isfinite(t) && t > 0.0);
    return t * tally_sd(tally) / sqrt((double)tally->n);
}
