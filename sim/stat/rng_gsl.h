/* Our generator as GSL sees it, for the draws that GSL makes. */
#ifndef STAT_RNG_GSL_H
#define STAT_RNG_GSL_H

#include <gsl/gsl_rng.h>

#include "stat/rng.h"

/* The type "exasite-xoshiro256++": gsl_rng_alloc and gsl_rng_set work, the seed being a study
 * seed. gsl_rng_get gives the upper 32 bits of a word, gsl_rng_uniform 53 bits. */
const gsl_rng_type *rng_gsl_type(void);

/* A view of `rng` to hand to gsl_ran_*: drawing from it advances `rng`, which must outlive it.
 * Not to be freed. */
gsl_rng rng_gsl_view(struct rng *rng);

#endif
