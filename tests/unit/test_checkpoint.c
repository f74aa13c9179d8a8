#include "tests/lib/near.h"

#include "run/run.h"
#include "tests/lib/plan_fixture.h"

/* One job of 100 GPUs that doesn't read; load constant, so its first checkpoint is due after half its computing time. 1,000 s. */
static struct plan_fixture *one_job(enum checkpoint_mode mode, double gigabytes, double peak_gb, double interval_s, double blocking_s)
{
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.load = LOAD_CONSTANT;
    plan_fixture_job(fixture, "all", 1.0, 100.0, 0.0);
    plan_fixture_checkpoint(fixture, mode, gigabytes * 1e9, peak_gb * 1e9, interval_s, blocking_s);
    return fixture;
}

static struct replication *run(struct plan_fixture *fixture)
{
    struct replication *outcome = run_replication(&fixture->plan, 0.0, 0, fixture->arena);
    assert_true(outcome->audit.worst <= 1e-9);
    return outcome;
}

/* 10 GB at 1 GB/s every 110 s: written from 50, 160, ... 930 s on for 10 s each, nine times. */
static void a_synchronous_one_stops_the_job_while_it_writes(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_SYNC, 10.0, 1.0, 110.0, 10.0);
    struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].completed, 9.0);
    assert_near(outcome->jobs[0].checkpoint_stalled, 100.0 * 90.0);
    assert_near(outcome->jobs[0].useful, 100.0 * 910.0);
    assert_near(outcome->jobs[0].duration_s.mean, 10.0);
    assert_near(outcome->jobs[0].stall_s.mean, 10.0);
    assert_near(outcome->meters[REPLICATION_WRITE].integral, 90e9);
    assert_near(outcome->meters[REPLICATION_GPU_W].integral, 30e3 * 1000.0 + 100e3 * 910.0);
    plan_fixture_free(fixture);
}

/* 10 GB where media let 5 GB/s through of 10 asked: 2 s, not 1; computing time stays 99 s. Starts at 49.5, 150.5, ... 958.5: ten. */
static void it_takes_longer_where_storage_is_slower(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_SYNC, 10.0, 10.0, 100.0, 1.0);
    struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].completed, 10.0);
    assert_near(outcome->jobs[0].checkpoint_stalled, 100.0 * 20.0);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_MEDIA, OP_WRITE)].time_s, 20.0);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_MEDIA, OP_WRITE)].denied_bytes, 100e9);
    plan_fixture_free(fixture);
}

/* 5 s of snapshot, 10 s of draining behind: at 47.5 s, then every 100. */
static void an_asynchronous_one_stops_the_job_for_its_snapshot(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 10.0, 1.0, 100.0, 5.0);
    struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].completed, 10.0);
    assert_near(outcome->jobs[0].checkpoint_stalled, 100.0 * 50.0);
    assert_near(outcome->jobs[0].duration_s.mean, 10.0);
    assert_near(outcome->jobs[0].stall_s.mean, 5.0);
    assert_true(outcome->jobs[0].missed == 0.0);
    plan_fixture_free(fixture);
}

/* 150 s to drain, due every 100: it waits for the one before at 147.5 + 155 k, six times, and the job computes on; durable at 202.5 + 155 k. */
static void one_due_before_the_last_is_drained_waits_and_is_counted(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_ASYNC, 150.0, 1.0, 100.0, 5.0);
    struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].missed, 6.0);
    assert_near(outcome->jobs[0].completed, 6.0);
    assert_near(outcome->jobs[0].checkpoint_stalled, 100.0 * 7.0 * 5.0);
    plan_fixture_free(fixture);
}

/* 2 s to local flash at 9, 29, ... 989 s, fifty times; every third goes on at 51 + 60 k, sixteen of them done by 1,000 s. */
static void of_two_tiers_every_nth_goes_on_to_storage(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_TWO_TIER, 10.0, 1.0, 20.0, 2.0);
    fixture->jobs[0].checkpoint.drain_every = plan_fixture_given(3.0);
    struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].completed, 16.0);
    assert_near(outcome->jobs[0].checkpoint_stalled, 100.0 * 100.0);
    assert_true(outcome->jobs[0].missed == 0.0);
    plan_fixture_free(fixture);
}

