#include "tests/lib/near.h"

#include <string.h>

#include "input/provenance.h"
#include "input/sets.h"
#include "types/diag_codes.h"

#define DIAG_NAME(code, name, meaning) name,
static const char *const diag_names[] = {DIAG_CODES(DIAG_NAME)};

struct bench { struct arena *arena; struct diags *diags; struct yaml_node *tree; };

static const char file[] =
    "name: x\n"
    "site: {power: {value: 350 MW, range: [300 MW, 400 MW], source: s, at: it}, tiles: 90}\n"
    "jobs:\n"
    "  - {name: mid, gpus: 8}\n"
    "  - {name: mid.2, gpus: 16, slip: {uniform: [0 d, 2 d]}}\n"
    "plain: [1, [2, 3]]\n";

static int set_up(void **state)
{
    static struct bench bench;
    const struct place start = {"x.yaml", 1, 1};
    bool sound = true;
    bench = (struct bench){.arena = arena_new()};
    bench.diags = diags_new(bench.arena, diag_names, DIAG_COUNT);
    bench.tree = yaml_tree_parse(file, sizeof file - 1, start, bench.arena, bench.diags, &sound);
    assert_true(provenance_mark(bench.tree, NULL, NULL, bench.arena, bench.diags) && sound);
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    arena_free(((struct bench *)*state)->arena);
    return 0;
}

static bool set(struct bench *bench, const char *argument)
{
    struct sets *sets = ARENA_NEW(bench->arena, struct sets);
    const char **arguments = ARENA_ARRAY(bench->arena, const char *, 1);
    arguments[0] = argument;
    return sets_parse(arguments, 1, bench->arena, bench->diags, sets) && sets_apply(&sets->at[0], sets->at[0].path, bench->tree, bench->arena, bench->diags);
}

static const struct yaml_node *find(const struct yaml_node *node, const char *a, const char *b)
{
    node = yaml_tree_find(node, a);
    return b ? yaml_tree_find(node, b) : node;
}

static void assert_refused(struct bench *bench, const char *argument, int col, const char *says)
{
    const size_t before = diags_count(bench->diags);
    assert_false(set(bench, argument));
    assert_int_equal(diags_count(bench->diags), before + 1);
    for (size_t i = 0; i <= before; i++) {
        const struct diag *diag = diags_at(bench->diags, i);
        if (diag->serial != (int32_t)before) continue;
        assert_string_equal(diag_names[diag->code], "bad-set");
        assert_string_equal(diag->at.file, "--set");
        assert_int_equal(diag->at.line, 1);
        assert_int_equal(diag->at.col, col);
        if (!strstr(diag->text, says)) fail_msg("\"%s\" doesn't say %s", diag->text, says);
    }
}

static void a_value_is_put_where_the_path_leads(void **state)
{
    struct bench *bench = *state;
    assert_true(set(bench, "site.tiles=100"));
    const struct yaml_node *tiles = find(bench->tree, "site", "tiles");
    assert_string_equal(tiles->text, "100");
    assert_string_equal(tiles->at.file, "--set");
    assert_int_equal(tiles->at.col, 12);
    assert_string_equal(tiles->from->source, "--set");
}

static void missing_keys_are_made_for_the_tables_to_judge(void **state)
{
    struct bench *bench = *state;
    assert_true(set(bench, "demand.read.peak=30 TB/s"));
    const struct yaml_pair *peak = yaml_tree_pair(find(bench->tree, "demand", "read"), "peak");
    assert_string_equal(peak->value->text, "30 TB/s");
    assert_int_equal(peak->at.col, 13);
}

static void items_go_by_name_or_number_and_the_longest_name_is_meant(void **state)
{
    struct bench *bench = *state;
    const struct yaml_node *jobs = yaml_tree_find(bench->tree, "jobs");
    assert_true(set(bench, "jobs.mid.gpus=1"));
    assert_true(set(bench, "jobs.mid.2.gpus=2"));
    assert_string_equal(find(jobs->items[0], "gpus", NULL)->text, "1");
    assert_string_equal(find(jobs->items[1], "gpus", NULL)->text, "2");
    assert_true(set(bench, "jobs[1].gpus=3"));
    assert_true(set(bench, "jobs.[0].gpus=4"));
    assert_string_equal(find(jobs->items[1], "gpus", NULL)->text, "3");
    assert_string_equal(find(jobs->items[0], "gpus", NULL)->text, "4");
    assert_true(set(bench, "plain[1][0]=9"));
    assert_string_equal(yaml_tree_find(bench->tree, "plain")->items[1]->items[0]->text, "9");
}

static void a_new_value_takes_range_and_source_out_and_leaves_what_is_beside(void **state)
{
    struct bench *bench = *state;
    assert_true(set(bench, "site.power=400 MW"));
    const struct yaml_node *power = find(bench->tree, "site", "power");
    assert_string_equal(find(power, "value", NULL)->text, "400 MW");
    assert_null(find(power, "range", NULL));
    assert_null(find(power, "source", NULL));
    assert_string_equal(find(power, "at", NULL)->text, "it");
    assert_string_equal(power->from->source, "--set");
}

