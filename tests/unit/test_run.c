#include "tests/lib/near.h"

#include "run/run.h"
#include "tests/lib/plan_fixture.h"

static struct replication *run(struct plan_fixture *fixture)
{
    return run_replication(&fixture->plan, fixture->scenario.study.warm_up_s.value, 0, fixture->arena);
}

static double mean_of(const struct replication *outcome, int meter)
{
    return outcome->meters[meter].integral / outcome->measured_s;
}

/* 100 GPUs ask 12 GB/s of 10: speed 10/12. GPUs draw 30 kW + 100 kW · 10/12, storage 1,000 + 1,000 (at its maximum) + 100 W. */
static void a_site_that_reads_too_much_runs_at_the_bound(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "all", 1.0, 100.0, 12e9);
    struct replication *outcome = run(fixture);
    assert_near(mean_of(outcome, REPLICATION_READ), 10e9);
    assert_near(mean_of(outcome, REPLICATION_READ_ASKED), 12e9);
    assert_near(outcome->jobs[0].useful, 100.0 * 1000.0 * 10.0 / 12.0);
    assert_near(outcome->jobs[0].read_stalled, 100.0 * 1000.0 * 2.0 / 12.0);
    assert_near(mean_of(outcome, REPLICATION_GPU_W), 30e3 + 100e3 * 10.0 / 12.0);
    assert_near(mean_of(outcome, REPLICATION_STORAGE_W), 2100.0);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_MEDIA, OP_READ)].time_s, 1000.0);
    assert_near(outcome->bindings[binding_at(PLAN_FIXTURE_MEDIA, OP_READ)].denied_bytes, 2e9 * 1000.0);
    assert_true(outcome->audit.worst <= 1e-9);
    plan_fixture_free(fixture);
}

/* Reads 4 GB/s for 90 s of every 100, nothing while it writes 10 GB at 1 GB/s: from 45 s on, ten times in 1,000 s. */
static struct plan_fixture *cycle(void)
{
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.load = LOAD_CONSTANT;
    plan_fixture_job(fixture, "all", 1.0, 100.0, 4e9);
    plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, 10e9, 1e9, 100.0, 10.0);
    return fixture;
}

/* At work 30 + 100 kW, 1,000 + 0.1 · 4,000 + 100, 500 W; writing 30 kW, 1,000 + 200 + 100, 500 W. */
static void results_say_what_happened(void **state)
{
    (void)state;
    struct plan_fixture *fixture = cycle();
    struct replication *outcomes[] = { run(fixture) };
    struct results *results = plan_fixture_results(fixture, fixture->arena);
    assert_true(run_collect(&fixture->plan, outcomes, 1, fixture->arena, results));
    const double at_work = 130e3 + 1500.0 + 500.0, writing = 30e3 + 1300.0 + 500.0;
    assert_near(results->power.it_w.mean, 0.9 * at_work + 0.1 * writing);
    assert_near(results->power.it_w.max, at_work);
    assert_near(results->power.it_w.min, writing);
    assert_within(results->power.it_w.p50, at_work, 0.004);
    assert_near(results->power.site_w.mean, 1.2 * results->power.it_w.mean);
    assert_near(results->power.coincident_design_w, 1.5 * at_work);
    assert_near(results->power.largest_step_w, at_work - writing);
    assert_near(results->power.ramp_w_per_s, at_work - writing);
    assert_near(results->power.dynamic_range_w, at_work - writing);
    assert_near(results->power.steps_per_day, 20.0 / 1000.0 * 86400.0);
    assert_near(results->power.energy_joules, 1000.0 * results->power.it_w.mean);
    assert_near(results->power.energy_site_joules_per_year, results->power.site_w.mean * 8760.0 * 3600.0);
    assert_near(results->read.delivered.mean, 3.6e9);
    assert_near(results->read.delivered.max, 4e9);
    assert_true(results->read.denied_fraction == 0.0 && results->write.denied_fraction == 0.0);
    assert_near(results->checkpoint.count.mean, 10.0);
    assert_near(results->checkpoint.bytes_per_day.mean, 100e9 * 86.4);
    assert_near(results->checkpoint.duration_s.mean, 10.0);
    assert_near(results->checkpoint.stall_s.mean, 10.0);
    assert_near(results->checkpoint.offered_bytes_per_day, 0.1e9 * 86400.0);
    assert_near(results->goodput.useful, 0.9);
    assert_near(results->goodput.checkpoint_stalled, 0.1);
    assert_near(results->goodput.ettr.mean, 0.9);
    assert_near(results->jobs[0].blocking_s, 10.0);
    assert_near(results->jobs[0].useful, 0.9);
    assert_near(results->capacity.used_max_bytes, 100e9);
    assert_true(isnan(results->capacity.full_at_s));
    assert_near(results->capacity.retained_bytes, 100e9);
    assert_true(results->events > 30.0);
    assert_true(results->audit_worst_relative_error <= 1e-9);
    plan_fixture_free(fixture);
}

