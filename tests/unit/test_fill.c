#include "tests/lib/near.h"

#include "run/fill.h"

#define S INT64_C(1000000000)

/* 40 stored, 10 written over 5 s and durable, gone 100 s later. */
static void a_checkpoint_is_kept_for_its_retention(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct fill fill = fill_start(arena, 40.0, 1000.0, 100 * S);
    fill_set_rates(&fill, 2.0, 0.0);
    fill_advance(&fill, 5 * S);
    assert_near(fill_used(&fill), 50.0);
    fill_durable(&fill, 10.0);
    fill_set_rates(&fill, 0.0, 0.0);
    fill_advance(&fill, 104 * S);
    assert_near(fill_used(&fill), 50.0);
    fill_advance(&fill, 105 * S);
    assert_near(fill_used(&fill), 40.0);
    assert_near(sum_value(&fill.deleted), 10.0);
    assert_near(fill.used_max, 50.0);
    arena_free(arena);
}

/* 3 bytes/s for 2,048 s with a retention of 1,024 s (bins of 1 s): from 1,024 s on as much goes as comes. */
static void what_the_background_writes_goes_as_it_came(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct fill fill = fill_start(arena, 0.0, 1e9, 1024 * S);
    fill_set_rates(&fill, 3.0, 3.0);
    fill_advance(&fill, 1024 * S);
    assert_near(fill_used(&fill), 3072.0);
    fill_advance(&fill, 2048 * S);
    assert_near(fill_used(&fill), 3072.0);
    fill_set_rates(&fill, 0.0, 0.0);
    fill_advance(&fill, 2560 * S);
    assert_near(fill_used(&fill), 1536.0);
    fill_advance(&fill, 4000 * S);
    assert_true(fabs(fill_used(&fill)) < 1e-9);
    assert_near(sum_value(&fill.written), 6144.0);
    assert_near(sum_value(&fill.deleted), 6144.0);
    arena_free(arena);
}

/* Room 100; 2 bytes/s: full at 50 s; far from it a look at the highest rate of 4 bytes/s is early enough. */
static void it_turns_full_to_the_nanosecond(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct fill fill = fill_start(arena, 0.0, 1000.0, INT64_MAX);
    fill_set_rates(&fill, 2.0, 0.0);
    assert_true(fill_next_ns(&fill, 4.0) == 250 * S);
    fill_advance(&fill, 250 * S);
    assert_false(fill_turns(&fill));
    fill_advance(&fill, 400 * S);
    assert_false(fill_is_far(&fill, 4.0));
    assert_true(fill_next_ns(&fill, 4.0) == 500 * S);
    fill_advance(&fill, 500 * S);
    assert_true(fill_turns(&fill) && fill.full);
    assert_true(fill.full_at_ns == 500 * S);
    assert_true(fill_next_ns(&fill, 4.0) == INT64_MAX);        /* nothing will ever be deleted */
    arena_free(arena);
}

/* Full at 50 s with two checkpoints of 40, due to go at 110 and 130 s; one is room enough. */
static void a_deletion_makes_room_again(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct fill fill = fill_start(arena, 0.0, 100.0, 100 * S);
    fill_set_rates(&fill, 4.0, 0.0);
    fill_advance(&fill, 10 * S);
    fill_durable(&fill, 40.0);
    fill_set_rates(&fill, 2.0, 0.0);
    fill_advance(&fill, 30 * S);
    fill_durable(&fill, 40.0);
    fill_set_rates(&fill, 1.0, 0.0);
    fill_advance(&fill, 50 * S);
    assert_true(fill_turns(&fill));
    fill_set_rates(&fill, 0.0, 0.0);
    assert_true(fill_next_ns(&fill, 4.0) == 110 * S);
    fill_advance(&fill, 110 * S);
    assert_true(fill_turns(&fill));
    assert_false(fill.full);
    assert_true(fill.full_at_ns == 50 * S);
    arena_free(arena);
}

/* 10 of 100 s at 0, 90 s rising to 90: the mean is 40.5. */
static void the_mean_is_that_of_the_measured_time(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct fill fill = fill_start(arena, 500.0, 1000.0, INT64_MAX);
    fill_set_rates(&fill, 1.0, 0.0);
    fill_advance(&fill, 100 * S);
    fill_set_rates(&fill, 0.0, 0.0);
    fill_measure(&fill);
    fill_advance(&fill, 110 * S);
    fill_set_rates(&fill, 1.0, 0.0);
    fill_advance(&fill, 200 * S);
    assert_near(sum_value(&fill.area) / 100.0, 600.0 + 40.5);
    arena_free(arena);
}

/* Kept for no time at all: bins of a second, so that what is written in one goes in the next, and ten years are no effort. */
static void a_short_retention_is_counted_by_the_second(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct fill fill = fill_start(arena, 0.0, 1e9, 0);
    fill_advance(&fill, 315360000 * S);                        /* ten years without any */
    fill_set_rates(&fill, 5.0, 5.0);
    fill_advance(&fill, 315360100 * S);
    assert_within(fill_used(&fill), 5.0, 1e-6);
    fill_set_rates(&fill, 0.0, 0.0);
    fill_advance(&fill, 315360110 * S);
    assert_true(fabs(fill_used(&fill)) < 1e-6);
    assert_near(sum_value(&fill.deleted), 500.0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_checkpoint_is_kept_for_its_retention),
        cmocka_unit_test(what_the_background_writes_goes_as_it_came),
        cmocka_unit_test(it_turns_full_to_the_nanosecond),
        cmocka_unit_test(a_deletion_makes_room_again),
        cmocka_unit_test(the_mean_is_that_of_the_measured_time),
        cmocka_unit_test(a_short_retention_is_counted_by_the_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
