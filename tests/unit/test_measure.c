#include "tests/lib/near.h"

#include "base/measure.h"

static void a_unit_is_a_top_and_a_bottom(void **state)
{
    (void)state;
    struct measure measure;
    assert_true(measure_read("TB/day", &measure));
    assert_int_equal(measure.top, MEASURE_BYTE);
    assert_int_equal(measure.bottom, MEASURE_SECOND);
    assert_int_equal(measure.power_of_ten, 12);
    assert_true(measure.times == 1 && measure.over == 86400);
    assert_true(measure_read("$/TiB", &measure));
    assert_int_equal(measure.bottom, MEASURE_BYTE);
    assert_true(measure.times == 1 && measure.over == 1099511627776.0);
    assert_true(measure_read("/year", &measure));
    assert_int_equal(measure.top, MEASURE_ONE);
    assert_false(measure.percent);
}

static void percent_and_multiples_are_marked(void **state)
{
    (void)state;
    struct measure measure;
    assert_true(measure_read("%/year", &measure));
    assert_true(measure.percent);
    assert_true(measure_read("T", &measure));
    assert_true(measure.multiple);
    assert_true(measure_read("t", &measure));
    assert_false(measure.multiple);
}

static void what_is_no_unit_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = { "", "/", "TB/", "TB/s/s", "TB/W", "tb", "mW", "TB/", "kiB", "Tmin", "bps/s", " B", "B " };
    struct measure measure;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (measure_read(texts[i], &measure)) fail_msg("\"%s\" reads", texts[i]);
}

static void the_nearest_differs_by_case_before_all_else(void **state)
{
    (void)state;
    char nearest[64];
    assert_true(measure_nearest("tb/S", MEASURE_BYTE, MEASURE_SECOND, nearest));
    assert_string_equal(nearest, "TB/s");
    assert_true(measure_nearest("TBs", MEASURE_BYTE, MEASURE_SECOND, nearest));
    assert_string_equal(nearest, "TB/s");
    assert_true(measure_nearest("/yeer", MEASURE_ONE, MEASURE_SECOND, nearest));
    assert_string_equal(nearest, "/year");
    assert_false(measure_nearest("furlongs", MEASURE_METRE, MEASURE_ONE, nearest));
    assert_false(measure_nearest("a name longer than any unit has", MEASURE_METRE, MEASURE_ONE, nearest));
}

static void words_people_use_have_ours(void **state)
{
    (void)state;
    assert_string_equal(measure_plain_word("Minutes"), "min");
    assert_string_equal(measure_plain_word("USD"), "$");
    assert_string_equal(measure_plain_word("TB"), "TB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unit_is_a_top_and_a_bottom),
        cmocka_unit_test(percent_and_multiples_are_marked),
        cmocka_unit_test(what_is_no_unit_is_none),
        cmocka_unit_test(the_nearest_differs_by_case_before_all_else),
        cmocka_unit_test(words_people_use_have_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
