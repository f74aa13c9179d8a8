#include "tests/lib/near.h"

#include <string.h>

#include "reports/mark.h"
#include "reports/outage.h"

static const char *must[] = { "THR-1" };

static struct results with_domains(void)
{
    static struct result_domain domains[] = {
        { .kind = "drive", .pool = "bulk", .what = "1 of 10 drives of box", .readable = true, .verdict = "pass" },
        { .kind = "node", .pool = "bulk", .what = "1 of 5 box", .readable = true, .verdict = "unmet", .fails = must, .n_fails = 1 },
        { .kind = "rack", .pool = "bulk", .what = "1 rack with 5 of 5 box", .strips = 5.0, .survives = 2.0, .verdict = "fail", .fails = must, .n_fails = 1, .newly = must, .n_newly = 1 } };
    return (struct results){ .domains = domains, .n_domains = 3 };
}

static void what_costs_nothing_is_said_once(void **state)
{
    const char *said[4];
    struct results results = with_domains();
    assert_int_equal(outage_domains(*state, &results, said, 4), 2);
    assert_string_equal(mark_plain(*state, said[0]), "any one drive or node: every MUST that holds still holds");
    assert_string_equal(mark_plain(*state, said[1]), "1 rack with 5 of 5 box: THR-1 fails; some bytes cannot be read until it is back (5 strips of a stripe may go, any 2 are survived)");
    assert_int_equal(outage_domains(*state, &results, said, 1), 1);
}

static void without_failures_nothing_is_said(void **state)
{
    const char *said[4];
    struct results results = { .n_domains = 0 };
    assert_int_equal(outage_domains(*state, &results, said, 4), 0);
    assert_int_equal(outage_failures(*state, &results, said, 4), 0);
}

static void failures_are_counted_by_the_day_and_durability_names_its_method(void **state)
{
    const char *said[8];
    struct result_cause causes[] = { { .kind = "drive", .events_per_day = 1.8 }, { .kind = "rack", .events_per_day = 0.01 } };
    struct result_rebuild_pool pool = { .pool = "bulk", .drive_reprotect_s = { .mean = 1800.0 }, .node_reprotect_s = { .mean = (double)NAN }, .unreadable = 0.001, .at_risk = 0.004,
                                        .spare_drives = { .mean = 12.0 }, .spare_drives_at_hand = 21.0 };
    struct result_durability durability = { .pool = "bulk", .repair_from = "simulated", .repair_s = 3600.0, .yearly_loss = 2.94e-11, .yearly_loss_disjoint = 7.354e-12 };
    struct results results = { .rebuild = { .causes = causes, .n_causes = 2, .pools = &pool, .n_pools = 1 }, .durability = &durability, .n_durability = 1 };
    assert_int_equal(outage_failures(*state, &results, said, 8), 5);
    assert_string_equal(mark_plain(*state, said[0]), "a day: drive 1.80, rack 0.0100");
    assert_true(strstr(mark_plain(*state, said[2]), "re-protected after 30.0 min (a drive) and unknown (a node)") != NULL);
    assert_true(strstr(mark_plain(*state, said[3]), "21 drives at hand") != NULL);
    assert_true(strstr(mark_plain(*state, said[4]), "2.94e-11 a year (Markov chain, repair in 1.00 h, simulated); 7.35e-12 by disjoint periods") != NULL);
}

static int begin(void **state) { *state = arena_new(); return 0; }
static int end(void **state) { arena_free(*state); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_costs_nothing_is_said_once, begin, end),
        cmocka_unit_test_setup_teardown(without_failures_nothing_is_said, begin, end),
        cmocka_unit_test_setup_teardown(failures_are_counted_by_the_day_and_durability_names_its_method, begin, end),
    };
    return cmocka_run_group_tests_name("outage", tests, NULL, NULL);
}
