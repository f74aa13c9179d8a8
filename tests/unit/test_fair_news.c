/* What a solve tells of: groups with another level than at the last, flows in another group. */
#include "tests/lib/near.h"

#include "fluid/fair_impl.h"

static fair_flow add_on(struct fair *fair, fair_row row, double cap)
{
    const struct fair_use use = { row, 1.0 };
    return fair_add(fair, &(struct fair_spec){ .weight = 1.0, .members = 1.0, .cap = cap, .uses = &use, .n_uses = 1 });
}

/* Two flows on a row of 10, then of 20: the row's level goes from 5 to 10, and nobody changes groups. */
static void a_level_that_changed_is_news_and_an_unchanged_group_none(void **state)
{
    (void)state;
    struct fair *fair = fair_new();
    const fair_row row = fair_add_row(fair, 10.0);
    add_on(fair, row, HUGE_VAL);
    add_on(fair, row, HUGE_VAL);
    fair_solve(fair);
    assert_int_equal(fair_news(fair).n_moved, 2);
    fair_set_capacity(fair, row, 20.0);
    fair_solve(fair);
    assert_int_equal(fair_news(fair).n_moved, 0);
    assert_int_equal(fair_news(fair).n_groups, 1);
    assert_near(fair_group_level(fair, fair_news(fair).groups[0]), 10.0);
    fair_free(fair);
}

/* To 20 and back to 10 between two solves. */
static void what_ended_as_it_was_is_no_news(void **state)
{
    (void)state;
    struct fair *fair = fair_new();
    const fair_row row = fair_add_row(fair, 10.0);
    add_on(fair, row, HUGE_VAL);
    fair_solve(fair);
    fair_set_capacity(fair, row, 20.0);
    fair_set_capacity(fair, row, 10.0);
    fair_solve(fair);
    assert_int_equal(fair_news(fair).n_groups, 0);
    assert_int_equal(fair_news(fair).n_moved, 0);
    fair_free(fair);
}

/* One capped at 2 of a row of 10, which the cap's rise to 8 takes out of its own group into the row's, where both have 5. */
static void a_flow_in_another_group_is_news(void **state)
{
    (void)state;
    struct fair *fair = fair_new();
    const fair_row row = fair_add_row(fair, 10.0);
    const fair_flow capped = add_on(fair, row, 2.0), free = add_on(fair, row, HUGE_VAL);
    fair_solve(fair);
    assert_near(fair_rate(fair, free), 8.0);
    fair_set_cap(fair, capped, 8.0);
    fair_solve(fair);
    assert_int_equal(fair_news(fair).n_moved, 1);
    assert_int_equal(fair_news(fair).moved[0].flow, capped.flow);
    assert_near(fair_rate(fair, capped), 5.0);
    fair_free(fair);
}

/* Both flows would be news of the next solve; the one that is gone by then is not. */
static void a_flow_that_goes_is_no_news(void **state)
{
    (void)state;
    struct fair *fair = fair_new();
    const fair_row row = fair_add_row(fair, 10.0);
    const fair_flow gone = add_on(fair, row, HUGE_VAL), stays = add_on(fair, row, HUGE_VAL);
    fair_solve(fair);
    fair_remove(fair, gone);
    fair_set_cap(fair, stays, 1.0);
    fair_solve(fair);
    assert_int_equal(fair_news(fair).n_moved, 1);
    assert_int_equal(fair_news(fair).moved[0].flow, stays.flow);
    fair_free(fair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_level_that_changed_is_news_and_an_unchanged_group_none),
        cmocka_unit_test(what_ended_as_it_was_is_no_news),
        cmocka_unit_test(a_flow_in_another_group_is_news),
        cmocka_unit_test(a_flow_that_goes_is_no_news),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
