#include "run/run.h"
#include "stat/dist.h"
#include "tests/lib/blows.h"

static struct replication *run(struct plan_fixture *fixture, int32_t index)
{
    struct replication *outcome = run_replication(&fixture->plan, 0.0, index, fixture->arena);
    assert_true(outcome->audit.worst <= 1e-9);
    return outcome;
}

/* One job that writes 10 GB at `peak` bytes/s every 100 s. */
static struct plan_fixture *one_job(double peak, double length_s)
{
    struct plan_fixture *fixture = plan_fixture_new();
    fixture->scenario.study.length_s = plan_fixture_given(length_s);
    plan_fixture_job(fixture, "mid", 1.0, 50.0, 1e9);
    plan_fixture_checkpoint(fixture, CHECKPOINT_SYNC, 10e9, peak, 100.0, 10e9 / peak);
    plan_fixture_restart(fixture, 5.0, 10.0, 20e9);
    return fixture;
}

/* 1e6 s with one in 100 s on average: 10,000, give or take 100 √cv². Of a Weibull law of shape 0.7 cv² is 2.13. */
static void they_come_at_the_stated_rate_by_either_law(void **state)
{
    (void)state;
    for (int weibull = 0; weibull < 2; weibull++) {
        struct plan_fixture *fixture = one_job(1e9, 1e6);
        struct interruption_cause *cause = plan_fixture_cause(fixture, "node", 100.0);
        if (weibull) cause->weibull_shape = plan_fixture_given(0.7);
        assert_within(run(fixture, 0)->causes[0].struck, 1e4, weibull ? 0.045 : 0.03);
        plan_fixture_free(fixture);
    }
}

/* The storage of the second is a tenth as fast, so all the job does happens at other times. */
static void two_designs_meet_the_same_interruptions(void **state)
{
    (void)state;
    struct plan_fixture *one = one_job(1e9, 1e5), *other = one_job(0.5e9, 1e5);
    for (int r = 0; r < PLAN_FIXTURE_ROWS; r++) other->rows[r].capacity *= 0.1;
    plan_fixture_cause(one, "node", 1000.0)->weibull_shape = plan_fixture_given(0.7);
    plan_fixture_cause(other, "node", 1000.0)->weibull_shape = plan_fixture_given(0.7);
    struct replication *a = run(one, 3), *b = run(other, 3);
    assert_true(a->causes[0].struck > 50.0 && a->causes[0].struck == b->causes[0].struck);
    assert_true(a->causes[0].instants_s == b->causes[0].instants_s);
    assert_true(a->jobs[0].useful != b->jobs[0].useful);
    assert_true(run(one, 4)->causes[0].instants_s != a->causes[0].instants_s);
    plan_fixture_free(one);
    plan_fixture_free(other);
}

/* A second cause, and another job before it, leave the first cause's instants as they were: 2 x 30 GPUs of "other" are struck as well. */
static void a_cause_or_job_more_changes_nobody_elses_luck(void **state)
{
    (void)state;
    struct plan_fixture *alone = one_job(1e9, 1e5), *both = plan_fixture_new();
    both->scenario.study.length_s = plan_fixture_given(1e5);
    plan_fixture_job(both, "other", 1.0, 30.0, 0.0);
    plan_fixture_job(both, "mid", 1.0, 50.0, 0.0);
    plan_fixture_cause(alone, "node", 1000.0);
    plan_fixture_cause(both, "switch", 300.0);
    plan_fixture_cause(both, "node", 1000.0);
    both->per_s[0][1] = 0.0;
    struct replication *a = run(alone, 0), *b = run(both, 0);
    assert_true(a->causes[0].struck == b->causes[1].struck);
    assert_true(a->causes[0].instants_s == b->causes[1].instants_s);
    plan_fixture_free(alone);
    plan_fixture_free(both);
}

/* 100 and 300 s by turns, scaled from a mean of 200 s to one of 400: 200 and 600 s. Whichever is first, twelve pairs of 800 s
 * end at 9,600 s; one that begins with 200 s strikes at 9,800 once more. */
static void a_record_is_taken_in_its_order_and_scaled(void **state)
{
    (void)state;
    static double gaps_s[] = { 100.0, 300.0 };
    bool seen[2] = { false, false };
    for (int32_t i = 0; i < 12; i++) {
        struct plan_fixture *fixture = one_job(1e9, 1e4);
        struct interruption_cause *cause = plan_fixture_cause(fixture, "log", 400.0);
        cause->trace_gaps_s = gaps_s;
        cause->n_trace = 2;
        const struct cause_account *account = &run(fixture, i)->causes[0];
        bool short_first = account->struck == 25.0;
        seen[short_first] = true;
        /* Σ over k of 800 k for pairs' ends, and of 800 k + 200 or + 600 for what lies between. */
        double ends_s = 800.0 * 78.0, between_s = short_first ? 800.0 * 78.0 + 13.0 * 200.0 : 800.0 * 66.0 + 12.0 * 600.0;
        assert_near(account->instants_s, ends_s + between_s);
        assert_true(account->struck == (short_first ? 25.0 : 24.0));
        plan_fixture_free(fixture);
    }
    assert_true(seen[0] && seen[1]);
}

static void with_constant_load_nothing_is_interrupted(void **state)
{
    (void)state;
    struct plan_fixture *fixture = one_job(1e9, 1e5);
    plan_fixture_cause(fixture, "node", 100.0);
    fixture->scenario.study.load = LOAD_CONSTANT;
    assert_true(run(fixture, 0)->causes[0].struck == 0.0);
    plan_fixture_free(fixture);
}

/* 8 GPUs of 50 at a time, away for 1,000 s: it waits as soon as one comes; a repair time of 1,000 or 3,000 s is drawn as often from either. */
static void repair_times_may_be_drawn(void **state)
{
    (void)state;
    dist_gsl_quiet();
    struct plan_fixture *fixture = one_job(1e9, 1e7);
    struct interruption_cause *cause = plan_fixture_cause(fixture, "node", 50000.0);
    cause->domain_gpus = plan_fixture_given(8.0);
    static const double values[] = { 1000.0, 3000.0 }, weights[] = { 1.0, 1.0 };
    cause->repair_s = plan_fixture_given(2000.0);
    cause->repair_s.dist = (struct dist_spec){ .kind = DIST_DISCRETE, .values = values, .weights = weights, .n = 2 };
    struct replication *outcome = run(fixture, 0);
    double per_interruption_s = outcome->causes[0].waited / 50.0 / outcome->causes[0].count;
    assert_within(per_interruption_s, 2000.0 - 5.0, 0.12);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_come_at_the_stated_rate_by_either_law),
        cmocka_unit_test(two_designs_meet_the_same_interruptions),
        cmocka_unit_test(a_cause_or_job_more_changes_nobody_elses_luck),
        cmocka_unit_test(a_record_is_taken_in_its_order_and_scaled),
        cmocka_unit_test(with_constant_load_nothing_is_interrupted),
        cmocka_unit_test(repair_times_may_be_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
