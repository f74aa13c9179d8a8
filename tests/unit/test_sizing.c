#include "tests/lib/near.h"

#include "tests/lib/site_plan_of.h"

/* 92.16 TB x 0.75 x 0.95 = 65.664 TB usable: 1 EB / 65.664 TB = 15,229.05. */
static void flash_boxes_under_lrc_are_15230_by_capacity(void **state)
{
    struct site_fixture *site = site_new();
    site_pool(site, "bulk", site_xio(site), site_lrc(site), 0);
    const struct plan_group *group = &plan_of(site)->pools[0].groups[0];
    assert_near(group->by_rule[RULE_CAPACITY], 15230.0);
    /* Owner-served over 40 Gb/s x 0.75 = 3.75 GB/s: 24 TB/s / 3.75 GB/s = 6,400. */
    assert_near(group->by_rule[RULE_READ], 6400.0);
    assert_near(group->nodes, 15230.0);
    assert_int_equal(group->bound_rule, RULE_CAPACITY);
    (void)state;
    site_free(site);
}

/* 92.16 x 146/150 x 0.92 = 82.526 TB: 1 EB / that = 12,117.4. Both peaks: (24 TB/s x 2 + 2 TB/s x 3.3) / 4.25 GB/s = 12,847.06.
 * One out of 12,864: reads of that part cost 36.5 inside instead of 1, so 24 TB/s x (1 + 1.002760) + 6.6 TB/s = 54.666 TB/s,
 * over 4.25 GB/s = 12,862.6, and the one that is out. */
static void flash_boxes_sharing_a_card_are_bound_by_coincidence(void **state)
{
    struct site_fixture *site = site_new();
    site_pool(site, "bulk", site_xio(site), site_vast(site), 0);
    const struct site_plan *plan = plan_of(site);
    const struct plan_group *group = &plan->pools[0].groups[0];
    assert_near(group->by_rule[RULE_CAPACITY], 12118.0);
    assert_near(group->by_rule[RULE_COINCIDENCE], 12848.0);
    assert_near(group->by_rule[RULE_DOMAIN_OUT], 12864.0);
    assert_near(group->nodes, 12864.0);
    assert_near(plan->pools[0].stripe_width, 150.0);
    assert_near(plan->pools[0].separate_nodes, 12118.0);
    assert_near(plan->pools[0].coincident_nodes, group->nodes);
    (void)state;
    site_free(site);
}

/* Reads follow bytes: the 42.5 GB/s boxes hold 346 x 2,703.36 of 1,084,047 TB = 86.3 %, so reads end at
 * 346 x 42.5 GB/s / 0.8629 = 17.04 TB/s, below the 24.06 TB/s of all cards. */
static void reads_follow_bytes_over_groups(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_odm_perf(site), site_vast(site), 1);
    site_count(&site_group(site, pool, site_odm_cap(site))->nodes, 346.0);
    site_count(&pool->groups[0].nodes, 110.0);
    const struct site_plan *plan = plan_of(site);
    assert_within(plan->pools[0].groups[1].share, 0.86284, 1e-4);
    assert_within(plan->pools[0].read.bytes_per_s, 17.04e12, 1e-3);
    assert_int_equal(plan->system.rows[plan->pools[0].read.row].group, 1);
    (void)state;
    site_free(site);
}

/* Boxes of 40 Gb/s beside 2,568 of 200: a box of 2,640 TB raw reads 5 x 0.75 = 3.75 GB/s at most, so as soon as one is there all bytes must
 * be so many that it is asked for no more: 6,400 boxes, and some for what is rebuilt. None at all would carry the reads, but not the bytes. */
static void a_group_whose_first_box_holds_the_others_back_gets_what_it_then_needs(void **state)
{
    struct site_fixture *site = site_new();
    const struct drive_model *disk = site_drive(site, "hdd-30", 30.0, 0.24, 0.24);
    struct pool *pool = site_pool(site, "bulk", site_node(site, "wide", disk, 88.0, 200.0, 6.0, 900.0, 1450.0), site_lrc(site), 0);
    site_count(&pool->groups[0].nodes, 2568.0);
    site_group(site, pool, site_node(site, "narrow", disk, 88.0, 40.0, 6.0, 900.0, 1450.0));
    site->scenario.demand.usable_bytes = site_given(7e18);
    const struct site_plan *plan = plan_of(site);
    assert_true(plan->capability[OP_READ].domain_out_bytes_per_s >= 24e12 * (1.0 - 1e-12));
    assert_within(2568.0 + plan->pools[0].groups[1].nodes, 6700.0, 0.05);
    (void)state;
    site_free(site);
}

