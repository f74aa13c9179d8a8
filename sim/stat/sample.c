#include "stat/sample.h"

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
