#include "tests/lib/near.h"

#include <string.h>

#include "base/date.h"
#include "run/delivery.h"
#include "stat/dist.h"
#include "tests/lib/plan_fixture.h"

static const double DAY_S = 86400.0;
enum { MOST = 4, ASKED = 3 };

/* One pool of 1 PB, 10 GB/s, 100 GPUs; half of it does half. Asked: half of it, all of it, more than that. */
struct landing_fixture {
    struct plan_fixture *fixture;
    struct delivery deliveries[MOST];
    struct gpu_arrival arrivals[MOST];
    struct requirement requirements[ASKED];
    double whole_feeds;
    struct result_delivery out;
};

static struct landing_fixture *landing_new(void)
{
    struct plan_fixture *fixture = plan_fixture_new();
    struct landing_fixture *made = ARENA_NEW(fixture->arena, struct landing_fixture);
    made->fixture = fixture;
    made->whole_feeds = 100.0;
    fixture->scenario.deliveries = made->deliveries;
    fixture->scenario.site.arrivals = made->arrivals;
    fixture->scenario.study.delivery_draws = plan_fixture_given(1000.0);
    fixture->scenario.as_of_days = fixture->scenario.needed_by_days = (double)NAN;
    made->requirements[0] = (struct requirement){.id = "HALF", .text = "half"};
    made->requirements[1] = (struct requirement){.id = "ALL", .text = "all"};
    made->requirements[2] = (struct requirement){.id = "MORE", .text = "more"};
    return made;
}

/* `share` of the pool, promised for day `day`, up to `slip` days late. */
static struct delivery *promise(struct landing_fixture *landing, double share, double day, double slip)
{
    struct delivery *delivery = &landing->deliveries[landing->fixture->scenario.n_deliveries++];
    *delivery = (struct delivery){.pool = "bulk", .committed = plan_fixture_given(day), .ordered = plan_fixture_absent(), .slip_s = plan_fixture_given(slip / 2.0 * DAY_S),
                                  .install_s = plan_fixture_absent(), .share = plan_fixture_given(share), .nodes = plan_fixture_absent(), .needed_by = plan_fixture_absent()};
    if (slip > 0.0) delivery->slip_s.dist = (struct dist_spec){.kind = DIST_UNIFORM, .low = 0.0, .high = slip * DAY_S};
    return delivery;
}

static void arrive(struct landing_fixture *landing, double day, double gpus)
{
    landing->arrivals[landing->fixture->scenario.site.n_arrivals++] = (struct gpu_arrival){plan_fixture_given(day), plan_fixture_given(gpus), {0}};
}

static void judge(void *context, const double *landed, struct buildup_state *state)
{
    const struct landing_fixture *landing = context;
    state->usable_bytes = landed[0] * 1e15;
    state->read_bytes_per_s = landed[0] * 10e9;
    state->write_bytes_per_s = landed[0] * 5e9;
    state->storage_w = landed[0] * 1000.0;
    state->rack_tiles = ceil(landed[0] * 3.0);
    state->gpus_fed = landed[0] * landing->whole_feeds;
    state->met[0] = landed[0] >= 0.5;
    state->met[1] = landed[0] >= 1.0;
}

static const struct result_delivery *simulated(struct landing_fixture *landing)
{
    const struct requirement *asked[] = {&landing->requirements[0], &landing->requirements[1], &landing->requirements[2]};
    const struct buildup_question question = {&landing->fixture->plan, NULL, ASKED, judge, landing};
    const struct buildup *buildup = buildup_draw(&question, landing->fixture->arena);
    delivery_fill(buildup, &landing->fixture->plan, asked, ASKED, landing->fixture->arena, &landing->out);
    return &landing->out;
}

static void assert_date(const char *date, double day)
{
    char buffer[16];
    assert_string_equal(date, date_write(date_of_days((int32_t)day), buffer));
}

static const struct result_delivery_point *point_on(const struct result_delivery *out, double day)
{
    char buffer[16];
    date_write(date_of_days((int32_t)day), buffer);
    for (int32_t k = 0; k < out->n_points; k++)
        if (!strcmp(out->points[k].date, buffer)) return &out->points[k];
    fail_msg("no point on %s", buffer);
    return NULL;
}

