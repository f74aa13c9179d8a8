#include "tests/lib/near.h"

#include "plan/daly.h"
#include "plan/renewal.h"

/* Interrupted every 25 min; 180 and 600 s to restart; 5 and 70 s of blocking at Daly's interval. */
static void a_shorter_standstill_and_restart_are_worth_so_much(void **state)
{
    (void)state;
    assert_within(renewal_goodput(daly_interval_s(5.0, 1500.0), 5.0, 0.0, 180.0, 1500.0), 0.8165, 1e-4);
    assert_within(renewal_goodput(daly_interval_s(70.0, 1500.0), 70.0, 0.0, 180.0, 1500.0), 0.643, 1e-3);
    assert_within(renewal_goodput(daly_interval_s(5.0, 1500.0), 5.0, 0.0, 600.0, 1500.0), 0.617, 1e-3);
    assert_within(renewal_goodput(daly_interval_s(70.0, 1500.0), 70.0, 0.0, 600.0, 1500.0), 0.486, 1e-3);
}

/* Daly 2006, eq. 20: T = M e^(R/M) (e^((τ+δ)/M) − 1) T_s / τ; 500 h, δ 5 min, R 10 min, at 117, 57, 9.1 min. */
static void its_inverse_is_dalys_expected_wall_time(void **state)
{
    (void)state;
    assert_within(500.0 / renewal_goodput(117.0, 5.0, 0.0, 10.0, 1440.0), 547.9, 1e-3);
    assert_within(500.0 / renewal_goodput(57.0, 5.0, 0.0, 10.0, 360.0), 610.2, 1e-3);
    assert_within(500.0 / renewal_goodput(9.1, 5.0, 0.0, 10.0, 15.0), 2504.0, 1e-3);
}

/* Next to no interruptions: τ ÷ (τ + δ). */
static void without_interruptions_only_standstills_cost(void **state)
{
    (void)state;
    assert_within(renewal_goodput(95.0, 5.0, 60.0, 180.0, 1e12), 0.95, 1e-9);
}

/* A state safe D later costs as much as a restart D longer: e^(−D/M). */
static void a_lag_costs_what_a_longer_restart_costs(void **state)
{
    (void)state;
    assert_near(renewal_goodput(120.0, 5.0, 85.0, 180.0, 1500.0), renewal_goodput(120.0, 5.0, 0.0, 265.0, 1500.0));
    assert_near(renewal_goodput(120.0, 5.0, 85.0, 180.0, 1500.0), renewal_goodput(120.0, 5.0, 0.0, 180.0, 1500.0) * exp(-85.0 / 1500.0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shorter_standstill_and_restart_are_worth_so_much),
        cmocka_unit_test(its_inverse_is_dalys_expected_wall_time),
        cmocka_unit_test(without_interruptions_only_standstills_cost),
        cmocka_unit_test(a_lag_costs_what_a_longer_restart_costs),
    };
    return cmocka_run_group_tests_name("renewal", tests, NULL, NULL);
}
