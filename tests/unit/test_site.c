#include "tests/lib/near.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "reports/doc.h"
#include "reports/site.h"
#include "tests/lib/results_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static const char *html_of(struct results *results, struct arena *arena)
{
    return doc_html(site_document(results, arena), arena);
}

static const char *markdown_of(struct results *results, struct arena *arena)
{
    return doc_markdown(site_document(results, arena), arena);
}

static int occurrences(const char *text, const char *of)
{
    int n = 0;
    for (; (text = strstr(text, of)) != NULL; text++) n++;
    return n;
}

static void the_first_forty_lines_hold_the_answer(void **state)
{
    char *text = text_copy(*state, markdown_of(results_fixture_dallas(*state), *state)), *end = text;
    for (int line = 0; line < 40; line++) end = strchr(end, '\n') + 1;
    *end = '\0';
    assert_non_null(strstr(text, "**FAIL** **Does not meet its requirements: 1 of 5 MUSTs is not met"));
    assert_non_null(strstr(text, "**What binds**: Media time of azure-blob-hdd in pool bulk"));
    assert_non_null(strstr(text, "**82.1 % short** (THR-1: 4.29 TB/s against 24.0 TB/s"));
    assert_non_null(strstr(text, "As of **2026-01-15**"));
    assert_non_null(strstr(text, "20 replications"));
    assert_non_null(strstr(text, "4.36 TB/s to 4.46 TB/s"));
    assert_non_null(strstr(text, "62.0 % of read capability rests on estimates"));
    assert_non_null(strstr(text, "\n1. ") && strstr(text, "\n2. ") ? strstr(text, "\n3. ") : NULL);
}

/* Tags opened are closed, in order: what xmllint would say, without it. */
static void assert_balanced(const char *html)
{
    char open[64][16];
    int depth = 0;
    for (const char *at = strstr(html, "<html"); at && (at = strchr(at, '<')) != NULL; at++) {
        const char *close = strchr(at, '>');
        if (close[-1] == '/') continue;
        size_t length = strcspn(at + 1, " />\n");
        if (at[1] == '/') {
            char name[16] = "";
            memcpy(name, at + 2, strcspn(at + 2, ">"));
            assert_true(depth > 0);
            assert_string_equal(open[--depth], name);
        } else {
            assert_true(depth < 64 && length < 16);
            memcpy(open[depth], at + 1, length);
            open[depth++][length] = '\0';
        }
    }
    assert_int_equal(depth, 0);
}

static void every_report_is_well_formed_and_never_says_nan(void **state)
{
    struct results *all[] = { results_fixture_dallas(*state), results_fixture_plan(*state), results_fixture_empty(*state), results_fixture_crowded(*state) };
    for (int k = 0; k < 4; k++) {
        const char *html = html_of(all[k], *state), *markdown = markdown_of(all[k], *state);
        assert_balanced(html);
        assert_null(strstr(html, ">nan"));
        assert_null(strstr(html, " nan"));
        assert_null(strstr(markdown, "nan "));
        assert_null(strstr(html, "(null)"));
        assert_null(strstr(html, "inf "));
    }
}

static void as_many_drawings_as_the_list_says(void **state)
{
    const char *html = html_of(results_fixture_dallas(*state), *state);
    const char *list = strstr(html, "<h2 id=\"charts-in-this-report\">");
    assert_non_null(list);
    assert_int_equal(occurrences(html, "<svg "), 23);
    assert_int_equal(occurrences(list, "<li><a href=\"#"), 23);
    assert_null(strstr(html_of(results_fixture_empty(*state), *state), "charts-in-this-report"));
}

static void interruptions_stand_by_cause_and_by_job(void **state)
{
    const char *markdown = markdown_of(results_fixture_dallas(*state), *state);
    assert_non_null(strstr(markdown, "## Interruptions"));
    assert_non_null(strstr(markdown, "| gpu-tray | exponential | 48.1 | 48.6 |"));
    assert_non_null(strstr(markdown, "| frontier | 25.0 min | 57.1 |"));
    assert_non_null(strstr(markdown, "1.00 TB/s more write: 0.840 million GPU-hours a year (0.790 to 0.890 million). Asked for that much more at peak"));
    assert_null(strstr(markdown_of(results_fixture_plan(*state), *state), "## Interruptions"));
}

