#include "tests/lib/near.h"

#include <string.h>

#include "base/arena.h"
#include "reports/kpi.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/story.h"
#include "reports/story_changes.h"
#include "tests/lib/results_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static void counts_have_separators_and_rates_three_digits(void **state)
{
    assert_string_equal(say_quantity(*state, 44688, UNIT_COUNT), "44,688");
    assert_string_equal(say_quantity(*state, 1284417, UNIT_COUNT), "1,284,417");
    assert_string_equal(say_quantity(*state, 532, UNIT_COUNT), "532");
    assert_string_equal(say_quantity(*state, -1000, UNIT_COUNT), "-1,000");
    assert_string_equal(say_quantity(*state, 5.6e12, UNIT_BYTES_PER_S), "5.60 TB/s");
    assert_string_equal(say_quantity(*state, 0.157, UNIT_FRACTION), "15.7 %");
}

static void what_is_not_known_is_unknown(void **state)
{
    struct estimate nothing = { .mean = (double)NAN, .ci95_lo = (double)NAN, .ci95_hi = (double)NAN };
    assert_string_equal(say_quantity(*state, (double)NAN, UNIT_COUNT), "unknown");
    assert_string_equal(say_quantity(*state, (double)NAN, UNIT_WATTS), "unknown");
    assert_string_equal(say_named(*state, (double)NAN, "drives"), "unknown");
    assert_string_equal(say_margin(*state, (double)NAN), "unknown");
    assert_string_equal(say_interval(*state, &nothing, UNIT_WATTS), "unknown");
    assert_string_equal(say_text(""), "unknown");
}

static void a_unit_is_found_by_the_name_results_use(void **state)
{
    assert_string_equal(say_named(*state, 5.6e12, "bytes_per_s"), "5.60 TB/s");
    assert_string_equal(say_named(*state, 350e6, "w"), "350 MW");
    assert_string_equal(say_named(*state, 46816, "drives"), "46,816 drives");
    assert_string_equal(say_named(*state, 1.33, ""), "1.33");
}

static void a_margin_says_which_way(void **state)
{
    assert_string_equal(say_margin(*state, -0.8211), "82.1 % short");
    assert_string_equal(say_margin(*state, 0.1074), "10.7 % to spare");
    assert_string_equal(say_margin(*state, 0.0), "just met");
    assert_string_equal(say_margin(*state, 1e12), "over 1,000 times spare");
}

static void ends_written_alike_become_a_half_width(void **state)
{
    struct estimate wide = { .mean = 4.41e12, .ci95_lo = 4.36e12, .ci95_hi = 4.46e12 }, narrow = { .mean = 4e12, .ci95_lo = 3.9996e12, .ci95_hi = 4.0004e12 };
    struct estimate none = { .mean = 5, .ci95_lo = 5, .ci95_hi = 5 };
    assert_string_equal(say_interval(*state, &wide, UNIT_BYTES_PER_S), "4.36 TB/s to 4.46 TB/s");
    assert_string_equal(say_interval(*state, &narrow, UNIT_BYTES_PER_S), "\xC2\xB1 0.0100 %");
    assert_string_equal(say_interval(*state, &none, UNIT_SECONDS), "no spread");
}

static void a_resource_is_named_from_the_inside_out(void **state)
{
    assert_string_equal(say_resource(*state, "bulk/azure-blob-hdd/media time"), "media time of azure-blob-hdd in pool bulk");
    assert_string_equal(say_resource(*state, "bulk/spine transmit"), "spine transmit of pool bulk");
    assert_string_equal(say_resource(*state, "gpus"), "gpus");
    assert_string_equal(say_resource_short("bulk/azure-blob-hdd/media time"), "media time");
}

static void the_least_capability_is_over_the_cases_that_are_known(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    assert_near(kpi_number(r, KPI_READ_LEAST), 4.294e12);
    r->read.capability_coincident_domain_out = (double)NAN;
    assert_near(kpi_number(r, KPI_READ_LEAST), 4.31e12);
    assert_true(isnan(kpi_number(results_fixture_empty(*state), KPI_READ_LEAST)));
}

static void pools_add_up_but_namespaces_do_not(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    struct result_pool pools[2] = { r->plan.pools[0], r->plan.pools[0] };
    pools[1].namespaces = 3;
    r->plan.pools = pools;
    r->plan.n_pools = 2;
    assert_near(kpi_number(r, KPI_NODES), 1064);
    assert_near(kpi_number(r, KPI_DRIVES), 2 * 44688);
    assert_near(kpi_number(r, KPI_NAMESPACES), 3);
}

