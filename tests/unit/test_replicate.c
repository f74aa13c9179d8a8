#include "tests/lib/near.h"

#include <string.h>

#include "run/sureness.h"
#include "study/replicate.h"
#include "tests/lib/plan_fixture.h"

static struct plan_fixture *study(double replications)
{
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "mid", 4.0, 20.0, 4e9);
    plan_fixture_checkpoint(fixture, CHECKPOINT_ASYNC, 30e9, 1e9, 100.0, 5.0);
    fixture->planned_jobs[0].read_mean_bytes_per_s = 2e9;
    fixture->scenario.study.warm_up_auto = true;
    fixture->scenario.study.replications = plan_fixture_given(replications);
    return fixture;
}

struct told { int32_t times, last, of; };

static void tell(void *context, int32_t done, int32_t of)
{
    struct told *told = context;
    told->times++;
    told->last = done;
    told->of = of;
}

static struct results *run_with(struct plan_fixture *fixture, int32_t workers, struct told *told)
{
    struct results *results = plan_fixture_results(fixture, fixture->arena);
    assert_true(replicate_run(&fixture->plan, (struct replicate_options){ .workers = workers, .progress = told ? tell : NULL, .context = told }, fixture->arena, results));
    return results;
}

static void assert_same_bits(struct estimate a, struct estimate b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

static void results_do_not_depend_on_the_number_of_workers(void **state)
{
    (void)state;
    struct plan_fixture *fixture = study(7.0);
    struct results *one = run_with(fixture, 1, NULL), *three = run_with(fixture, 3, NULL), *many = run_with(fixture, 64, NULL);
    struct results *others[] = { three, many };
    for (int k = 0; k < 2; k++) {
        assert_same_bits(one->read.delivered, others[k]->read.delivered);
        assert_same_bits(one->power.it_w, others[k]->power.it_w);
        assert_same_bits(one->checkpoint.duration_s, others[k]->checkpoint.duration_s);
        assert_same_bits(one->resources[0].utilisation, others[k]->resources[0].utilisation);
        assert_true(one->goodput.useful == others[k]->goodput.useful && one->events == others[k]->events);
        assert_memory_equal(one->series.used_bytes, others[k]->series.used_bytes, (size_t)one->series.n_bins * sizeof(double));
    }
    plan_fixture_free(fixture);
}

static void progress_is_told_after_each(void **state)
{
    (void)state;
    struct plan_fixture *fixture = study(5.0);
    struct told told = { 0, 0, 0 };
    run_with(fixture, 2, &told);
    assert_int_equal(told.times, 5);
    assert_int_equal(told.last, 5);
    assert_int_equal(told.of, 5);
    plan_fixture_free(fixture);
}

/* Student-t over 5 against 20: more replications, a narrower interval. */
static void more_replications_narrow_the_interval(void **state)
{
    (void)state;
    struct plan_fixture *few = study(5.0), *more = study(40.0);
    struct estimate a = run_with(few, 2, NULL)->read.delivered, b = run_with(more, 2, NULL)->read.delivered;
    assert_true(b.ci95_hi - b.ci95_lo < 0.6 * (a.ci95_hi - a.ci95_lo));
    plan_fixture_free(few);
    plan_fixture_free(more);
}

/* Reads in bursts, so that replications differ; asked to 1 %. */
static struct plan_fixture *sequential(bool antithetic)
{
    struct plan_fixture *fixture = study(200.0);
    fixture->planned_jobs[0].read_peak_bytes_per_s = 4e9;
    fixture->scenario.study.precision = plan_fixture_given(0.01);
    fixture->scenario.study.precision_of = PRECISE_READ;
    fixture->scenario.study.antithetic = antithetic;
    return fixture;
}

static void a_sequential_study_is_the_same_for_any_number_of_workers(void **state)
{
    (void)state;
    for (int pairs = 0; pairs < 2; pairs++) {
        struct plan_fixture *fixture = sequential(pairs == 1);
        struct results *one = run_with(fixture, 1, NULL), *three = run_with(fixture, 3, NULL), *many = run_with(fixture, 64, NULL);
        assert_true(one->precision.replications == three->precision.replications && one->precision.replications == many->precision.replications);
        assert_same_bits(one->read.delivered, three->read.delivered);
        assert_same_bits(one->read.delivered, many->read.delivered);
        plan_fixture_free(fixture);
    }
}

static void it_ends_with_the_first_that_are_enough(void **state)
{
    (void)state;
    struct plan_fixture *fixture = sequential(false);
    struct results *stopped = run_with(fixture, 2, NULL);
    const double n = stopped->precision.replications;
    assert_true(n > PRECISION_LEAST && n < 200.0);
    assert_string_equal(stopped->precision.stopped, "precision");
    fixture->scenario.study.replications = plan_fixture_given(n - 1.0);
    struct results *before = run_with(fixture, 2, NULL);
    assert_string_equal(before->precision.stopped, "replications");
    assert_true(before->precision.estimates[PRECISE_READ].relative > 0.01 && stopped->precision.estimates[PRECISE_READ].relative <= 0.01);
    fixture->scenario.study.replications = plan_fixture_given(n);
    fixture->scenario.study.precision = plan_fixture_given((double)NAN);
    assert_same_bits(run_with(fixture, 2, NULL)->read.delivered, stopped->read.delivered);
    plan_fixture_free(fixture);
}

static void no_pair_is_torn(void **state)
{
    (void)state;
    struct plan_fixture *fixture = sequential(true);
    const double n = run_with(fixture, 2, NULL)->precision.replications;
    assert_true(n >= 2.0 * PRECISION_LEAST && n < 200.0 && fmod(n, 2.0) == 0.0);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_do_not_depend_on_the_number_of_workers),
        cmocka_unit_test(progress_is_told_after_each),
        cmocka_unit_test(a_sequential_study_is_the_same_for_any_number_of_workers),
        cmocka_unit_test(it_ends_with_the_first_that_are_enough),
        cmocka_unit_test(no_pair_is_torn),
        cmocka_unit_test(more_replications_narrow_the_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
