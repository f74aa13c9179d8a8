#include "tests/lib/near.h"

#include "stat/rng.h"
#include "stat/sketch.h"

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Values over 40 powers of ten, of both signs, and zeros. */
static void quantiles_are_within_a_256th(void **state)
{
    enum { N = 100000 };
    static double values[N];
    struct arena *arena = arena_new();
    struct sketch *sketch = sketch_new(arena);
    struct rng rng = rng_stream(1, 0, "sketch", 0);
    (void)state;
    for (int k = 0; k < N; k++) {
        double size = pow(10.0, 40.0 * rng_uniform(&rng) - 20.0);
        values[k] = k % 10 == 0 ? 0.0 : k % 3 ? size : -size;
        sketch_add(sketch, values[k], 1);
    }
    qsort(values, N, sizeof values[0], compare_doubles);
    for (double p = 0.0; p <= 1.0; p += 1.0 / 512) {
        size_t rank = p > 0.0 ? (size_t)ceil(p * N) - 1 : 0;
        assert_within(sketch_quantile(sketch, p), values[rank], 1.0 / 256);
    }
    assert_true(sketch_quantile(sketch, 0.0) == values[0] && sketch_quantile(sketch, 1.0) == values[N - 1]);
    assert_int_equal(sketch_weight(sketch), N);
    arena_free(arena);
}

static void few_different_values_are_exact(void **state)
{
    struct arena *arena = arena_new();
    struct sketch *sketch = sketch_new(arena);
    (void)state;
    for (int k = 1; k <= 100; k++) sketch_add(sketch, k, 1);
    for (int k = 1; k <= 100; k++) assert_true(sketch_quantile(sketch, k / 100.0) == k);
    arena_free(arena);
}

static void weights_count(void **state)
{
    struct arena *arena = arena_new();
    struct sketch *sketch = sketch_new(arena);
    (void)state;
    sketch_add(sketch, 3.3, UINT64_C(900000000000));
    sketch_add(sketch, 7.7, UINT64_C(100000000000));
    sketch_add(sketch, 9.9, 0);
    assert_true(sketch_quantile(sketch, 0.5) == 3.3);
    assert_true(sketch_quantile(sketch, 0.9) == 3.3);
    assert_true(sketch_quantile(sketch, 0.91) == 7.7);
    assert_true(sketch_quantile(sketch, 1.0) == 7.7);
    arena_free(arena);
}

static void merging_in_any_order_gives_the_same_bits(void **state)
{
    struct arena *arena = arena_new();
    struct sketch *parts[4], *forward = sketch_new(arena), *backward = sketch_new(arena), *all = sketch_new(arena);
    struct rng rng = rng_stream(2, 0, "sketch", 0);
    (void)state;
    for (int k = 0; k < 4; k++) parts[k] = sketch_new(arena);
    for (int k = 0; k < 10000; k++) {
        double value = rng_exponential(&rng) - 0.2;
        sketch_add(parts[k % 4], value, (uint64_t)k);
        sketch_add(all, value, (uint64_t)k);
    }
    for (int k = 0; k < 4; k++) {
        sketch_merge(forward, parts[k]);
        sketch_merge(backward, parts[3 - k]);
    }
    for (double p = 0.0; p <= 1.0; p += 0.01) {
        assert_true(sketch_quantile(forward, p) == sketch_quantile(backward, p));
        assert_true(sketch_quantile(forward, p) == sketch_quantile(all, p));
    }
    arena_free(arena);
}

static void memory_is_bounded(void **state)
{
    struct arena *arena = arena_new();
    struct sketch *sketch = sketch_new(arena);
    struct rng rng = rng_stream(3, 0, "sketch", 0);
    size_t held = 0;
    (void)state;
    for (int k = 0; k < 2000000; k++) {
        if (k == 1000) held = arena_held_bytes(arena);
        sketch_add(sketch, 1.0 + rng_uniform(&rng), 1);
    }
    assert_int_equal(arena_held_bytes(arena), held);
    arena_free(arena);
}

static void ends_of_the_range_are_kept(void **state)
{
    struct arena *arena = arena_new();
    struct sketch *sketch = sketch_new(arena);
    (void)state;
    assert_true(isnan(sketch_quantile(sketch, 0.5)));
    sketch_add(sketch, 1e-60, 1);
    assert_true(sketch_quantile(sketch, 0.5) == 0.0);
    sketch_add(sketch, (double)INFINITY, 1);
    sketch_add(sketch, -1e300, 1);
    assert_true(isinf(sketch_quantile(sketch, 1.0)));
    assert_true(sketch_quantile(sketch, 0.0) == -1e300);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_within_a_256th),
        cmocka_unit_test(few_different_values_are_exact),
        cmocka_unit_test(weights_count),
        cmocka_unit_test(merging_in_any_order_gives_the_same_bits),
        cmocka_unit_test(memory_is_bounded),
        cmocka_unit_test(ends_of_the_range_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
