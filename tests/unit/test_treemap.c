#include "reports/treemap.h"

#include <math.h>
#include <string.h>

#include "tests/lib/drawn.h"
#include "tests/lib/results_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

/* The sum of the areas of all marked tiles left of `x`, and right of it. */
static void areas(const char *svg, double x, double *left, double *right)
{
    *left = *right = 0.0;
    for (const char *at = svg; (at = strstr(at, "<rect")) != NULL; at++) {
        if (!drawn_has(at, "class=\"data\"")) continue;
        *(drawn_attribute(at, "x") < x ? left : right) += drawn_attribute(at, "width") * drawn_attribute(at, "height");
    }
}

/* 358 by 330 twice, to the tenth that coordinates are written with. */
static void areas_fill_both_maps(void **state)
{
    double left, right;
    struct charts_drawing drawing = treemap_draw(results_fixture_dallas(*state), *state);
    assert_non_null(drawing.svg);
    drawn_words_inside(drawing.id, drawing.svg);
    drawn_words_apart(drawing.id, drawing.svg);
    areas(drawing.svg, 380.0, &left, &right);
    assert_true(fabs(left - 358.0 * 330.0) < 200.0);
    assert_true(fabs(right - 358.0 * 330.0) < 200.0);
}

static void area_is_in_proportion_to_watts(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    r->power.gpu_max_w = r->power.other_it_max_w = 100.0;
    r->power.storage_max_w = 150.0;
    r->power.network_w = 50.0;
    r->power.site_design_w = 400.0;
    const char *gpu = strstr(treemap_draw(r, *state).svg, "class=\"data\"");
    assert_non_null(gpu);
    while (*gpu != '<') gpu--;
    /* The largest is the storage's 200 of 400 W: half of the map. */
    assert_true(fabs(drawn_attribute(gpu, "width") * drawn_attribute(gpu, "height") - 358.0 * 330.0 / 2.0) < 60.0);
}

/* 230 high; racks of 3 and 1 of 4 fill three quarters and one. */
static void racks_take_their_share_of_the_tiles(void **state)
{
    double left, right;
    struct results *r = results_fixture_dallas(*state);
    r->plan.n_rack_fills = 2;
    r->plan.rack_fills[0].count = 3.0;
    r->plan.rack_fills[1].count = 1.0;
    struct charts_drawing drawing = treemap_draw_floor(r, *state);
    assert_non_null(drawing.svg);
    drawn_words_inside(drawing.id, drawing.svg);
    drawn_words_apart(drawing.id, drawing.svg);
    areas(drawing.svg, 380.0, &left, &right);
    assert_true(fabs(left - 358.0 * 230.0) < 200.0);
    assert_true(fabs(right - 358.0 * 230.0) < 200.0);
    areas(drawing.svg, 8.0 + 0.75 * 358.0 - 1.0, &left, &right);
    assert_true(fabs(left - 0.75 * 358.0 * 230.0) < 100.0);
    assert_non_null(strstr(drawing.svg, "4 rack tiles, by rack type"));
}

static void of_one_kind_there_is_nothing_to_compare(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    r->plan.n_rack_fills = 1;
    r->plan.n_pools = r->plan.pools[0].n_groups = 1;
    assert_null(treemap_draw_floor(r, *state).svg);
    assert_null(treemap_draw_floor(results_fixture_empty(*state), *state).svg);
}

static void nothing_known_draws_nothing(void **state)
{
    assert_null(treemap_draw(results_fixture_empty(*state), *state).svg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(areas_fill_both_maps, set_up, tear_down),
        cmocka_unit_test_setup_teardown(area_is_in_proportion_to_watts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(racks_take_their_share_of_the_tiles, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_one_kind_there_is_nothing_to_compare, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_known_draws_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("treemap", tests, NULL, NULL);
}
