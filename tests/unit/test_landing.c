/* A run that goes by the calendar, by hand. The pool reads 10 GB/s or writes 5 GB/s when all of it stands; 1,000 s. */
#include "tests/lib/near.h"

#include <string.h>

#include "run/landing.h"
#include "run/run.h"
#include "run/stages.h"
#include "run/world.h"
#include "tests/lib/plan_fixture.h"

/* 5 nodes that nothing happens to. */
static struct plan_fixture *site(void)
{
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_failures(fixture)->on = false;
    return fixture;
}

static struct replication *run_index(struct plan_fixture *fixture, int32_t index)
{
    struct replication *outcome = run_replication(&fixture->plan, 0.0, index, fixture->arena);
    if (!(outcome->audit.worst <= 1e-9)) fail_msg("%s is off by %g", outcome->audit.law, outcome->audit.worst);
    return outcome;
}

static struct replication *run(struct plan_fixture *fixture) { return run_index(fixture, 0); }

/* --- storage ---------------------------------------------------------------------------------- */

/* 10 GPUs ask 10 GB/s: half speed for 400 s, full speed for 600 s. */
static void half_of_a_pool_carries_half_until_the_rest_lands(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    plan_fixture_job(fixture, "all", 1.0, 10.0, 10e9);
    plan_fixture_delivery(fixture, "bulk", 0.5, -1.0);
    plan_fixture_delivery(fixture, "bulk", 0.5, 400.0);
    const struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].useful, 10.0 * (0.5 * 400.0 + 600.0));
    assert_near(outcome->jobs[0].read_stalled, 10.0 * 0.5 * 400.0);
    assert_near(outcome->meters[REPLICATION_READ].integral, 5e9 * 400.0 + 10e9 * 600.0);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_MEDIA, OP_READ)].denied_bytes, 5e9 * 400.0);
    plan_fixture_free(fixture);
}

static void what_has_not_landed_carries_nothing_and_is_what_denies(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    plan_fixture_job(fixture, "all", 1.0, 10.0, 10e9);
    plan_fixture_delivery(fixture, "bulk", 1.0, 400.0);
    const struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].useful, 10.0 * 600.0);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_ROWS + BINDING_DELIVERY, OP_READ)].denied_bytes, 10e9 * 400.0);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_ROWS + BINDING_DELIVERY, OP_READ)].time_s, 400.0);
    plan_fixture_free(fixture);
}

/* Two pools, a quarter of reads to the first. Alone it reads all it can, 10 GB/s. Together, with 20 GB/s asked: 13.3 GB/s, of which
 * the second, 3/4 of them at 10 GB/s. */
static void load_goes_where_something_serves(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    plan_fixture_second_pool(fixture, 0.25, 0.25, 0.25);
    plan_fixture_job(fixture, "all", 1.0, 10.0, 20e9);
    plan_fixture_delivery(fixture, "more", 1.0, 400.0);
    const struct replication *outcome = run(fixture);
    assert_near(outcome->meters[REPLICATION_READ].integral, 10e9 * 400.0 + 10e9 / 0.75 * 600.0);
    assert_near(outcome->meters[REPLICATION_METERS + PLAN_FIXTURE_MEDIA].integral, 400.0 + 600.0 / 3.0);
    assert_near(outcome->meters[REPLICATION_METERS + PLAN_FIXTURE_ROWS + PLAN_FIXTURE_MEDIA].integral, 600.0);
    plan_fixture_free(fixture);
}

/* Three of five nodes are the least: two carry nothing, and draw watts. */
static void below_the_smallest_cluster_nothing_serves(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    fixture->stack.min_nodes = plan_fixture_given(3.0);
    fixture->group.idle_w = 1000.0;
    plan_fixture_job(fixture, "all", 1.0, 10.0, 10e9);
    plan_fixture_delivery(fixture, "bulk", 0.4, -1.0);
    plan_fixture_delivery(fixture, "bulk", 0.6, 500.0);
    const struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].useful, 10.0 * 500.0);
    assert_near(outcome->meters[REPLICATION_STORAGE_W].min, 0.4 * 1000.0 + 0.4 * 100.0);
    plan_fixture_free(fixture);
}

/* 800 of 1,000 W idle are the boxes'; a GB/s read takes 100 W more. A tenth of the boxes, with a tenth of the network. */
static void what_has_not_landed_draws_nothing(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    fixture->group.idle_w = 800.0;
    fixture->group.max_w = 1600.0;
    plan_fixture_delivery(fixture, "bulk", 0.1, -1.0);
    plan_fixture_delivery(fixture, "bulk", 0.9, 250.0);
    const struct replication *outcome = run(fixture);
    assert_near(outcome->meters[REPLICATION_STORAGE_W].min, 1000.0 - 0.9 * 800.0 + 10.0);
    assert_near(outcome->meters[REPLICATION_STORAGE_W].max, 1100.0);
    assert_near(outcome->meters[REPLICATION_STORAGE_W].integral, 250.0 * 290.0 + 750.0 * 1100.0);
    plan_fixture_free(fixture);
}

