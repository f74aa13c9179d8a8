/* Streams and the draws made inline. */
#include "tests/lib/near.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "stat/rng.h"

static bool same(struct rng a, struct rng b)
{
    return memcmp(a.state, b.state, sizeof a.state) == 0;
}

/* Pins the generator and the seeding: every result of every study hangs on these words. */
static void a_stream_is_the_same_for_ever(void **state)
{
    struct rng rng = rng_stream(1, 0, "failure", 0);
    (void)state;
    assert_true(rng_next(&rng) == UINT64_C(0xc4d3ffebb66cbff5));
    assert_true(rng_next(&rng) == UINT64_C(0x4ef7b64413748497));
    assert_true(rng_next(&rng) == UINT64_C(0x06fc903bfad74a27));
}

/* xoshiro256++ from state 1, 2, 3, 4 by hand: rotl(s0 + s3, 23) + s0 = 5·2^23 + 1; then the state
 * is 7, 0, 262146, 6·2^45, and the next word rotl(7 + 6·2^45, 23) + 7 = 7·2^23 + 6·2^4 + 7. */
static void the_generator_is_xoshiro(void **state)
{
    struct rng rng = { { 1, 2, 3, 4 } };
    (void)state;
    assert_true(rng_next(&rng) == (UINT64_C(5) << 23) + 1);
    assert_true(rng.state[0] == 7 && rng.state[1] == 0 && rng.state[2] == 262146 && rng.state[3] == UINT64_C(6) << 45);
    assert_true(rng_next(&rng) == (UINT64_C(7) << 23) + 6 * 16 + 7);
}

static void every_part_of_the_name_makes_another_stream(void **state)
{
    static const char *const names[] = { "", "a", "b", "ab", "abcdefgh", "abcdefgh\1", "abcdefghi", "rack-1", "rack-10", "rack-11" };
    enum { N = 10, SEEDS = 3, REPLICATIONS = 3, SLOTS = 3, ALL = N * SEEDS * REPLICATIONS * SLOTS };
    static struct rng streams[ALL];
    size_t n = 0;
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++)
        for (uint64_t replication = 0; replication < REPLICATIONS; replication++)
            for (size_t name = 0; name < N; name++)
                for (uint64_t slot = 0; slot < SLOTS; slot++) streams[n++] = rng_stream(seed, replication, names[name], slot);
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++) assert_false(same(streams[a], streams[b]));
}

static void a_stream_does_not_depend_on_what_else_is_drawn(void **state)
{
    struct rng before = rng_stream(7, 3, "rack", 2), other = rng_stream(7, 3, "else", 0);
    (void)state;
    for (int k = 0; k < 1000; k++) rng_next(&other);
    assert_true(same(before, rng_stream(7, 3, "rack", 2)));
}

enum { THREADS = 4, DRAWS = 20000 };

struct job {
    uint64_t slot;
    double sum;
};

static void *draw_many(void *argument)
{
    struct job *job = argument;
    struct rng rng = rng_stream(5, 1, "thread", job->slot);
    for (int k = 0; k < DRAWS; k++) job->sum += rng_exponential(&rng);
    return NULL;
}

static void a_stream_does_not_depend_on_the_thread(void **state)
{
    pthread_t threads[THREADS];
    struct job jobs[THREADS];
    (void)state;
    for (uint64_t k = 0; k < THREADS; k++) {
        jobs[k] = (struct job){ THREADS - k, 0.0 };
        assert_int_equal(pthread_create(&threads[k], NULL, draw_many, &jobs[k]), 0);
    }
    for (size_t k = 0; k < THREADS; k++) assert_int_equal(pthread_join(threads[k], NULL), 0);
    for (size_t k = 0; k < THREADS; k++) {
        struct job again = { jobs[k].slot, 0.0 };
        draw_many(&again);
        assert_true(again.sum == jobs[k].sum);
    }
}

/* First words of neighbouring streams, as one sequence: bits evenly set, neighbours unrelated.
 * 200,000 words; 5 standard deviations are 0.56 %. */
