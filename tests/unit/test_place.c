#include "tests/lib/site_plan_of.h"

static struct site_fixture *boxes(double ru, double max_w, double kg, double gigabits, double count)
{
    struct site_fixture *site = site_new();
    struct node_model *node = site_node(site, "box", site_drive(site, "d", 30.0, 1.0, 1.0), 10.0, gigabits, ru, 100.0, max_w);
    node->kg = site_given(kg);
    site_count(&site_pool(site, "bulk", node, site_lrc(site), 0)->groups[0].nodes, count);
    return site;
}

static void assert_limit(struct site_fixture *site, double per_rack, const char *limit)
{
    const struct plan_group *group = &plan_of(site)->pools[0].groups[0];
    assert_near(group->nodes_per_rack, per_rack);
    assert_string_equal(group->rack_limit, limit);
    site_free(site);
}

/* 39 U, 14 kW, 1,000 kg and 64 ports are left of a rack. */
static void the_limit_that_binds_is_named(void **state)
{
    assert_limit(boxes(6.0, 1450.0, 100.0, 100.0, 532.0), 6.0, "U");
    assert_limit(boxes(1.0, 850.0, 29.5, 100.0, 532.0), 16.0, "power");
    assert_limit(boxes(4.0, 1000.0, 130.0, 100.0, 532.0), 7.0, "weight");
    /* One port of 400 Gb/s a box and as many uplinks: 2 x 16 boxes. */
    assert_limit(boxes(1.0, 100.0, 10.0, 400.0, 532.0), 32.0, "ports");
    assert_limit(boxes(2.0, 100.0, 10.0, 100.0, 16.0), 16.0, "count");
    (void)state;
}

/* At 3:1 32 boxes need 11 uplinks, by whole ones on both switches 12: 48 boxes and 16 uplinks fill 64 ports; 39 U stop at 39. */
static void oversubscription_frees_ports(void **state)
{
    struct site_fixture *site = boxes(1.0, 100.0, 10.0, 400.0, 532.0);
    site->facility.uplink_oversubscription = site_given(3.0);
    const struct plan_group *group = &plan_of(site)->pools[0].groups[0];
    assert_near(group->per_rack_by_ports, 48.0);
    assert_near(group->nodes_per_rack, 39.0);
    (void)state;
    site_free(site);
}

/* 20 boxes of 6 U at 6 a rack leave 2; 28 of 2 U at 19 leave 9: 12 + 18 = 30 U share one rack. */
static void what_is_left_over_shares_a_rack(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0);
    site_count(&site_group(site, pool, site_xio(site))->nodes, 28.0);
    site_count(&pool->groups[0].nodes, 20.0);
    const struct plan_racks *racks = &plan_of(site)->racks;
    assert_near(racks->racks, 3.0 + 1.0 + 1.0);
    const struct rack_fill *mixed = &racks->fills[racks->n_fills - 1];
    assert_int_equal(mixed->n_content, 2);
    assert_near(mixed->content[0].hosts, 2.0);
    assert_near(mixed->content[1].hosts, 9.0);
    assert_near(mixed->ru, 3.0 + 12.0 + 18.0);
    assert_near(mixed->draw_w, 1000.0 + 2.0 * 1450.0 + 9.0 * 550.0);
    (void)state;
    site_free(site);
}

/* Every box of every group stands somewhere, and no rack is over a limit. */
static void every_box_stands_in_a_rack_that_holds_it(void **state)
{
    for (double n = 16.0; n < 60.0; n += 1.0) {
        struct site_fixture *site = site_new();
        struct pool *pool = site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0);
        site_count(&site_group(site, pool, site_xio(site))->nodes, 3.0 * n);
        site_count(&pool->groups[0].nodes, n);
        const struct site_plan *plan = plan_of(site);
        double hosts[2] = {0.0, 0.0};
        for (int f = 0; f < plan->racks.n_fills; f++) {
            const struct rack_fill *fill = &plan->racks.fills[f];
            for (int c = 0; c < fill->n_content; c++) hosts[fill->content[c].group] += fill->count * fill->content[c].hosts;
            assert_true(fill->ru <= fill->ru_limit && fill->draw_w <= fill->w_limit && fill->kg <= fill->kg_limit && fill->ports <= fill->port_limit);
        }
        assert_near(hosts[0], n);
        assert_near(hosts[1], 3.0 * n);
        site_free(site);
    }
    (void)state;
}

/* 16 domains are needed: 50 boxes that would fill 9 racks stand in 16, 2 with 4 and 14 with 3. */
static void racks_as_domains_are_as_many_as_the_code_needs(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0);
    pool->failure_domain = DOMAIN_RACK;
    site_count(&pool->groups[0].nodes, 50.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->pools[0].domains, 16.0);
    assert_near(plan->racks.racks, 16.0);
    assert_int_equal(plan->racks.n_fills, 2);
    assert_near(plan->racks.fills[0].count, 2.0);
    assert_near(plan->racks.fills[0].content[0].hosts, 4.0);
    assert_near(plan->racks.fills[1].count, 14.0);
    assert_near(plan->racks.fills[1].content[0].hosts, 3.0);
    (void)state;
    site_free(site);
}

/* 89 racks of 2 tiles of 600 mm and 1.38 m2 on 80 positions. */
static void too_few_tiles_are_a_finding(void **state)
{
    struct site_fixture *site = site_new();
    site->scenario.site.rack_tiles = site_given(80.0);
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->racks.rack_tiles, 89.0);
    assert_near(plan->racks.floor_tiles, 178.0);
    assert_near(plan->racks.floor_m2, 89.0 * 1.38);
    assert_finds(plan, "over-rack-tiles", FINDING_FAIL, "9 too many");
    (void)state;
    site_free(site);
}

static void a_box_of_another_form_is_a_finding(void **state)
{
    struct site_fixture *site = boxes(1.0, 100.0, 10.0, 100.0, 40.0);
    site->rack.form = FORM_OU21;
    site->rack.feed = FEED_DC48;
    assert_finds(plan_of(site), "rack-form-mismatch", FINDING_WARNING, "19-inch with AC feed");
    (void)state;
    site_free(site);
}

static void a_box_that_fits_no_rack_is_a_finding_and_the_plan_goes_on(void **state)
{
    struct site_fixture *site = boxes(6.0, 20000.0, 10.0, 100.0, 40.0);
    const struct site_plan *plan = plan_of(site);
    assert_finds(plan, "node-over-rack", FINDING_FAIL, "limit: power");
    assert_near(plan->racks.racks, 40.0);
    (void)state;
    site_free(site);
}

/* A rack without limits takes a thousand of a box without size. */
static void boxes_without_size_still_stand_somewhere(void **state)
{
    struct site_fixture *site = boxes(0.0, 0.0, 0.0, 100.0, 2500.0);
    site->facility.tor = NULL;
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->racks.racks, 3.0);
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_limit_that_binds_is_named),
        cmocka_unit_test(oversubscription_frees_ports),
        cmocka_unit_test(what_is_left_over_shares_a_rack),
        cmocka_unit_test(every_box_stands_in_a_rack_that_holds_it),
        cmocka_unit_test(racks_as_domains_are_as_many_as_the_code_needs),
        cmocka_unit_test(too_few_tiles_are_a_finding),
        cmocka_unit_test(a_box_of_another_form_is_a_finding),
        cmocka_unit_test(boxes_without_size_still_stand_somewhere),
        cmocka_unit_test(a_box_that_fits_no_rack_is_a_finding_and_the_plan_goes_on),
    };
    return cmocka_run_group_tests_name("place", tests, NULL, NULL);
}
