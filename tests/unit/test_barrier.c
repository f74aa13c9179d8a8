#include "tests/lib/near.h"

#include "run/barrier.h"

/* Closed forms: 1/sqrt(pi), 3/(2 sqrt(pi)); tables of normal order statistics (Harter 1961) for the rest. */
static void the_largest_of_few_normals_is_as_tabled(void **state)
{
    (void)state;
    assert_true(fabs(barrier_largest_of(1.0)) < 1e-12);
    assert_near(barrier_largest_of(2.0), 0.56418958354775629);
    assert_near(barrier_largest_of(3.0), 0.84628437532163443);
    assert_within(barrier_largest_of(10.0), 1.5387527308, 1e-9);
    assert_within(barrier_largest_of(100.0), 2.5075936, 1e-7);
}

/* Gumbel: as n grows the mean lies near b + 0.5772 / b', with b the (1 − 1/n) quantile; 16,384: 3.99 */
static void it_grows_like_the_root_of_the_logarithm(void **state)
{
    (void)state;
    assert_within(barrier_largest_of(1000.0), 3.2414358, 1e-7);
    assert_true(barrier_largest_of(1e5) > barrier_largest_of(1e4));
    assert_within(barrier_largest_of(1e5) / sqrt(2.0 * log(1e5)), 0.915, 0.01);
}

static void a_step_takes_longer_by_jitter_times_the_largest(void **state)
{
    (void)state;
    assert_near(barrier_factor(0.05, 100.0), 1.0 + 0.05 * 2.50759363);
    assert_true(barrier_factor(0.0, 1e5) == 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_of_few_normals_is_as_tabled),
        cmocka_unit_test(it_grows_like_the_root_of_the_logarithm),
        cmocka_unit_test(a_step_takes_longer_by_jitter_times_the_largest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
