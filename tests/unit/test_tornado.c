#include "reports/mark.h"
#include "reports/tornado.h"

#include <math.h>
#include <string.h>

#include "tests/lib/drawn.h"
#include "tests/lib/results_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static void every_bar_says_both_ends(void **state)
{
    const struct result_tornado *reads = tornado_find(results_fixture_dallas(*state), "read capability");
    assert_non_null(reads);
    struct charts_drawing drawing = tornado_draw(reads, "t", 8e12, "demand 8 TB/s", *state);
    assert_non_null(drawing.svg);
    drawn_words_inside(drawing.id, drawing.svg);
    drawn_words_apart(drawing.id, drawing.svg);
    assert_non_null(strstr(drawing.svg, ">hdd-30.read<"));
    assert_non_null(strstr(drawing.svg, ">3.75 TB/s<"));
    assert_non_null(strstr(drawing.svg, ">8.43 TB/s<"));
    assert_non_null(strstr(drawing.svg, ">demand 8 TB/s<"));
    assert_non_null(strstr(mark_plain(*state, drawing.says), "models.drive.hdd-30.read moves it most: 3.75 TB/s at its low end (80.0 MB/s)"));
}

/* Six times as far away as the bars reach: it would press them together. */
static void a_limit_far_off_is_left_out(void **state)
{
    const struct result_tornado *reads = tornado_find(results_fixture_dallas(*state), "read capability");
    assert_null(strstr(tornado_draw(reads, "t", 60e12, "demand 60 TB/s", *state).svg, "demand 60"));
}

/* Long paths that begin alike are told apart by their ends. */
static void long_inputs_keep_their_ends(void **state)
{
    struct result_tornado_bar bars[] = { { "models.stack.vast-disaggregated.paths[0].read.storage.media_read", "", "estimate", "", 0.75, 1.25, 1.0, 3.0 },
                                         { "models.stack.vast-disaggregated.paths[0].read.storage.media_write", "", "estimate", "", 0.75, 1.25, 1.5, 2.5 } };
    struct result_tornado two = { "nodes", "", 2.0, bars, 2 };
    const char *svg = tornado_draw(&two, "t", (double)NAN, "", *state).svg;
    assert_non_null(strstr(svg, "].read.storage.media_read<"));
    assert_non_null(strstr(svg, "].read.storage.media_write<"));
}

static void what_moves_nothing_draws_nothing(void **state)
{
    struct result_tornado nothing = { .headline = "nodes", .unit = "", .value = 1.0 };
    assert_null(tornado_find(results_fixture_dallas(*state), "no such headline"));
    assert_null(tornado_draw(NULL, "t", (double)NAN, "", *state).svg);
    assert_null(tornado_draw(&nothing, "t", (double)NAN, "", *state).svg);
    static const double odd[] = { 0.0, -1e300, 1e308, (double)NAN, (double)INFINITY };
    for (int k = 0; k < 5; k++) {
        struct result_tornado_bar bar = { "i", "", "estimate", "", odd[k], odd[k], odd[k], 2.0 };
        struct result_tornado one = { "nodes", "", odd[k], &bar, 1 };
        tornado_draw(&one, "t", odd[k], "limit", *state);
        one.value = 1.0;
        tornado_draw(&one, "t", odd[k], "limit", *state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_bar_says_both_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_limit_far_off_is_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_inputs_keep_their_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_moves_nothing_draws_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("tornado", tests, NULL, NULL);
}
