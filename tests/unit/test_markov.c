#include "tests/lib/near.h"

#include "base/arena.h"
#include "stat/markov.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

/* `width` strips failing at `fail` each, lost when `parity` + 1 are gone; mended each at `mend`, or one at a time. */
static struct markov stripe(struct arena *arena, int width, int parity, double fail, double mend, bool one_at_a_time)
{
    struct markov markov = markov_new(parity + 1, arena);
    for (int i = 0; i <= parity; i++) {
        markov_add(&markov, i, i + 1, (width - i) * fail);
        if (i > 0) markov_add(&markov, i, i - 1, one_at_a_time ? mend : i * mend);
    }
    return markov;
}

/* Backblaze's 17 + 3: shards fail at 0.405 % a year, 6.5 days to replace one. To first order
 * 20 x 19 x 18 x 17 x 0.00405^4 / (3! x (365/6.5)^3) = 2.945e-11 with independent repairs, and 3! times that with one at a time. */
static void a_vaults_yearly_loss_is_the_published_one(void **state)
{
    const double mend = 365.0 / 6.5;
    const struct markov independent = stripe(*state, 20, 3, 0.00405, mend, false), single = stripe(*state, 20, 3, 0.00405, mend, true);
    double apart = markov_chance_of(markov_mean_time(&independent), 1.0), in_turn = markov_chance_of(markov_mean_time(&single), 1.0);
    printf("    yearly loss, independent repairs: %.4e, expected 2.94e-11\n    yearly loss, one repair at a time: %.4e, expected 1.762e-10\n", apart, in_turn);
    assert_within(apart, 2.94e-11, 0.02);
    assert_within(in_turn, 1.762e-10, 0.02);
}

/* From a fresh start the first year has a little less: its first repairs are still to come,
 * mean lag (1 + 1/2 + 1/3) x 6.5 days. */
static void a_fresh_start_lags_by_its_first_repairs(void **state)
{
    const double mend = 365.0 / 6.5;
    const struct markov markov = stripe(*state, 20, 3, 0.00405, mend, false);
    const double rate = 1.0 / markov_mean_time(&markov);
    assert_within(markov_reached_by(&markov, 1.0), rate * (1.0 - (1.0 + 0.5 + 1.0 / 3.0) / mend), 2e-3);
    assert_within(markov_reached_by(&markov, 101.0) - markov_reached_by(&markov, 100.0), rate, 1e-4);
}

/* Two drives, one may go: mean time (3 fail + mend) / (2 fail²), a textbook's. Rates a quintillion apart
 * leave every digit: a solver that subtracts would keep none. */
static void no_digit_drowns(void **state)
{
    const struct markov markov = stripe(*state, 2, 1, 1e-9, 1e9, false);
    assert_within(markov_mean_time(&markov), (3e-9 + 1e9) / 2e-18, 1e-14);
    const struct markov deep = stripe(*state, 8, 5, 1e-6, 1e6, true);
    assert_within(markov_mean_time(&deep), 1e30 / (8.0 * 7 * 6 * 5 * 4 * 3 * 1e-36), 1e-9);
}

/* Without repair, time to the last of three is 1/3 + 1/2 + 1, and all three are gone by t with (1 − e^−t)³. */
static void without_repair_it_is_the_largest_of_exponentials(void **state)
{
    const struct markov markov = stripe(*state, 3, 2, 1.0, 0.0, false);
    assert_near(markov_mean_time(&markov), 11.0 / 6.0);
    for (double t = 1e-6; t < 100.0; t *= 10.0) assert_within(markov_reached_by(&markov, t), pow(-expm1(-t), 3.0), 1e-12);
    assert_true(markov_reached_by(&markov, 0.0) == 0.0);
}

/* A way with two steps at once: 0 → 1 at 1, 0 → end at 1, 1 → 0 at 1, 1 → end at 2. t1 = 1/3 + t0/3 and t0 = 1/2 + t1/2: t0 = 4/5. */
static void steps_may_skip_states(void **state)
{
    struct markov markov = markov_new(2, *state);
    markov_add(&markov, 0, 1, 1.0);
    markov_add(&markov, 0, 7, 1.0);
    markov_add(&markov, 1, 0, 1.0);
    markov_add(&markov, 1, 2, 2.0);
    assert_near(markov_mean_time(&markov), 0.8);
}

static void what_cannot_end_takes_for_ever(void **state)
{
    struct markov markov = markov_new(3, *state);
    assert_true(isinf(markov_mean_time(&markov)));
    markov_add(&markov, 0, 1, 1.0);
    assert_true(isinf(markov_mean_time(&markov)));
    markov_add(&markov, 1, 0, 1.0);
    assert_true(isinf(markov_mean_time(&markov)));
    assert_true(markov_reached_by(&markov, 10.0) == 0.0);
    assert_true(markov_chance_of((double)INFINITY, 1.0) == 0.0);
}

/* A chain of many jumps: mean rate to the end is 1, so that by t it is 1 − e^−t whatever the pace between. */
static void many_jumps_add_up(void **state)
{
    struct markov markov = markov_new(2, *state);
    markov_add(&markov, 0, 1, 1e4);
    markov_add(&markov, 1, 0, 1e4);
    markov_add(&markov, 0, 2, 1.0);
    markov_add(&markov, 1, 2, 1.0);
    assert_within(markov_reached_by(&markov, 2.0), -expm1(-2.0), 1e-9);
    assert_near(markov_chance_of(markov_mean_time(&markov), 2.0), -expm1(-2.0));
}

static void mean_number_down_in_machine_repair(void **state)
{
    assert_within(markov_mean_down(0.1, 1.0, 1, 4, *state), 0.466632, 2e-6);
    assert_within(markov_mean_down(0.05, 1.0, 3, 40, *state), 2.394654, 1e-6);
    assert_within(markov_mean_down(0.0065, 1.0, 8, 1000, *state), 8.314880, 1e-7);
    assert_true(markov_mean_down(1.0, 1.0, 1, 0, *state) == 0.0);
}

/* Far more work than menders: nearly all are down, and no power of the ratio overflows on the way. */
static void an_overloaded_shop_has_nearly_all_down(void **state)
{
    assert_within(markov_mean_down(1.0, 1e-3, 1, 2000, *state), 2000.0 - 1e-3, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_vaults_yearly_loss_is_the_published_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_fresh_start_lags_by_its_first_repairs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_digit_drowns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_repair_it_is_the_largest_of_exponentials, set_up, tear_down),
        cmocka_unit_test_setup_teardown(steps_may_skip_states, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_end_takes_for_ever, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_jumps_add_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mean_number_down_in_machine_repair, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_overloaded_shop_has_nearly_all_down, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("markov", tests, NULL, NULL);
}