static void the_envelope_moves_to_it_by_the_design_pue(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    assert_near(kpi_number(r, KPI_ENVELOPE_IT), 350e6 / 1.32);
    r->power.envelope_at = "it";
    assert_near(kpi_number(r, KPI_ENVELOPE_IT), 350e6);
}

static void the_judged_value_is_that_of_the_case_named(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    assert_near(kpi_judged(r, &r->requirements[0]), 4.294e12);
    r->requirements[0].judged_on = "while both peaks are offered";
    assert_near(kpi_judged(r, &r->requirements[0]), 4.31e12);
    r->requirements[0].judged_on = "one failure domain out";
    assert_near(kpi_judged(r, &r->requirements[0]), 5.579e12);
    assert_near(kpi_judged(r, &r->requirements[3]), 312.4e6);
}

static void the_tightest_requirement_is_a_must(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    assert_string_equal(kpi_tightest(r)->id, "THR-1");
    r->requirements[0].margin = (double)NAN;
    r->requirements[1].margin = 0.3;
    assert_string_equal(kpi_tightest(r)->id, "CAP-1");
    assert_null(kpi_tightest(results_fixture_empty(*state)));
}

static void the_verdict_counts_musts(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    assert_string_equal(mark_plain(*state, story_verdict(*state, r)), "Does not meet its requirements: 1 of 5 MUSTs is not met, 1 depends on an open input.");
    r->requirements[0].verdict = "pass";
    r->verdict = "depends";
    assert_string_equal(mark_plain(*state, story_verdict(*state, r)), "Cannot be said yet: 1 of 5 MUSTs depends on an open input; the others are met.");
    r->requirements[1].verdict = "pass";
    r->verdict = "pass";
    assert_string_equal(mark_plain(*state, story_verdict(*state, r)), "Meets all 5 MUSTs.");
    r->verdict = "fail";
    assert_string_equal(mark_plain(*state, story_verdict(*state, r)), "Fails: the findings say why.");
}

static void what_binds_comes_from_the_run_or_else_from_the_plan(void **state)
{
    struct results *r = results_fixture_dallas(*state), *plan = results_fixture_plan(*state);
    assert_string_equal(mark_plain(*state, story_binds(*state, r, "read")), "media time of azure-blob-hdd in pool bulk binds reads 87.1 % of the time and denies 5.17 TB/s on average");
    assert_string_equal(mark_plain(*state, story_next(*state, r, "read")), "at peak demand, relieved (\xC3\x97" "1.61), NIC transmit binds at 9.04 TB/s");
    assert_string_equal(mark_plain(*state, story_binds(*state, plan, "read")), "media time of azure-blob-hdd in pool bulk bounds reads at 5.60 TB/s");
    assert_string_equal(mark_plain(*state, story_binds(*state, results_fixture_empty(*state), "read")), "");
}

static void three_things_would_change_it(void **state)
{
    const char *changes[9];
    assert_int_equal(story_changes(*state, results_fixture_dallas(*state), changes, 3), 3);
    assert_non_null(strstr(mark_plain(*state, changes[0]), "THR-2 turns at 1.14"));
    assert_non_null(strstr(mark_plain(*state, changes[1]), "asks for 2,695"));
    assert_non_null(strstr(mark_plain(*state, changes[2]), "9.04 TB/s"));
    assert_int_equal(story_changes(*state, results_fixture_dallas(*state), changes, 9), 5);
    assert_int_equal(story_changes(*state, results_fixture_empty(*state), changes, 9), 0);
}

