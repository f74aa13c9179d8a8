#include "tests/lib/near.h"

#include "base/date.h"
#include "run/stages.h"
#include "stat/dist.h"
#include "tests/lib/site_fixture.h"

static const double DAY_S = 86400.0;
enum { MOST = 4 };

/* One pool of ODM boxes under a stack of their vendor's, deliveries added one by one. */
struct order_fixture { struct site_fixture *site; struct node_model *node; struct pool *pool; struct delivery deliveries[MOST]; struct site_plan plan; };

static double day(int32_t year, int32_t month, int32_t of_month) { return date_days((struct date){year, month, of_month}); }
static struct quantity days(double n) { return site_given(n * DAY_S); }
static struct quantity unsaid(void) { return (struct quantity){.source = "", .date = ""}; }

static struct order_fixture *orders_new(void)
{
    struct site_fixture *site = site_new();
    struct order_fixture *made = ARENA_NEW(site->arena, struct order_fixture);
    made->site = site;
    made->node = site_odm_perf(site);
    made->node->third_party = true;
    made->pool = site_pool(site, "bulk", made->node, site_vast(site), 0);
    site->scenario.deliveries = made->deliveries;
    site->scenario.study.seed = 1;
    site->scenario.study.delivery_draws = site_given(20000.0);
    made->plan.scenario = &site->scenario;
    return made;
}

static struct delivery *delivery_of(struct order_fixture *orders)
{
    struct delivery *delivery = &orders->deliveries[orders->site->scenario.n_deliveries++];
    *delivery = (struct delivery){.pool = "bulk", .committed = site_absent(), .ordered = site_absent(), .slip_s = unsaid(), .lead_s = site_absent(),
                                  .qualification_s = site_absent(), .approval_s = site_absent(), .install_s = site_absent(), .share = site_given(1.0),
                                  .nodes = site_absent(), .needed_by = site_absent()};
    return delivery;
}

/* 30 d of lead, 150 d of qualification, 45 d of approval, ordered on 2025-11-10: the known answers. */
static struct delivery *odm_order(struct order_fixture *orders)
{
    struct delivery *order = delivery_of(orders);
    order->ordered = site_given(day(2025, 11, 10));
    order->lead_s = days(30.0);
    order->qualification_s = days(150.0);
    order->approval_s = days(45.0);
    return order;
}

static struct stages *stages_made(struct order_fixture *orders)
{
    return stages_of(&orders->plan, &orders->site->catalog, orders->site->arena);
}

static double nominal(struct order_fixture *orders, enum stages_mode mode, int delivery)
{
    double at[MOST];
    stages_nominal(stages_made(orders), mode, at);
    return at[delivery];
}

static double part_by(struct order_fixture *orders, double limit)
{
    struct stages *stages = stages_made(orders);
    const int draws = stages_draws(&orders->site->scenario);
    int by = 0;
    for (int i = 0; i < draws; i++) {
        double at[MOST];
        stages_draw(stages, (uint64_t)i, STAGES_AS_STATED, at, NULL);
        by += at[0] <= limit;
    }
    return (double)by / draws;
}

static void done(struct order_fixture *orders) { site_free(orders->site); }

/* --- known answers ------------------------------------------------------------------------- */

/* 2025-11-10 to 2026-01-31 are 82 days; (82 - 30)^2 / ((730 - 30) (365 - 30)) = 1.153 %. */
static void disks_ordered_in_november_stand_in_january_once_in_87_times(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    struct delivery *order = delivery_of(orders);
    order->ordered = site_given(day(2025, 11, 10));
    orders->node->third_party = false;
    order->lead_s = days(375.0);
    order->lead_s.dist = (struct dist_spec){.kind = DIST_TRIANGULAR, .low = 30.0 * DAY_S, .mode = 365.0 * DAY_S, .high = 730.0 * DAY_S};
    const double p = part_by(orders, day(2026, 1, 31));
    assert_true(fabs(p - 0.0115309) <= 2.0 / 20000.0);
    done(orders);
}

/* 16 of 45 days: 35.6 %. */
static void a_promise_of_mid_january_with_45_days_of_slip_is_kept_by_its_end_36_times_in_100(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    struct delivery *promise = delivery_of(orders);
    promise->committed = site_given(day(2026, 1, 15));
    promise->slip_s = days(22.5);
    promise->slip_s.dist = (struct dist_spec){.kind = DIST_UNIFORM, .low = 0.0, .high = 45.0 * DAY_S};
    const double p = part_by(orders, day(2026, 1, 31));
    assert_true(fabs(p - 16.0 / 45.0) <= 2.0 / 20000.0);
    done(orders);
}

