#include "tests/lib/near.h"

#include "study/more_write.h"
#include "plan/summary.h"
#include "tests/lib/site_plan_of.h"

/* 120,000 GPUs in one job that writes 140 TB and is interrupted every 25 min; all flash, as many boxes as it takes; 5 d, 4 replications. */
static struct site_fixture *campus(enum checkpoint_mode mode)
{
    struct site_fixture *site = site_new();
    static struct interruption_cause cause;
    site_pool(site, "bulk", site_odm_perf(site), site_vast(site), 1);
    struct pool *pool = &site->scenario.pools[0];
    pool->front_end_node = site_front_end(site);
    site_auto(&pool->front_end_nodes);
    struct job *job = site_job(site, "frontier", 1.0, 120000.0);
    job->checkpoint.mode = mode;
    job->checkpoint.parameters = site_given(10e12);
    job->restart = (struct job_restart){ .detect_s = site_given(60.0), .restart_s = site_given(180.0), .spares = site_given(0.0),
                                         .weights_bytes_per_parameter = site_given(2.0), .readers = site_given(64.0) };
    cause = (struct interruption_cause){ .name = "any", .as_site = true, .rate_per_day = site_absent(), .mtti_s = site_absent(), .mtti_gpus = site_absent(),
        .domain_gpus = site_given(1.0), .weibull_shape = site_absent(), .repair_s = site_given(0.0) };
    site->scenario.site.interruptions = &cause;
    site->scenario.site.n_interruptions = 1;
    site->scenario.study.length_s = site_given(5.0 * 86400.0);
    site->scenario.study.replications = site_given(4.0);
    return site;
}

enum { REPLICATIONS = 4 };
static const struct replicate_options one_worker = { .workers = 1 };

static struct results *run(struct site_fixture *site, const struct site_plan *plan, double *useful_gpus)
{
    struct results *results = ARENA_NEW(site->arena, struct results);
    struct replicate_options options = one_worker;
    options.useful_gpus = useful_gpus;
    summary_fill(plan, site->arena, results);
    assert_true(replicate_run(plan, options, site->arena, results));
    return results;
}

static struct result_more_write worth(struct site_fixture *site, double *before)
{
    const struct site_plan *plan = plan_of(site);
    assert_true(more_write_matters(plan));
    struct results *results = run(site, plan, before);
    assert_true(more_write_fill(plan, &site->catalog, before, one_worker, site->arena, results));
    return results->interruptions.more_write;
}

/* Synchronous writes stop the job. The same by hand: the question with 3 TB/s instead of 2, planned and run anew. */
static void it_is_what_asking_for_more_and_running_again_gives(void **state)
{
    (void)state;
    struct site_fixture *site = campus(CHECKPOINT_SYNC);
    double before[REPLICATIONS], after[REPLICATIONS], hours = 0.0;
    struct result_more_write more = worth(site, before);
    site->scenario.demand.peak_write_bytes_per_s = site_given(3e12);
    struct results *again = run(site, plan_of(site), after);
    for (int i = 0; i < REPLICATIONS; i++) hours += (after[i] - before[i]) * 365.0 * 24.0 / REPLICATIONS;
    assert_near(more.gpu_hours_per_year.mean, hours);
    assert_near(more.useful_after, again->goodput.useful);
    assert_true(again->interruptions.causes[0].per_day.mean > 40.0);
    assert_true(more.write_capability_after > more.write_capability_before);
    assert_true(more.law_gpu_hours_per_year > 0.03 * 120000.0 * 365.0 * 24.0);
    assert_true(more.gpu_hours_per_year.mean > 0.03 * 120000.0 * 365.0 * 24.0);
    site_free(site);
}

/* Snapshots are copied to peers within 10 s, which serve every restart, and drain behind: less than a thousandth of the GPU time. */
static void where_checkpoints_drain_behind_the_computation_it_is_about_nothing(void **state)
{
    (void)state;
    static struct checkpoint_level peers;
    struct site_fixture *site = campus(CHECKPOINT_ASYNC);
    peers = (struct checkpoint_level){ .name = "peers", .every_s = site_absent(), .write_s = site_given(10.0), .share = site_given(1.0) };
    site->scenario.jobs[0].checkpoint.levels = &peers;
    site->scenario.jobs[0].checkpoint.n_levels = 1;
    double before[REPLICATIONS];
    struct result_more_write more = worth(site, before);
    assert_true(fabs(more.gpu_hours_per_year.mean) < 1e-3 * 120000.0 * 365.0 * 24.0);
    site_free(site);
}

static void without_interruptions_it_is_not_asked(void **state)
{
    (void)state;
    struct site_fixture *site = campus(CHECKPOINT_SYNC);
    site->scenario.site.n_interruptions = 0;
    assert_false(more_write_matters(plan_of(site)));
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_what_asking_for_more_and_running_again_gives),
        cmocka_unit_test(where_checkpoints_drain_behind_the_computation_it_is_about_nothing),
        cmocka_unit_test(without_interruptions_it_is_not_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
