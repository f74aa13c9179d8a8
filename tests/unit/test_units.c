#include "tests/lib/near.h"

#include <string.h>

#include "base/units.h"

/* --- reading -------------------------------------------------------------------------- */

static double value_of(const char *text, enum unit unit)
{
    char suggestion[64];
    double value;
    if (units_read(text, strlen(text), unit, &value, suggestion) != UNITS_OK) fail_msg("\"%s\" does not read", text);
    assert_string_equal(suggestion, "");
    return value;
}

static void assert_refused(const char *text, enum unit unit, enum units_error expected, const char *expected_suggestion)
{
    char suggestion[64];
    double value = 1;
    const enum units_error error = units_read(text, strlen(text), unit, &value, suggestion);
    if (error != expected) fail_msg("\"%s\" gives %d, expected %d", text, (int)error, (int)expected);
    if (strcmp(suggestion, expected_suggestion) != 0) fail_msg("\"%s\" suggests \"%s\", expected \"%s\"", text, suggestion, expected_suggestion);
    assert_true(value == 0);
}

static void a_prefix_moves_the_decimal_point_and_costs_no_bit(void **state)
{
    (void)state;
    assert_true(value_of("24 TB/s", UNIT_BYTES_PER_S) == 24e12);
    assert_true(value_of("24TB/s", UNIT_BYTES_PER_S) == 24e12);
    assert_true(value_of("24.1 TB", UNIT_BYTES) == 24.1e12);
    assert_true(value_of("24100 GB", UNIT_BYTES) == 24.1e12);
    assert_true(value_of("0.3 PB", UNIT_BYTES) == value_of("300 TB", UNIT_BYTES));
    assert_true(value_of("350 MW", UNIT_WATTS) == 350e6);
    assert_true(value_of("1098 mm", UNIT_METRES) == 1.098);
    assert_true(value_of("1.36 t", UNIT_KILOGRAMS) == 1360);
    assert_true(value_of("250 ms", UNIT_SECONDS) == 0.25);
    assert_true(value_of("7 \xc2\xb5s", UNIT_SECONDS) == 7e-6);
    assert_true(value_of("2.5 M$", UNIT_DOLLARS) == 2.5e6);
}

static void bits_are_an_eighth_and_binary_prefixes_are_powers_of_two(void **state)
{
    (void)state;
    assert_true(value_of("40 Gb/s", UNIT_BYTES_PER_S) == 5e9);
    assert_true(value_of("40 Gbit/s", UNIT_BYTES_PER_S) == 5e9);
    assert_true(value_of("40 Gbps", UNIT_BYTES_PER_S) == 5e9);
    assert_true(value_of("1.5 TiB", UNIT_BYTES) == 1.5 * 1024.0 * 1024.0 * 1024.0 * 1024.0);
    assert_true(value_of("1 kB", UNIT_BYTES) == 1000);
    assert_true(value_of("1 KiB", UNIT_BYTES) == 1024);
}

static void rates_know_their_time(void **state)
{
    (void)state;
    assert_near(value_of("100 PB/day", UNIT_BYTES_PER_S), 100e15 / 86400);
    assert_true(value_of("550 TB/year", UNIT_BYTES_PER_YEAR) == 550e12);
    assert_true(value_of("1 TB/day", UNIT_BYTES_PER_YEAR) == 365e12);
    assert_true(value_of("1.4 %/year", UNIT_PER_YEAR) == 0.014);
    assert_true(value_of("1/year", UNIT_PER_YEAR) == 1);
    assert_true(value_of("0.5 /year", UNIT_PER_YEAR) == 0.5);
    assert_true(value_of("0.6/day", UNIT_PER_DAY) == 0.6);
    assert_true(value_of("365/year", UNIT_PER_DAY) == 1);
    assert_true(value_of("19 $/TB", UNIT_DOLLARS_PER_BYTE) == 19e-12);
    assert_true(value_of("25 min", UNIT_SECONDS) == 1500);
    assert_true(value_of("3 d", UNIT_SECONDS) == 259200);
    assert_true(value_of("26 weeks", UNIT_SECONDS) == 26 * 604800.0);
}

