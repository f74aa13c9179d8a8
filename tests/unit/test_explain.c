#include "reports/explain.h"

#include <string.h>

#include "tests/lib/near.h"
#include "tests/lib/results_fixture.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

/* Tiles are racks; racks are 12 boxes at 6 a rack: 12 is stated on line 3. */
static struct results *two_racks(struct arena *arena)
{
    static const char *of_tiles[] = { "plan.racks" }, *of_racks[] = { "boxes", "each", "boxes" };
    static struct result_leaf leaves[] = {
        { "boxes", 12.0, "", "", "", "stated", "site.yaml:3:7" }, { "each", 6.0, "", "the maker's sheet", "2025-01", "datasheet", "models/x.yaml:9:1" } };
    static struct result_derivation derivations[] = {
        { .id = "plan.racks", .expression = "boxes / boxes of a rack", .formula = "{boxes} / {each}", .inputs = of_racks, .n_inputs = 3, .value = 2.0, .unit = "", .source = "", .date = "", .grade = "datasheet", .place = "" },
        { .id = "plan.rack_tiles", .expression = "a rack a tile", .formula = "{plan.racks}", .inputs = of_tiles, .n_inputs = 1, .value = 2.0, .unit = "", .source = "", .date = "", .grade = "datasheet", .place = "" } };
    struct results *r = results_fixture_dallas(arena);
    r->leaves = leaves;
    r->n_leaves = 2;
    r->derivations = derivations;
    r->n_derivations = 2;
    return r;
}

static void a_tree_goes_down_to_the_lines_of_yaml(void **state)
{
    assert_string_equal(explain_tree(two_racks(*state), "plan.rack_tiles", *state),
                        "plan.rack_tiles = 2  (worst grade below: datasheet)\n"
                        "  by: a rack a tile\n"
                        "    = {plan.racks}\n"
                        "  plan.racks = 2  (worst grade below: datasheet)\n"
                        "    by: boxes / boxes of a rack\n"
                        "      = {boxes} / {each}\n"
                        "    boxes = 12  (stated [site.yaml:3:7])\n"
                        "    each = 6  (datasheet; the maker's sheet, 2025-01 [models/x.yaml:9:1])\n"
                        "    boxes = 12  (stated [site.yaml:3:7])\n");
}

static void what_is_judged_goes_by_its_own_name(void **state)
{
    struct results *r = two_racks(*state);
    assert_string_equal(explain_tree(r, "rack_tiles", *state), explain_tree(r, "plan.rack_tiles", *state));
    assert_string_equal(explain_tree(r, "boxes", *state), "boxes = 12  (stated [site.yaml:3:7])\n");
}

static void what_was_simulated_says_how(void **state)
{
    struct results *r = results_fixture_dallas(*state);
    const char *tree = explain_tree(r, "goodput", *state);
    assert_non_null(strstr(tree, "goodput.ettr = "));
    assert_non_null(strstr(tree, "(simulated)"));
    assert_non_null(strstr(tree, "20 replications of"));
    assert_non_null(strstr(explain_tree(results_fixture_plan(*state), "goodput", *state), "only a run tells"));
}

static void an_unknown_name_has_no_tree_but_neighbours(void **state)
{
    struct results *r = two_racks(*state);
    assert_null(explain_tree(r, "plan.rakcs", *state));
    assert_non_null(strstr(explain_nearest(r, "plan.rakcs", *state), "plan.racks"));
    assert_string_equal(explain_nearest(r, "something else entirely, far from all", *state), "");
}

/* Whoever writes a file may make it rest on itself. */
static void a_circle_ends(void **state)
{
    struct results *r = two_racks(*state);
    static const char *itself[] = { "plan.rack_tiles" };
    static struct result_derivation one = { .id = "plan.rack_tiles", .expression = "itself", .formula = "", .inputs = itself, .n_inputs = 1, .value = 2.0, .unit = "", .source = "", .date = "", .grade = "stated", .place = "" };
    r->derivations = &one;
    r->n_derivations = 1;
    assert_non_null(strstr(explain_tree(r, "plan.rack_tiles", *state), "as above"));
}

static void every_name_of_the_list_has_a_tree(void **state)
{
    const char *list = explain_list(two_racks(*state), *state);
    assert_non_null(strstr(list, "plan.racks = 2"));
    assert_non_null(strstr(list, "goodput.ettr = "));
    assert_non_null(strstr(list, "delivery.complete_p50 = "));
    assert_non_null(strstr(list, "THR-1: "));
    assert_non_null(strstr(list, "and 2 inputs"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_tree_goes_down_to_the_lines_of_yaml, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_judged_goes_by_its_own_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_simulated_says_how, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_name_has_no_tree_but_neighbours, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_circle_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_name_of_the_list_has_a_tree, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