/* 1 GB/s into half of 400 GB: full after 200 s, refused for 300 s, then 200 s more, and refused to the end. */
static void writes_wait_for_room_to_land(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = 400e9;
    fixture->plan.background_write_mean = 1e9;
    plan_fixture_delivery(fixture, "bulk", 0.5, -1.0);
    plan_fixture_delivery(fixture, "bulk", 0.5, 500.0);
    const struct replication *outcome = run(fixture);
    assert_within(outcome->full_at_s, 200.0, 1e-8);
    assert_within(outcome->refused_s, 600.0, 1e-8);
    assert_within(outcome->meters[REPLICATION_WRITE].integral, 400e9, 1e-8);
    assert_true(outcome->used_max_bytes <= 400e9 + 2.0);
    plan_fixture_free(fixture);
}

/* 300 GB are there from the start, says the scenario; for 100 of them there is no room until the second half stands. */
static void stored_bytes_are_there_as_far_as_there_is_room(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = 400e9;
    fixture->scenario.demand.stored_bytes = plan_fixture_given(300e9);
    plan_fixture_delivery(fixture, "bulk", 0.5, -1.0);
    plan_fixture_delivery(fixture, "bulk", 0.5, 500.0);
    const struct replication *outcome = run(fixture);
    assert_near(outcome->used_mean_bytes, 250e9);
    assert_near(outcome->used_end_bytes, 300e9);
    plan_fixture_free(fixture);
}

/* More is said to be stored than there is room for: full from the start on, and no harm done. */
static void more_stored_than_there_is_room_for_is_full(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    fixture->scenario.demand.stored_bytes = plan_fixture_given(2e15);
    fixture->plan.background_write_mean = 1e9;
    const struct replication *outcome = run(fixture);
    assert_true(outcome->full_at_s == 0.0 && outcome->refused_s > 999.0);
    plan_fixture_free(fixture);
}

/* --- what fails ----------------------------------------------------------------------------------- */

static void what_has_not_landed_does_not_fail(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_failures(fixture);
    fixture->scenario.failures.links = fixture->scenario.failures.racks = fixture->scenario.failures.feeds = fixture->scenario.failures.nodes = false;
    fixture->drive_repair = plan_fixture_given(1.0);
    fixture->repair_group.drive_rate_per_year = 0.01 * 31536000.0;
    plan_fixture_delivery(fixture, "bulk", 1.0, 900.0);
    const double before = run(fixture)->failure->events[FAILURE_DRIVE];
    fixture->deliveries[0].committed.value -= 1.0;
    const double from_the_start = run(fixture)->failure->events[FAILURE_DRIVE];
    assert_true(before < 20.0 && from_the_start > 50.0);             /* 10 expected, and about 100 less the time they are out */
    plan_fixture_free(fixture);
}

/* Of 4 nodes in service (landed 0.8 of 5) one out is a quarter. */
static void one_of_those_that_stand_is_more_of_them(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_failures(fixture);
    plan_fixture_delivery(fixture, "bulk", 0.8, -1.0);
    plan_fixture_delivery(fixture, "bulk", 0.2, 500.0);
    struct world *world = world_new(&fixture->plan, (struct world_spec){ .measured_ns = world_ns(1000.0) }, fixture->arena);
    world->service->pools[0].groups[0].nodes_dead = 1.0;
    service_update(world->service, 0);
    assert_near(world->service->capacity[PLAN_FIXTURE_MEDIA], 10.0 * 0.8 * 0.75);
    des_run_until(world->des, world_ns(600.0));
    assert_near(world->service->capacity[PLAN_FIXTURE_MEDIA], 10.0 * 0.8);
    world_end(world);
    plan_fixture_free(fixture);
}

/* --- dates ------------------------------------------------------------------------------------------ */

static void each_replication_has_its_own_draw_of_the_delivery(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    struct delivery *delivery = plan_fixture_delivery(fixture, "bulk", 1.0, 0.0);
    delivery->slip_s.dist = (struct dist_spec){ .kind = DIST_UNIFORM, .low = 0.0, .high = 900.0 };
    struct stages *stages = stages_of(&fixture->plan, NULL, fixture->arena);
    for (int32_t i = 0; i < 3; i++) {
        double days;
        stages_draw(stages, (uint64_t)i, STAGES_AS_STATED, &days, NULL);
        const struct replication *outcome = run_index(fixture, i);
        assert_int_equal(outcome->landing->n, 1);
        assert_near(outcome->landing->at_s[0], (days - fixture->scenario.study.start_days) * 86400.0);
    }
    assert_true(run_index(fixture, 0)->landing->at_s[0] != run_index(fixture, 1)->landing->at_s[0]);
    plan_fixture_free(fixture);
}

