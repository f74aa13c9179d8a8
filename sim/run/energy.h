/* Watts of the IT load from what it does. Linear, from the plan's figures:
 *   storage = min(idle + Σ class watts per client byte/s × rate, maximum) + network,
 *   GPUs    = all racks idle + swing per GPU × GPUs at work,
 *   other   = constant.
 * A GPU at work draws its tray's maximum, one that waits (for reads, for a checkpoint, for a
 * job) its tray's idle, one that reads hold to a part of its speed the same part of the
 * difference. Steps are instant: no ramp is assumed. */
#ifndef RUN_ENERGY_H
#define RUN_ENERGY_H

#include "types/site_plan.h"

struct energy {
    double storage_idle_w, storage_max_w, network_w;
    double w_per_byte_per_s[OPS];
    double gpu_idle_w, gpu_swing_w;          /* of all racks; of one GPU */
    double other_w;
};

struct energy energy_of(const struct site_plan *plan);

/* Storage and its network at client rates in bytes/s. */
static inline double energy_storage_w(const struct energy *energy, double read_rate, double write_rate)
{
    double w = energy->storage_idle_w + energy->w_per_byte_per_s[OP_READ] * read_rate + energy->w_per_byte_per_s[OP_WRITE] * write_rate;
    return (w < energy->storage_max_w ? w : energy->storage_max_w) + energy->network_w;
}

/* `working`: GPUs at work, each weighed with its speed. */
static inline double energy_gpu_w(const struct energy *energy, double working)
{
    return energy->gpu_idle_w + energy->gpu_swing_w * working;
}

#endif
