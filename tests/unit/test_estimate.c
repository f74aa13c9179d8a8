#include "tests/lib/near.h"

#include "run/estimate.h"

/* 1, 2, 3, 4, 5: mean 3, sd 1.5811, half width 2.7764 · 1.5811 / √5 = 1.9633. */
static void few_values_have_a_mean_an_interval_and_quantiles(void **state)
{
    (void)state;
    const double values[] = { 5.0, 1.0, 4.0, 2.0, 3.0 };
    struct arena *arena = arena_new();
    struct estimate estimate = estimate_of_values(values, 5, 1, arena);
    assert_near(estimate.mean, 3.0);
    assert_within(estimate.ci95_hi - estimate.mean, 1.96324, 1e-5);
    assert_near(estimate.p50, 3.0);
    assert_near(estimate.p95, 5.0);
    assert_near(estimate.min, 1.0);
    assert_near(estimate.max, 5.0);
    arena_free(arena);
}

static void one_value_has_no_interval_and_none_has_nothing(void **state)
{
    (void)state;
    const double values[] = { 7.0, (double)NAN };
    struct arena *arena = arena_new();
    struct estimate one = estimate_of_values(values, 2, 1, arena), none = estimate_of_values(values + 1, 1, 1, arena);
    assert_near(one.mean, 7.0);
    assert_true(isnan(one.ci95_lo) && isnan(one.ci95_hi));
    assert_true(isnan(none.mean) && isnan(none.p50));
    arena_free(arena);
}

static void quantiles_are_pooled_and_the_mean_is_of_means(void **state)
{
    (void)state;
    const double means[] = { 1.0, 3.0 };
    struct arena *arena = arena_new();
    struct sketch *sketch = sketch_new(arena);
    sketch_add(sketch, 1.0, 90);
    sketch_add(sketch, 8.0, 10);
    struct estimate estimate = estimate_scaled(estimate_pooled(means, 2, 1, sketch, 1.0, 8.0), 10.0);
    assert_near(estimate.mean, 20.0);
    assert_within(estimate.p50, 10.0, 0.004);
    assert_within(estimate.p95, 80.0, 0.004);
    assert_near(estimate.max, 80.0);
    arena_free(arena);
}

/* Pairs (1, 5), (2, 3), (4, 3): means 3, 2.5, 3.5, sd 0.5, half width 4.3027 · 0.5 / √3 = 1.2421. */
static void pairs_are_one_observation_each(void **state)
{
    (void)state;
    const double values[] = { 1.0, 5.0, 2.0, 3.0, 4.0, 3.0 };
    struct arena *arena = arena_new();
    struct estimate estimate = estimate_of_values(values, 6, 2, arena);
    assert_near(estimate.mean, 3.0);
    assert_within(estimate.ci95_hi - 3.0, 1.24207, 1e-5);
    assert_near(estimate.max, 5.0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_values_have_a_mean_an_interval_and_quantiles),
        cmocka_unit_test(one_value_has_no_interval_and_none_has_nothing),
        cmocka_unit_test(pairs_are_one_observation_each),
        cmocka_unit_test(quantiles_are_pooled_and_the_mean_is_of_means),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
