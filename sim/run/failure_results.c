#include "run/failure_results.h"

#include <math.h>

#include "base/units.h"
#include "run/durability.h"
#include "run/estimate.h"

static double measured_s(const struct collect *collect)
{
    double all_s = 0.0;
    for (int32_t i = 0; i < collect->n; i++) all_s += collect->outcomes[i]->measured_s;
    return all_s;
}

static const struct failure_pool_account *account_of(const struct collect *collect, int32_t i, int32_t p)
{
    return &collect->outcomes[i]->failure->pools[p];
}

/* --- causes ------------------------------------------------------------------------------------- */

static bool happens(const struct collect *collect, int kind)
{
    for (int32_t i = 0; i < collect->n; i++)
        if (collect->outcomes[i]->failure->events[kind] > 0.0 || collect->outcomes[i]->failure->out_s[kind] > 0.0) return true;
    return false;
}

static void fill_cause(const struct collect *collect, int kind, struct result_cause *cause)
{
    static const char *const names[FAILURE_KINDS] = { [FAILURE_DRIVE] = "drive", [FAILURE_NODE] = "node", [FAILURE_LINK] = "link", [FAILURE_RACK] = "rack",
                                                      [FAILURE_FEED] = "feed", [FAILURE_MAINTENANCE] = "maintenance" };
    double *events = ARENA_ARRAY(collect->arena, double, collect->n), all = 0.0, out_s = 0.0;
    for (int32_t i = 0; i < collect->n; i++) {
        events[i] = collect->outcomes[i]->failure->events[kind];
        all += events[i];
        out_s += collect->outcomes[i]->failure->out_s[kind];
    }
    *cause = (struct result_cause){ names[kind], estimate_of_values(events, collect->n, collect_each(collect), collect->arena), all / measured_s(collect) * UNITS_DAY_S, out_s / measured_s(collect) };
}

static void fill_causes(const struct collect *collect, struct result_rebuild *rebuild)
{
    rebuild->causes = ARENA_ARRAY(collect->arena, struct result_cause, FAILURE_KINDS);
    for (int kind = 0; kind < FAILURE_KINDS; kind++)
        if (happens(collect, kind)) fill_cause(collect, kind, &rebuild->causes[rebuild->n_causes++]);
}

/* Means over time of each replication; the most is the most of any. */
static struct estimate less(const struct collect *collect, enum op op)
{
    double *means = ARENA_ARRAY(collect->arena, double, collect->n), most = 0.0;
    for (int32_t i = 0; i < collect->n; i++) {
        means[i] = collect->outcomes[i]->failure->less[op] / collect->outcomes[i]->measured_s;
        most = fmax(most, collect->outcomes[i]->failure->most_less[op]);
    }
    struct estimate estimate = estimate_of_values(means, collect->n, collect_each(collect), collect->arena);
    estimate.max = most;
    return estimate;
}

/* --- rebuilds ------------------------------------------------------------------------------------- */

typedef double pool_value(const struct failure_pool_account *account);

static double spare_drives(const struct failure_pool_account *account) { return account->spare_drives; }
static double spare_nodes(const struct failure_pool_account *account) { return account->spare_nodes; }
static double rebuilds(const struct failure_pool_account *account) { return account->rebuilds; }
static double bytes_read(const struct failure_pool_account *account) { return account->bytes_read; }
static double bytes_written(const struct failure_pool_account *account) { return account->bytes_written; }
static double unreadable_s(const struct failure_pool_account *account) { return account->unreadable_s; }

static struct estimate of_pool(const struct collect *collect, int32_t p, pool_value *value)
{
    double *values = ARENA_ARRAY(collect->arena, double, collect->n);
    for (int32_t i = 0; i < collect->n; i++) values[i] = value(account_of(collect, i, p));
    return estimate_of_values(values, collect->n, collect_each(collect), collect->arena);
}

static double per_s(const struct collect *collect, int32_t p, pool_value *value)
{
    double all = 0.0;
    for (int32_t i = 0; i < collect->n; i++) all += value(account_of(collect, i, p));
    return all / measured_s(collect);
}

