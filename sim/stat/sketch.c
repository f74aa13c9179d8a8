#include "stat/sketch.h"

#include <math.h>
#include <string.h>

#include "base/check.h"

enum { SKETCH_OCTAVES = 256, SKETCH_BINS = 128, SKETCH_LEAST = -128 };   /* 2^LEAST is the lowest edge */

struct sketch_bin {
    uint64_t weight;
    double min, max;                    /* of what fell in it: one repeated value stays exact */
};

struct sketch_octave {
    struct sketch_bin bins[SKETCH_BINS];
};

struct sketch {
    struct arena *arena;
    uint64_t weight, zeros;
    struct sketch_octave *side[2][SKETCH_OCTAVES];      /* [0] below zero, [1] above; by size of |x| */
};

struct sketch *sketch_new(struct arena *arena)
{
    struct sketch *sketch = ARENA_NEW(arena, struct sketch);
    sketch->arena = arena;
    return sketch;
}

/* Octave and bin are the exponent and the first 7 bits of the mantissa: no logarithm. */
static struct sketch_bin *sketch_bin_of(struct sketch *sketch, double value)
{
    double size = fmin(fabs(value), 0x1p+127);
    if (size < 0x1p-128) return NULL;
    uint64_t bits;
    memcpy(&bits, &size, sizeof bits);
    int octave = (int)(bits >> 52) - 1023 - SKETCH_LEAST;
    struct sketch_octave **slot = &sketch->side[value > 0.0][octave];
    if (!*slot) *slot = ARENA_NEW(sketch->arena, struct sketch_octave);
    return &(*slot)->bins[bits >> 45 & (SKETCH_BINS - 1)];
}

static void sketch_bin_add(struct sketch_bin *bin, uint64_t weight, double min, double max)
{
    if (bin->weight == 0 || min < bin->min) bin->min = min;
    if (bin->weight == 0 || max > bin->max) bin->max = max;
    bin->weight += weight;
}

void sketch_add(struct sketch *sketch, double value, uint64_t weight)
{
    CHECK(!isnan(value));
    if (weight == 0) return;
    struct sketch_bin *bin = sketch_bin_of(sketch, value);
    sketch->weight += weight;
    if (bin) sketch_bin_add(bin, weight, value, value);
    else sketch->zeros += weight;
}

static void sketch_merge_octave(struct sketch *into, struct sketch_octave **slot, const struct sketch_octave *from)
{
    if (!*slot) *slot = ARENA_NEW(into->arena, struct sketch_octave);
    for (int bin = 0; bin < SKETCH_BINS; bin++) {
        const struct sketch_bin *source = &from->bins[bin];
        if (source->weight) sketch_bin_add(&(*slot)->bins[bin], source->weight, source->min, source->max);
    }
}

void sketch_merge(struct sketch *into, const struct sketch *from)
{
    CHECK(into != from);
    into->weight += from->weight;
    into->zeros += from->zeros;
    for (int side = 0; side < 2; side++)
        for (int octave = 0; octave < SKETCH_OCTAVES; octave++)
            if (from->side[side][octave]) sketch_merge_octave(into, &into->side[side][octave], from->side[side][octave]);
}

uint64_t sketch_weight(const struct sketch *sketch)
{
    return sketch->weight;
}

/* Walks one side's bins in rising order of value until `rank` of weight is passed; lowers
 * *rank by what it passes. */
static const struct sketch_bin *sketch_walk(const struct sketch *sketch, int side, uint64_t *rank)
{
    const int n = SKETCH_OCTAVES * SKETCH_BINS;
    for (int k = 0; k < n; k++) {
        int at = side ? k : n - 1 - k;          /* below zero the largest sizes come first */
        const struct sketch_octave *octave = sketch->side[side][at / SKETCH_BINS];
        if (!octave) {
            k += SKETCH_BINS - 1;               /* a bin's walk enters an octave at its end */
            continue;
        }
        const struct sketch_bin *bin = &octave->bins[at % SKETCH_BINS];
        if (bin->weight >= *rank) return bin;
        *rank -= bin->weight;
    }
    return NULL;
}

double sketch_quantile(const struct sketch *sketch, double p)
{
    CHECK(p >= 0.0 && p <= 1.0);
    if (sketch->weight == 0) return (double)NAN;
    double wanted = ceil(p * (double)sketch->weight * (1.0 - 0x1p-51));     /* 0.07 × 100 is a hair above 7 */
    uint64_t rank = wanted < 1.0 ? 1 : wanted >= (double)sketch->weight ? sketch->weight : (uint64_t)wanted;
    const struct sketch_bin *bin = sketch_walk(sketch, 0, &rank);
    if (!bin && rank <= sketch->zeros) return 0.0;
    if (!bin) {
        rank -= sketch->zeros;
        bin = sketch_walk(sketch, 1, &rank);
    }
    CHECK(bin);
    if (p <= 0.0 || bin->min == bin->max) return bin->min;
    return p >= 1.0 ? bin->max : bin->min + (bin->max - bin->min) / 2.0;
}
