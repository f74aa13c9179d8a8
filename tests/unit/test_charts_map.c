#include "tests/lib/near.h"

#include <string.h>

#include "reports/charts_map.h"

static const struct study_column columns[STUDY_TEXTS] = {[STUDY_VERDICT] = {"verdict", UNIT_NUMBER, "of all MUSTs", 0}};

/* Two inputs of two values each; the text is `a` in the lower left corner, else `b`. */
static struct study_digest digest_of(bool rows_are_numbers, struct study_map *map)
{
    static double x[] = {1.0, 2.0}, y[] = {10.0, 20.0};
    static const char *texts[] = {"1", "2"}, *labels[] = {"a", "b"};
    static struct study_input inputs[2];
    static int32_t cells[] = {0, 1, 1, 1};
    static double along[] = {0.25, (double)NAN, (double)NAN, (double)NAN}, across[] = {0.75, (double)NAN, (double)NAN, (double)NAN};
    inputs[0] = (struct study_input){.path = "wide", .spec = "", .unit = "", .is_number = true, .lo = 1.0, .hi = 2.0, .values = x, .texts = texts, .n_values = 2};
    inputs[1] = (struct study_input){.path = "high", .spec = "", .unit = "", .is_number = rows_are_numbers, .lo = 10.0, .hi = 20.0, .values = y, .texts = texts, .n_values = 2};
    *map = (struct study_map){.x = 0, .y = 1, .text = STUDY_VERDICT, .labels = labels, .n_labels = 2, .is_grid = true, .n_x = 2, .n_y = 2, .cell = cells, .turns_x = along, .turns_y = across, .held = ""};
    return (struct study_digest){.scenario = "", .inputs = inputs, .n_inputs = 2, .texts = columns, .maps = map, .n_maps = 1};
}

/* The frame runs from 150 to 730 and from 264 up to 64: a quarter of the way along is 295, three quarters up 114; the line between goes through their middle. */
static void a_line_runs_through_the_places_where_the_text_turns(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct study_map map;
    const struct study_digest digest = digest_of(true, &map);
    const char *svg = charts_map_draw(&digest, &map, arena).svg;
    assert_non_null(svg);
    assert_non_null(strstr(svg, "M295 264L222.5 189"));
    assert_non_null(strstr(svg, "M150 114L222.5 189"));
    arena_free(arena);
}

/* Rows that are words are bands: each turns where it does, and none runs into another. */
static void words_are_bands(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct study_map map;
    const struct study_digest digest = digest_of(false, &map);
    const char *svg = charts_map_draw(&digest, &map, arena).svg;
    assert_non_null(svg);
    assert_non_null(strstr(svg, "M295 144L295 104"));
    assert_null(strstr(svg, "222.5"));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_runs_through_the_places_where_the_text_turns), cmocka_unit_test(words_are_bands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
