#include "tests/lib/near.h"

#include <string.h>

#include "base/text.h"
#include "input/yaml_tree.h"
#include "types/diag_codes.h"

#define DIAG_NAME(code, name, meaning) name,
static const char *const diag_names[] = {DIAG_CODES(DIAG_NAME)};

struct bench { struct arena *arena; struct diags *diags; bool sound; };

static int set_up(void **state)
{
    static struct bench bench;
    bench.arena = arena_new();
    bench.diags = diags_new(bench.arena, diag_names, DIAG_COUNT);
    bench.sound = true;
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    arena_free(((struct bench *)*state)->arena);
    return 0;
}

static struct yaml_node *parse_n(struct bench *bench, const char *text, size_t length)
{
    const struct place start = {"x.yaml", 1, 1};
    return yaml_tree_parse(text, length, start, bench->arena, bench->diags, &bench->sound);
}

static struct yaml_node *parse(struct bench *bench, const char *text)
{
    return parse_n(bench, text, strlen(text));
}

/* One mistake, of this code, at this place. */
static void assert_only(struct bench *bench, enum diag_code code, int line, int col)
{
    assert_false(bench->sound);
    assert_int_equal(diags_errors(bench->diags), 1);
    const struct diag *diag = diags_at(bench->diags, 0);
    assert_string_equal(diag_names[diag->code], diag_names[code]);
    assert_int_equal(diag->at.line, line);
    assert_int_equal(diag->at.col, col);
    assert_string_equal(diag->at.file, "x.yaml");
}

static void every_node_knows_its_line_and_column_from_one(void **state)
{
    struct bench *bench = *state;
    const struct yaml_node *root = parse(bench, "site:\n  power: 350 MW\n  names: [a, \"b\"]\n");
    const struct yaml_pair *power = yaml_tree_pair(yaml_tree_find(root, "site"), "power");
    assert_int_equal(power->at.line, 2);
    assert_int_equal(power->at.col, 3);
    assert_int_equal(power->value->at.col, 10);
    assert_string_equal(power->value->text, "350 MW");
    const struct yaml_node *names = yaml_tree_find(yaml_tree_find(root, "site"), "names");
    assert_int_equal(names->n, 2);
    assert_int_equal(names->items[1]->at.line, 3);
    assert_int_equal(names->items[1]->at.col, 14);
    assert_true(names->items[0]->plain);
    assert_false(names->items[1]->plain);
    assert_true(bench->sound);
}

static void columns_count_characters_not_bytes(void **state)
{
    const struct yaml_node *root = parse(*state, "{\xc3\xa9\xc3\xa9: 1, b: 2}");
    assert_int_equal(yaml_tree_pair(root, "b")->at.col, 9);
}

static void places_of_a_set_count_from_where_its_value_begins(void **state)
{
    struct bench *bench = *state;
    const struct place start = {"--set", 3, 10};
    const struct yaml_node *root = yaml_tree_parse("{a: 1}", 6, start, bench->arena, bench->diags, &bench->sound);
    assert_int_equal(yaml_tree_find(root, "a")->at.line, 3);
    assert_int_equal(yaml_tree_find(root, "a")->at.col, 14);
}

static void a_key_twice_is_told_and_the_first_stays(void **state)
{
    struct bench *bench = *state;
    const struct yaml_node *root = parse(bench, "a: 1\nb: 2\na: 3\n");
    assert_only(bench, DIAG_DUPLICATE_KEY, 3, 1);
    assert_int_equal(root->n, 2);
    assert_string_equal(yaml_tree_find(root, "a")->text, "1");
}

static void keys_that_are_not_plain_text_are_told(void **state)
{
    struct bench *bench = *state;
    const struct yaml_node *root = parse(bench, "? [1, 2]\n: x\n? {a: b}\n: y\n~: z\n'': w\ngood: 1\n");
    assert_int_equal(diags_errors(bench->diags), 4);
    for (size_t i = 0; i < 4; i++) assert_int_equal(diags_at(bench->diags, i)->code, DIAG_BAD_KEY);
    assert_int_equal(root->n, 1);
}

static void a_merge_key_points_to_extends(void **state)
{
    struct bench *bench = *state;
    assert_non_null(parse(bench, "base: &b {x: 1}\nthing:\n  <<: *b\n"));
    assert_only(bench, DIAG_BAD_KEY, 3, 3);
    assert_non_null(strstr(diags_at(bench->diags, 0)->text, "extends"));
}

