#include "tests/lib/near.h"

#include <string.h>

#include "reports/charts_waterfall.h"
#include "reports/mark.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

/* 100 becomes 80: the boxes take 30, the code gives back 10, the third does nothing. Fewer are better. */
static const struct charts_waterfall_step steps[] = {{.name = "boxes", .change_id = "parts[0]", .change = -30.0}, {.name = "code", .change_id = "parts[1]", .change = 10.0}, {.name = "date", .change_id = "parts[2]", .change = 0.0}};

static struct charts_waterfall racks(void)
{
    return (struct charts_waterfall){.id = "figure-racks", .title = "Racks", .from_name = "January", .to_name = "April", .from_id = "from", .to_id = "to", .unit = UNIT_COUNT, .good = WATERFALL_LESS,
                                     .from = 100.0, .to = 80.0, .steps = steps, .n_steps = 3};
}

/* From 0 at 280 to 100 at 650, 3.7 a rack: January's bar is 370 wide; the boxes' begins at 70, 539, and is 111 wide; the code's 37; April's 296. */
static void each_bar_begins_where_the_one_before_ends(void **state)
{
    const struct charts_waterfall of = racks();
    const char *svg = charts_waterfall_draw(&of, *state).svg;
    assert_non_null(svg);
    assert_non_null(strstr(svg, "x=\"280\" y=\"18\" width=\"370\""));
    assert_non_null(strstr(svg, "x=\"539\" y=\"48\" width=\"111\""));
    assert_non_null(strstr(svg, "x=\"539\" y=\"78\" width=\"37\""));
    assert_non_null(strstr(svg, "x=\"280\" y=\"108\" width=\"296\""));
    assert_null(strstr(svg, "date"));
    assert_null(strstr(svg, "the scale begins"));
}

static void changes_carry_their_ids_and_say_which_way_is_better(void **state)
{
    struct charts_waterfall of = racks();
    const char *svg = charts_waterfall_draw(&of, *state).svg;
    assert_non_null(strstr(svg, "[[\"parts[0]\",\"-30\",\"\xE2\x88\x92" "30\"]]"));
    assert_non_null(strstr(svg, "\xE2\x88\x92" "30 \xE2\x96\xBC better"));
    assert_non_null(strstr(svg, "+10 \xE2\x96\xB2 worse"));
    of.good = WATERFALL_MORE;
    assert_non_null(strstr(charts_waterfall_draw(&of, *state).svg, "+10 \xE2\x96\xB2 better"));
    of.good = WATERFALL_NEITHER;
    svg = charts_waterfall_draw(&of, *state).svg;
    assert_null(strstr(svg, "better"));
    assert_null(strstr(svg, "worse"));
}

/* 1000 becomes 1010: on a scale from 0 that is 1 % of the width; it begins 0.6 times the spread below, at 994. */
static void small_changes_are_seen_on_a_scale_that_says_where_it_begins(void **state)
{
    static const struct charts_waterfall_step little[] = {{.name = "boxes", .change_id = "parts[0]", .change = 10.0}};
    struct charts_waterfall of = racks();
    of.from = 1000.0, of.to = 1010.0, of.steps = little, of.n_steps = 1;
    assert_non_null(strstr(charts_waterfall_draw(&of, *state).svg, "the scale begins at 994"));
}

static void a_long_name_is_broken_not_left_out(void **state)
{
    struct charts_waterfall of = racks();
    of.to_name = mark_text(*state, "sides[1].name", "Dallas, April 2026, ODM boxes at 800 Gb/s");
    const char *svg = charts_waterfall_draw(&of, *state).svg;
    assert_non_null(strstr(svg, ">Dallas, April 2026, ODM boxes at 800<"));
    assert_non_null(strstr(svg, ">Gb/s<"));
}

static void nothing_is_drawn_where_nothing_changes(void **state)
{
    struct charts_waterfall of = racks();
    of.to = of.from, of.n_steps = 0;
    assert_null(charts_waterfall_draw(&of, *state).svg);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_bar_begins_where_the_one_before_ends), TEST(changes_carry_their_ids_and_say_which_way_is_better), TEST(small_changes_are_seen_on_a_scale_that_says_where_it_begins),
        TEST(a_long_name_is_broken_not_left_out), TEST(nothing_is_drawn_where_nothing_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
