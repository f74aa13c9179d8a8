/* What the site is asked for beyond its jobs: steady reads and writes that stall nobody. It
 * shares as the GPUs would whose part of the peak it is: that many members of weight 1. */
#ifndef RUN_BACKGROUND_H
#define RUN_BACKGROUND_H

#include <stdbool.h>

#include "fluid/flows.h"
#include "types/site_plan.h"

struct world;

struct background {
    double asked[OPS];           /* bytes/s; 0: none */
    double cap[OPS], members[OPS];
    flow_id flow[OPS];
};

void background_start(struct world *world);

/* The store refuses writes, or takes them again. */
void background_refuse(struct world *world, bool refused);

#endif
