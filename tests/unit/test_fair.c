#include "tests/lib/near.h"

#include "fluid/fair.h"

static fair_flow add_on(struct fair *fair, fair_row row, double weight, double members, double cap)
{
    const struct fair_use use = { row, 1.0 };
    return fair_add(fair, &(struct fair_spec){ .weight = weight, .members = members, .cap = cap, .uses = &use, .n_uses = 1 });
}

/* K9: 2 + 2.6 are less than their shares; the other two halve what is left, (10 − 4.6) / 2. */
static void k9_one_link_of_10_shared_by_2_2p6_4_5(void **state)
{
    (void)state;
    struct fair *fair = fair_new();
    fair_row link = fair_add_row(fair, 10.0);
    const double demand[] = { 2.0, 2.6, 4.0, 5.0 }, expected[] = { 2.0, 2.6, 2.7, 2.7 };
    fair_flow flow[4];
    for (int i = 0; i < 4; i++) flow[i] = add_on(fair, link, 1.0, 1.0, demand[i]);
    fair_solve(fair);
    for (int i = 0; i < 4; i++) assert_within(fair_rate(fair, flow[i]), expected[i], 1e-15);
    for (int i = 0; i < 4; i++) assert_int_equal(fair_bottleneck(fair, flow[i], NULL), i < 2 ? FAIR_CAP : FAIR_ROW);
    assert_within(fair_used(fair, link), 10.0, 1e-15);
    fair_free(fair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(k9_one_link_of_10_shared_by_2_2p6_4_5),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
