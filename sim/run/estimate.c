#include "run/estimate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/precision.h"

struct estimate estimate_unknown(void)
{
    return (struct estimate){ (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN };
}

int32_t estimate_each(const struct study *study)
{
    return study->antithetic ? 2 : 1;
}

static struct estimate mean_of(const double *means, int32_t n, int32_t each)
{
    const struct tally tally = precision_observations(means, n, each);
    struct estimate estimate = estimate_unknown();
    if (tally.n == 0) return estimate;
    estimate.mean = tally.mean;
    if (tally.n < 2) return estimate;
    double half = tally_half_width(&tally, 0.95);
    estimate.ci95_lo = tally.mean - half;
    estimate.ci95_hi = tally.mean + half;
    return estimate;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The smallest that at least `p` of them don't exceed. */
static double quantile(const double *sorted, int32_t n, double p)
{
    int32_t rank = (int32_t)ceil(p * n - 1e-9);
    return sorted[rank < 1 ? 0 : rank - 1];
}

struct estimate estimate_of_values(const double *values, int32_t n, int32_t each, struct arena *arena)
{
    struct estimate estimate = mean_of(values, n, each);
    double *sorted = ARENA_ARRAY(arena, double, n);
    int32_t known = 0;
    for (int32_t i = 0; i < n; i++)
        if (!isnan(values[i])) sorted[known++] = values[i];
    if (known == 0) return estimate;
    qsort(sorted, (size_t)known, sizeof *sorted, by_value);
    estimate.p50 = quantile(sorted, known, 0.50);
    estimate.p95 = quantile(sorted, known, 0.95);
    estimate.p99 = quantile(sorted, known, 0.99);
    estimate.min = sorted[0];
    estimate.max = sorted[known - 1];
    return estimate;
}

struct estimate estimate_pooled(const double *means, int32_t n, int32_t each, const struct sketch *pooled, double min, double max)
{
    struct estimate estimate = mean_of(means, n, each);
    if (sketch_weight(pooled) == 0) return estimate;
    estimate.p50 = sketch_quantile(pooled, 0.50);
    estimate.p95 = sketch_quantile(pooled, 0.95);
    estimate.p99 = sketch_quantile(pooled, 0.99);
    estimate.min = min;
    estimate.max = max;
    return estimate;
}

struct estimate estimate_scaled(struct estimate estimate, double factor)
{
    return (struct estimate){ estimate.mean * factor, estimate.ci95_lo * factor, estimate.ci95_hi * factor, estimate.p50 * factor,
                              estimate.p95 * factor, estimate.p99 * factor, estimate.min * factor, estimate.max * factor };
}