static void without_a_start_all_stands(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    plan_fixture_job(fixture, "all", 1.0, 10.0, 10e9);
    plan_fixture_delivery(fixture, "bulk", 1.0, 400.0);
    fixture->scenario.study.start_days = (double)NAN;
    const struct replication *outcome = run(fixture);
    assert_true(outcome->landing == NULL);
    assert_near(outcome->jobs[0].useful, 10000.0);
    fixture->scenario.study.start_days = 20000.0;
    fixture->scenario.study.load = LOAD_CONSTANT;
    assert_true(run(fixture)->landing == NULL);
    plan_fixture_free(fixture);
}

/* 337.5 s are 1/256 of a day. */
static void the_trace_tells_what_lands(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    plan_fixture_delivery(fixture, "bulk", 0.25, -1.0);
    plan_fixture_delivery(fixture, "bulk", 0.75, 337.5);
    const struct replication *outcome = run_traced(&fixture->plan, 0.0, fixture->arena);
    assert_non_null(strstr(outcome->trace.bytes, "0.000000000\tdelivery\tbulk\t25.0 % of it in service\n"));
    assert_non_null(strstr(outcome->trace.bytes, "337.500000000\tdelivery\tbulk\t100 % of it in service\n"));
    plan_fixture_free(fixture);
}

/* --- GPUs ------------------------------------------------------------------------------------------- */

/* 40 GPUs at 0 s, 60 at 500 s. "large" (60) waits for them; "small" (30) runs. 10 stand idle, then 10. */
static void a_job_begins_when_its_gpus_have_landed(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    plan_fixture_job(fixture, "large", 1.0, 60.0, 0.0);
    plan_fixture_job(fixture, "small", 1.0, 30.0, 0.0);
    plan_fixture_arrival(fixture, 40.0, 0.0);
    plan_fixture_arrival(fixture, 60.0, 500.0);
    const struct replication *outcome = run(fixture);
    assert_near(outcome->jobs[0].useful, 60.0 * 500.0);
    assert_near(outcome->jobs[1].useful, 30.0 * 1000.0);
    assert_near(outcome->idle, 10.0 * 1000.0);
    assert_near(outcome->landing->gpu_s, 40.0 * 500.0 + 100.0 * 500.0);
    plan_fixture_free(fixture);
}

/* 100 GPUs idle at 30,000 W; at work each draws 1,000 W more. 40 of them, 30 at work; then 100, 90 at work. */
static void gpus_that_have_not_landed_draw_nothing(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    plan_fixture_job(fixture, "large", 1.0, 60.0, 0.0);
    plan_fixture_job(fixture, "small", 1.0, 30.0, 0.0);
    plan_fixture_arrival(fixture, 40.0, 0.0);
    plan_fixture_arrival(fixture, 60.0, 500.0);
    const struct replication *outcome = run(fixture);
    assert_near(outcome->meters[REPLICATION_GPU_W].integral, 500.0 * (12000.0 + 30000.0) + 500.0 * (30000.0 + 90000.0));
    plan_fixture_free(fixture);
}

/* 2 GB/s beyond the jobs with all GPUs; half of them ask for half of it. */
static void what_is_asked_beyond_jobs_grows_with_the_gpus(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site();
    fixture->plan.background_read_mean = 2e9;
    plan_fixture_arrival(fixture, 50.0, 0.0);
    plan_fixture_arrival(fixture, 50.0, 750.0);
    assert_near(run(fixture)->meters[REPLICATION_READ].integral, 1e9 * 750.0 + 2e9 * 250.0);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_of_a_pool_carries_half_until_the_rest_lands),
        cmocka_unit_test(what_has_not_landed_carries_nothing_and_is_what_denies),
        cmocka_unit_test(load_goes_where_something_serves),
        cmocka_unit_test(below_the_smallest_cluster_nothing_serves),
        cmocka_unit_test(what_has_not_landed_draws_nothing),
        cmocka_unit_test(writes_wait_for_room_to_land),
        cmocka_unit_test(stored_bytes_are_there_as_far_as_there_is_room),
        cmocka_unit_test(more_stored_than_there_is_room_for_is_full),
        cmocka_unit_test(what_has_not_landed_does_not_fail),
        cmocka_unit_test(one_of_those_that_stand_is_more_of_them),
        cmocka_unit_test(each_replication_has_its_own_draw_of_the_delivery),
        cmocka_unit_test(without_a_start_all_stands),
        cmocka_unit_test(the_trace_tells_what_lands),
        cmocka_unit_test(a_job_begins_when_its_gpus_have_landed),
        cmocka_unit_test(gpus_that_have_not_landed_draw_nothing),
        cmocka_unit_test(what_is_asked_beyond_jobs_grows_with_the_gpus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
