/* Every law against GSL, against itself, and its draws against its cdf and moments. */
#include "tests/lib/near.h"

#include <gsl/gsl_cdf.h>
#include <stdbool.h>

#include "stat/dist.h"

static const double three_values[] = { 1.0, 4.0, 9.0, 20.0 }, three_weights[] = { 3.0, 0.0, 2.0, 5.0 };

static const struct dist_spec specs[] = {
    { .kind = DIST_UNIFORM, .low = -2.0, .high = 5.0 },
    { .kind = DIST_EXPONENTIAL, .mean = 3.0 },
    { .kind = DIST_NORMAL, .mean = 10.0, .sd = 2.0 },
    { .kind = DIST_NORMAL, .mean = 1.0, .sd = 1.0 },
    { .kind = DIST_NORMAL, .mean = 0.0, .sd = 4.0 },
    { .kind = DIST_LOGNORMAL, .median = 2.0, .sigma = 0.5 },
    { .kind = DIST_WEIBULL, .scale = 3.0, .shape = 0.7 },
    { .kind = DIST_WEIBULL, .scale = 3.0, .shape = 3.0 },
    { .kind = DIST_TRIANGULAR, .low = 1.0, .mode = 2.0, .high = 6.0 },
    { .kind = DIST_TRIANGULAR, .low = 1.0, .mode = 1.0, .high = 6.0 },
    { .kind = DIST_GAMMA, .scale = 2.0, .shape = 0.25 },
    { .kind = DIST_GAMMA, .scale = 2.0, .shape = 4.5 },
    { .kind = DIST_DISCRETE, .values = three_values, .weights = three_weights, .n = 4 },
};

enum { SPECS = sizeof specs / sizeof specs[0], N = 200000 };

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double *drawn(size_t k)
{
    static double values[N];
    struct rng rng = rng_stream(1, 0, "dist", k);
    for (size_t i = 0; i < N; i++) values[i] = dist_draw(&specs[k], &rng);
    qsort(values, N, sizeof values[0], compare_doubles);
    return values;
}

/* Largest distance between two steps' worth of distribution functions; at 0.1 % 1.95 / sqrt(n)
 * (less for a discrete law). */
static void draws_follow_the_law(void **state)
{
    (void)state;
    for (size_t k = 0; k < SPECS; k++) {
        const double *values = drawn(k);
        double worst = 0.0;
        for (size_t i = 0; i < N; i++) {
            double p = dist_cdf(&specs[k], values[i]);
            bool last_of_equals = i + 1 == N || values[i + 1] > values[i];
            if (last_of_equals) worst = fmax(worst, fabs((double)(i + 1) / N - p));
            if (specs[k].kind != DIST_DISCRETE) worst = fmax(worst, fabs((double)i / N - p));
        }
        if (worst >= 1.95 / sqrt((double)N)) fail_msg("spec %zu: distance %g", k, worst);
    }
}

static void draws_have_the_moments(void **state)
{
    (void)state;
    for (size_t k = 0; k < SPECS; k++) {
        const double *values = drawn(k);
        double mean = dist_mean(&specs[k]), variance = dist_variance(&specs[k]), sum = 0.0, squares = 0.0, fourths = 0.0;
        for (size_t i = 0; i < N; i++) {
            double square = (values[i] - mean) * (values[i] - mean);
            sum += values[i];
            squares += square;
            fourths += square * square;
        }
        double error = 5.0 * sqrt(variance / N), square_error = 5.0 * sqrt((fourths / N - variance * variance) / N);
        if (fabs(sum / N - mean) > error) fail_msg("spec %zu: mean %g, drawn %g", k, mean, sum / N);
        if (fabs(squares / N - variance) > square_error) fail_msg("spec %zu: variance %g, drawn %g", k, variance, squares / N);
    }
}

