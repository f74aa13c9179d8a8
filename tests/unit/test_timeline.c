#include "tests/lib/near.h"

#include <string.h>

#include "run/timeline.h"

#define S INT64_C(1000000000)

static void an_event_is_kept_with_its_words(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct timeline *timeline = timeline_new(arena, 0, false);
    timeline_add(timeline, 3 * S, "failure", "bulk/0/drive", "%d TB lost", 30);
    assert_int_equal(timeline->now.n, 1);
    assert_true(timeline->now.events[0].at_ns == 3 * S);
    assert_string_equal(timeline->now.events[0].kind, "failure");
    assert_string_equal(timeline->now.events[0].what, "bulk/0/drive");
    assert_string_equal(timeline->now.events[0].detail, "30 TB lost");
    arena_free(arena);
}

static void nobody_need_want_to_know(void **state)
{
    (void)state;
    timeline_add(NULL, 0, "failure", "x", "nothing");
}

/* Hours from 10 s on: the second is kept, then the fourth in its place; what came before the first is in none. */
static void of_several_hours_the_one_to_show_is_kept(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct timeline *timeline = timeline_new(arena, 10 * S, false);
    static const bool keep[] = { false, true, false, true };
    timeline_add(timeline, 9 * S, "power", "IT", "warm-up");
    for (int hour = 0; hour < 4; hour++) {
        timeline_add(timeline, (10 + 3600 * hour) * S, "power", "IT", "hour %d", hour);
        timeline_hour(timeline, (10 + 3600 * (hour + 1)) * S, keep[hour]);
        assert_int_equal(timeline->now.n, 0);
        if (hour == 1 || hour == 2) assert_string_equal(timeline->kept.events[0].detail, "hour 1");
    }
    assert_int_equal(timeline->kept.n, 1);
    assert_string_equal(timeline->kept.events[0].detail, "hour 3");
    arena_free(arena);
}

static void an_hour_keeps_the_first_of_many_and_counts_all(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct timeline *timeline = timeline_new(arena, 0, false);
    for (int k = 0; k < TIMELINE_MOST + 5; k++) timeline_add(timeline, k, "power", "IT", "%d", k);
    assert_int_equal(timeline->now.n, TIMELINE_MOST);
    assert_int_equal(timeline->now.happened, TIMELINE_MOST + 5);
    assert_string_equal(timeline->now.events[TIMELINE_MOST - 1].detail, "399");
    arena_free(arena);
}

static void a_trace_has_a_line_for_each_event_the_warm_up_s_included(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct timeline *timeline = timeline_new(arena, 5 * S, true);
    timeline_add(timeline, 1, "missed", "mid/3", "waits");
    timeline_add(timeline, 86400 * S + 500000000, "power", "IT", "+%.1f MW", 1.5);
    assert_string_equal(timeline->trace.bytes, "0.000000001\tmissed\tmid/3\twaits\n86400.500000000\tpower\tIT\t+1.5 MW\n");
    arena_free(arena);
}

static void what_is_too_long_is_cut(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct timeline *timeline = timeline_new(arena, 0, false);
    char word[200];
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    timeline_add(timeline, 0, "power", word, "%s", word);
    assert_int_equal(strlen(timeline->now.events[0].what), sizeof timeline->now.events[0].what - 1);
    assert_int_equal(strlen(timeline->now.events[0].detail), sizeof timeline->now.events[0].detail - 1);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_kept_with_its_words),
        cmocka_unit_test(nobody_need_want_to_know),
        cmocka_unit_test(of_several_hours_the_one_to_show_is_kept),
        cmocka_unit_test(an_hour_keeps_the_first_of_many_and_counts_all),
        cmocka_unit_test(a_trace_has_a_line_for_each_event_the_warm_up_s_included),
        cmocka_unit_test(what_is_too_long_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
