/* Jobs that read alike and without pause: one flow, of which each GPU at work is a member. All
 * go at one speed, delivered ÷ demanded, so what a hundred such jobs cost is what one costs.
 * Jobs whose reads come in bursts or through a buffer have flows of their own (reading.h). */
#ifndef RUN_READERS_H
#define RUN_READERS_H

#include <stdbool.h>

#include "fluid/flows.h"

struct world;

struct readers {
    double demand, cap;          /* of one GPU, bytes/s; cap: what its tray's NIC lets through of it */
    double gpu_w_per_byte;       /* what computing draws for each byte/s under a power cap; 0: GPUs are under none */
    double gpus;                 /* at work now */
    flow_id flow;                /* none: nothing to read */
};

/* Nobody at work yet. `demand` >= 0; `barrier` as of the job. */
struct readers readers_start(struct world *world, double demand, double weight, double barrier);

/* `gpus` more are at work (less, if negative). */
void readers_join(struct readers *readers, struct world *world, double gpus);

/* Bytes/s of one GPU, as of the last solve. */
double readers_rate(const struct readers *readers, const struct world *world);

/* Is it a power cap that holds them? */
bool readers_capped(const struct readers *readers, const struct world *world);

#endif
