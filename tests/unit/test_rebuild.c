/* Rates by hand: throttle 20 % of 10 drives / 8e-9 = 250 MB/s for a drive's strips, / 5e-9 = 400 MB/s for a node's; the cards would
 * give 667 MB/s and 1.33 GB/s. */
#include "tests/lib/near.h"

#include "run/rebuild.h"
#include "run/world.h"
#include "tests/lib/plan_fixture.h"

struct scene {
    struct plan_fixture *fixture;
    struct world *world;
    struct rebuild rebuild;
    struct rebuild_task tasks[3];
    double done_s[3];
};

static void note(struct rebuild_task *task)
{
    struct scene *scene = task->context;
    scene->done_s[task - scene->tasks] = (double)des_now(scene->world->des) / 1e9;
}

/* 100 GPUs that read `read` bytes/s in all. */
static struct scene *begin(double read, double weight)
{
    struct plan_fixture *fixture = plan_fixture_new();
    struct scene *scene = ARENA_NEW(fixture->arena, struct scene);
    plan_fixture_failures(fixture)->rebuild_weight = plan_fixture_given(weight);
    fixture->scenario.failures.on = false;
    fixture->scenario.study.load = LOAD_CONSTANT;
    if (read > 0.0) plan_fixture_job(fixture, "all", 1.0, 100.0, read);
    scene->fixture = fixture;
    scene->world = world_new(&fixture->plan, (struct world_spec){ .measured_ns = world_ns(20000.0) }, fixture->arena);
    rebuild_start(&scene->rebuild, scene->world, &fixture->repair);
    for (int k = 0; k < 3; k++) scene->tasks[k] = (struct rebuild_task){ .kind = REBUILD_DRIVE, .bytes = 1e12, .done = note, .context = scene };
    return scene;
}

static void end(struct scene *scene)
{
    world_end(scene->world);
    plan_fixture_free(scene->fixture);
}

static void a_drive_takes_its_bytes_over_what_the_throttle_allows(void **state)
{
    (void)state;
    struct scene *scene = begin(0.0, (double)NAN);
    rebuild_add(&scene->rebuild, &scene->tasks[0]);
    world_run(scene->world);
    assert_near(scene->done_s[0], 1e12 / 250e6);
    assert_false(scene->tasks[0].waits);
    assert_near(rebuild_moved(&scene->rebuild), 1e12);
    end(scene);
}

static void the_strips_of_a_node_share_their_reads(void **state)
{
    (void)state;
    struct scene *scene = begin(0.0, (double)NAN);
    scene->tasks[0].kind = REBUILD_NODE;
    scene->tasks[0].bytes = 2e12;
    rebuild_add(&scene->rebuild, &scene->tasks[0]);
    world_run(scene->world);
    assert_near(scene->done_s[0], 2e12 / 400e6);
    end(scene);
}

/* 12 GB/s are asked of 10: the rebuild keeps its 250 MB/s, readers have the other 8 drives. */
static void without_a_weight_the_throttle_is_reserved(void **state)
{
    (void)state;
    struct scene *scene = begin(12e9, (double)NAN);
    rebuild_add(&scene->rebuild, &scene->tasks[0]);
    des_run_until(scene->world->des, world_ns(100.0));
    assert_near(flows_rate(scene->world->flows, scene->rebuild.flow), 250e6);
    assert_near(flows_total_rate(scene->world->flows, scene->world->jobs.readers[0].flow), 8e9);
    end(scene);
}

/* Weight 2.5: 100 x + 8 · 2.5 x = 10 drives of 1e-9: x = 83.3 MB/s a GPU, 208.3 MB/s rebuilt; unhindered 250. */
static void with_a_weight_it_competes_as_so_many_gpus(void **state)
{
    (void)state;
    struct scene *scene = begin(12e9, 2.5);
    rebuild_add(&scene->rebuild, &scene->tasks[0]);
    des_run_until(scene->world->des, world_ns(100.0));
    assert_near(flows_rate(scene->world->flows, scene->rebuild.flow), 2.5 * 1e10 / 120.0);
    assert_near(flows_total_rate(scene->world->flows, scene->world->jobs.readers[0].flow), 1e12 / 120.0);
    end(scene);
    scene = begin(1e9, 2.5);
    rebuild_add(&scene->rebuild, &scene->tasks[0]);
    des_run_until(scene->world->des, world_ns(100.0));
    assert_near(flows_rate(scene->world->flows, scene->rebuild.flow), 250e6);
    end(scene);
}

static void the_others_wait_in_order(void **state)
{
    (void)state;
    struct scene *scene = begin(0.0, (double)NAN);
    for (int k = 0; k < 3; k++) rebuild_add(&scene->rebuild, &scene->tasks[k]);
    rebuild_drop(&scene->rebuild, &scene->tasks[1]);
    assert_true(scene->tasks[2].waits);
    world_run(scene->world);
    assert_near(scene->done_s[0], 4000.0);
    assert_true(scene->done_s[1] == 0.0);
    assert_near(scene->done_s[2], 8000.0);
    end(scene);
}

/* Dropped half way: 2,000 s of 250 MB/s were moved; the next begins at once. */
static void what_is_no_longer_needed_stops(void **state)
{
    (void)state;
    struct scene *scene = begin(0.0, (double)NAN);
    rebuild_add(&scene->rebuild, &scene->tasks[0]);
    rebuild_add(&scene->rebuild, &scene->tasks[1]);
    des_run_until(scene->world->des, world_ns(2000.0));
    rebuild_drop(&scene->rebuild, &scene->tasks[0]);
    world_run(scene->world);
    assert_true(scene->done_s[0] == 0.0);
    assert_near(scene->done_s[1], 6000.0);
    assert_near(rebuild_moved(&scene->rebuild), 1.5e12);
    end(scene);
}

/* Half the media gone after 2,000 s: the other half takes twice as long. */
static void fewer_drives_rebuild_slower(void **state)
{
    (void)state;
    struct scene *scene = begin(0.0, (double)NAN);
    const double half[PLAN_FIXTURE_ROWS] = { 5.0, 20e9, 20e9 };
    rebuild_add(&scene->rebuild, &scene->tasks[0]);
    des_run_until(scene->world->des, world_ns(2000.0));
    rebuild_set_capacity(&scene->rebuild, half);
    world_run(scene->world);
    assert_near(scene->done_s[0], 2000.0 + 4000.0);
    end(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drive_takes_its_bytes_over_what_the_throttle_allows),
        cmocka_unit_test(the_strips_of_a_node_share_their_reads),
        cmocka_unit_test(without_a_weight_the_throttle_is_reserved),
        cmocka_unit_test(with_a_weight_it_competes_as_so_many_gpus),
        cmocka_unit_test(the_others_wait_in_order),
        cmocka_unit_test(what_is_no_longer_needed_stops),
        cmocka_unit_test(fewer_drives_rebuild_slower),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
