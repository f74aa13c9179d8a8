#include "tests/lib/near.h"

#include <string.h>

#include "base/arena.h"

static void room_comes_zeroed_even_after_a_reset(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    unsigned char *room = arena_alloc(arena, 1000);
    memset(room, 0xff, 1000);
    arena_reset(arena);
    room = arena_alloc(arena, 1000);
    for (int i = 0; i < 1000; i++) assert_int_equal(room[i], 0);
    arena_free(arena);
}

static void a_reset_arena_takes_no_more_from_the_machine(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (int i = 0; i < 100; i++) arena_alloc(arena, 12345);
    const size_t held = arena_held_bytes(arena);
    for (int round = 0; round < 5; round++) {
        arena_reset(arena);
        for (int i = 0; i < 100; i++) arena_alloc(arena, 12345);
    }
    assert_int_equal(arena_held_bytes(arena), held);
    arena_free(arena);
}

static void a_piece_larger_than_any_block_gets_its_own(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char *large = arena_alloc(arena, 10 * 1024 * 1024), *small = arena_alloc(arena, 1);
    large[10 * 1024 * 1024 - 1] = 1;
    *small = 2;
    assert_int_equal(large[10 * 1024 * 1024 - 1], 1);
    arena_free(arena);
}

static void a_grown_array_keeps_what_it_held(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t capacity = 0;
    int *numbers = NULL;
    for (int i = 0; i < 1000; i++) {
        numbers = arena_grow(arena, numbers, (size_t)i, (size_t)i + 1, &capacity, sizeof *numbers);
        numbers[i] = i;
    }
    for (int i = 0; i < 1000; i++) assert_int_equal(numbers[i], i);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room_comes_zeroed_even_after_a_reset),
        cmocka_unit_test(a_reset_arena_takes_no_more_from_the_machine),
        cmocka_unit_test(a_piece_larger_than_any_block_gets_its_own),
        cmocka_unit_test(a_grown_array_keeps_what_it_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
