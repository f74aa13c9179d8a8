#include "tests/lib/near.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "reports/mark.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

static const char *part(struct arena *arena, const char *bytes, size_t length) { return text_copy_n(arena, bytes, length); }

static void a_marked_number_comes_out_with_id_value_and_words(void **state)
{
    const char *at = text_format(*state, "reads %s at most", mark_number(*state, "read.bound", 5.6e12, "5.60 TB/s"));
    struct mark_piece piece;
    assert_true(mark_next(&at, &piece));
    assert_null(piece.id);
    assert_string_equal(part(*state, piece.text, piece.text_length), "reads ");
    assert_true(mark_next(&at, &piece));
    assert_string_equal(part(*state, piece.id, piece.id_length), "read.bound");
    assert_string_equal(part(*state, piece.value, piece.value_length), "5600000000000");
    assert_string_equal(part(*state, piece.text, piece.text_length), "5.60 TB/s");
    assert_true(mark_next(&at, &piece));
    assert_string_equal(part(*state, piece.text, piece.text_length), " at most");
    assert_false(mark_next(&at, &piece));
}

static void a_text_has_an_id_and_no_value(void **state)
{
    const char *at = mark_text(*state, "findings.0.text", "the peak of 24 TB/s");
    struct mark_piece piece;
    assert_true(mark_next(&at, &piece));
    assert_string_equal(part(*state, piece.id, piece.id_length), "findings.0.text");
    assert_int_equal(piece.value_length, 0);
    assert_string_equal(mark_text(*state, "findings.0.text", ""), "");
}

static void what_nobody_knows_is_marked_as_unknown(void **state)
{
    const char *at = mark_number(*state, "a", (double)NAN, "unknown");
    struct mark_piece piece;
    assert_true(mark_next(&at, &piece));
    assert_string_equal(part(*state, piece.value, piece.value_length), "unknown");
}

static void plain_words_hold_no_marks(void **state)
{
    const char *marked = text_format(*state, "%s of %s", mark_number(*state, "a", 1.0, "1"), mark_number(*state, "b", 4.0, "4"));
    const char *words = "no marks";
    assert_string_equal(mark_plain(*state, marked), "1 of 4");
    assert_ptr_equal(mark_plain(*state, words), words);
}

static void a_mark_within_a_mark_is_taken_out(void **state)
{
    const char *at = mark_text(*state, "whole", text_format(*state, "of %s", mark_number(*state, "a", 1.0, "1")));
    struct mark_piece piece;
    assert_true(mark_next(&at, &piece));
    assert_string_equal(part(*state, piece.text, piece.text_length), "of 1");
    assert_false(mark_next(&at, &piece));
}

static void a_name_has_an_empty_id_and_is_marked_only_where_it_has_numerals(void **state)
{
    const char *at = mark_name(*state, "vast-146-4"), *plain = "bulk", *constant = "at " MARK_NAME("P90") " of them";
    struct mark_piece piece;
    assert_true(mark_next(&at, &piece));
    assert_non_null(piece.id);
    assert_int_equal(piece.id_length, 0);
    assert_string_equal(part(*state, piece.text, piece.text_length), "vast-146-4");
    assert_ptr_equal(mark_name(*state, plain), plain);
    assert_string_equal(mark_plain(*state, constant), "at P90 of them");
}

static void pieces_are_put_together_again(void **state)
{
    const char *marked = text_format(*state, "%s of %s", mark_as(*state, 1.0, "1", "a.%s.b", "x"), mark_name(*state, "tlc-61")), *at = marked;
    struct text out = text_new(*state);
    struct mark_piece piece;
    while (mark_next(&at, &piece)) text_append(&out, mark_piece(*state, &piece));
    assert_string_equal(out.bytes, marked);
}

static void a_mark_cut_short_is_words(void **state)
{
    const char *at = "\2half\37 a mark";
    struct mark_piece piece;
    assert_true(mark_next(&at, &piece));
    assert_null(piece.id);
    assert_int_equal(piece.text_length, strlen("\2half\37 a mark"));
    assert_false(mark_next(&at, &piece));
    (void)state;
}

/* Longest first: the shorter one is not found inside; nor where the word goes on. */
static void names_are_found_in_words(void **state)
{
    const char *all[] = { "node-2-fast", "node-2", "a1" };
    const struct mark_names names = { all, 3 };
    const char *text = text_format(*state, "24 node-2-fast, node-2. node-2-slow a1/x ba1 models/a.yaml:12:3 a.yaml:12 %s", mark_number(*state, "n", 2.0, "2"));
    const char *at = mark_names(*state, &names, text);
    struct text found = text_new(*state);
    struct mark_piece piece;
    assert_string_equal(mark_plain(*state, at), mark_plain(*state, text));
    while (mark_next(&at, &piece))
        if (piece.id && piece.id_length == 0) text_printf(&found, "[%.*s]", (int)piece.text_length, piece.text);
    assert_string_equal(found.bytes, "[node-2-fast][node-2][a1][models/a.yaml:12:3]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_marked_number_comes_out_with_id_value_and_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_text_has_an_id_and_no_value, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_nobody_knows_is_marked_as_unknown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(plain_words_hold_no_marks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_are_found_in_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_mark_within_a_mark_is_taken_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_name_has_an_empty_id_and_is_marked_only_where_it_has_numerals, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pieces_are_put_together_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_mark_cut_short_is_words, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