static void stages_one_after_the_other_end_on_23_june(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    odm_order(orders)->serial = true;
    assert_near(nominal(orders, STAGES_AS_STATED, 0), day(2026, 6, 23));
    done(orders);
}

static void stages_side_by_side_end_on_9_april_plus_install(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    struct delivery *order = odm_order(orders);
    assert_near(nominal(orders, STAGES_AS_STATED, 0), day(2026, 4, 9));
    order->install_s = days(14.0);
    assert_near(nominal(orders, STAGES_AS_STATED, 0), day(2026, 4, 23));
    assert_near(nominal(orders, STAGES_SERIAL, 0), day(2026, 7, 7));       /* 225 + 14 days: the other assumption about the same order */
    done(orders);
}

/* --- once per SKU and site -------------------------------------------------------------------- */

/* The second order, a hundred days later, waits 30 days for its boxes and 60 for the first one's qualification. */
static void a_later_order_of_the_same_box_waits_for_the_first_ones_qualification_only(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    odm_order(orders);
    struct delivery *second = odm_order(orders), *third = odm_order(orders);
    second->ordered = site_given(day(2025, 11, 10) + 100.0);
    third->ordered = site_given(day(2026, 6, 1));
    assert_near(nominal(orders, STAGES_AS_STATED, 1), day(2026, 4, 9));
    assert_near(nominal(orders, STAGES_AS_STATED, 2), day(2026, 7, 1));    /* 30 days of lead, all else is done */
    done(orders);
}

static void it_belongs_to_the_earliest_order_wherever_that_is_listed(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    odm_order(orders)->ordered = site_given(day(2026, 6, 1));
    odm_order(orders);
    assert_near(nominal(orders, STAGES_AS_STATED, 1), day(2026, 4, 9));
    assert_near(nominal(orders, STAGES_AS_STATED, 0), day(2026, 7, 1));
    done(orders);
}

static void another_stack_of_the_same_box_is_qualified_anew(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    struct stack_model *other = site_lrc(orders->site);
    other->vendor = "azure";
    site_pool(orders->site, "second", orders->node, other, 0);
    odm_order(orders);
    struct delivery *second = odm_order(orders);
    second->pool = "second";
    second->ordered = site_given(day(2026, 6, 1));
    assert_near(nominal(orders, STAGES_AS_STATED, 1), day(2026, 6, 1) + 150.0);
    done(orders);
}

static void what_is_not_third_party_needs_no_approval(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    struct delivery *order = odm_order(orders);
    order->qualification_s = days(10.0);
    order->approval_s = days(200.0);
    assert_near(nominal(orders, STAGES_AS_STATED, 0), day(2025, 11, 10) + 200.0);
    orders->node->third_party = false;
    assert_near(nominal(orders, STAGES_AS_STATED, 0), day(2025, 11, 10) + 30.0);
    done(orders);
}

/* --- what the models say ------------------------------------------------------------------------ */

static void a_box_is_not_installed_before_one_can_have_it(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    odm_order(orders)->install_s = days(10.0);
    orders->node->first_available = site_given(day(2026, 9, 1));
    assert_near(nominal(orders, STAGES_AS_STATED, 0), day(2026, 9, 11));
    done(orders);
}

/* The node's qualification under the stack's vendor takes 20 days, its DPU's 90: side by side. The lead is the node's own. */
static void what_a_delivery_does_not_say_comes_from_node_card_and_policy(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    struct node_qualification qualifications[] = {{"generic", days(20.0)}, {"azure", days(500.0)}};
    struct nic_model *card = ARENA_NEW(orders->site->arena, struct nic_model);
    *card = *orders->node->nics[0].nic;
    card->qualification = NOT_STARTED;
    card->qualification_time_s = days(90.0);
    orders->node->nics[0].nic = card;
    orders->node->qualification = qualifications;
    orders->node->n_qualification = 2;
    orders->node->lead_time_s = days(40.0);
    orders->site->scenario.policy.approval_s = days(30.0);
    delivery_of(orders)->ordered = site_given(day(2025, 11, 10));
    assert_near(nominal(orders, STAGES_PARALLEL, 0), day(2025, 11, 10) + 90.0);
    assert_near(nominal(orders, STAGES_SERIAL, 0), day(2025, 11, 10) + 40.0 + 90.0 + 30.0);
    done(orders);
}

/* --- chance --------------------------------------------------------------------------------------- */

