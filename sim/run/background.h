/* What the site is asked for beyond its jobs: steady reads and writes that stall nobody. It
 * shares as the GPUs would whose part of the peak it is: that many members of weight 1. */
#ifndef RUN_BACKGROUND_H
#define RUN_BACKGROUND_H

#include <stdbool.h>

#include "fluid/flows.h"
#include "types/site_plan.h"

struct world;

struct background {
    double mean[OPS];            /* bytes/s with all GPUs standing; 0: none */
    double asked[OPS];           /* now */
    double cap[OPS], members[OPS];
    flow_id flow[OPS];
};

void background_start(struct world *world);

/* It is asked for this part of its mean from now on. */
void background_set_part(struct world *world, double part);

/* The store refuses writes, or takes them again. */
void background_refuse(struct world *world, bool refused);

#endif
