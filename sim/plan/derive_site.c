#include "plan/derive_site.h"

#include <math.h>

#include "base/text.h"
#include "plan/box.h"
#include "plan/derive_rows.h"
#include "plan/making.h"
#include "plan/rows.h"

static int group_count(const struct plan_pool *pool) { return pool->n_groups + (pool->front_ends ? 1 : 0); }

/* --- demand -------------------------------------------------------------------------------- */

void derive_site_demand(struct site_plan *plan)
{
    const struct demand *demand = &plan->scenario->demand;
    if (plan->demand_read_peak > 0.0) {
        struct making read = making_begin(plan, "throughput.read_bytes_per_s.demand", plan->demand_read_peak, UNIT_BYTES_PER_S, demand->at);
        if (demand->read_peak_bytes_per_s.given || !isfinite(demand->read_per_gpu_bytes_per_s.value)) {
            const char *peak = making_from(&read, &demand->read_peak_bytes_per_s);
            making_formula(&read, "%s", peak);
            making_end(&read, "as stated");
        } else {
            const char *each = making_from(&read, &demand->read_per_gpu_bytes_per_s);
            const char *gpus = making_from(&read, &plan->scenario->site.gpus);
            making_formula(&read, "%s * %s", each, gpus);
            making_end(&read, "of one GPU x GPUs");
        }
    }
    if (!(plan->demand_write_peak > 0.0)) return;
    struct making write = making_begin(plan, "throughput.write_bytes_per_s.demand", plan->demand_write_peak, UNIT_BYTES_PER_S, demand->at);
    const bool peak = !isnan(demand->peak_write_bytes_per_s.value);
    const char *stated = making_from(&write, peak ? &demand->peak_write_bytes_per_s : &demand->checkpoint_bytes_per_s);
    making_formula(&write, "%s", stated);
    making_end(&write, peak ? "as stated" : "no peak is stated: the mean");
}

/* --- counts -------------------------------------------------------------------------------- */

static void sum_nodes(struct site_plan *plan, const char *id, bool front, double value)
{
    struct text sum = text_new(plan->arena);
    struct making making = making_begin(plan, id, value, UNIT_COUNT, plan->scenario->site.gpus.at);
    for (int p = 0; p < plan->n_pools; p++)
        for (int g = 0; g < group_count(&plan->pools[p]); g++) {
            if ((g == plan->pools[p].n_groups) != front) continue;
            const char *nodes = making_derived(&making, making_group_id(plan, &plan->pools[p], rows_group(&plan->pools[p], g), "nodes"));
            text_printf(&sum, "%s%s", sum.length ? " + " : "", nodes);
        }
    if (!sum.length) return;
    making_formula(&making, "%s", sum.bytes);
    making_end(&making, front ? "front ends of all pools" : "storage nodes of all pools");
}

static double nodes_of(const struct site_plan *plan, bool front)
{
    double nodes = 0.0;
    for (int p = 0; p < plan->n_pools; p++)
        for (int g = 0; g < group_count(&plan->pools[p]); g++)
            if ((g == plan->pools[p].n_groups) == front) nodes += rows_group(&plan->pools[p], g)->nodes;
    return nodes;
}

static void derive_drives(struct site_plan *plan)
{
    struct text sum = text_new(plan->arena);
    double value = 0.0;
    struct making making = making_begin(plan, "plan.drives", 0.0, UNIT_COUNT, plan->scenario->site.gpus.at);
    for (int p = 0; p < plan->n_pools; p++)
        for (int g = 0; g < plan->pools[p].n_groups; g++) {
            const struct plan_group *group = &plan->pools[p].groups[g];
            value += group->drives + group->buffer_drives;
            const char *nodes = making_derived(&making, making_group_id(plan, &plan->pools[p], group, "nodes"));
            for (int d = 0; d < group->node->n_drives; d++) {
                const char *count = making_from(&making, &group->node->drives[d].count);
                text_printf(&sum, "%s%s * %s", sum.length ? " + " : "", nodes, count);
            }
        }
    if (!sum.length) return;
    making.derivation.value = value;
    making_formula(&making, "%s", sum.bytes);
    making_end(&making, "nodes x drives of each, write buffers included");
}

