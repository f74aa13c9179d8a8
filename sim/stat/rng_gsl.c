#include "stat/rng_gsl.h"

static void rng_gsl_set(void *state, unsigned long seed)
{
    *(struct rng *)state = rng_stream(seed, 0, "", 0);
}

static unsigned long rng_gsl_get(void *state)
{
    return (unsigned long)(rng_next(state) >> 32);
}

static double rng_gsl_uniform(void *state)
{
    return rng_uniform(state);
}

static const gsl_rng_type rng_gsl_xoshiro = {
    "exasite-xoshiro256++", 0xffffffffUL, 0, sizeof(struct rng), rng_gsl_set, rng_gsl_get, rng_gsl_uniform
};

const gsl_rng_type *rng_gsl_type(void)
{
    return &rng_gsl_xoshiro;
}

gsl_rng rng_gsl_view(struct rng *rng)
{
    return (gsl_rng){ &rng_gsl_xoshiro, rng };
}
