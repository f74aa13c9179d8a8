#include "tests/lib/near.h"

#include "run/steps.h"
#include "stat/rng.h"

#define S INT64_C(1000000000)

/* 100 W, at 10 s 130, at 10.5 s 150, at 40 s 90, until 2,000 s. */
static struct steps ladder(struct arena *arena)
{
    struct steps steps = steps_start(arena, 0, 100.0, 25.0, 0.0);
    steps_set(&steps, 10 * S, 130.0);
    steps_set(&steps, 10 * S + S / 2, 150.0);
    steps_set(&steps, 40 * S, 90.0);
    steps_end(&steps, 2000 * S);
    return steps;
}

static void the_largest_change_at_once_within_a_second_and_within_a_minute(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct steps steps = ladder(arena);
    assert_near(steps.at_once, 60.0);                          /* 150 to 90 */
    assert_near(steps.largest[STEPS_SECOND], 60.0);
    assert_near(steps.largest[STEPS_MINUTE], 60.0);
    assert_near(steps.highest - steps.lowest, 60.0);
    assert_near(steps.counted, 2.0);                           /* 30 and 60 W are above 25; 20 isn't */
    arena_free(arena);
}

/* Up 30 and, half a second later, 20 more: 50 within a second; then 5 W a minute, 15 in a quarter of an hour each. */
static void changes_add_up_only_within_the_window(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct steps steps = steps_start(arena, 0, 0.0, 1e9, 0.0);
    steps_set(&steps, 5 * S, 30.0);
    steps_set(&steps, 5 * S + S / 2, 50.0);
    for (int k = 1; k <= 60; k++) steps_set(&steps, (5 + 300 * k) * S, 50.0 + 5.0 * k);
    steps_end(&steps, 20000 * S);
    assert_near(steps.at_once, 30.0);
    assert_near(steps.largest[STEPS_SECOND], 50.0);
    assert_near(steps.largest[STEPS_MINUTE], 50.0);
    assert_near(steps.largest[STEPS_QUARTER_HOUR], 60.0);      /* at 605 s against 0 W, which ended at 5 s; at 905 s that is a quarter of an hour ago */
    arena_free(arena);
}

static void a_value_held_for_no_time_counts_nowhere(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct steps steps = steps_start(arena, 0, 10.0, 1.0, 0.0);
    steps_set(&steps, 5 * S, 1000.0);
    steps_set(&steps, 5 * S, 10.0);
    steps_end(&steps, 9 * S);
    assert_true(steps.at_once == 0.0 && steps.counted == 0.0 && steps.highest == 10.0);
    arena_free(arena);
}

static void a_restart_forgets_all_but_the_value(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct steps steps = steps_start(arena, 0, 10.0, 1.0, 0.0);
    steps_set(&steps, 5 * S, 100.0);
    steps_restart(&steps, 6 * S);
    steps_set(&steps, 7 * S, 103.0);
    steps_end(&steps, 9 * S);
    assert_near(steps.at_once, 3.0);
    assert_near(steps.largest[STEPS_QUARTER_HOUR], 3.0);
    arena_free(arena);
}

/* Against the definition, piece by piece with every other. */
static void it_equals_the_definition_on_random_draws(void **state)
{
    (void)state;
    enum { N = 400 };
    static const double spans[STEPS_WINDOWS] = { 1.0, 60.0, 900.0 };
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct rng rng = rng_stream(seed, 0, "steps", 0);
        struct arena *arena = arena_new();
        double value[N];
        int64_t start[N + 1];
        start[0] = 0;
        for (int k = 0; k < N; k++) {
            value[k] = (double)rng_below(&rng, 1000) * (rng_uniform(&rng) < 0.02 ? 10.0 : 1.0);
            double gap_s = rng_uniform(&rng) < 0.3 ? 0.3 : 30.0;
            start[k + 1] = start[k] + 1 + (int64_t)(rng_exponential_mean(&rng, gap_s) * 1e9);
        }
        struct steps steps = steps_start(arena, 0, value[0], 1e9, 0.0);
        for (int k = 1; k < N; k++) steps_set(&steps, start[k], value[k]);
        steps_end(&steps, start[N]);
        for (int w = 0; w < STEPS_WINDOWS; w++) {
            double largest = 0.0;
            for (int a = 0; a < N; a++)
                for (int b = a + 1; b < N; b++)
                    if (start[a + 1] > start[b] - (int64_t)(spans[w] * 1e9)) largest = fmax(largest, fabs(value[a] - value[b]));
            if (steps.largest[w] != largest) fail_msg("seed %d, window %d: %g, expected %g", (int)seed, w, steps.largest[w], largest);
        }
        arena_free(arena);
    }
}

/* A ramp of 2 s. Up by 10 for half a second: the slope is 10 / 2 s. Later +6 and, a second on, +6 more: 12 W more than two seconds before. */
static void a_ramp_makes_changes_slopes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct steps steps = steps_start(arena, 0, 100.0, 1e9, 2.0);
    steps_set(&steps, 10 * INT64_C(1000000000), 110.0);
    steps_set(&steps, 10 * INT64_C(1000000000) + 500000000, 100.0);
    steps_set(&steps, 20 * INT64_C(1000000000), 100.0);
    assert_near(steps_ramp_per_s(&steps), 5.0);
    steps_set(&steps, 30 * INT64_C(1000000000), 106.0);
    steps_set(&steps, 31 * INT64_C(1000000000), 112.0);
    steps_end(&steps, 40 * INT64_C(1000000000));
    assert_near(steps_ramp_per_s(&steps), 6.0);
    arena_free(arena);
}

/* What was before the first two seconds nobody knows. */
static void a_ramp_looks_no_further_back_than_the_start(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct steps steps = steps_start(arena, 0, 100.0, 1e9, 2.0);
    steps_set(&steps, 500000000, 150.0);
    steps_end(&steps, 1500000000);
    assert_true(steps_ramp_per_s(&steps) == 0.0);
    arena_free(arena);
}

/* Against the definition: |P(t) − P(t − T)| on a fine grid of a random walk with steps on whole tenths of a second. */
static void a_random_draws_slope_is_what_its_definition_says(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct rng rng = rng_stream(7, 0, "ramp", 0);
    double value[400];
    struct steps steps = steps_start(arena, 0, 50.0, 1e9, 0.7);
    for (int k = 0; k < 400; k++) value[k] = k > 0 && rng_uniform(&rng) < 0.6 ? value[k - 1] : floor(100.0 * rng_uniform(&rng));
    steps_set(&steps, 0, value[0]);
    for (int k = 1; k < 400; k++) steps_set(&steps, k * INT64_C(100000000), value[k]);
    steps_end(&steps, 400 * INT64_C(100000000));
    double most = 0.0;
    for (int k = 7; k < 400; k++) most = fmax(most, fabs(value[k] - value[k - 7]));
    assert_near(steps_ramp_per_s(&steps), most / 0.7);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_change_at_once_within_a_second_and_within_a_minute),
        cmocka_unit_test(changes_add_up_only_within_the_window),
        cmocka_unit_test(a_value_held_for_no_time_counts_nowhere),
        cmocka_unit_test(a_restart_forgets_all_but_the_value),
        cmocka_unit_test(it_equals_the_definition_on_random_draws),
        cmocka_unit_test(a_ramp_makes_changes_slopes),
        cmocka_unit_test(a_ramp_looks_no_further_back_than_the_start),
        cmocka_unit_test(a_random_draws_slope_is_what_its_definition_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
