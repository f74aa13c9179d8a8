#include "run/stand.h"

#include <math.h>

#include "base/arena.h"

/* --- what serves ----------------------------------------------------------------------------- */

static double storage_nodes(const struct plan_pool *pool)
{
    double nodes = 0.0;
    for (int g = 0; g < pool->n_groups; g++) nodes += pool->groups[g].nodes;
    return nodes;
}

double stand_serves(const struct plan_pool *pool, double landed)
{
    const double nodes = storage_nodes(pool), least = pool->pool->stack->min_nodes.value, fewest = least > 0.0 ? least : 0.0;
    return landed < 1.0 && landed * nodes < fmin(fewest, nodes) * (1.0 - 1e-9) ? 0.0 : landed;
}

/* The only pool has all of it unless something else is stated. */
static double share_or_all(const struct site_plan *plan, double share)
{
    return !isnan(share) ? share : plan->n_pools == 1 ? 1.0 : 0.0;
}

/* Part of the class that the plan gives the pool; a tier's is that of the pool behind. */
static double share_of(const struct site_plan *plan, int p, enum op op)
{
    const struct pool *pool = plan->pools[p].pool;
    return share_or_all(plan, op == OP_READ ? pool->read_share.value : pool->write_share.value);
}

/* --- where the load goes ----------------------------------------------------------------------- */

/* A tier goes with the pool behind. */
static double serves_with(const struct stand *stand, int p)
{
    const struct plan_tier *tier = stand->plan->tier;
    return stand->serves[tier && p == tier->hot ? tier->cold : p];
}

static void follow(struct stand *stand, enum op op)
{
    double load = 0.0;
    for (int p = 0; p < stand->plan->n_pools; p++) load += share_of(stand->plan, p, op) * stand->serves[p];
    for (int p = 0; p < stand->plan->n_pools; p++) stand->follows[op][p] = stand->whole || !(load > 0.0) ? 1.0 : serves_with(stand, p) / load;
}

static bool is_whole(const struct stand *stand)
{
    for (int p = 0; p < stand->plan->n_pools; p++)
        if (stand->landed[p] < 1.0) return false;
    return true;
}

void stand_set(struct stand *stand, int pool, double landed)
{
    stand->landed[pool] = landed;
    stand->serves[pool] = stand_serves(&stand->plan->pools[pool], landed);
    stand->whole = is_whole(stand);
    for (int op = 0; op < OPS; op++) follow(stand, (enum op)op);
}

struct stand stand_whole(const struct site_plan *plan, struct arena *arena)
{
    struct stand stand = { .plan = plan, .whole = true, .landed = ARENA_ARRAY(arena, double, plan->n_pools), .serves = ARENA_ARRAY(arena, double, plan->n_pools) };
    for (int op = 0; op < OPS; op++) stand.follows[op] = ARENA_ARRAY(arena, double, plan->n_pools);
    for (int p = 0; p < plan->n_pools; p++) stand.landed[p] = stand.serves[p] = stand.follows[OP_READ][p] = stand.follows[OP_WRITE][p] = 1.0;
    return stand;
}

/* --- room ------------------------------------------------------------------------------------------ */

/* Part of all capacity in service that a pool is; the plan's where all stands. */
static double stored_share(const struct stand *stand, int p)
{
    double all = 0.0;
    for (int q = 0; q < stand->plan->n_pools; q++) all += share_or_all(stand->plan, stand->plan->pools[q].pool->capacity_share.value) * stand->serves[q];
    const double share = share_or_all(stand->plan, stand->plan->pools[p].pool->capacity_share.value);
    return stand->whole ? share : all > 0.0 ? share * stand->serves[p] / all : 0.0;
}

/* Of the bytes stored as much as every pool has room for its part of. */
static double stored_that_fit(const struct stand *stand, double stored)
{
    double fit = 0.0;
    for (int p = 0; p < stand->plan->n_pools; p++) fit = fmax(fit, stand->serves[p] > 0.0 ? stored : 0.0);
    for (int p = 0; p < stand->plan->n_pools; p++) {
        const double share = stored_share(stand, p);
        if (share > 0.0) fit = fmin(fit, stand->serves[p] * stand->plan->pools[p].usable_bytes / share);
    }
    return fit;
}

double stand_room(const struct stand *stand, double stored, double *holds)
{
    double written = HUGE_VAL, usable = 0.0;
    *holds = stored_that_fit(stand, stored);
    for (int p = 0; p < stand->plan->n_pools; p++) {
        const struct plan_pool *pool = &stand->plan->pools[p];
        const double share = share_of(stand->plan, p, OP_WRITE) * stand->follows[OP_WRITE][p], room = stand->serves[p] * pool->usable_bytes;
        usable += room;
        if (share > 0.0) written = fmin(written, (room - stored_share(stand, p) * *holds) / share);
    }
    if (stand->whole) usable = stand->plan->usable_bytes;
    return written < HUGE_VAL ? *holds + written : usable;
}

/* --- watts ----------------------------------------------------------------------------------------- */

struct draw { double idle_w, max_w, boxes; };

static struct draw draw_of(const struct plan_pool *pool)
{
    struct draw draw = { 0.0, 0.0, 0.0 };
    for (int g = 0; g <= pool->n_groups; g++) {
        const struct plan_group *group = g < pool->n_groups ? &pool->groups[g] : pool->front_ends;
        if (!group) continue;
        draw.idle_w += group->idle_w;
        draw.max_w += group->max_w;
        draw.boxes += group->hosts;
    }
    return draw;
}

/* Of what has not landed: taken off the plan's, so that the plan's is left when all has. */
static struct draw missing(const struct stand *stand)
{
    struct draw all = { 0.0, 0.0, 0.0 };
    for (int p = 0; p < stand->plan->n_pools; p++) {
        const struct draw draw = draw_of(&stand->plan->pools[p]);
        const double part = 1.0 - stand->landed[p];
        all.idle_w += part * draw.idle_w;
        all.max_w += part * draw.max_w;
        all.boxes += part * draw.boxes;
    }
    return all;
}

double stand_idle_w(const struct stand *stand)
{
    return fmax(0.0, stand->plan->power.storage_idle_w - missing(stand).idle_w);
}

double stand_max_w(const struct stand *stand)
{
    return fmax(stand_idle_w(stand), stand->plan->power.storage_max_w - missing(stand).max_w);
}

double stand_network_w(const struct stand *stand)
{
    double boxes = 0.0;
    for (int p = 0; p < stand->plan->n_pools; p++) boxes += draw_of(&stand->plan->pools[p]).boxes;
    return boxes > 0.0 ? stand->plan->power.network_w * (1.0 - missing(stand).boxes / boxes) : stand->plan->power.network_w;
}

static double pool_w_per_byte_per_s(const struct plan_pool *pool, enum op op)
{
    const enum plan_flow flow = op == OP_READ ? FLOW_READ : FLOW_WRITE;
    double w = pool->front_ends ? pool->front_ends->w_per_byte_per_s[flow] : 0.0;
    for (int g = 0; g < pool->n_groups; g++) w += pool->groups[g].w_per_byte_per_s[flow];
    return w;
}

double stand_w_per_byte_per_s(const struct stand *stand, enum op op)
{
    double w = stand->plan->system.classes[op].w_per_byte_per_s;
    for (int p = 0; p < stand->plan->n_pools; p++) w += (stand->follows[op][p] - 1.0) * pool_w_per_byte_per_s(&stand->plan->pools[p], op);
    return fmax(0.0, w);
}
