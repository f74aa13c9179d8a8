#include "tests/lib/near.h"

#include "base/chords.h"

static const double x[] = { 0.25, 0.5, 1.0 }, y[] = { 1.4, 1.2, 1.1 };

static void points_are_met_and_joined_by_straight_lines(void **state)
{
    (void)state;
    assert_near(chords_at(x, y, 3, 0.25), 1.4);
    assert_near(chords_at(x, y, 3, 0.5), 1.2);
    assert_near(chords_at(x, y, 3, 0.375), 1.3);
    assert_near(chords_at(x, y, 3, 0.75), 1.15);
}

static void beyond_the_ends_it_stays_at_them(void **state)
{
    (void)state;
    assert_near(chords_at(x, y, 3, 0.0), 1.4);
    assert_near(chords_at(x, y, 3, 1.0), 1.1);
    assert_near(chords_at(x, y, 3, 7.0), 1.1);
    assert_near(chords_at(x, y, 1, 0.6), 1.4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_are_met_and_joined_by_straight_lines),
        cmocka_unit_test(beyond_the_ends_it_stays_at_them),
    };
    return cmocka_run_group_tests_name("chords", tests, NULL, NULL);
}