/* 24 TB/s / 50 GB/s + 2 TB/s / 10 GB/s = 480 + 200; one more lets one go. */
static void front_ends_are_solved_for_the_demand(void **state)
{
    struct site_fixture *site = site_new();
    site_pool(site, "bulk", site_odm_perf(site), site_vast(site), 1);
    const struct site_plan *plan = plan_of(site);
    const struct plan_group *fronts = plan->pools[0].front_ends;
    assert_near(fronts->by_rule[RULE_READ], 480.0);
    assert_near(fronts->by_rule[RULE_WRITE], 200.0);
    assert_near(fronts->by_rule[RULE_COINCIDENCE], 680.0);
    assert_near(fronts->nodes, 681.0);
    assert_int_equal(fronts->bound_rule, RULE_DOMAIN_OUT);
    (void)state;
    site_free(site);
}

static void front_ends_for_separate_peaks_are_the_larger_of_the_two(void **state)
{
    struct site_fixture *site = site_new();
    site->scenario.demand.coincidence = COINCIDENCE_SEPARATE;
    site_pool(site, "bulk", site_odm_perf(site), site_vast(site), 1);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->pools[0].front_ends->nodes, 481.0);
    assert_true(isnan(plan->pools[0].front_ends->by_rule[RULE_COINCIDENCE]));
    (void)state;
    site_free(site);
}

/* Fewest means: one node fewer fails its rule. Each auto count is given back as a count. */
static void one_node_fewer_would_not_do(void **state)
{
    for (int path = 0; path < 2; path++) {
        struct site_fixture *site = site_new();
        struct pool *pool = site_pool(site, "bulk", path ? site_odm_perf(site) : site_xio(site), site_vast(site), path);
        const double nodes = plan_of(site)->pools[0].groups[0].nodes;
        for (int less = 0; less < 2; less++) {
            site_count(&pool->groups[0].nodes, nodes - less);
            const struct site_plan *plan = plan_of(site);
            const bool enough = plan->usable_bytes >= 1e18 && plan->capability[OP_READ].coincident_domain_out_fraction >= 1.0;
            /* The 1 U boxes with front ends carry both peaks easily; capacity decides there. */
            assert_int_equal(enough, !less);
        }
        site_free(site);
    }
    (void)state;
}

static bool carries_all(const struct site_plan *plan, double usable)
{
    const struct capability *read = &plan->capability[OP_READ], *write = &plan->capability[OP_WRITE];
    const double slack = 1.0 - 1e-12;
    return plan->usable_bytes >= usable * slack && read->coincident_fraction >= slack && read->coincident_domain_out_fraction >= slack
        && read->domain_out_bytes_per_s >= plan->demand_read_peak * slack && write->domain_out_bytes_per_s >= plan->demand_write_peak * slack;
}

/* The search against trying every count from one up, over stacks, mixes and demands of all proportions. */
static void the_search_finds_what_counting_up_finds(void **state)
{
    for (int c = 0; c < 90; c++) {
        struct site_fixture *site = site_new();
        const struct stack_model *stack = c % 3 == 0 ? site_vast(site) : c % 3 == 1 ? site_lrc(site) : site_copies(site);
        struct pool *pool = site_pool(site, "bulk", site_xio(site), stack, 0);
        const int other = c / 3 % 3;
        if (other) site_count(&site_group(site, pool, other == 1 ? site_hdd(site) : site_xio(site))->nodes, 7.0);
        if (c / 9 % 2) pool->placement = PLACE_BY_BANDWIDTH;
        const double usable = (0.2 + 0.37 * (c % 7)) * 1e15;
        site->scenario.demand.usable_bytes = site_given(usable);
        site->scenario.demand.read_peak_bytes_per_s = site_given((10.0 + 9.0 * (c % 11)) * 1e9);
        site->scenario.demand.peak_write_bytes_per_s = site_given((1.0 + 1.7 * (c % 5)) * 1e9);
        const double found = plan_of(site)->pools[0].groups[0].nodes;
        const double lowest = other ? 9.0 : 16.0;        /* with the others, at least as many as any code needs */
        double counted = lowest;
        for (;; counted += 1.0) {
            site_count(&pool->groups[0].nodes, counted);
            if (carries_all(plan_of(site), usable)) break;
        }
        if (fmax(found, lowest) != counted) fprintf(stderr, "case %d: found %.0f, counted %.0f\n", c, found, counted);
        assert_near(fmax(found, lowest), counted);
        site_free(site);
    }
    (void)state;
}

