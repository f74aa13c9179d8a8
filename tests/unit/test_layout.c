#include "plan/layout.h"

#include "tests/lib/site_plan_of.h"

/* Boxes of 1 U and 900 W, 15 a rack by watts. */
static struct site_fixture *boxes(double count)
{
    struct site_fixture *site = site_new();
    struct node_model *node = site_node(site, "box", site_drive(site, "d", 30.0, 1.0, 1.0), 10.0, 100.0, 1.0, 100.0, 900.0);
    node->kg = site_given(20.0);
    site_count(&site_pool(site, "bulk", node, site_lrc(site), 0)->groups[0].nodes, count);
    site->facility.hall = (struct hall){.tile_m = site_given(0.6), .row_positions = site_given(4.0), .bays = site_absent(), .rows = site_absent(), .row_power_w = site_absent(),
        .cold_aisle_m = site_given(1.2), .hot_aisle_m = site_given(1.0), .cross_aisle_m = site_given(1.8), .column_spacing_m = site_absent()};
    return site;
}

static struct result_layout laid(struct site_fixture *site)
{
    struct result_layout layout;
    layout_fill(plan_of(site), site->arena, &layout);
    return layout;
}

static double racks_of(const struct result_layout *layout)
{
    double racks = 0.0;
    for (int k = 0; k < layout->n_runs; k++) racks += layout->runs[k].count;
    return racks;
}

/* 105 boxes, 15 a rack of 15 kW less 1 kW: 15 x 900 W = 13.5 kW: 7 racks, in rows of four: two rows, one over the other. */
static void rows_face_each_other_over_a_cold_aisle(void **state)
{
    struct site_fixture *site = boxes(105.0);
    site->facility.hall.bays = site_given(1.0);
    const struct result_layout layout = laid(site);
    assert_near(racks_of(&layout), 7.0);
    assert_int_equal(layout.n_rows, 2);
    assert_string_equal(layout.rows[0].name, "A01");
    assert_string_equal(layout.rows[0].front, "down");
    assert_string_equal(layout.rows[1].front, "up");
    assert_near(layout.rows[0].y, 2.0);                  /* a hot aisle of 1.0 m takes two tiles */
    assert_near(layout.rows[1].y, 2.0 + 2.0 + 2.0);
    assert_near(layout.depth_tiles, 6.0 + 2.0 + 2.0);
    assert_near(layout.width_tiles, 3.0 + 4.0 + 3.0);
    assert_near(layout.rows[0].racks, 4.0);
    assert_near(layout.rows[0].draw_w, 4.0 * 14500.0);
    assert_near(layout.rows[0].draw_w_per_tile, 14500.0 / 2.0);
    assert_near(layout.rows[1].racks, 3.0);
    site_free(site);
    (void)state;
}

static void bays_stand_side_by_side_and_rows_go_across(void **state)
{
    struct site_fixture *site = boxes(105.0);
    site->facility.hall.bays = site_given(2.0);
    const struct result_layout layout = laid(site);
    assert_string_equal(layout.rows[1].name, "B01");
    assert_near(layout.rows[1].y, layout.rows[0].y);
    assert_near(layout.rows[1].x, 3.0 + 4.0 + 3.0);
    site_free(site);
    (void)state;
}

/* Two racks of 14.5 kW a row, not four, at 30 kW. */
static void a_row_takes_no_more_racks_than_its_watts_allow(void **state)
{
    struct site_fixture *site = boxes(105.0);
    site->facility.hall.row_power_w = site_given(30000.0);
    const struct result_layout layout = laid(site);
    assert_int_equal(layout.n_rows, 4);
    for (int r = 0; r < 4; r++) assert_true(layout.rows[r].draw_w <= 30000.0);
    assert_near(racks_of(&layout), 7.0);
    site_free(site);
    (void)state;
}

/* A pillar over the second and third position of the first row: racks stand at 1 and 4. */
static void no_rack_stands_where_an_obstacle_does(void **state)
{
    struct site_fixture *site = boxes(105.0);
    struct hall_obstacle pillar = {.name = "pillar", .x = site_given(4.5), .y = site_given(3.0), .width = site_given(1.0), .depth = site_given(1.0)};
    site->facility.hall.bays = site_given(1.0);
    site->facility.hall.obstacles = &pillar;
    site->facility.hall.n_obstacles = 1;
    const struct result_layout layout = laid(site);
    assert_near(layout.rows[0].positions, 2.0);
    assert_near(layout.runs[0].position, 1.0);
    assert_near(layout.runs[0].count, 1.0);
    assert_near(layout.runs[1].position, 4.0);
    assert_string_equal(layout.obstacles[0].name, "pillar");
    site_free(site);
    (void)state;
}

/* Columns of one tile every 3 m, five tiles: of tiles 3 to 6 in depth 2 to 3 none; at depth 5 the cold aisle; at 10 the third row's racks. */
static void columns_stand_at_multiples_of_their_spacing(void **state)
{
    struct site_fixture *site = boxes(180.0);
    site->facility.hall.bays = site_given(1.0);
    site->facility.hall.column_spacing_m = site_given(3.0);
    const struct result_layout layout = laid(site);
    assert_near(layout.rows[0].positions, 4.0);
    assert_near(layout.rows[2].y, 10.0);
    assert_near(layout.rows[2].positions, 3.0);          /* the one at tile 5 is lost */
    assert_near(layout.obstacles[0].x, 5.0);
    site_free(site);
    (void)state;
}

