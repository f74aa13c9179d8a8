#include "tests/lib/near.h"

#include "stat/mser.h"
#include "stat/rng.h"

enum { N = 5000 };

/* Noise of sd 1 about 0, on top of a beginning that fades from `height` with time constant `fade`. */
static void series(double *values, double height, double fade, uint64_t slot)
{
    struct rng rng = rng_stream(1, 0, "mser", slot);
    for (int k = 0; k < N; k++) values[k] = rng_exponential(&rng) - 1.0 + height * exp(-k / fade);
}

static void a_steady_series_loses_little(void **state)
{
    double values[N];
    size_t worst = 0;
    (void)state;
    for (uint64_t slot = 0; slot < 20; slot++) {
        series(values, 0.0, 1.0, slot);
        size_t cut = mser_5(values, N);
        assert_int_equal(cut % 5, 0);
        if (cut != N && cut > worst) worst = cut;
    }
    assert_true(worst < N / 2);
}

/* What is left of 20·exp(−k/100) has sunk under the noise of the mean, 1/√5000 = 0.014, at k = 730. */
static void the_beginning_is_cut_where_it_has_faded(void **state)
{
    double values[N];
    (void)state;
    for (uint64_t slot = 0; slot < 20; slot++) {
        series(values, 20.0, 100.0, slot);
        size_t cut = mser_5(values, N);
        assert_in_range(cut, 300, 1500);
    }
}

static void a_step_is_cut_exactly(void **state)
{
    double values[100];
    (void)state;
    for (int k = 0; k < 100; k++) values[k] = k < 20 ? 100.0 : (double)(k % 2);
    assert_int_equal(mser_5(values, 100), 20);
}

static void a_series_that_still_falls_is_not_trusted(void **state)
{
    double values[N];
    (void)state;
    for (int k = 0; k < N; k++) values[k] = -k;
    assert_int_equal(mser_5(values, N), N);
    assert_int_equal(mser_5(values, 9), 9);
}

static void a_constant_series_is_kept_whole(void **state)
{
    double values[N] = { 0.0 };
    (void)state;
    assert_int_equal(mser_5(values, N), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_steady_series_loses_little),
        cmocka_unit_test(the_beginning_is_cut_where_it_has_faded),
        cmocka_unit_test(a_step_is_cut_exactly),
        cmocka_unit_test(a_series_that_still_falls_is_not_trusted),
        cmocka_unit_test(a_constant_series_is_kept_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
