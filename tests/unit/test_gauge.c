#include "tests/lib/near.h"

#include "stat/gauge.h"

#define S INT64_C(1000000000)

/* 2 for 3 s, 5 for 1 s, 0 for 6 s. */
static struct gauge three_steps(struct sketch *sketch)
{
    struct gauge gauge = gauge_start(10 * S, 2.0, sketch);
    gauge_set(&gauge, 13 * S, 5.0);
    gauge_set(&gauge, 14 * S, 0.0);
    return gauge;
}

static void mean_and_integral_weigh_by_time(void **state)
{
    struct gauge gauge = three_steps(NULL);
    (void)state;
    assert_near(gauge_integral(&gauge, 20 * S), 11.0);
    assert_near(gauge_mean(&gauge, 20 * S), 1.1);
    assert_near(gauge_mean(&gauge, 14 * S), 2.75);
    gauge_set(&gauge, 20 * S, 0.0);
    assert_near(gauge_mean(&gauge, 20 * S), 1.1);
    assert_true(gauge.min == 0.0 && gauge.max == 5.0);
}

static void a_value_held_for_no_time_counts_nowhere(void **state)
{
    struct gauge gauge = gauge_start(0, 1.0, NULL);
    (void)state;
    assert_true(gauge_mean(&gauge, 0) == 1.0);
    gauge_set(&gauge, 5, 1000.0);
    gauge_set(&gauge, 5, 2.0);
    gauge_step(&gauge, 5, 1.0);
    gauge_set(&gauge, 10, 3.0);
    assert_true(gauge.max == 3.0 && gauge.min == 1.0);
    assert_near(gauge_mean(&gauge, 10), 2.0);
}

static void quantiles_are_of_time(void **state)
{
    struct arena *arena = arena_new();
    struct gauge gauge = three_steps(sketch_new(arena));
    (void)state;
    gauge_set(&gauge, 20 * S, 0.0);
    assert_true(gauge_quantile(&gauge, 0.6) == 0.0);
    assert_true(gauge_quantile(&gauge, 0.61) == 2.0);
    assert_true(gauge_quantile(&gauge, 0.9) == 2.0);
    assert_true(gauge_quantile(&gauge, 0.95) == 5.0);
    arena_free(arena);
}

static void a_restart_forgets_the_past_and_keeps_the_value(void **state)
{
    struct gauge gauge = three_steps(NULL);
    (void)state;
    gauge_set(&gauge, 15 * S, 7.0);
    gauge_restart(&gauge, 16 * S, NULL);
    gauge_set(&gauge, 18 * S, 9.0);
    assert_near(gauge_mean(&gauge, 20 * S), 8.0);
    assert_true(gauge.min == 7.0);
}

/* 1e17 and then ten thousand in ten million steps, each too small to be seen beside it. */
static void the_integral_does_not_drift(void **state)
{
    struct gauge gauge = gauge_start(0, 1e17, NULL);
    (void)state;
    gauge_set(&gauge, S, 1.0);
    for (int64_t k = 1; k <= 10000000; k++) gauge_set(&gauge, S + k * 1000000, 1.0);
    double all = gauge_integral(&gauge, gauge.since_ns);
    assert_true(fabs(all - 1e17 - 10000.0) <= 16.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mean_and_integral_weigh_by_time),
        cmocka_unit_test(a_value_held_for_no_time_counts_nowhere),
        cmocka_unit_test(quantiles_are_of_time),
        cmocka_unit_test(a_restart_forgets_the_past_and_keeps_the_value),
        cmocka_unit_test(the_integral_does_not_drift),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