static void numbers_counts_and_fractions_may_stand_alone(void **state)
{
    (void)state;
    assert_true(value_of("1e6", UNIT_NUMBER) == 1e6);
    assert_true(value_of("-2.5E-3", UNIT_NUMBER) == -0.0025);
    assert_true(value_of(".5", UNIT_NUMBER) == 0.5);
    assert_true(value_of("+5.", UNIT_NUMBER) == 5);
    assert_true(value_of("10 T", UNIT_NUMBER) == 10e12);
    assert_true(value_of("400G", UNIT_NUMBER) == 400e9);
    assert_true(value_of("10E", UNIT_NUMBER) == 10e18);
    assert_true(value_of("120_000", UNIT_COUNT) == 120000);
    assert_true(value_of("1.2e5", UNIT_COUNT) == 120000);
    assert_true(value_of("5 %", UNIT_FRACTION) == 0.05);
    assert_true(value_of("0.05", UNIT_FRACTION) == 0.05);
    assert_true(value_of(" \t 532 ", UNIT_COUNT) == 532);
}

static void zero_has_no_sign(void **state)
{
    (void)state;
    assert_false(signbit(value_of("-0", UNIT_NUMBER)));
    assert_true(value_of("0e99", UNIT_NUMBER) == 0);
}

static void a_bare_number_lacks_its_unit(void **state)
{
    (void)state;
    assert_refused("24", UNIT_BYTES_PER_S, UNITS_NO_UNIT, "24 TB/s");
    assert_refused("24000000000000", UNIT_BYTES_PER_S, UNITS_NO_UNIT, "24000000000000 B/s");
    assert_refused("0.014", UNIT_PER_YEAR, UNITS_NO_UNIT, "0.014/year");
    assert_refused("19", UNIT_DOLLARS_PER_BYTE, UNITS_NO_UNIT, "19 $/TB");
    assert_refused("0", UNIT_SECONDS, UNITS_NO_UNIT, "0 s");
}

static void case_matters_and_the_wrong_one_is_told(void **state)
{
    (void)state;
    assert_refused("24 tb/s", UNIT_BYTES_PER_S, UNITS_UNKNOWN_UNIT, "24 TB/s");
    assert_refused("350 mW", UNIT_WATTS, UNITS_UNKNOWN_UNIT, "350 MW");
    assert_refused("4 KB", UNIT_BYTES, UNITS_UNKNOWN_UNIT, "4 kB");
    assert_refused("4 KW", UNIT_WATTS, UNITS_UNKNOWN_UNIT, "4 kW");
    assert_refused("10 m", UNIT_NUMBER, UNITS_WRONG_KIND, "10 M");
    assert_refused("2 H", UNIT_SECONDS, UNITS_UNKNOWN_UNIT, "2 h");
    assert_refused("40 GBps", UNIT_BYTES_PER_S, UNITS_UNKNOWN_UNIT, "40 GB/s");
    assert_refused("40 gbps", UNIT_BYTES_PER_S, UNITS_UNKNOWN_UNIT, "40 Gb/s");
}

static void other_spellings_are_told_ours(void **state)
{
    (void)state;
    assert_refused("24 TB/sec", UNIT_BYTES_PER_S, UNITS_UNKNOWN_UNIT, "24 TB/s");
    assert_refused("24 TB / s", UNIT_BYTES_PER_S, UNITS_UNKNOWN_UNIT, "24 TB/s");
    assert_refused("100 PB per day", UNIT_BYTES_PER_S, UNITS_UNKNOWN_UNIT, "100 PB/day");
    assert_refused("30 minutes", UNIT_SECONDS, UNITS_UNKNOWN_UNIT, "30 min");
    assert_refused("$19/TB", UNIT_DOLLARS_PER_BYTE, UNITS_NO_NUMBER, "19 $/TB");
    assert_refused("$2.5M", UNIT_DOLLARS, UNITS_NO_NUMBER, "2.5 M$");
    assert_refused("~24 TB/s", UNIT_BYTES_PER_S, UNITS_NO_NUMBER, "24 TB/s");
    assert_refused("405 B", UNIT_NUMBER, UNITS_WRONG_KIND, "405 G");
    assert_refused("120k", UNIT_COUNT, UNITS_WRONG_KIND, "120000");
}

