#include "tests/lib/site_plan_of.h"

#include "plan/summary.h"
#include "study/aggregate.h"
#include "study/landed.h"

static const double PB = 1e15, DAY_S = 86400.0, GB_S = 1e9;
enum { SITES = 3, DRAWS = 1000 };

/* Like sites of 532 disk boxes, promised for day 20,479. */
struct estate {
    struct site_fixture *site[SITES];
    struct delivery promise[SITES];
    struct portfolio_site sites[SITES];
    struct portfolio_link link;
    struct portfolio_flow flow;
    const char *joins[2];
    int row;
    struct aggregate_site answers[SITES];
    struct portfolio portfolio;
    struct portfolio_results out;
};

static struct estate *estate_new(int n)
{
    static const char *const names[SITES] = {"east", "west", "old"};
    struct estate *estate = NULL;
    for (int s = 0; s < n; s++) {
        struct site_fixture *site = site_new();
        if (!estate) estate = ARENA_NEW(site->arena, struct estate);
        estate->site[s] = site;
        site_count(&site_pool(site, "bulk", site_hdd(site), site_lrc(site), 0)->groups[0].nodes, 532.0);
        estate->promise[s] = (struct delivery){.pool = "bulk", .committed = site_given(20479.0), .ordered = site_absent(), .slip_s = {.source = "", .date = ""}, .share = site_given(1.0),
                                               .nodes = site_absent(), .needed_by = site_absent(), .install_s = site_absent()};
        site->scenario.deliveries = &estate->promise[s];
        site->scenario.n_deliveries = 1;
        site->scenario.study.seed = 1;
        site->scenario.study.delivery_draws = site_given(DRAWS);
        estate->sites[s] = (struct portfolio_site){.name = names[s], .place_name = names[s], .scenario = "x.yaml", .file = "x.yaml"};
    }
    estate->portfolio = (struct portfolio){.name = "estate", .file = "estate.yaml", .needed_by_days = (double)NAN, .sites = estate->sites, .n_sites = n};
    return estate;
}

static const struct portfolio_results *added(struct estate *estate)
{
    for (int s = 0; s < estate->portfolio.n_sites; s++) {
        struct results *results = ARENA_NEW(estate->site[s]->arena, struct results);
        const struct site_plan *plan = plan_of(estate->site[s]);
        summary_fill(plan, estate->site[s]->arena, results);
        results->verdict = "pass";
        estate->answers[s] = (struct aggregate_site){plan, landed_fill(plan, &estate->site[s]->catalog, estate->site[s]->arena, results), results};
    }
    estate->out = (struct portfolio_results){0};
    aggregate_fill(&estate->portfolio, estate->answers, estate->site[0]->arena, &estate->out);
    return &estate->out;
}

static void done(struct estate *estate)
{
    for (int s = estate->portfolio.n_sites - 1; s >= 0; s--) site_free(estate->site[s]);
}

static void slips(struct estate *estate, int s, double days)
{
    estate->promise[s].slip_s = site_given(0.5 * days * DAY_S);
    estate->promise[s].slip_s.dist = (struct dist_spec){.kind = DIST_UNIFORM, .low = 0.0, .high = days * DAY_S};
}

static void what_sites_have_adds_up(void **state)
{
    (void)state;
    struct estate *estate = estate_new(2);
    const struct portfolio_results *out = added(estate);
    const struct site_plan *plan = estate->answers[0].plan;
    assert_near(out->total.usable_bytes, 2.0 * plan->usable_bytes);
    assert_near(out->total.read_bytes_per_s, 2.0 * plan->capability[OP_READ].alone_bytes_per_s);
    assert_near(out->total.site_w, 2.0 * plan->power.site_design_w);
    assert_near(out->total.gpus, 240000.0);
    assert_string_equal(out->verdict, "pass");
    done(estate);
}

/* Two builds at one place: 120,000 GPUs once, both storages. */
static void builds_at_one_place_share_its_gpus(void **state)
{
    (void)state;
    struct estate *estate = estate_new(2);
    estate->sites[1].place_name = "east";
    const struct portfolio_results *out = added(estate);
    const struct plan_power *power = &estate->answers[0].plan->power;
    assert_int_equal(out->n_places, 1);
    assert_near(out->total.gpus, 120000.0);
    assert_near(out->total.site_w, power->site_design_w + (power->storage_max_w + power->network_w) * power->pue_design);
    assert_near(out->total.storage_w, 2.0 * (power->storage_max_w + power->network_w));
    done(estate);
}

