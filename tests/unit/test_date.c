#include "tests/lib/near.h"

#include "base/date.h"

static void every_day_of_the_calendar_follows_the_one_before(void **state)
{
    (void)state;
    struct date date = { 1, 1, 1 };
    for (int32_t days = DATE_FIRST_DAY; days <= DATE_LAST_DAY; days++) {
        const struct date found = date_of_days(days);
        if (found.year != date.year || found.month != date.month || found.day != date.day) fail_msg("day %d", (int)days);
        if (date_days(date) != days) fail_msg("%d-%d-%d", (int)date.year, (int)date.month, (int)date.day);
        if (++date.day <= date_days_in_month(date.year, date.month)) continue;
        date.day = 1;
        if (++date.month <= 12) continue;
        date.month = 1;
        date.year++;
    }
    assert_int_equal(date.year, 10000);
}

static void known_days_have_known_numbers(void **state)
{
    (void)state;
    assert_int_equal(date_days((struct date){ 1970, 1, 1 }), 0);
    assert_int_equal(date_days((struct date){ 2000, 3, 1 }), 11017);
    assert_int_equal(date_days((struct date){ 2026, 1, 15 }), 20468);
}

static void centuries_leap_every_fourth_time(void **state)
{
    (void)state;
    assert_int_equal(date_days_in_month(2000, 2), 29);
    assert_int_equal(date_days_in_month(1900, 2), 28);
    assert_int_equal(date_days_in_month(2024, 2), 29);
    assert_int_equal(date_days_in_month(2026, 2), 28);
}

static void only_the_exact_form_reads(void **state)
{
    (void)state;
    static const char *const wrong[] = { "2026-02-30", "2026-00-10", "2026-13-01", "2026-01-00", "0000-01-01", "2026/01/15", "2026-01-1x" };
    struct date date = { 7, 7, 7 };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) assert_false(date_read(wrong[i], 10, &date));
    assert_false(date_read("2026-1-15", 9, &date));
    assert_int_equal(date.year, 7);
    assert_true(date_read("2026-01-15 and more", 10, &date));
    assert_int_equal(date.day, 15);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    char buffer[16];
    assert_string_equal(date_write((struct date){ 33, 4, 3 }, buffer), "0033-04-03");
}

static void a_moment_is_past_on_the_midnight_after_it(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const double day = date_days((struct date){2026, 4, 9});
    assert_string_equal(date_said(arena, day), "2026-04-09");
    assert_string_equal(date_said(arena, day + 0.25), "2026-04-10");
    assert_string_equal(date_said(arena, (double)INFINITY), "never");
    assert_string_equal(date_said(arena, -(double)INFINITY), "from the start");
    assert_string_equal(date_said(arena, (double)NAN), "");
    assert_string_equal(date_said(arena, 1e9), "");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_the_calendar_follows_the_one_before),
        cmocka_unit_test(known_days_have_known_numbers),
        cmocka_unit_test(centuries_leap_every_fourth_time),
        cmocka_unit_test(only_the_exact_form_reads),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_moment_is_past_on_the_midnight_after_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
