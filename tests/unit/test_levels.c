#include "tests/lib/blows.h"

static struct checkpoint_level levels[2];

/* As in test_restart.c: a snapshot from 47.5 to 52.5 s, durable on storage at 62.5; 10 s to notice, 20 s to stand, 4 s to read. `every_s` 0: a level without a
 * cadence; load constant. */
static struct plan_fixture *one_job(enum checkpoint_mode mode, double length_s, double every_s, double write_s, double share)
{
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.load = LOAD_CONSTANT;
    fixture->scenario.study.length_s = plan_fixture_given(length_s);
    plan_fixture_job(fixture, "all", 1.0, 100.0, 0.0);
    plan_fixture_checkpoint(fixture, mode, 10e9, 1e9, 100.0, 5.0);
    plan_fixture_restart(fixture, 10.0, 20.0, 40e9);
    plan_fixture_cause(fixture, "blow", HUGE_VAL);
    levels[0] = (struct checkpoint_level){ .name = "near", .every_s = every_s > 0.0 ? plan_fixture_given(every_s) : plan_fixture_absent(),
                                           .write_s = plan_fixture_given(write_s), .share = plan_fixture_given(share) };
    fixture->jobs[0].checkpoint.levels = levels;
    fixture->jobs[0].checkpoint.n_levels = 1;
    return fixture;
}

/* Copied from 52.5 to 54.5 s; at 60, before storage has it, 47.5 s of work are safe: 7.5 lost, 2 s to load, nothing read. */
static void a_copy_near_by_serves_a_restart(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 150.0, 0.0, 2.0, 0.9);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 60.0, .hit = { .luck = 0.89 } } }, 1);
    assert_near(outcome->jobs[0].lost, 100.0 * 7.5);
    assert_near(outcome->jobs[0].restarting, 100.0 * 32.0);
    assert_true(outcome->jobs[0].restored_bytes == 0.0);
    plan_fixture_free(fixture);
}

/* Luck 0.9 and above takes the copy with it: 55 s of work lost, all of it. At 114, with 20 s done since, the level still holds nothing. */
static void what_it_cannot_outlast_it_does_not_serve(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 180.0, 0.0, 2.0, 0.9);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 60.0, .hit = { .luck = 0.9 } }, { .at_s = 114.0, .hit = { .luck = 0.0 } } }, 2);
    assert_near(outcome->jobs[0].lost, 100.0 * (55.0 + 20.0));
    assert_near(outcome->jobs[0].restores, 2.0);
    plan_fixture_free(fixture);
}

/* At 54 s the copy isn't there yet. */
static void a_copy_under_way_is_lost(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 150.0, 0.0, 2.0, 1.0);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 54.0 } }, 1);
    assert_near(outcome->jobs[0].lost, 100.0 * 49.0);
    plan_fixture_free(fixture);
}

/* Every 30 s it stands still for 1: from 29, 59 (within which a snapshot moves nothing) ... It holds 29 s at 30 s. Hit at 45: 15 lost. It
 * computes on at 45 + 31 = 76 and copies from 105 to 106. */
static void a_level_with_a_cadence_stops_the_job_for_each_copy(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_NONE, 110.0, 30.0, 1.0, 1.0);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 45.0 } }, 1);
    assert_near(outcome->jobs[0].lost, 100.0 * 15.0);
    assert_near(outcome->jobs[0].restarting, 100.0 * 31.0);
    assert_near(outcome->jobs[0].checkpoint_stalled, 100.0 * 2.0);
    assert_near(outcome->jobs[0].useful, 100.0 * (110.0 - 15.0 - 31.0 - 2.0));
    plan_fixture_free(fixture);
}

/* 5 s to flash from 47.5 s, 10 s to storage from 52.5. Hit at 55 with the flash safe, the drain goes on: durable at 62.5. When at 100 the flash goes
 * too (it computes since 87), storage has the 47.5 s. */
static void a_drain_from_flash_that_outlasts_it_goes_on(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_TWO_TIER, 140.0, 0.0, 0.0, 0.5);
    struct blow blows[] = { { .at_s = 55.0, .hit = { .luck = 0.1 } }, { .at_s = 100.0, .hit = { .luck = 0.6 } } };
    struct replication *outcome = blows_run(fixture, blows, 2);
    assert_near(outcome->jobs[0].completed, 1.0);
    assert_near(outcome->jobs[0].lost, 100.0 * (2.5 + 15.0));
    assert_near(outcome->jobs[0].restarting, 100.0 * (30.0 + 34.0));
    assert_near(outcome->jobs[0].restored_bytes, 40e9);
    plan_fixture_free(fixture);
}

/* The same without the luck: given up. */
static void a_drain_whose_flash_is_gone_is_given_up(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_TWO_TIER, 140.0, 0.0, 0.0, 0.5);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 55.0, .hit = { .luck = 0.6 } } }, 1);
    assert_true(outcome->jobs[0].completed == 0.0);
    assert_near(outcome->jobs[0].lost, 100.0 * 50.0);
    assert_near(outcome->meters[REPLICATION_WRITE].integral, 2.5e9);
    plan_fixture_free(fixture);
}

/* Held at 52.5 s; the next, taken from 147.5 to 152.5, takes 10 s more to be held: hit at 155, it drains to storage but isn't held, so the drain is given up with
 * what it was written from, and the job falls back behind it. */
static void a_drain_ahead_of_its_copy_is_given_up(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_TWO_TIER, 170.0, 0.0, 10.0, 1.0);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 155.0 } }, 1);
    assert_near(outcome->jobs[0].completed, 1.0);
    assert_near(outcome->jobs[0].lost, 100.0 * 97.5);
    assert_near(outcome->meters[REPLICATION_WRITE].integral, 12.5e9);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_near_by_serves_a_restart),
        cmocka_unit_test(what_it_cannot_outlast_it_does_not_serve),
        cmocka_unit_test(a_copy_under_way_is_lost),
        cmocka_unit_test(a_level_with_a_cadence_stops_the_job_for_each_copy),
        cmocka_unit_test(a_drain_from_flash_that_outlasts_it_goes_on),
        cmocka_unit_test(a_drain_whose_flash_is_gone_is_given_up),
        cmocka_unit_test(a_drain_ahead_of_its_copy_is_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
