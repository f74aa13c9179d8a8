#include "tests/lib/near.h"

#include "run/run.h"
#include "run/warmup.h"
#include "tests/lib/plan_fixture.h"

/* Nothing changes, so nothing is cut. */
static void a_steady_site_needs_none(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, 4e9);
    assert_true(warmup_find(&fixture->plan, fixture->arena) == 0.0);
    plan_fixture_free(fixture);
}

/* The background writes 1 GB/s for 100 s, and is refused from then on, the store being full: the pilot of
 * 1,000 s sees the step, and the cut lies at it, on a batch of five bins of 1,000/720 s. */
static void the_cut_lies_where_the_beginning_ends(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.length_s = plan_fixture_given(10000.0);
    fixture->plan.demand_write_peak = 2e9;
    fixture->plan.background_write_mean = 1e9;
    fixture->planned_pool.usable_bytes = fixture->plan.usable_bytes = 100e9;
    double cut_s = warmup_find(&fixture->plan, fixture->arena), batch_s = 5.0 * 1000.0 / 720.0;
    assert_true(cut_s >= 100.0 && cut_s <= 100.0 + batch_s);
    plan_fixture_free(fixture);
}

static void a_stated_warm_up_is_taken_as_it_is(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, 4e9);
    fixture->scenario.study.warm_up_s = plan_fixture_given(77.0);
    assert_near(run_warm_up_s(&fixture->plan, fixture->arena), 77.0);
    fixture->scenario.study.warm_up_auto = true;
    assert_true(run_warm_up_s(&fixture->plan, fixture->arena) == 0.0);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_steady_site_needs_none),
        cmocka_unit_test(the_cut_lies_where_the_beginning_ends),
        cmocka_unit_test(a_stated_warm_up_is_taken_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
