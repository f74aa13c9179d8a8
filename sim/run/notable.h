/* Finds in the values that hold from one instant to the next what a reader wants to know of, and adds it to the
 * timeline: demand denied, and no longer; the store full, and with room again; a step of the IT draw. A
 * value held for no time is nothing.
 *
 *   denied    more than 1 % of what a class asks, until less than 0.1 %
 *   power     the draw of one instant differs from the one before by more than 1 % of the planned maximum */
#ifndef RUN_NOTABLE_H
#define RUN_NOTABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "types/site_plan.h"

struct world;

struct notable_denial {
    bool on;
    int64_t since_ns;
    double bytes;                        /* denied since */
};

struct notable {
    struct notable_denial denials[OPS];
    bool full;
    double it_w;                         /* in the stretch before; NAN: there was none */
};

struct notable notable_start(void);

/* The world's values held for the s > 0 seconds from `from_ns` on. Before: they are still the world's. */
void notable_hold(struct notable *notable, struct world *world, int64_t from_ns, double s);

#endif