static void a_quoted_merge_sign_is_a_key_like_any(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(parse(bench, "\"<<\": 1\n")->n, 1);
    assert_true(bench->sound);
}

static void an_alias_is_a_copy_of_its_own(void **state)
{
    struct bench *bench = *state;
    const struct yaml_node *root = parse(bench, "a: &x {k: [1, 2]}\nb: *x\n");
    struct yaml_node *a = yaml_tree_find(root, "a"), *b = yaml_tree_find(root, "b");
    assert_true(bench->sound);
    assert_ptr_not_equal(a, b);
    yaml_tree_remove(a, "k");
    assert_int_equal(yaml_tree_find(b, "k")->n, 2);
}

static void an_alias_to_nothing_or_to_what_it_is_in_is_told(void **state)
{
    struct bench *bench = *state;
    assert_null(parse(bench, "a: &x [1, *x]\n"));
    assert_only(bench, DIAG_BAD_YAML, 1, 11);
}

static void aliases_that_multiply_are_stopped(void **state)
{
    struct bench *bench = *state;
    struct text text = text_new(bench->arena);
    text_append(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
        text_printf(&text, "a%d: &a%d [", i, i);
        for (int k = 0; k < 10; k++) text_printf(&text, "%s*a%d", k ? ", " : "", i - 1);
        text_append(&text, "]\n");
    }
    assert_null(parse(bench, text.bytes));
    assert_int_equal(diags_at(bench->diags, 0)->code, DIAG_TOO_MANY_NODES);
}

static void aliases_that_nest_are_stopped(void **state)
{
    struct bench *bench = *state;
    struct text text = text_new(bench->arena);
    text_append(&text, "a0: &a0 []\n");
    for (int i = 1; i < 100; i++) text_printf(&text, "a%d: &a%d [*a%d]\n", i, i, i - 1);
    assert_null(parse(bench, text.bytes));
    assert_int_equal(diags_at(bench->diags, 0)->code, DIAG_TOO_DEEP);
}

static struct text nested(struct bench *bench, int levels)
{
    struct text text = text_new(bench->arena);
    for (int i = 0; i < levels; i++) text_append(&text, "[");
    for (int i = 0; i < levels; i++) text_append(&text, "]");
    return text;
}

static void depth_is_allowed_up_to_its_limit(void **state)
{
    struct bench *bench = *state;
    assert_non_null(parse(bench, nested(bench, YAML_TREE_MOST_DEPTH).bytes));
    assert_true(bench->sound);
    assert_null(parse(bench, nested(bench, YAML_TREE_MOST_DEPTH + 1).bytes));
    assert_only(bench, DIAG_TOO_DEEP, 1, YAML_TREE_MOST_DEPTH + 1);
}

static void a_million_brackets_end_at_once(void **state)
{
    struct bench *bench = *state;
    assert_null(parse(bench, nested(bench, 1000000).bytes));
    assert_int_equal(diags_at(bench->diags, 0)->code, DIAG_TOO_DEEP);
}

static void what_is_not_utf8_is_told_at_its_place(void **state)
{
    struct bench *bench = *state;
    assert_null(parse(bench, "a: 1\nb: \xff\n"));
    assert_only(bench, DIAG_BAD_YAML, 2, 4);
}

static void utf16_is_not_taken_for_text(void **state)
{
    struct bench *bench = *state;
    assert_null(parse_n(bench, "\xff\xfe" "a\0:\0 \0" "1\0", 10));
    assert_int_equal(diags_at(bench->diags, 0)->code, DIAG_BAD_YAML);
}

static void a_byte_order_mark_is_skipped(void **state)
{
    struct bench *bench = *state;
    assert_non_null(yaml_tree_find(parse(bench, "\xef\xbb\xbf" "a: 1\n"), "a"));
    assert_true(bench->sound);
}

static void nuls_and_control_characters_are_told(void **state)
{
    struct bench *bench = *state;
    assert_non_null(parse(bench, "a: \"x\\0y\"\nb: \"\\e[2J\"\nc: \"\\u0085\"\n"));
    assert_int_equal(diags_errors(bench->diags), 3);
    for (size_t i = 0; i < 3; i++) assert_int_equal(diags_at(bench->diags, i)->code, DIAG_BAD_YAML);
}

static void a_raw_nul_in_the_file_is_told(void **state)
{
    struct bench *bench = *state;
    assert_null(parse_n(bench, "a: b\0c", 6));
    assert_int_equal(diags_at(bench->diags, 0)->code, DIAG_BAD_YAML);
}