/* Of one input and of one requirement there is more than one; unlike ones come first. */
static void the_nearest_turns_are_told_first_and_unlike_ones(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    struct result_change nearest[] = {
        {.input = "site.power", .unit = "w", .grade = "stated", .requirement = "fit", .why = "the load 305 MW is over the envelope", .from = "pass", .to = "fail", .now = 350e6, .lo = (double)NAN, .hi = (double)NAN, .at = 305e6, .far = 0.5, .answer = "fail", .settle = "decide site.power"},
        {.input = "site.power", .unit = "w", .grade = "stated", .requirement = "POW-1", .why = "", .from = "pass", .to = "fail", .now = 350e6, .lo = (double)NAN, .hi = (double)NAN, .at = 304e6, .far = 0.6, .answer = "fail", .settle = ""},
        {.input = "models.gpu.g.rack_max", .unit = "w", .grade = "estimate", .requirement = "POW-1", .why = "", .from = "pass", .to = "fail", .now = 130e3, .lo = 120e3, .hi = 150e3, .at = 140e3, .far = 0.5, .answer = "fail", .settle = "measure it"},
        {.input = "models.gpu.g.tray_max", .unit = "w", .grade = "estimate", .requirement = "POW-1", .why = "", .from = "pass", .to = "fail", .now = 6e3, .lo = 5e3, .hi = 6e3, .at = 7e3, .far = 2.0, .answer = "fail", .settle = "measure it"},
    };
    const char *changes[4];
    r->changes = (struct result_changes){.tried = 164.0, .furthest = 10.0, .nearest = nearest, .n_nearest = 4};
    assert_int_equal(story_changes(*state, r, changes, 4), 4);
    assert_string_equal(mark_plain(*state, changes[0]), "site.power (350 MW, stated): at 305 MW or less, the load 305 MW is over the envelope.");
    assert_string_equal(mark_plain(*state, changes[1]), "models.gpu.g.rack_max (130 kW, estimate, 120 kW to 150 kW): at 140 kW or more POW-1 is not met."
                        " That is within its range. To settle it: measure it.");
    assert_non_null(strstr(mark_plain(*state, changes[2]), "models.gpu.g.tray_max"));
    assert_non_null(strstr(mark_plain(*state, changes[2]), "That is outside its range."));
    assert_non_null(strstr(mark_plain(*state, changes[3]), "at 304 MW"));
    assert_string_equal(mark_plain(*state, story_changes_note(*state, r)), "164 inputs were tried one at a time. Nearest:");
    for (int32_t k = 0; k < 4; k++) nearest[k].far = 3.0;
    assert_non_null(strstr(mark_plain(*state, story_changes_note(*state, r)), "none turns the answer within what is not known of it"));
}

/* Of an input that mends one MUST: whether the whole answer stays, or which other one it comes to. */
static void an_answer_that_turns_only_halfway_is_told_as_it_then_is(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    struct result_change nearest[] = {
        {.input = "demand.a", .unit = "", .grade = "stated", .requirement = "THR-1", .from = "fail", .to = "pass", .now = 5.0, .lo = (double)NAN, .hi = (double)NAN, .at = 7.0, .far = 0.4, .answer = "fail", .settle = "", .why = ""},
        {.input = "demand.b", .unit = "", .grade = "stated", .requirement = "THR-2", .from = "fail", .to = "pass", .now = 5.0, .lo = (double)NAN, .hi = (double)NAN, .at = 8.0, .far = 0.6, .answer = "depends", .settle = "", .why = ""},
    };
    const char *changes[2];
    r->verdict = "fail";
    r->changes = (struct result_changes){.tried = 2.0, .furthest = 10.0, .nearest = nearest, .n_nearest = 2};
    assert_int_equal(story_changes(*state, r, changes, 2), 2);
    assert_string_equal(mark_plain(*state, changes[0]), "demand.a (5, stated): at 7 or more THR-1 is met; the answer still is fail.");
    assert_string_equal(mark_plain(*state, changes[1]), "demand.b (5, stated): at 8 or more THR-2 is met; the answer then is depends.");
}

static void other_paths_are_told_against_the_chosen_one(void **state)
{
    const char *paths[4];
    struct results *r = results_fixture_dallas(*state);
    assert_int_equal(story_paths(*state, &r->plan.pools[0], paths, 4), 3);
    assert_string_equal(mark_plain(*state, paths[0]), "replicate then encode: reads as now, writes 1.12 TB/s (\xC3\x97" "0.361)");
    assert_string_equal(mark_plain(*state, paths[1]), "colocated front ends: reads 4.52 TB/s (\xC3\x97" "0.807), writes 2.26 TB/s (\xC3\x97" "0.729)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(counts_have_separators_and_rates_three_digits),
        TEST(what_is_not_known_is_unknown),
        TEST(a_unit_is_found_by_the_name_results_use),
        TEST(a_margin_says_which_way),
        TEST(ends_written_alike_become_a_half_width),
        TEST(a_resource_is_named_from_the_inside_out),
        TEST(the_least_capability_is_over_the_cases_that_are_known),
        TEST(pools_add_up_but_namespaces_do_not),
        TEST(the_envelope_moves_to_it_by_the_design_pue),
        TEST(the_judged_value_is_that_of_the_case_named),
        TEST(the_tightest_requirement_is_a_must),
        TEST(the_verdict_counts_musts),
        TEST(what_binds_comes_from_the_run_or_else_from_the_plan),
        TEST(three_things_would_change_it),
        TEST(the_nearest_turns_are_told_first_and_unlike_ones),
        TEST(an_answer_that_turns_only_halfway_is_told_as_it_then_is),
        TEST(other_paths_are_told_against_the_chosen_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
