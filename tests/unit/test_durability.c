#include "tests/lib/near.h"

#include "run/durability.h"

static const double three[4] = { 0.0, 0.0, 0.0, 1.0 };

/* Backblaze's 17 + 3: shards fail at 0.405 % a year, 6.5 days to replace one (V24). */
static struct durability_law backblaze(void)
{
    return (struct durability_law){ 20.0, 1.0, 0.00405, 0.0, 6.5 / 365.0, three, 4 };
}

static void v24_by_disjoint_periods_is_the_published_figure(void **state)
{
    (void)state;
    struct durability_law law = backblaze();
    assert_published("yearly loss, disjoint periods", durability_disjoint(&law), 7.354e-12, 0.005);
}

static void v24_in_continuous_time_is_four_times_that(void **state)
{
    struct durability_law law = backblaze();
    assert_within(durability_continuous(&law, false, *state), 2.94e-11, 0.02);
}

static void v24_one_repair_at_a_time_is_six_times_that(void **state)
{
    struct durability_law law = backblaze();
    assert_within(durability_continuous(&law, true, *state), 1.762e-10, 0.02);
}

/* Half the strips' losses come with nodes that hold one strip of a stripe each: nobody can tell them from drives. */
static void a_node_of_one_strip_is_as_a_drive(void **state)
{
    struct durability_law law = backblaze(), mixed = backblaze();
    mixed.drive_rate = mixed.node_rate = law.drive_rate / 2.0;
    assert_within(durability_continuous(&mixed, false, *state), durability_continuous(&law, false, *state), 1e-12);
    assert_within(durability_disjoint(&mixed), durability_disjoint(&law), 1e-12);
}

/* Two strips with a node, of 2 + 2 without drives' losses: nodes a and b, each at rate 1 a year; both within a repair of R:
 * 2 losses a year x chance that the other follows before both strips are back (means R/2 + R with independent repairs). */
static void strips_that_go_together_are_lost_sooner(void **state)
{
    static const double two[3] = { 0.0, 0.0, 1.0 };
    const double repair = 1e-6;
    struct durability_law law = { 4.0, 2.0, 0.0, 1.0, repair, two, 3 };
    /* With both strips of a gone, a strip of b is fatal: at rate 2/2. After the first is back (R/2), one is gone: 3 strips
     * left, a node's worth of them at 3/2 and two more are fatal (R later). */
    assert_within(durability_continuous(&law, false, *state), -expm1(-2.0 * (1.0 * repair / 2.0 + 1.5 * repair)), 1e-5);
}

/* No parity: the first loss is the end. One strip at 1 % a year, each of 10: 1 − e^(−0.1); by periods of a day likewise. */
static void without_parity_the_first_loss_is_the_end(void **state)
{
    static const double none[1] = { 1.0 };
    struct durability_law law = { 10.0, 1.0, 0.01, 0.0, 1.0 / 365.0, none, 1 };
    assert_within(durability_continuous(&law, false, *state), -expm1(-0.1), 1e-12);
    assert_within(durability_disjoint(&law), -expm1(-0.1), 1e-4);
}

/* 12+2+2 loses 252 of 1,820 patterns of four: between a code of 3 and one of 4 parities. */
static void local_groups_lose_some_patterns_sooner(void **state)
{
    static const double local[5] = { 0.0, 0.0, 0.0, 252.0 / 1820.0, 1.0 }, all[5] = { 0.0, 0.0, 0.0, 0.0, 1.0 };
    struct durability_law law = { 16.0, 1.0, 0.014, 0.0, 1e-3, local, 5 }, four = law, of_three = law;
    four.fatal = all;
    of_three.fatal = three;
    of_three.n_fatal = 4;
    const double lrc = durability_continuous(&law, false, *state), best = durability_continuous(&four, false, *state), worst = durability_continuous(&of_three, false, *state);
    assert_true(best < lrc && lrc < worst);
    assert_within(lrc, worst * 252.0 / 1820.0 + best, 0.03);
}

static void nothing_fails_nothing_is_lost(void **state)
{
    struct durability_law law = backblaze();
    law.drive_rate = 0.0;
    assert_true(durability_disjoint(&law) == 0.0 && durability_continuous(&law, false, *state) == 0.0);
    assert_true(isinf(durability_nines(0.0)));
    assert_near(durability_nines(1e-11), 11.0);
}

static int begin(void **state) { *state = arena_new(); return 0; }
static int end(void **state) { arena_free(*state); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(v24_by_disjoint_periods_is_the_published_figure, begin, end),
        cmocka_unit_test_setup_teardown(v24_in_continuous_time_is_four_times_that, begin, end),
        cmocka_unit_test_setup_teardown(v24_one_repair_at_a_time_is_six_times_that, begin, end),
        cmocka_unit_test_setup_teardown(a_node_of_one_strip_is_as_a_drive, begin, end),
        cmocka_unit_test_setup_teardown(strips_that_go_together_are_lost_sooner, begin, end),
        cmocka_unit_test_setup_teardown(without_parity_the_first_loss_is_the_end, begin, end),
        cmocka_unit_test_setup_teardown(local_groups_lose_some_patterns_sooner, begin, end),
        cmocka_unit_test_setup_teardown(nothing_fails_nothing_is_lost, begin, end),
    };
    return cmocka_run_group_tests_name("durability", tests, NULL, NULL);
}
