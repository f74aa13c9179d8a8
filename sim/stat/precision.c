#include "stat/precision.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/check.h"

static const double level = 0.95, most = 1e9;

static double relative_to(double half_width, double mean)
{
    if (half_width <= 0.0) return 0.0;
    return mean != 0.0 ? half_width / fabs(mean) : (double)INFINITY;
}

double precision_relative(const struct tally *observations)
{
    return observations->n < 2 ? (double)INFINITY : relative_to(tally_half_width(observations, level), observations->mean);
}

/* With n observations of the same spread. */
static double relative_with(const struct tally *observations, double n)
{
    const double t = gsl_cdf_tdist_Pinv(0.5 + level / 2.0, n - 1.0);
    CHECK(isfinite(t) && t > 0.0);
    return relative_to(t * tally_sd(observations) / sqrt(n), observations->mean);
}

/* More observations are never worse: doubled until they are enough, then halved between. */
double precision_needed(const struct tally *observations, double relative)
{
    CHECK(relative > 0.0);
    if (observations->n < 2) return (double)INFINITY;
    double few = 1.0, enough = 2.0;
    while (enough <= most && !(relative_with(observations, enough) <= relative)) {
        few = enough;
        enough *= 2.0;
    }
    if (enough > most) return (double)INFINITY;
    while (enough - few > 1.0) {
        const double middle = floor((few + enough) / 2.0);
        if (relative_with(observations, middle) <= relative) enough = middle;
        else few = middle;
    }
    return enough;
}

bool precision_reached(const struct tally *observations, double relative)
{
    return observations->n >= PRECISION_LEAST && precision_relative(observations) <= relative;
}

struct tally precision_observations(const double *values, int32_t n, int32_t each)
{
    CHECK(each > 0);
    struct tally observations = { 0 };
    for (int32_t from = 0; from < n; from += each) {
        struct tally group = { 0 };
        for (int32_t i = from; i < n && i < from + each; i++)
            if (!isnan(values[i])) tally_add(&group, values[i]);
        if (group.n > 0) tally_add(&observations, group.mean);
    }
    return observations;
}

/* Of a correlation, by Fisher's z, whose standard error is 1 ÷ sqrt(pairs − 3); turned into what it saves by `sign`. */
static struct precision_saved saved_by(double correlation, double share, double pairs, double scale)
{
    struct precision_saved saved = { share, (double)NAN, (double)NAN };
    if (!(pairs > 3.0) || !(fabs(correlation) < 1.0)) return saved;
    const double z = atanh(correlation), off = gsl_cdf_ugaussian_Pinv(0.5 + level / 2.0) / sqrt(pairs - 3.0);
    const double one = scale * tanh(z - off), other = scale * tanh(z + off);
    saved.lo = fmin(one, other);
    saved.hi = fmax(one, other);
    return saved;
}

struct both { struct tally first, second, sum; };

static void see(struct both *both, double first, double second)
{
    if (isnan(first) || isnan(second)) return;
    tally_add(&both->first, first);
    tally_add(&both->second, second);
    tally_add(&both->sum, first + second);
}

/* var(a + b) = var a + var b + 2 cov, so neither a product nor a difference of large numbers is summed. */
static double covariance(const struct both *both)
{
    return (tally_variance(&both->sum) - tally_variance(&both->first) - tally_variance(&both->second)) / 2.0;
}

static const struct precision_saved unknown = { (double)NAN, (double)NAN, (double)NAN };

/* Both of a pair follow the same law: one variance, the mean of the two. */
struct precision_saved precision_saved_by_pairs(const double *values, int32_t n)
{
    struct both both = { 0 };
    for (int32_t i = 0; i + 1 < n; i += 2) see(&both, values[i], values[i + 1]);
    const double variance = (tally_variance(&both.first) + tally_variance(&both.second)) / 2.0;
    if (!(variance > 0.0)) return unknown;
    const double correlation = covariance(&both) / variance;
    return saved_by(correlation, -correlation, (double)both.first.n, -1.0);
}

struct precision_saved precision_saved_in_common(const double *a, const double *b, int32_t n, int32_t each)
{
    CHECK(each > 0);
    struct both both = { 0 };
    for (int32_t from = 0; from < n; from += each) {
        const int32_t of = n - from < each ? n - from : each;
        const struct tally x = precision_observations(a + from, of, each), y = precision_observations(b + from, of, each);
        if (x.n > 0 && y.n > 0) see(&both, x.mean, y.mean);
    }
    const double apart = tally_variance(&both.first) + tally_variance(&both.second), cov = covariance(&both);
    const double within = sqrt(tally_variance(&both.first) * tally_variance(&both.second));
    if (!(apart > 0.0)) return unknown;
    return saved_by(within > 0.0 ? cov / within : (double)NAN, 2.0 * cov / apart, (double)both.first.n, 2.0 * within / apart);
}
