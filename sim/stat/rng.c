#include "stat/rng.h"

#include <math.h>
#include <string.h>

#include "base/check.h"

/* Steele, Lea and Flood 2014: a bijection that spreads every input bit over the word. */
static uint64_t rng_mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

/* Two lanes of 64 bits, so that a million streams still don't meet by chance (1e12 / 2^129). */
struct lanes {
    uint64_t a, b;
};

static void rng_absorb(struct lanes *lanes, uint64_t word)
{
    lanes->a = rng_mix(lanes->a + UINT64_C(0x9e3779b97f4a7c15) + word);
    lanes->b = rng_mix((lanes->b ^ word) * UINT64_C(0xd1342543de82ef95) + UINT64_C(0x2545f4914f6cdd1d));
}

/* Bytes are taken as numbers, low first, and the length last: nothing depends on the
 * machine's byte order, and "a" then "b" differs from "ab". */
static void rng_absorb_name(struct lanes *lanes, const char *name)
{
    size_t length = strlen(name);
    for (size_t at = 0; at < length; at += 8) {
        uint64_t word = 0;
        for (size_t k = at; k < length && k < at + 8; k++) word |= (uint64_t)(unsigned char)name[k] << 8 * (k - at);
        rng_absorb(lanes, word);
    }
    rng_absorb(lanes, length);
}

struct rng rng_stream(uint64_t seed, uint64_t replication, const char *name, uint64_t slot)
{
    struct lanes lanes = { 0, 0 };
    struct rng rng;
    rng_absorb(&lanes, seed);
    rng_absorb(&lanes, replication);
    rng_absorb_name(&lanes, name);
    rng_absorb(&lanes, slot);
    rng.state[0] = rng_mix(lanes.a);
    rng.state[1] = rng_mix(lanes.b);
    rng.state[2] = rng_mix(lanes.a + UINT64_C(0x9e3779b97f4a7c15));
    rng.state[3] = rng_mix(lanes.b + UINT64_C(0x9e3779b97f4a7c15)) | 1;     /* never all zero */
    return rng;
}

/* Takes the draws below the largest multiple of n (Lemire 2019, without the 128-bit product). */
uint64_t rng_below(struct rng *rng, uint64_t n)
{
    CHECK(n > 0);
    if (n <= UINT32_MAX) {
        uint64_t product = (rng_next(rng) >> 32) * n;
        if ((uint32_t)product < n) {
            uint32_t least = (uint32_t)(-(uint32_t)n % (uint32_t)n);
            while ((uint32_t)product < least) product = (rng_next(rng) >> 32) * n;
        }
        return product >> 32;
    }
    uint64_t least = -n % n, bits;
    do bits = rng_next(rng);
    while (bits < least);
    return bits % n;
}

/* The base strip beyond the tail's start is the tail, and a tail of an exponential is an
 * exponential: start again from there. Elsewhere the point is in the wedge under the
 * layer's top: it counts if it lies under the curve, else everything is drawn afresh. */
double rng_exponential_rest(struct rng *rng, uint64_t bits)
{
    double shift = 0.0;
    for (;;) {
        uint64_t inside = bits >> 11, layer = bits & 255;
        double x = (double)inside * rng_tables_exp_width[layer];
        if (inside < rng_tables_exp_inside[layer]) return shift + x;
        if (layer == 0) {
            shift += RNG_TABLES_TAIL;
        } else {
            double low = rng_tables_exp_height[layer], high = rng_tables_exp_height[layer + 1];
            if (low + rng_uniform(rng) * (high - low) < exp(-x)) return shift + x;
        }
        bits = rng_next(rng);
    }
}
