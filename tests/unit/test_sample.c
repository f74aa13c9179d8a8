#include "tests/lib/near.h"

#include "stat/sample.h"

/* Ten values: the second smallest is the least that two tenths do not exceed. */
static void a_quantile_is_the_least_value_that_so_many_do_not_exceed(void **state)
{
    (void)state;
    double values[] = {5, 3, 1, 9, 7, 2, 8, 4, 10, 6};
    sample_sort(values, 10);
    assert_near(sample_quantile(values, 10, 0.2), 2.0);
    assert_near(sample_quantile(values, 10, 0.21), 3.0);
    assert_near(sample_quantile(values, 10, 0.0), 1.0);
    assert_near(sample_quantile(values, 10, 1.0), 10.0);
}

static void the_part_not_above_a_limit_counts_the_limit_itself(void **state)
{
    (void)state;
    const double values[] = {-(double)INFINITY, 1.0, 1.0, 2.0, (double)INFINITY};
    assert_near(sample_part_by(values, 5, 1.0), 0.6);
    assert_near(sample_part_by(values, 5, 0.5), 0.2);
    assert_near(sample_part_by(values, 5, 1e300), 0.8);
    assert_true(isnan(sample_part_by(values, 5, (double)NAN)));
}

/* Of 10 values and the median: at most 1 lies at or below it in 11 of 1,024 cases, at most 2 in 56; so the ends are the 2nd and the 9th. */
static void a_median_of_ten_lies_between_the_second_and_the_ninth(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    double lo, hi;
    sample_quantile_interval(values, 10, 0.5, &lo, &hi);
    assert_near(lo, 2.0);
    assert_near(hi, 9.0);
}

/* Ten values say nothing of how large the upper tenth is: in 35 of 100 cases none of them lies in it. */
static void too_few_values_leave_an_end_open(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    double lo, hi;
    sample_quantile_interval(values, 10, 0.9, &lo, &hi);
    assert_near(lo, 7.0);
    assert_true(isinf(hi) && hi > 0.0);
}

/* Wilson: of 5 in 10 with z = 1.96: 0.5 ± 1.96 √(0.025 + 0.0096) / 1.384 = 0.237 to 0.763; of 0 in 10 up to 3.84 / 13.84. */
static void a_chance_has_an_interval_even_at_none_of_ten(void **state)
{
    (void)state;
    double lo, hi;
    sample_chance_interval(5, 10, &lo, &hi);
    assert_within(lo, 0.23659, 1e-4);
    assert_within(hi, 0.76341, 1e-4);
    sample_chance_interval(0, 10, &lo, &hi);
    assert_true(lo == 0.0);
    assert_within(hi, 0.27753, 1e-4);
    sample_chance_interval(10, 10, &lo, &hi);
    assert_true(hi == 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quantile_is_the_least_value_that_so_many_do_not_exceed),
        cmocka_unit_test(the_part_not_above_a_limit_counts_the_limit_itself),
        cmocka_unit_test(a_median_of_ten_lies_between_the_second_and_the_ninth),
        cmocka_unit_test(too_few_values_leave_an_end_open),
        cmocka_unit_test(a_chance_has_an_interval_even_at_none_of_ten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