static void done(struct landing_fixture *landing) { plan_fixture_free(landing->fixture); }

/* --- dates ----------------------------------------------------------------------------------- */

static void what_is_asked_is_met_when_enough_has_landed(void **state)
{
    (void)state;
    struct landing_fixture *landing = landing_new();
    promise(landing, 0.5, 20200.0, 0.0);
    promise(landing, 0.5, 20100.0, 0.0);
    landing->fixture->scenario.needed_by_days = 20150.0;
    const struct result_delivery *out = simulated(landing);
    assert_int_equal(out->n_requirements, 3);
    assert_date(out->requirements[0].p50, 20100.0);
    assert_near(out->requirements[0].by_needed, 1.0);
    assert_date(out->requirements[1].p50, 20200.0);
    assert_near(out->requirements[1].by_needed, 0.0);
    assert_string_equal(out->requirements[2].p50, "never");
    assert_near(out->requirements[2].ever, 0.0);
    assert_date(out->complete_p50, 20200.0);
    done(landing);
}

static void without_deliveries_there_is_nothing_to_date(void **state)
{
    (void)state;
    struct landing_fixture *landing = landing_new();
    landing->fixture->scenario.needed_by_days = 20150.0;
    const struct result_delivery *out = simulated(landing);
    assert_near(out->draws, 0.0);
    assert_int_equal(out->n_items + out->n_points + out->n_requirements, 0);
    assert_string_equal(out->complete_p50, "");
    assert_true(isnan(out->complete_by_needed));
    done(landing);
}

/* Up to 100 days late: a tenth within 10 days, 37.5 % within 37.5. */
static void quantiles_and_probabilities_are_those_of_the_slip(void **state)
{
    (void)state;
    struct landing_fixture *landing = landing_new();
    promise(landing, 1.0, 20000.0, 100.0);
    landing->fixture->scenario.needed_by_days = 20040.0;
    landing->fixture->scenario.as_of_days = 20020.0;
    const struct result_delivery *out = simulated(landing);
    assert_date(out->items[0].p10, 20010.0);
    assert_date(out->items[0].p50, 20050.0);
    assert_date(out->items[0].p90, 20090.0);
    assert_true(fabs(out->items[0].by_needed - 0.4) <= 1.5 / 1000.0);
    assert_true(fabs(out->items[0].by_as_of - 0.2) <= 1.5 / 1000.0);
    assert_date(out->items[0].nominal, 20050.0);
    done(landing);
}

static void a_delivery_may_have_a_date_of_its_own(void **state)
{
    (void)state;
    struct landing_fixture *landing = landing_new();
    promise(landing, 1.0, 20000.0, 100.0)->needed_by = plan_fixture_given(20080.0);
    landing->fixture->scenario.needed_by_days = 20040.0;
    const struct result_delivery *out = simulated(landing);
    assert_true(fabs(out->items[0].by_needed - 0.8) <= 1.5 / 1000.0);
    assert_true(fabs(out->requirements[1].by_needed - 0.4) <= 1.5 / 1000.0);
    done(landing);
}

/* --- what stands --------------------------------------------------------------------------------- */

/* In half of the draws all stands by day 50, in nine tenths by day 90: on those dates it stands at P50 and at P10 of bytes too. */
static void what_stands_on_a_quantile_of_the_landing_is_what_landed(void **state)
{
    (void)state;
    struct landing_fixture *landing = landing_new();
    promise(landing, 1.0, 20000.0, 100.0);
    const struct result_delivery *out = simulated(landing);
    assert_near(point_on(out, 20010.0)->usable_p50_bytes, 0.0);
    assert_near(point_on(out, 20010.0)->usable_p90_bytes, 1e15);
    assert_near(point_on(out, 20050.0)->usable_p10_bytes, 0.0);
    assert_near(point_on(out, 20050.0)->usable_p50_bytes, 1e15);
    assert_near(point_on(out, 20090.0)->usable_p10_bytes, 1e15);
    done(landing);
}

