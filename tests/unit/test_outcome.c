#include "tests/lib/near.h"

#include "run/outcome.h"
#include "tests/lib/plan_fixture.h"

static struct world *world_of(struct plan_fixture *fixture)
{
    return world_new(&fixture->plan, (struct world_spec){ .measured_ns = world_ns(100.0) }, fixture->arena);
}

/* 50 of 100 GPUs at work for 100 s at half speed, by media: half of their time useful, half stalled, the other 50 idle. */
static void gpu_time_is_what_it_was_spent_on(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "half", 1.0, 50.0, 20e9);
    struct world *world = world_of(fixture);
    world_run(world);
    const struct replication *outcome = outcome_of(world, fixture->arena);
    assert_near(outcome->measured_s, 100.0);
    assert_near(outcome->jobs[0].useful, 2500.0);
    assert_near(outcome->jobs[0].read_stalled, 2500.0);
    assert_near(outcome->idle, 5000.0);
    assert_near(outcome->meters[REPLICATION_READ].integral, 1000e9);
    assert_near(outcome->meters[REPLICATION_READ_ASKED].integral, 2000e9);
    assert_true(outcome->audit.worst <= 1e-9);
    world_end(world);
    plan_fixture_free(fixture);
}

/* What is planted after the run is found: 1 % of the GPU-time, bytes or joules out of nowhere is far above 1e-9. */
static double worst_after(void (*plant)(struct world *world))
{
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "half", 1.0, 50.0, 20e9);
    plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, 1e9, 1e9, 20.0, 1.0);
    struct world *world = world_of(fixture);
    world_run(world);
    plant(world);
    const double worst = outcome_of(world, fixture->arena)->audit.worst;
    world_end(world);
    plan_fixture_free(fixture);
    return worst;
}

static void nothing(struct world *world) { (void)world; }
static void a_second_twice(struct world *world) { world->jobs.runs[0].held_s += 1.0; }
static void a_written_byte_lost(struct world *world) { world->written_by_rate *= 1.01; }
static void watts_from_nowhere(struct world *world) { world->energy.other_w *= 1.01; }

static void what_does_not_add_up_is_found(void **state)
{
    (void)state;
    assert_true(worst_after(nothing) <= 1e-9);
    assert_true(worst_after(a_second_twice) > 1e-3);
    assert_true(worst_after(a_written_byte_lost) > 1e-3);
    assert_true(worst_after(watts_from_nowhere) > 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gpu_time_is_what_it_was_spent_on),
        cmocka_unit_test(what_does_not_add_up_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
