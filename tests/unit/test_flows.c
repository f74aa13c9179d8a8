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

/* Capped at 30 of 100; then three of them take all but 10, at 30 each. */
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

/* The instant's changes are answered at once: ten starts, one solve, and one observation of it. */
static void count_call(void *context, const struct flows *flows)
{
    (void)flows;
    ++*(int32_t *)context;
}

static void changes_of_one_instant_are_solved_once(void **state)
{
    (void)state;
    struct world world = world_new();
    int32_t observed = 0;
    flows_observe(world.flows, count_call, &observed);
    fair_row link = flows_add_row(world.flows, 100.0);
    flow_id flow[10];
    for (int i = 0; i < 10; i++) flow[i] = start_on(&world, link, HUGE_VAL, HUGE_VAL, NULL);
    assert_true(flows_rate(world.flows, flow[0]) == 0.0);
    des_run_until(world.des, 0);
    assert_int_equal(observed, 1);
    assert_int_equal(flows_n_solves(world.flows), 1);
    assert_near(flows_rate(world.flows, flow[3]), 10.0);
    flows_set_capacity(world.flows, link, 100.0);          /* no change */
    des_run_until(world.des, DES_S);
    assert_int_equal(observed, 1);
    world_free(&world);
}

/* 3 B/s: 1 byte takes 333,333,333.3 ns. It ends on the nearest ns, and counts as 1 byte. */
static void a_completion_falls_on_the_nearest_ns_with_exactly_its_bytes(void **state)
{
    (void)state;
    struct world world = world_new();
    fair_row link = flows_add_row(world.flows, 3.0);
    struct watched first = { 0 }, second = { 0 };
    flow_id flow = start_on(&world, link, 1.0, HUGE_VAL, &first);
    des_run_until(world.des, 0);
    assert_int_equal(flows_done_at_ns(world.flows, flow), 333333333);
    des_run(world.des);
    assert_int_equal(first.end.at_ns, 333333333);
    start_on(&world, link, 2.0, HUGE_VAL, &second);
    des_run(world.des);
    assert_int_equal(second.end.at_ns, 333333333 + 666666667);
    world_free(&world);
}

/* 100 B/s alone for 1 s, then on a row of 10: 100 of 150 are done, 50 take 5 s more. */
static void a_rerouted_flow_keeps_what_it_has_moved(void **state)
{
    (void)state;
    struct world world = world_new();
    fair_row wide = flows_add_row(world.flows, 100.0), narrow = flows_add_row(world.flows, 10.0), row;
    struct watched watched = { 0 };
    flow_id flow = start_on(&world, wide, 150.0, HUGE_VAL, &watched);
    des_run_until(world.des, DES_S);
    flows_reroute(world.flows, flow, &(struct fair_use){ narrow, 1.0 }, 1);
    assert_near(flows_moved_bytes(world.flows, flow), 100.0);
    assert_near(flows_left_bytes(world.flows, flow), 50.0);
    des_run_until(world.des, 2 * DES_S);
    assert_int_equal(flows_bottleneck(world.flows, flow, &row), FAIR_ROW);
    assert_int_equal(row.row, narrow.row);
    des_run(world.des);
    assert_int_equal(watched.end.at_ns, 6 * DES_S);
    world_free(&world);
}

/* 40 B/s: 10 s at 40, nothing for 5 s, 10 s at 20 in halves of weight: 400 + 0 + 200 of 600. */
static void capacity_and_weight_may_change_under_way(void **state)
{
    (void)state;
    struct world world = world_new();
    fair_row link = flows_add_row(world.flows, 40.0);
    struct watched watched = { 0 };
    flow_id flow = start_on(&world, link, 600.0, HUGE_VAL, &watched);
    des_run_until(world.des, 10 * DES_S);
    flows_set_capacity(world.flows, link, 0.0);
    des_run_until(world.des, 15 * DES_S);
    assert_near(flows_moved_bytes(world.flows, flow), 400.0);
    flows_set_capacity(world.flows, link, 60.0);
    flows_set_weight(world.flows, flow, 0.5);
    start_on(&world, link, HUGE_VAL, HUGE_VAL, NULL);
    des_run_until(world.des, 16 * DES_S);
    assert_near(flows_rate(world.flows, flow), 20.0);
    des_run_until(world.des, 30 * DES_S);
    assert_int_equal(watched.end.at_ns, 25 * DES_S);
    world_free(&world);
}

static void an_id_never_means_a_later_flow(void **state)
{
    (void)state;
    struct world world = world_new();
    fair_row link = flows_add_row(world.flows, 40.0);
    flow_id old = start_on(&world, link, 1.0, HUGE_VAL, NULL);
    assert_false(flows_alive(world.flows, (flow_id){ 0 }));
    flows_stop(world.flows, old);
    flow_id later = start_on(&world, link, 1.0, HUGE_VAL, NULL);
    assert_int_equal(later.slot, old.slot);
    assert_false(flows_alive(world.flows, old));
    assert_true(flows_alive(world.flows, later));
    world_free(&world);
}

