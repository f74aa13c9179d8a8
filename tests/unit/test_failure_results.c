/* The small site of plan_fixture_failures: 10 drives of 1 TB, 6 strips read for one. */
#include "tests/lib/near.h"

#include <string.h>

#include "run/durability.h"
#include "run/run.h"
#include "tests/lib/plan_fixture.h"

static const double year_s = 31536000.0;
enum { N = 3 };

static struct results *results_of(struct plan_fixture *fixture)
{
    struct replication *outcomes[N];
    struct results *results = plan_fixture_results(fixture, fixture->arena);
    for (int32_t i = 0; i < N; i++) outcomes[i] = run_replication(&fixture->plan, 0.0, i, fixture->arena);
    assert_true(run_collect(&fixture->plan, outcomes, N, fixture->arena, results));
    return results;
}

static struct plan_fixture *site(double drive_rate)
{
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_failures(fixture);
    fixture->scenario.study.length_s = plan_fixture_given(10e6);
    fixture->repair_group.drive_rate_per_year = drive_rate * year_s;
    fixture->repair.drive_rate_per_s = drive_rate;
    fixture->planned_pool.stripe_width = 5.0;
    fixture->planned_pool.data_strips = 3.0;
    return fixture;
}

static void rebuilds_are_counted_by_the_day(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(1e-6);
    const struct results *results = results_of(fixture);
    const struct result_rebuild *rebuild = &results->rebuild;
    const struct result_rebuild_pool *pool = &rebuild->pools[0];
    assert_int_equal(rebuild->n_causes, 1);
    assert_string_equal(rebuild->causes[0].kind, "drive");
    assert_within(rebuild->causes[0].events.mean, 100.0, 0.2);
    assert_near(rebuild->causes[0].events_per_day, rebuild->causes[0].events.mean / 10e6 * 86400.0);
    assert_near(pool->read_bytes_per_day, 6.0 * pool->written_bytes_per_day);
    assert_within(pool->written_bytes_per_day, pool->rebuilds_per_day * 1e12, 0.02);        /* what is under way at the end counts as bytes */
    assert_within(rebuild->causes[0].out, rebuild->causes[0].events.mean * 10000.0 / 10e6, 0.02);
    assert_true(pool->drive_reprotect_s.mean > 100.0 + 4000.0 && pool->drive_reprotect_s.min >= 100.0 + 4000.0);
    double share = 0.0;
    for (int32_t k = 0; k < pool->n_exposure; k++) share += pool->exposure[k].share;
    assert_near(share, 1.0);
    assert_near(pool->at_risk, pool->exposure[1].share);            /* the fixture's pool survives one */
    assert_near(pool->beyond, 1.0 - pool->exposure[0].share - pool->exposure[1].share);
    assert_true(rebuild->read_less.max >= 1e9 && rebuild->read_less.mean > 0.0 && rebuild->read_less.mean < 1e9);
    plan_fixture_free(fixture);
}

/* Yearly loss of a stripe of 3 + 2 with the simulated repair time; two lost are survived, a third is not. */
static void durability_uses_the_simulated_repair_time(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(1e-7);
    const struct results *results = results_of(fixture);
    assert_int_equal(results->n_durability, 1);
    const struct result_durability *durability = &results->durability[0];
    assert_string_equal(durability->repair_from, "simulated");
    assert_true(strstr(durability->method, "Markov chain") != NULL);
    assert_within(durability->repair_s, results->rebuild.pools[0].drive_reprotect_s.mean, 0.05);      /* all losses alike, not each replication */
    const struct durability_law law = { 5.0, 1.0, 1e-7 * year_s, 0.0, durability->repair_s / year_s, fixture->fatal, 3 };
    assert_near(durability->yearly_loss_disjoint, durability_disjoint(&law));
    assert_near(durability->yearly_loss, durability_continuous(&law, false, fixture->arena));
    assert_near(durability->yearly_loss_one_at_a_time, durability_continuous(&law, true, fixture->arena));
    assert_near(durability->bytes_lost_per_year, durability->yearly_loss * 1e15);
    plan_fixture_free(fixture);
}

static void without_a_loss_the_planned_time_stands_and_says_so(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(1e-13);
    fixture->repair_group.drive_s = 4100.0;
    const struct results *results = results_of(fixture);
    assert_int_equal(results->rebuild.n_causes, 0);
    assert_string_equal(results->durability[0].repair_from, "planned");
    assert_near(results->durability[0].repair_s, 4100.0);
    assert_true(isnan(results->rebuild.pools[0].drive_reprotect_s.mean));
    plan_fixture_free(fixture);
}

/* Nodes go twenty times as often as drives and take 2,000 s where a drive takes 4,100. */
static void a_strip_is_repaired_as_what_took_it(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(1e-13);
    fixture->repair_group.drive_s = 4100.0;
    fixture->repair_group.node_s = 2000.0;
    fixture->repair.node_rate_per_s = 20e-13;
    const struct results *results = results_of(fixture);
    assert_near(results->durability[0].repair_s, (4100.0 + 20.0 * 2000.0) / 21.0);
    plan_fixture_free(fixture);
}

static void where_nothing_fails_there_is_nothing_to_say(void **state)
{
    (void)state;
    struct plan_fixture *fixture = plan_fixture_new();
    const struct results *results = results_of(fixture);
    assert_true(results->rebuild.n_pools == 0 && results->rebuild.n_causes == 0 && results->n_durability == 0);
    assert_true(isnan(results->rebuild.read_less.mean));
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rebuilds_are_counted_by_the_day),
        cmocka_unit_test(durability_uses_the_simulated_repair_time),
        cmocka_unit_test(without_a_loss_the_planned_time_stands_and_says_so),
        cmocka_unit_test(a_strip_is_repaired_as_what_took_it),
        cmocka_unit_test(where_nothing_fails_there_is_nothing_to_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
