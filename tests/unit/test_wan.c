#include "tests/lib/near.h"

#include "run/wan.h"

static const double DAY_S = 86400.0, NEVER = (double)INFINITY;
static const int link[] = {0}, both[] = {0, 1};

/* 100 B/s for copies of 10 and 30 units of a day at 1 B/s: 50 each until 0.2 days; the 20 left then run at 100. */
static void two_copies_share_a_link_and_the_rest_speeds_up(void **state)
{
    (void)state;
    const double capacity[] = {100.0};
    const struct wan_flow flows[] = {{link, 1, 1.0, NEVER, 10.0 * DAY_S, 0.0}, {link, 1, 1.0, NEVER, 30.0 * DAY_S, 0.0}};
    double ends[2];
    wan_run(capacity, 1, flows, 2, ends);
    assert_near(ends[0], 0.2);
    assert_near(ends[1], 0.4);
}

/* Ingest asks 40 of 100 for good; a copy takes the other 60. It starts on day 5. */
static void a_copy_takes_what_ingest_leaves(void **state)
{
    (void)state;
    const double capacity[] = {100.0};
    const struct wan_flow flows[] = {{link, 1, 1.0, 40.0, NEVER, 0.0}, {link, 1, 1.0, NEVER, 600.0 * DAY_S, 5.0}};
    double ends[2];
    wan_run(capacity, 1, flows, 2, ends);
    assert_true(ends[0] == NEVER);
    assert_near(ends[1], 15.0);
}

static void what_never_starts_never_ends_and_takes_nothing(void **state)
{
    (void)state;
    const double capacity[] = {100.0};
    const struct wan_flow flows[] = {{link, 1, 1.0, NEVER, 100.0 * DAY_S, 1.0}, {link, 1, 1.0, NEVER, 100.0 * DAY_S, NEVER}};
    double ends[2];
    wan_run(capacity, 1, flows, 2, ends);
    assert_near(ends[0], 2.0);
    assert_true(ends[1] == NEVER);
}

/* The storage behind a link of 100 takes 30: it is what holds the copy up. */
static void the_row_that_is_full_is_named(void **state)
{
    (void)state;
    const double capacity[] = {100.0, 30.0};
    const struct wan_flow flows[] = {{both, 2, 1.0, NEVER, DAY_S, 0.0}, {link, 1, 1.0, 20.0, NEVER, 0.0}};
    double rate[2];
    int bound[2];
    wan_share(capacity, 2, flows, 2, rate, bound);
    assert_near(rate[0], 30.0);
    assert_int_equal(bound[0], 1);
    assert_near(rate[1], 20.0);
    assert_int_equal(bound[1], -1);
}

/* Weights 3 and 1 of 100. */
static void a_weight_is_a_share(void **state)
{
    (void)state;
    const double capacity[] = {100.0};
    const struct wan_flow flows[] = {{link, 1, 3.0, NEVER, DAY_S, 0.0}, {link, 1, 1.0, NEVER, DAY_S, 0.0}};
    double rate[2];
    int bound[2];
    wan_share(capacity, 1, flows, 2, rate, bound);
    assert_near(rate[0], 75.0);
    assert_near(rate[1], 25.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_copies_share_a_link_and_the_rest_speeds_up),
        cmocka_unit_test(a_copy_takes_what_ingest_leaves),
        cmocka_unit_test(what_never_starts_never_ends_and_takes_nothing),
        cmocka_unit_test(the_row_that_is_full_is_named),
        cmocka_unit_test(a_weight_is_a_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