/* 90 s to drain, due every 60: from 51 s on it drains without pause, durable at 141 + 90 k, ten by 1,000 s. */
static void two_tiers_go_on_locally_while_a_drain_waits(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_TWO_TIER, 90.0, 1.0, 20.0, 2.0);
    fixture->jobs[0].checkpoint.drain_every = plan_fixture_given(3.0);
    struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].completed, 10.0);
    assert_near(outcome->jobs[0].checkpoint_stalled, 100.0 * 100.0);
    assert_true(outcome->jobs[0].missed >= 10.0);
    plan_fixture_free(fixture);
}

/* 10 writers on 10 of the 25 trays, NIC 0.1 GB/s each, 80 % payload: 0.8 GB/s of 1; 12.5 s, and the client is to blame. */
static void few_writers_are_held_by_the_nics_of_their_trays(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_SYNC, 10.0, 1.0, 110.0, 10.0);
    fixture->gpu.tray_nic_bytes_per_s = plan_fixture_given(0.1e9);
    fixture->jobs[0].checkpoint.writers = plan_fixture_given(10.0);
    struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].duration_s.mean, 12.5);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_ROWS + BINDING_CLIENT, OP_WRITE)].denied_bytes, outcome->jobs[0].completed * 12.5 * 0.2e9);
    plan_fixture_free(fixture);
}

/* Room for 25 GB: the third, begun at 270 s, fills it at 275 s; nothing is ever deleted, so the job stands still for good. */
static void a_full_store_refuses_writes(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_SYNC, 10.0, 1.0, 110.0, 10.0);
    fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = 25e9;
    struct replication *outcome = run(fixture);
    assert_near(outcome->full_at_s, 275.0);
    assert_near(outcome->refused_s, 725.0);
    assert_near(outcome->jobs[0].completed, 2.0);
    assert_near(outcome->jobs[0].checkpoint_stalled, 100.0 * 750.0);
    assert_near(outcome->used_end_bytes, 25e9);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_ROWS + BINDING_FULL, OP_WRITE)].denied_bytes, 725e9);
    plan_fixture_free(fixture);
}

/* The first goes at 60 + 300 s: the third is written on from 360 to 365 s. */
static void retention_lets_a_full_store_take_writes_again(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(CHECKPOINT_SYNC, 10.0, 1.0, 110.0, 10.0);
    fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = 25e9;
    fixture->scenario.demand.retention_s = plan_fixture_given(300.0);
    fixture->scenario.study.length_s = plan_fixture_given(400.0);
    struct replication *outcome = run(fixture);
    assert_near(outcome->full_at_s, 275.0);
    assert_near(outcome->refused_s, 85.0);
    assert_near(outcome->jobs[0].completed, 3.0);
    assert_near(outcome->jobs[0].duration_s.max, 95.0);
    plan_fixture_free(fixture);
}

/* 100 GPUs read and 100 write through 10 of them, each asking for more than there is: while both do, x (1 + 2) 1e-9 = 10
 * gives each 3.33 GB/s: 1 TB takes 300 s, from 300.25 on. */
static void few_writers_weigh_as_much_as_their_gpus(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.load = LOAD_CONSTANT;
    fixture->scenario.site.gpus = plan_fixture_given(200.0);
    plan_fixture_job(fixture, "readers", 1.0, 100.0, 50e9);
    plan_fixture_job(fixture, "writers", 1.0, 100.0, 0.0);
    plan_fixture_checkpoint(fixture, CHECKPOINT_ASYNC, 1e12, 50e9, 400.0, 1.0);
    fixture->jobs[1].checkpoint.writers = plan_fixture_given(10.0);
    struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[1].duration_s.mean, 300.0);
    assert_near(outcome->meters[REPLICATION_READ].min, 10e9 / 3.0);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_synchronous_one_stops_the_job_while_it_writes),
        cmocka_unit_test(it_takes_longer_where_storage_is_slower),
        cmocka_unit_test(an_asynchronous_one_stops_the_job_for_its_snapshot),
        cmocka_unit_test(one_due_before_the_last_is_drained_waits_and_is_counted),
        cmocka_unit_test(of_two_tiers_every_nth_goes_on_to_storage),
        cmocka_unit_test(two_tiers_go_on_locally_while_a_drain_waits),
        cmocka_unit_test(few_writers_are_held_by_the_nics_of_their_trays),
        cmocka_unit_test(a_full_store_refuses_writes),
        cmocka_unit_test(retention_lets_a_full_store_take_writes_again),
        cmocka_unit_test(few_writers_weigh_as_much_as_their_gpus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
