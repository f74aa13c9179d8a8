#include "plan/power_bill.h"

#include <math.h>

#include "base/text.h"
#include "plan/box.h"
#include "plan/rows.h"

#define UNKNOWN ((double)NAN)

/* --- means of groups -------------------------------------------------------------------- */

static bool simulated(const struct results *results) { return isfinite(results->power.storage_w.mean); }

static double rate_of(const struct site_plan *plan, const struct results *results, enum plan_flow flow)
{
    const bool ran = simulated(results);
    if (flow == FLOW_READ) return ran ? results->read.delivered.mean : plan->demand_read_mean;
    if (flow == FLOW_WRITE) return ran ? results->write.delivered.mean : plan->demand_write_mean;
    if (!plan->tier) return 0.0;
    return ran && results->n_tiers > 0 ? results->tiers[0].drained_bytes_per_s.mean : plan->tier->mean_bytes_per_s;
}

static double above_idle_w(const struct site_plan *plan, const struct results *results, const struct plan_group *group)
{
    double watts = 0.0;
    for (int flow = 0; flow < PLAN_FLOWS; flow++) watts += group->w_per_byte_per_s[flow] * rate_of(plan, results, (enum plan_flow)flow);
    return watts;
}

static int n_groups(const struct plan_pool *pool) { return pool->n_groups + (pool->front_ends ? 1 : 0); }

/* What was simulated above idle ÷ what the groups' coefficients give for the mean rates: 1 but for rebuilds and ceilings. */
static double scale_of(const struct site_plan *plan, const struct results *results)
{
    double all = 0.0;
    for (int p = 0; p < plan->n_pools; p++)
        for (int g = 0; g < n_groups(&plan->pools[p]); g++) all += above_idle_w(plan, results, rows_group(&plan->pools[p], g));
    return all > 0.0 ? (results->power.storage_w.mean - plan->power.network_w - plan->power.storage_idle_w) / all : 0.0;
}

double power_bill_mean_w(const struct site_plan *plan, const struct results *results, int pool, int group)
{
    const struct plan_group *planned = rows_group(&plan->pools[pool], group);
    const double above = above_idle_w(plan, results, planned);
    if (simulated(results)) return planned->idle_w + above * scale_of(plan, results);
    return fmin(planned->max_w, planned->idle_w + above);
}

/* --- lines ------------------------------------------------------------------------------ */

struct biller {
    const struct site_plan *plan;
    struct arena *arena;
    struct results *results;
    struct result_power_bill *bill;
    double coincidence, storage_reach, feeds;        /* c and u of power_bill.h */
};

/* Boxes of one kind, or all together, before they are put on paper. */
struct draw { double nameplate, datasheet, p99, mean; };

static void put(struct biller *biller, const char *line, const char *group, const char *pool, double count, struct draw draw)
{
    struct result_power_bill *bill = biller->bill;
    const bool fed = isfinite(biller->feeds) && !text_equal(group, "overhead") && !text_equal(group, "site");
    bill->lines[bill->n_lines] = (struct result_power_bill_line){
        .id = text_format(biller->arena, "P%02d", bill->n_lines + 1), .line = line, .group = group, .pool = pool, .count = count,
        .nameplate_w = draw.nameplate, .datasheet_w = draw.datasheet, .p99_w = draw.p99, .mean_w = draw.mean,
        .per_feed_w = fed ? draw.datasheet / biller->feeds : UNKNOWN,
        .feed_lost_w = fed && biller->feeds > 1.0 ? draw.datasheet / (biller->feeds - 1.0) : UNKNOWN,
        .peak_to_signed = draw.datasheet > 0.0 ? draw.p99 / draw.datasheet : UNKNOWN};
    bill->n_lines++;
}

static struct draw constant(double watts) { return (struct draw){watts, watts, watts, watts}; }

static void add(struct draw *sum, struct draw draw)
{
    sum->nameplate += draw.nameplate;
    sum->datasheet += draw.datasheet;
    sum->p99 += draw.p99;
    sum->mean += draw.mean;
}