/* Capacity and throughput with 10 % to spare, filled to 80 %: 532 becomes 1e18 / 0.8 / 1,881 TB = 664.5. */
static void headroom_and_fill_limit_stand_beside(void **state)
{
    struct site_fixture *site = site_new();
    site->scenario.sizing.fill_limit = site_given(0.8);
    struct pool *pool = site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0);
    site_for(&pool->groups[0].nodes, FOR_CAPACITY);
    const struct plan_group *group = &plan_of(site)->pools[0].groups[0];
    assert_near(group->nodes, 532.0);
    assert_near(group->with_headroom_nodes, 665.0);
    site->scenario.sizing.apply = true;
    group = &plan_of(site)->pools[0].groups[0];
    assert_near(group->nodes, 665.0);
    assert_near(group->bare_nodes, 532.0);
    assert_int_equal(group->bound_rule, RULE_HEADROOM);
    (void)state;
    site_free(site);
}

/* Sold by racks of 20: 532 becomes 540. */
static void what_is_sold_by_the_rack_is_bought_by_the_rack(void **state)
{
    struct site_fixture *site = site_new();
    struct node_model *node = site_hdd(site);
    node->sold_as = SOLD_RACK;
    node->sold_count = site_given(20.0);
    struct pool *pool = site_pool(site, "bulk", node, site_lrc(site), 0);
    site_for(&pool->groups[0].nodes, FOR_CAPACITY);
    const struct plan_group *group = &plan_of(site)->pools[0].groups[0];
    assert_near(group->nodes, 540.0);
    assert_near(group->overbuy_nodes, 8.0);
    assert_near(group->bare_nodes, 532.0);
    assert_int_equal(group->bound_rule, RULE_SOLD_AS);
    (void)state;
    site_free(site);
}

/* 10 tiles x 6 boxes; 1 MW / 1,450 W = 689.7. */
static void within_takes_as_many_as_fit(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0);
    struct node_count *count = &pool->groups[0].nodes;
    count->rule = NODES_WITHIN;
    count->within_rack_tiles = site_given(10.0);
    assert_near(plan_of(site)->pools[0].groups[0].nodes, 60.0);
    count->within_rack_tiles = site_absent();
    count->within_power_w = site_given(1e6);
    assert_near(plan_of(site)->pools[0].groups[0].nodes, 689.0);
    (void)state;
    site_free(site);
}

/* A cluster of n boxes lays stripes of 4n strips up to 150: at 11 boxes 40 + 4. */
static void small_clusters_lay_narrow_stripes(void **state)
{
    struct site_fixture *site = site_new();
    site->scenario.demand.usable_bytes = site_given(1e12);
    site->scenario.demand.read_peak_bytes_per_s = site_given(1e9);
    site->scenario.demand.peak_write_bytes_per_s = site_given(1e8);
    site_pool(site, "bulk", site_xio(site), site_vast(site), 0);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->pools[0].groups[0].nodes, 11.0);
    assert_int_equal(plan->pools[0].groups[0].bound_rule, RULE_MIN_CLUSTER);
    assert_near(plan->pools[0].stripe_width, 44.0);
    assert_near(plan->pools[0].efficiency, 40.0 / 44.0);
    assert_near(plan->pools[0].survives, 1.0);
    (void)state;
    site_free(site);
}

static void too_few_domains_are_told(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_xio(site), site_vast(site), 0);
    site_count(&pool->groups[0].nodes, 9.0);
    assert_int_equal(refusal_of(site), DIAG_TOO_FEW_DOMAINS);
    (void)state;
    site_free(site);
}

/* Half the bytes pinned to ten boxes: no number of others carries their half. */
static void what_no_number_of_nodes_can_do_is_told(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0);
    site_count(&site_group(site, pool, site_hdd(site))->nodes, 10.0);
    pool->placement = PLACE_PINNED;
    pool->groups[0].fill_share = pool->groups[1].fill_share = site_given(0.5);
    assert_int_equal(refusal_of(site), DIAG_UNSIZABLE);
    (void)state;
    site_free(site);
}

