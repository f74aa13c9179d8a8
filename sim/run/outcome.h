/* What a world came to: everything measured since the warm-up, and whether it adds up. */
#ifndef RUN_OUTCOME_H
#define RUN_OUTCOME_H

#include "run/replication.h"
#include "run/world.h"

/* Once, after world_run. Bytes, joules and GPU-time are audited: what is asked, delivered, kept, deleted, given up and on the way
 * must agree (run/audit.h); the worst difference stands in the answer. Lives in `arena`, but series, sketches and
 * tallies are the world's own: they go with the world's arena. */
struct replication *outcome_of(struct world *world, struct arena *arena);

#endif
