/* The run and the heap, each against qsort. */
#include "tests/lib/near.h"

#include "kernel/front.h"

static uint64_t luck(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    return z ^ z >> 31;
}

static int compare_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    return key_before(*y, *x) - key_before(*x, *y);
}

static void assert_next(struct front *front, struct key expected)
{
    struct key key;
    assert_true(front_take(front, UINT64_MAX, &key));
    assert_true(key.when == expected.when && key.ticket == expected.ticket);
}

enum { MOST = 5000 };

/* Keys spread evenly, in few values, all alike, or mostly at one end. */
static uint64_t when_of(int kind, uint64_t *seed)
{
    uint64_t bits = luck(seed) >> 8;
    switch (kind) {
    case 0: return bits % 1000000;
    case 1: return bits % 7;
    case 2: return 42;
    default: return (bits >> 6) >> (bits & 63);
    }
}

static void a_sorted_run_is_read_in_order(void **state)
{
    static const size_t counts[] = { 0, 1, 2, 5, 17, 64, 255, 256, 700, MOST };
    static struct key keys[MOST];
    uint64_t seed = 1;
    (void)state;
    for (int kind = 0; kind < 4; kind++) {
        for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
            struct arena *arena = arena_new();
            struct front front;
            front_init(&front, arena);
            struct key *room = front_run_room(&front, counts[c]);
            for (size_t k = 0; k < counts[c]; k++) room[k] = keys[k] = (struct key){ when_of(kind, &seed), luck(&seed) };
            front_sort_run(&front, counts[c]);
            assert_true(front_is_sound(&front));
            qsort(keys, counts[c], sizeof keys[0], compare_keys);
            for (size_t k = 0; k < counts[c]; k++) assert_next(&front, keys[k]);
            arena_free(arena);
        }
    }
}

static void heap_and_run_together_come_in_order(void **state)
{
    static struct key keys[MOST];
    uint64_t seed = 2;
    (void)state;
    for (int kind = 0; kind < 4; kind++) {
        struct arena *arena = arena_new();
        struct front front;
        front_init(&front, arena);
        struct key *room = front_run_room(&front, MOST / 2);
        for (size_t k = 0; k < MOST; k++) {
            keys[k] = (struct key){ when_of(kind, &seed), k + 1 };
            if (k < MOST / 2) room[k] = keys[k];
            if (k == MOST / 2 - 1) front_sort_run(&front, MOST / 2);
            if (k >= MOST / 2) front_push(&front, keys[k].when, keys[k].ticket);
        }
        assert_true(front_is_sound(&front));
        qsort(keys, MOST, sizeof keys[0], compare_keys);
        for (size_t k = 0; k < MOST; k++) assert_next(&front, keys[k]);
        struct key none;
        assert_false(front_take(&front, UINT64_MAX, &none));
        assert_true(none.when == UINT64_MAX);
        arena_free(arena);
    }
}

static void a_key_behind_the_run_joins_it(void **state)
{
    struct arena *arena = arena_new();
    struct front front;
    (void)state;
    front_init(&front, arena);
    front_run_room(&front, 1)[0] = (struct key){ 5, 1 };
    front_sort_run(&front, 1);
    for (uint64_t k = 2; k < 1000; k++) front_push(&front, 5, k);
    assert_int_equal(front.heaped, 0);
    front_push(&front, 4, 1000);
    assert_int_equal(front.heaped, 1);
    assert_next(&front, (struct key){ 4, 1000 });
    for (uint64_t k = 1; k < 1000; k++) assert_next(&front, (struct key){ 5, k });
    arena_free(arena);
}

static void a_run_that_never_ends_takes_no_more_memory(void **state)
{
    struct arena *arena = arena_new();
    struct front front;
    (void)state;
    front_init(&front, arena);
    for (uint64_t k = 0; k < 100; k++) front_run_room(&front, 100)[k] = (struct key){ k, k + 1 };
    front_sort_run(&front, 100);
    size_t held = 0;
    for (uint64_t k = 0; k < 100000; k++) {
        if (k == 1000) held = arena_held_bytes(arena);
        assert_next(&front, (struct key){ k, k + 1 });
        front_push(&front, k + 100, k + 101);
        assert_int_equal(front.heaped, 0);
    }
    assert_int_equal(arena_held_bytes(arena), held);
    assert_true(front_is_sound(&front) && front.run_used < 1000);
    arena_free(arena);
}

static void a_key_at_the_limit_stays(void **state)
{
    struct arena *arena = arena_new();
    struct front front;
    struct key key;
    (void)state;
    front_init(&front, arena);
    front_push(&front, 5, 1);
    assert_false(front_take(&front, 5, &key));
    assert_true(key.when == 5 && key.ticket == 1);
    assert_true(front_take(&front, 6, &key));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sorted_run_is_read_in_order),
        cmocka_unit_test(heap_and_run_together_come_in_order),
        cmocka_unit_test(a_key_behind_the_run_joins_it),
        cmocka_unit_test(a_run_that_never_ends_takes_no_more_memory),
        cmocka_unit_test(a_key_at_the_limit_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
