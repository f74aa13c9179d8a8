#include "tests/lib/near.h"

#include "fluid/fair_impl.h"

static struct fair *sweeping(void)
{
    struct fair *fair = fair_new();
    fair_impl_engine(fair, FAIR_ENGINE_SWEEP);
    return fair;
}

static fair_flow add_on(struct fair *fair, fair_row row, double members, double cap)
{
    const struct fair_use use = { row, 1.0 };
    return fair_add(fair, &(struct fair_spec){ .weight = 1.0, .members = members, .cap = cap, .uses = &use, .n_uses = 1 });
}

static const struct link *link_of(const struct fair *fair, fair_row row) { return &fair->links[fair->row_link[row.row]]; }

static void flows_of_one_group_share_one_cell(void **state)
{
    (void)state;
    struct fair *fair = sweeping();
    fair_row row = fair_add_row(fair, 100.0);
    for (int i = 0; i < 50; i++) add_on(fair, row, 1.0, HUGE_VAL);
    fair_solve(fair);
    assert_int_equal(fair->n_cells, 1);
    assert_int_equal(link_of(fair, row)->n_uses, 1);
    assert_int_equal(fair->cells[uses_of(fair, link_of(fair, row))->at].count, 50);
    assert_true(uses_of(fair, link_of(fair, row))->load == 50.0);
    fair_free(fair);
}

/* A flow at its cap is a group of its own: on the row it has a cell beside the others', and one on its cap. */
static void a_flow_at_its_cap_has_cells_of_its_own(void **state)
{
    (void)state;
    struct fair *fair = sweeping();
    fair_row row = fair_add_row(fair, 100.0);
    for (int i = 0; i < 4; i++) add_on(fair, row, 1.0, HUGE_VAL);
    add_on(fair, row, 1.0, 1.0);
    fair_solve(fair);
    assert_int_equal(fair->n_cells, 3);
    assert_int_equal(link_of(fair, row)->n_uses, 2);
    fair_free(fair);
}

static void cells_go_with_their_last_flow(void **state)
{
    (void)state;
    struct fair *fair = sweeping();
    fair_row row[40];
    fair_flow flow[40][3];
    for (int r = 0; r < 40; r++) {
        row[r] = fair_add_row(fair, 10.0);
        for (int i = 0; i < 3; i++) flow[r][i] = add_on(fair, row[r], 1.0, HUGE_VAL);
    }
    fair_solve(fair);
    assert_int_equal(fair->n_cells, 40);
    for (int i = 0; i < 3; i++)
        for (int r = 0; r < 40; r++) fair_remove(fair, flow[r][i]);
    fair_solve(fair);
    assert_int_equal(fair->n_cells, 0);
    for (int r = 0; r < 40; r++) assert_int_equal(link_of(fair, row[r])->n_uses, 0);
    fair_free(fair);
}

/* 1000 groups: the table grows four times, and half of them leave gaps that the others must be found across. */
static void every_cell_is_found_after_growing_and_gaps(void **state)
{
    (void)state;
    struct fair *fair = sweeping();
    fair_flow first[1000];
    fair_row row[1000];
    for (int r = 0; r < 1000; r++) {
        row[r] = fair_add_row(fair, 12.0);
        first[r] = add_on(fair, row[r], 1.0, HUGE_VAL);
    }
    fair_solve(fair);
    for (int r = 0; r < 1000; r += 2) fair_remove(fair, first[r]);
    for (int r = 1; r < 1000; r += 2) add_on(fair, row[r], 2.0, HUGE_VAL);
    fair_solve(fair);
    assert_int_equal(fair->n_cells, 500);
    for (int r = 1; r < 1000; r += 2) {
        assert_int_equal(link_of(fair, row[r])->n_uses, 1);
        assert_true(fair_rate(fair, first[r]) == 4.0);
    }
    fair_free(fair);
}

/* In plain doubles 1e17 + 1 − 1e17 is 0. */
static void a_cell_loses_no_small_load_beside_a_large_one(void **state)
{
    (void)state;
    struct fair *fair = sweeping();
    fair_row row = fair_add_row(fair, 8.0);
    fair_flow large = add_on(fair, row, 1e17, HUGE_VAL), tiny = add_on(fair, row, 1.0, HUGE_VAL);
    fair_solve(fair);
    fair_remove(fair, large);
    fair_solve(fair);
    assert_true(uses_of(fair, link_of(fair, row))->load == 1.0);
    assert_true(fair_rate(fair, tiny) == 8.0);
    fair_free(fair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flows_of_one_group_share_one_cell),
        cmocka_unit_test(a_flow_at_its_cap_has_cells_of_its_own),
        cmocka_unit_test(cells_go_with_their_last_flow),
        cmocka_unit_test(every_cell_is_found_after_growing_and_gaps),
        cmocka_unit_test(a_cell_loses_no_small_load_beside_a_large_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
