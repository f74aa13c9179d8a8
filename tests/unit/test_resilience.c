/* What one failure costs each code, worked by hand. */
#include "tests/lib/site_plan_of.h"

#include "plan/resilience.h"

static const double TB = 1e12;

static const struct coefficient *cost_on(const struct site_plan *plan, const struct plan_rebuild *rebuild, enum row_kind kind, int group)
{
    for (int c = 0; c < rebuild->n_coefficients; c++) {
        const struct row *row = &plan->system.rows[rebuild->coefficients[c].row];
        if (row->kind == kind && row->group == group) return &rebuild->coefficients[c];
    }
    return NULL;
}

/* 532 nodes of 88 disks of 0.12 GB/s: a byte rebuilt takes 6 reads and a write, 7/0.12e9 of disk time. A fifth of 46,816
 * disks rebuilds 160.5 GB/s: 30 TB in 186.9 s after 15 min. The cards: 532 x 25 GB/s x 0.75 / 6 x 0.2 = 332 GB/s. */
static void a_disk_under_local_groups_costs_six_reads(void **state)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
    const struct site_plan *plan = plan_of(site);
    const struct plan_repair *repair = plan->pools[0].repair;
    assert_near(repair->drive.strips, 6.0);
    assert_near(repair->groups[0].drive_bytes, 30.0 * TB);
    assert_near(repair->groups[0].drive_read_bytes, 180.0 * TB);
    assert_near(cost_on(plan, &repair->drive, ROW_MEDIA, 0)->per_byte, 7.0 / 0.12e9);
    assert_near(cost_on(plan, &repair->drive, ROW_NIC_TX, 0)->per_byte, 6.0);
    assert_near(cost_on(plan, &repair->drive, ROW_NIC_RX, 0)->per_byte, 6.0);
    assert_near(repair->drive.bytes_per_s, 0.2 * 46816.0 * 0.12e9 / 7.0);
    assert_int_equal(plan->system.rows[repair->drive.bound_row].kind, ROW_MEDIA);
    assert_near(repair->groups[0].drive_s, 900.0 + 30.0 * TB / (0.2 * 46816.0 * 0.12e9 / 7.0));
    assert_near(repair->groups[0].node_read_bytes, 6.0 * 2640.0 * TB);
    assert_true(repair->strips_per_node == 1.0);
    (void)state;
    site_free(site);
}

/* 160 boxes of 22 x 61.44 TB, a stripe of 146 + 4 over them: by Reed-Solomon 146 reads, 8.97 PB; locally decodable 36.5, 2.24 PB. */
static void the_widest_code_costs_all_its_strips_or_a_quarter(void **state)
{
    for (int local = 0; local < 2; local++) {
        struct site_fixture *site = site_new();
        struct stack_model *stack = site_vast(site);
        if (!local) {
            stack->code.family = CODE_REED_SOLOMON;
            stack->code.repair_reads = site_absent();
        }
        site_count(&site_pool(site, "bulk", site_odm_perf(site), stack, 0)->groups[0].nodes, 160.0);
        const struct site_plan *plan = plan_of(site);
        const struct plan_repair *repair = plan->pools[0].repair;
        assert_near(plan->pools[0].data_strips, 146.0);
        assert_near(repair->drive.strips, local ? 36.5 : 146.0);
        assert_near(repair->groups[0].drive_read_bytes, (local ? 2242.56 : 8970.24) * TB);
        assert_near(cost_on(plan, &repair->drive, ROW_NIC_RX, 0)->per_byte, (local ? 36.5 : 146.0) + 1.0);    /* the front end is on the same boxes */
        site_free(site);
    }
    (void)state;
}

/* Separate front ends: boxes send the strips and receive the byte, front ends the other way round; both have the software cost. */
static void separate_front_ends_do_the_work(void **state)
{
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_odm_perf(site), site_vast(site), 1);
    site_count(&pool->groups[0].nodes, 160.0);
    pool->front_end_node = site_front_end(site);
    site_count(&pool->front_end_nodes, 100.0);
    const struct site_plan *plan = plan_of(site);
    const struct plan_rebuild *drive = &plan->pools[0].repair->drive;
    assert_near(cost_on(plan, drive, ROW_NIC_TX, 0)->per_byte, 36.5);
    assert_near(cost_on(plan, drive, ROW_NIC_RX, 0)->per_byte, 1.0);
    assert_near(cost_on(plan, drive, ROW_NIC_RX, 1)->per_byte, 36.5);
    assert_near(cost_on(plan, drive, ROW_NIC_TX, 1)->per_byte, 1.0);
    assert_near(cost_on(plan, drive, ROW_SOFTWARE, 1)->per_byte, 36.5 / 50e9 + 1.0 / 10e9);
    (void)state;
    site_free(site);
}

