#include "reports/uncertainty_doc.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "tests/lib/near.h"
#include "tests/lib/uncertainty_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static const char *markdown(const struct uncertainty_results *r, struct arena *arena) { return doc_markdown(uncertainty_doc(r, arena), arena); }
static const char *html(const struct uncertainty_results *r, struct arena *arena) { return doc_html(uncertainty_doc(r, arena), arena); }

static int times(const char *text, const char *what)
{
    int n = 0;
    for (; (text = strstr(text, what)) != NULL; text++) n++;
    return n;
}

static void the_first_page_says_how_sure_it_is(void **state)
{
    struct uncertainty_results *r = uncertainty_fixture(*state);
    const char *text = markdown(r, *state);
    assert_non_null(strstr(text, "With every input at its nominal value the build holds"));
    assert_non_null(strstr(text, "of 100 draws of all inputs together it holds in 25.00 % (95 % interval 18.00 % to 34.00 %)."));
    assert_non_null(strstr(text, "One input alone turns a requirement in 1 case."));
    r->verdict = "fail";
    assert_non_null(strstr(markdown(r, *state), "the build does not hold"));
}

/* Sure is green; held at nominal values and yet not sure is open, not passed. */
static void only_what_is_sure_is_green(void **state)
{
    struct uncertainty_results *r = uncertainty_fixture(*state);
    assert_non_null(strstr(html(r, *state), "<div class=\"callout depends\">"));
    r->sure = true;
    assert_non_null(strstr(html(r, *state), "<div class=\"callout pass\">"));
    r->sure = false;
    r->verdict = "fail";
    assert_non_null(strstr(html(r, *state), "<div class=\"callout fail\">"));
}

static void a_flip_says_where_between_the_ends_it_is(void **state)
{
    const char *text = markdown(uncertainty_fixture(*state), *state);
    assert_non_null(strstr(text, "| THR-1 | pass to fail | `demand.read.peak` | 22.0 TB/s | 20.0 TB/s | 25.0 % | range | ask the operator |"));
}

/* An end that too few draws leave open is no number. */
static void an_open_end_is_said_in_a_word(void **state)
{
    const char *text = markdown(uncertainty_fixture(*state), *state);
    assert_non_null(strstr(text, "117 to open"));
    assert_null(strstr(text, "to inf"));
}

static void knowing_first_has_its_worth_and_interval(void **state)
{
    assert_non_null(strstr(markdown(uncertainty_fixture(*state), *state), "| ask the operator | 6 | 5 to 7 |"));
}

static void every_chart_is_listed_and_every_number_has_an_id(void **state)
{
    const char *page = html(uncertainty_fixture(*state), *state), *list = strstr(page, "<h2 id=\"charts-in-this-report\">");
    assert_int_equal(times(page, "<svg "), 4);
    assert_int_equal(times(list, "<li><a href=\"#figure-"), 4);
    assert_non_null(strstr(page, "<b class=\"name\">Figure 1.</b> How likely each requirement holds. Of <data value=\"100\" data-id=\"samples\">100</data> draws"));
    assert_non_null(strstr(page, "data-id=\"requirements.THR-1.chance\""));
    assert_non_null(strstr(page, "data-id=\"flips[0].value\""));
    assert_non_null(strstr(page, "data-id=\"worths[0].gain\""));
}

static void what_was_not_asked_has_no_heading(void **state)
{
    const char *text = markdown(uncertainty_fixture_bare(*state), *state);
    static const char *const headings[] = { "## How sure the answer is", "## What to measure", "## One input at a time", "## Screening", "## Shares of the variance", "## Charts" };
    for (size_t k = 0; k < sizeof headings / sizeof *headings; k++) assert_null(strstr(text, headings[k]));
    assert_non_null(strstr(text, "## The inputs"));
    assert_null(strstr(text, "nan"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(the_first_page_says_how_sure_it_is), TEST(only_what_is_sure_is_green), TEST(a_flip_says_where_between_the_ends_it_is), TEST(an_open_end_is_said_in_a_word),
        TEST(knowing_first_has_its_worth_and_interval), TEST(every_chart_is_listed_and_every_number_has_an_id), TEST(what_was_not_asked_has_no_heading),
    };
    return cmocka_run_group_tests_name("uncertainty_doc", tests, NULL, NULL);
}
