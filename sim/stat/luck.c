#include "stat/luck.h"

#include <math.h>

#include "stat/dist.h"

struct luck luck_stream(bool antithetic, uint64_t seed, uint64_t replication, const char *name, uint64_t slot)
{
    if (!antithetic) return (struct luck){ rng_stream(seed, replication, name, slot), LUCK_PLAIN };
    const uint64_t second = replication & 1;
    return (struct luck){ rng_stream(seed, replication - second, name, slot), second ? LUCK_MIRRORED : LUCK_INVERTED };
}

/* An odd multiple of 2^-53, and so is 1 minus it: mirrored without rounding. */
double luck_uniform_open(struct luck *luck)
{
    const double u = rng_uniform_open(&luck->rng);
    return luck->way == LUCK_MIRRORED ? 1.0 - u : u;
}

double luck_uniform(struct luck *luck)
{
    return luck->way == LUCK_PLAIN ? rng_uniform(&luck->rng) : luck_uniform_open(luck);
}

uint64_t luck_below(struct luck *luck, uint64_t n)
{
    CHECK(n > 0 && n <= UINT32_MAX);
    return luck->way == LUCK_PLAIN ? rng_below(&luck->rng, n) : (uint64_t)(luck_uniform_open(luck) * (double)n);
}

double luck_exponential(struct luck *luck, double mean)
{
    return luck->way == LUCK_PLAIN ? rng_exponential_mean(&luck->rng, mean) : -mean * log1p(-luck_uniform_open(luck));
}

double luck_draw(struct luck *luck, const struct dist_spec *spec)
{
    return luck->way == LUCK_PLAIN ? dist_draw(spec, &luck->rng) : dist_quantile(spec, luck_uniform_open(luck));
}
