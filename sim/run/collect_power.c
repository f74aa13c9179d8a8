#include <math.h>

#include "base/units.h"
#include "run/ceilings.h"
#include "run/collect.h"
#include "run/estimate.h"

/* --- one number over replications -------------------------------------------------------------------------- */

static double step(const struct replication *r) { return r->largest_step_w; }
static double step_1s(const struct replication *r) { return fmin(r->largest_step_1s_w, r->ramp_w_per_s * 1.0); }
static double bound(const struct replication *r) { return r->cap_bound_s / r->measured_s; }
static double unmet(const struct replication *r) { return r->cap_unmet_s / r->measured_s; }
static double ramp(const struct replication *r) { return r->ramp_w_per_s; }
static double step_1min(const struct replication *r) { return r->largest_step_1min_w; }
static double step_15min(const struct replication *r) { return r->largest_step_15min_w; }
static double steps_per_day(const struct replication *r) { return r->steps / r->measured_s * UNITS_DAY_S; }
static double range(const struct replication *r) { return r->meters[REPLICATION_IT_W].max - r->meters[REPLICATION_IT_W].min; }

static struct estimate constant(double value)
{
    return (struct estimate){ value, value, value, value, value, value, value, value };
}

/* --- the tree, in time ------------------------------------------------------------------------------------ */

static double over_s(const struct replication *r, int32_t ceiling) { return r->over_s[ceiling]; }
static double measured_s(const struct replication *r) { return r->measured_s; }

/* Share of the measured time of all replications above a ceiling. */
static double over(const struct collect *collect, int32_t ceiling)
{
    return collect_sum_at(collect, over_s, ceiling) / collect_sum(collect, measured_s);
}

/* What the plan found at its maximum, at the largest simulated IT watts: a tree's loads are proportional to them. */
static void collect_tree(const struct collect *collect, struct result_power *power)
{
    const double part = power->it_w.max / collect->plan->power.it_max_w;
    for (int32_t t = 0; t < power->n_tree; t++) {
        struct result_power_level *level = &power->tree[t];
        level->peak_w = part * level->load_w;
        level->peak_utilisation = part * level->utilisation;
        level->peak_worst_utilisation = part * level->worst_case_utilisation;
        level->time_over = over(collect, ceilings_level(t, false));
        level->worst_time_over = over(collect, ceilings_level(t, true));
    }
    for (int32_t c = 0; c < power->n_tree_cases; c++) {
        power->tree_cases[c].peak_utilisation = part * power->tree_cases[c].utilisation;
        power->tree_cases[c].time_over = over(collect, ceilings_case(power->n_tree, c));
    }
}

void collect_power(const struct collect *collect)
{
    struct result_power *power = &collect->results->power;
    const struct plan_power *plan = &collect->plan->power;
    power->storage_w = collect_meter(collect, REPLICATION_STORAGE_W);
    power->gpu_w = collect_meter(collect, REPLICATION_GPU_W);
    power->other_it_w = constant(plan->other_it_w);
    power->it_w = collect_meter(collect, REPLICATION_IT_W);
    power->site_w = plan->n_pue > 0 ? collect_meter(collect, REPLICATION_SITE_W) : estimate_scaled(power->it_w, plan->pue_annual);
    if (plan->n_pue > 0) power->pue_annual = power->site_w.mean / power->it_w.mean;
    power->coincident_design_w = power->it_w.max * plan->pue_design;
    power->largest_step_w = collect_largest(collect, step);
    power->largest_step_1min_w = collect_largest(collect, step_1min);
    power->largest_step_15min_w = collect_largest(collect, step_15min);
    power->largest_step_1s_w = collect_largest(collect, step_1s);
    power->ramp_w_per_s = collect_largest(collect, ramp);
    power->dynamic_range_w = collect_largest(collect, range);
    power->steps_per_day = collect_mean(collect, steps_per_day);
    power->energy_joules = collect->outcomes[0]->meters[REPLICATION_IT_W].integral;
    power->energy_site_joules_per_year = power->site_w.mean * UNITS_YEAR_S;
    collect_tree(collect, power);
    if (!(plan->cap_w > 0.0)) return;
    power->cap_time_bound = collect_mean(collect, bound);
    power->cap_time_unmet = collect_mean(collect, unmet);
}
