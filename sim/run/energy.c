#include "run/energy.h"

#include <math.h>

#include "base/chords.h"

struct energy energy_of(const struct site_plan *plan)
{
    const struct plan_power *power = &plan->power;
    struct energy energy = {
        .storage_idle_w = power->storage_idle_w,
        .storage_max_w = fmax(power->storage_max_w, power->storage_idle_w),
        .network_w = power->network_w,
        .gpu_idle_w = power->gpu_idle_w,
        .other_w = power->other_it_w,
        .stalled_w = power->gpu_stalled_w, .checkpoint_w = power->gpu_checkpoint_w, .restart_w = power->gpu_restart_w,
        .by_phase = power->gpu_stalled_w > 0.0 || power->gpu_checkpoint_w > 0.0 || power->gpu_restart_w > 0.0,
        .pue_load = power->pue_load, .pue_at_load = power->pue_at_load, .n_pue = power->n_pue, .it_max_w = power->it_max_w,
    };
    for (int op = 0; op < OPS; op++) energy.w_per_byte_per_s[op] = plan->system.classes[op].w_per_byte_per_s;
    if (power->gpus_per_tray > 0.0) energy.gpu_swing_w = (power->gpu_tray_max_w - power->gpu_tray_idle_w) / power->gpus_per_tray;
    return energy;
}

double energy_site_w(const struct energy *energy, double it_w)
{
    return it_w * chords_at(energy->pue_load, energy->pue_at_load, energy->n_pue, it_w / energy->it_max_w);
}
