#include "run/run.h"
#include "tests/lib/blows.h"

/* 100 s of work of one job of 50 GPUs that doesn't read, in 1,000 s. */
static struct plan_fixture *one_job(double length_s, double work_s)
{
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.load = LOAD_CONSTANT;
    fixture->scenario.study.length_s = plan_fixture_given(length_s);
    plan_fixture_job(fixture, "all", 1.0, 50.0, 0.0);
    fixture->jobs[0].work_s = plan_fixture_given(work_s);
    return fixture;
}

/* Two standstills of 10 s, at 22.5 and 77.5 s: done at 120; 880 s of its GPUs are nobody's then. */
static void a_job_ends_when_its_work_is_done(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(1000.0, 100.0);
    plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, 10e9, 1e9, 55.0, 10.0);
    struct replication *outcome = blows_run(fixture, NULL, 0);
    assert_near(outcome->jobs[0].finished_s.mean, 120.0);
    assert_near(outcome->jobs[0].useful, 50.0 * 100.0);
    assert_near(outcome->jobs[0].over, 50.0 * 880.0);
    assert_near(outcome->jobs[0].completed, 2.0);
    plan_fixture_free(fixture);
}

/* It asks for twice what storage gives. */
static void it_ends_later_where_reads_hold_it_up(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(1000.0, 100.0);
    fixture->planned_jobs[0].read_mean_bytes_per_s = fixture->planned_jobs[0].read_peak_bytes_per_s = 20e9;
    assert_near(blows_run(fixture, NULL, 0)->jobs[0].finished_s.mean, 200.0);
    plan_fixture_free(fixture);
}

/* Nothing is saved: at 60 s all is lost; 15 s to restart. What strikes it when it is done doesn't matter. */
static void lost_work_is_done_again(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(1000.0, 100.0);
    plan_fixture_restart(fixture, 5.0, 10.0, 0.0);
    plan_fixture_cause(fixture, "blow", HUGE_VAL);
    struct replication *outcome = blows_run(fixture, (struct blow[]){ { .at_s = 60.0 }, { .at_s = 500.0 } }, 2);
    assert_near(outcome->jobs[0].finished_s.mean, 175.0);
    assert_near(outcome->jobs[0].interruptions, 1.0);
    plan_fixture_free(fixture);
}

/* 5 % of jitter over 50 ranks: each step takes so much longer. */
static void jitter_puts_its_end_off(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(1000.0, 100.0);
    fixture->scenario.study.load = LOAD_VARYING;
    fixture->scenario.study.jitter = plan_fixture_given(0.05);
    struct replication *outcome = run_replication(&fixture->plan, 0.0, 0, fixture->arena);
    assert_near(outcome->jobs[0].finished_s.mean, outcome->jobs[0].waiting / 50.0 + 100.0);
    assert_true(outcome->jobs[0].finished_s.mean > 110.0 && outcome->audit.worst <= 1e-9);
    plan_fixture_free(fixture);
}

/* --- Daly 2006 ------------------------------------------------------------------------------- */

/* 500 h of work, 5 min to write, 10 min to restart: mean wall time over `n` replications, each computing for interval_min between two. */
static double mean_wall_h(double mtti_min, double interval_min, double length_h, int32_t n)
{
    struct tally wall_h = { 0 };
    struct arena *scratch = arena_new();
    for (int32_t i = 0; i < n; i++) {
        struct plan_fixture *fixture = one_job(length_h * 3600.0, 500.0 * 3600.0);
        fixture->scenario.study.load = LOAD_VARYING;
        plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, 300e9, 1e9, (interval_min + 5.0) * 60.0, 300.0);
        plan_fixture_restart(fixture, 0.0, 600.0, 0.0);
        plan_fixture_cause(fixture, "any", mtti_min * 60.0);
        const struct replication *outcome = run_replication(&fixture->plan, 0.0, i, scratch);
        assert_true(outcome->audit.worst <= 1e-9 && outcome->jobs[0].finished_s.n == 1);
        tally_add(&wall_h, outcome->jobs[0].finished_s.mean / 3600.0);
        plan_fixture_free(fixture);
        arena_reset(scratch);
    }
    arena_free(scratch);
    return wall_h.mean;
}

/* V20 of the published cases: MTBF of 24 h, 6 h, 15 min; the best interval is 117, 57, 9.1 min (test_daly.c). */
static void the_published_job_takes_as_long_as_published(void **state)
{
    (void)state;
    assert_published("MTBF of 24 h, simulated wall time, h", mean_wall_h(1440.0, 117.0, 1200.0, 80), 547.9, 0.01);
    assert_published("MTBF of 6 h, simulated wall time, h", mean_wall_h(360.0, 57.0, 1200.0, 80), 610.2, 0.01);
    assert_published("MTBF of 15 min, simulated wall time, h", mean_wall_h(15.0, 9.1, 5000.0, 40), 2504.0, 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_ends_when_its_work_is_done),
        cmocka_unit_test(it_ends_later_where_reads_hold_it_up),
        cmocka_unit_test(lost_work_is_done_again),
        cmocka_unit_test(jitter_puts_its_end_off),
        cmocka_unit_test(the_published_job_takes_as_long_as_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
