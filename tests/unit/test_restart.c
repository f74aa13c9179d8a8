#include "run/outcome.h"
#include "run/run.h"
#include "tests/lib/blows.h"

/* One job of 100 GPUs; 10 GB written at 1 GB/s every 100 s, of which it stands still for 5. Load constant: the first snapshot is taken from 47.5
 * to 52.5 s and durable at 62.5, the next from 147.5 to 152.5 and at 162.5. Interrupted, it takes 10 s to notice, 20 s to stand, 4 s to read 40 GB. */
static struct plan_fixture *one_job(enum checkpoint_mode mode, double length_s)
{
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.load = LOAD_CONSTANT;
    fixture->scenario.study.length_s = plan_fixture_given(length_s);
    plan_fixture_job(fixture, "all", 1.0, 100.0, 0.0);
    plan_fixture_checkpoint(fixture, mode, 10e9, 1e9, 100.0, 5.0);
    plan_fixture_restart(fixture, 10.0, 20.0, 40e9);
    plan_fixture_cause(fixture, "blow", HUGE_VAL);
    return fixture;
}

/* At 100 s it has 95 s of work, of which 47.5 are on storage; it computes again at 134. By 300 s: 95 + 166 less 5 of the snapshot at 229. */
static void it_goes_on_from_the_newest_checkpoint_on_storage(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 300.0);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 100.0 } }, 1);
    const struct job_account *job = &outcome->jobs[0];
    assert_near(job->lost, 100.0 * 47.5);
    assert_near(job->restarting, 100.0 * 34.0);
    assert_near(job->checkpoint_stalled, 100.0 * 10.0);
    assert_near(job->useful, 100.0 * (300.0 - 47.5 - 34.0 - 10.0));
    assert_near(job->down_s.mean, 34.0);
    assert_near(job->load_s.mean, 4.0);
    assert_near(job->restored_bytes, 40e9);
    assert_near(outcome->causes[0].count, 1.0);
    assert_near(outcome->causes[0].lost, job->lost);
    assert_near(outcome->causes[0].restarting, job->restarting);
    assert_near(outcome->meters[REPLICATION_READ].integral, 40e9);
    plan_fixture_free(fixture);
}

/* At 55 s 2.5 GB are on their way to storage and nothing is there: 50 s of work are lost, what was written is free again. */
static void a_checkpoint_not_yet_durable_is_no_help(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 150.0);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 55.0 } }, 1);
    assert_near(outcome->jobs[0].lost, 100.0 * 50.0);
    assert_near(outcome->meters[REPLICATION_WRITE].integral, 2.5e9);
    assert_true(outcome->jobs[0].completed == 0.0);
    assert_near(outcome->used_max_bytes, 2.5e9);
    assert_true(outcome->used_end_bytes == 0.0);
    plan_fixture_free(fixture);
}

/* 3 s into the snapshot: those 3 s count for the checkpoint, 47.5 are lost, and the next is due a full 95 s after it computes again at 84.5. */
static void it_may_be_hit_while_it_stands_still_for_a_checkpoint(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 184.5);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 50.5 } }, 1);
    assert_near(outcome->jobs[0].checkpoint_stalled, 100.0 * (3.0 + 5.0));
    assert_near(outcome->jobs[0].lost, 100.0 * 47.5);
    assert_near(outcome->jobs[0].useful, 100.0 * 95.0);
    plan_fixture_free(fixture);
}

/* 10 GB in 10 s while it stands still, from 47.5 s on: at 50.5 s three of them are given up. */
static void a_synchronous_one_that_is_broken_off_is_given_up(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_SYNC, 100.0);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 50.5 } }, 1);
    assert_near(outcome->jobs[0].checkpoint_stalled, 100.0 * 3.0);
    assert_near(outcome->meters[REPLICATION_WRITE].integral, 3e9);
    assert_near(outcome->jobs[0].useful, 100.0 * 15.5);
    plan_fixture_free(fixture);
}

/* Hit again at 120 and, reading, at 152 s: it begins anew each time, and what is read for nothing is read. Down from 100 to 186 s. */
static void another_interruption_begins_all_of_it_anew(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 250.0);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 100.0 }, { .at_s = 120.0 }, { .at_s = 152.0 } }, 3);
    const struct job_account *job = &outcome->jobs[0];
    assert_near(job->interruptions, 3.0);
    assert_near(job->lost, 100.0 * 47.5);
    assert_near(job->restarting, 100.0 * 86.0);
    assert_near(job->down_s.mean, 86.0);
    assert_true(job->down_s.n == 1 && job->restores == 1.0);
    assert_near(job->restored_bytes, 60e9);
    plan_fixture_free(fixture);
}

/* Eight GPUs away for 50 s, no spares: noticed at 110, whole at 150, computing at 174. What strikes while it waits strikes nobody. */
static void without_spares_it_waits_for_repair(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 250.0);
    struct blow blows[] = { { .at_s = 100.0, .hit = { .gpus = 8.0, .repair_ns = world_ns(50.0) } }, { .at_s = 130.0 } };
    struct replication *outcome = blows_run(fixture, blows, 2);
    assert_near(outcome->jobs[0].restarting, 100.0 * 74.0);
    assert_near(outcome->causes[0].waited, 100.0 * 40.0);
    assert_near(outcome->causes[0].count, 1.0);
    plan_fixture_free(fixture);
}

