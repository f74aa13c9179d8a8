#include "reports/mark.h"
#include "reports/floorplan.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "tests/lib/drawn.h"
#include "tests/lib/results_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static const char *svg_of(const struct results *results, struct arena *arena)
{
    struct charts_drawing drawing = floorplan_draw(results, arena);
    assert_non_null(drawing.svg);
    drawn_words_inside(drawing.id, drawing.svg);
    drawn_words_apart(drawing.id, drawing.svg);
    assert_null(strstr(drawing.svg, "nan"));
    return drawing.svg;
}

static void every_row_says_its_racks_and_watts(void **state)
{
    const char *svg = svg_of(results_fixture_dallas(*state), *state);
    assert_non_null(strstr(svg, ">A01: 59.2 kW (18 %), 20 racks, 1.48 kW/tile<"));
    assert_non_null(strstr(svg, ">B07: 20.7 kW (6 %), 7 racks, 1.48 kW/tile<"));
    assert_non_null(strstr(svg, "1,667 GPU racks stand apart"));
    assert_non_null(strstr(svg, "1 column, 1 other obstacle: no rack there"));
}

static void it_says_what_a_reader_who_cannot_see_it_needs(void **state)
{
    struct charts_drawing drawing = floorplan_draw(results_fixture_dallas(*state), *state);
    assert_non_null(strstr(mark_plain(*state, drawing.says), "267 storage racks in 14 rows of 280 usable positions, on a grid of 49 by 30 tiles of 600 mm"));
    assert_non_null(strstr(mark_plain(*state, drawing.says), "Row A01 draws most: 59.2 kW of the 320 kW a row may draw"));
    assert_non_null(strstr(mark_plain(*state, drawing.says), "assumption: usual rows (placeholder)"));
    assert_non_null(strstr(drawing.svg, "<desc"));
}

/* The second half comes later: it is hatched, and both hatches are explained. */
static void deliveries_are_told_apart_by_hatch(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    assert_null(strstr(svg_of(r, *state), "delivery 1:"));
    for (int k = 0; k < 7; k++) r->layout.runs[k].delivery = (double)NAN;
    const char *svg = svg_of(r, *state);
    assert_non_null(strstr(svg, "plain: stands from the start"));
    assert_non_null(strstr(svg, "delivery 1: "));
}

/* Bays of 20 positions, 3 tiles apart, in lines 4 tiles apart. */
static struct results *hall(struct arena *arena, int bays, int lines)
{
    struct results *r = results_fixture_dallas(arena);
    const int n = bays * lines;
    r->layout.rows = ARENA_ARRAY(arena, struct result_layout_row, n);
    r->layout.runs = ARENA_ARRAY(arena, struct result_layout_run, n);
    for (int k = 0; k < n; k++) {
        const char *name = text_format(arena, "%c%02d", 'A' + k % bays, k / bays + 1);
        r->layout.rows[k] = (struct result_layout_row){ .name = name, .front = k / bays % 2 ? "up" : "down", .x = 3.0 + 23.0 * (k % bays), .y = 2.0 + 4.0 * (k / bays), .positions = 20, .racks = 20, .draw_w = 2.92e5, .draw_w_per_tile = 7.3e3 };
        r->layout.runs[k] = (struct result_layout_run){ .row = name, .position = 1, .count = 20, .fill = 0, .pool = "bulk", .delivery = 0 };
    }
    r->layout.n_rows = r->layout.n_runs = n;
    r->layout.width_tiles = 3.0 + 23.0 * bays;
    r->layout.depth_tiles = 2.0 + 4.0 * lines;
    return r;
}

static int times(const char *text, const char *what)
{
    int n = 0;
    for (; (text = strstr(text, what)) != NULL; text++) n++;
    return n;
}

/* 42 rows of 20: every row has its words, and beside it, in kilowatts, what its tiles draw. */
static void of_800_racks_every_row_says_its_watts_and_watts_a_tile(void **state)
{
    struct results *r = hall(*state, 3, 14);
    const char *svg = svg_of(r, *state);
    for (int k = 0; k < 42; k++)
        assert_non_null(strstr(svg, text_format(*state, ">%s: 292 kW (91 %%), 20 racks<", r->layout.rows[k].name)));
    assert_int_equal(times(svg, ">7.3<"), 42);
    assert_non_null(strstr(svg, "kW a tile"));
}

/* A column in the aisle under A01, from tile 15 to 16: its label goes on behind it. */
static void words_leave_an_obstacle_in_the_aisle_free(void **state)
{
    struct results *r = hall(*state, 3, 14);
    r->layout.obstacles[0] = (struct result_layout_obstacle){ "column", 15, 4, 1, 1 };
    r->layout.n_obstacles = 1;
    const char *svg = svg_of(r, *state);
    assert_non_null(strstr(svg, ">A01: 292 kW<"));
    assert_non_null(strstr(svg, ">(91 %)<"));
    assert_null(strstr(svg, ">A01: 292 kW (91 %)"));
}

/* Where a type has a single rack its tile may be too small to find: the legend says which it is. */
static void a_single_rack_of_a_type_is_named(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    for (int f = 0; f < r->plan.n_rack_fills; f++) r->plan.rack_fills[f].count = 1.0;
    assert_non_null(strstr(svg_of(r, *state), "1 rack (A01-01)"));
}

/* 60 bays of rows in twelve: the words give way to numbers at the side, none on top of another. */
static void a_hall_of_hundreds_of_rows_stays_legible(void **state)
{
    struct results *r = hall(*state, 12, 33);
    const char *svg = svg_of(r, *state);
    assert_int_equal(times(svg, ">7.3<"), 0);       /* a tile of 2.4 units leaves no room beside the rows either; the caption says the most */
    assert_non_null(strstr(floorplan_draw(r, *state).says, "a tile that its racks cover"));
}

static void what_cannot_be_drawn_is_left_out(void **state)
{
    static const double odd[] = { -1.0, 0.0, 1e300, (double)NAN, (double)INFINITY };
    assert_null(floorplan_draw(results_fixture_empty(*state), *state).svg);
    for (int k = 0; k < 5; k++) {
        struct results *r = results_fixture_dallas(*state);
        double *const where[] = { &r->layout.width_tiles, &r->layout.row_positions, &r->layout.rows[3].x, &r->layout.runs[2].count, &r->layout.obstacles[0].x, &r->layout.tile_m, &r->layout.rows[0].draw_w };
        for (size_t w = 0; w < sizeof where / sizeof where[0]; w++) {
            const double kept = *where[w];
            *where[w] = odd[k];
            floorplan_draw(r, *state);
            *where[w] = kept;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_row_says_its_racks_and_watts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_says_what_a_reader_who_cannot_see_it_needs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(deliveries_are_told_apart_by_hatch, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_800_racks_every_row_says_its_watts_and_watts_a_tile, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_leave_an_obstacle_in_the_aisle_free, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_single_rack_of_a_type_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_hall_of_hundreds_of_rows_stays_legible, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_drawn_is_left_out, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("floorplan", tests, NULL, NULL);
}
