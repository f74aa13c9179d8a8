/* Our generator in GSL's hands. */
#include "tests/lib/near.h"

#include <gsl/gsl_randist.h>

#include "stat/rng_gsl.h"

static void a_view_draws_from_the_stream_itself(void **state)
{
    struct rng rng = rng_stream(1, 0, "a", 0), same = rng;
    gsl_rng view = rng_gsl_view(&rng);
    (void)state;
    assert_true(gsl_rng_get(&view) == rng_next(&same) >> 32);
    assert_true(gsl_rng_uniform(&view) == rng_uniform(&same));
    assert_true(rng_next(&rng) == rng_next(&same));
}

static void gsl_owns_one_of_our_type_as_well(void **state)
{
    gsl_rng *made = gsl_rng_alloc(rng_gsl_type());
    struct rng same = rng_stream(42, 0, "", 0);
    (void)state;
    gsl_rng_set(made, 42);
    assert_string_equal(gsl_rng_name(made), "exasite-xoshiro256++");
    assert_true(gsl_rng_max(made) == 0xffffffffUL && gsl_rng_min(made) == 0);
    for (int k = 0; k < 100; k++) assert_true(gsl_rng_get(made) == rng_next(&same) >> 32);
    gsl_rng_free(made);
}

/* gsl_rng_uniform_int uses max and min: 2 faces, 5 standard deviations of 100,000 throws. */
static void its_range_suits_the_draws_of_gsl(void **state)
{
    struct rng rng = rng_stream(1, 0, "b", 0);
    gsl_rng view = rng_gsl_view(&rng);
    double heads = 0.0;
    (void)state;
    for (int k = 0; k < 100000; k++) heads += (double)gsl_rng_uniform_int(&view, 2);
    assert_within(heads, 50000.0, 0.016);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_view_draws_from_the_stream_itself),
        cmocka_unit_test(gsl_owns_one_of_our_type_as_well),
        cmocka_unit_test(its_range_suits_the_draws_of_gsl),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