static void quantile_and_cdf_undo_each_other(void **state)
{
    static const double ps[] = { 1e-9, 1e-4, 0.01, 0.25, 0.5, 0.75, 0.99, 0.9999 };
    (void)state;
    for (size_t k = 0; k < SPECS; k++) {
        if (specs[k].kind == DIST_DISCRETE) continue;
        for (size_t i = 0; i < sizeof ps / sizeof ps[0]; i++)
            assert_within(dist_cdf(&specs[k], dist_quantile(&specs[k], ps[i])), ps[i], 1e-7);
    }
}

/* The mean is the integral of the quantile over p: middle sums of 200,000 pieces. */
static void the_mean_is_the_integral_of_the_quantile(void **state)
{
    enum { PIECES = 200000 };
    (void)state;
    for (size_t k = 0; k < SPECS; k++) {
        double sum = 0.0;
        for (int i = 0; i < PIECES; i++) sum += dist_quantile(&specs[k], (i + 0.5) / PIECES);
        assert_within(sum / PIECES, dist_mean(&specs[k]), 1e-3);
    }
}

static void probabilities_agree_with_gsl(void **state)
{
    struct dist_spec lognormal = specs[5], weibull = specs[6], normal = specs[2], flat = { .kind = DIST_UNIFORM, .low = 1.0, .high = 3.0 };
    (void)state;
    for (double x = 0.1; x < 20.0; x += 0.37) {
        assert_near(dist_cdf(&lognormal, x), gsl_cdf_lognormal_P(x, log(2.0), 0.5));
        assert_near(dist_cdf(&weibull, x), -expm1(-pow(x / 3.0, 0.7)));
        assert_near(dist_cdf(&flat, x), gsl_cdf_flat_P(x, 1.0, 3.0));
    }
    /* Cut off 5 sd below the mean: the whole normal to 3e-7. */
    assert_within(dist_cdf(&normal, 11.0), gsl_cdf_gaussian_P(1.0, 2.0), 1e-6);
    assert_within(dist_mean(&normal), 10.0, 1e-5);
}

/* |N(0, s)|: mean s √(2/π), variance s² (1 − 2/π), median s · 0.6744897502. */
static void half_a_normal_has_its_known_moments(void **state)
{
    const struct dist_spec *half = &specs[4];
    (void)state;
    assert_near(dist_mean(half), 4.0 * sqrt(2.0 / 3.14159265358979323846));
    assert_near(dist_variance(half), 16.0 * (1.0 - 2.0 / 3.14159265358979323846));
    assert_near(dist_quantile(half, 0.5), 4.0 * 0.67448975019608171);
}

static void a_discrete_law_by_hand(void **state)
{
    const struct dist_spec *spec = &specs[12];
    (void)state;
    assert_near(dist_mean(spec), (3.0 * 1.0 + 2.0 * 9.0 + 5.0 * 20.0) / 10.0);
    assert_near(dist_cdf(spec, 0.9) + 1.0, 1.0);
    assert_near(dist_cdf(spec, 1.0), 0.3);
    assert_near(dist_cdf(spec, 8.9), 0.3);
    assert_near(dist_cdf(spec, 20.0), 1.0);
    assert_near(dist_quantile(spec, 0.3), 1.0);
    assert_near(dist_quantile(spec, 0.31), 9.0);
    assert_near(dist_quantile(spec, 0.0), 1.0);
    assert_near(dist_quantile(spec, 1.0), 20.0);
}

static void laws_end_where_they_end(void **state)
{
    struct dist_spec constant = { .kind = DIST_CONSTANT, .value = 7.0 };
    (void)state;
    assert_true(dist_quantile(&specs[0], 0.0) == -2.0 && dist_quantile(&specs[0], 1.0) == 5.0);
    assert_true(dist_quantile(&specs[1], 0.0) == 0.0 && isinf(dist_quantile(&specs[1], 1.0)));
    assert_true(dist_quantile(&specs[3], 0.0) == 0.0 && isinf(dist_quantile(&specs[3], 1.0)));
    assert_true(dist_quantile(&constant, 0.3) == 7.0 && dist_cdf(&constant, 7.0) == 1.0 && dist_cdf(&constant, 6.9) == 0.0);
}

