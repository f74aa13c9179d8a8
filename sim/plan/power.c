#include "plan/power.h"

#include <math.h>

#include "base/text.h"
#include "plan/box.h"
#include "plan/findings.h"
#include "plan/power_tree.h"

static void add_storage(const struct site_plan *plan, struct plan_power *power)
{
    for (int p = 0; p < plan->n_pools; p++) {
        const struct plan_pool *pool = &plan->pools[p];
        for (int g = 0; g < pool->n_groups; g++) {
            power->storage_idle_w += pool->groups[g].idle_w;
            power->storage_max_w += pool->groups[g].max_w;
        }
        if (!pool->front_ends) continue;
        power->storage_idle_w += pool->front_ends->idle_w;
        power->storage_max_w += pool->front_ends->max_w;
    }
}

/* What a rack draws beyond its trays (switches, shelves, pumps) is shared over its GPUs and constant. */
static void add_gpus(const struct site *site, struct plan_power *power)
{
    const struct gpu_model *gpu = site->gpu;
    if (!gpu) return;
    const double per_rack = gpu->gpus_per_rack.value, trays = box_value(&gpu->trays_per_rack, 1.0);
    power->gpus_per_tray = per_rack / trays;
    power->gpu_tray_max_w = box_value(&gpu->tray_max_w, gpu->rack_max_w.value / trays);
    power->gpu_tray_idle_w = box_value(&gpu->tray_idle_w, power->gpu_tray_max_w);
    power->gpu_rack_rest_w_per_gpu = fmax(0.0, gpu->rack_max_w.value - trays * power->gpu_tray_max_w) / per_rack;
    power->gpu_stalled_w = fmax(0.0, box_value(&gpu->tray_stalled_w, power->gpu_tray_idle_w) - power->gpu_tray_idle_w) / power->gpus_per_tray;
    power->gpu_checkpoint_w = fmax(0.0, box_value(&gpu->tray_checkpoint_w, power->gpu_tray_idle_w) - power->gpu_tray_idle_w) / power->gpus_per_tray;
    power->gpu_restart_w = fmax(0.0, box_value(&gpu->tray_restart_w, power->gpu_tray_idle_w) - power->gpu_tray_idle_w) / power->gpus_per_tray;
    power->gpu_ramp_s = box_value(&gpu->ramp_s, 0.0);
    const double gpus = site->gpus.value;
    power->gpu_max_w = gpus * (power->gpu_tray_max_w / power->gpus_per_tray + power->gpu_rack_rest_w_per_gpu);
    power->gpu_idle_w = gpus * (power->gpu_tray_idle_w / power->gpus_per_tray + power->gpu_rack_rest_w_per_gpu);
}

/* What the tree's losses add is linear in PUE, so that chords stay chords. */
static void set_pue(struct site_plan *plan, const struct facility_model *facility)
{
    struct plan_power *power = &plan->power;
    const int n = facility->n_pue_by_load;
    const double annual = n > 0 ? facility->pue_by_load[n - 1].pue.value : box_value(&facility->pue_annual, 1.0);
    power->pue_design = power_tree_pue(facility, box_value(&facility->pue_design, annual), plan->arena);
    power->pue_annual = power_tree_pue(facility, annual, plan->arena);
    power->pue_load = ARENA_ARRAY(plan->arena, double, n);
    power->pue_at_load = ARENA_ARRAY(plan->arena, double, n);
    power->n_pue = n;
    for (int k = 0; k < n; k++) {
        power->pue_load[k] = facility->pue_by_load[k].load.value;
        power->pue_at_load[k] = power_tree_pue(facility, facility->pue_by_load[k].pue.value, plan->arena);
    }
}

static void set_envelope(const struct site *site, struct plan_power *power)
{
    power->envelope_w = site->power_w.given ? site->power_w.value : box_value(&site->facility->envelope_w, site->power_w.value);
    power->envelope_at = site->power_at;
    power->headroom_w = power->envelope_w - (power->envelope_at == AT_UTILITY ? power->site_design_w : power->it_max_w);
}

