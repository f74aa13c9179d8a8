#include "tests/lib/near.h"

#include "reports/compare_say.h"
#include "reports/mark.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static const char *regret(void **state, struct study_regret cell, bool own) { return mark_plain(*state, compare_say_regret(*state, &cell, "regret[1]", own)); }

static struct study_regret fits(void)
{
    return (struct study_regret){.known = true, .problem = "", .verdict = "pass", .failed = "", .tightest = "THR-1", .unfit = "", .least_margin = 0.1, .rack_tiles = 89.0, .storage_w = 771e3,
                                 .more_rack_tiles = 14.0, .more_storage_w = -193e3};
}

static void a_build_that_carries_anothers_demand_says_what_it_takes_more(void **state)
{
    assert_string_equal(regret(state, fits(), false), "carries it in 89 rack tiles and 771 kW of storage: +14 and \xE2\x88\x92" "193 kW beside the build meant for it");
    assert_string_equal(regret(state, fits(), true), "carries it in 89 rack tiles");
}

static void a_must_not_met_is_named_with_its_margin_once(void **state)
{
    struct study_regret cell = fits();
    cell.verdict = "fail", cell.failed = "THR-1", cell.least_margin = -0.879;
    assert_string_equal(regret(state, cell, false), "THR-1: 87.9 % short");
    cell.failed = "THR-1 THR-2";
    assert_string_equal(regret(state, cell, false), "THR-1 THR-2: 87.9 % short at THR-1");
    cell.least_margin = (double)NAN;
    assert_string_equal(regret(state, cell, false), "THR-1 THR-2: not met");
}

static void what_meets_its_musts_may_still_not_fit(void **state)
{
    struct study_regret cell = fits();
    cell.verdict = "fail", cell.rack_tiles = 1.0, cell.unfit = "one rack too many";
    assert_string_equal(regret(state, cell, false), "meets the MUSTs in 1 rack tile, but: one rack too many");
    cell.known = false, cell.problem = "read from results";
    assert_string_equal(regret(state, cell, false), "not known: read from results");
}

/* Two inputs at +3 and -5, one that does nothing, one unknown, one at +5: the larger first, equals in their order. */
static void parts_are_ranked_by_what_they_do(void **state)
{
    (void)state;
    double does[][1] = {{3.0}, {-5.0}, {0.0}, {(double)NAN}, {5.0}};
    struct study_part parts[5];
    for (int p = 0; p < 5; p++) parts[p] = (struct study_part){.name = "", .shapley = does[p]};
    const struct study_attribution of = {.parts = parts, .n_parts = 5};
    int32_t order[5];
    assert_int_equal(compare_say_ranked(&of, 0, order), 3);
    assert_int_equal(order[0], 1);
    assert_int_equal(order[1], 4);
    assert_int_equal(order[2], 0);
}

static void luck_says_what_pairing_saved(void **state)
{
    struct study_paired pair = {.name = "goodput", .n = 3, .paired = true, .half = 0.1, .half_unpaired = 0.4, .half_over_unpaired = 0.25, .variance_saved = 0.9};
    const struct study_compared side = {.paired = &pair, .n_paired = 1}, planned = {0};
    assert_string_equal(mark_plain(*state, compare_say_luck(*state, &side, 1)), "Both met the same luck in each of 3 replications; 95 % intervals are of the differences, replication by replication. "
                        "Of the variance of goodput that saved 90.0 %: the interval is 0.250 times as wide as it would be with luck of their own. Planned numbers have no interval.");
    assert_string_equal(compare_say_luck(*state, &planned, 1), "Planned numbers have no interval.");
    pair.half = 0.0;
    assert_string_equal(mark_plain(*state, compare_say_luck(*state, &side, 1)), "Both met the same luck in each of 3 replications; nothing varied.");
    pair.paired = false;
    assert_string_equal(compare_say_luck(*state, &side, 1), "The two have not the same seed and number of replications: intervals are of two samples apart.");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_build_that_carries_anothers_demand_says_what_it_takes_more), TEST(a_must_not_met_is_named_with_its_margin_once), TEST(what_meets_its_musts_may_still_not_fit),
        TEST(parts_are_ranked_by_what_they_do), TEST(luck_says_what_pairing_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