/* Twelve spares replace eight at once; eight more, while those are away until 400 s, are four too many: noticed at 210, whole at 400, computing at 424. */
static void spares_stand_in_until_they_are_used_up(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 500.0);
    fixture->jobs[0].restart.spares = plan_fixture_given(12.0);
    struct blow blows[] = { { .at_s = 100.0, .hit = { .gpus = 8.0, .repair_ns = world_ns(300.0) } }, { .at_s = 200.0, .hit = { .gpus = 8.0, .repair_ns = world_ns(300.0) } } };
    struct replication *outcome = blows_run(fixture, blows, 2);
    assert_near(outcome->jobs[0].restarting, 100.0 * (34.0 + 224.0));
    assert_near(outcome->causes[0].waited, 100.0 * 190.0);
    plan_fixture_free(fixture);
}

/* Another job of 100 GPUs that asks for all there is: each gets 5 GB/s, so 40 GB take 8 s, and the other is held to half its speed meanwhile;
 * and to 0.8 for 10 s while each of two checkpoints takes 2 of 10 drives. */
static void its_reads_compete_with_everybodys(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 300.0);
    fixture->scenario.site.gpus = plan_fixture_given(200.0);
    plan_fixture_job(fixture, "other", 1.0, 100.0, 10e9);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 100.0 } }, 1);
    assert_near(outcome->jobs[0].load_s.mean, 8.0);
    assert_near(outcome->jobs[1].read_stalled, 100.0 * (4.0 + 2.0 * 2.0));
    assert_near(outcome->meters[REPLICATION_READ].max, 10e9);
    plan_fixture_free(fixture);
}

/* Warm-up until 90 s: of the 47.5 s that are lost at 100 only the 10 made in the measured time can be lost from it. */
static void only_measured_work_is_lost_from_the_measured_time(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 300.0);
    struct world *world = world_new(&fixture->plan, (struct world_spec){ .warm_up_ns = world_ns(90.0), .measured_ns = world_ns(210.0) }, fixture->arena);
    struct blow blow = { .at_s = 100.0, .world = world };
    des_schedule(world->des, world_ns(blow.at_s), DES_ARRIVAL, blow_falls, &blow, 0);
    world_run(world);
    struct replication *outcome = outcome_of(world, fixture->arena);
    assert_true(outcome->audit.worst <= 1e-9);
    assert_near(outcome->jobs[0].lost, 100.0 * 10.0);
    assert_near(outcome->jobs[0].useful, 100.0 * (210.0 - 10.0 - 34.0 - 5.0));
    world_end(world);
    plan_fixture_free(fixture);
}

/* --- the renewal law ------------------------------------------------------------------------ */

/* Useful part of a year of a job that is interrupted every 25 min, computes for work_s and stands still for blocking_s, the mean of three. */
static double useful_part(double work_s, double blocking_s, double restart_s)
{
    const double length_s = 365.0 * 86400.0;
    struct arena *scratch = arena_new();
    double useful = 0.0;
    for (int32_t i = 0; i < 3; i++) {
        struct plan_fixture *fixture = plan_fixture_new();
        fixture->scenario.study.length_s = plan_fixture_given(length_s);
        plan_fixture_job(fixture, "all", 1.0, 100.0, 0.0);
        plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, blocking_s * 1e9, 1e9, work_s + blocking_s, blocking_s);
        fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = 1e18;
        plan_fixture_restart(fixture, 0.0, restart_s, 0.0);
        plan_fixture_cause(fixture, "any", 1500.0);
        const struct replication *outcome = run_replication(&fixture->plan, 0.0, i, scratch);
        assert_true(outcome->audit.worst <= 1e-9);
        useful += outcome->jobs[0].useful / 100.0 / length_s / 3.0;
        plan_fixture_free(fixture);
        arena_reset(scratch);
    }
    arena_free(scratch);
    return useful;
}

/* At Daly's interval for 5 and for 70 s of blocking: 119.2 and 412.8 s of computing (plan/daly.h); test_renewal.c has the same four by the law. */
static void goodput_is_that_of_the_renewal_law(void **state)
{
    (void)state;
assert_within(useful_part(119.16, 5.0, 180.0), 0.8165, 0.01);
    assert_within(useful_part(412.78, 70.0, 180.0), 0.643, 0.01);
    assert_within(useful_part(119.16, 5.0, 600.0), 0.617, 0.01);
    assert_within(useful_part(412.78, 70.0, 600.0), 0.486, 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_goes_on_from_the_newest_checkpoint_on_storage),
        cmocka_unit_test(a_checkpoint_not_yet_durable_is_no_help),
        cmocka_unit_test(it_may_be_hit_while_it_stands_still_for_a_checkpoint),
        cmocka_unit_test(a_synchronous_one_that_is_broken_off_is_given_up),
        cmocka_unit_test(another_interruption_begins_all_of_it_anew),
        cmocka_unit_test(without_spares_it_waits_for_repair),
        cmocka_unit_test(spares_stand_in_until_they_are_used_up),
        cmocka_unit_test(its_reads_compete_with_everybodys),
        cmocka_unit_test(only_measured_work_is_lost_from_the_measured_time),
        cmocka_unit_test(goodput_is_that_of_the_renewal_law),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
