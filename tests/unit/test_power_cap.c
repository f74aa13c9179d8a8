#include "tests/lib/near.h"

#include <string.h>

#include "run/power_cap.h"
#include "run/run.h"
#include "stat/rng.h"
#include "tests/lib/plan_fixture.h"

static const enum power_class usual[POWER_CLASSES] = { POWER_CHECKPOINTS, POWER_READS, POWER_GPUS, POWER_BACKGROUND };

static void cap(struct plan_fixture *fixture, double cap_w, bool storage_only, const enum power_class order[POWER_CLASSES])
{
    fixture->plan.power.cap_w = cap_w;
    fixture->plan.power.cap_storage_only = storage_only;
    memcpy(fixture->plan.power.cap_order, order, sizeof fixture->plan.power.cap_order);
}

static const struct results *collected(struct plan_fixture *fixture)
{
    struct replication *outcome = run_replication(&fixture->plan, 0.0, 0, fixture->arena);
    struct results *results = plan_fixture_results(fixture, fixture->arena);
    assert_true(run_collect(&fixture->plan, &outcome, 1, fixture->arena, results));
    return results;
}

/* 100 GPUs at work draw 130,000 W with their racks, 30,000 of them idle; storage 1,100 and 1e-7 W a byte/s; 500 besides. They read 1 GB/s:
 * 100 W. Under 81,700 W 50,100 are left over idle: just half of what 100 GPUs and their reads take, were reads not served first: reads may
 * take what they ask, GPUs the rest. At speed s: 100,000 s + 100 s = 50,100 needs s = 0.50050, at which GPUs take 50,050. */
static void gpus_slow_to_what_the_site_may_draw(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "job", 1, 100, 1e9);
    cap(fixture, 81700.0, false, usual);
    const struct results *results = collected(fixture);
    const double speed = 50100.0 / 100100.0;
    assert_near(results->power.it_w.max, 81700.0);
    assert_near(results->power.it_w.min, 81700.0);
    assert_near(results->read.delivered.mean, 1e9 * speed);
    assert_near(results->goodput.useful, speed);
    assert_near(results->goodput.power_capped, 1.0 - speed);
    assert_near(results->goodput.read_stalled + 1.0, 1.0);
    assert_near(results->power.cap_time_bound, 1.0);
    assert_string_equal(results->bottlenecks[0].resource, "power cap");
    plan_fixture_free(fixture);
}

static void a_cap_that_nothing_reaches_changes_nothing(void **state)
{
    (void)state;
    struct plan_fixture *with = plan_fixture_new(), *without = plan_fixture_new();
    plan_fixture_job(with, "job", 2, 40, 4e9);
    plan_fixture_checkpoint(with, CHECKPOINT_SYNC, 10e9, 2e9, 100.0, 5.0);
    plan_fixture_job(without, "job", 2, 40, 4e9);
    plan_fixture_checkpoint(without, CHECKPOINT_SYNC, 10e9, 2e9, 100.0, 5.0);
    cap(with, 1e6, false, usual);
    const struct results *capped = collected(with), *free = collected(without);
    assert_near(capped->goodput.useful, free->goodput.useful);
    assert_near(capped->power.it_w.mean, free->power.it_w.mean);
    assert_true(capped->power.cap_time_bound == 0.0);
    plan_fixture_free(with);
    plan_fixture_free(without);
}

/* Storage under 1,500 W: 400 above idle and network. Jobs read 3 GB/s (300 W), the background 3 GB/s (300 W): reads first leave 100 W, 1 GB/s of
 * background; the background first leaves the jobs 1 GB/s. */
static void classes_are_served_in_the_stated_order(void **state)
{
    (void)state;
    static const enum power_class background_first[POWER_CLASSES] = { POWER_BACKGROUND, POWER_CHECKPOINTS, POWER_READS, POWER_GPUS };
    for (int k = 0; k < 2; k++) {
        struct plan_fixture *fixture = plan_fixture_new();
        plan_fixture_job(fixture, "job", 1, 100, 3e9);
        fixture->plan.demand_read_peak = 6e9;
        fixture->plan.background_read_mean = 3e9;
        cap(fixture, 1500.0, true, k == 0 ? usual : background_first);
        const struct results *results = collected(fixture);
        assert_near(results->power.storage_w.max, 1500.0);
        assert_near(results->read.delivered.mean, 4e9);
        assert_near(results->goodput.useful, k == 0 ? 1.0 : 1.0 / 3.0);
        plan_fixture_free(fixture);
    }
}