static void separators_of_thousands_are_refused_and_taken_out(void **state)
{
    (void)state;
    assert_refused("120,000", UNIT_COUNT, UNITS_NO_NUMBER, "120000");
    assert_refused("120 000", UNIT_COUNT, UNITS_NO_NUMBER, "120000");
    assert_refused("1,234,567 TB", UNIT_BYTES, UNITS_NO_NUMBER, "1234567 TB");
    assert_refused("1,5 TB", UNIT_BYTES, UNITS_NO_NUMBER, "1.5 TB");
    assert_refused("24,000", UNIT_BYTES, UNITS_NO_NUMBER, "24000 TB");
}

static void a_unit_of_another_kind_is_refused(void **state)
{
    (void)state;
    assert_refused("24 W", UNIT_BYTES, UNITS_WRONG_KIND, "");
    assert_refused("24 TB", UNIT_BYTES_PER_S, UNITS_WRONG_KIND, "24 TB/s");
    assert_refused("24 TB/s", UNIT_BYTES, UNITS_WRONG_KIND, "24 TB");
    assert_refused("1.4 %", UNIT_PER_YEAR, UNITS_WRONG_KIND, "1.4 %/year");
    assert_refused("5 %", UNIT_NUMBER, UNITS_WRONG_KIND, "");
    assert_refused("5 %", UNIT_COUNT, UNITS_WRONG_KIND, "");
    assert_refused("10 T", UNIT_FRACTION, UNITS_WRONG_KIND, "");
    assert_refused("5 m", UNIT_SECONDS, UNITS_WRONG_KIND, "");
    assert_refused("5 parsecs", UNIT_METRES, UNITS_UNKNOWN_UNIT, "");
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = { "", " ", "TB", "-", ".", "e5", "0x10", "0x1p3", "1:30", "0-45", "1.2.3", "--1", "_1", "4..45", "5-" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) assert_refused(texts[i], UNIT_NUMBER, UNITS_NO_NUMBER, "");
}

static void what_no_double_holds_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = { "nan", ".nan", "NaN", "inf", "-inf", ".inf", "-.INF", "Infinity", "1e999", "-1e999", "1e-999",
                                         "1e300E", "1e99999999999999999999" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) assert_refused(texts[i], UNIT_NUMBER, UNITS_NOT_FINITE, "");
    assert_refused("1e300 TB", UNIT_BYTES, UNITS_NOT_FINITE, "");
}

static void a_count_is_whole_and_not_negative(void **state)
{
    (void)state;
    assert_refused("1.5", UNIT_COUNT, UNITS_NOT_WHOLE, "");
    assert_refused("-1", UNIT_COUNT, UNITS_NOT_WHOLE, "");
    assert_true(value_of("9007199254740993", UNIT_COUNT) == 9007199254740992.0);
}

static void text_is_taken_by_its_length(void **state)
{
    (void)state;
    char suggestion[64], longest[200];
    double value;
    assert_int_equal(units_read("24 TB/sXX", 7, UNIT_BYTES_PER_S, &value, suggestion), UNITS_OK);
    assert_int_equal(units_read("24\0TB", 5, UNIT_BYTES, &value, suggestion), UNITS_NO_NUMBER);
    memset(longest, '1', sizeof longest);
    assert_int_equal(units_read(longest, sizeof longest, UNIT_NUMBER, &value, suggestion), UNITS_NO_NUMBER);
}

/* --- dates ---------------------------------------------------------------------------- */

static void a_date_is_a_day_since_1970(void **state)
{
    (void)state;
    assert_true(value_of("1970-01-01", UNIT_DAYS) == 0);
    assert_true(value_of("2026-01-15", UNIT_DAYS) == 20468);
    assert_true(value_of("2024-02-29", UNIT_DAYS) == 19782);
    assert_true(value_of("1969-12-31", UNIT_DAYS) == -1);
}

