/* What holds from now on. After each solve, and whenever something changed that is no flow, a world looks at its flows and jobs
 * and notes rates, speeds, watts and what held demand back; they hold until it looks again. */
#ifndef RUN_LOOK_H
#define RUN_LOOK_H

#include "run/world.h"

/* Before: all is added up until now (world_advance), and flows are solved or unchanged.
 * After: world->rates, values, it_w, gauges, steps, binding and the parts that look for themselves say what holds;
 * the next instant at which the store is full or has room is foreseen; observer and audit have been told. */
void look_now(struct world *world);

#endif
