#include "tests/lib/near.h"

#include "run/run.h"
#include "tests/lib/plan_fixture.h"

/* Made from a copy, after the arena of the original is gone, results are the same. */
static void a_copy_shares_nothing(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_job(fixture, "mid", 3.0, 20.0, 5e9);
    plan_fixture_checkpoint(fixture, CHECKPOINT_ASYNC, 30e9, 1e9, 100.0, 5.0);
    struct arena *scratch = arena_new(), *kept = arena_new();
    struct replication *original = run_replication(&fixture->plan, 0.0, 0, scratch);
    struct results *before = plan_fixture_results(fixture, kept), *after = plan_fixture_results(fixture, kept);
    assert_true(run_collect(&fixture->plan, &original, 1, kept, before));
    struct replication *copy = replication_copy(original, kept);
    arena_free(scratch);
    assert_true(run_collect(&fixture->plan, &copy, 1, kept, after));
    assert_true(before->read.delivered.p95 == after->read.delivered.p95);
    assert_true(before->checkpoint.duration_s.p50 == after->checkpoint.duration_s.p50);
    assert_true(before->bottlenecks[0].denied_bytes_per_s == after->bottlenecks[0].denied_bytes_per_s);
    for (int32_t i = 0; i < before->series.n_bins; i++) assert_true(before->series.it_max_w[i] == after->series.it_max_w[i]);
    assert_true(before->zoom.read_asked[3] == after->zoom.read_asked[3]);
    arena_free(kept);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_shares_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
