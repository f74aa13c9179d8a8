/* Virtual time by itself: keys that don't change when levels do, and which group is due first. Groups are set by hand, without a solve. */
#include "tests/lib/near.h"

#include "fluid/flows_groups.h"

struct scene { struct arena *arena; struct des *des; struct flows *flows; };

static struct scene scene_new(void)
{
    struct arena *arena = arena_new();
    struct des *des = des_new(arena);
    struct scene scene = { arena, des, flows_new(des) };
    flows_groups_more(scene.flows, 3);
    return scene;
}

static void scene_free(struct scene *scene)
{
    flows_free(scene->flows);
    arena_free(scene->arena);
}

/* A flow of a cap of its own, in no group yet. */
static int32_t some(struct scene *scene, double bytes)
{
    return flows_start(scene->flows, &(struct flow_spec){ .bytes = bytes, .weight = 1.0, .members = 1.0, .cap = 1.0 }).slot;
}

static void rise(struct scene *scene, int32_t group, double level)
{
    flows_groups_settle(scene->flows, &scene->flows->groups[group]);
    scene->flows->groups[group].level = level;
    flows_groups_touch(scene->flows, group);
    flows_groups_in_order(scene->flows);
}

static void nothing(struct des *des, void *context, int64_t payload) { (void)des, (void)context, (void)payload; }

/* The clock at a second: an event of ours is the only thing that happens. */
static void at_s(struct scene *scene, int64_t s)
{
    des_schedule(scene->des, s * DES_S, DES_CAPACITY, nothing, NULL, 0);
    while (des_now(scene->des) < s * DES_S) des_run_until(scene->des, s * DES_S);
}

static struct scene apart(void)
{
    struct scene scene = scene_new();
    rise(&scene, 0, 2.0);
    rise(&scene, 1, 5.0);
    return scene;
}

/* 10 at 2/s: at 5 s. */
static void a_flow_ends_when_the_level_has_come_to_its_key(void **state)
{
    (void)state;
    struct scene scene = apart();
    const int32_t flow = some(&scene, 10.0);
    flows_groups_unite(scene.flows, flow, 0);
    flows_groups_in_order(scene.flows);
    assert_near(flows_groups_left(scene.flows, flow), 10.0);
    assert_int_equal(scene.flows->groups[0].due_ns, 5 * DES_S);
    rise(&scene, 0, 4.0);
    assert_near(scene.flows->moving[flow].key, 10.0);
    assert_int_equal(scene.flows->groups[0].due_ns, 5 * DES_S / 2);
    scene_free(&scene);
}

/* 10 at 2/s are due at 5 s, 20 at 5/s at 4 s: the second group first; without its flow, the first. */
static void the_group_whose_flow_ends_first_is_due_first(void **state)
{
    (void)state;
    struct scene scene = apart();
    const int32_t slow = some(&scene, 10.0), fast = some(&scene, 20.0);
    flows_groups_unite(scene.flows, slow, 0);
    flows_groups_unite(scene.flows, fast, 1);
    flows_groups_in_order(scene.flows);
    assert_int_equal(scene.flows->due[0], 1);
    assert_int_equal(scene.flows->groups[1].due_ns, 4 * DES_S);
    flows_groups_part(scene.flows, fast);
    flows_groups_in_order(scene.flows);
    assert_int_equal(scene.flows->due[0], 0);
    assert_int_equal(scene.flows->n_due, 1);
    scene_free(&scene);
}

/* Of a hundred in a group, whatever their order of joining, the one with the fewest bytes left stands first; taken out from anywhere, too. */
static void the_flow_with_the_least_left_stands_first(void **state)
{
    (void)state;
    struct scene scene = apart();
    int32_t flow[101];
    for (int k = 1; k <= 100; k++) flows_groups_unite(scene.flows, flow[k] = some(&scene, (k * 37) % 101), 0);
    for (int bytes = 1; bytes <= 100; bytes++) {
        const int32_t first = scene.flows->groups[0].heap[0].flow;
        assert_near(flows_groups_left(scene.flows, first), bytes);
        flows_groups_drop(scene.flows, &scene.flows->moving[first]);
    }
    assert_int_equal(scene.flows->groups[0].n, 0);
    scene_free(&scene);
}

/* What a flow has moved and has left goes with it from group to group: of 10, 6 at 2/s in 3 s (its solve leaves it there, for it is in no
 * real group), the other 4 then at 5/s. */
static void what_is_left_goes_along_to_another_group(void **state)
{
    (void)state;
    struct scene scene = scene_new();
    const int32_t flow = some(&scene, 10.0);
    at_s(&scene, 1);
    flows_groups_part(scene.flows, flow);
    rise(&scene, 1, 2.0);
    const double before = flows_groups_left(scene.flows, flow);
    flows_groups_unite(scene.flows, flow, 1);
    assert_near(before, 9.0);
    assert_near(flows_groups_left(scene.flows, flow), 9.0);
    flows_groups_in_order(scene.flows);
    assert_int_equal(scene.flows->groups[1].due_ns, DES_S + 9 * DES_S / 2);
    assert_near(flows_groups_moved(scene.flows, flow), 1.0);
    scene_free(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flow_ends_when_the_level_has_come_to_its_key),
        cmocka_unit_test(the_group_whose_flow_ends_first_is_due_first),
        cmocka_unit_test(the_flow_with_the_least_left_stands_first),
        cmocka_unit_test(what_is_left_goes_along_to_another_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
