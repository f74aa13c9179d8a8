#include "tests/lib/near.h"

#include "run/run.h"
#include "tests/lib/plan_fixture.h"

static struct replication *run(struct plan_fixture *fixture)
{
    return run_replication(&fixture->plan, fixture->scenario.study.warm_up_s.value, 0, fixture->arena);
}

static double mean_of(const struct replication *outcome, int meter)
{
    return outcome->meters[meter].integral / outcome->measured_s;
}

/* 100 GPUs ask 12 GB/s of 10: speed 10/12. GPUs draw 30 kW + 100 kW · 10/12, storage 1,000 + 1,000 (at its maximum) + 100 W. */
static void a_site_that_reads_too_much_runs_at_the_bound(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, 12e9);
    struct replication *outcome = run(fixture);
    assert_near(mean_of(outcome, REPLICATION_READ), 10e9);
    assert_near(mean_of(outcome, REPLICATION_READ_ASKED), 12e9);
    assert_near(outcome->jobs[0].useful, 100.0 * 1000.0 * 10.0 / 12.0);
    assert_near(outcome->jobs[0].read_stalled, 100.0 * 1000.0 * 2.0 / 12.0);
    assert_near(mean_of(outcome, REPLICATION_GPU_W), 30e3 + 100e3 * 10.0 / 12.0);
    assert_near(mean_of(outcome, REPLICATION_STORAGE_W), 2100.0);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_MEDIA, OP_READ)].time_s, 1000.0);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_MEDIA, OP_READ)].denied_bytes, 2e9 * 1000.0);
    assert_true(outcome->audit.worst <= 1e-9);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_site_that_reads_too_much_runs_at_the_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