void derive_site_counts(struct site_plan *plan)
{
    sum_nodes(plan, "plan.nodes", false, nodes_of(plan, false));
    sum_nodes(plan, "plan.front_ends", true, nodes_of(plan, true));
    derive_drives(plan);
}

/* --- capabilities -------------------------------------------------------------------------- */

static const char *class_id(const struct site_plan *plan, enum op op, const char *key)
{
    return text_format(plan->arena, "throughput.%s.%s", op == OP_READ ? "read_bytes_per_s" : "write_bytes_per_s", key);
}

static void row_ratio(struct site_plan *plan, enum op op, int row, const char *id, double value, const char *words)
{
    if (row < 0 || !isfinite(value)) return;
    derive_rows_make(plan, op, row);
    struct making making = making_begin(plan, id, value, UNIT_BYTES_PER_S, plan->scenario->demand.at);
    const char *capacity = making_derived(&making, derive_rows_capacity_id(plan, row));
    const char *cost = making_derived(&making, derive_rows_cost_id(plan, op, row));
    making_formula(&making, "%s / %s", capacity, cost);
    making_end(&making, "%s: %s", words, plan->system.rows[row].name);
}

/* The row that both classes fill together while both are offered; −1: none does. */
static int full_row(const struct site_plan *plan)
{
    const double read = plan->capability[OP_READ].coincident_bytes_per_s, write = plan->capability[OP_WRITE].coincident_bytes_per_s;
    int fullest = -1;
    double most = 1.0 - 1e-9;
    for (int r = 0; r < plan->system.n_rows; r++) {
        const double used = read * derive_rows_cost(plan, OP_READ, r) + write * derive_rows_cost(plan, OP_WRITE, r);
        if (!(used / plan->system.rows[r].capacity > most)) continue;
        most = used / plan->system.rows[r].capacity;
        fullest = r;
    }
    return fullest;
}

static bool satisfied(const struct site_plan *plan, enum op op)
{
    const double asked = op == OP_READ ? plan->demand_read_peak : plan->demand_write_peak;
    return plan->capability[op].coincident_bytes_per_s >= asked * (1.0 - 1e-9);
}

/* Max-min: a class that gets all it asks, or shares what is left of the row that is full. */
static void derive_coincident(struct site_plan *plan, enum op op)
{
    const enum op other = op == OP_READ ? OP_WRITE : OP_READ;
    const double value = plan->capability[op].coincident_bytes_per_s;
    if (isnan(value)) return;
    struct making making = making_begin(plan, class_id(plan, op, "capability.coincident"), value, UNIT_BYTES_PER_S, plan->scenario->demand.at);
    if (satisfied(plan, op)) {
        const char *asked = making_derived(&making, class_id(plan, op, "demand"));
        making_formula(&making, "%s", asked);
        making_end(&making, "all that is asked fits while both peaks are offered");
        return;
    }
    const int row = full_row(plan);
    const char *alone = making_derived(&making, class_id(plan, op, "capability.alone"));
    making_derived(&making, class_id(plan, op, "demand"));
    (void)alone;
    if (row < 0 || plan->tier || !satisfied(plan, other)) {
        making_derived(&making, class_id(plan, other, "demand"));
        making_end(&making, "solved: max-min fair rates of both classes over all rows, the same for every GPU");
        return;
    }
    derive_rows_make(plan, op, row);
    derive_rows_make(plan, other, row);
    const char *capacity = making_derived(&making, derive_rows_capacity_id(plan, row));
    const char *cost = making_derived(&making, derive_rows_cost_id(plan, op, row));
    const char *rate = making_derived(&making, class_id(plan, other, "demand"));
    if (derive_rows_cost(plan, other, row) > 0.0) {
        const char *others = making_derived(&making, derive_rows_cost_id(plan, other, row));
        making_formula(&making, "(%s - %s * %s) / %s", capacity, rate, others, cost);
    } else {
        making_formula(&making, "%s / %s", capacity, cost);
    }
    making_end(&making, "what the other class leaves of %s, the row that is full then", plan->system.rows[row].name);
}