/* By bandwidth 110 boxes of 85 and 346 of 42.5 GB/s read 9.35 + 14.705 TB/s, all they have; the smaller, faster ones fill first. */
static void by_bandwidth_all_groups_bind_together(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_odm_perf(site), site_vast(site), 1);
    site_count(&site_group(site, pool, site_odm_cap(site))->nodes, 346.0);
    site_count(&pool->groups[0].nodes, 110.0);
    pool->placement = PLACE_BY_BANDWIDTH;
    const struct site_plan *plan = plan_of(site);
    const struct plan_pool *planned_pool = &plan->pools[0];
    assert_near(planned_pool->read.bytes_per_s, 110.0 * 85e9 + 346.0 * 42.5e9);
    assert_near(planned_pool->usable_bytes, planned_pool->groups[0].usable_bytes / planned_pool->groups[0].share);
    (void)state;
    site_free(site);
}

/* Three machines a host: 100 stand in 34, and the hosts' watts count. */
static void machines_share_hosts(void **state)
{
    struct site_fixture *site = site_new();
    struct node_model *node = site_xio(site);
    node->kind = NODE_VM;
    node->vms_per_host = site_given(3.0);
    struct pool *pool = site_pool(site, "bulk", node, site_copies(site), 0);
    site_count(&pool->groups[0].nodes, 100.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->pools[0].groups[0].hosts, 34.0);
    assert_near(plan->pools[0].groups[0].max_w, 34.0 * 550.0);
    assert_near(plan->pools[0].domains, 34.0);
    assert_near(plan->pools[0].usable_bytes, 100.0 * 92.16e12 / 3.0 * 0.95);
    (void)state;
    site_free(site);
}

/* A MUST above the demand counts: 30 TB/s over 3.75 GB/s = 8,000. */
static void a_must_above_the_demand_counts(void **state)
{
    struct site_fixture *site = site_new();
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, 30e12);
    site_pool(site, "bulk", site_xio(site), site_lrc(site), 0);
    assert_near(plan_of(site)->pools[0].groups[0].by_rule[RULE_READ], 8000.0);
    (void)state;
    site_free(site);
}

static void a_given_count_is_kept_and_the_rules_stand_beside(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0);
    site_count(&pool->groups[0].nodes, 100.0);
    const struct plan_group *group = &plan_of(site)->pools[0].groups[0];
    assert_near(group->nodes, 100.0);
    assert_int_equal(group->bound_rule, RULE_GIVEN);
    assert_near(group->by_rule[RULE_CAPACITY], 532.0);
    /* 24 TB/s / (88 x 0.12 GB/s) = 2,272.7; with 2 TB/s / 0.75 more 2,525.3. */
    assert_near(group->by_rule[RULE_READ], 2273.0);
    assert_near(group->by_rule[RULE_COINCIDENCE], 2526.0);
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flash_boxes_under_lrc_are_15230_by_capacity),
        cmocka_unit_test(flash_boxes_sharing_a_card_are_bound_by_coincidence),
        cmocka_unit_test(reads_follow_bytes_over_groups),
        cmocka_unit_test(a_group_whose_first_box_holds_the_others_back_gets_what_it_then_needs),
        cmocka_unit_test(front_ends_are_solved_for_the_demand),
        cmocka_unit_test(front_ends_for_separate_peaks_are_the_larger_of_the_two),
        cmocka_unit_test(one_node_fewer_would_not_do),
        cmocka_unit_test(the_search_finds_what_counting_up_finds),
        cmocka_unit_test(headroom_and_fill_limit_stand_beside),
        cmocka_unit_test(what_is_sold_by_the_rack_is_bought_by_the_rack),
        cmocka_unit_test(within_takes_as_many_as_fit),
        cmocka_unit_test(small_clusters_lay_narrow_stripes),
        cmocka_unit_test(too_few_domains_are_told),
        cmocka_unit_test(what_no_number_of_nodes_can_do_is_told),
        cmocka_unit_test(by_bandwidth_all_groups_bind_together),
        cmocka_unit_test(machines_share_hosts),
        cmocka_unit_test(a_must_above_the_demand_counts),
        cmocka_unit_test(a_given_count_is_kept_and_the_rules_stand_beside),
    };
    return cmocka_run_group_tests_name("sizing", tests, NULL, NULL);
}
