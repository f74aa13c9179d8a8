#include "tests/lib/near.h"

#include "run/run.h"
#include "tests/lib/plan_fixture.h"

/* 100 GPUs that want `peak_gb` GB/s in bursts of 60 s and `mean_gb` on average; media give 10 GB/s. */
static struct plan_fixture *bursty(double peak_gb, double mean_gb, double prefetch_s, double length_s)
{
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, peak_gb * 1e9);
    fixture->planned_jobs[0].read_mean_bytes_per_s = mean_gb * 1e9;
    fixture->scenario.demand.read_prefetch_s = plan_fixture_given(prefetch_s);
    fixture->scenario.study.length_s = plan_fixture_given(length_s);
    return fixture;
}

static struct replication *run(struct plan_fixture *fixture)
{
    struct replication *outcome = run_replication(&fixture->plan, 0.0, 0, fixture->arena);
    assert_true(outcome->audit.worst <= 1e-9);
    return outcome;
}

/* 60 s at 6 GB/s, gaps of 60 s on average: about 8,300 bursts, whose number is known to 0.8 %. */
static void bursts_and_gaps_make_the_mean(void **state)
{
    (void)state;
    struct plan_fixture *fixture = bursty(6.0, 3.0, 0.0, 1e6);
    struct replication *outcome = run(fixture);
    assert_within(outcome->meters[REPLICATION_READ].integral / 1e6, 3e9, 0.03);
    assert_near(outcome->meters[REPLICATION_READ].max, 6e9);
    assert_true(outcome->meters[REPLICATION_READ].min == 0.0);
    assert_near(outcome->jobs[0].useful, 100.0 * 1e6);
    plan_fixture_free(fixture);
}

/* 20 GB/s asked, 10 given: each burst takes 120 s, 60 of them lost, 1,200 GB read. */
static void a_burst_held_up_lasts_until_its_bytes_are_there(void **state)
{
    (void)state;
    struct plan_fixture *fixture = bursty(20.0, 5.0, 0.0, 1e6);
    struct replication *outcome = run(fixture);
    double bursts = outcome->meters[REPLICATION_READ].integral / 1200e9;
    assert_within(outcome->jobs[0].read_stalled / 100.0, 60.0 * bursts, 1e-9);
    assert_within(bursts, 1e6 / 300.0, 0.05);
    plan_fixture_free(fixture);
}

/* 12 GB/s asked, 10 given, 5 s = 60 GB in the buffer: it lasts 30 s, then the job runs at 10/12. */
static void a_buffer_lasts_as_long_as_its_bytes(void **state)
{
    (void)state;
    struct plan_fixture *fixture = bursty(12.0, 12.0, 5.0, 1000.0);
    struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].useful, 100.0 * (30.0 + 970.0 * 10.0 / 12.0));
    assert_near(outcome->jobs[0].read_stalled, 100.0 * 970.0 * 2.0 / 12.0);
    plan_fixture_free(fixture);
}

/* 15 s = 300 GB in the buffer: it covers 30 s of a burst of 60; the other 600 GB take 60 s, so 30 s are lost, not 60.
 * Gaps of 5,940 s on average nearly always fill it again. */
static void a_buffer_shortens_what_bursts_cost_and_is_filled_in_gaps(void **state)
{
    (void)state;
    struct plan_fixture *fixture = bursty(20.0, 0.2, 15.0, 3e6);
    struct replication *outcome = run(fixture);
    double bursts = outcome->meters[REPLICATION_READ].integral / 1200e9;
    assert_within(outcome->jobs[0].read_stalled / 100.0, 30.0 * bursts, 0.03);
    assert_true(bursts > 300.0);
    plan_fixture_free(fixture);
}

/* Without trouble 30 s of buffer cost nothing and give nothing: it never runs empty. */
static void a_buffer_that_is_not_needed_changes_nothing(void **state)
{
    (void)state;
    struct plan_fixture *fixture = bursty(6.0, 3.0, 30.0, 1e5);
    struct replication *with = run(fixture);
    fixture->scenario.demand.read_prefetch_s = plan_fixture_given(0.0);
    struct replication *without = run(fixture);
    assert_near(with->jobs[0].useful, without->jobs[0].useful);
    assert_near(with->meters[REPLICATION_READ].integral, without->meters[REPLICATION_READ].integral);
    plan_fixture_free(fixture);
}

/* A synchronous checkpoint of 10 s every 110 s; reading and its gaps stand still meanwhile. */
static void reading_pauses_while_the_job_stands_still(void **state)
{
    (void)state;
    struct plan_fixture *fixture = bursty(6.0, 3.0, 0.0, 1e6);
    plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, 10e9, 1e9, 110.0, 10.0);
    struct replication *outcome = run(fixture);
    assert_within(outcome->jobs[0].checkpoint_stalled, 100.0 * 1e6 / 11.0, 1e-3);
    assert_true(outcome->jobs[0].read_stalled <= 1e-9 * outcome->jobs[0].useful);
    assert_within(outcome->meters[REPLICATION_READ].integral / 1e6, 3e9 * 10.0 / 11.0, 0.03);
    plan_fixture_free(fixture);
}

/* Constant: 3 GB/s all the time, whatever the peak. */
static void a_constant_load_reads_at_its_mean(void **state)
{
    (void)state;
    struct plan_fixture *fixture = bursty(6.0, 3.0, 10.0, 1000.0);
    fixture->scenario.study.load = LOAD_CONSTANT;
    struct replication *outcome = run(fixture);
    assert_near(outcome->meters[REPLICATION_READ].min, 3e9);
    assert_near(outcome->meters[REPLICATION_READ].max, 3e9);
    plan_fixture_free(fixture);
}

/* 25 trays of 0.1 GB/s at 80 %: 2 GB/s of 4 asked, and no storage is to blame. */
static void the_nics_of_the_trays_hold_readers(void **state)
{
    (void)state;
    struct plan_fixture *fixture = bursty(4.0, 4.0, 0.0, 1000.0);
    fixture->gpu.tray_nic_bytes_per_s = plan_fixture_given(0.1e9);
    struct replication *outcome = run(fixture);
    assert_near(outcome->meters[REPLICATION_READ].max, 2e9);
    assert_near(outcome->jobs[0].useful, 100.0 * 500.0);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_ROWS + BINDING_CLIENT, OP_READ)].denied_bytes, 2e12);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bursts_and_gaps_make_the_mean),
        cmocka_unit_test(a_burst_held_up_lasts_until_its_bytes_are_there),
        cmocka_unit_test(a_buffer_lasts_as_long_as_its_bytes),
        cmocka_unit_test(a_buffer_shortens_what_bursts_cost_and_is_filled_in_gaps),
        cmocka_unit_test(a_buffer_that_is_not_needed_changes_nothing),
        cmocka_unit_test(reading_pauses_while_the_job_stands_still),
        cmocka_unit_test(a_constant_load_reads_at_its_mean),
        cmocka_unit_test(the_nics_of_the_trays_hold_readers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
