/* Quantiles in bounded memory. Counts values in bins whose width is 1/128 of the power of two
 * they lie in and remembers each bin's least and largest, so a quantile is off by at most 1/256
 * (0.4 %) of itself, and exact where a bin saw one value only. Counts are integers, so merging in
 * any order gives the same bits. An octave in use takes 3 KB; |x| below 2^-128 counts as 0; from
 * 2^127 on all share one octave. */
#ifndef STAT_SKETCH_H
#define STAT_SKETCH_H

#include <stdint.h>

#include "base/arena.h"

struct sketch;

/* Empty, in `arena`, which must outlive it and from which it grows. */
struct sketch *sketch_new(struct arena *arena);

/* Counts `value` `weight` times (a count, or ns for time-weighted quantiles). Not NaN. */
void sketch_add(struct sketch *sketch, double value, uint64_t weight);

/* Adds all of `from` to `into`. */
void sketch_merge(struct sketch *into, const struct sketch *from);

/* Sum of weights. */
uint64_t sketch_weight(const struct sketch *sketch);

/* The value that at least `p` of the weight doesn't exceed; 0 <= p <= 1. NaN when empty. */
double sketch_quantile(const struct sketch *sketch, double p);

#endif
