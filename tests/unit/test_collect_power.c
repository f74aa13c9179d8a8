#include "tests/lib/near.h"

#include "run/run.h"
#include "tests/lib/plan_fixture.h"

/* 40 of 100 GPUs stand still for 5 s of every 100. IT watts: 30,000 of racks, 1,100 of storage, 500 besides, and 40,000 while the 40 are
 * at work (writing costs nothing here). */
static const double still_w = 31600.0, working_w = 71600.0;

static struct plan_fixture *two_draws(void)
{
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->plan.system.classes[OP_WRITE].w_per_byte_per_s = 0.0;
    plan_fixture_job(fixture, "job", 1, 40, 0.0);
    plan_fixture_checkpoint(fixture, CHECKPOINT_ASYNC, 1e6, 1e6, 100.0, 5.0);
    return fixture;
}

static const struct result_power *collected(struct plan_fixture *fixture)
{
    struct replication *outcome = run_replication(&fixture->plan, 0.0, 0, fixture->arena);
    struct results *results = plan_fixture_results(fixture, fixture->arena);
    assert_true(run_collect(&fixture->plan, &outcome, 1, fixture->arena, results));
    return &results->power;
}

/* PUE 1.6 up to half of the maximum (66.3 kW), then falling to 1.2 at all of it: 1.6 for what stands still, 1.6 − 0.4 · (71.6 − 66.3) / 66.3
 * at work. The times of both follow from the IT energy. */
static void energy_by_a_pue_curve_is_exact(void **state)
{
    (void)state;
    struct plan_fixture *fixture = two_draws();
    double load[] = { 0.5, 1.0 }, pue[] = { 1.6, 1.2 };
    fixture->plan.power.it_max_w = 132600.0;
    fixture->plan.power.pue_load = load;
    fixture->plan.power.pue_at_load = pue;
    fixture->plan.power.n_pue = 2;
    const struct result_power *power = collected(fixture);
    const double still = (working_w - power->it_w.mean) / (working_w - still_w);
    assert_within(still, 0.05, 0.02);
    const double at_work = 1.6 - 0.4 * (working_w - 66300.0) / 66300.0, mean = still * still_w * 1.6 + (1.0 - still) * working_w * at_work;
    assert_near(power->site_w.mean, mean);
    assert_near(power->site_w.max, working_w * at_work);
    assert_near(power->pue_annual, mean / power->it_w.mean);
    assert_near(power->energy_site_joules_per_year, mean * 365.0 * 86400.0);
    plan_fixture_free(fixture);
}

/* 300 W each while they stand still for a checkpoint. */
static void gpus_draw_by_phase(void **state)
{
    (void)state;
    struct plan_fixture *fixture = two_draws();
    fixture->plan.power.gpu_checkpoint_w = 300.0;
    const struct result_power *power = collected(fixture);
    assert_near(power->it_w.min, still_w + 40.0 * 300.0);
    assert_near(power->it_w.max, working_w);
    assert_near(power->largest_step_w, 28000.0);
    plan_fixture_free(fixture);
}

/* Reads that get half of what is asked: half of each GPU's time at work, half waiting at 400 W above idle. 10 of 20 GB/s. */
static void a_gpu_held_back_by_reads_is_partly_waiting(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "job", 1, 100, 20e9);
    fixture->plan.power.gpu_stalled_w = 400.0;
    const struct result_power *power = collected(fixture);
    assert_near(power->gpu_w.max, 30000.0 + 50.0 * 1000.0 + 50.0 * 400.0);
    plan_fixture_free(fixture);
}

/* The step of 40 kW takes 4 s: 10 kW/s, and 10 kW within a second. */
static void with_a_ramp_a_step_has_a_slope(void **state)
{
    (void)state;
    struct plan_fixture *fixture = two_draws();
    fixture->plan.power.gpu_ramp_s = 4.0;
    const struct result_power *power = collected(fixture);
    assert_near(power->ramp_w_per_s, 10e3);
    assert_near(power->largest_step_1s_w, 10e3);
    assert_near(power->largest_step_1min_w, 40e3);
    plan_fixture_free(fixture);
}

static void without_one_it_is_instant(void **state)
{
    (void)state;
    struct plan_fixture *fixture = two_draws();
    const struct result_power *power = collected(fixture);
    assert_near(power->ramp_w_per_s, 40e3);
    assert_near(power->largest_step_1s_w, 40e3);
    assert_near(power->dynamic_range_w, 40e3);
    assert_near(power->site_w.mean, 1.2 * power->it_w.mean);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(energy_by_a_pue_curve_is_exact),
        cmocka_unit_test(gpus_draw_by_phase),
        cmocka_unit_test(a_gpu_held_back_by_reads_is_partly_waiting),
        cmocka_unit_test(with_a_ramp_a_step_has_a_slope),
        cmocka_unit_test(without_one_it_is_instant),
    };
    return cmocka_run_group_tests_name("collect_power", tests, NULL, NULL);
}