static void a_replaced_site_is_shown_and_counts_for_nothing(void **state)
{
    (void)state;
    struct estate *estate = estate_new(2);
    estate->sites[1].replaced_by = "east";
    const struct portfolio_results *out = added(estate);
    assert_near(out->total.usable_bytes, estate->answers[0].plan->usable_bytes);
    assert_int_equal(out->n_sites, 2);
    assert_non_null(strstr(out->sites[1].text, "east in the place of west: 0 B more usable"));
    done(estate);
}

/* Each is in time in half of the draws: both in a quarter, if they are independent. */
static void sites_have_chances_of_their_own(void **state)
{
    (void)state;
    struct estate *estate = estate_new(2);
    slips(estate, 0, 100.0);
    slips(estate, 1, 100.0);
    estate->portfolio.needed_by_days = 20529.0;
    const struct portfolio_results *out = added(estate);
    assert_true(fabs(out->sites[0].complete_by_needed - 0.5) < 0.002);
    assert_true(fabs(out->sites[1].complete_by_needed - 0.5) < 0.002);
    assert_true(fabs(out->complete_by_needed - 0.25) < 0.05);
    done(estate);
}

/* 100 PB at 10 GB/s are 115.7 days; it begins when the later site stands. */
static void a_copy_begins_when_both_sites_stand(void **state)
{
    (void)state;
    struct estate *estate = estate_new(2);
    estate->promise[1].committed = site_given(20500.0);
    estate->joins[0] = "east";
    estate->joins[1] = "west";
    estate->link = (struct portfolio_link){.name = "line", .joins = estate->joins, .n_joins = 2, .rate_bytes_per_s = site_given(10.0 * GB_S)};
    estate->flow = (struct portfolio_flow){.name = "copy", .from = "east", .to = "west", .from_site = 0, .to_site = 1, .rows = &estate->row, .n_over = 1, .rate_bytes_per_s = site_absent(),
                                           .bytes = site_given(100.0 * PB), .starts = site_absent(), .weight = site_given(1.0)};
    estate->portfolio.links = &estate->link;
    estate->portfolio.n_links = 1;
    estate->portfolio.flows = &estate->flow;
    estate->portfolio.n_flows = 1;
    const struct portfolio_results *out = added(estate);
    assert_near(out->flows[0].rate_bytes_per_s, 10.0 * GB_S);
    assert_string_equal(out->flows[0].bound_by, "link line");
    assert_string_equal(out->flows[0].starts_p50, "2026-02-16");
    assert_string_equal(out->flows[0].done_p50, "2026-06-12");       /* 115.7 days on */
    assert_near(out->links[0].used_bytes_per_s, 10.0 * GB_S);
    assert_near(out->links[1].used_bytes_per_s, 0.0);
    done(estate);
}

static void a_copy_that_does_not_fit_its_goal_fails(void **state)
{
    (void)state;
    struct estate *estate = estate_new(1);
    estate->joins[0] = "outside";
    estate->joins[1] = "east";
    estate->link = (struct portfolio_link){.name = "line", .joins = estate->joins, .n_joins = 2, .rate_bytes_per_s = site_given(10.0 * GB_S)};
    estate->flow = (struct portfolio_flow){.name = "copy", .from = "outside", .to = "east", .from_site = -1, .to_site = 0, .rows = &estate->row, .n_over = 1, .rate_bytes_per_s = site_absent(),
                                           .bytes = site_given(2000.0 * PB), .starts = site_absent(), .weight = site_given(1.0)};
    estate->portfolio.links = &estate->link;
    estate->portfolio.n_links = 1;
    estate->portfolio.flows = &estate->flow;
    estate->portfolio.n_flows = 1;
    const struct portfolio_results *out = added(estate);
    assert_string_equal(out->verdict, "fail");
    assert_string_equal(out->findings[0].code, "copy-over-capacity");
    done(estate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_sites_have_adds_up),
        cmocka_unit_test(builds_at_one_place_share_its_gpus),
        cmocka_unit_test(a_replaced_site_is_shown_and_counts_for_nothing),
        cmocka_unit_test(sites_have_chances_of_their_own),
        cmocka_unit_test(a_copy_begins_when_both_sites_stand),
        cmocka_unit_test(a_copy_that_does_not_fit_its_goal_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