static void a_day_that_is_not_is_refused(void **state)
{
    (void)state;
    assert_refused("2026-02-29", UNIT_DAYS, UNITS_NO_NUMBER, "2026-02-28");
    assert_refused("2026-1-5", UNIT_DAYS, UNITS_NO_NUMBER, "2026-01-05");
    assert_refused("2026/01/15", UNIT_DAYS, UNITS_NO_NUMBER, "2026-01-15");
    assert_refused("15.1.2026", UNIT_DAYS, UNITS_NO_NUMBER, "2026-01-15");
    assert_refused("20260115", UNIT_DAYS, UNITS_NO_NUMBER, "2026-01-15");
    assert_refused("2026-01-15T00:00:00Z", UNIT_DAYS, UNITS_NO_NUMBER, "2026-01-15");
    assert_refused("01/02/2026", UNIT_DAYS, UNITS_NO_NUMBER, "");
    assert_refused("2026-13-01", UNIT_DAYS, UNITS_NO_NUMBER, "");
    assert_refused("0000-01-01", UNIT_DAYS, UNITS_NO_NUMBER, "");
    assert_refused("99999999999-01-01", UNIT_DAYS, UNITS_NO_NUMBER, "");
    assert_refused("soon", UNIT_DAYS, UNITS_NO_NUMBER, "");
}

/* --- writing -------------------------------------------------------------------------- */

static void assert_written(double value, enum unit unit, int digits, const char *expected)
{
    char buffer[64];
    assert_string_equal(units_format(value, unit, digits, buffer), expected);
}

static void people_see_a_fitting_prefix(void **state)
{
    (void)state;
    assert_written(24e12, UNIT_BYTES_PER_S, 3, "24.0 TB/s");
    assert_written(532, UNIT_COUNT, 3, "532");
    assert_written(120000, UNIT_COUNT, 3, "120000");
    assert_written(12.34, UNIT_COUNT, 3, "12.3");
    assert_written(350e6, UNIT_WATTS, 3, "350 MW");
    assert_written(0.157, UNIT_FRACTION, 3, "15.7 %");
    assert_written(1, UNIT_FRACTION, 3, "100 %");
    assert_written(20468, UNIT_DAYS, 3, "2026-01-15");
    assert_written(1500, UNIT_SECONDS, 3, "25.0 min");
    assert_written(0.0123, UNIT_SECONDS, 3, "12.3 ms");
    assert_written(40 * 86400.0, UNIT_SECONDS, 3, "40.0 d");
    assert_written(10e12, UNIT_NUMBER, 3, "10.0 T");
    assert_written(0.0456, UNIT_NUMBER, 2, "0.046");
    assert_written(2.94e-11, UNIT_NUMBER, 3, "2.94e-11");
    assert_written(0.014, UNIT_PER_YEAR, 2, "1.4 %/year");
    assert_written(12, UNIT_PER_YEAR, 2, "12/year");
    assert_written(19e-12, UNIT_DOLLARS_PER_BYTE, 3, "19.0 $/TB");
    assert_written(1.098, UNIT_METRES, 4, "1.098 m");
    assert_written(0.75, UNIT_METRES, 3, "750 mm");
    assert_written(1360, UNIT_KILOGRAMS, 3, "1.36 t");
    assert_written(2.5e6, UNIT_DOLLARS, 3, "2.50 M$");
    assert_written(-24e12, UNIT_BYTES_PER_S, 3, "-24.0 TB/s");
    assert_written(0, UNIT_BYTES, 3, "0 B");
}

static void rounding_up_takes_the_next_prefix(void **state)
{
    (void)state;
    assert_written(999.96e9, UNIT_BYTES, 3, "1.00 TB");
    assert_written(999.4e9, UNIT_BYTES, 3, "999 GB");
    assert_written(9.996e9, UNIT_BYTES, 3, "10.0 GB");
    assert_written(59.97, UNIT_SECONDS, 3, "1.00 min");
    assert_written(999999.7, UNIT_NUMBER, 3, "1.00 M");
}

