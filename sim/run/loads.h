/* How much of each row is used, from two numbers. All reads cost a row the same per byte, and
 * so do all writes: use = (read cost · R + write cost · W) / capacity. Rows whose two costs
 * are in one proportion are used in one proportion at all times, so that the quantiles of one
 * serve them all. And a row that another exceeds in both costs is never full before it: the
 * solver needn't know it. */
#ifndef RUN_LOADS_H
#define RUN_LOADS_H

#include <stdbool.h>

#include "base/arena.h"
#include "types/site_plan.h"

/* A row's use at rates R, W is per_read · R + per_write · W, or scale × the mix it follows. */
struct load {
    double per_read, per_write;          /* cost / capacity */
    int32_t mix;                         /* LOADS_READ, LOADS_WRITE, or an index into mixes; −1: nothing uses it */
    double scale;
    bool can_bind;                       /* false: another row is always at least as full (the first of equals can bind) */
};
enum { LOADS_READ, LOADS_WRITE, LOADS_MIXES };       /* mix 0 is R, mix 1 is W */

/* Mix k is R + write_per_read[k] · W, for k >= LOADS_MIXES. */
struct loads {
    struct load *rows; int32_t n_rows;
    double *write_per_read; int32_t n_mixes;
};

struct loads loads_of(const struct row_system *system, struct arena *arena);

/* For rows whose capacities and costs change while the site runs: any can bind, and row r has the meter of
 * mix LOADS_MIXES + r for itself, at scale 1. per_read and per_write are those with all in service. */
struct loads loads_apart(const struct row_system *system, struct arena *arena);

#endif
