/* The small engine's own books: who uses a link, and that a solve from nothing forgets the one before.
 * What its rates must be, test_fair.c and prop_fair.c ask of both engines. */
#include "tests/lib/near.h"

#include "fluid/fair_impl.h"

static struct fair *small(void)
{
    struct fair *fair = fair_new();
    fair_impl_engine(fair, FAIR_ENGINE_SMALL);
    return fair;
}

static fair_flow add_on(struct fair *fair, fair_row row, double members, double cost, double cap)
{
    const struct fair_use use = { row, cost };
    return fair_add(fair, &(struct fair_spec){ .weight = 1.0, .members = members, .cap = cap, .uses = &use, .n_uses = 1 });
}

static const struct link *link_of(const struct fair *fair, fair_row row) { return &fair->links[fair->row_link[row.row]]; }

/* Loads 2·1, 3·2 and 1·4 on a row of 24: it would fill at level 2. */
static void a_row_holds_one_use_a_flow_and_the_sum_of_their_loads(void **state)
{
    (void)state;
    struct fair *fair = small();
    fair_row row = fair_add_row(fair, 24.0);
    add_on(fair, row, 2.0, 1.0, HUGE_VAL);
    fair_flow second = add_on(fair, row, 3.0, 2.0, HUGE_VAL);
    add_on(fair, row, 1.0, 4.0, HUGE_VAL);
    assert_int_equal(link_of(fair, row)->n_uses, 3);
    assert_true(link_of(fair, row)->fill == 2.0);
    fair_remove(fair, second);
    assert_int_equal(link_of(fair, row)->n_uses, 2);
    assert_true(link_of(fair, row)->fill == 4.0);
    fair_free(fair);
}

/* The last use moves into the gap: each step must still know where its own stands. */
static void flows_leave_in_any_order(void **state)
{
    (void)state;
    struct fair *fair = small();
    fair_row row = fair_add_row(fair, 64.0);
    fair_flow flow[8];
    for (int i = 0; i < 8; i++) flow[i] = add_on(fair, row, 1.0, 1.0, HUGE_VAL);
    const int leave[] = { 3, 7, 0, 5 };
    for (int i = 0; i < 4; i++) {
        fair_remove(fair, flow[leave[i]]);
        fair_solve(fair);
        assert_int_equal(link_of(fair, row)->n_uses, 7 - i);
        assert_true(fair_rate(fair, flow[1]) == 64.0 / (7 - i));
    }
    fair_free(fair);
}

/* The wide row would fill at 100/2 = 50; with one flow held to 5 elsewhere it fills at 95. */
static void a_row_fills_later_when_others_are_held_lower(void **state)
{
    (void)state;
    struct fair *fair = small();
    fair_row narrow = fair_add_row(fair, 5.0), wide = fair_add_row(fair, 100.0);
    const struct fair_use both[] = { { narrow, 1.0 }, { wide, 1.0 } };
    fair_add(fair, &(struct fair_spec){ .weight = 1.0, .members = 1.0, .cap = HUGE_VAL, .uses = both, .n_uses = 2 });
    fair_flow rest = add_on(fair, wide, 1.0, 1.0, HUGE_VAL);
    fair_solve(fair);
    assert_true(link_of(fair, wide)->fill == 50.0);
    assert_true(fair_level(fair, wide) == 95.0);
    assert_true(fair_rate(fair, rest) == 95.0);
    fair_free(fair);
}

static void a_row_whose_flows_are_all_held_elsewhere_freezes_none(void **state)
{
    (void)state;
    struct fair *fair = small();
    fair_row row = fair_add_row(fair, 10.0);
    fair_flow flow = add_on(fair, row, 1.0, 1.0, HUGE_VAL);
    fair_solve(fair);
    assert_true(fair_level(fair, row) == 10.0);
    fair_set_cap(fair, flow, 4.0);
    fair_solve(fair);
    assert_true(fair_level(fair, row) == HUGE_VAL);
    assert_int_equal(fair_bottleneck(fair, flow, NULL), FAIR_CAP);
    fair_set_cap(fair, flow, HUGE_VAL);
    fair_solve(fair);
    assert_true(fair_level(fair, row) == 10.0);
    fair_free(fair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_holds_one_use_a_flow_and_the_sum_of_their_loads),
        cmocka_unit_test(flows_leave_in_any_order),
        cmocka_unit_test(a_row_fills_later_when_others_are_held_lower),
        cmocka_unit_test(a_row_whose_flows_are_all_held_elsewhere_freezes_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
