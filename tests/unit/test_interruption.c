#include "tests/lib/near.h"

#include "plan/interruption.h"

/* 6.50 failures per 1000 node-days (Meta's research clusters), 8 GPUs a node: 2,048 nodes fail 13.3 times a day. The
 * paper rounds to 1.8 h and 0.23 h. */
static void published_clusters_are_interrupted_as_often_as_they_say(void **state)
{
    (void)state;
    assert_published("16,384 GPUs, h to failure", interruption_mtti_s(6.50e-3, 8.0, 16384.0) / 3600.0, 1.8, 0.025);
    assert_published("131,072 GPUs, h to failure", interruption_mtti_s(6.50e-3, 8.0, 131072.0) / 3600.0, 0.23, 0.025);
}

/* The same rate on domains half as large interrupts twice as often. */
static void a_rate_belongs_to_its_domain(void **state)
{
    (void)state;
    assert_near(interruption_mtti_s(1.0, 4.0, 8.0), 43200.0);
    assert_near(interruption_mtti_s(1.0, 8.0, 8.0), 86400.0);
    assert_true(isinf(interruption_mtti_s(0.0, 8.0, 8.0)));
}

static void rates_of_kinds_of_domain_add(void **state)
{
    (void)state;
    assert_near(interruption_joined_s((double[]){3.0, 6.0, (double)INFINITY}, 3), 2.0);
    assert_true(isinf(interruption_joined_s((double[]){(double)INFINITY}, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_clusters_are_interrupted_as_often_as_they_say),
        cmocka_unit_test(a_rate_belongs_to_its_domain),
        cmocka_unit_test(rates_of_kinds_of_domain_add),
    };
    return cmocka_run_group_tests_name("interruption", tests, NULL, NULL);
}
