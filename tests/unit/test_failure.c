/* The small site of plan_fixture_failures; rates such that things fail often, and mostly alone. */
#include "tests/lib/near.h"

#include "run/failure.h"
#include "run/run.h"
#include "run/world.h"
#include "tests/lib/plan_fixture.h"

static const double year_s = 31536000.0;

static struct plan_fixture *site(double length_s)
{
    struct plan_fixture *fixture = plan_fixture_new();
    plan_fixture_failures(fixture);
    fixture->scenario.study.length_s = plan_fixture_given(length_s);
    return fixture;
}

static const struct failure_account *run(struct plan_fixture *fixture)
{
    const struct replication *outcome = run_replication(&fixture->plan, 0.0, 0, fixture->arena);
    assert_true(outcome->audit.worst <= 1e-9);
    return outcome->failure;
}

/* Alone: found after 100 s, 9 drives at a fifth and 8e-9 a byte rebuild 225 MB/s: 4,444 s. */
static void a_drive_is_rebuilt_and_later_swapped(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(10e6);
    fixture->repair_group.drive_rate_per_year = 2e-7 * year_s;
    const struct failure_account *account = run(fixture);
    const struct failure_pool_account *pool = &account->pools[0];
    assert_in_range((int)account->events[FAILURE_DRIVE], 8, 40);            /* 20 expected */
    assert_near(pool->rebuilds, account->events[FAILURE_DRIVE]);
    assert_near(pool->bytes_written, pool->rebuilds * 1e12);
    assert_near(pool->bytes_read, pool->rebuilds * 6e12);
    assert_near(pool->reprotect_s[REBUILD_DRIVE].min, 100.0 + 1e12 / 225e6);
    assert_near(account->out_s[FAILURE_DRIVE], 10000.0 * account->events[FAILURE_DRIVE]);
    assert_near(pool->spare_drives, account->events[FAILURE_DRIVE]);
    assert_near(pool->exposure_s[0] + pool->exposure_s[1] + pool->exposure_s[2] + pool->exposure_s[3], 10e6);
    assert_true(account->less[OP_READ] > 1e9 * account->out_s[FAILURE_DRIVE] && account->most_less[OP_READ] >= 10e9 - 9.0 * 0.8 / (1e-9 + 0.1 * 5e-9));
    plan_fixture_free(fixture);
}

/* Back after 1,000 s with its data: 900 s of 320 MB/s (8 drives, 5e-9 a byte) were rebuilt for nothing. */
static void a_node_that_is_back_with_its_data_ends_its_rebuild(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(10e6);
    fixture->repair_group.node_rate_per_year = 4e-7 * year_s;
    const struct failure_account *account = run(fixture);
    const struct failure_pool_account *pool = &account->pools[0];
    assert_true(account->events[FAILURE_NODE] > 5.0 && pool->rebuilds == 0.0 && pool->spare_nodes == 0.0);
    assert_near(pool->reprotect_s[REBUILD_NODE].max, 1000.0);
    assert_near(pool->bytes_written, account->events[FAILURE_NODE] * 900.0 * 320e6);
    assert_near(account->out_s[FAILURE_NODE], 1000.0 * account->events[FAILURE_NODE]);
    plan_fixture_free(fixture);
}

/* Back empty: 900 s at 8 drives, the rest of 2 TB at 10. */
static void a_node_that_comes_back_empty_is_rebuilt_to_the_end(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(10e6);
    fixture->repair_group.node_rate_per_year = 4e-7 * year_s;
    fixture->repair_group.data_lost = 1.0;
    const struct failure_account *account = run(fixture);
    const struct failure_pool_account *pool = &account->pools[0];
    assert_near(pool->rebuilds, account->events[FAILURE_NODE]);
    assert_near(pool->spare_nodes, account->events[FAILURE_NODE]);
    assert_near(pool->reprotect_s[REBUILD_NODE].min, 1000.0 + (2e12 - 900.0 * 320e6) / 400e6);
    plan_fixture_free(fixture);
}

/* A rack is one node here, out for 200 s; nothing is rebuilt. Two racks hang on a feed: three feeds. */
static void racks_and_feeds_take_their_nodes_along(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(1e6);
    fixture->scenario.failures.rack_rate_per_year = plan_fixture_given(1e-5 * year_s);
    const struct failure_account *account = run(fixture);
    assert_true(account->events[FAILURE_RACK] > 20.0);
    assert_near(account->out_s[FAILURE_RACK], 200.0 * account->events[FAILURE_RACK]);
    assert_near(account->pools[0].unreadable_s, 0.2 * 200.0 * account->events[FAILURE_RACK]);
    assert_true(account->pools[0].rebuilds == 0.0 && account->pools[0].bytes_read == 0.0);
    plan_fixture_free(fixture);
    fixture = site(1e6);
    fixture->scenario.failures.feed_rate_per_year = plan_fixture_given(1e-5 * year_s);
    account = run(fixture);
    assert_true(account->events[FAILURE_FEED] > 10.0 && account->pools[0].exposure_s[1] > 0.0 && account->pools[0].exposure_s[2] > 0.0);
    assert_near(account->pools[0].exposure_s[1] + account->pools[0].exposure_s[2] + account->pools[0].exposure_s[3] + account->pools[0].exposure_s[4] + account->pools[0].exposure_s[5], account->out_s[FAILURE_FEED]);
    assert_near(account->pools[0].unreadable_s, 0.2 * account->pools[0].exposure_s[1] + 0.4 * account->pools[0].exposure_s[2]);   /* the last feed has one rack */
    plan_fixture_free(fixture);
}

