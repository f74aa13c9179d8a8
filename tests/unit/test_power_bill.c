#include "tests/lib/site_plan_of.h"

#include "plan/power_bill.h"
#include "plan/summary.h"

static struct site_fixture *dallas(void)
{
    struct site_fixture *site = site_new();
    site_for(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, FOR_CAPACITY);
    return site;
}

static struct results *planned(struct site_fixture *site, struct site_plan **plan)
{
    struct results *results = ARENA_NEW(site->arena, struct results);
    *plan = plan_of(site);
    summary_fill(*plan, site->arena, results);
    power_bill_fill(*plan, site->arena, results);
    return results;
}

static const struct result_power_bill_line *line_of(const struct results *results, const char *group)
{
    for (int32_t l = 0; l < results->power_bill.n_lines; l++)
        if (!strcmp(results->power_bill.lines[l].group, group)) return &results->power_bill.lines[l];
    fail_msg("no line of group %s", group);
    return NULL;
}

static void the_signed_watts_are_the_planned_maximum(void **state)
{
    struct site_fixture *site = dallas();
    struct site_plan *plan;
    const struct results *results = planned(site, &plan);
    assert_string_equal(results->power_bill.sign, "datasheet");
    assert_near(results->power_bill.signed_w, results->power.site_design_w);
    assert_near(line_of(results, "sum")->datasheet_w, plan->power.it_max_w);
    assert_near(line_of(results, "storage")->datasheet_w, 532.0 * 1450.0);
    assert_near(line_of(results, "storage")->count, 532.0);
    (void)state;
    site_free(site);
}

static void nameplates_stand_beside_where_they_are_stated(void **state)
{
    struct site_fixture *site = dallas();
    struct node_model *node = site_hdd(site);
    node->nameplate_w = site_given(2400.0);
    site->scenario.pools[0].groups[0].node = node;
    struct site_plan *plan;
    const struct results *results = planned(site, &plan);
    assert_near(line_of(results, "storage")->nameplate_w, 532.0 * 2400.0);
    assert_near(line_of(results, "site")->nameplate_w, (plan->power.it_max_w + 532.0 * 950.0) * plan->power.pue_design);
    (void)state;
    site_free(site);
}

static void before_a_run_peaks_and_means_are_unknown(void **state)
{
    struct site_fixture *site = dallas();
    struct site_plan *plan;
    const struct results *results = planned(site, &plan);
    assert_true(isnan(line_of(results, "storage")->p99_w));
    assert_true(isnan(line_of(results, "sum")->mean_w));
    assert_true(isnan(line_of(results, "site")->p99_w));
    assert_near(power_bill_mean_w(plan, results, 0, 0), 532.0 * 1450.0);     /* 24 TB/s asked of 5.6: all drives busy */
    (void)state;
    site_free(site);
}

static struct estimate over_time(double mean, double p99) { return (struct estimate){.mean = mean, .p99 = p99}; }

/* Storage draws 0.5 MW on average and 0.7 at its own p99, GPUs 180 and 200 MW; together they exceed 190.6 MW + other 1 % of the time: half
 * of what their own p99s add up to, so each gets half of its own way there. */
static void peaks_are_coincident_and_add_up(void **state)
{
    struct site_fixture *site = dallas();
    struct site_plan *plan;
    struct results *results = planned(site, &plan);
    struct result_power *power = &results->power;
    const double other = plan->power.other_it_w;
    power->storage_w = over_time(5e5, 7e5);
    power->gpu_w = over_time(1.8e8, 2e8);
    power->other_it_w = over_time(other, other);
    power->it_w = over_time(1.805e8 + other, 1.906e8 + other);
    power->site_w = over_time(1.16 * power->it_w.mean, 1.16 * power->it_w.p99);
    results->read.delivered = over_time(1e12, 1e12);
    results->write.delivered = over_time(1e12, 1e12);
    power_bill_fill(plan, site->arena, results);
    assert_near(results->power_bill.coincidence, 0.5);
    assert_near(line_of(results, "gpus")->p99_w, 1.9e8);
    assert_near(line_of(results, "storage")->mean_w, 5e5 - plan->power.network_w);
    assert_near(line_of(results, "storage")->p99_w, 6e5 - plan->power.network_w);
    assert_near(line_of(results, "sum")->p99_w, 1.906e8 + other);
    assert_near(line_of(results, "sum")->mean_w, power->it_w.mean);
    assert_near(line_of(results, "site")->mean_w, power->site_w.mean);
    (void)state;
    site_free(site);
}

static struct power_level level(const char *name, enum power_scheme scheme)
{
    return (struct power_level){.name = name, .scheme = scheme};
}

static void a_rack_hangs_on_as_many_feeds_as_its_cords_lead_to(void **state)
{
    struct power_level levels[] = {level("utility", SCHEME_2N), level("busway", SCHEME_N)};
    struct facility_model facility = {.power_tree = {.levels = levels, .n_levels = 0}};
    assert_true(isnan(power_bill_feeds(&facility)));
    facility.power_tree.n_levels = 2;
    assert_near(power_bill_feeds(&facility), 1.0);
    levels[1].scheme = SCHEME_2N;
    assert_near(power_bill_feeds(&facility), 2.0);
    const char *both[] = {"busway", "utility"};
    struct power_load loads[] = {{.on = both, .n_on = 2}};
    levels[0].scheme = levels[1].scheme = SCHEME_N;
    facility.power_tree.loads = loads;
    facility.power_tree.n_loads = 1;
    assert_near(power_bill_feeds(&facility), 2.0);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_signed_watts_are_the_planned_maximum), cmocka_unit_test(nameplates_stand_beside_where_they_are_stated),
        cmocka_unit_test(before_a_run_peaks_and_means_are_unknown), cmocka_unit_test(peaks_are_coincident_and_add_up),
        cmocka_unit_test(a_rack_hangs_on_as_many_feeds_as_its_cords_lead_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