static void several_documents_tags_and_directives_are_told(void **state)
{
    struct bench *bench = *state;
    assert_non_null(parse(bench, "a: 1\n---\nb: 2\n"));
    assert_non_null(parse(bench, "a: !!str 1\n"));
    assert_null(parse(bench, "%TAG ! x\n---\na: 1\n"));
    assert_int_equal(diags_errors(bench->diags), 3);
    for (size_t i = 0; i < 3; i++) assert_int_equal(diags_at(bench->diags, i)->code, DIAG_BAD_YAML);
}

static void nothing_written_is_told(void **state)
{
    struct bench *bench = *state;
    assert_null(parse(bench, "# only a comment\n"));
    assert_only(bench, DIAG_BAD_YAML, 1, 1);
}

static void a_syntax_error_is_told_where_it_is(void **state)
{
    struct bench *bench = *state;
    assert_null(parse(bench, "a: [1, 2\nb: 3\n"));
    assert_int_equal(diags_at(bench->diags, 0)->code, DIAG_BAD_YAML);
    assert_int_equal(diags_at(bench->diags, 0)->at.line, 2);
}

static void a_missing_file_is_told(void **state)
{
    struct bench *bench = *state;
    assert_null(yaml_tree_read("/nonexistent/x.yaml", "x.yaml", bench->arena, bench->diags, &bench->sound));
    assert_only(bench, DIAG_CANNOT_READ, 0, 0);
    assert_null(yaml_tree_read("/tmp", "folder", bench->arena, bench->diags, &bench->sound));
    assert_int_equal(diags_at(bench->diags, 1)->code, DIAG_CANNOT_READ);
}

static void a_hundred_thousand_keys_are_read_in_no_time(void **state)
{
    struct bench *bench = *state;
    struct text text = text_new(bench->arena);
    for (int i = 0; i < 99000; i++) text_printf(&text, "k%d: 1\n", i);
    assert_int_equal(parse(bench, text.bytes)->n, 99000);
    assert_true(bench->sound);
}

static void names_are_short_and_plain(void **state)
{
    (void)state;
    assert_true(yaml_tree_is_name("THR-1", 5));
    assert_true(yaml_tree_is_name("tlc-7.68", 8));
    assert_false(yaml_tree_is_name("../x", 4));
    assert_false(yaml_tree_is_name("a b", 3));
    assert_false(yaml_tree_is_name("", 0));
    assert_false(yaml_tree_is_name("a\0", 2));
}

static void null_and_nothing_are_different_words(void **state)
{
    const struct yaml_node *root = parse(*state, "a: null\nb: ~\nc: 'null'\nd:\ne: ''\n");
    assert_true(yaml_tree_is_null(yaml_tree_find(root, "a")));
    assert_true(yaml_tree_is_null(yaml_tree_find(root, "b")));
    assert_false(yaml_tree_is_null(yaml_tree_find(root, "c")));
    assert_false(yaml_tree_is_null(yaml_tree_find(root, "d")));
    assert_true(yaml_tree_is_empty(yaml_tree_find(root, "d")));
    assert_false(yaml_tree_is_empty(yaml_tree_find(root, "e")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_node_knows_its_line_and_column_from_one),
        TEST(columns_count_characters_not_bytes),
        TEST(places_of_a_set_count_from_where_its_value_begins),
        TEST(a_key_twice_is_told_and_the_first_stays),
        TEST(keys_that_are_not_plain_text_are_told),
        TEST(a_merge_key_points_to_extends),
        TEST(a_quoted_merge_sign_is_a_key_like_any),
        TEST(an_alias_is_a_copy_of_its_own),
        TEST(an_alias_to_nothing_or_to_what_it_is_in_is_told),
        TEST(aliases_that_multiply_are_stopped),
        TEST(aliases_that_nest_are_stopped),
        TEST(depth_is_allowed_up_to_its_limit),
        TEST(a_million_brackets_end_at_once),
        TEST(what_is_not_utf8_is_told_at_its_place),
        TEST(utf16_is_not_taken_for_text),
        TEST(a_byte_order_mark_is_skipped),
        TEST(nuls_and_control_characters_are_told),
        TEST(a_raw_nul_in_the_file_is_told),
        TEST(several_documents_tags_and_directives_are_told),
        TEST(nothing_written_is_told),
        TEST(a_syntax_error_is_told_where_it_is),
        TEST(a_missing_file_is_told),
        TEST(a_hundred_thousand_keys_are_read_in_no_time),
        TEST(names_are_short_and_plain),
        TEST(null_and_nothing_are_different_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
