#include "tests/lib/near.h"

#include "run/barrier.h"
#include "run/run.h"
#include "tests/lib/plan_fixture.h"

static struct replication *run(struct plan_fixture *fixture, int32_t index)
{
    struct replication *outcome = run_replication(&fixture->plan, 0.0, index, fixture->arena);
    assert_true(outcome->audit.worst <= 1e-9);
    return outcome;
}

/* 3 of 20 GPUs and 1 of 30: 10 idle. */
static void every_second_of_every_gpu_is_in_one_account(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "mid", 3.0, 20.0, 4e9);
    plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, 10e9, 1e9, 110.0, 10.0);
    plan_fixture_job(fixture, "big", 1.0, 30.0, 6e9);
    plan_fixture_checkpoint(fixture, CHECKPOINT_ASYNC, 10e9, 1e9, 100.0, 5.0);
    struct replication *outcome = run(fixture, 0);
    double spent = outcome->idle;
    for (int j = 0; j < 2; j++) spent += outcome->jobs[j].useful + outcome->jobs[j].read_stalled + outcome->jobs[j].checkpoint_stalled;
    assert_near(outcome->idle, 10.0 * 1000.0);
    assert_near(spent, 100.0 * 1000.0);
    assert_true(outcome->jobs[0].completed >= 3.0 * 9.0 - 3.0 && outcome->jobs[0].read_stalled > 0.0);
    plan_fixture_free(fixture);
}

/* Ten in step would write at 10 GB/s at once; their first ones are due at random, so most of the time fewer do. */
static void jobs_do_not_checkpoint_in_step(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "mid", 10.0, 10.0, 0.0);
    plan_fixture_checkpoint(fixture, CHECKPOINT_ASYNC, 0.1e9, 0.1e9, 100.0, 1.0);
    struct replication *one = run(fixture, 0), *other = run(fixture, 1);
    assert_true(one->meters[REPLICATION_WRITE].max < 1e9);
    assert_true(one->meters[REPLICATION_WRITE].max >= 0.1e9);
    assert_true(one->jobs[0].checkpoint_stalled != other->jobs[0].checkpoint_stalled || one->meters[REPLICATION_WRITE].max != other->meters[REPLICATION_WRITE].max
                || one->jobs[0].duration_s.mean != other->jobs[0].duration_s.mean || one->meters[REPLICATION_WRITE].integral != other->meters[REPLICATION_WRITE].integral);
    plan_fixture_free(fixture);
}

/* Storage is plenty: what is added meets nobody, and "mid" has the same luck to the last bit. */
static void a_job_more_does_not_change_anothers_luck(void **state)
{
    (void)state;
    struct plan_fixture *alone = plan_fixture_new(), *both = plan_fixture_new();
    plan_fixture_job(both, "other", 2.0, 10.0, 0.1e9);
    plan_fixture_checkpoint(both, CHECKPOINT_ASYNC, 0.1e9, 0.1e9, 70.0, 1.0);
    plan_fixture_job(alone, "mid", 3.0, 10.0, 0.1e9);
    plan_fixture_checkpoint(alone, CHECKPOINT_ASYNC, 0.1e9, 0.1e9, 100.0, 1.0);
    plan_fixture_job(both, "mid", 3.0, 10.0, 0.1e9);
    plan_fixture_checkpoint(both, CHECKPOINT_ASYNC, 0.1e9, 0.1e9, 100.0, 1.0);
    alone->planned_jobs[0].read_mean_bytes_per_s = both->planned_jobs[1].read_mean_bytes_per_s = 0.05e9;
    struct replication *a = run(alone, 3), *b = run(both, 3);
    assert_near(a->jobs[0].useful, b->jobs[1].useful);
    assert_near(a->jobs[0].completed_bytes, b->jobs[1].completed_bytes);
    plan_fixture_free(alone);
    plan_fixture_free(both);
}

/* 100 ranks with 5 % of jitter: each step takes 1.1254 times as long; the rest is waiting, counted by itself. */
static void jitter_prolongs_steps_by_the_slowest_rank(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, 1e9);
    fixture->scenario.study.jitter = plan_fixture_given(0.05);
    struct replication *outcome = run(fixture, 0);
    assert_near(outcome->jobs[0].useful, 100.0 * 1000.0 / (1.0 + 0.05 * 2.50759363));
    assert_near(outcome->jobs[0].useful + outcome->jobs[0].waiting, 100.0 * 1000.0);
    fixture->scenario.study.load = LOAD_CONSTANT;
    outcome = run(fixture, 0);
    assert_near(outcome->jobs[0].useful, 100.0 * 1000.0);
    plan_fixture_free(fixture);
}

/* The first 55 s, with a checkpoint from 50 to 60, are left out: 5 s of that one and ten more of 10 s are measured. */
static void statistics_begin_after_the_warm_up(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.load = LOAD_CONSTANT;
    plan_fixture_job(fixture, "all", 1.0, 100.0, 0.0);
    plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, 10e9, 1e9, 110.0, 10.0);
    fixture->scenario.study.length_s = plan_fixture_given(105.0 + 9.0 * 110.0);
    struct replication *outcome = run_replication(&fixture->plan, 55.0, 0, fixture->arena);
    assert_near(outcome->measured_s, 1095.0);
    assert_near(outcome->jobs[0].checkpoint_stalled, 100.0 * (5.0 + 9.0 * 10.0));
    assert_near(outcome->meters[REPLICATION_WRITE].integral, 95e9);
    assert_near(outcome->jobs[0].completed, 10.0);
    assert_true(outcome->audit.worst <= 1e-9);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_second_of_every_gpu_is_in_one_account),
        cmocka_unit_test(jobs_do_not_checkpoint_in_step),
        cmocka_unit_test(a_job_more_does_not_change_anothers_luck),
        cmocka_unit_test(jitter_prolongs_steps_by_the_slowest_rank),
        cmocka_unit_test(statistics_begin_after_the_warm_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
