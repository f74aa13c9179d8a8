#include "tests/lib/site_plan_of.h"

#include "plan/summary.h"

static struct site_fixture *dallas(void)
{
    struct site_fixture *site = site_new();
    site_for(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, FOR_CAPACITY);
    site_job(site, "a", 1.0, 98304.0)->checkpoint.parameters = site_given(1e13);
    return site;
}

static struct results *summary_of(struct site_fixture *site)
{
    struct results *results = ARENA_NEW(site->arena, struct results);
    summary_fill(plan_of(site), site->arena, results);
    return results;
}

static void the_build_stands_in_the_results(void **state)
{
    struct site_fixture *site = dallas();
    const struct results *results = summary_of(site);
    const struct result_pool *pool = &results->plan.pools[0];
    assert_near(pool->nodes, 532.0);
    assert_near(pool->drives, 46816.0);
    assert_near(pool->racks, 89.0);
    assert_string_equal(pool->read_bound_by, "bulk/hdd-box/media time");
    assert_string_equal(pool->read_next_by, "bulk/hdd-box/NIC transmit");
    assert_string_equal(pool->rack_limit, "U");
    assert_near(pool->nameplate_w, 771400.0);
    assert_string_equal(pool->groups[0].bound_rule, "capacity");
    assert_near(results->read.bound, 5.61792e12);
    assert_near(results->power.site_design_w, 304266534.0);
    assert_near(results->capacity.usable_bytes, 532.0 * 1881e12);
    assert_near(results->checkpoint.offered_bytes_per_day, 1e17);
    assert_int_equal(results->n_resources, 3);
    assert_near(results->resources[0].write_cost, 4.0 / 3.0 / 0.12e9);
    (void)state;
    site_free(site);
}

/* Direct encoding writes 4.21 TB/s; three copies first 5.618 / 5.333 = 1.053. */
static void other_paths_stand_beside(void **state)
{
    struct site_fixture *site = dallas();
    const struct result_pool *pool = &summary_of(site)->plan.pools[0];
    assert_int_equal(pool->n_alternatives, 2);
    assert_true(pool->alternatives[0].chosen);
    assert_false(pool->alternatives[1].chosen);
    assert_near(pool->alternatives[0].write_bound_bytes_per_s, 5.61792e12 * 0.75);
    assert_near(pool->alternatives[1].write_bound_bytes_per_s, 5.61792e12 / (16.0 / 3.0));
    (void)state;
    site_free(site);
}

static void what_only_a_run_can_tell_is_unknown(void **state)
{
    struct site_fixture *site = dallas();
    const struct results *results = summary_of(site);
    assert_true(isnan(results->goodput.useful));
    assert_true(isnan(results->power.site_w.mean));
    assert_true(isnan(results->read.denied_fraction));
    assert_true(isnan(results->capacity.full_at_s));
    (void)state;
    site_free(site);
}

static void the_verdict_is_that_of_the_musts_and_of_what_does_not_fit(void **state)
{
    struct site_fixture *site = dallas();
    assert_string_equal(summary_of(site)->verdict, "pass");
    struct requirement *requirement = site_must(site, REQ_GOODPUT, CMP_GE, 0.9);
    assert_string_equal(summary_of(site)->verdict, "depends");
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, 24e12);
    assert_string_equal(summary_of(site)->verdict, "fail");
    requirement[0].level = requirement[1].level = LEVEL_SHOULD;
    assert_string_equal(summary_of(site)->verdict, "pass");
    site->scenario.site.rack_tiles = site_given(80.0);
    assert_string_equal(summary_of(site)->verdict, "fail");
    (void)state;
    site_free(site);
}

static void a_run_settles_what_depended_on_it(void **state)
{
    struct site_fixture *site = dallas();
    site_must(site, REQ_GOODPUT, CMP_GE, 0.9);
    struct results *results = summary_of(site);
    results->goodput.useful = 0.93;
    summary_judge(plan_of(site), site->arena, results);
    assert_string_equal(results->requirements[0].verdict, "pass");
    assert_near(results->requirements[0].value, 0.93);
    assert_string_equal(results->verdict, "pass");
    (void)state;
    site_free(site);
}

static void places_read_as_in_diagnostics(void **state)
{
    struct arena *arena = arena_new();
    assert_string_equal(summary_place(arena, (struct place){"a.yaml", 3, 7}), "a.yaml:3:7");
    assert_string_equal(summary_place(arena, (struct place){"a.yaml", 0, 0}), "a.yaml");
    assert_string_equal(summary_place(arena, (struct place){NULL, 0, 0}), "");
    (void)state;
    arena_free(arena);
}

/* Two loads, three parts and one: of 4 MW at IT 3 and 1. Without any all hangs on the last level, and nothing is listed. */
static void loads_of_the_tree_have_their_watts(void **state)
{
    struct site_fixture *site = dallas();
    struct power_tree *tree = &site->facility.power_tree;
    tree->levels = ARENA_ARRAY(site->arena, struct power_level, 1);
    tree->n_levels = 1;
    tree->levels[0] = (struct power_level){.name = "mains", .kind = POWER_UTILITY, .scheme = SCHEME_N, .count = site_given(1.0), .block = site_absent(), .rating_w = site_given(350e6), .derating = site_given(1.0), .loss = site_given(0.0)};
    assert_int_equal(summary_of(site)->power.n_tree_loads, 0);
    tree->loads = ARENA_ARRAY(site->arena, struct power_load, 2);
    tree->n_loads = 2;
    for (int l = 0; l < 2; l++) {
        tree->loads[l] = (struct power_load){.on = ARENA_ARRAY(site->arena, const char *, 1), .n_on = 1, .share = site_given(l ? 0.25 : 0.75)};
        tree->loads[l].on[0] = "mains";
    }
    const struct result_power *power = &summary_of(site)->power;
    const double it_w = power->gpu_max_w + power->other_it_max_w + power->storage_max_w + power->network_w;
    assert_int_equal(power->n_tree_loads, 2);
    assert_string_equal(power->tree_loads[0].on, "mains");
    assert_near(power->tree_loads[0].load_w, 0.75 * it_w);
    assert_near(power->tree_loads[1].share, 0.25);
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_build_stands_in_the_results),
        cmocka_unit_test(other_paths_stand_beside),
        cmocka_unit_test(what_only_a_run_can_tell_is_unknown),
        cmocka_unit_test(the_verdict_is_that_of_the_musts_and_of_what_does_not_fit),
        cmocka_unit_test(a_run_settles_what_depended_on_it),
        cmocka_unit_test(loads_of_the_tree_have_their_watts),
        cmocka_unit_test(places_read_as_in_diagnostics),
    };
    return cmocka_run_group_tests_name("summary", tests, NULL, NULL);
}
