#include "tests/lib/near.h"

#include <string.h>

#include "reports/sheet.h"

/* A workbook is a zip; its sheets are packed, so that what a test can see here are its size, its sameness, and that it is one. What cells
 * hold, and what they come to when calculated, tests/docs/check_bom reads. */
static const char *small_book(struct arena *arena, double day, double number, size_t *length)
{
    struct sheet_book *book = sheet_open("small", day, arena);
    struct sheet *sheet = sheet_add(book, "one");
    const struct sheet_style plain = {SHEET_PLAIN, SHEET_BODY};
    sheet_text(sheet, 0, 0, SHEET_TITLE, "title");
    sheet_number(sheet, 1, 0, plain, number);
    sheet_number(sheet, 2, 0, plain, (double)NAN);
    sheet_date(sheet, 3, 0, SHEET_BODY, "2026-01-15");
    sheet_date(sheet, 4, 0, SHEET_BODY, "never");
    sheet_define(book, "number", sheet, 1, 0);
    sheet_formula(sheet, 5, 0, plain, "=number*2", 2.0 * number);
    sheet_formula_text(sheet, 6, 0, SHEET_BODY, "=IF(number>1,\"more\",\"less\")", number > 1.0 ? "more" : "less");
    sheet_freeze(sheet, 1, 1);
    sheet_filter(sheet, 0, 6, 1);
    sheet_print_wide(sheet, 1);
    sheet_width(sheet, 0, 0, 20.0);
    sheet_height(sheet, 0, 24.0);
    return sheet_close(book, length);
}

static void the_same_calls_give_the_same_bytes(void **state)
{
    struct arena *arena = arena_new();
    size_t one, two;
    const char *first = small_book(arena, 20468.0, 3.5, &one), *second = small_book(arena, 20468.0, 3.5, &two);
    assert_non_null(first);
    assert_true(one > 1000);
    assert_int_equal(one, two);
    assert_memory_equal(first, second, one);
    assert_memory_equal(first, "PK\003\004", 4);
    (void)state;
    arena_free(arena);
}

static void another_number_or_date_gives_another_book(void **state)
{
    struct arena *arena = arena_new();
    size_t one, number, date;
    const char *first = small_book(arena, 20468.0, 3.5, &one);
    const char *other_number = small_book(arena, 20468.0, 4.5, &number), *other_date = small_book(arena, 20469.0, 3.5, &date);
    assert_true(one != number || memcmp(first, other_number, one) != 0);
    assert_true(one != date || memcmp(first, other_date, one) != 0);
    (void)state;
    arena_free(arena);
}

static void a_book_that_cannot_be_written_is_none(void **state)
{
    struct arena *arena = arena_new();
    size_t length = 7;
    setenv("TMPDIR", "/nowhere/at/all", 1);
    assert_null(small_book(arena, 20468.0, 3.5, &length));
    assert_int_equal(length, 0);
    unsetenv("TMPDIR");
    (void)state;
    arena_free(arena);
}

static void columns_are_counted_in_letters(void **state)
{
    struct arena *arena = arena_new();
    assert_string_equal(sheet_column(arena, 0), "A");
    assert_string_equal(sheet_column(arena, 25), "Z");
    assert_string_equal(sheet_column(arena, 26), "AA");
    assert_string_equal(sheet_column(arena, 701), "ZZ");
    assert_string_equal(sheet_column(arena, 702), "AAA");
    assert_string_equal(sheet_cell(arena, 6, 1), "B7");
    assert_string_equal(sheet_fixed(arena, 6, 1), "$B$7");
    (void)state;
    arena_free(arena);
}

static void names_hold_letters_digits_and_underscores(void **state)
{
    struct arena *arena = arena_new();
    assert_string_equal(sheet_name(arena, "price_", "drive_scm-1.5"), "price_drive_scm_1_5");
    (void)state;
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_calls_give_the_same_bytes), cmocka_unit_test(another_number_or_date_gives_another_book),
        cmocka_unit_test(a_book_that_cannot_be_written_is_none), cmocka_unit_test(columns_are_counted_in_letters), cmocka_unit_test(names_hold_letters_digits_and_underscores),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
