#include "tests/lib/near.h"

#include <string.h>

#include "run/run.h"
#include "run/worst_hour.h"
#include "tests/lib/plan_fixture.h"

static struct results *results_of(struct plan_fixture *fixture)
{
    struct replication *outcomes[] = { run_replication(&fixture->plan, 0.0, 0, fixture->arena) };
    struct results *results = plan_fixture_results(fixture, fixture->arena);
    assert_true(run_collect(&fixture->plan, outcomes, 1, fixture->arena, results));
    return results;
}

/* 100 GPUs stand still for the 10 s of each write in 1,000 s: ten times, so a tenth is not useful. */
static struct plan_fixture *cycle(void)
{
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.load = LOAD_CONSTANT;
    plan_fixture_job(fixture, "all", 1.0, 100.0, 4e9);
    plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, 10e9, 1e9, 100.0, 10.0);
    return fixture;
}

static void its_phases_sum_to_the_gpus_of_all_jobs(void **state)
{
    (void)state;
    struct plan_fixture *fixture = cycle();
    const struct result_worst_hour *hour = &results_of(fixture)->worst_hour;
    double working = 0.0, still = 0.0;
    assert_int_equal(hour->n_bins, 720);
    for (int32_t i = 0; i < hour->n_bins; i++) {
        assert_near(hour->working_gpus[i] + hour->read_stalled_gpus[i] + hour->checkpoint_gpus[i] + hour->down_gpus[i] + hour->waiting_gpus[i], 100.0);
        working += hour->working_gpus[i] * hour->width_s;
        still += hour->checkpoint_gpus[i] * hour->width_s;
    }
    assert_near(hour->gpus, 100.0);
    assert_near(working, 90e3);
    assert_near(still, 10e3);
    assert_near(hour->not_useful, 0.1);
    assert_true(hour->denied_bytes == 0.0);
    plan_fixture_free(fixture);
}

/* Each write: begun as the draw falls by 100 kW of 137.6 at most, durable as it rises again. */
static void what_happened_stands_in_order(void **state)
{
    (void)state;
    struct plan_fixture *fixture = cycle();
    const struct results *results = results_of(fixture);
    static const char *const kinds[] = { "checkpoint", "power", "durable", "power" };
    assert_int_equal(results->n_timeline, 40);
    assert_near(results->worst_hour.happened, 40.0);
    for (int32_t e = 0; e < 40; e++) {
        assert_string_equal(results->timeline[e].kind, kinds[e % 4]);
        assert_near(results->timeline[e].at_s, 45.0 + 100.0 * (double)(e / 4) + (e % 4 >= 2 ? 10.0 : 0.0));
    }
    assert_string_equal(results->timeline[0].what, "all");
    assert_string_equal(results->timeline[0].detail, "10.0 GB begun");
    assert_string_equal(results->timeline[1].detail, "-100 kW to 31.8 kW");
    assert_string_equal(results->timeline[2].detail, "after 10 s");
    plan_fixture_free(fixture);
}

/* Three hours of a job that writes 9 TB once, from 5,400 s on at 5 GB/s for half an hour: the second hour. */
static void the_hour_with_most_gpu_time_lost_is_shown(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.load = LOAD_CONSTANT;
    fixture->scenario.study.length_s = plan_fixture_given(10800.0);
    plan_fixture_job(fixture, "all", 1.0, 100.0, 0.0);
    plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, 9e12, 5e9, 12600.0, 1800.0);
    const struct result_worst_hour *hour = &results_of(fixture)->worst_hour;
    assert_near(hour->start_s, 3600.0);
    assert_near(hour->not_useful, 0.5);
    plan_fixture_free(fixture);
}

/* 12 GB/s asked of 10, all the time. */
static void demand_denied_is_told_once_with_who_holds_it(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, 12e9);
    const struct results *results = results_of(fixture);
    assert_int_equal(results->n_timeline, 1);
    assert_string_equal(results->timeline[0].kind, "denied");
    assert_string_equal(results->timeline[0].what, "reads");
    assert_string_equal(results->timeline[0].detail, "10.0 GB/s of 12.0 GB/s asked, held by bulk/node/media time");
    assert_near(results->worst_hour.denied_bytes, 2e12);
    plan_fixture_free(fixture);
}

/* 30 GB of room: full after the third write of 10 GB. */
static void a_full_store_is_told(void **state)
{
    (void)state;
    struct plan_fixture *fixture = cycle();
    fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = 30e9;
    const struct results *results = results_of(fixture);
    int full = 0;
    for (int32_t e = 0; e < results->n_timeline; e++) full += strcmp(results->timeline[e].kind, "full") == 0;
    assert_int_equal(full, 1);
    plan_fixture_free(fixture);
}

static void a_trace_is_the_same_run(void **state)
{
    (void)state;
    struct plan_fixture *fixture = cycle();
    struct replication *traced = run_traced(&fixture->plan, 0.0, fixture->arena), *plain = run_replication(&fixture->plan, 0.0, 0, fixture->arena);
    assert_true(traced->events == plain->events && traced->meters[REPLICATION_READ].integral == plain->meters[REPLICATION_READ].integral);
    assert_true(plain->trace.length == 0);
    assert_memory_equal(traced->trace.bytes, "45.000000000\tcheckpoint\tall\t10.0 GB begun\n", 42);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_phases_sum_to_the_gpus_of_all_jobs),
        cmocka_unit_test(what_happened_stands_in_order),
        cmocka_unit_test(the_hour_with_most_gpu_time_lost_is_shown),
        cmocka_unit_test(demand_denied_is_told_once_with_who_holds_it),
        cmocka_unit_test(a_full_store_is_told),
        cmocka_unit_test(a_trace_is_the_same_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
