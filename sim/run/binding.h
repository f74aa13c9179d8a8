/* Who holds whom back, in time: for each row and class, how long it kept the class below
 * what was asked, and how many bytes that denied. Beside the plan's rows there are five that
 * no pool has: the NICs of the GPU trays, a store that is full, a power cap, a tier that is full of what waits to be drained, and
 * pools of which nothing has landed. */
#ifndef RUN_BINDING_H
#define RUN_BINDING_H

#include <stdint.h>

#include "base/arena.h"
#include "types/site_plan.h"

/* Rows 0 ... n_rows − 1 are the plan's; n_rows + BINDING_CLIENT, + BINDING_FULL and so on follow. */
enum { BINDING_CLIENT, BINDING_FULL, BINDING_POWER, BINDING_TIER, BINDING_DELIVERY, BINDING_EXTRA };

struct binding_tally { double time_s, denied_bytes; };

struct binding {
    int32_t n_rows;                              /* the plan's */
    struct binding_tally *tallies;               /* [(n_rows + BINDING_EXTRA) · OPS], see binding_at */
    double *denied_rate;                         /* likewise, bytes/s, held now */
    int32_t *active; int32_t n_active;           /* those that deny now */
};

struct binding binding_start(struct arena *arena, int32_t n_rows);

static inline int32_t binding_at(int32_t row, enum op op) { return row * OPS + (int32_t)op; }

/* Nothing is denied any more. */
void binding_clear(struct binding *binding);

/* From now on the row denies the class `rate` bytes/s (more). */
void binding_add(struct binding *binding, int32_t row, enum op op, double rate);

/* What is held now was held for `s` seconds. */
static inline void binding_hold(struct binding *binding, double s)
{
    for (int32_t k = 0; k < binding->n_active; k++) {
        int32_t at = binding->active[k];
        binding->tallies[at].time_s += s;
        binding->tallies[at].denied_bytes += binding->denied_rate[at] * s;
    }
}

/* Forgets the past, keeps what is held. */
void binding_restart(struct binding *binding);

/* Σ denied bytes of a class. */
double binding_denied(const struct binding *binding, enum op op);

#endif
