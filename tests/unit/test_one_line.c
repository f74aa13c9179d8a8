#include "reports/one_line.h"

#include <math.h>
#include <string.h>

#include "tests/lib/drawn.h"
#include "tests/lib/results_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static void every_level_says_what_it_carries(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    struct charts_drawing drawing = one_line_draw(r, *state);
    assert_non_null(drawing.svg);
    drawn_words_inside(drawing.id, drawing.svg);
    drawn_words_apart(drawing.id, drawing.svg);
    assert_true(drawn_marks(drawing.svg) >= 2);
    for (int t = 0; t < r->power.n_tree; t++) assert_non_null(strstr(drawing.svg, r->power.tree[t].level));
    assert_non_null(strstr(drawing.svg, "full first"));
    assert_non_null(strstr(drawing.svg, ">GPU racks<"));
    assert_non_null(strstr(drawing.svg, ">267 + network<"));
}

/* What is fed from two sides hangs on two bars, A and B; a single device on one. */
static void two_sides_have_two_bars(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    for (int t = 0; t < r->power.n_tree; t++) r->power.tree[t].scheme = "n";
    assert_null(strstr(one_line_draw(r, *state).svg, ">B<"));
    r->power.tree[0].scheme = "2n";
    r->power.tree[0].count = 2.0;
    assert_non_null(strstr(one_line_draw(r, *state).svg, ">B<"));
}

/* Where the facility says what hangs where, that stands there in place of the kinds of IT; of five loads the third box holds three. */
static void stated_loads_hang_where_they_are_stated(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    struct result_power_load stated[] = { { "ups", 0.5, 100e6 }, { "utility", 0.2, 40e6 }, { "utility", 0.1, 20e6 }, { "ups", 0.1, 20e6 }, { "ups", 0.1, 20e6 } };
    r->power.tree_loads = stated;
    r->power.n_tree_loads = 2;
    struct charts_drawing drawing = one_line_draw(r, *state);
    drawn_words_inside(drawing.id, drawing.svg);
    drawn_words_apart(drawing.id, drawing.svg);
    assert_non_null(strstr(drawing.svg, ">50.0 % of IT<"));
    assert_non_null(strstr(drawing.svg, ">on utility<"));
    assert_non_null(strstr(drawing.svg, ">40.0 MW<"));
    assert_null(strstr(drawing.svg, ">GPU racks<"));
    r->power.n_tree_loads = 5;
    drawing = one_line_draw(r, *state);
    assert_non_null(strstr(drawing.svg, ">3 more loads<"));
    assert_non_null(strstr(drawing.svg, ">30.0 % of IT<"));
    assert_non_null(strstr(drawing.svg, ">60.0 MW<"));
}

static void what_cannot_be_drawn_is_left_out(void **state)
{
    static const double odd[] = { -1.0, 0.0, 1e300, (double)NAN, (double)INFINITY };
    assert_null(one_line_draw(results_fixture_empty(*state), *state).svg);
    for (int k = 0; k < 5; k++) {
        struct results *r = results_fixture_dallas(*state);
        r->power.tree[0].count = r->power.tree[0].rating_w = odd[k];
        one_line_draw(r, *state);
        r = results_fixture_dallas(*state);
        r->power.tree[0].utilisation = r->power.tree[0].worst_case_utilisation = r->power.site_design_w = odd[k];
        one_line_draw(r, *state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_level_says_what_it_carries, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_sides_have_two_bars, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stated_loads_hang_where_they_are_stated, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_drawn_is_left_out, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("one_line", tests, NULL, NULL);
}