/* Names were checked by the reader; those not named follow in the order of the enum. */
static void set_cap(const struct site *site, struct plan_power *power)
{
    static const char *const names[POWER_CLASSES] = {
        [POWER_CHECKPOINTS] = "checkpoints", [POWER_READS] = "reads", [POWER_GPUS] = "gpus", [POWER_BACKGROUND] = "background"};
    bool taken[POWER_CLASSES] = {false};
    int n = 0;
    for (int k = 0; k < site->n_power_cap_order; k++)
        for (int c = 0; c < POWER_CLASSES; c++)
            if (!taken[c] && text_equal(site->power_cap_order[k], names[c])) {
                power->cap_order[n++] = (enum power_class)c;
                taken[c] = true;
            }
    for (int c = 0; c < POWER_CLASSES; c++)
        if (!taken[c]) power->cap_order[n++] = (enum power_class)c;
    power->cap_storage_only = site->power_cap_at == CAP_AT_STORAGE;
    power->cap_w = site->power_cap_w.given ? site->power_cap_w.value / (site->power_cap_at == CAP_AT_UTILITY ? power->pue_design : 1.0) : (double)NAN;
}

/* What stands whatever flows can't give way. */
static void check_cap(struct site_plan *plan)
{
    const struct site *site = &plan->scenario->site;
    const struct plan_power *power = &plan->power;
    const double storage_w = power->storage_idle_w + power->network_w, idle_w = storage_w + (power->cap_storage_only ? 0.0 : power->gpu_idle_w + power->other_it_w);
    if (plan->quiet || !(idle_w > power->cap_w)) return;
    const double pue = site->power_cap_at == CAP_AT_UTILITY ? power->pue_design : 1.0;
    findings_add(plan, site->power_cap_w.at, FINDING_FAIL, "power-cap-below-idle", "%s idle draws %s, the cap is %s: nothing can run under it",
                 power->cap_storage_only ? "storage" : "the site", findings_number(plan, idle_w * pue, UNIT_WATTS, 4), findings_number(plan, power->cap_w * pue, UNIT_WATTS, 4));
}

static void check_envelopes(struct site_plan *plan)
{
    const struct site *site = &plan->scenario->site;
    const struct plan_power *power = &plan->power;
    if (plan->quiet) return;
    const double storage = power->storage_max_w + power->network_w;
    if (power->headroom_w < 0.0)
        findings_add(plan, site->power_w.at, FINDING_FAIL, "load-over-envelope", "the load %s is %s, the envelope %s: %s too much",
                     power->envelope_at == AT_UTILITY ? "at the utility (design hour)" : "of the IT equipment",
                     findings_number(plan, power->envelope_w - power->headroom_w, UNIT_WATTS, 4),
                     findings_number(plan, power->envelope_w, UNIT_WATTS, 4), findings_number(plan, -power->headroom_w, UNIT_WATTS, 3));
    if (storage > plan->envelope_storage_w)
        findings_add(plan, site->storage_power_w.at, FINDING_FAIL, "storage-over-envelope",
                     "storage and its network draw up to %s, %s are kept for them: %s too much", findings_number(plan, storage, UNIT_WATTS, 4),
                     findings_number(plan, plan->envelope_storage_w, UNIT_WATTS, 4),
                     findings_number(plan, storage - plan->envelope_storage_w, UNIT_WATTS, 3));
}

void power_add_up(struct site_plan *plan)
{
    const struct site *site = &plan->scenario->site;
    struct plan_power *power = &plan->power;
    add_storage(plan, power);
    add_gpus(site, power);
    power->other_it_w = box_value(&site->facility->other_it, 0.0) * power->gpu_max_w;
    power->it_max_w = power->storage_max_w + power->network_w + power->gpu_max_w + power->other_it_w;
    set_pue(plan, site->facility);
    power->site_design_w = power->it_max_w * power->pue_design;
    set_envelope(site, power);
    set_cap(site, power);
    plan->envelope_storage_w = site->storage_power_w.value;
    check_envelopes(plan);
    check_cap(plan);
}
