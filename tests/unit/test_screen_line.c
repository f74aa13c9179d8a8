#include "tests/lib/near.h"

#include "reports/mark.h"
#include "reports/screen_line.h"

static int set_up(void **state) { *state = arena_new(); return 0; }
static int tear_down(void **state) { arena_free(*state); return 0; }

/* "aa bb" fills five columns; the next word begins under the words. */
static void lines_break_between_words_and_hang(void **state)
{
    struct text out = text_new(*state);
    screen_line_wrap(&out, 0, 2, 5, "aa bb  cc");
    assert_string_equal(out.bytes, "aa bb\n  cc\n");
}

/* A minus sign has three bytes and one column. */
static void a_sign_takes_one_column(void **state)
{
    struct text out = text_new(*state);
    screen_line_wrap(&out, 0, 0, 5, "a \xE2\x88\x92" "14");
    assert_string_equal(out.bytes, "a \xE2\x88\x92" "14\n");
    assert_int_equal(screen_line_columns("\xE2\x88\x92" "14", 5), 3);
    assert_int_equal(screen_line_bytes("\xE2\x88\x92" "14", 5, 1), 3);
}

static void a_word_too_long_is_broken_inside(void **state)
{
    struct text out = text_new(*state);
    screen_line_wrap(&out, 0, 1, 4, "abcdefgh i");
    assert_string_equal(out.bytes, "abcd\n efg\n h i\n");
}

static void marks_are_taken_out(void **state)
{
    struct text out = text_new(*state);
    screen_line(&out, "why", mark_number(*state, "plan.racks", 2.0, "2"));
    screen_line(&out, "nothing", "");
    assert_string_equal(out.bytes, "why       2\n");
}

static void a_cell_is_filled_on_its_side(void **state)
{
    struct text out = text_new(*state);
    screen_line_padded(&out, "\xC2\xB1" "1", 4, true);
    screen_line_padded(&out, "ab", 4, false);
    screen_line_padded(&out, "wider", 4, true);
    assert_string_equal(out.bytes, "  \xC2\xB1" "1ab  wider");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_break_between_words_and_hang), TEST(a_sign_takes_one_column), TEST(a_word_too_long_is_broken_inside), TEST(marks_are_taken_out), TEST(a_cell_is_filled_on_its_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
