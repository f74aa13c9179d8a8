/* The layers of the exponential ziggurat. */
#ifndef STAT_RNG_TABLES_H
#define STAT_RNG_TABLES_H

#include <stdint.h>

#define RNG_TABLES_TAIL 0x1.ec9d9297ebb83p+2    /* where the tail begins: x[1] */

/* Below inside[i], of 2^53, a point of layer i lies under the curve for sure. */
extern const uint64_t rng_tables_exp_inside[256];

/* Width of layer i, divided by 2^53. */
extern const double rng_tables_exp_width[256];

/* exp(-x[i]), the lower edge of layer i, its upper edge at i + 1; [0] is 0, [256] is 1. */
extern const double rng_tables_exp_height[257];

#endif
