#include "tests/lib/site_plan_of.h"

#include "plan/orders.h"
#include "plan/summary.h"

/* 532 boxes of 6 U: 88 racks of six and one of four. */
static struct site_fixture *dallas(void)
{
    struct site_fixture *site = site_new();
    site_for(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, FOR_CAPACITY);
    return site;
}

/* `parts` deliveries of the pool, with these shares and dates; promised for day `promised` and a day later each. */
static void deliver(struct site_fixture *site, struct results *results, int parts, const double *shares, double promised)
{
    static const char *const dates[] = {"2026-01-15", "2026-01-16", "2026-01-17"};
    struct delivery *deliveries = ARENA_ARRAY(site->arena, struct delivery, parts);
    results->delivery.items = ARENA_ARRAY(site->arena, struct result_delivery_item, parts);
    results->delivery.n_items = parts;
    for (int d = 0; d < parts; d++) {
        deliveries[d] = (struct delivery){.pool = "bulk", .committed = site_given(promised + d), .ordered = site_absent(), .lead_s = site_absent()};
        results->delivery.items[d] = (struct result_delivery_item){.pool = "bulk", .kind = "committed", .from = dates[d], .nominal = dates[d], .p50 = dates[d], .share = shares[d]};
    }
    site->scenario.deliveries = deliveries;
    site->scenario.n_deliveries = parts;
}

static struct results *ordered(struct site_fixture *site, int parts, const double *shares)
{
    struct results *results = ARENA_NEW(site->arena, struct results);
    struct site_plan *plan = plan_of(site);
    summary_fill(plan, site->arena, results);
    if (parts > 0) deliver(site, results, parts, shares, 20468.0);       /* 2026-01-15 */
    orders_fill(plan, &site->catalog, site->arena, results);
    return results;
}

static struct results *orders_of(struct site_fixture *site) { return ordered(site, 0, NULL); }

/* The k-th line of the kind, of things that stand (quantity) or lie on a shelf. */
static const struct result_bom_line *line_of(const struct results *results, const char *kind, bool spare, int k)
{
    for (int32_t l = 0; l < results->n_bom; l++) {
        const struct result_bom_line *line = &results->bom[l];
        if (!strcmp(line->kind, kind) && (line->spares > 0.0) == spare && k-- == 0) return line;
    }
    fail_msg("no line of kind %s", kind);
    return NULL;
}

static void every_box_of_the_plan_is_on_a_line(void **state)
{
    struct site_fixture *site = dallas();
    const struct results *results = orders_of(site);
    assert_near(results->bom_totals.nodes, 532.0);
    assert_near(results->bom_totals.drives, 532.0 * 88.0);
    assert_near(results->bom_totals.nics, 532.0);
    assert_near(results->bom_totals.racks, 89.0);
    assert_near(results->bom_totals.pdus, 178.0);
    assert_near(results->bom_totals.cords, 2.0 * 532.0 + 2.0 * 178.0 + 2.0 * (results->bom_totals.switches - 178.0));
    assert_near(results->bom_totals.optics, results->plan.optics);
    assert_near(results->bom_totals.switches, results->plan.switches);
    assert_near(line_of(results, "node", false, 0)->quantity_per_rack, 6.0);
    assert_near(line_of(results, "node", false, 0)->racks, 88.0);
    assert_near(line_of(results, "node", false, 1)->quantity, 4.0);
    (void)state;
    site_free(site);
}

static void watts_and_bytes_add_up_to_the_plan(void **state)
{
    struct site_fixture *site = dallas();
    const struct results *results = orders_of(site);
    assert_near(results->bom_totals.max_w, results->power.storage_max_w + results->power.network_w);
    assert_near(results->bom_totals.heat_btu_per_h, results->bom_totals.max_w * 3.412142);
    assert_near(results->bom_totals.raw_bytes, 532.0 * 88.0 * 30e12);
    assert_near(results->bom_totals.usable_bytes, results->capacity.usable_bytes);
    (void)state;
    site_free(site);
}

