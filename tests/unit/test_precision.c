#include "tests/lib/near.h"

#include "stat/dist.h"
#include "stat/precision.h"

static struct tally seen(const double *values, int n)
{
    return precision_observations(values, n, 1);
}

/* 1, 2, 3, 4, 5: half width 2.7764 · 1.5811 / √5 = 1.9633, of 3. */
static void the_relative_half_width_is_of_the_mean(void **state)
{
    (void)state;
    const double values[] = { 1.0, 2.0, 3.0, 4.0, 5.0 }, opposite[] = { -1.0, 1.0 }, equal[] = { 0.0, 0.0 };
    const struct tally five = seen(values, 5), one = seen(values, 1), none = seen(opposite, 2), same = seen(equal, 2);
    assert_within(precision_relative(&five), 1.96324 / 3.0, 1e-5);
    assert_true(isinf(precision_relative(&one)));
    assert_true(isinf(precision_relative(&none)));
    assert_true(precision_relative(&same) == 0.0);
}

/* Mean 100, standard deviation 10, 5 % asked: t · 10 / √n is 5.14 at n = 17 (t 2.120) and 4.97 at n = 18 (t 2.110). */
static void so_many_are_needed_as_make_it_narrow_enough(void **state)
{
    (void)state;
    const double off = 10.0 / sqrt(2.0), values[] = { 100.0 - off, 100.0 + off };
    const struct tally two = seen(values, 2);
    assert_true(precision_needed(&two, 0.05) == 18.0);
    assert_true(precision_needed(&two, 0.01) == 387.0);      /* (1.9661 · 10 / 1)² = 386.6 */
}

static void some_numbers_are_known_at_once_and_some_never(void **state)
{
    (void)state;
    const double equal[] = { 7.0, 7.0 }, opposite[] = { -1.0, 1.0 };
    const struct tally sure = seen(equal, 2), never = seen(opposite, 2), one = seen(equal, 1);
    assert_true(precision_needed(&sure, 0.01) == 2.0);
    assert_true(isinf(precision_needed(&never, 0.01)));
    assert_true(isinf(precision_needed(&one, 0.01)));
    assert_true(isinf(precision_needed(&(struct tally){ .n = 2, .mean = 1.0, .squares = 1.0 }, 1e-6)));
}

static void no_run_stops_before_ten(void **state)
{
    (void)state;
    struct tally tally = { 0 };
    for (int k = 0; k < 9; k++) tally_add(&tally, 5.0);
    assert_false(precision_reached(&tally, 0.01));
    tally_add(&tally, 5.0);
    assert_true(precision_reached(&tally, 0.01));
    tally_add(&tally, 50.0);
    assert_false(precision_reached(&tally, 0.01));
}

static void pairs_count_by_their_means_and_the_unknown_not_at_all(void **state)
{
    (void)state;
    const double unknown = (double)NAN, values[] = { 1.0, 5.0, unknown, unknown, 2.0, unknown, 7.0 };
    const struct tally pairs = precision_observations(values, 7, 2);
    assert_int_equal(pairs.n, 3);                            /* 3, 2, 7 */
    assert_near(pairs.mean, 4.0);
    assert_near(tally_variance(&pairs), 7.0);
}

static void pairs_save_what_their_two_are_opposed(void **state)
{
    (void)state;
    const double opposed[] = { 1.0, 5.0, 2.0, 4.0, 3.0, 3.0 }, alike[] = { 1.0, 1.0, 2.0, 2.0, 3.0, 3.0 };
    assert_near(precision_saved_by_pairs(opposed, 6).share, 1.0);
    assert_near(precision_saved_by_pairs(alike, 6).share, -1.0);
    assert_true(isnan(precision_saved_by_pairs(alike, 2).share));
}

/* Four pairs without any correlation: Fisher's z is 0 ± 1.96 / √(4 − 3), tanh 1.96 = 0.9611. */
static void what_four_pairs_save_is_hardly_known(void **state)
{
    (void)state;
    const double values[] = { 0.0, 0.0, 0.0, 2.0, 2.0, 0.0, 2.0, 2.0 };
    const struct precision_saved saved = precision_saved_by_pairs(values, 8);
    assert_true(fabs(saved.share) < 1e-15);
    assert_within(saved.lo, -0.96112, 1e-4);
    assert_within(saved.hi, 0.96112, 1e-4);
}

/* Variances 5/3 and 35/12, of the difference 1/4: saved 1 − 3/55. */
static void common_chance_saves_of_a_difference(void **state)
{
    (void)state;
    const double a[] = { 1.0, 2.0, 3.0, 4.0 }, b[] = { 2.0, 3.0, 4.0, 6.0 }, c[] = { 4.0, 3.0, 2.0, 1.0 };
    const double twice_a[] = { 1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0 }, twice_b[] = { 1.0, 3.0, 2.0, 4.0, 3.0, 5.0, 5.0, 7.0 };
    assert_near(precision_saved_in_common(a, b, 4, 1).share, 52.0 / 55.0);
    assert_near(precision_saved_in_common(a, c, 4, 1).share, -1.0);
    assert_near(precision_saved_in_common(twice_a, twice_b, 8, 2).share, 52.0 / 55.0);
    assert_true(isnan(precision_saved_in_common(a, a, 1, 1).share));
}

/* Studies that go on until half the interval is 1 % of the mean, which takes 15 observations or so. Fewer than 95 % hold the
 * mean, since they stop where chance made the interval narrow: 94 %, where stopping from the fifth on would give 92 %. */
static void stopping_in_order_costs_little_of_the_coverage(void **state)
{
    (void)state;
    const struct dist_spec law = { .kind = DIST_NORMAL, .mean = 1.0, .sd = 0.01 * sqrt(15.0) / 1.96 };
    enum { STUDIES = 4000 };
    int held = 0;
    uint64_t observed = 0;
    for (uint64_t study = 0; study < STUDIES; study++) {
        struct rng rng = rng_stream(1, study, "sequential", 0);
        struct tally tally = { 0 };
        while (!precision_reached(&tally, 0.01)) tally_add(&tally, dist_draw(&law, &rng));
        held += fabs(tally.mean - 1.0) <= tally_half_width(&tally, 0.95);
        observed += tally.n;
    }
    assert_within((double)observed / STUDIES, 16.9, 0.02);
    if (held < 0.93 * STUDIES || held > 0.97 * STUDIES) fail_msg("%d of %d intervals hold the mean", held, STUDIES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_relative_half_width_is_of_the_mean),
        cmocka_unit_test(so_many_are_needed_as_make_it_narrow_enough),
        cmocka_unit_test(some_numbers_are_known_at_once_and_some_never),
        cmocka_unit_test(no_run_stops_before_ten),
        cmocka_unit_test(pairs_count_by_their_means_and_the_unknown_not_at_all),
        cmocka_unit_test(pairs_save_what_their_two_are_opposed),
        cmocka_unit_test(what_four_pairs_save_is_hardly_known),
        cmocka_unit_test(common_chance_saves_of_a_difference),
        cmocka_unit_test(stopping_in_order_costs_little_of_the_coverage),
    };
    dist_gsl_quiet();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
