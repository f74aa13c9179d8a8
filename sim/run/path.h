/* What a client's byte crosses: the rows of the plan, put into the world's flows, and the card it is sent or received by. */
#ifndef RUN_PATH_H
#define RUN_PATH_H

#include "run/world.h"

/* The plan's rows become rows of the flows, by the same numbers. After: uses[op] is what a byte of the class costs where it can
 * matter; client_bytes_per_s[op] is the payload that a GPU tray's NIC carries, INFINITY where it is not known.
 * Before: world->loads says which rows can bind. */
void path_start(struct world *world);

/* What a read byte costs has changed (uses[OP_READ]): all flows that read follow. */
void path_reroute_reads(struct world *world);

/* What a written byte costs has changed (uses[OP_WRITE]): all flows that write follow. */
void path_reroute_writes(struct world *world);

#endif
