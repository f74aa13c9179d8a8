#include "plan/system.h"

#include <math.h>

#include "base/text.h"
#include "plan/tier_plan.h"

static const char *row_name(const struct site_plan *plan, const struct plan_pool *pool, const struct rows_spec *spec)
{
    const char *kind = rows_kind_name(spec->kind);
    if (plan->quiet) return kind;
    return text_format(plan->arena, "%s/%s/%s", pool->pool->name, rows_group(pool, spec->group)->node->head.name, kind);
}

static void fill_rows(const struct rows_pool *pools, const struct site_plan *plan, struct row_system *system)
{
    int at = 0;
    for (int p = 0; p < plan->n_pools; p++) {
        for (int s = 0; s < pools[p].n_specs; s++) {
            const struct rows_spec *spec = &pools[p].specs[s];
            const char *name = system->out_pool >= 0 ? plan->system.rows[at].name : row_name(plan, pools[p].pool, spec);
            system->rows[at++] = (struct row){.name = name, .kind = spec->kind, .pool = p, .group = spec->group,
                                              .capacity = rows_capacity(&pools[p], s, p == system->out_pool)};
        }
    }
}

/* Watts above idle for one client byte/s: a group's draw rises linearly and reaches its maximum
 * when the class alone runs at the group's own bound. */
static double class_watts(const struct rows_pool *rows, double pool_share, enum op op, enum plan_flow flow)
{
    const struct plan_pool *pool = rows->pool;
    double watts = 0.0;
    for (int g = 0; g < pool->n_groups + (pool->front_ends ? 1 : 0); g++) {
        struct plan_group *group = rows_group(pool, g);
        const double bound = rows_group_bound(rows, g, op);
        group->w_per_byte_per_s[flow] = bound > 0.0 ? pool_share * group->share * (group->max_w - group->idle_w) / bound : 0.0;
        watts += group->w_per_byte_per_s[flow];
    }
    return watts;
}

static void fill_class(const struct rows_pool *pools, const struct site_plan *plan, struct row_system *system, enum op op)
{
    struct flow_class *class = &system->classes[op];
    class->coefficients = ARENA_ARRAY(plan->arena, struct coefficient, system->n_rows);
    int at = 0;
    for (int p = 0; p < plan->n_pools; p++) {
        const double share = tier_plan_share(plan, p, op);
        for (int s = 0; s < pools[p].n_specs; s++, at++) {
            const double cost = share * rows_cost(&pools[p], s, op, p == system->out_pool);
            if (cost > 0.0) class->coefficients[class->n_coefficients++] = (struct coefficient){at, cost};
        }
        class->w_per_byte_per_s += class_watts(&pools[p], share, op, op == OP_READ ? FLOW_READ : FLOW_WRITE);
    }
}

/* Read from the tier, written to the pool behind. */
static void fill_drain(const struct rows_pool *pools, const struct site_plan *plan, struct row_system *system)
{
    struct flow_class *drain = &system->drain;
    drain->coefficients = ARENA_ARRAY(plan->arena, struct coefficient, system->n_rows);
    int at = 0;
    for (int p = 0; p < plan->n_pools; p++) {
        const bool moved = p == plan->tier->hot || p == plan->tier->cold;
        const enum op op = p == plan->tier->hot ? OP_READ : OP_WRITE;
        for (int s = 0; s < pools[p].n_specs; s++, at++) {
            const double cost = moved ? rows_cost(&pools[p], s, op, p == system->out_pool) : 0.0;
            if (cost > 0.0) drain->coefficients[drain->n_coefficients++] = (struct coefficient){at, cost};
        }
        if (moved) drain->w_per_byte_per_s += class_watts(&pools[p], 1.0, op, FLOW_DRAIN);
    }
}

static void fill_system(const struct rows_pool *pools, const struct site_plan *plan, int out_pool, struct row_system *system)
{
    *system = (struct row_system){.out_pool = out_pool};
    for (int p = 0; p < plan->n_pools; p++) system->n_rows += pools[p].n_specs;
    system->rows = ARENA_ARRAY(plan->arena, struct row, system->n_rows);
    fill_rows(pools, plan, system);
    for (int op = 0; op < OPS; op++) fill_class(pools, plan, system, (enum op)op);
    if (plan->tier) fill_drain(pools, plan, system);
}

void system_assemble(const struct rows_pool *pools, struct site_plan *plan)
{
    fill_system(pools, plan, -1, &plan->system);
    plan->n_out = plan->n_pools;
    plan->out = ARENA_ARRAY(plan->arena, struct row_system, plan->n_out);
    int first = 0;
    for (int p = 0; p < plan->n_pools; p++) {
        fill_system(pools, plan, p, &plan->out[p]);
        plan->pools[p].read = rows_bound(&pools[p], OP_READ, first);
        plan->pools[p].write = rows_bound(&pools[p], OP_WRITE, first);
        first += pools[p].n_specs;
    }
}

struct bound system_bound(const struct row_system *system, enum op op)
{
    return rows_lowest(system->rows, system->classes[op].coefficients, system->classes[op].n_coefficients);
}

static double used_on(const struct flow_class *class, int *at, int row, double rate)
{
    if (*at >= class->n_coefficients || class->coefficients[*at].row != row) return 0.0;
    return class->coefficients[(*at)++].per_byte * rate;
}

double system_load(const struct row_system *system, double read, double write, double drain)
{
    double fullest = 0.0;
    int at[OPS] = {0, 0}, drain_at = 0;
    for (int row = 0; row < system->n_rows; row++) {
        double used = used_on(&system->classes[OP_READ], &at[OP_READ], row, read);
        used += used_on(&system->classes[OP_WRITE], &at[OP_WRITE], row, write);
        used += used_on(&system->drain, &drain_at, row, drain);
        if (used > 0.0) fullest = fmax(fullest, used / system->rows[row].capacity);
    }
    return fullest;
}
