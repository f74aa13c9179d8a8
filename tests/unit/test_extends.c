#include "tests/lib/near.h"

#include "tests/lib/reading.h"

#include "input/extends.h"
#include "input/provenance.h"

struct bench { struct reading in; struct extends_files files; bool sound; };

static int set_up(void **state)
{
    static struct bench bench;
    bench = (struct bench){.in = reading_new(), .sound = true};
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    reading_free(&bench->in);
    return 0;
}

static struct yaml_node *read_as(struct bench *bench, const char *kind, const char *file)
{
    const struct extends extends = {bench->in.arena, bench->in.diags, NULL, &bench->files, kind, false};
    return extends_read(&extends, file, &bench->sound);
}

static void assert_only(struct bench *bench, enum diag_code code)
{
    assert_false(bench->sound);
    assert_int_equal(diags_count(bench->in.diags), 1);
    assert_string_equal(reading_codes[diags_at(bench->in.diags, 0)->code], reading_codes[code]);
}

static const char *at(const struct yaml_node *node, const char *a, const char *b)
{
    node = yaml_tree_find(node, a);
    if (b) node = yaml_tree_find(node, b);
    return node ? node->text : NULL;
}

static void maps_merge_and_null_takes_out(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "scenarios/base.yaml", "exasite: 1\na: {x: 1, y: 2}\nb: gone\nc: stays\n");
    const struct yaml_node *tree = read_as(bench, NULL, reading_put(&bench->in, "scenarios/over.yaml", "exasite: 1\nextends: base.yaml\na: {y: 3, z: 4}\nb: null\n"));
    assert_true(bench->sound);
    assert_string_equal(at(tree, "a", "x"), "1");
    assert_string_equal(at(tree, "a", "y"), "3");
    assert_string_equal(at(tree, "a", "z"), "4");
    assert_null(at(tree, "b", NULL));
    assert_string_equal(at(tree, "c", NULL), "stays");
    assert_null(at(tree, "extends", NULL));
    assert_int_equal(bench->files.n, 2);
    assert_string_equal(bench->files.at[1] + strlen(bench->in.folder.path), "/scenarios/base.yaml");
}

static void lists_merge_by_name_pool_or_id_and_others_are_replaced(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "scenarios/base.yaml", "exasite: 1\njobs: [{name: a, gpus: 1}, {name: b, gpus: 2}]\nplain: [1, 2, 3]\n");
    const struct yaml_node *tree = read_as(bench, NULL, reading_put(&bench->in, "scenarios/over.yaml",
        "exasite: 1\nextends: base.yaml\njobs: [{name: c, gpus: 9}, {name: b, gpus: 5}]\nplain: [4]\n"));
    const struct yaml_node *jobs = yaml_tree_find(tree, "jobs");
    assert_int_equal(jobs->n, 3);
    assert_string_equal(at(jobs->items[0], "gpus", NULL), "1");
    assert_string_equal(at(jobs->items[1], "gpus", NULL), "5");
    assert_string_equal(at(jobs->items[2], "name", NULL), "c");
    assert_int_equal(yaml_tree_find(tree, "plain")->n, 1);
}

static void a_new_value_takes_the_old_range_and_source_out(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "scenarios/base.yaml", "exasite: 1\na: {value: 1 W, range: [0 W, 2 W], source: s, at: it}\nb: {value: 1 W, at: it}\nc: {value: 1 W, source: s}\n");
    const struct yaml_node *tree = read_as(bench, NULL, reading_put(&bench->in, "scenarios/over.yaml",
        "exasite: 1\nextends: base.yaml\na: {value: 5 W}\nb: 7 W\nc: {range: [0 W, 3 W]}\n"));
    assert_string_equal(at(tree, "a", "value"), "5 W");
    assert_null(at(tree, "a", "range"));
    assert_null(at(tree, "a", "source"));
    assert_string_equal(at(tree, "a", "at"), "it");
    assert_string_equal(at(tree, "b", "value"), "7 W");
    assert_string_equal(at(tree, "b", "at"), "it");
    assert_string_equal(at(tree, "c", "value"), "1 W");
    assert_string_equal(yaml_tree_find(tree, "c")->from->source, "s");
    assert_int_equal(yaml_tree_find(yaml_tree_find(tree, "c"), "range")->n, 2);
}