static void lines_hang_together_as_a_tree(void **state)
{
    struct site_fixture *site = dallas();
    const struct results *results = orders_of(site);
    const struct result_bom_line *drive = line_of(results, "drive", false, 0), *node = line_of(results, "node", false, 0), *rack = line_of(results, "rack", false, 0);
    assert_string_equal(drive->parent, node->id);
    assert_string_equal(drive->within, node->id);
    assert_string_equal(node->parent, rack->id);
    assert_string_equal(node->within, "");
    assert_string_equal(rack->parent, line_of(results, "pool", false, 0)->id);
    assert_string_equal(line_of(results, "pool", false, 0)->parent, results->bom[0].id);
    assert_string_equal(line_of(results, "pdu", false, 0)->parent, rack->id);
    (void)state;
    site_free(site);
}

static void a_price_nobody_stated_is_unknown_and_never_nought(void **state)
{
    struct site_fixture *site = dallas();
    const struct results *without = orders_of(site);
    assert_true(isnan(without->bom_totals.known_dollars));
    assert_true(isnan(line_of(without, "drive", false, 0)->extended_dollars));
    struct drive_model *drive = site_drive(site, "hdd-30", 30.0, 0.12, 0.12);
    drive->price_dollars = site_given(570.0);
    site->scenario.pools[0].groups[0].node->drives[0].drive = drive;
    const struct results *with = orders_of(site);
    assert_near(with->bom_totals.known_dollars, (532.0 * 88.0 + line_of(with, "drive", true, 0)->spares) * 570.0);
    assert_near(line_of(with, "drive", false, 0)->extended_dollars, 528.0 * 88.0 * 570.0);
    assert_near(with->bom_totals.priced_lines, 3.0);
    assert_true(isnan(line_of(with, "node", false, 0)->extended_dollars));
    assert_near(with->bom_totals.least_dollars, with->bom_totals.known_dollars);
    assert_near(with->bom_totals.estimated_dollars, 0.0);
    (void)state;
    site_free(site);
}

static void dollars_are_told_with_their_range_and_what_nobody_quoted(void **state)
{
    struct site_fixture *site = dallas();
    struct drive_model *drive = site_drive(site, "hdd-30", 30.0, 0.12, 0.12);
    drive->price_dollars = site_ranged(420.0, 720.0);
    drive->price_dollars.grade = GRADE_ESTIMATE;
    site->scenario.pools[0].groups[0].node->drives[0].drive = drive;
    ((struct node_model *)(uintptr_t)site->scenario.pools[0].groups[0].node)->price_dollars = site_given(10000.0);
    const struct results *results = orders_of(site);
    const double boxes = 532.0, drives = 532.0 * 88.0 + line_of(results, "drive", true, 0)->spares;
    assert_near(results->bom_totals.known_dollars, boxes * 10000.0 + drives * 570.0);
    assert_near(results->bom_totals.least_dollars, boxes * 10000.0 + drives * 420.0);
    assert_near(results->bom_totals.most_dollars, boxes * 10000.0 + drives * 720.0);
    assert_near(results->bom_totals.estimated_dollars, drives * 570.0);
    assert_near(results->bom_totals.estimated_share, drives * 570.0 / (boxes * 10000.0 + drives * 570.0));
    (void)state;
    site_free(site);
}

/* 30 % of 89 racks are 26.7: 27 in January, 62 of them later, the last with four boxes. */
static void racks_land_whole_by_the_shares_of_the_deliveries(void **state)
{
    static const double shares[] = {0.3, 0.7};
    struct site_fixture *site = dallas();
    const struct results *results = ordered(site, 2, shares);
    assert_int_equal(results->n_bom_phases, 2);
    assert_near(results->bom_phases[0].racks, 27.0);
    assert_near(results->bom_phases[1].racks, 62.0);
    assert_near(line_of(results, "rack", false, 0)->quantity, 27.0);
    assert_string_equal(line_of(results, "rack", false, 0)->phase, "1");
    assert_near(line_of(results, "rack", false, 1)->quantity, 61.0);
    assert_string_equal(line_of(results, "rack", false, 1)->phase, "2");
    assert_near(results->bom_totals.nodes, 532.0);
    (void)state;
    site_free(site);
}