/* By day 60 of 100 the late half stands in 60 of 100 draws: P10 has one half, P50 both. */
static void what_stands_by_a_date_has_quantiles_of_its_own(void **state)
{
    (void)state;
    struct landing_fixture *landing = landing_new();
    promise(landing, 0.5, 20000.0, 0.0);
    promise(landing, 0.5, 20000.0, 100.0);
    landing->fixture->scenario.needed_by_days = 20060.0;
    const struct result_delivery_point *point = point_on(simulated(landing), 20060.0);
    assert_near(point->usable_p10_bytes, 0.5e15);
    assert_near(point->usable_p50_bytes, 1e15);
    assert_near(point->read_p50_bytes_per_s, 10e9);
    assert_near(point->storage_p10_w, 500.0);
    assert_near(point->rack_tiles_p10, 2.0);
    assert_near(point->rack_tiles_p90, 3.0);
    assert_true(isfinite(point->gpus));
    done(landing);
}

/* --- GPUs ------------------------------------------------------------------------------------------ */

/* 60 GPUs from day 90, 40 more from day 150; storage for 50 from day 100, for all from day 200:
 * 10 d x 60 + 50 d x 10 + 50 d x 50 = 3,600 GPU-days. */
static void gpus_wait_for_the_storage_that_would_feed_them(void **state)
{
    (void)state;
    struct landing_fixture *landing = landing_new();
    promise(landing, 0.5, 20100.0, 0.0);
    promise(landing, 0.5, 20200.0, 0.0);
    arrive(landing, 20150.0, 40.0);
    arrive(landing, 20090.0, 60.0);
    const struct result_delivery *out = simulated(landing);
    assert_near(out->gpu_hours_lost_mean, 3600.0 * 24.0);
    assert_near(out->gpu_hours_lost_p90, 3600.0 * 24.0);
    assert_near(point_on(out, 20100.0)->gpus, 60.0);
    done(landing);
}

/* The whole build feeds 80 of 100: from day 90, 10 days x 60, 50 x 20, 50 x 40. What it never feeds is not lost to a date. */
static void what_the_whole_build_cannot_feed_is_not_lost_to_lateness(void **state)
{
    (void)state;
    struct landing_fixture *landing = landing_new();
    landing->whole_feeds = 80.0;
    promise(landing, 0.5, 20100.0, 0.0);
    promise(landing, 0.5, 20200.0, 0.0);
    arrive(landing, 20090.0, 60.0);
    arrive(landing, 20150.0, 40.0);
    assert_near(simulated(landing)->gpu_hours_lost_mean, (10.0 * 60.0 + 50.0 * 20.0 + 50.0 * 40.0) * 24.0);
    done(landing);
}

static void without_arrivals_all_gpus_wait_from_the_date_needed(void **state)
{
    (void)state;
    struct landing_fixture *landing = landing_new();
    promise(landing, 1.0, 20100.0, 0.0);
    landing->fixture->scenario.needed_by_days = 20090.0;
    const struct result_delivery *out = simulated(landing);
    assert_near(out->gpu_hours_lost_mean, 10.0 * 100.0 * 24.0);
    assert_string_equal(out->gpus_stand, "all GPUs from the date needed");
    landing->fixture->scenario.needed_by_days = (double)NAN;
    assert_true(isnan(simulated(landing)->gpu_hours_lost_mean));
    done(landing);
}

static void storage_that_is_early_loses_nothing(void **state)
{
    (void)state;
    struct landing_fixture *landing = landing_new();
    promise(landing, 1.0, 20050.0, 0.0);
    arrive(landing, 20090.0, 100.0);
    assert_near(simulated(landing)->gpu_hours_lost_mean, 0.0);
    done(landing);
}

int main(void)
{
    dist_gsl_quiet();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_asked_is_met_when_enough_has_landed),
        cmocka_unit_test(without_deliveries_there_is_nothing_to_date),
        cmocka_unit_test(quantiles_and_probabilities_are_those_of_the_slip),
        cmocka_unit_test(a_delivery_may_have_a_date_of_its_own),
        cmocka_unit_test(what_stands_on_a_quantile_of_the_landing_is_what_landed),
        cmocka_unit_test(what_stands_by_a_date_has_quantiles_of_its_own),
        cmocka_unit_test(gpus_wait_for_the_storage_that_would_feed_them),
        cmocka_unit_test(what_the_whole_build_cannot_feed_is_not_lost_to_lateness),
        cmocka_unit_test(without_arrivals_all_gpus_wait_from_the_date_needed),
        cmocka_unit_test(storage_that_is_early_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