static void neighbouring_streams_are_unrelated(void **state)
{
    enum { STREAMS = 200000 };
    int ones[64] = { 0 }, agree[64] = { 0 };
    uint64_t last = 0;
    (void)state;
    for (uint64_t k = 0; k < STREAMS; k++) {
        struct rng rng = rng_stream(1, k % 2, "rack", k / 2);
        uint64_t word = rng_next(&rng);
        for (int bit = 0; bit < 64; bit++) {
            ones[bit] += (int)(word >> bit & 1);
            agree[bit] += (int)(~(word ^ last) >> bit & 1);
        }
        last = word;
    }
    for (int bit = 0; bit < 64; bit++) {
        assert_within((double)ones[bit], STREAMS / 2.0, 0.0125);
        assert_within((double)agree[bit], STREAMS / 2.0, 0.0125);
    }
}

static void uniform_stays_in_its_interval(void **state)
{
    struct rng zeros = { { 0, 0, 0, 0 } };
    (void)state;
    assert_true(rng_uniform(&zeros) == 0.0);
    assert_true(rng_uniform_open(&zeros) > 0.0);
    struct rng rng = rng_stream(1, 0, "uniform", 0);
    for (int k = 0; k < 1000000; k++) {
        double u = rng_uniform(&rng), v = rng_uniform_open(&rng);
        assert_true(u >= 0.0 && u < 1.0 && v > 0.0 && v < 1.0);
    }
}

/* 6 faces, 600,000 throws: chi-squared of 5 degrees is above 20.5 once in 1,000 times. Large n,
 * where the easy way (a remainder) would give the lower half twice as often. */
static void below_has_no_bias(void **state)
{
    struct rng rng = rng_stream(1, 0, "below", 0);
    double faces[6] = { 0 }, chi2 = 0.0, low = 0.0;
    const uint64_t large = UINT64_C(3) << 62;
    (void)state;
    for (int k = 0; k < 600000; k++) faces[rng_below(&rng, 6)]++;
    for (int k = 0; k < 6; k++) chi2 += (faces[k] - 1e5) * (faces[k] - 1e5) / 1e5;
    assert_true(chi2 < 20.5);
    for (int k = 0; k < 100000; k++) {
        uint64_t x = rng_below(&rng, large);
        assert_true(x < large);
        low += x < large / 2;
    }
    assert_within(low, 50000.0, 0.02);
    assert_true(rng_below(&rng, 1) == 0);
}

/* Kolmogorov-Smirnov against 1 − exp(−x) on 4,000,000 draws, in 10,000 bins; the critical
 * value at 0.1 % is 1.95 / sqrt(n). Far enough to see one layer of 256 done wrong. */
static void the_ziggurat_draws_exponentials(void **state)
{
    enum { N = 4000000, BINS = 10000 };
    static int counts[BINS + 1];
    struct rng rng = rng_stream(1, 0, "exponential", 0);
    double sum = 0.0, squares = 0.0, cubes = 0.0, worst = 0.0, passed = 0.0;
    int beyond = 0;
    (void)state;
    for (int k = 0; k < N; k++) {
        double x = rng_exponential(&rng);
        assert_true(x >= 0.0);
        sum += x;
        squares += x * x;
        cubes += x * x * x;
        beyond += x > 10.0;
        counts[x < 10.0 ? (int)(x * BINS / 10.0) : BINS]++;
    }
    assert_within(sum / N, 1.0, 5.0 / sqrt((double)N));
    assert_within(squares / N, 2.0, 5.0 * sqrt(20.0) / 2.0 / sqrt((double)N));      /* var x² = 24 − 4 */
    assert_within(cubes / N, 6.0, 5.0 * sqrt(684.0) / 6.0 / sqrt((double)N));       /* var x³ = 720 − 36 */
    assert_within((double)beyond, N * exp(-10.0), 5.0 / sqrt(N * exp(-10.0)));
    for (int bin = 0; bin < BINS; bin++) {
        passed += counts[bin];
        worst = fmax(worst, fabs(passed / N + expm1(-(bin + 1) * 10.0 / BINS)));
    }
    assert_true(worst < 1.95 / sqrt((double)N));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stream_is_the_same_for_ever),
        cmocka_unit_test(the_generator_is_xoshiro),
        cmocka_unit_test(every_part_of_the_name_makes_another_stream),
        cmocka_unit_test(a_stream_does_not_depend_on_what_else_is_drawn),
        cmocka_unit_test(a_stream_does_not_depend_on_the_thread),
        cmocka_unit_test(neighbouring_streams_are_unrelated),
        cmocka_unit_test(uniform_stays_in_its_interval),
        cmocka_unit_test(below_has_no_bias),
        cmocka_unit_test(the_ziggurat_draws_exponentials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
