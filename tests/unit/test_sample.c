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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quantile_is_the_least_value_that_so_many_do_not_exceed),
        cmocka_unit_test(the_part_not_above_a_limit_counts_the_limit_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
