#include "stat/dist.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "stat/rng_gsl.h"

/* One law: what may be wrong with its parameters, and its five answers. p lies within (0, 1). */
struct law {
    const char *(*complaint)(const struct dist_spec *spec);
    double (*draw)(const struct dist_spec *spec, struct rng *rng);
    double (*mean)(const struct dist_spec *spec);
    double (*variance)(const struct dist_spec *spec);
    double (*cdf)(const struct dist_spec *spec, double x);
    double (*quantile)(const struct dist_spec *spec, double p);
};

void dist_gsl_quiet(void)
{
    gsl_set_error_handler_off();
}

/* --- constant --- */

static const char *constant_complaint(const struct dist_spec *spec)
{
    return isfinite(spec->value) ? NULL : "value must be a finite number";
}

static double constant_draw(const struct dist_spec *spec, struct rng *rng)
{
    (void)rng;
    return spec->value;
}

static double constant_mean(const struct dist_spec *spec)
{
    return spec->value;
}

static double constant_variance(const struct dist_spec *spec)
{
    (void)spec;
    return 0.0;
}

static double constant_cdf(const struct dist_spec *spec, double x)
{
    return x >= spec->value ? 1.0 : 0.0;
}

static double constant_quantile(const struct dist_spec *spec, double p)
{
    (void)p;
    return spec->value;
}

/* --- uniform --- */

static const char *uniform_complaint(const struct dist_spec *spec)
{
    return isfinite(spec->low) && isfinite(spec->high) && spec->low <= spec->high ? NULL : "low must not be above high";
}

static double uniform_draw(const struct dist_spec *spec, struct rng *rng)
{
    return spec->low + (spec->high - spec->low) * rng_uniform(rng);
}

static double uniform_mean(const struct dist_spec *spec)
{
    return spec->low + (spec->high - spec->low) / 2.0;
}

static double uniform_variance(const struct dist_spec *spec)
{
    return (spec->high - spec->low) * (spec->high - spec->low) / 12.0;
}

static double uniform_cdf(const struct dist_spec *spec, double x)
{
    if (x >= spec->high) return 1.0;
    return x <= spec->low ? 0.0 : (x - spec->low) / (spec->high - spec->low);
}

static double uniform_quantile(const struct dist_spec *spec, double p)
{
    return spec->low + (spec->high - spec->low) * p;
}

/* --- exponential --- */

static const char *exponential_complaint(const struct dist_spec *spec)
{
    return isfinite(spec->mean) && spec->mean > 0.0 ? NULL : "mean must be > 0";
}

static double exponential_draw(const struct dist_spec *spec, struct rng *rng)
{
    return rng_exponential_mean(rng, spec->mean);
}

static double exponential_mean(const struct dist_spec *spec)
{
    return spec->mean;
}

static double exponential_variance(const struct dist_spec *spec)
{
    return spec->mean * spec->mean;
}

static double exponential_cdf(const struct dist_spec *spec, double x)
{
    return gsl_cdf_exponential_P(x, spec->mean);
}

static double exponential_quantile(const struct dist_spec *spec, double p)
{
    return gsl_cdf_exponential_Pinv(p, spec->mean);
}

/* --- normal, cut off at 0 --- */

static const char *normal_complaint(const struct dist_spec *spec)
{
    if (!isfinite(spec->mean) || spec->mean < 0.0) return "mean must be >= 0";
    return isfinite(spec->sd) && spec->sd >= 0.0 ? NULL : "sd must be >= 0";
}

/* The mean is not below 0, so at least every second try is kept. */
static double normal_draw(const struct dist_spec *spec, struct rng *rng)
{
    gsl_rng view = rng_gsl_view(rng);
    double x;
    do x = spec->mean + gsl_ran_gaussian_ziggurat(&view, spec->sd);
    while (x < 0.0);
    return x;
}

/* Share of the whole normal that lies above 0. */
static double normal_kept(const struct dist_spec *spec)
{
    return gsl_cdf_ugaussian_P(spec->mean / spec->sd);
}

/* Density at the cut over the share kept (the hazard there); moments after Johnson, Kotz and
 * Balakrishnan 1994, 13.10. */
