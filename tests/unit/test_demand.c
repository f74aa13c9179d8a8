#include "tests/lib/site_plan_of.h"

#include "plan/daly.h"
#include "plan/renewal.h"

static struct site_fixture *flash(void)
{
    struct site_fixture *site = site_new();
    site_pool(site, "bulk", site_xio(site), site_vast(site), 0);
    return site;
}

/* 200 MB/s x 120,000 GPUs. */
static void a_rate_per_gpu_makes_the_sites(void **state)
{
    struct site_fixture *site = flash();
    site->scenario.demand.read_peak_bytes_per_s = site_absent();
    site->scenario.demand.read_per_gpu_bytes_per_s = site_given(200e6);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->demand_read_peak, 24e12);
    assert_near(plan->demand_read_mean, 24e12);
    assert_near(plan->demand_write_mean, 1e17 / 86400.0);
    (void)state;
    site_free(site);
}

/* Half the GPUs read half of peak and mean, send half of the peak write. 140 TB at 1 TB/s drain in 140 s, which
 * the optimum for 5 s of blocking every 3,000 s (173.7 s and the 5) allows. */
static void a_jobs_defaults_are_its_gpus_share(void **state)
{
    struct site_fixture *site = flash();
    site->scenario.demand.read_mean_bytes_per_s = site_given(12e12);
    site_job(site, "a", 1.0, 60000.0)->checkpoint.parameters = site_given(10e12);
    const struct plan_job *job = &plan_of(site)->jobs[0];
    assert_near(job->read_peak_bytes_per_s, 12e12);
    assert_near(job->read_mean_bytes_per_s, 6e12);
    assert_near(job->peak_write_bytes_per_s, 1e12);
    assert_near(job->checkpoint_bytes, 140e12);
    assert_near(job->mtti_s, 3000.0);
    assert_near(job->blocking_s, 5.0);
    assert_near(job->drain_s, 140.0);
    assert_near(job->interval_s, daly_interval_s(5.0, 3000.0) + 5.0);
    assert_near(job->offered_bytes_per_s, 140e12 / job->interval_s);
    (void)state;
    site_free(site);
}

/* Asked every 100 s, takes 140 s to drain. */
static void an_interval_is_never_shorter_than_the_drain(void **state)
{
    struct site_fixture *site = flash();
    struct job *job = site_job(site, "a", 1.0, 60000.0);
    job->checkpoint.parameters = site_given(10e12);
    job->checkpoint.every_optimal = false;
    job->checkpoint.every_s = site_given(100.0);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->jobs[0].interval_s, 140.0);
    assert_finds(plan, "checkpoint-cadence", FINDING_WARNING, "2.33 min to write");
    (void)state;
    site_free(site);
}

/* Writing while all wait: 140 s of blocking, whose optimum is far longer. */
static void a_synchronous_checkpoint_blocks_while_it_writes(void **state)
{
    struct site_fixture *site = flash();
    struct job *job = site_job(site, "a", 1.0, 60000.0);
    job->checkpoint.parameters = site_given(10e12);
    job->checkpoint.mode = CHECKPOINT_SYNC;
    const struct plan_job *planned = &plan_of(site)->jobs[0];
    assert_near(planned->blocking_s, 140.0);
    assert_near(planned->interval_s, daly_interval_s(140.0, 3000.0) + 140.0);
    (void)state;
    site_free(site);
}

/* 140 TB over 60,000 GPUs at 1 GB/s each block 2.33 s; every 4th goes on to storage. */
static void two_tiers_block_for_the_local_write(void **state)
{
    struct site_fixture *site = flash();
    struct job *job = site_job(site, "a", 1.0, 60000.0);
    job->checkpoint.parameters = site_given(10e12);
    job->checkpoint.mode = CHECKPOINT_TWO_TIER;
    job->checkpoint.local_write_bytes_per_s = site_given(1e9);
    job->checkpoint.drain_every = site_given(4.0);
    const struct plan_job *planned = &plan_of(site)->jobs[0];
    assert_near(planned->blocking_s, 140e12 / 60000.0 / 1e9);
    assert_near(planned->offered_bytes_per_s, 140e12 / (4.0 * planned->interval_s));
    (void)state;
    site_free(site);
}

