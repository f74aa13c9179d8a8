#include "tests/lib/near.h"

#include <string.h>

#include "base/order.h"
#include "base/text.h"

struct item { int32_t key, was; };

static bool item_before(const void *a, const void *b, const void *context)
{
    (void)context;
    return ((const struct item *)a)->key < ((const struct item *)b)->key;
}

/* Many equal keys, every length around the runs and merges of the sort. */
static void equals_keep_their_order_at_every_length(void **state)
{
    (void)state;
    struct item items[300];
    uint32_t luck = 4711;
    for (int32_t n = 0; n < 300; n++) {
        int32_t of_key[7] = { 0 };
        for (int32_t i = 0; i < n; i++) {
            luck = luck * 1664525u + 1013904223u;
            items[i] = (struct item){ (int32_t)(luck >> 16) % 7, i };
            of_key[items[i].key]++;
        }
        order_sort(items, (size_t)n, sizeof items[0], item_before, NULL);
        for (int32_t i = 0; i < n; i++) of_key[items[i].key]--;
        for (int32_t key = 0; key < 7; key++) assert_int_equal(of_key[key], 0);
        for (int32_t i = 1; i < n; i++)
            if (items[i - 1].key > items[i].key || (items[i - 1].key == items[i].key && items[i - 1].was > items[i].was))
                fail_msg("length %d, at %d", (int)n, (int)i);
    }
}

static bool larger_by_context(const void *a, const void *b, const void *context)
{
    const double *weight = context;
    return weight[*(const int *)a] > weight[*(const int *)b];
}

static void the_rule_may_look_things_up(void **state)
{
    (void)state;
    const double weight[4] = { 1.0, 4.0, 2.0, 3.0 };
    int rows[4] = { 0, 1, 2, 3 };
    order_sort(rows, 4, sizeof rows[0], larger_by_context, weight);
    assert_int_equal(rows[0], 1);
    assert_int_equal(rows[1], 3);
    assert_int_equal(rows[2], 2);
    assert_int_equal(rows[3], 0);
}

static void a_map_finds_what_was_put(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct order_map *map = order_map_new(arena);
    for (int32_t i = 0; i < 10000; i++) {
        const char *key = text_format(arena, "rack-%d", (int)i);
        assert_int_equal(order_map_find(map, key, strlen(key)), -1);
        assert_int_equal(order_map_put(map, key, strlen(key), i), -1);
    }
    for (int32_t i = 0; i < 10000; i++) {
        const char *key = text_format(arena, "rack-%d", (int)i);
        assert_int_equal(order_map_find(map, key, strlen(key)), i);
    }
    assert_int_equal(order_map_count(map), 10000);
    arena_free(arena);
}

static void the_first_of_a_name_stays(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct order_map *map = order_map_new(arena);
    assert_int_equal(order_map_put(map, "bulk", 4, 3), -1);
    assert_int_equal(order_map_put(map, "bulk", 4, 5), 3);
    assert_int_equal(order_map_find(map, "bulk", 4), 3);
    assert_int_equal(order_map_count(map), 1);
    arena_free(arena);
}

static void keys_are_taken_by_their_length(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct order_map *map = order_map_new(arena);
    order_map_put(map, "a\0b", 3, 1);
    order_map_put(map, "", 0, 2);
    assert_int_equal(order_map_find(map, "a", 1), -1);
    assert_int_equal(order_map_find(map, "a\0c", 3), -1);
    assert_int_equal(order_map_find(map, "a\0b", 3), 1);
    assert_int_equal(order_map_find(map, "x", 0), 2);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_keep_their_order_at_every_length),
        cmocka_unit_test(the_rule_may_look_things_up),
        cmocka_unit_test(a_map_finds_what_was_put),
        cmocka_unit_test(the_first_of_a_name_stays),
        cmocka_unit_test(keys_are_taken_by_their_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
