/* Watts of the IT load from what it does. Linear, from the plan's figures:
 *   storage = min(idle + Σ class watts per client byte/s × rate, maximum) + network,
 *   GPUs    = all racks idle + swing per GPU × GPUs at work,
 *   other   = constant.
 * A GPU at work draws its tray's maximum, one without a job its tray's idle, one that waits (for
 * reads or the slowest rank, for a checkpoint, after an interruption) what its model states for
 * that phase, else idle too; one that reads hold to a part of its speed is partly at work, partly waiting. Steps
 * are instant: a ramp (steps.h) changes neither energy nor, upward, any draw. */
#ifndef RUN_ENERGY_H
#define RUN_ENERGY_H

#include <stdbool.h>

#include "types/site_plan.h"

struct energy {
    double storage_idle_w, storage_max_w, network_w;
    double w_per_byte_per_s[OPS];
    double gpu_idle_w, gpu_swing_w;          /* of all racks; of one GPU */
    double other_w;
    double stalled_w, checkpoint_w, restart_w;       /* of one GPU in that phase, above idle */
    bool by_phase;                           /* one of them is above 0 */
    const double *pue_load, *pue_at_load; int n_pue;     /* 0: PUE is a number */
    double it_max_w;
};

struct energy energy_of(const struct site_plan *plan);

/* Storage and its network at client rates in bytes/s; moved_w: above idle for what storage moves by itself. */
static inline double energy_storage_w(const struct energy *energy, double read_rate, double write_rate, double moved_w)
{
    double w = energy->storage_idle_w + energy->w_per_byte_per_s[OP_READ] * read_rate + energy->w_per_byte_per_s[OP_WRITE] * write_rate + moved_w;
    return (w < energy->storage_max_w ? w : energy->storage_max_w) + energy->network_w;
}

/* `working`: GPUs at work, each weighed with its speed. */
static inline double energy_gpu_w(const struct energy *energy, double working)
{
    return energy->gpu_idle_w + energy->gpu_swing_w * working;
}

/* GPUs that wait: read-stalled or at a step's barrier; for a checkpoint; after an interruption. Their draw above idle. */
static inline double energy_waiting_w(const struct energy *energy, double stalled, double checkpoint, double restarting)
{
    return energy->stalled_w * stalled + energy->checkpoint_w * checkpoint + energy->restart_w * restarting;
}

/* Of the site over the year, by the PUE curve. Before: there is one. */
double energy_site_w(const struct energy *energy, double it_w);

#endif
