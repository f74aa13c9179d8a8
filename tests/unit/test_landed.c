#include "tests/lib/site_plan_of.h"

#include "base/date.h"
#include "plan/summary.h"
#include "study/landed.h"

static const double PB = 1e15, TB_S = 1e12, DAY_S = 86400.0;

static struct quantity unsaid(void) { return (struct quantity){.source = "", .date = ""}; }

/* 532 disk boxes: 1 EB, 5.62 TB/s of reads alone. */
static struct pool *disks(struct site_fixture *site, const char *name, double nodes)
{
    struct pool *pool = site_pool(site, name, site_hdd(site), site_lrc(site), 0);
    site_count(&pool->groups[0].nodes, nodes);
    return pool;
}

static struct buildup_state judged(const struct site_plan *plan, const struct requirement *asked, double first, double second)
{
    const struct requirement *list[] = {asked};
    const double landed[] = {first, second};
    struct buildup_state state = {.met = ARENA_ARRAY(plan->arena, bool, 1)};
    landed_judge(plan, list, asked ? 1 : 0, landed, &state);
    return state;
}

static void half_of_a_pool_does_half(void **state)
{
    (void)state;
    struct site_fixture *site = site_new();
    disks(site, "bulk", 532.0);
    const struct site_plan *plan = plan_of(site);
    const struct buildup_state half = judged(plan, NULL, 0.5, 0.0), whole = judged(plan, NULL, 1.0, 0.0);
    assert_near(whole.read_bytes_per_s, plan->capability[OP_READ].alone_bytes_per_s);
    assert_near(half.read_bytes_per_s, 0.5 * plan->capability[OP_READ].alone_bytes_per_s);
    assert_near(half.write_bytes_per_s, 0.5 * plan->capability[OP_WRITE].alone_bytes_per_s);
    assert_near(half.usable_bytes, 0.5 * plan->usable_bytes);
    assert_near(half.storage_w, 0.5 * (plan->power.storage_max_w + plan->power.network_w));
    assert_near(half.rack_tiles, ceil(0.5 * plan->racks.rack_tiles));
    site_free(site);
}

