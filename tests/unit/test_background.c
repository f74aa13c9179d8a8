#include "tests/lib/near.h"

#include "run/run.h"
#include "tests/lib/plan_fixture.h"

static struct replication *run(struct plan_fixture *fixture)
{
    struct replication *outcome = run_replication(&fixture->plan, 0.0, 0, fixture->arena);
    assert_true(outcome->audit.worst <= 1e-9);
    return outcome;
}

/* 50 GPUs ask 10 GB/s, the background 10 more of a peak of 20 for 100 GPUs: it counts as 50, and media give each half. */
static void it_shares_as_the_gpus_would_whose_part_it_is(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "half", 1.0, 50.0, 10e9);
    fixture->plan.demand_read_peak = 20e9;
    fixture->plan.background_read_mean = fixture->plan.background_read_peak = 10e9;
    struct replication *outcome = run(fixture);
    assert_near(outcome->meters[REPLICATION_READ].integral, 10e9 * 1000.0);
    assert_near(outcome->meters[REPLICATION_READ_ASKED].integral, 20e9 * 1000.0);
    assert_near(outcome->jobs[0].useful, 50.0 * 500.0);
    assert_near(outcome->idle, 50.0 * 1000.0);               /* it stalls nobody of its own */
    plan_fixture_free(fixture);
}

/* 1 GB/s written, kept 100 s: 100 GB when steady (bins of 100/1,024 s). */
static void what_it_writes_is_stored_and_deleted(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->plan.demand_write_peak = 2e9;
    fixture->plan.background_write_mean = 1e9;
    fixture->scenario.demand.retention_s = plan_fixture_given(100.0);
    struct replication *outcome = run(fixture);
    assert_near(outcome->meters[REPLICATION_WRITE].integral, 1e12);
    assert_within(outcome->used_end_bytes, 100e9, 1e-3);
    assert_within(outcome->used_mean_bytes, 95e9, 1e-3);
    plan_fixture_free(fixture);
}

/* 300 GB of room: full after 300 s; nothing is deleted: refused for the rest. */
static void a_full_store_refuses_it(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->plan.demand_write_peak = 2e9;
    fixture->plan.background_write_mean = 1e9;
    fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = 300e9;
    struct replication *outcome = run(fixture);
    assert_near(outcome->full_at_s, 300.0);
    assert_near(outcome->meters[REPLICATION_WRITE].integral, 300e9);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_ROWS + BINDING_FULL, OP_WRITE)].denied_bytes, 700e9);
    plan_fixture_free(fixture);
}

/* Kept for 400 s, full after 300: refused until the first of it goes, then it may write as much as is deleted: until
 * 700 s, when what was written up to 300 s is gone; full again until 800, written until the end. */
static void a_full_store_that_deletes_takes_as_much_as_it_deletes(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->plan.demand_write_peak = 2e9;
    fixture->plan.background_write_mean = 1e9;
    fixture->scenario.demand.retention_s = plan_fixture_given(400.0);
    fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = 300e9;
    struct replication *outcome = run(fixture);
    assert_near(outcome->full_at_s, 300.0);
    assert_within(outcome->meters[REPLICATION_WRITE].integral, 300e9 + 300e9 + 200e9, 0.005);
    assert_within(outcome->refused_s, 200.0, 0.015);              /* deletions are counted by the second */
    assert_within(outcome->used_max_bytes, 300e9, 1e-9);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_shares_as_the_gpus_would_whose_part_it_is),
        cmocka_unit_test(what_it_writes_is_stored_and_deleted),
        cmocka_unit_test(a_full_store_refuses_it),
        cmocka_unit_test(a_full_store_that_deletes_takes_as_much_as_it_deletes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
