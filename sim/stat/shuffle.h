/* A permutation of 0 ... n - 1 that is a function of its key alone, asked place by place. */
#ifndef STAT_SHUFFLE_H
#define STAT_SHUFFLE_H

#include "stat/rng.h"

/* Where `place` < n stands in the order that the stream `keys` (fresh, it is drawn from) gives. Different places stand apart. */
uint64_t shuffle_place(struct rng *keys, uint64_t place, uint64_t n);

#endif
