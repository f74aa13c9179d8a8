#include "plan/tier_plan.h"

#include <math.h>

#include "plan/box.h"
#include "plan/findings.h"

static double own_share(const struct site_plan *plan, int p, enum op op)
{
    const struct pool *pool = &plan->scenario->pools[p];
    const struct quantity *share = op == OP_READ ? &pool->read_share : &pool->write_share;
    return plan->n_pools == 1 && !share->given ? 1.0 : box_value(share, 0.0);
}

void tier_plan_find(struct site_plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    for (int p = 0; p < scenario->n_pools; p++) {
        const struct pool_tier *asked = &scenario->pools[p].tier;
        if (!asked->behind) continue;
        struct plan_tier *tier = plan->tier = ARENA_NEW(plan->arena, struct plan_tier);
        tier->hot = p;
        tier->cold = (int)(asked->behind - scenario->pools);
        tier->read_share = own_share(plan, tier->cold, OP_READ);
        tier->write_share = own_share(plan, tier->cold, OP_WRITE);
        tier->hit_ratio = asked->hit_ratio.value;
        tier->retention_s = asked->retention_s.value;
        tier->cached_bytes = asked->cached_bytes.value;
        tier->weight = asked->drain_weight.value;
        tier->mean_bytes_per_s = tier->write_share * box_value(&scenario->demand.checkpoint_bytes_per_s, 0.0);
        return;
    }
}

double tier_plan_share(const struct site_plan *plan, int p, enum op op)
{
    const struct plan_tier *tier = plan->tier;
    if (tier && p == tier->hot) return op == OP_READ ? tier->read_share * tier->hit_ratio : tier->write_share;
    if (tier && p == tier->cold) return op == OP_READ ? tier->read_share * (1.0 - tier->hit_ratio) : 0.0;
    return own_share(plan, p, op);
}

double tier_plan_drained(const struct site_plan *plan, int p, enum op op)
{
    const struct plan_tier *tier = plan->tier;
    return tier && p == (op == OP_READ ? tier->hot : tier->cold) ? tier->mean_bytes_per_s : 0.0;
}

double tier_plan_wanted(const struct site_plan *plan, int p)
{
    const struct plan_tier *tier = plan->tier;
    return tier && p == tier->hot ? tier->cached_bytes + tier->mean_bytes_per_s * tier->retention_s : (double)NAN;
}

/* --- reads by where they are served -------------------------------------------------------------------- */

/* Costs of a client byte of which the part share(p) goes to pool p. */
static struct flow_class reads_of(const struct rows_pool *pools, const struct site_plan *plan, bool hot, bool cold, bool others)
{
    const struct plan_tier *tier = plan->tier;
    struct flow_class class = {.coefficients = ARENA_ARRAY(plan->arena, struct coefficient, plan->system.n_rows)};
    int at = 0;
    for (int p = 0; p < plan->n_pools; p++) {
        const bool in = p == tier->hot ? hot : p == tier->cold ? cold : others;
        const double share = p == tier->hot || p == tier->cold ? tier->read_share : own_share(plan, p, OP_READ);
        for (int s = 0; s < pools[p].n_specs; s++, at++) {
            const double cost = in ? share * rows_cost(&pools[p], s, OP_READ, false) : 0.0;
            if (cost > 0.0) class.coefficients[class.n_coefficients++] = (struct coefficient){at, cost};
        }
    }
    return class;
}

/* --- what the drain gets --------------------------------------------------------------------------------- */

void tier_plan_fill(const struct rows_pool *pools, struct site_plan *plan)
{
    struct plan_tier *tier = plan->tier;
    if (!tier) return;
    const struct quantity *throttle = &plan->scenario->pools[tier->hot].tier.drain_throttle;
    tier->room_bytes = plan->pools[tier->hot].usable_bytes;
    tier->hit = reads_of(pools, plan, true, false, false);
    tier->miss = reads_of(pools, plan, false, true, false);
    tier->other = reads_of(pools, plan, false, false, true);
    tier->mean_bytes_per_s = tier->write_share * fmax(box_value(&plan->scenario->demand.checkpoint_bytes_per_s, 0.0), plan->jobs_write_mean);
    tier->drain = rows_lowest(plan->system.rows, plan->system.drain.coefficients, plan->system.drain.n_coefficients);
    tier->drain.bytes_per_s *= throttle->value;
    tier->drain.next_bytes_per_s *= throttle->value;
    tier->drain_at_peak_bytes_per_s = fmin(tier->drain_at_peak_bytes_per_s, tier->drain.bytes_per_s);
    tier->wanted_bytes = tier_plan_wanted(plan, tier->hot);
    const double drained = isnan(tier->drain_at_peak_bytes_per_s) ? tier->drain.bytes_per_s : tier->drain_at_peak_bytes_per_s;
    const double piles_up = tier->write_share * box_value(&(struct quantity){.value = plan->demand_write_peak}, 0.0) - drained;
    tier->peak_s = piles_up > 0.0 ? tier->room_bytes / piles_up : (double)INFINITY;
}

/* --- findings --------------------------------------------------------------------------------------------- */

static const char *rate(const struct site_plan *plan, double value) { return findings_number(plan, value, UNIT_BYTES_PER_S, 4); }
static const char *bytes(const struct site_plan *plan, double value) { return findings_number(plan, value, UNIT_BYTES, 4); }

static void lint_drain(struct site_plan *plan, const struct pool_tier *asked, const char *hot, const char *cold)
{
    const struct plan_tier *tier = plan->tier;
    const double alone = tier->drain.bytes_per_s, at_peak = tier->drain_at_peak_bytes_per_s, mean = tier->mean_bytes_per_s;
    if (alone < mean)
        findings_add(plan, asked->at, FINDING_FAIL, "tier-drain", "pool %s drains %s at most to %s, and %s are written on average: it fills, then writes go at the drain's rate",
                     hot, rate(plan, alone), cold, rate(plan, mean));
    else if (at_peak < mean * (1.0 - 1e-9))
        findings_add(plan, asked->at, FINDING_WARNING, "tier-drain", "pool %s drains %s to %s while both peaks are offered, and %s are written on average: it drains when reads leave room, else it fills",
                     hot, rate(plan, at_peak), cold, rate(plan, mean));
}

void tier_plan_lint(struct site_plan *plan)
{
    const struct plan_tier *tier = plan->tier;
    if (!tier) return;
    const struct pool_tier *asked = &plan->scenario->pools[tier->hot].tier;
    const char *hot = plan->scenario->pools[tier->hot].name, *cold = plan->scenario->pools[tier->cold].name;
    lint_drain(plan, asked, hot, cold);
    if (tier->wanted_bytes > tier->room_bytes)
        findings_add(plan, asked->at, FINDING_WARNING, "tier-room", "pool %s should keep %s, cached and written within %s, and has room for %s: about %.0f %% of reads hit it in place of %.0f %%",
                     hot, bytes(plan, tier->wanted_bytes), findings_number(plan, tier->retention_s, UNIT_SECONDS, 3), bytes(plan, tier->room_bytes),
                     100.0 * tier->hit_ratio * tier->room_bytes / tier->wanted_bytes, 100.0 * tier->hit_ratio);
    if (tier->hit_ratio > 0.0 && !(tier->cached_bytes > 0.0))
        findings_add(plan, asked->hit_ratio.at, FINDING_NOTE, "tier-hits", "pool %s caches no data of %s: that %.0f %% of reads hit it rests on what was written within %s", hot, cold,
                     100.0 * tier->hit_ratio, findings_number(plan, tier->retention_s, UNIT_SECONDS, 3));
}
