#include "stat/sample.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/order.h"

static bool smaller(const void *a, const void *b, const void *context)
{
    (void)context;
    return *(const double *)a < *(const double *)b;
}

void sample_sort(double *values, int n)
{
    order_sort(values, (size_t)n, sizeof *values, smaller, NULL);
}

double sample_quantile(const double *sorted, int n, double p)
{
    const int at = (int)ceil(p * n - 1e-9) - 1;
    return sorted[at < 0 ? 0 : at];
}

double sample_part_by(const double *sorted, int n, double limit)
{
    if (isnan(limit)) return (double)NAN;
    int lo = 0, hi = n;
    while (lo < hi) {
        const int middle = lo + (hi - lo) / 2;
        if (sorted[middle] <= limit + 1e-9) lo = middle + 1;
        else hi = middle;
    }
    return (double)lo / n;
}

/* The least count that a binomial count does not exceed with at least the chance `at_least`. */
static int binomial_quantile(double p, int n, double at_least)
{
    int lo = 0, hi = n;
    while (lo < hi) {
        const int middle = lo + (hi - lo) / 2;
        if (gsl_cdf_binomial_P((unsigned)middle, p, (unsigned)n) >= at_least) hi = middle;
        else lo = middle + 1;
    }
    return lo;
}

/* How many of n lie at or below the quantile is binomial: at least l of them but for one case in 40, at most u. So it lies at or above the
 * l-th and below the (u + 1)-th. */
void sample_quantile_interval(const double *sorted, int n, double p, double *lo, double *hi)
{
    const int below = binomial_quantile(p, n, 0.025), above = binomial_quantile(p, n, 0.975);
    *lo = below >= 1 ? sorted[below - 1] : -(double)INFINITY;
    *hi = above < n ? sorted[above] : (double)INFINITY;
}

void sample_chance_interval(int hits, int n, double *lo, double *hi)
{
    const double z = 1.959963984540054, share = (double)hits / n, more = z * z / n;
    const double middle = (share + more / 2.0) / (1.0 + more), half = z * sqrt(share * (1.0 - share) / n + more / (4.0 * n)) / (1.0 + more);
    *lo = hits == 0 ? 0.0 : middle - half;
    *hi = hits == n ? 1.0 : middle + half;
}
