#include "reports/charts_uncertainty.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "tests/lib/drawn.h"
#include "reports/mark.h"
#include "tests/lib/uncertainty_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static const char *legible(struct charts_drawing drawing)
{
    assert_non_null(drawing.svg);
    drawn_words_inside(drawing.id, drawing.svg);
    drawn_words_apart(drawing.id, drawing.svg);
    assert_null(strstr(drawing.svg, "nan"));
    assert_true(strlen(drawing.says) > 20);
    return drawing.svg;
}

/* Of fourteen the twelve widest; inputs that begin alike are told apart by their ends. */
static void a_tornado_has_the_widest_on_top_and_says_its_ends(void **state)
{
    const struct charts_drawing drawing = charts_uncertainty_tornado(uncertainty_fixture(*state), 0, *state);
    const char *svg = legible(drawing), *first = strstr(svg, ">demand.read.peak<"), *second = strstr(svg, "paths[1]");
    assert_true(first && second && first < second);
    assert_non_null(strstr(svg, ">44<"));                /* 100 - 4 x 14 */
    assert_non_null(strstr(svg, ">128<"));               /* 100 + 2 x 14 */
    assert_non_null(strstr(svg, "paths[11]"));
    assert_null(strstr(svg, "paths[12]"));
    assert_non_null(strstr(mark_plain(*state, drawing.says), "2 narrower ones are left out"));
}

static int circles_with(const char *svg, const char *what)
{
    int n = 0;
    for (const char *at = svg; (at = strstr(at, "<circle")) != NULL; at++) n += drawn_has(at, what);
    return n;
}

/* All lie on one line through the corner, close together: every number is there, none on another. Seven raise (filled), seven lower (hollow). */
static void effects_are_numbered_and_told_apart_without_colour(void **state)
{
    const char *svg = legible(charts_uncertainty_effects(uncertainty_fixture(*state), 0, *state));
    for (int k = 1; k <= 14; k++) assert_non_null(strstr(svg, text_format(*state, ">%d<", k)));
    assert_true(circles_with(svg, "fill=\"#ffffff\"") == 7 && circles_with(svg, "fill=\"#0072B2\"") == 7);
}

/* Twenty dots on one spot still find room for their numbers, or there would be fewer numbers than dots. */
static void effects_on_one_spot_keep_their_numbers(void **state)
{
    struct uncertainty_results *r = uncertainty_fixture(*state);
    for (int k = 1; k < r->n_effects; k++) { r->effects[k].mu_star = 1.0; r->effects[k].sigma = 0.5; }
    const char *svg = legible(charts_uncertainty_effects(r, 0, *state));
    for (int k = 1; k <= 14; k++) assert_non_null(strstr(svg, text_format(*state, ">%d<", k)));
}

static void shares_of_the_variance_say_both(void **state)
{
    const char *svg = legible(charts_uncertainty_indices(uncertainty_fixture(*state), 0, *state));
    assert_non_null(strstr(svg, ">50.0 %<"));
    assert_non_null(strstr(svg, ">40.0 %<"));
}

static void a_chance_is_as_long_as_it_is_likely(void **state)
{
    const char *svg = legible(charts_uncertainty_chances(uncertainty_fixture(*state), *state));
    const char *bar = strstr(svg, "class=\"data\"");
    while (*bar != '<') bar--;
    assert_near(drawn_attribute(bar, "width"), 0.25 * 320.0);
    assert_non_null(strstr(svg, ">25.0 %<"));
    assert_null(strstr(svg, "GOOD-1"));                  /* can't be judged, has no chance */
}

static void what_was_not_asked_is_not_drawn(void **state)
{
    const struct uncertainty_results *r = uncertainty_fixture_bare(*state);
    assert_null(charts_uncertainty_tornado(r, 0, *state).svg);
    assert_null(charts_uncertainty_effects(r, 0, *state).svg);
    assert_null(charts_uncertainty_indices(r, 0, *state).svg);
    assert_null(charts_uncertainty_chances(r, *state).svg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(a_tornado_has_the_widest_on_top_and_says_its_ends), TEST(effects_are_numbered_and_told_apart_without_colour), TEST(effects_on_one_spot_keep_their_numbers),
        TEST(shares_of_the_variance_say_both), TEST(a_chance_is_as_long_as_it_is_likely), TEST(what_was_not_asked_is_not_drawn),
    };
    return cmocka_run_group_tests_name("charts_uncertainty", tests, NULL, NULL);
}