static struct estimate reprotect(const struct collect *collect, int32_t p, enum rebuild_kind kind)
{
    double *means = ARENA_ARRAY(collect->arena, double, collect->n), min = HUGE_VAL, max = -HUGE_VAL;
    struct sketch *pooled = sketch_new(collect->arena);
    for (int32_t i = 0; i < collect->n; i++) {
        const struct tally *tally = &account_of(collect, i, p)->reprotect_s[kind];
        means[i] = tally->n > 0 ? tally->mean : (double)NAN;
        if (tally->n == 0) continue;
        min = fmin(min, tally->min);
        max = fmax(max, tally->max);
        sketch_merge(pooled, account_of(collect, i, p)->reprotect[kind]);
    }
    return estimate_pooled(means, collect->n, collect_each(collect), pooled, min, max);
}

/* The last that ever happened ends the list. */
static void fill_exposure(const struct collect *collect, int32_t p, double survives, struct result_rebuild_pool *out)
{
    out->exposure = ARENA_ARRAY(collect->arena, struct result_exposure, FAILURE_LOSSES + 1);
    for (int k = 0; k <= FAILURE_LOSSES; k++) {
        double s = 0.0;
        for (int32_t i = 0; i < collect->n; i++) s += account_of(collect, i, p)->exposure_s[k];
        out->exposure[k] = (struct result_exposure){ k, s / measured_s(collect) };
        if (s > 0.0) out->n_exposure = k + 1;
        if (k == (int)fmin(survives, FAILURE_LOSSES)) out->at_risk = out->exposure[k].share;
        if (k > survives) out->beyond += out->exposure[k].share;
    }
}

static const struct plan_repair_group *largest(const struct plan_pool *pool)
{
    const struct plan_repair_group *most = &pool->repair->groups[0];
    for (int g = 1; g < pool->n_groups; g++)
        if (pool->repair->groups[g].node_bytes > most->node_bytes) most = &pool->repair->groups[g];
    return most;
}

static void fill_planned(const struct collect *collect, const struct plan_pool *pool, struct result_rebuild_pool *out)
{
    const struct plan_repair *repair = pool->repair;
    const struct plan_repair_group *group = largest(pool);
    *out = (struct result_rebuild_pool){ .pool = pool->pool->name, .throttle = repair->throttle, .detect_s = repair->detect_s,
        .bound_by = repair->drive.bound_row >= 0 ? collect->plan->system.rows[repair->drive.bound_row].name : "",
        .drive_strips = repair->drive.strips, .drive_bytes = group->drive_bytes, .drive_read_bytes = group->drive_read_bytes, .drive_alone_s = group->drive_s,
        .node_strips = repair->node.strips, .node_bytes = group->node_bytes, .node_read_bytes = group->node_read_bytes, .node_alone_s = group->node_s };
    for (int g = 0; g < pool->n_groups; g++) out->spare_drives_at_hand += repair->groups[g].spare_drives;
}

static void fill_pool(const struct collect *collect, int32_t p, struct result_rebuild_pool *out)
{
    const struct plan_pool *pool = &collect->plan->pools[p];
    fill_planned(collect, pool, out);
    out->drive_reprotect_s = reprotect(collect, p, REBUILD_DRIVE);
    out->node_reprotect_s = reprotect(collect, p, REBUILD_NODE);
    out->rebuilds_per_day = per_s(collect, p, rebuilds) * UNITS_DAY_S;
    out->read_bytes_per_day = per_s(collect, p, bytes_read) * UNITS_DAY_S;
    out->written_bytes_per_day = per_s(collect, p, bytes_written) * UNITS_DAY_S;
    out->unreadable = per_s(collect, p, unreadable_s);
    out->spare_drives = of_pool(collect, p, spare_drives);
    out->spare_nodes = of_pool(collect, p, spare_nodes);
    fill_exposure(collect, p, pool->survives, out);
}

/* --- durability -------------------------------------------------------------------------------------- */

/* From a loss for good until its bytes are in service again: simulated, else as if it were alone. */
struct repair_time { double s; bool simulated; };

static struct repair_time repair_time(const struct collect *collect, int32_t p, enum rebuild_kind kind)
{
    const struct plan_pool *pool = &collect->plan->pools[p];
    struct tally all = { 0 };
    for (int32_t i = 0; i < collect->n; i++) tally_merge(&all, &account_of(collect, i, p)->gone_s[kind]);
    if (all.n > 0) return (struct repair_time){ all.mean, true };
    double alone_s = 0.0;
    for (int g = 0; g < pool->n_groups; g++) {
        const struct plan_repair_group *group = &pool->repair->groups[g];
        if (pool->groups[g].share > 0.0) alone_s += pool->groups[g].share * (kind == REBUILD_DRIVE ? group->drive_s : group->node_s);
    }
    return (struct repair_time){ alone_s, false };
}

