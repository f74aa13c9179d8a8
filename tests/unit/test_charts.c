#include "tests/lib/near.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "reports/charts.h"
#include "tests/lib/drawn.h"
#include "tests/lib/results_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static void assert_all_legible(const struct results *results, struct arena *arena, int expected)
{
    int n = 0;
    for (int c = 0; c < CHART_COUNT; c++) {
        struct charts_drawing drawing = charts_draw(results, (enum chart)c, arena);
        if (!drawing.svg) continue;
        n++;
        drawn_words_inside(drawing.id, drawing.svg);
        drawn_words_apart(drawing.id, drawing.svg);
        assert_true(drawn_marks(drawing.svg) > 0);
        assert_null(strstr(drawing.svg, "nan"));
        assert_null(strstr(drawing.svg, "inf"));
        assert_true(strlen(drawing.says) > 20);
    }
    assert_int_equal(n, expected);
}

/* --- what is true ------------------------------------------------------------------------- */

static void every_chart_of_a_run_is_legible(void **state)
{
    assert_all_legible(results_fixture_failing(*state), *state, CHART_COUNT);
    assert_all_legible(results_fixture_dallas(*state), *state, CHART_COUNT - 1);      /* nothing fails, nothing is exposed */
}

static void a_plan_has_the_charts_that_need_no_run(void **state)
{
    struct results *plan = results_fixture_plan(*state), *run = results_fixture_dallas(*state);
    plan->resources = run->resources;
    plan->n_resources = run->n_resources;
    for (int i = 0; i < plan->n_resources; i++) plan->resources[i].utilisation = (struct estimate){ (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN };
    assert_all_legible(plan, *state, 3);
    assert_non_null(charts_draw(plan, CHART_MARGINS, *state).svg);
    assert_non_null(charts_draw(plan, CHART_RACKS, *state).svg);
    assert_non_null(charts_draw(plan, CHART_LADDER, *state).svg);
}

static void nothing_known_draws_nothing(void **state)
{
    assert_all_legible(results_fixture_empty(*state), *state, 0);
}

static void long_names_and_many_rows_stay_legible(void **state)
{
    struct results *r = results_fixture_crowded(*state);
    r->series.n_bins = r->zoom.n_bins = 720;
    assert_all_legible(r, *state, CHART_COUNT);
}

static void a_chart_of_one_value_is_left_out(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    r->n_requirements = 1;
    assert_null(charts_draw(r, CHART_MARGINS, *state).svg);
    for (int i = 0; i < r->series.n_bins; i++) r->series.used_bytes[i] = 1e17;
    assert_null(charts_draw(r, CHART_FILL, *state).svg);
}

/* From day 5 to day 35 of a run that starts on 31 January: six dates, five days apart; without a start days are counted. An hour says when it began. */
static void a_run_by_the_calendar_has_dates_on_its_axis(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    r->series.start_s = 5 * 86400.0;
    r->series.width_s = 30 * 86400.0 / r->series.n_bins;
    r->zoom.start_s = 9 * 86400.0 + 4 * 3600.0;
    r->zoom.width_s = 3600.0 / r->zoom.n_bins;
    r->delivery.run.start = "";
    assert_non_null(strstr(charts_draw(r, CHART_READ, *state).svg, "days since the start of the run"));
    assert_null(strstr(charts_draw(r, CHART_READ, *state).svg, ">2026-"));
    r->delivery.run.start = "2026-01-31";
    const char *svg = charts_draw(r, CHART_READ, *state).svg;
    assert_non_null(strstr(svg, ">2026-02-05<"));
    assert_non_null(strstr(svg, ">2026-02-10<"));
    assert_non_null(strstr(svg, ">2026-03-07<"));
    assert_null(strstr(svg, "days since"));
    drawn_words_inside("dates", svg);
    drawn_words_apart("dates", svg);
    assert_non_null(strstr(charts_draw(r, CHART_READ_ZOOM, *state).svg, "minutes after 2026-02-09 04:00"));
}

/* "k" alone is no unit: GPUs are counted in thousands. */
static void an_axis_of_counts_says_in_what_it_counts(void **state)
{
    const char *svg = charts_draw(results_fixture_dallas(*state), CHART_WORST_HOUR, *state).svg;
    assert_non_null(strstr(svg, ">1,000s<"));
    assert_null(strstr(svg, ">k<"));
}

static void the_envelope_is_shown_where_the_watts_are(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    assert_non_null(strstr(charts_draw(r, CHART_POWER, *state).svg, "envelope 265 MW at IT (350 MW at the utility \xC3\xB7 design PUE 1.32)"));
    r->power.envelope_at = "it";
    assert_non_null(strstr(charts_draw(r, CHART_POWER, *state).svg, "envelope 350 MW at IT"));
    r->power.envelope_w = (double)NAN;
    assert_non_null(strstr(charts_draw(r, CHART_POWER, *state).says, "The envelope is unknown."));
}

static void resources_are_ranked_by_use(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    r->resources[3].utilisation.mean = 0.99;
    const char *svg = charts_draw(r, CHART_UTILISATION, *state).svg;
    assert_true(strstr(svg, ">software<") < strstr(svg, ">media time<"));
    assert_true(strstr(svg, ">media time<") < strstr(svg, ">NIC transmit<"));
}

static void the_ladder_climbs_from_the_lowest_rung(void **state)
{
    const char *svg = charts_draw(results_fixture_dallas(*state), CHART_LADDER, *state).svg;
    const char *writes = strstr(svg, "Writes alone");
    assert_true(strstr(svg, "1. media time") < strstr(svg, "2. NIC transmit") && strstr(svg, "2. NIC transmit") < strstr(svg, "3. software"));
    assert_non_null(strstr(writes, "2. NIC receive"));
    assert_non_null(strstr(svg, "9.04 TB/s"));
}

static void gpu_time_fills_its_bar(void **state)
{
    const char *svg = charts_draw(results_fixture_dallas(*state), CHART_GPU_TIME, *state).svg;
    double sum = 0;
    for (const char *at = svg; (at = strstr(at, "<rect ")) != NULL; at++)
        if (drawn_attribute(at, "height") == 56) sum += drawn_attribute(at, "width");
    assert_within(sum, 744.0, 1e-3);
}

static void what_a_file_may_say_does_not_stop_the_pen(void **state)
{
    static const double odd[] = { 0.0, -1.0, 1e300, -1e300, 4.9e-324, 1e15, 0.1 };
    for (size_t k = 0; k < sizeof odd / sizeof odd[0]; k++) {
        struct results *r = results_fixture_dallas(*state);
        for (int i = 0; i < r->series.n_bins; i++) r->series.read_asked[i] = r->series.used_bytes[i] = r->series.it_max_w[i] = r->zoom.write_delivered[i] = odd[k];
        r->zoom.width_s = r->zoom.start_s = odd[k];
        r->read.demand = r->read.capability_alone = r->goodput.useful = r->resources[0].capacity = r->power.envelope_w = r->plan.rack_fills[0].ru_limit = odd[k];
        r->resources[1].utilisation.p99 = r->requirements[0].margin = r->scenario.gpus = odd[k];
        for (int c = 0; c < CHART_COUNT; c++) charts_draw(r, (enum chart)c, *state);
    }
}

static void unknown_bins_are_gaps(void **state)
{
    struct results *r = results_fixture_failing(*state);
    for (int i = 300; i < 400; i++) r->series.used_bytes[i] = r->series.read_delivered[i] = r->series.gpu_w[i] = (double)NAN;
    assert_all_legible(r, *state, CHART_COUNT);
}

static void the_same_results_draw_the_same_bytes(void **state)
{
    struct arena *other = arena_new();
    for (int c = 0; c < CHART_COUNT; c++) {
        const char *one = charts_draw(results_fixture_failing(*state), (enum chart)c, *state).svg, *two = charts_draw(results_fixture_failing(other), (enum chart)c, other).svg;
        assert_string_equal(one, two);
    }
    arena_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(every_chart_of_a_run_is_legible),
        TEST(a_plan_has_the_charts_that_need_no_run),
        TEST(nothing_known_draws_nothing),
        TEST(long_names_and_many_rows_stay_legible),
        TEST(a_chart_of_one_value_is_left_out),
        TEST(a_run_by_the_calendar_has_dates_on_its_axis),
        TEST(an_axis_of_counts_says_in_what_it_counts),
        TEST(the_envelope_is_shown_where_the_watts_are),
        TEST(resources_are_ranked_by_use),
        TEST(the_ladder_climbs_from_the_lowest_rung),
        TEST(gpu_time_fills_its_bar),
        TEST(what_a_file_may_say_does_not_stop_the_pen),
        TEST(unknown_bins_are_gaps),
        TEST(the_same_results_draw_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