/* Every 1,000 s one domain for 100 s. */
static void maintenance_takes_domains_out_in_turn(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(100500.0);
    fixture->scenario.failures.maintenance_every_s = plan_fixture_given(1000.0);
    const struct failure_account *account = run(fixture);
    assert_near(account->events[FAILURE_MAINTENANCE], 100.0);
    assert_near(account->out_s[FAILURE_MAINTENANCE], 10000.0);
    assert_near(account->pools[0].exposure_s[1], 10000.0);
    plan_fixture_free(fixture);
}

/* Two cards in the place of one, half as fast; twice the load: drives fail at the same instants and come back at the same. */
static void another_nic_meets_the_same_failures(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(1e6);
    fixture->repair_group.drive_rate_per_year = 2e-6 * year_s;
    fixture->drive_repair.dist = (struct dist_spec){ .kind = DIST_EXPONENTIAL, .mean = 10000.0 };
    const struct failure_account *account = run(fixture);
    struct plan_fixture *other = site(1e6);
    other->repair_group.drive_rate_per_year = 2e-6 * year_s;
    other->drive_repair.dist = fixture->drive_repair.dist;
    other->repair_group.links = 20.0;
    other->scenario.failures.link_rate_per_year = plan_fixture_given(1e-5 * year_s);
    other->rows[PLAN_FIXTURE_TX].capacity = other->rows[PLAN_FIXTURE_RX].capacity = 5e9;
    plan_fixture_job(other, "all", 1.0, 100.0, 12e9);
    const struct failure_account *slower = run(other);
    assert_true(account->events[FAILURE_DRIVE] > 10.0 && slower->events[FAILURE_LINK] > 10.0);
    assert_true(account->events[FAILURE_DRIVE] == slower->events[FAILURE_DRIVE]);
    assert_true(account->pools[0].spare_drives == slower->pools[0].spare_drives);
    assert_near(account->out_s[FAILURE_DRIVE], slower->out_s[FAILURE_DRIVE]);
    plan_fixture_free(fixture);
    plan_fixture_free(other);
}

static void with_a_constant_load_nothing_fails(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(1000.0);
    fixture->repair_group.drive_rate_per_year = 1.0 * year_s;
    fixture->scenario.study.load = LOAD_CONSTANT;
    assert_null(run(fixture));
    plan_fixture_free(fixture);
}

/* The first and the second million seconds add up to both. */
static void what_came_before_the_measured_time_is_not_counted(void **state)
{
    (void)state;
    struct plan_fixture *fixture = site(1e6);
    fixture->repair_group.drive_rate_per_year = 2e-6 * year_s;
    const struct replication *early = run_replication(&fixture->plan, 0.0, 0, fixture->arena), *late = run_replication(&fixture->plan, 1e6, 0, fixture->arena);
    fixture->scenario.study.length_s = plan_fixture_given(2e6);
    const struct replication *both = run_replication(&fixture->plan, 0.0, 0, fixture->arena);
    assert_near(early->failure->events[FAILURE_DRIVE] + late->failure->events[FAILURE_DRIVE], both->failure->events[FAILURE_DRIVE]);
    assert_near(early->failure->out_s[FAILURE_DRIVE] + late->failure->out_s[FAILURE_DRIVE], both->failure->out_s[FAILURE_DRIVE]);
    assert_near(early->failure->pools[0].bytes_read + late->failure->pools[0].bytes_read, both->failure->pools[0].bytes_read);
    assert_near(early->failure->less[OP_READ] + late->failure->less[OP_READ], both->failure->less[OP_READ]);
    plan_fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drive_is_rebuilt_and_later_swapped),
        cmocka_unit_test(a_node_that_is_back_with_its_data_ends_its_rebuild),
        cmocka_unit_test(a_node_that_comes_back_empty_is_rebuilt_to_the_end),
        cmocka_unit_test(racks_and_feeds_take_their_nodes_along),
        cmocka_unit_test(maintenance_takes_domains_out_in_turn),
        cmocka_unit_test(another_nic_meets_the_same_failures),
        cmocka_unit_test(with_a_constant_load_nothing_fails),
        cmocka_unit_test(what_came_before_the_measured_time_is_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
