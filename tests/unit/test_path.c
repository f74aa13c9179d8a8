#include "tests/lib/near.h"

#include "run/path.h"
#include "tests/lib/plan_fixture.h"

static struct world *world_of(struct plan_fixture *fixture)
{
    return world_new(&fixture->plan, (struct world_spec){ .measured_ns = world_ns(100.0) }, fixture->arena);
}

/* Two pools share bytes half and half, with protocols of 0.5 and 1: a byte takes 0.5/0.5 + 0.5/1 = 1.5 of the NIC. */
static void a_tray_sends_the_payload_of_each_pools_protocol(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    struct pool pools[2] = { fixture->pool, fixture->pool };
    struct plan_pool planned[2] = { fixture->planned_pool, fixture->planned_pool };
    pools[0].read_share = pools[1].read_share = plan_fixture_given(0.5);
    pools[0].payload_efficiency = plan_fixture_given(0.5);
    pools[1].payload_efficiency = plan_fixture_given(1.0);
    planned[0].pool = &pools[0];
    planned[1].pool = &pools[1];
    fixture->plan.pools = planned;
    fixture->plan.n_pools = 2;
    struct world *world = world_of(fixture);
    assert_near(world->client_bytes_per_s[OP_READ], 1e12 / 1.5);
    world_end(world);
    plan_fixture_free(fixture);
}

/* A pool that isn't told its protocol's efficiency takes it from its stack. */
static void the_stack_knows_its_protocols(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    struct stack_protocol protocol = { .name = "nfs", .payload_efficiency = plan_fixture_given(0.4) };
    fixture->stack.protocols = &protocol;
    fixture->stack.n_protocols = 1;
    fixture->pool.protocol = "nfs";
    fixture->pool.payload_efficiency = plan_fixture_absent();
    struct world *world = world_of(fixture);
    assert_near(world->client_bytes_per_s[OP_WRITE], 0.4e12);
    world_end(world);
    plan_fixture_free(fixture);
}

/* Of a read's two rows the NIC, twice as wide, can never fill first: flows use media alone, though both are rows of theirs. */
static void a_flow_uses_the_rows_that_can_bind(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    struct world *world = world_of(fixture);
    assert_int_equal(fair_n_rows(flows_fair(world->flows)), PLAN_FIXTURE_ROWS);
    for (int32_t r = 0; r < PLAN_FIXTURE_ROWS; r++) assert_near(fair_capacity(flows_fair(world->flows), (fair_row){ r }), fixture->rows[r].capacity);
    assert_int_equal(world->n_uses[OP_READ], 1);
    assert_int_equal(world->uses[OP_READ][0].row.row, PLAN_FIXTURE_MEDIA);
    assert_near(world->uses[OP_READ][0].cost, 1e-9);
    world_end(world);
    plan_fixture_free(fixture);
}

/* 100 GPUs ask 20 GB/s and get media's 10. When a read byte costs half of it, they get all they ask, from the next solve on. */
static void flows_that_read_follow_what_a_read_byte_costs(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, 20e9);
    struct world *world = world_of(fixture);
    des_run_until(world->des, world_ns(10.0));
    assert_near(world->rates.got[OP_READ], 10e9);
    world->uses[OP_READ][0].cost = 0.5e-9;
    path_reroute_reads(world);
    des_run_until(world->des, world_ns(20.0));
    assert_near(world->rates.got[OP_READ], 20e9);
    world_end(world);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tray_sends_the_payload_of_each_pools_protocol),
        cmocka_unit_test(the_stack_knows_its_protocols),
        cmocka_unit_test(a_flow_uses_the_rows_that_can_bind),
        cmocka_unit_test(flows_that_read_follow_what_a_read_byte_costs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