static void a_number_set_as_a_map_does_so_too(void **state)
{
    struct bench *bench = *state;
    assert_true(set(bench, "site.power={uniform: [1 MW, 2 MW]}"));
    const struct yaml_node *power = find(bench->tree, "site", "power");
    assert_null(find(power, "value", NULL));
    assert_non_null(find(power, "uniform", NULL));
    assert_string_equal(find(power, "at", NULL)->text, "it");
}

static void parts_of_a_number_are_set_alone(void **state)
{
    struct bench *bench = *state;
    const struct yaml_node *power = find(bench->tree, "site", "power");
    assert_true(set(bench, "site.power.range=[350 MW, 360 MW]"));
    assert_string_equal(find(power, "value", NULL)->text, "350 MW");
    assert_string_equal(power->from->source, "s");
    assert_true(set(bench, "site.power.source=t"));
    assert_string_equal(power->from->source, "t");
    assert_true(set(bench, "site.power.grade=quote"));
    assert_int_equal(power->from->grade, GRADE_QUOTE);
    assert_string_equal(power->from->source, "t");
    assert_true(set(bench, "jobs.mid.2.slip.range=[0 d, 1 d]"));
    assert_null(find(yaml_tree_find(bench->tree, "jobs")->items[1], "slip", "uniform"));
}

static void a_bare_value_becomes_a_map_when_a_path_goes_on(void **state)
{
    struct bench *bench = *state;
    assert_true(set(bench, "site.tiles.range=[80, 100]"));
    assert_string_equal(find(find(bench->tree, "site", "tiles"), "value", NULL)->text, "90");
}

static void null_takes_out_keys_and_items(void **state)
{
    struct bench *bench = *state;
    assert_true(set(bench, "site.tiles=null"));
    assert_null(find(bench->tree, "site", "tiles"));
    assert_true(set(bench, "jobs.mid=~"));
    assert_int_equal(yaml_tree_find(bench->tree, "jobs")->n, 1);
}

static void what_names_nothing_is_told_with_the_nearest(void **state)
{
    assert_refused(*state, "jobs.midd.gpus=1", 6, "did you mean mid?");
    assert_refused(*state, "jobs[2].gpus=1", 5, "2 items");
    assert_refused(*state, "jobs[x].gpus=1", 5, "item's number");
    assert_refused(*state, "jobs[99999999999].gpus=1", 5, "item's number");
    assert_refused(*state, "site.tilse=null", 6, "did you mean tiles?");
    assert_refused(*state, "site.=1", 6, "missing");
    assert_refused(*state, "site..x=1", 6, "missing");
    assert_refused(*state, ".site=1", 1, "missing");
}

static void what_is_not_path_and_value_is_told(void **state)
{
    assert_refused(*state, "site", 1, "PATH=VALUE");
    assert_refused(*state, "=1", 1, "PATH=VALUE");
    assert_refused(*state, "", 1, "PATH=VALUE");
    assert_refused(*state, "a=\nb", 1, "PATH=VALUE");
    assert_refused(*state, "site.tiles= ", 12, "null takes a key out");
    assert_refused(*state, "site.tiles=a: b", 12, "quotes");
    assert_refused(*state, "site.tiles=- b", 12, "quotes");
}

static void how_a_file_is_read_cannot_be_set(void **state)
{
    assert_refused(*state, "extends=x.yaml", 1, "can't be set");
    assert_refused(*state, "exasite=2", 1, "can't be set");
    assert_refused(*state, "site.source=me", 6, "can't be set");
}

static void values_that_are_no_yaml_are_told_at_their_place(void **state)
{
    struct bench *bench = *state;
    assert_false(set(bench, "site.tiles=[1, 2"));
    assert_false(set(bench, "site.tiles={a: 1, a: 2}"));
    assert_false(set(bench, "site.tiles=\"\\0\""));
    assert_int_equal(diags_count(bench->diags), 3);
    assert_string_equal(diags_at(bench->diags, 0)->at.file, "--set");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_value_is_put_where_the_path_leads),
        TEST(missing_keys_are_made_for_the_tables_to_judge),
        TEST(items_go_by_name_or_number_and_the_longest_name_is_meant),
        TEST(a_new_value_takes_range_and_source_out_and_leaves_what_is_beside),
        TEST(a_number_set_as_a_map_does_so_too),
        TEST(parts_of_a_number_are_set_alone),
        TEST(a_bare_value_becomes_a_map_when_a_path_goes_on),
        TEST(null_takes_out_keys_and_items),
        TEST(what_names_nothing_is_told_with_the_nearest),
        TEST(what_is_not_path_and_value_is_told),
        TEST(how_a_file_is_read_cannot_be_set),
        TEST(values_that_are_no_yaml_are_told_at_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
