/* Without pairs, luck is what rng.h and dist.h draw, bit by bit; of a pair, one draws 1 − u where the other draws u. */
#include "tests/lib/near.h"

#include <string.h>

#include "stat/dist.h"
#include "stat/luck.h"

enum { DRAWS = 1000 };

static struct luck plain(void) { return luck_stream(false, 1, 3, "rack", 2); }
static struct luck first(uint64_t slot) { return luck_stream(true, 1, 4, "rack", slot); }
static struct luck second(uint64_t slot) { return luck_stream(true, 1, 5, "rack", slot); }

static void without_pairs_it_draws_what_the_stream_draws(void **state)
{
    (void)state;
    const struct dist_spec gamma = { .kind = DIST_GAMMA, .scale = 2.0, .shape = 4.5 };
    struct luck luck = plain();
    struct rng rng = rng_stream(1, 3, "rack", 2);
    for (int k = 0; k < DRAWS; k++) {
        assert_true(luck_uniform(&luck) == rng_uniform(&rng));
        assert_true(luck_uniform_open(&luck) == rng_uniform_open(&rng));
        assert_true(luck_below(&luck, 7) == rng_below(&rng, 7));
        assert_true(luck_exponential(&luck, 3.0) == rng_exponential_mean(&rng, 3.0));
        assert_true(luck_draw(&luck, &gamma) == dist_draw(&gamma, &rng));
    }
}

static void uniform_numbers_of_a_pair_add_up_to_one(void **state)
{
    (void)state;
    struct luck a = first(0), b = second(0);
    for (int k = 0; k < DRAWS; k++) {
        const double u = luck_uniform(&a);
        assert_true(u > 0.0 && u < 1.0 && luck_uniform(&b) == 1.0 - u);
        assert_int_equal(luck_below(&a, 7) + luck_below(&b, 7), 6);
    }
}

/* Both at the same u: F(x) + F(y) = 1, whatever the law F. */
static void every_law_is_drawn_by_inversion(void **state)
{
    (void)state;
    const struct dist_spec laws[] = {
        { .kind = DIST_UNIFORM, .low = -2.0, .high = 5.0 },      { .kind = DIST_EXPONENTIAL, .mean = 3.0 },
        { .kind = DIST_NORMAL, .mean = 1.0, .sd = 1.0 },         { .kind = DIST_LOGNORMAL, .median = 2.0, .sigma = 0.5 },
        { .kind = DIST_WEIBULL, .scale = 3.0, .shape = 0.7 },    { .kind = DIST_TRIANGULAR, .low = 1.0, .mode = 2.0, .high = 6.0 },
        { .kind = DIST_GAMMA, .scale = 2.0, .shape = 0.25 },
    };
    for (size_t law = 0; law < sizeof laws / sizeof laws[0]; law++) {
        struct luck a = first(law), b = second(law);
        for (int k = 0; k < DRAWS; k++)
            assert_within(dist_cdf(&laws[law], luck_draw(&a, &laws[law])) + dist_cdf(&laws[law], luck_draw(&b, &laws[law])), 1.0, 1e-8);
        assert_memory_equal(&a.rng, &b.rng, sizeof a.rng);
    }
}

/* e^(−x/m) = 1 − u and u: they add up to 1. */
static void exponential_numbers_of_a_pair_are_opposite(void **state)
{
    (void)state;
    struct luck a = first(0), b = second(0);
    double sum = 0.0;
    for (int k = 0; k < DRAWS; k++) {
        const double x = luck_exponential(&a, 3.0), y = luck_exponential(&b, 3.0);
        assert_near(exp(-x / 3.0) + exp(-y / 3.0), 1.0);
        sum += x + y;
    }
    assert_within(sum / (2 * DRAWS), 3.0, 0.05);         /* correlation 1 − π²/6: sd of the mean 3 · sqrt(0.355/2000) = 0.04 */
}

static void a_pair_is_two_replications_in_a_row(void **state)
{
    (void)state;
    struct luck pair[] = { luck_stream(true, 1, 6, "rack", 0), luck_stream(true, 1, 7, "rack", 0) }, next = luck_stream(true, 1, 8, "rack", 0);
    assert_memory_equal(&pair[0].rng, &pair[1].rng, sizeof next.rng);
    assert_true(pair[0].way == LUCK_INVERTED && pair[1].way == LUCK_MIRRORED && next.way == LUCK_INVERTED);
    assert_memory_not_equal(&pair[0].rng, &next.rng, sizeof next.rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_pairs_it_draws_what_the_stream_draws),
        cmocka_unit_test(uniform_numbers_of_a_pair_add_up_to_one),
        cmocka_unit_test(every_law_is_drawn_by_inversion),
        cmocka_unit_test(exponential_numbers_of_a_pair_are_opposite),
        cmocka_unit_test(a_pair_is_two_replications_in_a_row),
    };
    dist_gsl_quiet();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