static void what_is_promised_is_ordered_its_lead_time_before(void **state)
{
    static const double all[] = {1.0};
    struct site_fixture *site = dallas();
    struct node_model *node = site_hdd(site);
    node->lead_time_s = site_given(365.0 * 86400.0);
    site->scenario.pools[0].groups[0].node = node;
    const struct result_bom_line *line = line_of(ordered(site, 1, all), "node", false, 0);
    assert_string_equal(line->order_by, "2025-01-15");
    assert_string_equal(line->earliest, "2026-01-15");
    node->first_available = site_given(20480.0);
    assert_string_equal(line_of(ordered(site, 1, all), "node", false, 0)->earliest, "2026-01-27");
    (void)state;
    site_free(site);
}

/* 1 % of 532 boxes are 5.32: six. 46,816 disks at 1 % a year, a swap after `replace`: as resilience.c has it. */
static void spares_are_whole_and_apart_from_what_stands(void **state)
{
    struct site_fixture *site = dallas();
    site->facility.spare_nodes = site_given(0.01);
    const struct results *results = orders_of(site);
    const struct result_bom_line *node = line_of(results, "node", true, 0);
    assert_near(node->spares, 6.0);
    assert_near(node->quantity, 0.0);
    assert_near(node->total_max_w, 0.0);
    assert_near(results->bom_totals.nodes, 532.0);
    (void)state;
    site_free(site);
}

static void nothing_of_a_service_lies_on_a_shelf(void **state)
{
    struct site_fixture *site = dallas();
    site->facility.spare_nodes = site_given(0.01);
    ((struct node_model *)(uintptr_t)site->scenario.pools[0].groups[0].node)->kind = NODE_SERVICE;
    const struct results *results = orders_of(site);
    assert_string_equal(line_of(results, "node", false, 0)->basis, "a service");
    assert_near(results->bom_totals.spares, 0.0);
    (void)state;
    site_free(site);
}

static void a_scale_unit_says_its_overbuy(void **state)
{
    struct site_fixture *site = dallas();
    struct node_model *node = site_hdd(site);
    node->sold_as = SOLD_RACK;
    node->sold_count = site_given(6.0);
    site->scenario.pools[0].groups[0].node = node;
    const struct result_bom_line *unit = line_of(orders_of(site), "unit", false, 0);
    assert_string_equal(unit->sold_as, "rack");
    assert_near(unit->sold_units, 89.0);
    assert_near(unit->overbuy, 2.0);
    (void)state;
    site_free(site);
}

static void lines_name_the_requirements_they_serve(void **state)
{
    struct site_fixture *site = dallas();
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, 24e12)->id = "THR-1";
    site_must(site, REQ_RACK_TILES, CMP_LE, 90.0)->id = "TIL-1";
    const struct results *results = orders_of(site);
    const struct result_bom_line *drive = line_of(results, "drive", false, 0), *rack = line_of(results, "rack", false, 0);
    assert_int_equal(drive->n_requirements, 1);
    assert_string_equal(drive->requirements[0], "THR-1");
    assert_int_equal(rack->n_requirements, 1);
    assert_string_equal(rack->requirements[0], "TIL-1");
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_box_of_the_plan_is_on_a_line), cmocka_unit_test(watts_and_bytes_add_up_to_the_plan), cmocka_unit_test(lines_hang_together_as_a_tree),
        cmocka_unit_test(a_price_nobody_stated_is_unknown_and_never_nought), cmocka_unit_test(dollars_are_told_with_their_range_and_what_nobody_quoted), cmocka_unit_test(racks_land_whole_by_the_shares_of_the_deliveries),
        cmocka_unit_test(what_is_promised_is_ordered_its_lead_time_before), cmocka_unit_test(spares_are_whole_and_apart_from_what_stands),
        cmocka_unit_test(nothing_of_a_service_lies_on_a_shelf),
        cmocka_unit_test(nothing_of_a_service_lies_on_a_shelf), cmocka_unit_test(a_scale_unit_says_its_overbuy), cmocka_unit_test(lines_name_the_requirements_they_serve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