static void derive_out(struct site_plan *plan, enum op op, const char *key, const char *from, double value, const char *words)
{
    if (!isfinite(value)) return;
    struct making making = making_begin(plan, class_id(plan, op, key), value, UNIT_BYTES_PER_S, plan->scenario->demand.at);
    making_derived(&making, class_id(plan, op, from));
    for (int p = 0; p < plan->n_pools; p++) making_derived(&making, making_pool_id(plan, &plan->pools[p], "efficiency"));
    for (int p = 0; p < plan->n_pools; p++)
        if (isfinite(plan->pools[p].pool->stack->code.repair_reads.value)) making_from(&making, &plan->pools[p].pool->stack->code.repair_reads);
    making_end(&making, "solved: %s, with one failure domain of the pool that suffers most out of service and its bytes read around", words);
}

static void derive_least(struct site_plan *plan, enum op op)
{
    const struct capability *can = &plan->capability[op];
    const struct { const char *key; double value; } cases[] = {{"capability.alone", can->alone_bytes_per_s}, {"capability.coincident", can->coincident_bytes_per_s},
        {"capability.domain_out", can->domain_out_bytes_per_s}, {"capability.coincident_domain_out", can->coincident_domain_out_bytes_per_s}};
    struct text list = text_new(plan->arena);
    double least = (double)NAN;
    struct making making = making_begin(plan, class_id(plan, op, "capability"), 0.0, UNIT_BYTES_PER_S, plan->scenario->demand.at);
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        if (!isfinite(cases[k].value)) continue;
        const char *one = making_derived(&making, class_id(plan, op, cases[k].key));
        text_printf(&list, "%s%s", list.length ? ", " : "", one);
        least = isnan(least) ? cases[k].value : fmin(least, cases[k].value);
    }
    if (!list.length) return;
    making.derivation.value = least;
    making_formula(&making, "min(%s)", list.bytes);
    making_end(&making, "the least of the cases: alone, both peaks at once, one failure domain out");
}

void derive_site_capability(struct site_plan *plan, enum op op)
{
    const struct capability *can = &plan->capability[op];
    row_ratio(plan, op, can->bound_row, class_id(plan, op, "bound"), can->alone_bytes_per_s, "least capacity / cost over all rows");
    row_ratio(plan, op, can->next_row, class_id(plan, op, "next"), can->next_bytes_per_s, "least capacity / cost over the rows of other hardware");
    row_ratio(plan, op, can->bound_row, class_id(plan, op, "capability.alone"), can->alone_bytes_per_s, "the class alone, without limit: as the bound");
    derive_coincident(plan, op);
    derive_out(plan, op, "capability.domain_out", "capability.alone", can->domain_out_bytes_per_s, "the class alone");
    derive_out(plan, op, "capability.coincident_domain_out", "capability.coincident", can->coincident_domain_out_bytes_per_s, "both peaks offered");
    derive_least(plan, op);
}

/* --- racks and floor ----------------------------------------------------------------------- */

static const char *boxes_of(struct making *making, const struct plan_pool *pool, const struct plan_group *group)
{
    const char *nodes = making_derived(making, making_group_id(making->plan, pool, group, "nodes"));
    if (group->node->kind == NODE_SERVICE) return "0";
    if (group->node->kind != NODE_VM) return nodes;
    const char *each = making_from(making, &group->node->vms_per_host);
    return text_format(making->plan->arena, "ceil(%s / max(1, floor(%s)))", nodes, each);
}

/* A rack's room less its own, ÷ a box; what ports allow is worked out switch by switch. */
static void derive_per_rack(struct site_plan *plan, const struct plan_pool *pool, const struct plan_group *group, const struct rack_model *rack)
{
    const struct node_model *node = group->node;
    const bool by_u = text_equal(group->rack_limit, "U"), by_power = text_equal(group->rack_limit, "power"), by_weight = text_equal(group->rack_limit, "weight");
    if (!isfinite(group->nodes_per_rack)) return;
    struct making making = making_begin(plan, making_group_id(plan, pool, group, "nodes_per_rack"), group->nodes_per_rack, UNIT_COUNT, pool->pool->at);
    if (by_u || by_power || by_weight) {
        const char *room = making_from(&making, by_u ? &rack->ru : by_power ? &rack->power_w : &rack->payload_kg);
        const char *kept = by_weight ? "0" : making_from(&making, by_u ? &rack->reserved_ru : &rack->reserved_w);
        const char *each = making_from(&making, by_u ? &node->ru : by_power ? &node->max_w : &node->kg);
        making_formula(&making, "max(1, floor((%s - %s) / %s * 1.000000000001))", room, kept, each);
        making_end(&making, "a rack's %s less its own / a box's, rounded down; other limits allow more", group->rack_limit);
        return;
    }
    making_derived(&making, making_group_id(plan, pool, group, "nodes"));
    for (int n = 0; n < node->n_nics; n++) making_from(&making, &node->nics[n].count);
    if (plan->scenario->site.facility->tor) making_from(&making, &plan->scenario->site.facility->tor->ports);
    making_from(&making, &plan->scenario->site.facility->tors_per_rack);
    making_end(&making, text_equal(group->rack_limit, "ports") ? "as many as the switches have ports for, uplinks included" : "all of them, or spread as the failure domains ask");
}

