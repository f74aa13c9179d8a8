/* The luck of one thing in one replication: its stream (rng.h) and how it is drawn from.
 *
 * Two replications of an antithetic study are a pair. Both draw from the same streams, one uniform number u a draw and
 * every law by inversion, and where the first takes u the second takes 1 − u: what comes late in one comes early in the
 * other. What answers evenly to its luck then varies less from pair to pair than it would if the two were independent.
 * Otherwise laws are drawn as rng.h and dist.h draw them, faster, but not by one number each. */
#ifndef STAT_LUCK_H
#define STAT_LUCK_H

#include <stdbool.h>

#include "stat/rng.h"
#include "types/dist_spec.h"

enum luck_way { LUCK_PLAIN, LUCK_INVERTED, LUCK_MIRRORED };

struct luck {
    struct rng rng;
    enum luck_way way;
};

/* Of the thing called `name`, its slot-th, in the replication counted from 0. Antithetic: replications 2k and 2k + 1 are a
 * pair, on the streams of 2k. */
struct luck luck_stream(bool antithetic, uint64_t seed, uint64_t replication, const char *name, uint64_t slot);

/* Uniform on [0, 1), or, open, on (0, 1); a pair's are open and add up to 1. */
double luck_uniform(struct luck *luck);
double luck_uniform_open(struct luck *luck);

/* Uniform on 0 ... n − 1. Before: 0 < n < 2^32. A pair's add up to n − 1. */
uint64_t luck_below(struct luck *luck, uint64_t n);

/* Exponential of mean `mean`, and any law (dist.h). Before: the kind isn't DIST_NONE. */
double luck_exponential(struct luck *luck, double mean);
double luck_draw(struct luck *luck, const struct dist_spec *spec);

#endif
