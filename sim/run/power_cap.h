/* A cap on what the site, or its storage, draws: one row of the solver per class of load, in the stated order, each with what the
 * higher classes leave of the cap less the watts that no class can give up.
 *
 *     Σ (watts per byte/s) · x ≤ cap − fixed − Σ watts of higher classes
 *
 * Classes: checkpoints (writes of jobs), reads (of jobs and restarts), gpus (what computing draws above waiting; a GPU that may draw
 * part of it reads and computes at that part of its speed), background. Fixed is what stands whatever flows: idle racks and boxes, network,
 * other IT, GPUs that wait. Costs are the linear ones of energy.h, never below the draw. After each solve the rows are set anew
 * and, where one changed, solved again at the same instant, until nothing changes; no time passes above the cap unless
 * what is fixed is above it alone. */
#ifndef RUN_POWER_CAP_H
#define RUN_POWER_CAP_H

#include <stdbool.h>
#include <stdint.h>

#include "fluid/flows.h"
#include "types/site_plan.h"

struct world;

struct power_cap {
    bool on;                                 /* false: nothing below means anything */
    double cap_w;
    fair_row row[POWER_CLASSES];
    double set_w[POWER_CLASSES];             /* capacity of each row; INFINITY: not in force */
    struct fair_use *joined;                 /* room for one path */
    bool binds;                              /* a row is in force */
    int64_t round_ns; int32_t rounds;        /* solves at one instant */
    double draw_w, fixed_w;                  /* as last looked at */
    double bound_s, unmet_s;                 /* measured: a row in force; what is fixed above the cap */
};

/* Rows of its own, after the others. Before anything flows. */
void power_cap_start(struct world *world);

/* The path of a client byte of `op` for a class, with `gpu_w_per_byte` of computing that goes with it. Valid until the next call.
 * Returns its length. */
int32_t power_cap_uses(struct world *world, enum op op, enum power_class class, double gpu_w_per_byte, const struct fair_use **uses);

/* Watts above waiting that one GPU of the plan's job draws for each byte/s it reads at `demand`; 0 where GPUs are under no cap. */
double power_cap_gpu_w_per_byte(const struct world *world, double demand, double barrier);

/* Is this one of its rows? */
bool power_cap_has(const struct power_cap *cap, fair_row row);

/* After each look: sets the rows anew. */
void power_cap_look(struct world *world);

/* What is held now was held for `s` seconds. */
void power_cap_hold(struct world *world, double s);

void power_cap_restart(struct power_cap *cap);

#endif