static void each_files_numbers_keep_that_files_sources(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "models/drives/old.yaml", "exasite: 1\nkind: drive\nname: old\nsource: theirs\nx: 1 W\n");
    const struct yaml_node *tree = read_as(bench, "drive", reading_put(&bench->in, "models/drives/new.yaml",
        "exasite: 1\nkind: drive\nname: new\nextends: old\nsource: ours\ny: 2 W\n"));
    assert_true(bench->sound);
    assert_string_equal(yaml_tree_find(tree, "x")->from->source, "theirs");
    assert_string_equal(yaml_tree_find(tree, "y")->from->source, "ours");
    assert_string_equal(at(tree, "name", NULL), "new");
}

static void every_file_states_its_own_version(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "scenarios/base.yaml", "exasite: 1\n");
    assert_non_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/over.yaml", "extends: base.yaml\n")));
    assert_only(bench, DIAG_MISSING_KEY);
    assert_non_null(strstr(diags_at(bench->in.diags, 0)->text, "over.yaml"));
}

static void another_version_or_kind_is_told(void **state)
{
    struct bench *bench = *state;
    assert_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/a.yaml", "exasite: 2\nkind: drive\n")));      /* none of its keys is a scenario's */
    assert_int_equal(diags_at(bench->in.diags, 0)->code, DIAG_BAD_VERSION);
    assert_int_equal(diags_at(bench->in.diags, 1)->code, DIAG_WRONG_KIND);
    assert_non_null(read_as(bench, "node", reading_put(&bench->in, "models/nodes/a.yaml", "exasite: 1\nkind: drive\n")));
    assert_int_equal(diags_at(bench->in.diags, 2)->code, DIAG_WRONG_KIND);
}

static void what_exasite_wrote_is_no_scenario_and_says_only_that(void **state)
{
    struct bench *bench = *state;
    assert_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/r.json", "{\"format\": \"exasite.results/1\", \"manifest\": {}}\n")));
    assert_only(bench, DIAG_WRONG_KIND);
}

static void a_circle_is_told_where_it_closes(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "scenarios/b.yaml", "exasite: 1\nextends: a.yaml\n");
    assert_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/a.yaml", "exasite: 1\nextends: b.yaml\n")));
    assert_only(bench, DIAG_EXTENDS_CYCLE);
    assert_int_equal(diags_at(bench->in.diags, 0)->at.line, 2);
}

static void a_file_that_extends_itself_is_told(void **state)
{
    struct bench *bench = *state;
    assert_null(read_as(bench, "drive", reading_put(&bench->in, "models/drives/a.yaml", "exasite: 1\nkind: drive\nextends: a\n")));
    assert_only(bench, DIAG_EXTENDS_CYCLE);
}

static void a_chain_may_not_be_endless(void **state)
{
    struct bench *bench = *state;
    char name[64], text[64];
    for (int i = 1; i < 40; i++) {
        snprintf(name, sizeof name, "scenarios/f%d.yaml", i);
        snprintf(text, sizeof text, "exasite: 1\nextends: f%d.yaml\n", i + 1);
        reading_put(&bench->in, name, text);
    }
    assert_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/f0.yaml", "exasite: 1\nextends: f1.yaml\n")));
    assert_only(bench, DIAG_TOO_DEEP);
}

static void a_neighbouring_folder_is_within_the_tree(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "scenarios/base.yaml", "exasite: 1\na: 1\n");
    const char *over = reading_put(&bench->in, "scenarios/deep/er/over.yaml", "exasite: 1\nextends: ../../base.yaml\n");
    assert_string_equal(at(read_as(bench, NULL, over), "a", NULL), "1");
    assert_true(bench->sound);
}

static void a_path_that_leaves_the_tree_is_told_whether_the_file_is_there_or_not(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "secret.yaml", "exasite: 1\n");
    assert_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/a.yaml", "exasite: 1\nextends: ../secret.yaml\n")));
    assert_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/b.yaml", "exasite: 1\nextends: ../nothing.yaml\n")));
    assert_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/c.yaml", "exasite: 1\nextends: /etc/passwd\n")));
    assert_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/d.yaml", "exasite: 1\nextends: x/../../secret.yaml\n")));
    assert_int_equal(diags_count(bench->in.diags), 4);
    for (size_t i = 0; i < 4; i++) assert_int_equal(diags_at(bench->in.diags, i)->code, DIAG_PATH_ESCAPE);
    assert_int_equal(bench->files.n, 4);
}

