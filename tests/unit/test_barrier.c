#include "tests/lib/near.h"

#include "run/barrier.h"
#include "stat/rng.h"
#include "stat/tally.h"

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
    assert_near(barrier_factor(0.05, JITTER_NORMAL, 100.0), 1.0 + 0.05 * 2.50759363);
    assert_true(barrier_factor(0.0, JITTER_NORMAL, 1e5) == 1.0);
}

/* K8 of the published closed forms. */
static const struct { double n, expected; int draws; } k8[] = { { 8, 2.717857, 60000 }, { 64, 4.743891, 20000 }, { 1024, 7.509176, 8000 }, { 16384, 10.281307, 4000 } };

static void the_largest_of_exponentials_is_the_harmonic_number(void **state)
{
    (void)state;
    assert_near(barrier_largest_exponential(1.0), 1.0);
    for (int k = 0; k < 4; k++) assert_within(barrier_largest_exponential(k8[k].n), k8[k].expected, 1e-7);
    assert_within(barrier_largest_exponential(129.0), barrier_largest_exponential(128.0) + 1.0 / 129.0, 1e-14);
}

/* The 99.9 % interval of the drawn mean holds it, and half the 95 % interval is 0.5 % of it at most. */
static void drawing_them_gives_the_same(void **state)
{
    (void)state;
    for (int k = 0; k < 4; k++) {
        struct rng rng = rng_stream(1, 0, "K8", (uint64_t)k);
        struct tally largest = { 0 };
        for (int i = 0; i < k8[k].draws; i++) {
            double most = 0.0;
            for (int r = 0; r < (int)k8[k].n; r++) most = fmax(most, rng_exponential(&rng));
            tally_add(&largest, most);
        }
        assert_true(fabs(largest.mean - k8[k].expected) <= tally_half_width(&largest, 0.999));
        assert_true(tally_half_width(&largest, 0.95) <= 0.005 * k8[k].expected);
    }
}

/* All of a step exponential, 8 ranks: it takes 2.717857 times as long. */
static void an_exponential_step_takes_longer_by_the_harmonic_number(void **state)
{
    (void)state;
    assert_within(barrier_factor(1.0, JITTER_EXPONENTIAL, 8.0), 2.717857, 1e-6);
    assert_near(barrier_factor(0.1, JITTER_EXPONENTIAL, 1.0), 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_of_few_normals_is_as_tabled),
        cmocka_unit_test(it_grows_like_the_root_of_the_logarithm),
        cmocka_unit_test(a_step_takes_longer_by_jitter_times_the_largest),
        cmocka_unit_test(the_largest_of_exponentials_is_the_harmonic_number),
        cmocka_unit_test(drawing_them_gives_the_same),
        cmocka_unit_test(an_exponential_step_takes_longer_by_the_harmonic_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
