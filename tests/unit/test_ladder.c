/* The ladder alone: order at every size and spread, sweeping, and that no shape of times makes
 * it slow (counted in levels and front sizes, not in seconds). */
#include "tests/lib/near.h"

#include "kernel/ladder.h"

static uint64_t luck(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    return z ^ z >> 31;
}

static size_t told;

static void count_told(const void *context, const struct key *keys, size_t count, bool in_order)
{
    (void)context;
    (void)keys;
    if (!in_order) told += count;
}

static void drain_in_order(struct ladder *ladder, size_t expected)
{
    struct key last = { 0, 0 }, key;
    size_t n = 0;
    for (; ladder_take(ladder, UINT64_MAX - 1, &key); last = key, n++) assert_true(key_before(last, key));
    assert_int_equal(n, expected);
}

static uint64_t when_of(int kind, uint64_t *seed)
{
    uint64_t bits = luck(seed) >> 3;
    switch (kind) {
    case 0: return bits % 1000000007;
    case 1: return bits % 5;
    case 2: return bits % 2 ? 10 : UINT64_C(1) << 62;
    case 3: return (bits >> 6 & (UINT64_MAX >> 10)) >> (bits & 63) % 54;
    default: return bits;
    }
}

static void it_orders_every_spread_of_times(void **state)
{
    uint64_t seed = 5;
    (void)state;
    for (int kind = 0; kind < 5; kind++) {
        for (size_t n = 1; n <= 200000; n *= 11) {
            struct arena *arena = arena_new();
            struct ladder ladder;
            ladder_init(&ladder, arena, count_told, NULL);
            for (size_t k = 0; k < n; k++) ladder_push(&ladder, when_of(kind, &seed), k + 1);
            assert_true(ladder_is_sound(&ladder));
            drain_in_order(&ladder, n);
            arena_free(arena);
        }
    }
}

static void the_front_stays_small_while_a_million_wait(void **state)
{
    struct arena *arena = arena_new();
    struct ladder ladder;
    struct key key;
    uint64_t seed = 6;
    size_t most = 0;
    (void)state;
    ladder_init(&ladder, arena, count_told, NULL);
    for (uint64_t k = 1; k <= 1000000; k++) ladder_push(&ladder, luck(&seed) >> 20, k);
    told = 0;
    for (uint64_t k = 0; k < 500000; k++) {
        assert_true(ladder_take(&ladder, UINT64_MAX - 1, &key));
        ladder_push(&ladder, key.when + (luck(&seed) >> 20), 2000000 + k);
        if (ladder.front.heaped > most) most = ladder.front.heaped;
        assert_true(ladder.levels_used <= 3);
    }
    assert_true(most <= 400);
    assert_true(told >= 490000 && told <= 520000);      /* almost every key was announced once */
    assert_true(ladder_is_sound(&ladder));
    arena_free(arena);
}

static bool even_ticket(const void *context, struct key key)
{
    (void)context;
    return key.ticket % 2 == 0;
}

static void a_sweep_keeps_what_is_wanted_wherever_it_lies(void **state)
{
    struct arena *arena = arena_new();
    struct ladder ladder;
    struct key key;
    uint64_t seed = 7;
    (void)state;
    ladder_init(&ladder, arena, count_told, NULL);
    for (uint64_t k = 1; k <= 100000; k++) ladder_push(&ladder, luck(&seed) >> 20, k);
    for (uint64_t k = 1; k <= 1000; k++) {
        assert_true(ladder_take(&ladder, UINT64_MAX - 1, &key));
        ladder_push(&ladder, key.when + (luck(&seed) >> 20), key.ticket);
        ladder_push(&ladder, key.when + k % 3, 100000 + k);
    }
    ladder_sweep(&ladder, even_ticket, NULL);
    assert_true(ladder_is_sound(&ladder));
    size_t left = 0;
    for (; ladder_take(&ladder, UINT64_MAX - 1, &key); left++) assert_int_equal(key.ticket % 2, 0);
    assert_in_range(left, 50000, 50500);
    arena_free(arena);
}

static void a_sweep_of_everything_leaves_an_empty_ladder_that_works(void **state)
{
    struct arena *arena = arena_new();
    struct ladder ladder;
    (void)state;
    ladder_init(&ladder, arena, count_told, NULL);
    for (uint64_t k = 0; k < 10000; k++) ladder_push(&ladder, k, 2 * k + 1);
    ladder_sweep(&ladder, even_ticket, NULL);
    drain_in_order(&ladder, 0);
    for (uint64_t k = 0; k < 10000; k++) ladder_push(&ladder, 10000 - k, k + 1);
    drain_in_order(&ladder, 10000);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_orders_every_spread_of_times),
        cmocka_unit_test(the_front_stays_small_while_a_million_wait),
        cmocka_unit_test(a_sweep_keeps_what_is_wanted_wherever_it_lies),
        cmocka_unit_test(a_sweep_of_everything_leaves_an_empty_ladder_that_works),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