static double normal_hazard(const struct dist_spec *spec)
{
    return gsl_ran_ugaussian_pdf(spec->mean / spec->sd) / normal_kept(spec);
}

static double normal_mean(const struct dist_spec *spec)
{
    return spec->sd > 0.0 ? spec->mean + spec->sd * normal_hazard(spec) : spec->mean;
}

static double normal_variance(const struct dist_spec *spec)
{
    if (spec->sd <= 0.0) return 0.0;
    double hazard = normal_hazard(spec);
    return spec->sd * spec->sd * (1.0 - hazard * (hazard + spec->mean / spec->sd));
}

static double normal_cdf(const struct dist_spec *spec, double x)
{
    if (spec->sd <= 0.0) return x >= spec->mean ? 1.0 : 0.0;
    return x <= 0.0 ? 0.0 : 1.0 - gsl_cdf_ugaussian_Q((x - spec->mean) / spec->sd) / normal_kept(spec);
}

static double normal_quantile(const struct dist_spec *spec, double p)
{
    if (spec->sd <= 0.0) return spec->mean;
    return fmax(0.0, spec->mean + spec->sd * gsl_cdf_ugaussian_Qinv((1.0 - p) * normal_kept(spec)));
}

/* --- lognormal --- */

static const char *lognormal_complaint(const struct dist_spec *spec)
{
    if (!isfinite(spec->median) || spec->median <= 0.0) return "median must be > 0";
    return isfinite(spec->sigma) && spec->sigma >= 0.0 ? NULL : "sigma must be >= 0";
}

static double lognormal_draw(const struct dist_spec *spec, struct rng *rng)
{
    gsl_rng view = rng_gsl_view(rng);
    return spec->median * exp(gsl_ran_gaussian_ziggurat(&view, spec->sigma));
}

static double lognormal_mean(const struct dist_spec *spec)
{
    return spec->median * exp(spec->sigma * spec->sigma / 2.0);
}

static double lognormal_variance(const struct dist_spec *spec)
{
    double mean = lognormal_mean(spec);
    return mean * mean * expm1(spec->sigma * spec->sigma);
}

static double lognormal_cdf(const struct dist_spec *spec, double x)
{
    if (x <= 0.0) return 0.0;
    if (spec->sigma <= 0.0) return x >= spec->median ? 1.0 : 0.0;
    return gsl_cdf_ugaussian_P(log(x / spec->median) / spec->sigma);
}

static double lognormal_quantile(const struct dist_spec *spec, double p)
{
    return spec->median * exp(spec->sigma * gsl_cdf_ugaussian_Pinv(p));
}

/* --- Weibull --- */

static const char *scaled_complaint(const struct dist_spec *spec)
{
    if (!isfinite(spec->scale) || spec->scale <= 0.0) return "scale must be > 0";
    return isfinite(spec->shape) && spec->shape > 0.0 ? NULL : "shape must be > 0";
}

static double weibull_draw(const struct dist_spec *spec, struct rng *rng)
{
    return spec->scale * pow(rng_exponential(rng), 1.0 / spec->shape);
}

static double weibull_mean(const struct dist_spec *spec)
{
    return spec->scale * tgamma(1.0 + 1.0 / spec->shape);
}

static double weibull_variance(const struct dist_spec *spec)
{
    double mean = weibull_mean(spec);
    return spec->scale * spec->scale * tgamma(1.0 + 2.0 / spec->shape) - mean * mean;
}

static double weibull_cdf(const struct dist_spec *spec, double x)
{
    return x <= 0.0 ? 0.0 : gsl_cdf_weibull_P(x, spec->scale, spec->shape);
}

static double weibull_quantile(const struct dist_spec *spec, double p)
{
    return gsl_cdf_weibull_Pinv(p, spec->scale, spec->shape);
}

/* --- triangular --- */

static const char *triangular_complaint(const struct dist_spec *spec)
{
    bool finite = isfinite(spec->low) && isfinite(spec->mode) && isfinite(spec->high);
    return finite && spec->low <= spec->mode && spec->mode <= spec->high ? NULL : "low, mode and high must not fall";
}

