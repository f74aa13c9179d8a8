#include "tests/lib/near.h"

#include <string.h>

#include "fluid/spans.h"

static int32_t *at(const struct spans *spans, int32_t first) { return (int32_t *)(void *)spans->block + first; }

/* 1, 2, ... 8, then 16, 32, 64, ... */
static void a_class_is_the_smallest_with_room(void **state)
{
    (void)state;
    for (int k = 0; k < 8; k++) assert_int_equal(spans_room(k), k + 1);
    assert_int_equal(spans_room(8), 16);
    assert_int_equal(spans_room(9), 32);
    for (int32_t n = 1; n < 5000; n++) {
        const int k = spans_class(n);
        assert_true(spans_room(k) >= n);
        assert_true(k == 0 || spans_room(k - 1) < n);
    }
}

static void spans_do_not_overlap_and_survive_growing(void **state)
{
    (void)state;
    struct spans spans;
    int32_t first[500];
    spans_init(&spans, sizeof(int32_t));
    for (int32_t i = 0; i < 500; i++) {
        first[i] = spans_take(&spans, i % 10);
        for (int32_t k = 0; k < spans_room(i % 10); k++) at(&spans, first[i])[k] = i;
    }
    for (int32_t i = 0; i < 500; i++)
        for (int32_t k = 0; k < spans_room(i % 10); k++) assert_int_equal(at(&spans, first[i])[k], i);
    spans_drop(&spans);
}

/* Last given back, first used again; another class never gets it. */
static void what_is_given_back_is_used_again(void **state)
{
    (void)state;
    struct spans spans;
    spans_init(&spans, sizeof(int32_t));
    const int32_t one = spans_take(&spans, 3), two = spans_take(&spans, 3);
    spans_give(&spans, one, 3);
    spans_give(&spans, two, 3);
    const int32_t used = spans.used, other = spans_take(&spans, 4);
    assert_true(other >= used);
    assert_int_equal(spans_take(&spans, 3), two);
    assert_int_equal(spans_take(&spans, 3), one);
    assert_true(spans_take(&spans, 3) >= used);
    spans_drop(&spans);
}

static void a_widened_span_keeps_its_content(void **state)
{
    (void)state;
    struct spans spans;
    spans_init(&spans, sizeof(int32_t));
    int32_t first = spans_widen(&spans, -1, -1, 0), room = 1;
    *at(&spans, first) = 0;
    for (int k = 1; k < 14; k++) {
        first = spans_widen(&spans, first, k - 1, k);
        for (int32_t i = 0; i < room; i++) assert_int_equal(at(&spans, first)[i], i);
        for (room = 0; room < spans_room(k); room++) at(&spans, first)[room] = room;
    }
    const int32_t used = spans.used;
    spans_take(&spans, 5);                      /* the one it grew out of */
    assert_int_equal(spans.used, used);
    spans_drop(&spans);
}

static void cleared_spans_keep_their_room(void **state)
{
    (void)state;
    struct spans spans;
    spans_init(&spans, sizeof(int32_t));
    for (int i = 0; i < 100; i++) spans_take(&spans, 7);
    const int32_t room = spans.room;
    spans_clear(&spans);
    assert_int_equal(spans_take(&spans, 7), 0);
    for (int i = 1; i < 100; i++) spans_take(&spans, 7);
    assert_int_equal(spans.room, room);
    spans_drop(&spans);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_class_is_the_smallest_with_room),
        cmocka_unit_test(spans_do_not_overlap_and_survive_growing),
        cmocka_unit_test(what_is_given_back_is_used_again),
        cmocka_unit_test(a_widened_span_keeps_its_content),
        cmocka_unit_test(cleared_spans_keep_their_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