/* 11 boxes: a stripe of 40 + 4, four strips on a box. By Reed-Solomon 40 reads rebuild one strip, or all four that went with a box: 10 each. */
static void strips_lost_with_a_box_share_the_reads(void **state)
{
    struct site_fixture *site = site_new();
    struct stack_model *stack = site_vast(site);
    stack->code.family = CODE_REED_SOLOMON;
    stack->code.repair_reads = site_absent();
    site_count(&site_pool(site, "bulk", site_odm_perf(site), stack, 0)->groups[0].nodes, 11.0);
    const struct site_plan *plan = plan_of(site);
    const struct plan_repair *repair = plan->pools[0].repair;
    assert_near(plan->pools[0].data_strips, 40.0);
    assert_near(repair->strips_per_node, 4.0);
    assert_near(repair->drive.strips, 40.0);
    assert_near(repair->node.strips, 10.0);
    (void)state;
    site_free(site);
}

/* Reading all bytes by repair costs what one of D domains out costs, D times: the read costs of plan->out are met. */
static void unreadable_bytes_cost_what_the_plan_says_of_one_domain(void **state)
{
    struct site_fixture *site = site_new();
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
    const struct site_plan *plan = plan_of(site);
    const struct plan_repair *repair = plan->pools[0].repair;
    const struct flow_class *in = &plan->system.classes[OP_READ], *out = &plan->out[0].classes[OP_READ];
    assert_true(repair->n_unreadable > 0);
    for (int u = 0; u < repair->n_unreadable; u++) {
        double before = 0.0, after = 0.0;
        for (int c = 0; c < in->n_coefficients; c++) if (in->coefficients[c].row == repair->unreadable[u].row) before = in->coefficients[c].per_byte;
        for (int c = 0; c < out->n_coefficients; c++) if (out->coefficients[c].row == repair->unreadable[u].row) after = out->coefficients[c].per_byte;
        assert_within(before + repair->unreadable[u].per_byte / 532.0, after, 1e-12);
    }
    (void)state;
    site_free(site);
}

/* 46,816 disks at 1.4 % (the fixture: its drives' own rate) for 7 days: the Poisson law's 99 % of that mean. */
static void spares_cover_all_but_one_time_in_a_hundred(void **state)
{
    struct site_fixture *site = site_new();
    struct node_model *node = site_hdd(site);
    ((struct drive_model *)node->drives[0].drive)->afr_per_year = site_given(0.014);
    site_count(&site_pool(site, "bulk", node, site_lrc(site), 0)->groups[0].nodes, 532.0);
    const double mean = 46816.0 * 0.014 * 7.0 / 365.0;       /* 12.57 */
    double chance = 0.0, term = exp(-mean), fewest = 0.0;
    for (double k = 0.0; chance + term < 0.99; k += 1.0, fewest = k) {
        chance += term;
        term *= mean / (k + 1.0);
    }
    assert_near(plan_of(site)->pools[0].repair->groups[0].spare_drives, fewest);
    (void)state;
    site_free(site);
}

/* Chances of a strip: its drive's 1.4 % a year; its node's 0.7 in 1,000 days, a tenth of them empty. */
static void a_strip_goes_with_its_drive_or_its_nodes_data(void **state)
{
    struct site_fixture *site = site_new();
    struct node_model *node = site_hdd(site);
    ((struct drive_model *)node->drives[0].drive)->afr_per_year = site_given(0.014);
    site_count(&site_pool(site, "bulk", node, site_lrc(site), 0)->groups[0].nodes, 532.0);
    const struct plan_repair *repair = plan_of(site)->pools[0].repair;
    assert_near(repair->drive_rate_per_s, 0.014 / (365.0 * 86400.0));
    assert_near(repair->node_rate_per_s, 0.0007 * 0.1 / 86400.0);
    (void)state;
    site_free(site);
}

static void the_scenario_overrides_the_stack(void **state)
{
    struct site_fixture *site = site_new();
    struct failures *failures = site_failures(site);
    failures->rebuild_throttle = site_given(0.5);
    failures->rebuild_after_s = site_given(60.0);
    failures->node_rate_per_year = site_given(1.0);
    site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
    const struct plan_repair *repair = plan_of(site)->pools[0].repair;
    assert_near(repair->drive.bytes_per_s, 0.5 * 46816.0 * 0.12e9 / 7.0);
    assert_near(repair->detect_s, 60.0);
    assert_near(repair->groups[0].node_rate_per_year, 1.0);
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_disk_under_local_groups_costs_six_reads),
        cmocka_unit_test(the_widest_code_costs_all_its_strips_or_a_quarter),
        cmocka_unit_test(separate_front_ends_do_the_work),
        cmocka_unit_test(strips_lost_with_a_box_share_the_reads),
        cmocka_unit_test(unreadable_bytes_cost_what_the_plan_says_of_one_domain),
        cmocka_unit_test(spares_cover_all_but_one_time_in_a_hundred),
        cmocka_unit_test(a_strip_goes_with_its_drive_or_its_nodes_data),
        cmocka_unit_test(the_scenario_overrides_the_stack),
    };
    return cmocka_run_group_tests_name("resilience", tests, NULL, NULL);
}