/* Two jobs of 30,000 GPUs leave half the reads; what their checkpoints leave of 100 PB/day is the background's. */
static void the_background_carries_what_jobs_leave(void **state)
{
    struct site_fixture *site = flash();
    site_job(site, "a", 2.0, 30000.0)->checkpoint.parameters = site_given(1e12);
    const struct site_plan *plan = plan_of(site);
    assert_near(plan->jobs_read_peak, 12e12);
    assert_near(plan->background_read_peak, 12e12);
    assert_near(plan->jobs_write_mean, 2.0 * plan->jobs[0].offered_bytes_per_s);
    assert_near(plan->background_write_mean + plan->jobs_write_mean, 1e17 / 86400.0);
    site->scenario.demand.fill = FILL_NONE;
    assert_near(plan_of(site)->background_write_mean, 0.0);
    (void)state;
    site_free(site);
}

/* One of 60,000 GPUs is interrupted every 3,000 s; all read the weights anew, a seventh of 140 TB, and each byte of the rest is read once:
 * 120 TB + 20 TB x 100 readers. Behind it 60 s to notice and 240 s to start; a synchronous state is safe at once. */
static struct job *interrupted(struct site_fixture *site)
{
    static struct interruption_cause cause;
    struct job *job = site_job(site, "a", 1.0, 60000.0);
    cause = (struct interruption_cause){.name = "any", .as_site = true, .mtti_s = site_given(3000.0), .mtti_gpus = site_given(60000.0)};
    site->scenario.site.interruptions = &cause;
    site->scenario.site.n_interruptions = 1;
    job->checkpoint.parameters = site_given(10e12);
    job->restart = (struct job_restart){.detect_s = site_given(60.0), .restart_s = site_given(240.0), .readers = site_given(100.0),
                                        .weights_bytes_per_parameter = site_given(2.0)};
    return job;
}

static void the_law_counts_noticing_starting_and_loading(void **state)
{
    struct site_fixture *site = flash();
    interrupted(site)->checkpoint.mode = CHECKPOINT_SYNC;
    const struct site_plan *plan = plan_of(site);
    const struct plan_job *job = &plan->jobs[0];
    const double load_s = 2120e12 / plan->capability[OP_READ].alone_bytes_per_s;
    assert_near(job->mtti_s, 3000.0);
    assert_near(job->restore_bytes, 2120e12);
    assert_near(job->law_goodput, renewal_goodput(job->interval_s - 140.0, 140.0, 0.0, 300.0 + load_s, 3000.0));
    assert_true(job->law_goodput_faster > job->law_goodput);
    (void)state;
    site_free(site);
}

/* 5 s of blocking, and what it holds is safe 140 s later. */
static void the_law_counts_what_is_not_yet_drained(void **state)
{
    struct site_fixture *site = flash();
    interrupted(site);
    const struct site_plan *plan = plan_of(site);
    const struct plan_job *job = &plan->jobs[0];
    const double load_s = 2120e12 / plan->capability[OP_READ].alone_bytes_per_s;
    assert_near(job->law_goodput, renewal_goodput(job->interval_s - 5.0, 5.0, 140.0, 300.0 + load_s, 3000.0));
    (void)state;
    site_free(site);
}

/* Two tiers that do not say otherwise drain each state; one job that says it is larger than the site is all of it. */
static void each_state_is_drained_unless_told_otherwise(void **state)
{
    struct site_fixture *site = flash();
    struct job *job = site_job(site, "a", 1.0, 240000.0);
    job->checkpoint.parameters = site_given(10e12);
    job->checkpoint.mode = CHECKPOINT_TWO_TIER;
    const struct plan_job *planned = &plan_of(site)->jobs[0];
    assert_near(planned->blocking_s, 5.0);
    assert_near(planned->peak_write_bytes_per_s, 2e12);
    assert_near(planned->offered_bytes_per_s, 140e12 / planned->interval_s);
    (void)state;
    site_free(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rate_per_gpu_makes_the_sites),
        cmocka_unit_test(a_jobs_defaults_are_its_gpus_share),
        cmocka_unit_test(an_interval_is_never_shorter_than_the_drain),
        cmocka_unit_test(a_synchronous_checkpoint_blocks_while_it_writes),
        cmocka_unit_test(two_tiers_block_for_the_local_write),
        cmocka_unit_test(the_background_carries_what_jobs_leave),
        cmocka_unit_test(the_law_counts_noticing_starting_and_loading),
        cmocka_unit_test(the_law_counts_what_is_not_yet_drained),
        cmocka_unit_test(each_state_is_drained_unless_told_otherwise),
    };
    return cmocka_run_group_tests_name("demand", tests, NULL, NULL);
}
