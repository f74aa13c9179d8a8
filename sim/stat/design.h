/* Points that fill a cube evenly, for experiments with more inputs than a grid can afford. A point is a
 * function of (kind, n, seed, the axes' names) and its index alone. */
#ifndef STAT_DESIGN_H
#define STAT_DESIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum design_kind {
    DESIGN_SOBOL,            /* Sobol's sequence (Bratley and Fox, TOMS 659, 1988, as in GSL) from its point (0.5, …, 0.5) on; no chance in it */
    DESIGN_LHS               /* Latin hypercube (McKay, Beckman and Conover 1979): each of n equal slices of every axis is hit once */
};

enum { DESIGN_MOST_AXES = 40 };

struct design;

/* `n` points on `axes` axes, 1 to DESIGN_MOST_AXES. LHS: an axis draws from the stream of its own name, so that another
 * axis beside it changes nothing on it. `names` must live as long. Not to be shared by threads; owner: design_free. */
struct design *design_new(enum design_kind kind, const char *const *names, int axes, int64_t n, uint64_t seed);
void design_free(struct design *design);

/* The index-th point (0 <= index < n), each coordinate in [0, 1). Sobol walks there: cheap in ascending order. */
void design_at(struct design *design, int64_t index, double *point);

#endif
