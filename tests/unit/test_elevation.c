#include "reports/elevation.h"

#include <math.h>
#include <string.h>

#include "tests/lib/drawn.h"
#include "tests/lib/results_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static const char *svg_of(const struct results *results, int32_t fill, struct arena *arena)
{
    struct charts_drawing drawing = elevation_draw(results, fill, arena);
    assert_non_null(drawing.svg);
    drawn_words_inside(drawing.id, drawing.svg);
    drawn_words_apart(drawing.id, drawing.svg);
    return drawing.svg;
}

static void every_unit_is_numbered_and_every_device_named(void **state)
{
    const char *svg = svg_of(results_fixture_dallas(*state), 0, *state);
    assert_non_null(strstr(svg, ">48<"));
    assert_non_null(strstr(svg, ">1<"));
    assert_non_null(strstr(svg, ">azure-blob-hdd 02<"));
    assert_non_null(strstr(svg, ">tor 02<"));
    assert_non_null(strstr(svg, ">blank panels, 8 U<"));
    assert_non_null(strstr(svg, "reserved: cables, 2 U"));
    assert_non_null(strstr(svg, ">PDU A<"));
}

static void what_it_uses_stands_against_its_limits(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    const char *svg = svg_of(r, 0, *state);
    assert_non_null(strstr(svg, "40 of 48 U (83 %)"));
    assert_non_null(strstr(svg, "2.96 kW of 17.3 kW (17 %)"));
    assert_non_null(strstr(svg, "4 of 64 (6 %)"));
    assert_non_null(strstr(svg, "265 racks of this type"));
    assert_non_null(strstr(svg, "from A01-01 to B07-05"));
    r->plan.rack_fills[0].draw_w = 20000.0;
    assert_non_null(strstr(svg_of(r, 0, *state), "20.0 kW of 17.3 kW (116 %)"));
}

static void direct_current_has_a_bus_bar_and_no_strips(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    r->plan.rack_fills[1].feed = "dc48";
    const char *svg = svg_of(r, 1, *state);
    assert_non_null(strstr(svg, "48 V bus bar"));
    assert_null(strstr(svg, "PDU B"));
}

static void what_cannot_be_drawn_is_left_out(void **state)
{
    static const double odd[] = { -1.0, 0.0, 1e300, (double)NAN, (double)INFINITY };
    assert_null(elevation_draw(results_fixture_empty(*state), 0, *state).svg);
    assert_null(elevation_draw(results_fixture_dallas(*state), 2, *state).svg);
    assert_null(elevation_draw(results_fixture_dallas(*state), -1, *state).svg);
    for (int k = 0; k < 5; k++) {
        struct results *r = results_fixture_dallas(*state);
        struct result_rack_fill *fill = &r->plan.rack_fills[0];
        double *const where[] = { &fill->ru_limit, &fill->ru, &fill->draw_w, &fill->w_limit, &fill->kg, &fill->ports, &fill->port_limit, &fill->slots[1].u, &fill->slots[1].ru, &fill->slots[1].max_w, &fill->count };
        for (size_t w = 0; w < sizeof where / sizeof where[0]; w++) {
            const double kept = *where[w];
            *where[w] = odd[k];
            elevation_draw(r, 0, *state);
            *where[w] = kept;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_unit_is_numbered_and_every_device_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_it_uses_stands_against_its_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(direct_current_has_a_bus_bar_and_no_strips, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_drawn_is_left_out, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("elevation", tests, NULL, NULL);
}