/* 5.6179 of 24 TB/s and 4.2134 of 2 TB/s: reads decide; half of the disks feed half as many GPUs. */
static void gpus_fed_are_those_whose_peak_is_carried(void **state)
{
    (void)state;
    struct site_fixture *site = site_new();
    disks(site, "bulk", 532.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(judged(plan, NULL, 1.0, 0.0).gpus_fed, 120000.0 * 532.0 * 88.0 * 0.12e9 / (24.0 * TB_S));
    assert_near(judged(plan, NULL, 0.5, 0.0).gpus_fed, 60000.0 * 532.0 * 88.0 * 0.12e9 / (24.0 * TB_S));
    site_free(site);
}

/* Two like pools with half of the load each: either alone carries what it can, half of what both do. */
static void the_load_follows_the_pool_that_stands(void **state)
{
    (void)state;
    struct site_fixture *site = site_new();
    struct pool *january = disks(site, "january", 266.0), *april = disks(site, "april", 266.0);
    january->read_share = january->write_share = january->capacity_share = site_given(0.5);
    april->read_share = april->write_share = april->capacity_share = site_given(0.5);
    const struct site_plan *plan = plan_of(site);
    const double both = plan->capability[OP_READ].alone_bytes_per_s;
    assert_near(judged(plan, NULL, 1.0, 0.0).read_bytes_per_s, 0.5 * both);
    assert_near(judged(plan, NULL, 1.0, 0.5).read_bytes_per_s, 0.75 * both);
    assert_near(judged(plan, NULL, 1.0, 1.0).read_bytes_per_s, both);
    site_free(site);
}

/* Given a tenth of the load, the pool that stands is held up by that no more: it carries all it can. */
static void a_pool_alone_carries_all_it_can_whatever_its_share(void **state)
{
    (void)state;
    struct site_fixture *site = site_new();
    struct pool *january = disks(site, "january", 266.0), *april = disks(site, "april", 266.0);
    january->read_share = january->write_share = january->capacity_share = site_given(0.1);
    april->read_share = april->write_share = april->capacity_share = site_given(0.9);
    const struct site_plan *plan = plan_of(site);
    assert_near(judged(plan, NULL, 1.0, 0.0).read_bytes_per_s, 266.0 * 88.0 * 0.12e9);
    assert_near(judged(plan, NULL, 0.0, 1.0).read_bytes_per_s, 266.0 * 88.0 * 0.12e9);
    site_free(site);
}

static void nothing_landed_reads_and_holds_nothing(void **state)
{
    (void)state;
    struct site_fixture *site = site_new();
    disks(site, "bulk", 532.0);
    const struct requirement *asked = site_must(site, REQ_READ_CAPABILITY, CMP_GE, 1.0 * TB_S);
    const struct buildup_state none = judged(plan_of(site), asked, 0.0, 0.0);
    assert_near(none.read_bytes_per_s, 0.0);
    assert_near(none.usable_bytes, 0.0);
    assert_near(none.gpus_fed, 0.0);
    assert_false(none.met[0]);
    site_free(site);
}

/* 11 boxes are the smallest cluster of the stack: of 20, half are 10. */
static void less_than_the_smallest_cluster_draws_power_and_serves_nothing(void **state)
{
    (void)state;
    struct site_fixture *site = site_new();
    struct pool *pool = site_pool(site, "bulk", site_xio(site), site_vast(site), 0);
    site_count(&pool->groups[0].nodes, 20.0);
    const struct site_plan *plan = plan_of(site);
    const struct buildup_state half = judged(plan, NULL, 0.5, 0.0), more = judged(plan, NULL, 0.55, 0.0);
    assert_near(half.read_bytes_per_s, 0.0);
    assert_near(half.storage_w, 0.5 * (plan->power.storage_max_w + plan->power.network_w));
    assert_near(more.usable_bytes, 0.55 * plan->usable_bytes);
    site_free(site);
}

/* Alone 2.81 TB/s; with one of 266 boxes out a byte in 266 costs 12 reads more or so. */
static void a_requirement_is_met_by_a_part_as_the_plan_would_judge_a_site_that_size(void **state)
{
    (void)state;
    struct site_fixture *site = site_new();
    disks(site, "bulk", 532.0);
    site->scenario.demand.coincidence = COINCIDENCE_SEPARATE;
    const double half = 266.0 * 88.0 * 0.12e9;
    struct requirement *asked = site_must(site, REQ_READ_CAPABILITY, CMP_GE, 0.9 * half);
    const struct site_plan *plan = plan_of(site);
    assert_true(judged(plan, asked, 0.5, 0.0).met[0]);
    asked->limit.value = half;
    assert_false(judged(plan, asked, 0.5, 0.0).met[0]);
    asked->quantity = REQ_USABLE_CAPACITY;
    asked->limit.value = 500.0 * PB;
    assert_true(judged(plan, asked, 0.5, 0.0).met[0]);
    assert_false(judged(plan, asked, 0.49, 0.0).met[0]);
    site_free(site);
}

/* --- results and findings -------------------------------------------------------------------------- */

static struct delivery promise(const char *pool, double share, double day)
{
    return (struct delivery){.pool = pool, .committed = site_given(day), .ordered = site_absent(), .slip_s = unsaid(), .lead_s = site_absent(),
                             .qualification_s = site_absent(), .approval_s = site_absent(), .install_s = site_absent(), .share = site_given(share),
                             .nodes = site_absent(), .needed_by = site_absent()};
}

static struct results *landed(struct site_fixture *site)
{
    struct results *results = ARENA_NEW(site->arena, struct results);
    const struct site_plan *plan = plan_of(site);
    site->scenario.study.delivery_draws = site_given(1000.0);
    summary_fill(plan, site->arena, results);
    (void)landed_fill(plan, &site->catalog, site->arena, results);
    return results;
}

static const struct result_finding *found(const struct results *results, const char *code)
{
    for (int32_t f = 0; f < results->n_findings; f++)
        if (!strcmp(results->findings[f].code, code)) return &results->findings[f];
    return NULL;
}

static void a_late_promise_is_a_finding_with_its_probability(void **state)
{
    (void)state;
    struct site_fixture *site = site_new();
    disks(site, "bulk", 532.0);
    struct delivery late = promise("bulk", 1.0, 20479.0);
    late.slip_s = site_ranged(0.0, 100.0 * DAY_S);
    late.slip_s.dist = (struct dist_spec){.kind = DIST_UNIFORM, .low = 0.0, .high = 100.0 * DAY_S};
    site->scenario.deliveries = &late;
    site->scenario.n_deliveries = 1;
    site->scenario.needed_by_days = 20479.0 + 20.0;
    const struct result_finding *finding = found(landed(site), "delivery-late");
    assert_non_null(finding);
    assert_string_equal(finding->severity, "warning");
    assert_non_null(strstr(finding->text, "with probability 20.0"));
    site_free(site);
}

static void requirements_of_the_whole_build_are_dated_and_those_of_a_run_are_not(void **state)
{
    (void)state;
    struct site_fixture *site = site_new();
    disks(site, "bulk", 532.0);
    struct delivery both[] = {promise("bulk", 0.5, 20479.0), promise("bulk", 0.5, 20579.0)};
    site->scenario.deliveries = both;
    site->scenario.n_deliveries = 2;
    site_must(site, REQ_USABLE_CAPACITY, CMP_GE, 1000.0 * PB)->id = "CAP";
    site_must(site, REQ_READ_CAPABILITY, CMP_GE, 24.0 * TB_S)->id = "READ";
    site_must(site, REQ_SITE_POWER_PEAK, CMP_LE, 350e6)->id = "POWER";
    site_must(site, REQ_GOODPUT, CMP_GE, 0.9)->id = "GOODPUT";
    const struct result_delivery *out = &landed(site)->delivery;
    char date[16];
    assert_int_equal(out->n_requirements, 3);
    assert_string_equal(out->requirements[0].p50, date_write(date_of_days(20579), date));
    assert_string_equal(out->requirements[1].p50, "never");
    assert_string_equal(out->requirements[2].p50, "from the start");
    site_free(site);
}

static void deliveries_that_bring_too_few_nodes_are_a_finding(void **state)
{
    (void)state;
    struct site_fixture *site = site_new();
    disks(site, "bulk", 532.0);
    struct delivery few = promise("bulk", 1.0, 20479.0);
    few.nodes = site_given(500.0);
    site->scenario.deliveries = &few;
    site->scenario.n_deliveries = 1;
    const struct result_finding *finding = found(landed(site), "delivery-short");
    assert_non_null(finding);
    assert_non_null(strstr(finding->text, "500 of 532"));
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_of_a_pool_does_half),
        cmocka_unit_test(gpus_fed_are_those_whose_peak_is_carried),
        cmocka_unit_test(the_load_follows_the_pool_that_stands),
        cmocka_unit_test(a_pool_alone_carries_all_it_can_whatever_its_share),
        cmocka_unit_test(nothing_landed_reads_and_holds_nothing),
        cmocka_unit_test(less_than_the_smallest_cluster_draws_power_and_serves_nothing),
        cmocka_unit_test(a_requirement_is_met_by_a_part_as_the_plan_would_judge_a_site_that_size),
        cmocka_unit_test(a_late_promise_is_a_finding_with_its_probability),
        cmocka_unit_test(requirements_of_the_whole_build_are_dated_and_those_of_a_run_are_not),
        cmocka_unit_test(deliveries_that_bring_too_few_nodes_are_a_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
