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
    assert_non_null(strstr(svg, ">A01: 20 racks, 59.2 kW (18 %), 1.48 kW/tile<"));
    assert_non_null(strstr(svg, ">B07: 7 racks, 20.7 kW (6 %), 1.48 kW/tile<"));
    assert_non_null(strstr(svg, "1,667 GPU racks stand apart"));
    assert_non_null(strstr(svg, "1 column, 1 other obstacle: no rack there"));
}

static void it_says_what_a_reader_who_cannot_see_it_needs(void **state)
{
    struct charts_drawing drawing = floorplan_draw(results_fixture_dallas(*state), *state);
    assert_non_null(strstr(drawing.says, "267 storage racks in 14 rows of 280 usable positions, on a grid of 49 by 30 tiles of 600 mm"));
    assert_non_null(strstr(drawing.says, "Row A01 draws most: 59.2 kW of the 320 kW a row may draw"));
    assert_non_null(strstr(drawing.says, "assumption: usual rows (placeholder)"));
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

/* 60 bays of rows in twelve: the words give way to numbers at the side, none on top of another. */
static void a_hall_of_hundreds_of_rows_stays_legible(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    enum { ROWS = 396 };
    r->layout.rows = ARENA_ARRAY(*state, struct result_layout_row, ROWS);
    r->layout.runs = ARENA_ARRAY(*state, struct result_layout_run, ROWS);
    for (int k = 0; k < ROWS; k++) {
        const char *name = text_format(*state, "%c%02d", 'A' + k % 12, k / 12 + 1);
        r->layout.rows[k] = (struct result_layout_row){ .name = name, .front = k / 12 % 2 ? "up" : "down", .x = 3.0 + 23.0 * (k % 12), .y = 2.0 + 4.0 * (k / 12), .positions = 20, .racks = 20, .draw_w = 3e5, .draw_w_per_tile = 7e3 };
        r->layout.runs[k] = (struct result_layout_run){ .row = name, .position = 1, .count = 20, .fill = 0, .pool = "bulk", .delivery = 0 };
    }
    r->layout.n_rows = r->layout.n_runs = ROWS;
    r->layout.width_tiles = 279;
    r->layout.depth_tiles = 136;
    svg_of(r, *state);
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
        cmocka_unit_test_setup_teardown(a_hall_of_hundreds_of_rows_stays_legible, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_drawn_is_left_out, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("floorplan", tests, NULL, NULL);
}
