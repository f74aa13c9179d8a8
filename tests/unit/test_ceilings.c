#include "tests/lib/near.h"

#include "run/ceilings.h"
#include "run/run.h"
#include "tests/lib/plan_fixture.h"

/* One level that is half full at 80 kW of IT in normal running and, in its worst case, full at 64 kW; one loss besides, full at 75 kW. */
static void add_tree(struct plan_fixture *fixture)
{
    struct plan_power_tree *tree = &fixture->plan.power.tree;
    fixture->plan.power.it_max_w = 80e3;
    tree->levels = ARENA_NEW(fixture->arena, struct plan_power_level);
    tree->cases = ARENA_NEW(fixture->arena, struct plan_power_case);
    tree->levels[0] = (struct plan_power_level){ .utilisation = 0.5, .worst_utilisation = 1.25, .load_w = 96e3 };
    tree->cases[0] = (struct plan_power_case){ .it_limit_w = 75e3 };
    tree->n_levels = tree->n_cases = 1;
}

static void time_above_each_ceiling_is_added_up(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    add_tree(fixture);
    struct ceilings ceilings = ceilings_of(&fixture->plan.power, fixture->arena);
    ceilings_pass(&ceilings, 64e3, 1.0);
    ceilings_pass(&ceilings, 70e3, 2.0);
    ceilings_pass(&ceilings, 76e3, 4.0);
    ceilings_pass(&ceilings, 200e3, 8.0);
    assert_near(ceilings.over_s[ceilings_level(0, false)], 8.0);
    assert_near(ceilings.over_s[ceilings_level(0, true)], 14.0);
    assert_near(ceilings.over_s[ceilings_case(1, 0)], 12.0);
    ceilings_restart(&ceilings);
    assert_true(ceilings.over_s[ceilings_case(1, 0)] == 0.0);
    plan_fixture_free(fixture);
}

static void without_a_tree_nothing_is_over(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    struct ceilings ceilings = ceilings_of(&fixture->plan.power, fixture->arena);
    ceilings_pass(&ceilings, 1e12, 1.0);
    assert_int_equal(ceilings.n, 0);
    plan_fixture_free(fixture);
}

/* 40 GPUs stand still for 5 s of every 100 s. Standing they draw 30 kW with the other 60, at work 40 kW more; 1.1 kW of storage (and a
 * little while it writes) and 0.5 kW besides: 71.6 kW for 95 % of the time. Above 64 kW but not above 75. */
static void a_run_says_for_which_part_of_the_time_a_loss_would_be_too_much(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    add_tree(fixture);
    plan_fixture_job(fixture, "job", 1, 40, 0.0);
    plan_fixture_checkpoint(fixture, CHECKPOINT_ASYNC, 1e6, 1e6, 100.0, 5.0);
    struct replication *outcome = run_replication(&fixture->plan, 0.0, 0, fixture->arena);
    assert_within(outcome->over_s[ceilings_level(0, true)], 950.0, 0.01);
    assert_true(outcome->over_s[ceilings_level(0, false)] == 0.0);
    assert_true(outcome->over_s[ceilings_case(1, 0)] == 0.0);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_above_each_ceiling_is_added_up),
        cmocka_unit_test(without_a_tree_nothing_is_over),
        cmocka_unit_test(a_run_says_for_which_part_of_the_time_a_loss_would_be_too_much),
    };
    return cmocka_run_group_tests_name("ceilings", tests, NULL, NULL);
}
