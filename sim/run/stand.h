/* What stands of a build while parts of its pools have not landed: of each pool a part of its nodes, front ends likewise.
 *
 *   serves     the part landed; none of it below the smallest cluster of the pool's stack
 *   follows    load goes where something serves: of a class of which the plan gives pool p the part w, p now carries
 *              w·s ÷ Σ w·s over all pools, which is `follows` = s ÷ Σ w·s times the plan's. Where nothing serves it is 1, on rows
 *              without capacity. A tier and the pool behind are one: the pool behind says how much of them serves.
 *   room       stored bytes lie in the pools by their parts of capacity, written ones by their parts of writes, both as far as they
 *              serve; the pool that fills first ends it
 *   watts      of the boxes landed, whether they serve yet or not; of the network in proportion to all boxes */
#ifndef RUN_STAND_H
#define RUN_STAND_H

#include <stdbool.h>

#include "types/site_plan.h"

struct stand {
    const struct site_plan *plan;
    bool whole;                              /* all of every pool */
    double *landed, *serves;                 /* by pool, 0 to 1 */
    double *follows[OPS];                    /* by pool */
};

/* All of the build. */
struct stand stand_whole(const struct site_plan *plan, struct arena *arena);

/* From now on so much of the pool has landed. */
void stand_set(struct stand *stand, int pool, double landed);

/* The part of the pool that serves when so much has landed. */
double stand_serves(const struct plan_pool *pool, double landed);

/* Bytes that the store may hold, what is stored from the start among them; *holds: how much of `stored` there is room for. */
double stand_room(const struct stand *stand, double stored, double *holds);

/* Storage watts: idle, most, network; and those above idle for a client byte/s of the class. The plan's where all stands. */
double stand_idle_w(const struct stand *stand);
double stand_max_w(const struct stand *stand);
double stand_network_w(const struct stand *stand);
double stand_w_per_byte_per_s(const struct stand *stand, enum op op);

#endif