static struct draw group_draw(const struct biller *biller, int pool, int group)
{
    const struct plan_group *planned = rows_group(&biller->plan->pools[pool], group);
    const double mean = simulated(biller->results) ? power_bill_mean_w(biller->plan, biller->results, pool, group) : UNKNOWN;
    const double boxes = planned->hosts > 0.0 ? planned->hosts : planned->nodes;
    return (struct draw){boxes * box_value(&planned->node->nameplate_w, box_value(&planned->node->max_w, 0.0)), planned->max_w,
                         mean + (planned->max_w - mean) * biller->storage_reach, mean};
}

static void put_groups(struct biller *biller, struct draw *sum)
{
    for (int p = 0; p < biller->plan->n_pools; p++) {
        const struct plan_pool *pool = &biller->plan->pools[p];
        for (int g = 0; g < n_groups(pool); g++) {
            const struct plan_group *group = rows_group(pool, g);
            const struct draw draw = group_draw(biller, p, g);
            put(biller, text_copy(biller->arena, group->node->head.name), "storage", text_copy(biller->arena, pool->pool->name), group->hosts > 0.0 ? group->hosts : group->nodes, draw);
            add(sum, draw);
        }
    }
}

static void put_switches(struct biller *biller, struct draw *sum)
{
    const struct facility_model *facility = biller->plan->scenario->site.facility;
    const struct plan_racks *racks = &biller->plan->racks;
    if (!facility->tor) return;
    const double uplinks = racks->optics - racks->spine_optics;
    const struct draw tors = constant(racks->tors * facility->tor->max_w.value + uplinks * box_value(&facility->tor->optic_w, 0.0));
    put(biller, text_format(biller->arena, "%s at the top of racks, optics included", facility->tor->head.name), "network", "", racks->tors, tors);
    add(sum, tors);
    if (!facility->spine) return;
    const struct draw spines = constant(racks->spines * facility->spine->max_w.value + racks->spine_optics * box_value(&facility->spine->optic_w, 0.0));
    put(biller, text_format(biller->arena, "%s as spine, optics included", facility->spine->head.name), "network", "", racks->spines, spines);
    add(sum, spines);
}

/* What is not bought here but draws on the same feeds. */
static void put_others(struct biller *biller, struct draw *sum)
{
    const struct plan_power *power = &biller->plan->power;
    const struct estimate *gpu = &biller->results->power.gpu_w;
    const struct site *site = &biller->plan->scenario->site;
    const struct draw gpus = {power->gpu_max_w, power->gpu_max_w, gpu->mean + biller->coincidence * (gpu->p99 - gpu->mean), gpu->mean};
    const struct draw other = simulated(biller->results) ? constant(power->other_it_w) : (struct draw){power->other_it_w, power->other_it_w, UNKNOWN, UNKNOWN};
    if (site->gpu) put(biller, text_copy(biller->arena, site->gpu->head.name), "gpus", "", biller->plan->racks.gpu_racks, gpus);
    put(biller, "GPU fabric, front-end network, CPU services", "other", "", UNKNOWN, other);
    if (site->gpu) add(sum, gpus);
    add(sum, other);
}

static void put_site(struct biller *biller, struct draw it)
{
    const struct plan_power *power = &biller->plan->power;
    const struct result_power *ran = &biller->results->power;
    const double above = power->pue_design - 1.0;
    const struct draw overhead = {it.nameplate * above, power->site_design_w - power->it_max_w, it.p99 * above, ran->site_w.mean - ran->it_w.mean};
    put(biller, "IT together", "sum", "", UNKNOWN, it);
    put(biller, "Cooling and losses, by PUE", "overhead", "", UNKNOWN, overhead);
    add(&it, overhead);
    put(biller, "Site at the utility", "site", "", UNKNOWN, it);
    biller->bill->signed_w = it.datasheet;
}

/* --- feeds ------------------------------------------------------------------------------- */

static double level_feeds(const struct power_level *level)
{
    return level->scheme == SCHEME_2N || level->scheme == SCHEME_DISTRIBUTED ? 2.0 : 1.0;
}

static const struct power_level *level_called(const struct power_tree *tree, const char *name)
{
    for (int l = 0; l < tree->n_levels; l++)
        if (text_equal(tree->levels[l].name, name)) return &tree->levels[l];
    return NULL;
}

