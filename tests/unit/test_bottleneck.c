#include "tests/lib/near.h"

#include "run/run.h"
#include "tests/lib/plan_fixture.h"

static struct results *answer(struct plan_fixture *fixture)
{
    struct replication *outcomes[] = { run_replication(&fixture->plan, 0.0, 0, fixture->arena) };
    struct results *results = plan_fixture_results(fixture, fixture->arena);
    assert_true(run_collect(&fixture->plan, outcomes, 1, fixture->arena, results));
    return results;
}

/* 12 GB/s asked of 10 for 900 of 1,000 s: media deny 2 GB/s nine tenths of the time; then the plan's: media for writes, the NICs next. */
static void the_ladder_begins_with_what_denied_most(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.load = LOAD_CONSTANT;
    plan_fixture_job(fixture, "all", 1.0, 100.0, 12e9);
    plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, 10e9, 1e9, 100.0, 10.0);
    struct results *results = answer(fixture);
    assert_int_equal(results->n_bottlenecks, 4);
    const struct result_bottleneck *first = &results->bottlenecks[0];
    assert_string_equal(first->resource, "bulk/node/media time");
    assert_string_equal(first->op, "read");
    assert_near(first->share_of_time, 0.9);
    assert_near(first->denied_bytes_per_s, 1.8e9);
    assert_near(first->utilisation, 0.9 + 0.1 * 0.2);
    /* Both peaks at once: read + 2 x 1 GB/s on 10 drives leave reads 8; 1 % more is 0.1 GB/s of reads; 14 GB/s of media time carry all. */
    assert_within(first->gain_per_percent, 0.1e9, 1e-6);
    assert_string_equal(first->next, "");
    assert_near(first->relieve_factor, 1.4);
    assert_string_equal(results->bottlenecks[1].op, "write");
    assert_true(results->bottlenecks[1].share_of_time == 0.0);
    assert_string_equal(results->bottlenecks[2].resource, "bulk/node/NIC transmit");
    assert_string_equal(results->bottlenecks[3].resource, "bulk/node/NIC receive");
    plan_fixture_free(fixture);
}

static void without_denial_the_plans_bounds_stand_there(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, 1e9);
    struct results *results = answer(fixture);
    assert_int_equal(results->n_bottlenecks, 4);
    assert_string_equal(results->bottlenecks[0].resource, "bulk/node/media time");
    assert_true(results->bottlenecks[0].denied_bytes_per_s == 0.0);
    assert_string_equal(results->bottlenecks[0].next, "bulk/node/NIC transmit");
    assert_near(results->bottlenecks[0].relieve_factor, 2.0);
    plan_fixture_free(fixture);
}

/* Trays of 0.1 GB/s at 80 %: 2 GB/s of 4; no row of a pool is to blame. */
static void the_nics_of_the_trays_are_named_where_they_hold(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, 4e9);
    fixture->gpu.tray_nic_bytes_per_s = plan_fixture_given(0.1e9);
    struct results *results = answer(fixture);
    assert_string_equal(results->bottlenecks[0].kind, "client");
    assert_string_equal(results->bottlenecks[0].pool, "");
    assert_near(results->bottlenecks[0].denied_bytes_per_s, 2e9);
    assert_near(results->bottlenecks[0].capacity, 2.5e9);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ladder_begins_with_what_denied_most),
        cmocka_unit_test(without_denial_the_plans_bounds_stand_there),
        cmocka_unit_test(the_nics_of_the_trays_are_named_where_they_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
