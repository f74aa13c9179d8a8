#include "tests/lib/near.h"

#include "fluid/flows.h"

struct end { int64_t at_ns; int32_t order; };
struct world { struct arena *arena; struct des *des; struct flows *flows; int32_t n_ended; };
struct watched { struct world *world; struct end end; };

static struct world world_new(void)
{
    struct arena *arena = arena_new();
    struct des *des = des_new(arena);
    return (struct world){ .arena = arena, .des = des, .flows = flows_new(des) };
}

static void world_free(struct world *world)
{
    flows_free(world->flows);
    arena_free(world->arena);
}

static void note_end(void *context, flow_id flow)
{
    struct watched *watched = context;
    assert_false(flows_alive(watched->world->flows, flow));
    watched->end = (struct end){ des_now(watched->world->des), ++watched->world->n_ended };
}

static flow_id start_on(struct world *world, fair_row row, double bytes, double cap, struct watched *watched)
{
    const struct fair_use use = { row, 1.0 };
    if (watched != NULL) watched->world = world;
    return flows_start(world->flows, &(struct flow_spec){ .bytes = bytes, .weight = 1.0, .members = 1.0, .cap = cap, .uses = &use, .n_uses = 1,
                                                         .done = watched != NULL ? note_end : NULL, .context = watched });
}

/* 100 B/s for two: each 50 until the small one ends at 2 s; the other then has 200 left at 100. */
static void two_flows_share_and_the_rest_speeds_up(void **state)
{
    (void)state;
    struct world world = world_new();
    fair_row link = flows_add_row(world.flows, 100.0);
    struct watched small = { 0 }, large = { 0 };
    start_on(&world, link, 100.0, HUGE_VAL, &small);
    start_on(&world, link, 300.0, HUGE_VAL, &large);
    des_run(world.des);
    assert_int_equal(small.end.at_ns, 2 * DES_S);
    assert_int_equal(large.end.at_ns, 4 * DES_S);
    assert_int_equal(flows_n_alive(world.flows), 0);
    world_free(&world);
}

/* 10 B/s at 100 B/s: 1/3 of the way at 1/3 s is read to the byte, and it ends on the nearest ns. */
static void an_endless_flow_counts_what_it_moved(void **state)
{
    (void)state;
    struct world world = world_new();
    fair_row link = flows_add_row(world.flows, 100.0);
    flow_id endless = start_on(&world, link, HUGE_VAL, 30.0, NULL);
    struct watched other = { 0 };
    start_on(&world, link, 700.0, HUGE_VAL, &other);
    des_run_until(world.des, 10 * DES_S);
    assert_int_equal(other.end.at_ns, 10 * DES_S);
    assert_near(flows_moved_bytes(world.flows, endless), 300.0);
    flows_set_members(world.flows, endless, 3.0);        /* all 90 of them, from now on */
    des_run_until(world.des, 20 * DES_S);
    assert_near(flows_moved_bytes(world.flows, endless), 600.0);
    assert_near(flows_moved_total_bytes(world.flows, endless), 300.0 + 900.0);
    assert_near(flows_stop(world.flows, endless), 600.0);
    assert_false(flows_alive(world.flows, endless));
    world_free(&world);
}

static void a_flow_of_nothing_ends_at_the_instant_it_starts(void **state)
{
    (void)state;
    struct world world = world_new();
    fair_row dead = flows_add_row(world.flows, 0.0), wide = flows_add_row(world.flows, HUGE_VAL);
    struct watched nothing = { 0 }, unlimited = { 0 }, stuck = { 0 };
    des_run_until(world.des, 5);
    start_on(&world, dead, 0.0, HUGE_VAL, &nothing);
    start_on(&world, wide, 1e30, HUGE_VAL, &unlimited);
    start_on(&world, dead, 1.0, HUGE_VAL, &stuck);
    des_run(world.des);
    assert_int_equal(nothing.end.at_ns, 5);
    assert_int_equal(unlimited.end.at_ns, 5);
    assert_int_equal(stuck.end.order, 0);
    assert_int_equal(flows_n_alive(world.flows), 1);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_flows_share_and_the_rest_speeds_up),
        cmocka_unit_test(an_endless_flow_counts_what_it_moved),
        cmocka_unit_test(a_flow_of_nothing_ends_at_the_instant_it_starts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
