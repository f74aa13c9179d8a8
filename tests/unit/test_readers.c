#include "tests/lib/near.h"

#include "run/world.h"
#include "tests/lib/plan_fixture.h"

/* Ten jobs alike and one other: two flows for eleven jobs. */
static void jobs_that_read_alike_are_one_flow(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "mid", 10.0, 5.0, 0.5e9);
    plan_fixture_job(fixture, "big", 1.0, 50.0, 7e9);
    struct world *world = world_new(&fixture->plan, (struct world_spec){ .measured_ns = world_ns(100.0) }, fixture->arena);
    assert_int_equal(flows_n_alive(world->flows), 2);
    assert_near(world->jobs.readers[0].gpus, 50.0);
    assert_near(world->jobs.readers[0].demand, 0.1e9);
    world_end(world);
    plan_fixture_free(fixture);
}

/* Four alike, or four of which each is a job by itself: with a constant load their checkpoints fall at the same times. */
static void it_makes_no_difference_to_any_of_them(void **state)
{
    (void)state;
    static const char *const names[] = { "a", "b", "c", "d" };
    struct plan_fixture *alike = plan_fixture_new(), *apart = plan_fixture_new();
    alike->scenario.study.load = apart->scenario.study.load = LOAD_CONSTANT;
    plan_fixture_job(alike, "mid", 4.0, 25.0, 4e9);
    plan_fixture_checkpoint(alike, CHECKPOINT_SYNC, 20e9, 2e9, 100.0, 10.0);
    for (int j = 0; j < 4; j++) {
        plan_fixture_job(apart, names[j], 1.0, 25.0, 4e9);
        plan_fixture_checkpoint(apart, CHECKPOINT_SYNC, 20e9, 2e9, 100.0, 10.0);
    }
    struct replication *one = run_replication(&alike->plan, 0.0, 0, alike->arena), *four = run_replication(&apart->plan, 0.0, 0, apart->arena);
    double useful = 0.0, held = 0.0;
    for (int j = 0; j < 4; j++) {
        useful += four->jobs[j].useful;
        held += four->jobs[j].read_stalled;
    }
    assert_near(one->jobs[0].useful, useful);
    assert_near(one->jobs[0].read_stalled, held);
    assert_true(held > 0.0);
    assert_near(one->meters[REPLICATION_READ].integral, four->meters[REPLICATION_READ].integral);
    plan_fixture_free(alike);
    plan_fixture_free(apart);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_that_read_alike_are_one_flow),
        cmocka_unit_test(it_makes_no_difference_to_any_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
