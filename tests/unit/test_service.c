/* 5 nodes of 2 drives and 2 links; a read byte out of service costs 5e-9 more of media and is sent 6 times more. */
#include "tests/lib/near.h"

#include "run/service.h"
#include "run/world.h"
#include "tests/lib/plan_fixture.h"

struct scene { struct plan_fixture *fixture; struct world *world; struct service *service; struct service_pool *pool; struct service_group *group; };

/* 100 GPUs that ask 12 GB/s; nothing fails by itself. */
static struct scene begin(void)
{
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_failures(fixture);
    fixture->scenario.failures.drives = fixture->scenario.failures.nodes = fixture->scenario.failures.links = false;
    fixture->scenario.failures.racks = fixture->scenario.failures.feeds = false;
    plan_fixture_job(fixture, "all", 1.0, 100.0, 12e9);
    struct world *world = world_new(&fixture->plan, (struct world_spec){ .measured_ns = world_ns(1000.0) }, fixture->arena);
    struct service *service = world->service;
    return (struct scene){ fixture, world, service, &service->pools[0], &service->pools[0].groups[0] };
}

static void end(struct scene *scene)
{
    world_end(scene->world);
    plan_fixture_free(scene->fixture);
}

/* What readers get some time after the change. */
static double delivered(struct scene *scene)
{
    service_update(scene->service, 0);
    des_run_until(scene->world->des, des_now(scene->world->des) + 1000000000);
    return flows_total_rate(scene->world->flows, scene->world->jobs.readers[0].flow);
}

static void rows_have_what_is_in_service(void **state)
{
    (void)state;
    struct scene scene = begin();
    const double *capacity = scene.service->capacity;
    scene.group->drives_out = 1.0;
    service_update(scene.service, 0);
    assert_near(capacity[PLAN_FIXTURE_MEDIA], 9.0);
    assert_near(capacity[PLAN_FIXTURE_TX], 20e9);
    scene.group->links_out = 1.0;
    service_update(scene.service, 0);
    assert_near(capacity[PLAN_FIXTURE_TX], 18e9);       /* of 10 links; a node of two has half its network */
    scene.group->nodes_dead = 1.0;
    service_update(scene.service, 0);
    assert_near(capacity[PLAN_FIXTURE_MEDIA], 9.0 * 0.8);
    assert_near(capacity[PLAN_FIXTURE_RX], 18e9 * 0.8);
    scene.group->drives_out = scene.group->links_out = scene.group->nodes_dead = 0.0;
    service_update(scene.service, 0);
    assert_true(capacity[PLAN_FIXTURE_MEDIA] == 10.0 && capacity[PLAN_FIXTURE_RX] == 20e9);
    end(&scene);
}

/* A fifth out: 8 drives / (1 + 0.2 · 5) = 4 GB/s; sent (1 + 0.2 · 6) of 16 GB/s would be 7.3. */
static void reads_of_what_is_out_cost_repair_reads(void **state)
{
    (void)state;
    struct scene scene = begin();
    assert_near(delivered(&scene), 10e9);
    scene.group->nodes_dead = scene.group->nodes_lost = 1.0;
    assert_near(delivered(&scene), 4e9);
    assert_near(scene.pool->unreadable, 0.2);
    scene.group->nodes_lost = 0.0;          /* rebuilt elsewhere: 8 drives serve all */
    assert_near(delivered(&scene), 8e9);
    scene.group->nodes_dead = 0.0;
    assert_near(delivered(&scene), 10e9);
    end(&scene);
}

/* The plan's law for one failure domain out, by another way. */
static void a_domain_in_maintenance_is_out_with_its_bytes(void **state)
{
    (void)state;
    struct scene scene = begin();
    scene.pool->domains_out = 1.0;
    assert_near(delivered(&scene), 4e9);
    assert_near(scene.pool->losses, 1.0);
    end(&scene);
}

static void losses_are_domains_and_drives(void **state)
{
    (void)state;
    struct scene scene = begin();
    scene.group->drives_lost = 2.0;
    scene.group->nodes_lost = 1.0;
    scene.group->nodes_dark = 1.0;
    scene.pool->domains_out = 1.0;
    service_update(scene.service, 0);
    assert_near(scene.pool->losses, 5.0);
    assert_near(scene.pool->unreadable, 0.2 + 0.2 + 0.2 + 0.2);
    end(&scene);
}

/* 10 GB/s alone; with a drive out 9; with a rebuild that may take a fifth 7.2. */
static void what_the_site_could_serve_less_is_noted(void **state)
{
    (void)state;
    struct scene scene = begin();
    struct rebuild_task task = { .kind = REBUILD_DRIVE, .bytes = 1e12 };
    assert_near(scene.service->bound[OP_READ], 10e9);
    scene.group->drives_out = 1.0;
    service_update(scene.service, 0);
    assert_near(scene.service->less[OP_READ].value, 1e9);
    rebuild_add(&scene.pool->rebuild, &task);
    service_note_less(scene.service);
    assert_near(scene.service->less[OP_READ].value, 10e9 - 7.2e9);
    assert_near(scene.service->less[OP_WRITE].value, 5e9 - 3.6e9);
    end(&scene);
}

static void nothing_is_served_where_nothing_is_left(void **state)
{
    (void)state;
    struct scene scene = begin();
    scene.group->nodes_dead = 5.0;
    assert_true(delivered(&scene) == 0.0);
    scene.group->nodes_dead = 0.0;
    assert_near(delivered(&scene), 10e9);
    assert_true(scene.world->audit.worst <= 1e-9);
    end(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_have_what_is_in_service),
        cmocka_unit_test(reads_of_what_is_out_cost_repair_reads),
        cmocka_unit_test(a_domain_in_maintenance_is_out_with_its_bytes),
        cmocka_unit_test(losses_are_domains_and_drives),
        cmocka_unit_test(what_the_site_could_serve_less_is_noted),
        cmocka_unit_test(nothing_is_served_where_nothing_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