/* Of a strip, by how often it goes with its drive and with its node. */
static double repair_s(const struct plan_repair *repair, struct repair_time drive, struct repair_time node)
{
    double weighed = 0.0;
    if (repair->drive_rate_per_s > 0.0) weighed += repair->drive_rate_per_s * drive.s;
    if (repair->node_rate_per_s > 0.0) weighed += repair->node_rate_per_s * node.s;
    return weighed / (repair->drive_rate_per_s + repair->node_rate_per_s);
}

static const char *repair_from(const struct plan_repair *repair, struct repair_time drive, struct repair_time node)
{
    bool drives = repair->drive_rate_per_s > 0.0, nodes = repair->node_rate_per_s > 0.0;
    bool all = (drive.simulated || !drives) && (node.simulated || !nodes), any = (drive.simulated && drives) || (node.simulated && nodes);
    return all ? "simulated" : !any ? "planned" : drive.simulated ? "simulated; planned for nodes" : "simulated; planned for drives";
}

static struct durability_law law_of(const struct plan_pool *pool, double mean_s)
{
    return (struct durability_law){ .strips = pool->stripe_width, .strips_per_node = pool->repair->strips_per_node,
        .drive_rate = pool->repair->drive_rate_per_s * UNITS_YEAR_S, .node_rate = pool->repair->node_rate_per_s * UNITS_YEAR_S,
        .repair_years = mean_s / UNITS_YEAR_S, .fatal = pool->repair->fatal, .n_fatal = pool->repair->n_fatal };
}

static bool fill_durability(const struct collect *collect, int32_t p, struct result_durability *out)
{
    const struct plan_pool *pool = &collect->plan->pools[p];
    struct repair_time drive = repair_time(collect, p, REBUILD_DRIVE), node = repair_time(collect, p, REBUILD_NODE);
    double mean_s = repair_s(pool->repair, drive, node);
    if (!(mean_s > 0.0)) return false;
    struct durability_law law = law_of(pool, mean_s);
    *out = (struct result_durability){ .pool = pool->pool->name, .method = "Markov chain of strips lost, mean time to loss by GTH elimination; repair times exponential",
        .repair_from = repair_from(pool->repair, drive, node), .drive_repair_s = drive.s, .node_repair_s = node.s, .strips = law.strips, .data_strips = pool->data_strips, .survives = pool->survives,
        .strips_per_node = law.strips_per_node, .drive_losses_per_year = law.drive_rate, .node_losses_per_year = law.node_rate, .repair_s = mean_s,
        .yearly_loss_disjoint = durability_disjoint(&law), .yearly_loss = durability_continuous(&law, false, collect->arena),
        .yearly_loss_one_at_a_time = durability_continuous(&law, true, collect->arena) };
    out->nines = durability_nines(out->yearly_loss);
    out->bytes_lost_per_year = out->yearly_loss * pool->usable_bytes;
    return true;
}

/* --- all ------------------------------------------------------------------------------------------------ */

void failure_results_collect(const struct collect *collect)
{
    struct results *results = collect->results;
    struct result_rebuild *rebuild = &results->rebuild;
    *rebuild = (struct result_rebuild){ .read_less = estimate_unknown(), .write_less = estimate_unknown() };
    if (!collect->outcomes[0]->failure) return;
    int32_t n_pools = collect->plan->n_pools;
    fill_causes(collect, rebuild);
    rebuild->read_less = less(collect, OP_READ);
    rebuild->write_less = less(collect, OP_WRITE);
    rebuild->pools = ARENA_ARRAY(collect->arena, struct result_rebuild_pool, n_pools);
    results->durability = ARENA_ARRAY(collect->arena, struct result_durability, n_pools);
    for (int32_t p = 0; p < n_pools; p++) {
        fill_pool(collect, p, &rebuild->pools[rebuild->n_pools++]);
        if (fill_durability(collect, p, &results->durability[results->n_durability])) results->n_durability++;
    }
}
