/* The layers of the ziggurat, worked out again in double: edges, areas, and that the last
 * layer closes at the top. */
#include "tests/lib/near.h"

#include "stat/rng_tables.h"

static double edge(int layer)
{
    return layer == 256 ? 0.0 : rng_tables_exp_width[layer] * 0x1p53;
}

static void all_layers_have_the_same_area(void **state)
{
    double v = (RNG_TABLES_TAIL + 1.0) * exp(-RNG_TABLES_TAIL);
    (void)state;
    assert_within(edge(1), RNG_TABLES_TAIL, 1e-15);
    assert_within(edge(0) * exp(-RNG_TABLES_TAIL), v, 1e-14);
    for (int k = 1; k < 256; k++) assert_within(edge(k) * (exp(-edge(k + 1)) - exp(-edge(k))), v, 1e-10);
}

static void heights_and_inner_widths_follow_from_the_edges(void **state)
{
    (void)state;
    assert_true(rng_tables_exp_height[256] == 1.0);
    for (int k = 0; k < 256; k++) {
        if (k) assert_within(rng_tables_exp_height[k], exp(-edge(k)), 1e-14);
        assert_within((double)rng_tables_exp_inside[k], edge(k + 1) / edge(k) * 0x1p53, 1e-13);
        assert_true(edge(k + 1) < edge(k));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_layers_have_the_same_area),
        cmocka_unit_test(heights_and_inner_widths_follow_from_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