/* Media time gives 10 GB/s, shared by 100 GPUs of the job (12 GB/s asked) and as many of the background. What the background gives up the job takes, and
 * draws for it: served first it runs at its 10 GB/s of media, 1,000 W, or at what 1,900 W leave: 800 W, 8 GB/s, and the background nothing. */
static void what_one_class_gives_up_another_may_take(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->plan.power.storage_max_w = 9000.0;
    plan_fixture_job(fixture, "job", 1, 100, 12e9);
    fixture->plan.demand_read_peak = 12e9;
    fixture->plan.background_read_mean = 12e9;
    cap(fixture, 1900.0, true, usual);
    const struct results *results = collected(fixture);
    assert_near(results->power.storage_w.max, 1900.0);
    assert_near(results->read.delivered.mean, 8e9);
    assert_near(results->goodput.useful, 8.0 / 12.0);
    plan_fixture_free(fixture);
}

/* Idle alone is above the cap: nothing runs, and the run says so. */
static void below_idle_nothing_runs(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "job", 1, 100, 1e9);
    cap(fixture, 20e3, false, usual);
    const struct results *results = collected(fixture);
    assert_near(results->power.it_w.max, 31600.0);
    assert_near(results->power.cap_time_unmet, 1.0);
    assert_near(results->goodput.useful + 1.0, 1.0);
    plan_fixture_free(fixture);
}

/* Any jobs, caps and orders: the draw never passes the cap (1e-9), GPU-time and bytes add up (run_collect audits them). */
static void no_random_site_draws_above_its_cap(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct rng rng = rng_stream(seed, 0, "power cap", 0);
        struct plan_fixture *fixture = plan_fixture_new();
        enum power_class order[POWER_CLASSES];
        const bool storage_only = rng_uniform(&rng) < 0.4;
        fixture->scenario.study.seed = seed;
        fixture->plan.power.storage_max_w = 1000.0 + 2500.0 * rng_uniform(&rng);
        fixture->plan.power.gpu_stalled_w = rng_uniform(&rng) < 0.5 ? 0.0 : 600.0 * rng_uniform(&rng);
        fixture->plan.power.gpu_checkpoint_w = rng_uniform(&rng) < 0.5 ? 0.0 : 600.0 * rng_uniform(&rng);
        for (int j = 0; j < 3; j++) {
            static const char *const names[] = { "a", "b", "c" };
            static const enum checkpoint_mode modes[] = { CHECKPOINT_SYNC, CHECKPOINT_ASYNC, CHECKPOINT_TWO_TIER };
            const double gpus = 1.0 + floor(30.0 * rng_uniform(&rng)), read = gpus * 2e8 * rng_uniform_open(&rng);
            plan_fixture_job(fixture, names[j], 1, gpus, read);
            const double bytes = 1e9 + 50e9 * rng_uniform(&rng), peak = 5e8 + 4e9 * rng_uniform(&rng);
            plan_fixture_checkpoint(fixture, modes[j], bytes, peak, 20.0 + 100.0 * rng_uniform(&rng), 2.0);
        }
        fixture->plan.demand_read_peak = fixture->plan.demand_write_peak = 5e9;
        fixture->plan.background_read_mean = 8e9 * rng_uniform(&rng);
        fixture->plan.background_write_mean = 3e9 * rng_uniform(&rng);
        for (int k = 0; k < POWER_CLASSES; k++) {
            const int to = (int)(rng_uniform(&rng) * (k + 1));
            order[k] = order[to];
            order[to] = (enum power_class)k;
        }
        const double cap_w = storage_only ? 1100.0 + 1500.0 * rng_uniform(&rng) : 32e3 + 70e3 * rng_uniform(&rng);
        cap(fixture, cap_w, storage_only, order);
        struct replication *outcome = run_replication(&fixture->plan, 0.0, 0, fixture->arena);
        const double most = outcome->meters[storage_only ? REPLICATION_STORAGE_W : REPLICATION_IT_W].max;
        if (outcome->audit.worst > 1e-9 || (outcome->cap_unmet_s == 0.0 && most > cap_w * (1.0 + 1e-9)))
            fail_msg("seed %d: %s off by %g; %.12g W under %.12g W", (int)seed, outcome->audit.law, outcome->audit.worst, most, cap_w);
        plan_fixture_free(fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gpus_slow_to_what_the_site_may_draw),
        cmocka_unit_test(a_cap_that_nothing_reaches_changes_nothing),
        cmocka_unit_test(classes_are_served_in_the_stated_order),
        cmocka_unit_test(what_one_class_gives_up_another_may_take),
        cmocka_unit_test(below_idle_nothing_runs),
        cmocka_unit_test(no_random_site_draws_above_its_cap),
    };
    return cmocka_run_group_tests_name("power_cap", tests, NULL, NULL);
}