/* 720 bins of 1,000/720 s: their sum is the integral, and so is that of each row's use: media 1e-10 · (R + 2 W). */
static void series_add_up_to_the_integrals(void **state)
{
    (void)state;
    struct plan_fixture *fixture = cycle();
    struct replication *outcomes[] = { run(fixture) };
    struct results *results = plan_fixture_results(fixture, fixture->arena);
    assert_true(run_collect(&fixture->plan, outcomes, 1, fixture->arena, results));
    const struct result_series *series = &results->series;
    assert_int_equal(series->n_bins, 720);
    double joules = 0.0, read = 0.0, write = 0.0, media_s = 0.0;
    for (int32_t i = 0; i < series->n_bins; i++) {
        joules += (series->gpu_w[i] + series->storage_w[i] + series->other_it_w[i]) * series->width_s;
        read += series->read_delivered[i] * series->width_s;
        write += series->write_delivered[i] * series->width_s;
        media_s += series->rows[PLAN_FIXTURE_MEDIA].utilisation[i] * series->width_s;
    }
    assert_near(joules, results->power.energy_joules);
    assert_near(read, 3600e9);
    assert_near(write, 100e9);
    assert_near(media_s, 1e-10 * (3600e9 + 200e9));
    assert_near(series->used_bytes[719], 100e9);
    assert_near(results->zoom.width_s, series->width_s);       /* shorter than an hour: the zoom is all of it */
    plan_fixture_free(fixture);
}

/* Media are used 1e-10 · (4e9) for 900 s and 1e-10 · 2e9 for 100. */
static void resources_know_how_much_of_them_was_used(void **state)
{
    (void)state;
    struct plan_fixture *fixture = cycle();
    struct replication *outcomes[] = { run(fixture) };
    struct results *results = plan_fixture_results(fixture, fixture->arena);
    assert_true(run_collect(&fixture->plan, outcomes, 1, fixture->arena, results));
    assert_near(results->resources[PLAN_FIXTURE_MEDIA].utilisation.mean, 0.9 * 0.4 + 0.1 * 0.2);
    assert_near(results->resources[PLAN_FIXTURE_MEDIA].utilisation.max, 0.4);
    assert_near(results->resources[PLAN_FIXTURE_TX].utilisation.mean, 0.9 * 0.2);
    assert_near(results->resources[PLAN_FIXTURE_RX].utilisation.max, 0.05);
    plan_fixture_free(fixture);
}

static void replications_differ_and_are_merged_in_order(void **state)
{
    (void)state;
    enum { N = 5 };
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "mid", 4.0, 20.0, 4e9);
    plan_fixture_checkpoint(fixture, CHECKPOINT_ASYNC, 30e9, 1e9, 100.0, 5.0);
    struct replication *outcomes[N];
    double mean = 0.0;
    for (int32_t i = 0; i < N; i++) {
        outcomes[i] = run_replication(&fixture->plan, 0.0, i, fixture->arena);
        assert_true((outcomes[i]->series != NULL) == (i == 0));
        mean += mean_of(outcomes[i], REPLICATION_READ) / N;
    }
    struct results *results = plan_fixture_results(fixture, fixture->arena);
    assert_true(run_collect(&fixture->plan, outcomes, N, fixture->arena, results));
    assert_near(results->read.delivered.mean, mean);
    assert_true(results->read.delivered.ci95_lo < mean && mean < results->read.delivered.ci95_hi);
    assert_true(results->read.delivered.ci95_hi < results->read.delivered.max);
    plan_fixture_free(fixture);
}

static void a_broken_law_is_reported(void **state)
{
    (void)state;
    struct plan_fixture *fixture = cycle();
    struct replication *outcomes[] = { run(fixture) };
    struct results *results = plan_fixture_results(fixture, fixture->arena);
    outcomes[0]->audit = (struct audit){ 2e-9, "made up" };
    assert_false(run_collect(&fixture->plan, outcomes, 1, fixture->arena, results));
    assert_near(results->audit_worst_relative_error, 2e-9);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_site_that_reads_too_much_runs_at_the_bound),
        cmocka_unit_test(results_say_what_happened),
        cmocka_unit_test(series_add_up_to_the_integrals),
        cmocka_unit_test(resources_know_how_much_of_them_was_used),
        cmocka_unit_test(replications_differ_and_are_merged_in_order),
        cmocka_unit_test(a_broken_law_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
