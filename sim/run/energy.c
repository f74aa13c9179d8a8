#include "run/energy.h"

#include <math.h>

struct energy energy_of(const struct site_plan *plan)
{
    const struct plan_power *power = &plan->power;
    struct energy energy = {
        .storage_idle_w = power->storage_idle_w,
        .storage_max_w = fmax(power->storage_max_w, power->storage_idle_w),
        .network_w = power->network_w,
        .gpu_idle_w = power->gpu_idle_w,
        .other_w = power->other_it_w,
    };
    for (int op = 0; op < OPS; op++) energy.w_per_byte_per_s[op] = plan->system.classes[op].w_per_byte_per_s;
    if (power->gpus_per_tray > 0.0) energy.gpu_swing_w = (power->gpu_tray_max_w - power->gpu_tray_idle_w) / power->gpus_per_tray;
    return energy;
}
