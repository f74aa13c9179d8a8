#include "tests/lib/near.h"

#include "stat/rng.h"
#include "stat/tally.h"

static struct tally tally_of(const double *values, int n)
{
    struct tally tally = { 0 };
    for (int k = 0; k < n; k++) tally_add(&tally, values[k]);
    return tally;
}

static const double eight[] = { 2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0 };

static void mean_variance_and_ends_by_hand(void **state)
{
    struct tally tally = tally_of(eight, 8);
    (void)state;
    assert_int_equal(tally.n, 8);
    assert_near(tally.mean, 5.0);
    assert_near(tally_variance(&tally), 32.0 / 7.0);
    assert_near(tally_sd(&tally), sqrt(32.0 / 7.0));
    assert_true(tally.min == 2.0 && tally.max == 9.0);
}

/* The t tables of any textbook: 2.365 for 7 degrees, 12.706 for 1, at 95 %; 3.499 at 99 %. */
static void the_interval_is_that_of_student(void **state)
{
    struct tally tally = tally_of(eight, 8), two = tally_of(eight, 2), one = tally_of(eight, 1);
    (void)state;
    assert_within(tally_half_width(&tally, 0.95), 2.364624 * sqrt(32.0 / 7.0 / 8.0), 1e-6);
    assert_within(tally_half_width(&tally, 0.99), 3.499483 * sqrt(32.0 / 7.0 / 8.0), 1e-6);
    assert_within(tally_half_width(&two, 0.95), 12.706205 * sqrt(2.0) / sqrt(2.0), 1e-6);
    assert_true(isinf(tally_half_width(&one, 0.95)));
    assert_true(isnan(tally_variance(&one)));
}

static void a_large_mean_does_not_swallow_the_variance(void **state)
{
    struct tally tally = { 0 };
    (void)state;
    for (int k = 0; k < 1000000; k++) tally_add(&tally, 1e12 + (k % 2 ? 0.5 : -0.5));
    assert_within(tally_variance(&tally), 0.25, 1e-5);
}

static void merging_is_seeing_all(void **state)
{
    struct rng rng = rng_stream(1, 0, "merge", 0);
    struct tally all = { 0 }, parts[3] = { { 0 } }, merged = { 0 };
    (void)state;
    for (int k = 0; k < 1000; k++) {
        double value = 100.0 + rng_exponential(&rng);
        tally_add(&all, value);
        tally_add(&parts[k < 10 ? 0 : k < 300 ? 1 : 2], value);
    }
    for (int k = 0; k < 3; k++) tally_merge(&merged, &parts[k]);
    assert_int_equal(merged.n, 1000);
    assert_near(merged.mean, all.mean);
    assert_near(tally_variance(&merged), tally_variance(&all));
    assert_true(merged.min == all.min && merged.max == all.max);
    struct tally none = { 0 }, same = all;
    tally_merge(&same, &none);
    assert_true(same.n == all.n && same.mean == all.mean && same.min == all.min);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mean_variance_and_ends_by_hand),
        cmocka_unit_test(the_interval_is_that_of_student),
        cmocka_unit_test(a_large_mean_does_not_swallow_the_variance),
        cmocka_unit_test(merging_is_seeing_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
