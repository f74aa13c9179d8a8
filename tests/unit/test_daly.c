#include "tests/lib/near.h"

#include "plan/daly.h"

/* Daly 2006, the published case: writes of 5 min; MTBF 24 h, 6 h, 15 min: 117, 57 and 9.1 min. */
static void the_published_intervals_come_out(void **state)
{
    assert_published("MTBF of 24 h, best interval, min", daly_interval_s(300.0, 86400.0) / 60.0, 117.0, 0.01);
    assert_published("MTBF of 6 h, best interval, min", daly_interval_s(300.0, 21600.0) / 60.0, 57.0, 0.01);
    assert_published("MTBF of 15 min, best interval, min", daly_interval_s(300.0, 900.0) / 60.0, 9.1, 0.01);
    (void)state;
}

static void blocking_twice_the_time_to_an_interruption_leaves_that_time(void **state)
{
    assert_near(daly_interval_s(1800.0, 900.0), 900.0);
    assert_near(daly_interval_s(5000.0, 900.0), 900.0);
    (void)state;
}

/* √(2·0.01·1e6) = 141.42; the correction is a part in 1e4 of it. */
static void for_quick_writes_it_is_youngs(void **state)
{
    assert_within(daly_interval_s(0.01, 1e6), sqrt(2.0 * 0.01 * 1e6), 1e-3);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_intervals_come_out),
        cmocka_unit_test(blocking_twice_the_time_to_an_interruption_leaves_that_time),
        cmocka_unit_test(for_quick_writes_it_is_youngs),
    };
    return cmocka_run_group_tests_name("daly", tests, NULL, NULL);
}