static void the_draws_are_the_same_whatever_else_is_delivered(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    struct delivery *promise = delivery_of(orders);
    promise->committed = site_given(day(2026, 1, 15));
    promise->slip_s.dist = (struct dist_spec){.kind = DIST_UNIFORM, .low = 0.0, .high = 45.0 * DAY_S};
    promise->slip_s.given = true;
    double alone[100], both[MOST];
    struct stages *stages = stages_made(orders);
    for (uint64_t i = 0; i < 100; i++) stages_draw(stages, i, STAGES_AS_STATED, &alone[i], NULL);
    odm_order(orders)->lead_s = site_ranged(30.0 * DAY_S, 60.0 * DAY_S);
    stages = stages_made(orders);
    for (uint64_t i = 0; i < 100; i++) {
        stages_draw(stages, i, STAGES_AS_STATED, both, NULL);
        assert_true(both[0] == alone[i]);
    }
    done(orders);
}

/* A Latin hypercube: of 20,000 draws of a range each 20,000th of it holds one. */
static void each_part_of_a_range_is_drawn_once(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    struct delivery *promise = delivery_of(orders);
    promise->committed = site_given(0.0);
    promise->slip_s = site_ranged(0.0, 20000.0 * DAY_S);
    struct stages *stages = stages_made(orders);
    bool *seen = ARENA_ARRAY(orders->site->arena, bool, 20000);
    for (uint64_t i = 0; i < 20000; i++) {
        double at;
        stages_draw(stages, i, STAGES_AS_STATED, &at, NULL);
        assert_true(at > 0.0 && at < 20000.0);
        assert_false(seen[(int)at]);
        seen[(int)at] = true;
    }
    done(orders);
}

static void the_last_stage_is_named(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    struct delivery *order = odm_order(orders);
    double at;
    enum stage last;
    stages_draw(stages_made(orders), 0, STAGES_AS_STATED, &at, &last);
    assert_string_equal(stages_name(last), "qualification");
    order->lead_s = days(300.0);
    stages_draw(stages_made(orders), 0, STAGES_AS_STATED, &at, &last);
    assert_string_equal(stages_name(last), "lead");
    done(orders);
}

/* --- in words --------------------------------------------------------------------------------------- */

static void stages_that_nobody_states_are_said_to_take_no_time(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    struct result_delivery_item item = {0};
    delivery_of(orders)->ordered = site_given(day(2025, 11, 10));
    stages_describe(stages_made(orders), 0, orders->site->arena, &item);
    assert_int_equal(item.n_stages, 0);
    assert_string_equal(item.note, "no lead time of odm-perf is stated: 0 d; no approval of odm-perf is stated: 0 d; no time to install is stated: 0 d");
    done(orders);
}

static void each_stage_is_described_with_its_law_and_its_ends(void **state)
{
    (void)state;
    struct order_fixture *orders = orders_new();
    struct result_delivery_item item = {0};
    struct delivery *order = odm_order(orders);
    order->lead_s = site_ranged(30.0 * DAY_S, 120.0 * DAY_S);
    order->install_s = days(7.0);
    stages_describe(stages_made(orders), 0, orders->site->arena, &item);
    assert_int_equal(item.n_stages, 4);
    assert_string_equal(item.stages[0].stage, "lead");
    assert_string_equal(item.stages[0].law, "range, drawn uniformly");
    assert_near(item.stages[0].hi_s, 120.0 * DAY_S);
    assert_string_equal(item.stages[3].stage, "install");
    assert_string_equal(item.stages[3].law, "fixed");
    assert_string_equal(item.note, "");
    done(orders);
}

int main(void)
{
    dist_gsl_quiet();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(disks_ordered_in_november_stand_in_january_once_in_87_times),
        cmocka_unit_test(a_promise_of_mid_january_with_45_days_of_slip_is_kept_by_its_end_36_times_in_100),
        cmocka_unit_test(stages_one_after_the_other_end_on_23_june),
        cmocka_unit_test(stages_side_by_side_end_on_9_april_plus_install),
        cmocka_unit_test(a_later_order_of_the_same_box_waits_for_the_first_ones_qualification_only),
        cmocka_unit_test(it_belongs_to_the_earliest_order_wherever_that_is_listed),
        cmocka_unit_test(another_stack_of_the_same_box_is_qualified_anew),
        cmocka_unit_test(what_is_not_third_party_needs_no_approval),
        cmocka_unit_test(a_box_is_not_installed_before_one_can_have_it),
        cmocka_unit_test(what_a_delivery_does_not_say_comes_from_node_card_and_policy),
        cmocka_unit_test(the_draws_are_the_same_whatever_else_is_delivered),
        cmocka_unit_test(each_part_of_a_range_is_drawn_once),
        cmocka_unit_test(the_last_stage_is_named),
        cmocka_unit_test(stages_that_nobody_states_are_said_to_take_no_time),
        cmocka_unit_test(each_stage_is_described_with_its_law_and_its_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
