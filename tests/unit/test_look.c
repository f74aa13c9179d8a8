#include "tests/lib/near.h"

#include "run/look.h"
#include "tests/lib/plan_fixture.h"

static struct world *world_of(struct plan_fixture *fixture)
{
    return world_new(&fixture->plan, (struct world_spec){ .measured_ns = world_ns(100.0) }, fixture->arena);
}

static struct world *world_at(struct plan_fixture *fixture, double s)
{
    struct world *world = world_of(fixture);
    des_run_until(world->des, world_ns(s));
    return world;
}

/* Media give 10 of 20 GB/s: half speed, and the other 10 are denied by their row. */
static void what_is_not_got_is_denied_by_the_row_that_binds(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, 20e9);
    struct world *world = world_at(fixture, 1.0);
    assert_near(world->rates.asked[OP_READ], 20e9);
    assert_near(world->rates.got[OP_READ], 10e9);
    assert_near(world->jobs.paces[0].speed, 0.5);
    assert_near(world->binding.denied_rate[binding_at(PLAN_FIXTURE_MEDIA, OP_READ)], 10e9);
    world_end(world);
    plan_fixture_free(fixture);
}

/* 25 trays stand idle at 1 kW, 100 GPUs have 50 W beside: 30 kW, and of half-time work 25 × 4 kW × 0.5 more. Storage 1 kW idle, 100 W of
 * network and 1e-7 W for each of 10e9 bytes/s. */
static void watts_follow_work_and_bytes(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, 20e9);
    struct world *world = world_at(fixture, 1.0);
    assert_near(world->values[SERIES_GPU_W], 30e3 + 50e3);
    assert_near(world->values[SERIES_STORAGE_W], 1000.0 + 100.0 + 1000.0);
    assert_near(world->it_w, 80e3 + 2100.0 + 500.0);
    world_end(world);
    plan_fixture_free(fixture);
}

/* 1 GB/s into 30 GB of room: the end of it, at 30 s, is foreseen when the first byte is written. */
static void the_instant_at_which_the_store_is_full_is_foreseen(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->plan.demand_write_peak = 2e9;
    fixture->plan.background_write_mean = 1e9;
    fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = 30e9;
    struct world *world = world_at(fixture, 1.0);
    assert_true(des_pending(world->des, world->fill_event));
    assert_near((double)world->fill_event_ns, 30e9);
    assert_false(world->fill.full);
    des_run_until(world->des, world_ns(31.0));
    assert_true(world->fill.full);
    assert_near(world->rates.got[OP_WRITE], 0.0);
    world_end(world);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_got_is_denied_by_the_row_that_binds),
        cmocka_unit_test(watts_follow_work_and_bytes),
        cmocka_unit_test(the_instant_at_which_the_store_is_full_is_foreseen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