static void a_link_that_leaves_the_tree_is_told(void **state)
{
    struct bench *bench = *state;
    const char *secret = reading_put(&bench->in, "secret.yaml", "exasite: 1\n");
    const char *file = reading_put(&bench->in, "scenarios/a.yaml", "exasite: 1\nextends: link.yaml\n");
    assert_int_equal(symlink(secret, text_format(bench->in.arena, "%s/scenarios/link.yaml", bench->in.folder.path)), 0);
    assert_null(read_as(bench, NULL, file));
    assert_only(bench, DIAG_PATH_ESCAPE);
}

static void without_such_a_folder_a_file_stays_in_its_own(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "base.yaml", "exasite: 1\na: 1\n");
    assert_non_null(read_as(bench, NULL, reading_put(&bench->in, "ok.yaml", "exasite: 1\nextends: ./base.yaml\n")));
    assert_true(bench->sound);
    assert_null(read_as(bench, NULL, reading_put(&bench->in, "mine/a.yaml", "exasite: 1\nextends: ../base.yaml\n")));
    assert_only(bench, DIAG_PATH_ESCAPE);
}

static void a_models_base_is_a_model_beside_it(void **state)
{
    struct bench *bench = *state;
    reading_put(&bench->in, "models/drives/hdd-30.yaml", "exasite: 1\nkind: drive\n");
    assert_null(read_as(bench, "drive", reading_put(&bench->in, "models/drives/a.yaml", "exasite: 1\nkind: drive\nextends: hdd-3\n")));
    assert_only(bench, DIAG_UNKNOWN_MODEL);
    assert_non_null(strstr(diags_at(bench->in.diags, 0)->text, "did you mean \"hdd-30\"?"));
    assert_null(read_as(bench, "drive", reading_put(&bench->in, "models/drives/b.yaml", "exasite: 1\nkind: drive\nextends: ../nodes/x\n")));
    assert_int_equal(diags_at(bench->in.diags, 1)->code, DIAG_PATH_ESCAPE);
}

static void what_extends_holds_must_be_one_name(void **state)
{
    struct bench *bench = *state;
    assert_non_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/a.yaml", "exasite: 1\nextends: [b.yaml]\n")));
    assert_non_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/b.yaml", "exasite: 1\nextends:\n")));
    assert_int_equal(diags_count(bench->in.diags), 2);
    for (size_t i = 0; i < 2; i++) assert_int_equal(diags_at(bench->in.diags, i)->code, DIAG_WRONG_TYPE);
    assert_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/c.yaml", "- exasite\n")));
    assert_int_equal(diags_at(bench->in.diags, 2)->code, DIAG_WRONG_TYPE);
    assert_null(read_as(bench, NULL, reading_put(&bench->in, "scenarios/d.yaml", "exasite: 1\nextends: none.yaml\n")));
    assert_int_equal(diags_at(bench->in.diags, 3)->code, DIAG_CANNOT_READ);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(maps_merge_and_null_takes_out),
        TEST(lists_merge_by_name_pool_or_id_and_others_are_replaced),
        TEST(a_new_value_takes_the_old_range_and_source_out),
        TEST(each_files_numbers_keep_that_files_sources),
        TEST(every_file_states_its_own_version),
        TEST(another_version_or_kind_is_told),
        TEST(what_exasite_wrote_is_no_scenario_and_says_only_that),
        TEST(a_circle_is_told_where_it_closes),
        TEST(a_file_that_extends_itself_is_told),
        TEST(a_chain_may_not_be_endless),
        TEST(a_neighbouring_folder_is_within_the_tree),
        TEST(a_path_that_leaves_the_tree_is_told_whether_the_file_is_there_or_not),
        TEST(a_link_that_leaves_the_tree_is_told),
        TEST(without_such_a_folder_a_file_stays_in_its_own),
        TEST(a_models_base_is_a_model_beside_it),
        TEST(what_extends_holds_must_be_one_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
