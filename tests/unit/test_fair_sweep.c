/* The sweep's promise: a solve costs what the change touches, and leaves what it remembers about links true.
 * What its rates must be, test_fair.c and prop_fair.c ask of both engines. */
#include "tests/lib/near.h"

#include "fluid/fair_impl.h"

static struct fair *sweeping(void)
{
    struct fair *fair = fair_new();
    fair_impl_engine(fair, FAIR_ENGINE_SWEEP);
    return fair;
}

static fair_flow add_on(struct fair *fair, fair_row row, double cap)
{
    const struct fair_use use = { row, 1.0 };
    return fair_add(fair, &(struct fair_spec){ .weight = 1.0, .members = 1.0, .cap = cap, .uses = &use, .n_uses = 1 });
}

static fair_flow add_across(struct fair *fair, fair_row one, fair_row other)
{
    const struct fair_use uses[] = { { one, 1.0 }, { other, 1.0 } };
    return fair_add(fair, &(struct fair_spec){ .weight = 1.0, .members = 1.0, .cap = HUGE_VAL, .uses = uses, .n_uses = 2 });
}

static void a_change_is_no_news_to_rows_that_share_nothing_with_it(void **state)
{
    (void)state;
    struct fair *fair = sweeping();
    fair_row row[20];
    for (int r = 0; r < 20; r++) {
        row[r] = fair_add_row(fair, 10.0 + r);
        for (int i = 0; i < 3; i++) add_on(fair, row[r], HUGE_VAL);
    }
    fair_solve(fair);
    fair_set_capacity(fair, row[7], 60.0);
    fair_solve(fair);
    const struct fair_news news = fair_news(fair);
    assert_int_equal(news.n_groups, 1);
    assert_int_equal(news.n_moved, 0);
    assert_true(fair_group_level(fair, news.groups[0]) == 20.0);
    fair_free(fair);
}

/* Rows of 10, 20, 30, ... in a chain, each pair of neighbours crossed by a flow: opening the first lets the whole chain move. */
static void a_change_travels_as_far_as_it_matters(void **state)
{
    (void)state;
    struct fair *fair = sweeping();
    fair_row row[6];
    fair_flow across[5], local[6];
    for (int r = 0; r < 6; r++) {
        row[r] = fair_add_row(fair, 10.0 * (r + 1));
        local[r] = add_on(fair, row[r], HUGE_VAL);
    }
    for (int r = 0; r < 5; r++) across[r] = add_across(fair, row[r], row[r + 1]);
    fair_solve(fair);
    /* row 0: 5 + 5; row 1: 5 + 7.5 + 7.5; row 2: 7.5 + 11.25 + 11.25; row 3: 11.25 and 14.375 twice */
    assert_true(fair_rate(fair, across[0]) == 5.0);
    assert_true(fair_rate(fair, across[1]) == 7.5);
    assert_true(fair_rate(fair, across[2]) == 11.25);
    assert_true(fair_rate(fair, local[3]) == 14.375);
    fair_set_capacity(fair, row[0], 4.0);
    fair_solve(fair);
    assert_true(fair_rate(fair, across[0]) == 2.0);
    assert_true(fair_rate(fair, across[1]) == 9.0);
    assert_true(fair_rate(fair, across[2]) == 10.5);
    assert_true(fair_rate(fair, local[3]) == 14.75);
    assert_true(fair_sweep_is_sound(fair));
    fair_free(fair);
}

/* A row that is full only because of a flow that another row holds more tightly lets go of it. */
static void a_flow_moves_to_the_row_that_holds_it_lower(void **state)
{
    (void)state;
    struct fair *fair = sweeping();
    fair_row one = fair_add_row(fair, 10.0), other = fair_add_row(fair, 12.0), row;
    fair_flow across = add_across(fair, one, other);
    fair_solve(fair);
    assert_int_equal(fair_bottleneck(fair, across, &row), FAIR_ROW);
    assert_int_equal(row.row, one.row);
    fair_flow second = add_on(fair, other, HUGE_VAL);
    fair_solve(fair);
    assert_int_equal(fair_bottleneck(fair, across, &row), FAIR_ROW);
    assert_int_equal(row.row, other.row);
    assert_true(fair_level(fair, one) == HUGE_VAL);
    fair_remove(fair, second);
    fair_solve(fair);
    assert_int_equal(fair_bottleneck(fair, across, &row), FAIR_ROW);
    assert_int_equal(row.row, one.row);
    assert_true(fair_sweep_is_sound(fair));
    fair_free(fair);
}

static void nothing_waits_in_the_queue_after_a_solve(void **state)
{
    (void)state;
    struct fair *fair = sweeping();
    fair_row row[8];
    fair_flow flow[64];
    for (int r = 0; r < 8; r++) row[r] = fair_add_row(fair, 5.0 + r);
    for (int i = 0; i < 64; i++) flow[i] = i % 3 ? add_across(fair, row[i % 8], row[(i + 3) % 8]) : add_on(fair, row[i % 8], 0.2 + 0.1 * i);
    for (int round = 0; round < 64; round++) {
        fair_set_weight(fair, flow[(round * 11) % 64], 1.0 + round % 5);
        fair_set_capacity(fair, row[round % 8], 1.0 + (round * 7) % 13);
        fair_solve(fair);
        assert_int_equal(fair->n_queue, 0);
        assert_int_equal(fair->n_touched, 0);
        assert_true(fair_sweep_is_sound(fair));
    }
    fair_free(fair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_is_no_news_to_rows_that_share_nothing_with_it),
        cmocka_unit_test(a_change_travels_as_far_as_it_matters),
        cmocka_unit_test(a_flow_moves_to_the_row_that_holds_it_lower),
        cmocka_unit_test(nothing_waits_in_the_queue_after_a_solve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