void derive_site_per_rack(struct site_plan *plan)
{
    for (int p = 0; p < plan->n_pools; p++) {
        const struct plan_pool *pool = &plan->pools[p];
        const struct rack_model *rack = pool->pool->rack ? pool->pool->rack : plan->scenario->site.facility->rack;
        for (int g = 0; rack && g < group_count(pool); g++) derive_per_rack(plan, pool, rows_group(pool, g), rack);
    }
}

static void simple(struct site_plan *plan, const char *id, double value, enum unit unit, const char *from, const struct quantity *times, const char *words)
{
    if (!isfinite(value)) return;
    struct making making = making_begin(plan, id, value, unit, plan->scenario->site.gpus.at);
    const char *a = making_derived(&making, from);
    const char *b = times ? making_from(&making, times) : "";
    making_formula(&making, "%s%s%s", a, *b ? " * " : "", b);
    making_end(&making, "%s", words);
}

static void derive_floor_tiles(struct site_plan *plan)
{
    struct text sum = text_new(plan->arena);
    struct making making = making_begin(plan, "plan.floor_tiles", plan->racks.floor_tiles, UNIT_COUNT, plan->scenario->site.gpus.at);
    making_derived(&making, "plan.racks");
    for (int f = 0; f < plan->racks.n_fills; f++) {
        const char *each = making_from(&making, &plan->racks.fills[f].rack->floor_tiles);
        text_printf(&sum, "%s%.0f * %s", f ? " + " : "", plan->racks.fills[f].count, each);
    }
    if (!sum.length) return;
    making_formula(&making, "%s", sum.bytes);
    making_end(&making, "racks of each type x tiles that one covers");
}

static void derive_gpu_racks(struct site_plan *plan)
{
    const struct gpu_model *gpu = plan->scenario->site.gpu;
    if (!gpu || !(plan->racks.gpu_racks > 0.0)) return;
    struct making making = making_begin(plan, "plan.gpu_racks", plan->racks.gpu_racks, UNIT_COUNT, plan->scenario->site.gpus.at);
    const char *gpus = making_from(&making, &plan->scenario->site.gpus);
    const char *each = making_from(&making, &gpu->gpus_per_rack);
    making_formula(&making, "ceil(%s / %s)", gpus, each);
    making_end(&making, "GPUs / GPUs of a rack, rounded up");
    simple(plan, "plan.gpu_floor_tiles", plan->racks.gpu_floor_tiles, UNIT_COUNT, "plan.gpu_racks", &gpu->floor_tiles, "GPU racks x tiles that one covers");
}

static void derive_spine(struct site_plan *plan, const struct facility_model *facility)
{
    struct making optics = making_begin(plan, "plan.spine_optics", plan->racks.spine_optics, UNIT_COUNT, facility->head.at);
    const char *up = making_derived(&optics, "plan.uplinks");
    const char *port = making_from(&optics, &facility->tor->port_bytes_per_s);
    const char *each = making_from(&optics, &facility->spine->port_bytes_per_s);
    making_formula(&optics, "ceil(%s * %s / %s * 0.999999999999)", up, port, each);
    making_end(&optics, "bandwidth of all uplinks / bandwidth of a spine port, rounded up: one in each port they take");
    struct making spines = making_begin(plan, "plan.spines", plan->racks.spines, UNIT_COUNT, facility->head.at);
    const char *taken = making_derived(&spines, "plan.spine_optics");
    const char *ports = making_from(&spines, &facility->spine->ports);
    making_formula(&spines, "ceil(%s / %s * 0.999999999999)", taken, ports);
    making_end(&spines, "ports that uplinks take / ports of a spine switch, rounded up");
}