static void what_is_not_known_is_said_in_words(void **state)
{
    (void)state;
    assert_written((double)NAN, UNIT_BYTES, 3, "unknown");
    assert_written((double)INFINITY, UNIT_BYTES_PER_S, 3, "unlimited");
    assert_written(-(double)INFINITY, UNIT_BYTES_PER_S, 3, "-unlimited");
}

static void nothing_outgrows_the_buffer(void **state)
{
    (void)state;
    static const double values[] = { 1.7e308, -1.7e308, 4.9e-324, 123456789.123456789, 1e15, 1e-4 };
    for (int unit = 0; unit < UNIT_COUNT_OF_UNITS; unit++)
        for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
            for (int digits = 0; digits < 20; digits++) {
                char buffer[64];
                memset(buffer, 'x', sizeof buffer);
                units_format(values[i], (enum unit)unit, digits, buffer);
                assert_non_null(memchr(buffer, '\0', sizeof buffer));
            }
}

/* What is written is read again as the same, to the digits shown. */
static void what_is_written_reads_back(void **state)
{
    (void)state;
    for (int unit = 0; unit < UNIT_COUNT_OF_UNITS; unit++) {
        if (unit == UNIT_COUNT || unit == UNIT_DAYS) continue;
        for (int power = -14; power < 27; power++) {
            char buffer[64];
            const double value = 1.23456 * pow(10, power);
            assert_within(value_of(units_format(value, (enum unit)unit, 5, buffer), (enum unit)unit), value, 0.5e-4);
        }
    }
}

static void the_shortest_digits_give_the_same_double(void **state)
{
    (void)state;
    char buffer[32];
    assert_string_equal(units_exact(0.1, buffer), "0.1");
    assert_string_equal(units_exact(24e12, buffer), "24000000000000");
    assert_string_equal(units_exact(1.0 / 3, buffer), "0.3333333333333333");
    assert_string_equal(units_exact(0.1 + 0.2, buffer), "0.30000000000000004");
    uint64_t bits = 4711;
    for (int i = 0; i < 100000; i++) {
        double value;
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value)) assert_true(strtod(units_exact(value, buffer), NULL) == value);
    }
}

static void every_kind_says_what_it_expects(void **state)
{
    (void)state;
    for (int unit = 0; unit < UNIT_COUNT_OF_UNITS; unit++) {
        const char *example = strstr(units_expected((enum unit)unit), "as in ");
        assert_non_null(example);
        if (unit == UNIT_NUMBER || unit == UNIT_FRACTION) continue;     /* two examples */
        value_of(example + 6, (enum unit)unit);
    }
    assert_string_equal(units_key_suffix(UNIT_BYTES_PER_S), "bytes_per_s");
    assert_string_equal(units_key_suffix(UNIT_NUMBER), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_prefix_moves_the_decimal_point_and_costs_no_bit),
        cmocka_unit_test(bits_are_an_eighth_and_binary_prefixes_are_powers_of_two),
        cmocka_unit_test(rates_know_their_time),
        cmocka_unit_test(numbers_counts_and_fractions_may_stand_alone),
        cmocka_unit_test(zero_has_no_sign),
        cmocka_unit_test(a_bare_number_lacks_its_unit),
        cmocka_unit_test(case_matters_and_the_wrong_one_is_told),
        cmocka_unit_test(other_spellings_are_told_ours),
        cmocka_unit_test(separators_of_thousands_are_refused_and_taken_out),
        cmocka_unit_test(a_unit_of_another_kind_is_refused),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(what_no_double_holds_is_refused),
        cmocka_unit_test(a_count_is_whole_and_not_negative),
        cmocka_unit_test(text_is_taken_by_its_length),
        cmocka_unit_test(a_date_is_a_day_since_1970),
        cmocka_unit_test(a_day_that_is_not_is_refused),
        cmocka_unit_test(people_see_a_fitting_prefix),
        cmocka_unit_test(rounding_up_takes_the_next_prefix),
        cmocka_unit_test(what_is_not_known_is_said_in_words),
        cmocka_unit_test(nothing_outgrows_the_buffer),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(the_shortest_digits_give_the_same_double),
        cmocka_unit_test(every_kind_says_what_it_expects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