/* Ten years of one endless flow beside short ones: each of these still ends on its ns. */
static void virtual_time_keeps_its_grain_over_years(void **state)
{
    (void)state;
    struct world world = world_new();
    fair_row link = flows_add_row(world.flows, 2e9);
    start_on(&world, link, HUGE_VAL, HUGE_VAL, NULL);
    int64_t now_ns = 0;
    for (int i = 0; i < 3650; i++) {
        struct watched watched = { 0 };
        start_on(&world, link, 1e9 + i, HUGE_VAL, &watched);
        des_run_until(world.des, now_ns + 86400 * DES_S);
        assert_int_equal(watched.end.at_ns, now_ns + DES_S + i);
        now_ns += 86400 * DES_S;
    }
    world_free(&world);
}

/* --- K7: M/G/1 with processor sharing, ρ 0.8: a job of any size takes 1 / (1 − ρ) = 5 times as long
 * as alone, whatever the law of sizes ------------------------------------------------------------ */

#define BATCHES    20
#ifdef EXASITE_DEBUG
#define BATCH_JOBS 10000               /* sanitizers look for other mistakes */
#define WIDTH      0.04
#else
#define BATCH_JOBS 1000000
#define WIDTH      0.005
#endif
#define SIZES      2

struct ps { struct world world; fair_row server; uint64_t state; int64_t n_started; double slowdown[SIZES][BATCHES]; int32_t n[SIZES][BATCHES]; };
struct ps_job { struct ps *ps; int64_t start_ns; double bytes; int32_t size; int32_t batch; };

static double uniform(struct ps *ps)
{
    uint64_t z = ps->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53;
}

static void ps_ended(void *context, flow_id flow)
{
    (void)flow;
    struct ps_job *job = context;
    double took_s = 1e-9 * (double)(des_now(job->ps->world.des) - job->start_ns);
    if (job->batch > 0) {              /* the first batch warms up */
        job->ps->slowdown[job->size][job->batch - 1] += took_s / job->bytes;
        job->ps->n[job->size][job->batch - 1]++;
    }
    free(job);
}

/* Sizes 0.5 (three in four) and 2.5: mean 1, on a server of 1 byte/s. */
static void ps_arrival(struct des *des, void *context, int64_t payload)
{
    (void)payload;
    struct ps *ps = context;
    struct ps_job *job = calloc(1, sizeof *job);
    assert_non_null(job);
    int32_t size = uniform(ps) < 0.25;
    *job = (struct ps_job){ ps, des_now(des), size ? 2.5 : 0.5, size, (int32_t)(ps->n_started / BATCH_JOBS) };
    flows_start(ps->world.flows, &(struct flow_spec){ .bytes = job->bytes, .weight = 1.0, .members = 1.0, .cap = HUGE_VAL,
                                                      .uses = &(struct fair_use){ ps->server, 1.0 }, .n_uses = 1, .done = ps_ended, .context = job });
    double gap_s = -log(uniform(ps)) / 0.8;
    if (++ps->n_started < (int64_t)(BATCHES + 1) * BATCH_JOBS) des_schedule(des, des_now(des) + llround(gap_s * 1e9), DES_ARRIVAL, ps_arrival, ps, 0);
}

static void judge_slowdown(const struct ps *ps, int size, uint64_t seed)
{
    double mean = 0.0, square = 0.0;
    for (int b = 0; b < BATCHES; b++) mean += ps->slowdown[size][b] / ps->n[size][b] / BATCHES;
    for (int b = 0; b < BATCHES; b++) square += pow(ps->slowdown[size][b] / ps->n[size][b] - mean, 2.0);
    double error = sqrt(square / (BATCHES - 1) / BATCHES);         /* t of 19 degrees: 2.093 for 95 %, 3.883 for 99.9 % */
    printf("    slowdown of size %s seed %llu: %.6f +- %.2f %%, expected 5\n", size ? "2.5" : "0.5", (unsigned long long)seed, mean, 100.0 * 2.093 * error / 5.0);
    assert_true(fabs(mean - 5.0) <= 3.883 * error);
    assert_true(2.093 * error <= WIDTH * 5.0);
}

static void share_processor(uint64_t seed)
{
    struct ps ps = { .world = world_new(), .state = seed };
    ps.server = flows_add_row(ps.world.flows, 1.0);
    des_schedule(ps.world.des, 0, DES_ARRIVAL, ps_arrival, &ps, 0);
    des_run(ps.world.des);
    for (int size = 0; size < SIZES; size++) judge_slowdown(&ps, size, seed);
    world_free(&ps.world);
}

static void k7_processor_sharing_slows_every_size_five_times(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= (getenv("EXASITE_SLOW") != NULL ? 6u : 1u); seed++) share_processor(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_flows_share_and_the_rest_speeds_up),
        cmocka_unit_test(an_endless_flow_counts_what_it_moved),
        cmocka_unit_test(a_flow_of_nothing_ends_at_the_instant_it_starts),
        cmocka_unit_test(changes_of_one_instant_are_solved_once),
        cmocka_unit_test(a_completion_falls_on_the_nearest_ns_with_exactly_its_bytes),
        cmocka_unit_test(a_rerouted_flow_keeps_what_it_has_moved),
        cmocka_unit_test(capacity_and_weight_may_change_under_way),
        cmocka_unit_test(an_id_never_means_a_later_flow),
        cmocka_unit_test(virtual_time_keeps_its_grain_over_years),
        cmocka_unit_test(k7_processor_sharing_slows_every_size_five_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