static void a_section_says_when_what_lands_and_what_that_assumes(void **state)
{
    const char *markdown = doc_markdown(site_document(results_fixture_dallas(*state), *state), *state);
    assert_non_null(strstr(markdown, "## Delivery"));
    assert_non_null(strstr(markdown, "All of it stands on 2026-04-09 in half of the draws (P10 2026-03-01, P90 2026-06-01, 2.00 % by 2026-02-15)."));
    assert_non_null(strstr(markdown, "run side by side (nominal 2026-04-09; qualification ends last in 95.7 % of the draws); one after the other: nominal 2026-06-23"));
    assert_non_null(strstr(markdown, "120 million GPU-hours lost on average"));
    assert_non_null(strstr(markdown, "### While it ran"));
    assert_non_null(strstr(markdown, "2026-01-31 to 2026-03-02: waiting for storage cost 36 million GPU-hours; 41.2 % of GPU time useful instead of 83.0 %."));
    assert_non_null(strstr(markdown, "interval of the GPU-hours: 32,000,000 to 40,000,000."));
    assert_non_null(strstr(markdown, "| bulk | 266 | 2026-02-20 | 2026-04-09 | 2026-06-29 | 0 % | 5.00 % | 95.0 % |"));
    assert_null(strstr(doc_markdown(site_document(results_fixture_plan(*state), *state), *state), "## Delivery"));
}

static void a_tier_is_told_with_what_its_drain_and_its_room_allow(void **state)
{
    const char *markdown = doc_markdown(site_document(results_fixture_dallas(*state), *state), *state);
    assert_non_null(strstr(markdown, "## Tier: flash before bulk"));
    assert_non_null(strstr(markdown, "flash fills with what waits to be drained after 19.2 h"));
    assert_non_null(strstr(markdown, "| Reads that hit, of bytes | 85.0 % |"));
    assert_null(strstr(doc_markdown(site_document(results_fixture_empty(*state), *state), *state), "## Tier"));
}

static void drives_beyond_their_ratings_are_told(void **state)
{
    const char *markdown = doc_markdown(site_document(results_fixture_dallas(*state), *state), *state);
    assert_non_null(strstr(markdown, "## Endurance"));
    assert_non_null(strstr(markdown, "AFR of 1.40 %/year out of range"));
    assert_non_null(strstr(markdown, "3.07 years"));
}

static void the_worst_hour_is_drawn_and_its_events_are_listed(void **state)
{
    const char *html = html_of(results_fixture_dallas(*state), *state), *plan = html_of(results_fixture_plan(*state), *state);
    assert_non_null(strstr(html, "<h2 id=\"the-worst-hour\">"));
    assert_non_null(strstr(html, "<figure id=\"figure-worst-hour\">"));
    assert_non_null(strstr(markdown_of(results_fixture_dallas(*state), *state), "The first 100 events of that hour"));
    assert_non_null(strstr(html, ">0 min 20.0 s: power mid/3, 5.60 TB &amp; more &lt;so&gt;</title>"));
    assert_non_null(strstr(html, "].rest_s\",\"20\",\"20.0 s\"]"));
    assert_int_equal(occurrences(html, "<script>"), 1);
    assert_non_null(strstr(html, "script-src 'sha256-"));
    assert_null(strstr(plan, "<script"));
    assert_null(strstr(plan, "script-src"));
}

static void a_restriction_is_shown_with_and_without_it(void **state)
{
    const char *markdown = doc_markdown(site_document(results_fixture_dallas(*state), *state), *state);
    assert_non_null(strstr(markdown, "## Policy"));
    assert_non_null(strstr(markdown, "| with it | this build | **FAIL** | 267 | 770 kW | 312 MW | 2026-04-09 |"));
    assert_non_null(strstr(markdown, "| without it | odm-cap with cnode-gen6 under vast-disaggregated | **PASS** | 69 | 1.00 MW | 310 MW | not said |"));
    assert_non_null(strstr(markdown, "odm-cap is third-party hardware"));
}