/* 40 % of seven racks come first: three of them; the rest with the second delivery. */
static void deliveries_follow_each_other_in_whole_racks(void **state)
{
    struct site_fixture *site = boxes(105.0);
    struct delivery deliveries[] = {
        {.pool = "bulk", .committed = site_given(20000.0), .share = site_given(0.4), .nodes = site_absent()},
        {.pool = "bulk", .committed = site_given(20100.0), .share = site_given(0.6), .nodes = site_absent()}};
    site->scenario.deliveries = deliveries;
    site->scenario.n_deliveries = 2;
    const struct result_layout layout = laid(site);
    double racks[2] = {0.0, 0.0};
    for (int k = 0; k < layout.n_runs; k++) racks[(int)layout.runs[k].delivery] += layout.runs[k].count;
    assert_near(layout.runs[0].delivery, 0.0);
    assert_near(racks[0], 3.0);
    assert_near(racks[1], 4.0);
    site_free(site);
    (void)state;
}

static void a_hall_of_too_few_rows_is_a_finding(void **state)
{
    struct site_fixture *site = boxes(105.0);
    site->facility.hall.rows = site_given(1.0);
    const struct site_plan *plan = plan_of(site);
    assert_finds(plan, "over-hall", FINDING_FAIL, "3 of 7 storage racks find no place in the hall's 1 rows");
    site->facility.hall.rows = site_given(2.0);
    assert_null(finding_of(plan_of(site), "over-hall", 0));
    site_free(site);
    (void)state;
}

/* Whatever its shape, every rack stands once, on the floor, off the obstacles, apart from the others. */
static void every_rack_stands_once_and_apart(void **state)
{
    for (double count = 16.0; count < 1500.0; count += 97.0) {
        struct site_fixture *site = boxes(count);
        site->facility.hall.column_spacing_m = site_given(3.0 + 0.6 * (double)((int)count % 4));
        site->facility.hall.row_positions = site_given(3.0 + (double)((int)count % 9));
        const struct result_layout layout = laid(site);
        assert_near(racks_of(&layout), ceil(count / 15.0));
        for (int k = 1; k < layout.n_runs; k++)
            if (layout.runs[k].row == layout.runs[k - 1].row) assert_true(layout.runs[k].position >= layout.runs[k - 1].position + layout.runs[k - 1].count);
        for (int r = 0; r < layout.n_rows; r++) {
            assert_true(layout.rows[r].y + layout.rack_depth_tiles <= layout.depth_tiles);
            assert_true(layout.rows[r].x + layout.row_positions * layout.rack_width_tiles <= layout.width_tiles);
            assert_true(layout.rows[r].racks <= layout.rows[r].positions);
        }
        site_free(site);
    }
    (void)state;
}

/* 39 U for fifteen boxes, three on top for two switches and cables. */
static void the_units_of_a_rack_add_up(void **state)
{
    struct site_fixture *site = boxes(24.0);
    const struct site_plan *plan = plan_of(site);
    struct result_rack_fill fill = {0};
    layout_slots(plan, &plan->racks.fills[0], site->arena, &fill);
    double units = 0.0;
    for (int s = 0; s < fill.n_slots; s++) {
        assert_near(fill.slots[s].u, units + 1.0);
        units += fill.slots[s].count * fill.slots[s].ru;
    }
    assert_near(units, 42.0);
    assert_int_equal(fill.n_slots, 4);
    assert_string_equal(fill.slots[0].kind, "node");
    assert_near(fill.slots[0].count, 15.0);
    assert_string_equal(fill.slots[1].kind, "blank");
    assert_near(fill.slots[1].ru, 24.0);
    assert_string_equal(fill.slots[2].kind, "reserved");
    assert_string_equal(fill.slots[3].kind, "switch");
    assert_near(fill.slots[3].u, 41.0);
    site_free(site);
    (void)state;
}

static void the_heaviest_box_stands_lowest(void **state)
{
    struct site_fixture *site = site_new();
    struct node_model *light = site_xio(site), *heavy = site_hdd(site);
    light->kg = site_given(20.0);
    heavy->kg = site_given(130.0);
    struct pool *pool = site_pool(site, "bulk", light, site_lrc(site), 0);
    site_count(&pool->groups[0].nodes, 20.0);
    site_count(&site_group(site, pool, heavy)->nodes, 2.0);
    const struct site_plan *plan = plan_of(site);
    struct result_rack_fill fill = {0};
    layout_slots(plan, &plan->racks.fills[plan->racks.n_fills - 1], site->arena, &fill);
    assert_string_equal(fill.slots[0].name, heavy->head.name);
    assert_string_equal(fill.slots[1].name, light->head.name);
    site_free(site);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_face_each_other_over_a_cold_aisle),
        cmocka_unit_test(bays_stand_side_by_side_and_rows_go_across),
        cmocka_unit_test(a_row_takes_no_more_racks_than_its_watts_allow),
        cmocka_unit_test(no_rack_stands_where_an_obstacle_does),
        cmocka_unit_test(columns_stand_at_multiples_of_their_spacing),
        cmocka_unit_test(deliveries_follow_each_other_in_whole_racks),
        cmocka_unit_test(a_hall_of_too_few_rows_is_a_finding),
        cmocka_unit_test(every_rack_stands_once_and_apart),
        cmocka_unit_test(the_units_of_a_rack_add_up),
        cmocka_unit_test(the_heaviest_box_stands_lowest),
    };
    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