double power_bill_feeds(const struct facility_model *facility)
{
    const struct power_tree *tree = &facility->power_tree;
    if (tree->n_levels == 0) return UNKNOWN;
    if (tree->n_loads == 0) return level_feeds(&tree->levels[tree->n_levels - 1]);
    double feeds = 0.0;
    for (int on = 0; on < tree->loads[0].n_on; on++) {
        const struct power_level *level = level_called(tree, tree->loads[0].on[on]);
        feeds += level ? level_feeds(level) : 1.0;
    }
    return feeds;
}

/* All that flows is proportional to the IT watts, times the PUE where a level carries the site. */
static void put_feeds(struct biller *biller)
{
    const struct result_power *power = &biller->results->power;
    struct result_power_bill *bill = biller->bill;
    const struct result_power_bill_line *it = &bill->lines[bill->n_lines - 3], *site = &bill->lines[bill->n_lines - 1];
    bill->feeds = ARENA_ARRAY(biller->arena, struct result_power_bill_feed, power->n_tree);
    for (int l = 0; l < power->n_tree; l++) {
        const struct result_power_level *level = &power->tree[l];
        const struct result_power_bill_line *carried = text_equal(level->carries, "site") ? site : it;
        const double part = level->load_w / carried->datasheet_w;
        bill->feeds[bill->n_feeds] = (struct result_power_bill_feed){
            .id = text_format(biller->arena, "F%02d", bill->n_feeds + 1), .feed = text_copy(biller->arena, level->level), .kind = level->kind, .carries = level->carries,
            .count = level->count, .each_w = level->rating_w * level->derating, .nameplate_w = part * carried->nameplate_w, .datasheet_w = level->load_w,
            .p99_w = part * carried->p99_w, .mean_w = part * carried->mean_w, .worst_device_w = level->worst_case_load_w};
        bill->n_feeds++;
    }
}

/* --- door --------------------------------------------------------------------------------- */

static double coincidence_of(const struct result_power *power)
{
    const double apart = (power->storage_w.p99 - power->storage_w.mean) + (power->gpu_w.p99 - power->gpu_w.mean) + (power->other_it_w.p99 - power->other_it_w.mean);
    const double together = power->it_w.p99 - power->it_w.mean;
    return apart > 0.0 ? together / apart : apart <= 0.0 ? 0.0 : UNKNOWN;
}

/* How far storage's boxes are from their means to their maxima when the site is at its p99. */
static double storage_reach(const struct site_plan *plan, const struct result_power *power, double coincidence)
{
    const double mean = power->storage_w.mean - plan->power.network_w, room = plan->power.storage_max_w - mean;
    return room > 0.0 ? coincidence * (power->storage_w.p99 - power->storage_w.mean) / room : isnan(mean) ? UNKNOWN : 0.0;
}

void power_bill_fill(const struct site_plan *plan, struct arena *arena, struct results *results)
{
    struct biller biller = {.plan = plan, .arena = arena, .results = results, .bill = &results->power_bill};
    int most = 8;
    for (int p = 0; p < plan->n_pools; p++) most += plan->pools[p].n_groups + 1;
    results->power_bill = (struct result_power_bill){
        .lines = ARENA_ARRAY(arena, struct result_power_bill_line, most), .sign = "datasheet",
        .reason = "no load can exceed what the makers state as maximum, and site_power_peak is judged on it; nameplates size the circuits of a rack, p99 and mean size what is left over and what energy costs"};
    biller.feeds = biller.bill->feeds_per_rack = power_bill_feeds(plan->scenario->site.facility);
    biller.coincidence = biller.bill->coincidence = simulated(results) ? coincidence_of(&results->power) : UNKNOWN;
    biller.storage_reach = simulated(results) ? storage_reach(plan, &results->power, biller.coincidence) : UNKNOWN;
    struct draw it = {0};
    put_groups(&biller, &it);
    put_switches(&biller, &it);
    put_others(&biller, &it);
    put_site(&biller, it);
    put_feeds(&biller);
}
