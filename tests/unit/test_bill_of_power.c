#include "reports/bill_of_power.h"

#include <string.h>

#include "reports/mark.h"
#include "tests/lib/near.h"
#include "tests/lib/results_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static const char *written(const struct results *results, struct arena *arena)
{
    struct doc *doc = doc_new(arena, "t");
    bill_of_power(doc, 2, results);
    return doc_markdown(doc, arena);
}

/* One part of 100 at 1 kW each by its plate, and the level that carries it. */
static struct results *of_one_part(struct arena *arena)
{
    static struct result_power_bill_line line = {.id = "P01", .line = "box", .group = "storage", .pool = "bulk", .count = 100.0, .nameplate_w = 100e3, .datasheet_w = 90e3, .p99_w = 70e3,
                                                 .mean_w = 60e3, .per_feed_w = 45e3, .feed_lost_w = 90e3};
    struct results *results = results_fixture_dallas(arena);
    results->power_bill = (struct result_power_bill){.lines = &line, .n_lines = 1, .sign = "datasheet", .reason = "nothing caps it", .signed_w = 90e3, .feeds_per_rack = 2.0};
    return results;
}

static void the_point_that_is_signed_is_told_and_marked(void **state)
{
    const char *said = written(of_one_part(*state), *state);
    assert_non_null(strstr(said, "**Facilities sign the datasheet maximum,** "));
    assert_non_null(strstr(said, "90.0 kW"));
    assert_non_null(strstr(said, "nothing caps it."));
    assert_non_null(strstr(said, "Datasheet maximum (signed)"));
    assert_null(strstr(said, "Nameplate (signed)"));
    assert_non_null(strstr(said, "box of pool bulk"));
}

static void what_is_not_known_is_said(void **state)
{
    assert_non_null(strstr(written(of_one_part(*state), *state), "The facility states no power tree"));
    assert_non_null(strstr(written(results_fixture_dallas(*state), *state), "Not known: the results are of a program that made none."));
}

static void every_watt_has_its_path_in_the_results(void **state)
{
    struct doc *doc = doc_new(*state, "t");
    bill_of_power(doc, 2, of_one_part(*state));
    const char *numbers = doc_markdown_numbers(doc, *state);
    assert_non_null(strstr(numbers, "power_bill.signed_w,90000,"));
    assert_non_null(strstr(numbers, "power_bill.lines.P01.nameplate_w,100000,"));
    assert_non_null(strstr(numbers, "power_bill.lines.P01.feed_lost_w,90000,"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_point_that_is_signed_is_told_and_marked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_known_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_watt_has_its_path_in_the_results, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