static void a_number_is_the_same_wherever_it_stands(void **state)
{
    const char *html = html_of(results_fixture_dallas(*state), *state);
    const char *what = "data-id=\"plan.nodes\">";
    int n = 0;
    for (const char *at = html; (at = strstr(at, what)) != NULL; at++, n++) assert_true(text_starts_with(at + strlen(what), "532<"));
    assert_true(n >= 1);
    what = "data-id=\"power.site_design_w\">";
    n = 0;
    for (const char *at = html; (at = strstr(at, what)) != NULL; at++, n++) assert_true(text_starts_with(at + strlen(what), "312 MW<"));
    assert_true(n >= 3);
}

static void what_is_not_known_is_said_to_be_unknown(void **state)
{
    const char *text = markdown_of(results_fixture_plan(*state), *state);
    assert_non_null(strstr(text, "Nothing was simulated: where the GPU time would go is unknown."));
    assert_non_null(strstr(text, "site, largest simulated at the design hour | unknown"));
    assert_non_null(strstr(markdown_of(results_fixture_empty(*state), *state), "# unknown"));
}

static void derivations_are_folded_under_what_they_explain(void **state)
{
    const char *html = html_of(results_fixture_dallas(*state), *state);
    const char *power = strstr(html, "<h2 id=\"power\">"), *fold = strstr(power, "<details><summary>Where the numbers of power come from</summary>");
    assert_non_null(fold);
    assert_true(fold < strstr(power, "<h2 id=\"throughput\">"));
    assert_non_null(strstr(fold, "(GPU + storage + other IT maxima) \xC3\x97 PUE at the design hour"));
    assert_non_null(strstr(markdown_of(results_fixture_dallas(*state), *state), "<summary>All 3 derivations</summary>"));
}

static void the_heaviest_assumption_comes_first(void **state)
{
    const char *text = strstr(markdown_of(results_fixture_dallas(*state), *state), "## Assumptions");
    const char *rows = strstr(text, "| Input |");
    assert_true(strstr(rows, "gb200-nvl72.rack_max") < strstr(rows, "write_amplification"));
    assert_true(strstr(rows, "write_amplification") < strstr(rows, "hdd-30.read"));
    assert_non_null(strstr(rows, "| 1.18 kW | 900 W to 1.40 kW | placeholder | no source stated, 2025-10"));
}

static void many_assumptions_are_folded(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    struct result_assumption *many = ARENA_ARRAY(*state, struct result_assumption, 20);
    for (int i = 0; i < 20; i++) many[i] = r->assumptions[i % r->n_assumptions];
    r->assumptions = many;
    r->n_assumptions = 20;
    assert_non_null(strstr(markdown_of(r, *state), "<summary>The other 8 assumptions, of less weight</summary>"));
}

static void other_paths_stand_beside_the_chosen_one(void **state)
{
    const char *text = markdown_of(results_fixture_dallas(*state), *state);
    assert_non_null(strstr(text, "| no front ends, direct encode **(chosen)** | 5.60 TB/s | media time | 3.10 TB/s | media time |"));
    assert_non_null(strstr(text, "| colocated front ends, replicate then encode | 4.52 TB/s | NIC receive | 980 GB/s | NIC receive |"));
    assert_non_null(strstr(text, "NIC bytes transmitted, divided by client bytes"));
}

static void the_same_results_give_the_same_bytes(void **state)
{
    struct arena *other = arena_new();
    assert_string_equal(html_of(results_fixture_dallas(*state), *state), html_of(results_fixture_dallas(other), other));
    arena_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(the_first_forty_lines_hold_the_answer),
        TEST(every_report_is_well_formed_and_never_says_nan),
        TEST(as_many_drawings_as_the_list_says),
        TEST(interruptions_stand_by_cause_and_by_job),
        TEST(a_section_says_when_what_lands_and_what_that_assumes),
        TEST(a_tier_is_told_with_what_its_drain_and_its_room_allow),
        TEST(drives_beyond_their_ratings_are_told),
        TEST(the_worst_hour_is_drawn_and_its_events_are_listed),
        TEST(a_restriction_is_shown_with_and_without_it),
        TEST(a_number_is_the_same_wherever_it_stands),
        TEST(what_is_not_known_is_said_to_be_unknown),
        TEST(derivations_are_folded_under_what_they_explain),
        TEST(the_heaviest_assumption_comes_first),
        TEST(many_assumptions_are_folded),
        TEST(other_paths_stand_beside_the_chosen_one),
        TEST(the_same_results_give_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