static void derive_switches(struct site_plan *plan)
{
    const struct facility_model *facility = plan->scenario->site.facility;
    const struct plan_racks *racks = &plan->racks;
    double uplinks = 0.0;
    if (!facility->tor) return;
    for (int f = 0; f < racks->n_fills; f++) uplinks += racks->fills[f].count * racks->fills[f].uplinks;
    simple(plan, "plan.tors", racks->tors, UNIT_COUNT, "plan.racks", &facility->tors_per_rack, "racks x switches on top of each");
    struct making making = making_begin(plan, "plan.uplinks", uplinks, UNIT_COUNT, facility->head.at);
    making_derived(&making, "plan.racks");
    making_from(&making, &facility->uplink_oversubscription);
    making_from(&making, &facility->tor->port_bytes_per_s);
    making_end(&making, "of every rack as many as carry its cards' bandwidth / oversubscription, in whole ports, the same on each switch");
    if (facility->spine) derive_spine(plan, facility);
    struct making all = making_begin(plan, "plan.switches", racks->tors + racks->spines, UNIT_COUNT, facility->head.at);
    const char *tors = making_derived(&all, "plan.tors"), *spine = "0";
    if (facility->spine) spine = making_derived(&all, "plan.spines");
    making_formula(&all, "%s + %s", tors, spine);
    making_end(&all, "on top of racks, and spines");
    struct making optics = making_begin(plan, "plan.optics", racks->optics, UNIT_COUNT, facility->head.at);
    const char *ends = making_derived(&optics, "plan.uplinks");
    const char *far_ends = facility->spine ? making_derived(&optics, "plan.spine_optics") : "0";
    making_formula(&optics, "%s + %s", ends, far_ends);
    making_end(&optics, "one for each uplink at the rack, one for each port they take at the spine");
}

void derive_site_floor(struct site_plan *plan)
{
    simple(plan, "plan.rack_tiles", plan->racks.rack_tiles, UNIT_COUNT, "plan.racks", NULL, "a rack stands on one rack tile");
    derive_floor_tiles(plan);
    simple(plan, "plan.floor_m2", plan->racks.floor_m2, UNIT_SQUARE_METRES, "plan.racks", &plan->scenario->site.facility->white_space_m2, "racks x a rack position with its share of aisles");
    derive_gpu_racks(plan);
    derive_switches(plan);
}

/* --- power --------------------------------------------------------------------------------- */

static void derive_storage_w(struct site_plan *plan)
{
    struct text sum = text_new(plan->arena);
    struct making making = making_begin(plan, "power.storage_max_w", plan->power.storage_max_w, UNIT_WATTS, plan->scenario->site.gpus.at);
    for (int p = 0; p < plan->n_pools; p++)
        for (int g = 0; g < group_count(&plan->pools[p]); g++) {
            const struct plan_group *group = rows_group(&plan->pools[p], g);
            if (isnan(group->node->max_w.value)) continue;
            const char *boxes = boxes_of(&making, &plan->pools[p], group);
            const char *each = making_from(&making, &group->node->max_w);
            text_printf(&sum, "%s%s * %s", sum.length ? " + " : "", boxes, each);
        }
    making_formula(&making, "%s", sum.length ? sum.bytes : "0");
    making_end(&making, "sum of boxes x their largest draw");
}

static void derive_network_w(struct site_plan *plan)
{
    const struct facility_model *facility = plan->scenario->site.facility;
    if (!facility->tor) return;
    struct making making = making_begin(plan, "power.network_w", plan->power.network_w, UNIT_WATTS, facility->head.at);
    const char *tors = making_derived(&making, "plan.tors");
    const char *tor_w = making_from(&making, &facility->tor->max_w);
    const char *uplinks = making_derived(&making, "plan.uplinks");
    const char *optic_w = isnan(facility->tor->optic_w.value) ? "0" : making_from(&making, &facility->tor->optic_w);
    if (!facility->spine) {
        making_formula(&making, "%s * %s + %s * %s", tors, tor_w, uplinks, optic_w);
    } else {
        const char *spines = making_derived(&making, "plan.spines");
        const char *spine_w = making_from(&making, &facility->spine->max_w);
        const char *far_w = isnan(facility->spine->optic_w.value) ? "0" : making_from(&making, &facility->spine->optic_w);
        const char *far_ends = making_derived(&making, "plan.spine_optics");
        making_formula(&making, "%s * %s + %s * %s + %s * %s + %s * %s", tors, tor_w, uplinks, optic_w, spines, spine_w, far_ends, far_w);
    }
    making_end(&making, "switches and optics");
}

