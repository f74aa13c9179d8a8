#include "tests/lib/near.h"

#include <string.h>

#include "base/diag.h"
#include "base/text.h"

enum { CODE_KEY, CODE_UNIT, CODES };
static const char *const names[CODES] = { "unknown-key", "bad-unit" };

static struct place at(const char *file, int32_t line, int32_t col)
{
    return (struct place){ file, line, col };
}

static void assert_prints(struct diags *diags, const char *expected)
{
    char *printed = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&printed, &length);
    assert_non_null(to);
    diags_print(diags, to);
    fclose(to);
    assert_string_equal(printed, expected);
    free(printed);
}

static void they_stand_in_order_of_place_and_files_of_first_mention(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, names, CODES);
    diag_error(diags, at("b.yaml", 14, 12), CODE_UNIT, "a unit %s", "last");
    diag_error(diags, at("a.yaml", 1, 1), CODE_KEY, "another file");
    diag_warning(diags, at("b.yaml", 2, 9), CODE_KEY, "later in the line");
    diag_error(diags, at("b.yaml", 2, 3), CODE_KEY, "said first");
    diag_error(diags, at("b.yaml", 2, 3), CODE_UNIT, "said second");
    assert_prints(diags, "b.yaml:2:3: error: said first [unknown-key]\n"
                         "b.yaml:2:3: error: said second [bad-unit]\n"
                         "b.yaml:2:9: warning: later in the line [unknown-key]\n"
                         "b.yaml:14:12: error: a unit last [bad-unit]\n"
                         "a.yaml:1:1: error: another file [unknown-key]\n");
    assert_int_equal(diags_errors(diags), 4);
    assert_int_equal(diags_count(diags), 5);
    assert_string_equal(diags_at(diags, 4)->at.file, "a.yaml");
    arena_free(arena);
}

static void a_whole_file_and_nowhere_have_no_line(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, names, CODES);
    diag_error(diags, at("a.yaml", 0, 0), CODE_KEY, "cannot be read");
    diag_error(diags, at(NULL, 0, 0), CODE_KEY, "no file at all");
    assert_prints(diags, "a.yaml: error: cannot be read [unknown-key]\nerror: no file at all [unknown-key]\n");
    arena_free(arena);
}

static void the_same_said_twice_is_said_once(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, names, CODES);
    char copy[] = "a.yaml";
    for (int i = 0; i < 3; i++) diag_error(diags, at(i % 2 ? copy : "a.yaml", 3, 1), CODE_KEY, "no such key");
    diag_error(diags, at("a.yaml", 3, 1), CODE_UNIT, "no such key");
    diag_warning(diags, at("a.yaml", 3, 1), CODE_KEY, "no such key");
    assert_int_equal(diags_count(diags), 3);
    assert_int_equal(diags_errors(diags), 2);
    arena_free(arena);
}

static void a_thousand_are_enough_and_the_rest_are_counted(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, names, CODES);
    for (int i = 1; i <= 1234; i++) diag_error(diags, at("a.yaml", i, 1), CODE_KEY, "wrong");
    diag_warning(diags, at("a.yaml", 1, 1), CODE_KEY, "still heard");
    assert_int_equal(diags_errors(diags), 1234);
    assert_int_equal(diags_count(diags), 1001);
    char *printed = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&printed, &length);
    diags_print(diags, to);
    fclose(to);
    assert_true(text_ends_with(printed, "a.yaml:1000:1: error: wrong [unknown-key]\n234 more errors not shown\n"));
    free(printed);
    arena_free(arena);
}

static void whatever_the_text_holds_it_is_one_line(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, names, CODES);
    diag_error(diags, at("a.yaml", 1, 1), CODE_KEY, "key \"%s\"", "x\ny\x1b[2J\xff");
    assert_prints(diags, "a.yaml:1:1: error: key \"x\\x0ay\\x1b[2J\\xff\" [unknown-key]\n");
    arena_free(arena);
}

static void it_may_be_added_to_after_it_was_read(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, names, CODES);
    diag_error(diags, at("a.yaml", 5, 1), CODE_KEY, "five");
    assert_string_equal(diags_at(diags, 0)->text, "five");
    diag_error(diags, at("a.yaml", 4, 1), CODE_KEY, "four");
    assert_string_equal(diags_at(diags, 0)->text, "four");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_stand_in_order_of_place_and_files_of_first_mention),
        cmocka_unit_test(a_whole_file_and_nowhere_have_no_line),
        cmocka_unit_test(the_same_said_twice_is_said_once),
        cmocka_unit_test(a_thousand_are_enough_and_the_rest_are_counted),
        cmocka_unit_test(whatever_the_text_holds_it_is_one_line),
        cmocka_unit_test(it_may_be_added_to_after_it_was_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
