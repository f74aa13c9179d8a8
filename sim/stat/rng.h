/* Random streams, each a function of (seed, replication, name, slot) alone: not of thread,
 * of order of creation or of what else is drawn. The generator is xoshiro256++ (Blackman and
 * Vigna, 2019), 32 bytes of state; one stream belongs to one thing and one thread. */
#ifndef STAT_RNG_H
#define STAT_RNG_H

#include <stdint.h>

#include "stat/rng_tables.h"

struct rng {
    uint64_t state[4];
};

/* The stream of the thing called `name` (may be ""), its slot-th, in one replication of the
 * study. Different arguments give unrelated streams. */
struct rng rng_stream(uint64_t seed, uint64_t replication, const char *name, uint64_t slot);

/* What is left of an exponential draw when the fast path of rng_exponential fails, 1 draw in
 * 45. `bits` is the word it failed on. */
double rng_exponential_rest(struct rng *rng, uint64_t bits);

static inline uint64_t rng_rotl(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

/* 64 random bits. */
static inline uint64_t rng_next(struct rng *rng)
{
    uint64_t *s = rng->state;
    uint64_t result = rng_rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rng_rotl(s[3], 45);
    return result;
}

/* Uniform on [0, 1): a multiple of 2^-53. */
static inline double rng_uniform(struct rng *rng)
{
    return (double)(rng_next(rng) >> 11) * 0x1p-53;
}

/* Uniform on (0, 1): an odd multiple of 2^-53; safe to take the logarithm of, or of 1 minus it. */
static inline double rng_uniform_open(struct rng *rng)
{
    return ((double)(rng_next(rng) >> 12) + 0.5) * 0x1p-52;
}

/* Uniform on 0 ... n-1, without bias. Before: n > 0. */
uint64_t rng_below(struct rng *rng, uint64_t n);

/* Exponential of mean 1 by ziggurat (Marsaglia and Tsang 2000, 256 layers), > 0 but for one draw in 2^53 or so (then 0). */
static inline double rng_exponential(struct rng *rng)
{
    uint64_t bits = rng_next(rng), inside = bits >> 11, layer = bits & 255;
    if (__builtin_expect(inside < rng_tables_exp_inside[layer], 1)) return (double)inside * rng_tables_exp_width[layer];
    return rng_exponential_rest(rng, bits);
}

/* Exponential of mean `mean`. */
static inline double rng_exponential_mean(struct rng *rng, double mean)
{
    return mean * rng_exponential(rng);
}

#endif