static double triangular_mean(const struct dist_spec *spec)
{
    return (spec->low + spec->mode + spec->high) / 3.0;
}

/* (a² + b² + c² − ab − ac − bc) / 18, without the cancellation. */
static double triangular_variance(const struct dist_spec *spec)
{
    double left = spec->mode - spec->low, right = spec->high - spec->mode;
    return (left * left + left * right + right * right) / 18.0;
}

static double triangular_cdf(const struct dist_spec *spec, double x)
{
    double width = spec->high - spec->low;
    if (x >= spec->high) return 1.0;
    if (x <= spec->low) return 0.0;
    if (x <= spec->mode) return (x - spec->low) * (x - spec->low) / (width * (spec->mode - spec->low));
    return 1.0 - (spec->high - x) * (spec->high - x) / (width * (spec->high - spec->mode));
}

static double triangular_quantile(const struct dist_spec *spec, double p)
{
    double width = spec->high - spec->low, left = spec->mode - spec->low, right = spec->high - spec->mode;
    if (p * width <= left) return spec->low + sqrt(p * width * left);
    return spec->high - sqrt((1.0 - p) * width * right);
}

static double triangular_draw(const struct dist_spec *spec, struct rng *rng)
{
    return triangular_quantile(spec, rng_uniform(rng));
}

/* --- gamma --- */

static double gamma_draw(const struct dist_spec *spec, struct rng *rng)
{
    gsl_rng view = rng_gsl_view(rng);
    return gsl_ran_gamma(&view, spec->shape, spec->scale);
}

static double gamma_mean(const struct dist_spec *spec)
{
    return spec->shape * spec->scale;
}

static double gamma_variance(const struct dist_spec *spec)
{
    return spec->shape * spec->scale * spec->scale;
}

static double gamma_cdf(const struct dist_spec *spec, double x)
{
    return x <= 0.0 ? 0.0 : gsl_cdf_gamma_P(x, spec->shape, spec->scale);
}

/* By halving the logarithm: for where GSL's inverse gives up in the tails. */
static double gamma_bisect(const struct dist_spec *spec, double p)
{
    double low = -745.0, high = log(spec->shape + 1.0) + 7.0;
    for (int k = 0; k < 100; k++) {
        double middle = (low + high) / 2.0;
        if (gamma_cdf(spec, spec->scale * exp(middle)) < p) low = middle;
        else high = middle;
    }
    return spec->scale * exp(high);
}

static double gamma_quantile(const struct dist_spec *spec, double p)
{
    double x = gsl_cdf_gamma_Pinv(p, spec->shape, spec->scale);
    if (isfinite(x) && fabs(gamma_cdf(spec, x) - p) <= 1e-10 * fmin(p, 1.0 - p)) return x;
    return gamma_bisect(spec, p);
}

/* --- discrete --- */

static double discrete_total(const struct dist_spec *spec)
{
    double total = 0.0;
    for (size_t k = 0; k < spec->n; k++) total += spec->weights[k];
    return total;
}

static const char *discrete_complaint(const struct dist_spec *spec)
{
    if (spec->n == 0 || !spec->values || !spec->weights) return "values and weights must be given";
    for (size_t k = 0; k < spec->n; k++) {
        if (!isfinite(spec->values[k]) || (k > 0 && spec->values[k] <= spec->values[k - 1])) return "values must rise";
        if (!isfinite(spec->weights[k]) || spec->weights[k] < 0.0) return "weights must be >= 0";
    }
    double total = discrete_total(spec);
    return total > 0.0 && isfinite(total) ? NULL : "some weight must be > 0";
}

/* The first value at which the summed weights pass `share` of the total; `reached` also counts
 * when they only reach it. Never a value without weight. */
static double discrete_at(const struct dist_spec *spec, double share, bool reached)
{
    double wanted = share * discrete_total(spec), passed = 0.0;
    size_t last = 0;
    for (size_t k = 0; k < spec->n; k++) {
        if (spec->weights[k] <= 0.0) continue;
        passed += spec->weights[k];
        last = k;
        if (passed > wanted || (reached && passed >= wanted)) break;
    }
    return spec->values[last];
}

