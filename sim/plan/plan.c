#include "plan/plan.h"

#include <math.h>

#include "plan/alternatives.h"
#include "plan/capability.h"
#include "plan/demand.h"
#include "plan/derive.h"
#include "plan/fabric.h"
#include "plan/findings.h"
#include "plan/layout.h"
#include "plan/lint.h"
#include "plan/place.h"
#include "plan/power.h"
#include "plan/power_tree.h"
#include "plan/resilience.h"
#include "plan/sizing.h"
#include "plan/system.h"
#include "plan/tier_plan.h"
#include "plan/wear.h"

static void start_pool(const struct site_plan *plan, const struct pool *pool, struct plan_pool *planned)
{
    planned->pool = pool;
    planned->n_groups = pool->n_groups;
    planned->groups = ARENA_ARRAY(plan->arena, struct plan_group, pool->n_groups);
    for (int g = 0; g < pool->n_groups; g++) planned->groups[g].node = pool->groups[g].node;
    if (pool->path->front_end != FRONT_END_SEPARATE || !pool->front_end_node) return;
    planned->front_ends = ARENA_NEW(plan->arena, struct plan_group);
    planned->front_ends->node = pool->front_end_node;
}

static struct rows_pool lay_pool(const struct site_plan *plan, struct plan_pool *pool)
{
    const struct facility_model *facility = plan->scenario->site.facility;
    const struct rack_model *rack = place_rack(pool->pool, facility);
    struct rows_pool rows = rows_lay(pool, pool->pool->path, fabric_oversubscription(facility), plan->arena);
    for (int g = 0; g < pool->n_groups + (pool->front_ends ? 1 : 0); g++)
        place_limits(rack, facility, &rows.boxes[g], rows_group(pool, g));
    return rows;
}

static bool size_pools(struct site_plan *plan, struct rows_pool *rows, struct diags *diags)
{
    bool all = true;
    for (int p = 0; p < plan->n_pools; p++) {
        start_pool(plan, &plan->scenario->pools[p], &plan->pools[p]);
        rows[p] = lay_pool(plan, &plan->pools[p]);
        if (!sizing_pool(plan, &rows[p], diags)) all = false;
    }
    return all;
}

static void add_up_pools(struct site_plan *plan)
{
    for (int p = 0; p < plan->n_pools; p++) {
        if (!plan->tier || plan->tier->hot != p) plan->usable_bytes += plan->pools[p].usable_bytes;
        plan->namespaces = fmax(plan->namespaces, plan->pools[p].namespaces);
    }
}

enum depth { FIGURES, FINDINGS, EVERYTHING };

static bool plan_all(const struct scenario *scenario, const struct catalog *catalog, struct arena *arena, struct diags *diags, enum depth depth,
                     struct site_plan *plan)
{
    *plan = (struct site_plan){.scenario = scenario, .catalog = catalog, .brief = depth != EVERYTHING, .quiet = depth == FIGURES, .n_pools = scenario->n_pools, .arena = arena};
    plan->pools = ARENA_ARRAY(arena, struct plan_pool, plan->n_pools);
    struct rows_pool *rows = ARENA_ARRAY(arena, struct rows_pool, plan->n_pools);
    demand_site(plan);
    tier_plan_find(plan);
    if (!size_pools(plan, rows, diags)) return false;
    add_up_pools(plan);
    system_assemble(rows, plan);
    capability_fill(plan);
    demand_jobs(plan);
    tier_plan_fill(rows, plan);
    if (!plan->brief) wear_fill(plan);
    place_racks(rows, plan);
    layout_check(plan);
    if (!plan->brief) resilience_fill(rows, plan);
    power_add_up(plan);
    power_tree_solve(plan);
    lint_site(plan);
    if (plan->brief) return true;
    alternatives_fill(rows, plan);
    derive_all(plan);
    findings_sort(plan);
    return true;
}

bool plan_site(const struct scenario *scenario, const struct catalog *catalog, struct arena *arena, struct diags *diags, struct site_plan *plan)
{
    return plan_all(scenario, catalog, arena, diags, EVERYTHING, plan);
}

bool plan_site_quietly(const struct scenario *scenario, const struct catalog *catalog, struct arena *arena, struct diags *diags,
                       struct site_plan *plan)
{
    return plan_all(scenario, catalog, arena, diags, FIGURES, plan);
}

bool plan_site_fits(const struct scenario *scenario, const struct catalog *catalog, struct arena *arena, struct diags *diags, struct site_plan *plan)
{
    return plan_all(scenario, catalog, arena, diags, FINDINGS, plan);
}