/* No spread at all is allowed, and everything then is the one value. */
static void laws_without_spread_are_constants(void **state)
{
    static const struct dist_spec narrow[] = {
        { .kind = DIST_UNIFORM, .low = 3.0, .high = 3.0 }, { .kind = DIST_NORMAL, .mean = 3.0 },
        { .kind = DIST_LOGNORMAL, .median = 3.0 }, { .kind = DIST_TRIANGULAR, .low = 3.0, .mode = 3.0, .high = 3.0 },
        { .kind = DIST_CONSTANT, .value = 3.0 },
    };
    struct rng rng = rng_stream(1, 0, "narrow", 0);
    (void)state;
    for (size_t k = 0; k < sizeof narrow / sizeof narrow[0]; k++) {
        assert_null(dist_complaint(&narrow[k]));
        assert_true(dist_draw(&narrow[k], &rng) == 3.0 && dist_mean(&narrow[k]) == 3.0 && dist_variance(&narrow[k]) == 0.0);
        assert_true(dist_cdf(&narrow[k], 3.0) == 1.0 && dist_cdf(&narrow[k], 2.999) == 0.0);
        for (double p = 0.0; p <= 1.0; p += 0.25) assert_true(dist_quantile(&narrow[k], p) == 3.0);
    }
}

static void senseless_parameters_are_complained_of(void **state)
{
    static const double falling[] = { 2.0, 1.0 }, negative[] = { 1.0, -1.0 }, none[] = { 0.0, 0.0 }, rising[] = { 1.0, 2.0 };
    static const struct dist_spec bad[] = {
        { .kind = DIST_CONSTANT, .value = (double)INFINITY }, { .kind = DIST_UNIFORM, .low = 2.0, .high = 1.0 },
        { .kind = DIST_EXPONENTIAL }, { .kind = DIST_EXPONENTIAL, .mean = (double)NAN },
        { .kind = DIST_NORMAL, .mean = -1.0, .sd = 1.0 }, { .kind = DIST_NORMAL, .mean = 1.0, .sd = -1.0 },
        { .kind = DIST_LOGNORMAL, .sigma = 1.0 }, { .kind = DIST_LOGNORMAL, .median = 1.0, .sigma = -1.0 },
        { .kind = DIST_WEIBULL, .shape = 1.0 }, { .kind = DIST_GAMMA, .scale = 1.0 },
        { .kind = DIST_TRIANGULAR, .low = 1.0, .mode = 0.0, .high = 2.0 }, { .kind = DIST_DISCRETE },
        { .kind = DIST_DISCRETE, .values = falling, .weights = rising, .n = 2 },
        { .kind = DIST_DISCRETE, .values = rising, .weights = negative, .n = 2 },
        { .kind = DIST_DISCRETE, .values = rising, .weights = none, .n = 2 },
    };
    struct dist_spec nothing = { .kind = DIST_NONE };
    (void)state;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++)
        if (!dist_complaint(&bad[k])) fail_msg("spec %zu passed", k);
    for (size_t k = 0; k < SPECS; k++) assert_null(dist_complaint(&specs[k]));
    assert_null(dist_complaint(&nothing));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_follow_the_law),
        cmocka_unit_test(draws_have_the_moments),
        cmocka_unit_test(quantile_and_cdf_undo_each_other),
        cmocka_unit_test(the_mean_is_the_integral_of_the_quantile),
        cmocka_unit_test(probabilities_agree_with_gsl),
        cmocka_unit_test(half_a_normal_has_its_known_moments),
        cmocka_unit_test(a_discrete_law_by_hand),
        cmocka_unit_test(laws_end_where_they_end),
        cmocka_unit_test(laws_without_spread_are_constants),
        cmocka_unit_test(senseless_parameters_are_complained_of),
    };
    dist_gsl_quiet();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