static void derive_gpu_w(struct site_plan *plan)
{
    const struct gpu_model *gpu = plan->scenario->site.gpu;
    if (!gpu) return;
    struct making making = making_begin(plan, "power.gpu_max_w", plan->power.gpu_max_w, UNIT_WATTS, plan->scenario->site.gpus.at);
    const char *gpus = making_from(&making, &plan->scenario->site.gpus);
    const char *rack = making_from(&making, &gpu->rack_max_w);
    const char *trays = making_from(&making, &gpu->trays_per_rack);
    const char *tray = making_from(&making, &gpu->tray_max_w);
    const char *each = making_from(&making, &gpu->gpus_per_rack);
    making_formula(&making, "%s * max(%s, %s * %s) / %s", gpus, rack, trays, tray, each);
    making_end(&making, "GPUs x a rack's largest draw / GPUs of a rack");
    simple(plan, "power.other_it_max_w", plan->power.other_it_w, UNIT_WATTS, "power.gpu_max_w", &plan->scenario->site.facility->other_it, "a part of the GPU racks' watts");
}

static void derive_pue(struct site_plan *plan)
{
    const struct facility_model *facility = plan->scenario->site.facility;
    struct making making = making_begin(plan, "power.pue_design", plan->power.pue_design, UNIT_NUMBER, facility->head.at);
    const char *stated = making_from(&making, &facility->pue_design);
    if (plan->power.pue_design == facility->pue_design.value) making_formula(&making, "%s", stated);
    making_end(&making, plan->power.pue_design == facility->pue_design.value ? "as stated" : "as stated, and the losses of the power tree");
}

static void derive_headroom(struct site_plan *plan)
{
    const struct plan_power *power = &plan->power;
    const struct site *site = &plan->scenario->site;
    const bool own = site->power_w.given || isnan(site->facility->envelope_w.value);
    if (!isfinite(power->envelope_w)) return;
    struct making envelope = making_begin(plan, "power.envelope_w", power->envelope_w, UNIT_WATTS, site->power_w.at);
    const char *stated = making_from(&envelope, own ? &site->power_w : &site->facility->envelope_w);
    making_formula(&envelope, "%s", stated);
    making_end(&envelope, "as stated");
    struct making making = making_begin(plan, "power.headroom_w", power->headroom_w, UNIT_WATTS, site->power_w.at);
    const char *all = making_derived(&making, "power.envelope_w");
    const char *load = making_derived(&making, power->envelope_at == AT_UTILITY ? "power.site_design_w" : "power.it_max_w");
    making_formula(&making, "%s - %s", all, load);
    making_end(&making, "envelope less the load where it is measured");
}

void derive_site_power(struct site_plan *plan)
{
    const struct plan_power *power = &plan->power;
    derive_storage_w(plan);
    derive_network_w(plan);
    derive_gpu_w(plan);
    derive_pue(plan);
    const char *const parts[] = {"power.gpu_max_w", "power.other_it_max_w", "power.storage_max_w", "power.network_w"};
    struct text sum = text_new(plan->arena);
    struct making it = making_begin(plan, "power.it_max_w", power->it_max_w, UNIT_WATTS, plan->scenario->site.gpus.at);
    for (int k = 0; k < 4; k++) {
        if (!making_made(plan, parts[k])) continue;
        const char *part = making_derived(&it, parts[k]);
        text_printf(&sum, "%s%s", sum.length ? " + " : "", part);
    }
    making_formula(&it, "%s", sum.bytes);
    making_end(&it, "GPU racks + other IT + storage + its network");
    struct making site = making_begin(plan, "power.site_design_w", power->site_design_w, UNIT_WATTS, plan->scenario->site.power_w.at);
    const char *watts = making_derived(&site, "power.it_max_w");
    const char *pue = making_derived(&site, "power.pue_design");
    making_formula(&site, "%s * %s", watts, pue);
    making_end(&site, "IT at its largest x design-hour PUE");
    derive_headroom(plan);
}
