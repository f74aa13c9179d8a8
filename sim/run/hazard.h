/* Like things that fail, each at a constant rate and whatever the others do: counted, not listed.
 *
 * Failure times are common random numbers. A population N is cut into blocks of units [0, 1), [1, 2),
 * [2, 4), [4, 8) ...; each block is a Poisson process of its own stream (seed, replication, the name,
 * block) whose every event names a unit of the block. Units from N on don't exist, and an event hits
 * a unit that is out already with probability out / N. So a site of N + 1 things meets all failures of a
 * site of N, at the same times, whatever else differs; and the cost follows the number of failures,
 * not of things. */
#ifndef RUN_HAZARD_H
#define RUN_HAZARD_H

#include <stdint.h>

#include "stat/luck.h"
#include "types/quantity.h"

struct world;
struct hazard;

/* One of them fails now. `unit` is which of [0, population); `event` names what is drawn about it (hazard_drawn_s). The
 * owner counts it in `out` and takes it off again when it is back. */
typedef void hazard_struck(struct hazard *hazard, double unit, uint64_t event);

struct hazard_block {
    struct hazard *hazard;
    struct luck luck;
    double from, width;                          /* units [from, from + width) */
    int32_t at;
    uint64_t n;                                  /* events so far, those that hit nothing included */
};

struct hazard {
    struct world *world;
    const char *name;                            /* "bulk/0/drive": streams are named "failure NAME" and so on */
    double population, rate_per_s;               /* of one */
    double out;                                  /* now */
    hazard_struck *struck;
    void *context;                               /* the owner's */
    struct hazard_block *blocks; int32_t n_blocks;
};

/* First failures are on their way. `hazard` stays where it is. Before: population and rate are > 0; none is out. */
void hazard_start(struct hazard *hazard);

/* How long this failure's thing is away: the quantity's value, or drawn where it is a distribution. */
double hazard_drawn_s(const struct hazard *hazard, uint64_t event, const struct quantity *quantity);

/* Uniform on [0, 1): what else becomes of it. */
double hazard_fate(const struct hazard *hazard, uint64_t event);

#endif
