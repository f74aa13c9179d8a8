#include "tests/lib/near.h"

#include "run/world.h"
#include "tests/lib/plan_fixture.h"

static struct world *world_of(struct plan_fixture *fixture)
{
    return world_new(&fixture->plan, (struct world_spec){ .measured_ns = world_ns(100.0) }, fixture->arena);
}

static void seconds_become_the_nearest_nanosecond(void **state)
{
    (void)state;
    assert_true(world_ns(0.0) == 0);
    assert_true(world_ns(1.5e-9) == 2);
    assert_true(world_ns(86400.0) == INT64_C(86400000000000));
    assert_true(world_ns(1e300) == DES_FOREVER);
}

static void nothing(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)context, (void)payload;
}

static void what_lies_beyond_the_end_is_not_scheduled(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    struct world *world = world_of(fixture);
    assert_true(des_pending(world->des, world_after(world, world_ns(100.0), nothing, NULL)));
    assert_false(des_pending(world->des, world_after(world, world_ns(100.1), nothing, NULL)));
    world_end(world);
    plan_fixture_free(fixture);
}

/* A capacity pool of 900 holds all that is stored, 500; a fast one of 100 takes all writes: room for 100 more. */
static void the_pool_that_fills_first_is_the_room(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    struct pool pools[2] = { fixture->pool, fixture->pool };
    struct plan_pool planned[2] = { fixture->planned_pool, fixture->planned_pool };
    pools[0].capacity_share = plan_fixture_given(1.0), pools[0].write_share = plan_fixture_given(0.0);
    pools[1].capacity_share = plan_fixture_given(0.0), pools[1].write_share = plan_fixture_given(1.0);
    planned[0].pool = &pools[0], planned[0].usable_bytes = 900.0;
    planned[1].pool = &pools[1], planned[1].usable_bytes = 100.0;
    fixture->plan.pools = planned;
    fixture->plan.n_pools = 2;
    fixture->scenario.demand.stored_bytes = plan_fixture_given(500.0);
    struct world *world = world_of(fixture);
    assert_near(world->fill.room, 600.0);
    world_end(world);
    plan_fixture_free(fixture);
}

static void streams_belong_to_replication_and_name(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    struct world *world = world_of(fixture);
    struct luck a = world_stream(world, "reading", "mid/1", 0), b = world_stream(world, "reading", "mid/1", 0), c = world_stream(world, "reading", "mid/2", 0);
    uint64_t first = rng_next(&a.rng);
    assert_true(first == rng_next(&b.rng));
    assert_true(first != rng_next(&c.rng));
    world_end(world);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seconds_become_the_nearest_nanosecond),
        cmocka_unit_test(what_lies_beyond_the_end_is_not_scheduled),
        cmocka_unit_test(the_pool_that_fills_first_is_the_room),
        cmocka_unit_test(streams_belong_to_replication_and_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