static double discrete_draw(const struct dist_spec *spec, struct rng *rng)
{
    return discrete_at(spec, rng_uniform(rng), false);
}

static double discrete_quantile(const struct dist_spec *spec, double p)
{
    return discrete_at(spec, p, true);
}

static double discrete_mean(const struct dist_spec *spec)
{
    double total = 0.0;
    for (size_t k = 0; k < spec->n; k++) total += spec->weights[k] * spec->values[k];
    return total / discrete_total(spec);
}

static double discrete_variance(const struct dist_spec *spec)
{
    double mean = discrete_mean(spec), total = 0.0;
    for (size_t k = 0; k < spec->n; k++) total += spec->weights[k] * (spec->values[k] - mean) * (spec->values[k] - mean);
    return total / discrete_total(spec);
}

static double discrete_cdf(const struct dist_spec *spec, double x)
{
    double passed = 0.0;
    for (size_t k = 0; k < spec->n && spec->values[k] <= x; k++) passed += spec->weights[k];
    return passed / discrete_total(spec);
}

/* --- all of them --- */

#define LAW(name, complaint) { complaint, name##_draw, name##_mean, name##_variance, name##_cdf, name##_quantile }

static const struct law dist_laws[DIST_KINDS] = {
    [DIST_CONSTANT]    = LAW(constant, constant_complaint),
    [DIST_UNIFORM]     = LAW(uniform, uniform_complaint),
    [DIST_EXPONENTIAL] = LAW(exponential, exponential_complaint),
    [DIST_NORMAL]      = LAW(normal, normal_complaint),
    [DIST_LOGNORMAL]   = LAW(lognormal, lognormal_complaint),
    [DIST_WEIBULL]     = LAW(weibull, scaled_complaint),
    [DIST_TRIANGULAR]  = LAW(triangular, triangular_complaint),
    [DIST_GAMMA]       = LAW(gamma, scaled_complaint),
    [DIST_DISCRETE]    = LAW(discrete, discrete_complaint),
};

static const struct law *dist_law(const struct dist_spec *spec)
{
    CHECK(spec->kind > DIST_NONE && spec->kind < DIST_KINDS);
    return &dist_laws[spec->kind];
}

const char *dist_complaint(const struct dist_spec *spec)
{
    return spec->kind == DIST_NONE ? NULL : dist_law(spec)->complaint(spec);
}

double dist_draw(const struct dist_spec *spec, struct rng *rng)
{
    return dist_law(spec)->draw(spec, rng);
}

double dist_mean(const struct dist_spec *spec)
{
    return dist_law(spec)->mean(spec);
}

double dist_variance(const struct dist_spec *spec)
{
    return dist_law(spec)->variance(spec);
}

double dist_cdf(const struct dist_spec *spec, double x)
{
    double p = dist_law(spec)->cdf(spec, x);
    CHECK(p >= 0.0 && p <= 1.0);                /* GSL answers NaN where it fails */
    return p;
}

/* Where the law begins and ends. */
static double dist_end(const struct dist_spec *spec, bool upper)
{
    switch (spec->kind) {
    case DIST_UNIFORM:
    case DIST_TRIANGULAR:
        return upper ? spec->high : spec->low;
    case DIST_NORMAL:
        return spec->sd > 0.0 ? (upper ? (double)INFINITY : 0.0) : spec->mean;
    case DIST_LOGNORMAL:
        return spec->sigma > 0.0 ? (upper ? (double)INFINITY : 0.0) : spec->median;
    case DIST_CONSTANT:
    case DIST_DISCRETE:
        return dist_law(spec)->quantile(spec, upper ? 1.0 : 0.0);
    default:
        return upper ? (double)INFINITY : 0.0;
    }
}

double dist_quantile(const struct dist_spec *spec, double p)
{
    CHECK(p >= 0.0 && p <= 1.0);
    if (p <= 0.0 || p >= 1.0) return dist_end(spec, p >= 1.0);
    double x = dist_law(spec)->quantile(spec, p);
    CHECK(!isnan(x));
    return x;
}
