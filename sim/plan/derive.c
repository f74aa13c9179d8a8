#include "plan/derive.h"

#include <math.h>

#include "base/text.h"
#include "base/units.h"
#include "plan/box.h"
#include "plan/derive_rows.h"
#include "plan/derive_site.h"
#include "plan/findings.h"
#include "plan/making.h"
#include "plan/rows.h"
#include "plan/sizing.h"
#include "plan/tier_plan.h"

static const char *number(const struct site_plan *plan, double value, enum unit unit) { return findings_number(plan, value, unit, 5); }

/* --- capacity ---------------------------------------------------------------------------- */

/* "{count} * {capacity} + …", or what the model states. */
static const char *from_raw(struct making *making, const struct node_model *node)
{
    struct text sum = text_new(making->plan->arena);
    for (int d = 0; d < node->n_drives && !node->raw_bytes.given; d++) {
        if (node->drives[d].use != DRIVE_DATA) continue;
        const char *count = making_from(making, &node->drives[d].count);
        const char *each = making_from(making, &node->drives[d].drive->capacity_bytes);
        text_printf(&sum, "%s%s * %s", sum.length ? " + " : "", count, each);
    }
    return sum.length ? sum.bytes : making_from(making, &node->raw_bytes);
}

static void derive_usable_per_node(struct site_plan *plan, const struct plan_pool *pool, const struct plan_group *group, struct place at)
{
    const struct stack_model *stack = pool->pool->stack;
    const double raw = group->raw_bytes / group->nodes;
    struct making making = making_begin(plan, making_group_id(plan, pool, group, "usable_per_node"), group->usable_bytes / group->nodes, UNIT_BYTES, at);
    const char *bytes = from_raw(&making, group->node);
    const char *efficiency = making_derived(&making, making_pool_id(plan, pool, "efficiency"));
    const char *reserve = isnan(stack->reserve.value) ? "0" : making_from(&making, &stack->reserve);
    const char *reduction = isnan(pool->pool->data_reduction.value) ? "1" : making_from(&making, &pool->pool->data_reduction);
    making_formula(&making, "(%s) * %s * (1 - %s) * %s", bytes, efficiency, reserve, reduction);
    making_end(&making, "raw %s x code %.0f/%.0f x (1 - reserve %s) x data reduction %s", number(plan, raw, UNIT_BYTES), pool->data_strips, pool->stripe_width,
        number(plan, box_value(&stack->reserve, 0.0), UNIT_FRACTION), number(plan, box_value(&pool->pool->data_reduction, 1.0), UNIT_NUMBER));
}

static void derive_usable(struct site_plan *plan, const struct plan_pool *pool)
{
    struct text sum = text_new(plan->arena), formula = text_new(plan->arena);
    struct making making = making_begin(plan, making_pool_id(plan, pool, "usable_bytes"), pool->usable_bytes, UNIT_BYTES, pool->pool->at);
    const bool by_share = pool->n_groups > 1 && pool->pool->placement != PLACE_BY_CAPACITY;
    for (int g = 0; g < pool->n_groups; g++) {
        const struct plan_group *group = &pool->groups[g];
        if (group->nodes <= 0.0) continue;
        const char *each = making_derived(&making, making_group_id(plan, pool, group, "usable_per_node"));
        const char *nodes = making_derived(&making, making_group_id(plan, pool, group, "nodes"));
        text_printf(&formula, "%s%s * %s", formula.length ? " + " : "", nodes, each);
        text_printf(&sum, "%s%.0f x %s", sum.length > 0 ? by_share ? ", " : " + " : "", group->nodes, number(plan, group->usable_bytes / group->nodes, UNIT_BYTES));
        if (by_share) text_printf(&sum, " / share %s", number(plan, group->share, UNIT_FRACTION));
    }
    if (!by_share) making_formula(&making, "%s", formula.length ? formula.bytes : "0");
    making_end(&making, by_share ? "least of %s" : "%s", sum.bytes);
}

/* --- counts ------------------------------------------------------------------------------ */

static const char *rule_text(enum sizing_rule rule)
{
    static const char *const texts[RULE_COUNT] = {
        [RULE_GIVEN] = "as stated", [RULE_CAPACITY] = "fewest with usable capacity", [RULE_READ] = "fewest whose read bound reaches",
        [RULE_WRITE] = "fewest whose write bound reaches", [RULE_COINCIDENCE] = "fewest that carry both peaks at once:",
        [RULE_DOMAIN_OUT] = "fewest that carry the demand with one failure domain out:", [RULE_MIN_CLUSTER] = "the smallest cluster of the stack",
        [RULE_SOLD_AS] = "whole units as sold, for", [RULE_WITHIN] = "as many as fit", [RULE_HEADROOM] = "with headroom and fill limit, for"};
    return texts[rule];
}

static void from_rates(struct making *making, const struct demand *demand, bool reads, bool writes)
{
    if (reads) making_from(making, demand->read_peak_bytes_per_s.given ? &demand->read_peak_bytes_per_s : &demand->read_per_gpu_bytes_per_s);
    if (writes) making_from(making, demand->peak_write_bytes_per_s.given ? &demand->peak_write_bytes_per_s : &demand->checkpoint_bytes_per_s);
}

/* What a node's row of one kind rests on. */
static void from_row_inputs(struct making *making, const struct plan_pool *pool, const struct plan_group *group, enum row_kind kind)
{
    const struct node_model *node = group->node;
    if (kind == ROW_MEDIA) {
        making_from(making, &node->media_read_bytes_per_s);
        making_from(making, &node->media_write_bytes_per_s);
    }
    if (kind == ROW_SOFTWARE) {
        making_from(making, &node->software_read_bytes_per_s);
        making_from(making, &node->software_write_bytes_per_s);
    }
    for (int d = 0; d < node->n_drives; d++) {
        if ((kind != ROW_MEDIA || node->drives[d].use != DRIVE_DATA) && (kind != ROW_BUFFER || node->drives[d].use != DRIVE_BUFFER)) continue;
        making_from(making, &node->drives[d].count);
        making_from(making, &node->drives[d].drive->read_bytes_per_s);
        making_from(making, &node->drives[d].drive->write_bytes_per_s);
    }
    if (kind != ROW_NIC_TX && kind != ROW_NIC_RX && kind != ROW_UPLINK_TX && kind != ROW_UPLINK_RX) return;
    for (int n = 0; n < node->n_nics; n++) {
        making_from(making, &node->nics[n].count);
        making_from(making, &node->nics[n].nic->line_bytes_per_s);
    }
    if (pool->pool->payload_efficiency.given) making_from(making, &pool->pool->payload_efficiency);
    for (int s = 0; s < pool->pool->stack->n_protocols && !pool->pool->payload_efficiency.given; s++)
        if (text_equal(pool->pool->stack->protocols[s].name, pool->pool->protocol)) making_from(making, &pool->pool->stack->protocols[s].payload_efficiency);
}

static void from_cost(struct making *making, const struct cost *cost)
{
    making_from(making, &cost->fixed);
    making_from(making, &cost->encoded);
}

static void from_path_costs(struct making *making, const struct stack_path *path, enum op op, enum row_kind kind, bool front)
{
    const struct role_cost *storage = op == OP_READ ? &path->read_storage : &path->write_storage;
    const struct role_cost *front_end = op == OP_READ ? &path->read_front_end : &path->write_front_end;
    const struct role_cost *role = front ? front_end : storage;
    switch (kind) {
    case ROW_MEDIA:
        from_cost(making, &role->media_read);
        from_cost(making, &role->media_write);
        break;
    case ROW_BUFFER: from_cost(making, &role->buffer); break;
    case ROW_SOFTWARE: from_cost(making, &role->software); break;
    case ROW_NIC_TX:
    case ROW_UPLINK_TX: from_cost(making, &role->tx); break;
    default: from_cost(making, &role->rx); break;
    }
}

/* Needed / usable bytes of a node, rounded up: for a pool of one group; a MUST may ask for more than the demand. */
static void from_capacity(struct making *making, const struct plan_pool *pool, const struct plan_group *group, double needed)
{
    const struct demand *demand = &making->plan->scenario->demand;
    const char *asked = making_from(making, &demand->usable_bytes);
    const char *each = making_derived(making, making_group_id(making->plan, pool, group, "usable_per_node"));
    const double share = needed / demand->usable_bytes.value;
    if (pool->n_groups != 1 || !isfinite(share)) return;
    if (share == 1.0) making_formula(making, "ceil(%s / %s * 0.999999999999)", asked, each);
    else making_formula(making, "ceil(%s * %.17g / %s * 0.999999999999)", asked, share, each);
}

static void derive_nodes(struct site_plan *plan, const struct plan_pool *pool, const struct plan_group *group, const struct node_count *count,
                         bool front, struct place at)
{
    const struct demand *demand = &plan->scenario->demand;
    const struct sizing_needs needs = sizing_needs(plan, pool);
    const enum sizing_rule rule = group->bound_rule;
    struct making making = making_begin(plan, making_group_id(plan, pool, group, "nodes"), group->nodes, UNIT_COUNT, at);
    const bool reads = rule == RULE_READ || rule == RULE_COINCIDENCE || rule == RULE_DOMAIN_OUT || rule == RULE_HEADROOM || rule == RULE_SOLD_AS;
    const bool writes = rule == RULE_WRITE || (reads && rule != RULE_READ);
    if (rule == RULE_GIVEN) making_formula(&making, "%s", making_from(&making, &count->count));
    if (rule == RULE_CAPACITY && !front) from_capacity(&making, pool, group, needs.usable_bytes);
    if (rule == RULE_MIN_CLUSTER) making_from(&making, &pool->pool->stack->min_nodes);
    if (rule == RULE_WITHIN) {
        making_from(&making, &count->within_rack_tiles);
        making_from(&making, &count->within_power_w);
    }
    from_rates(&making, demand, reads, writes);
    for (int kind = ROW_MEDIA; kind <= ROW_UPLINK_RX && (reads || writes); kind++) from_row_inputs(&making, pool, group, (enum row_kind)kind);
    const char *read = number(plan, needs.read, UNIT_BYTES_PER_S), *write = number(plan, needs.write, UNIT_BYTES_PER_S);
    const char *what = rule == RULE_CAPACITY ? number(plan, needs.usable_bytes, UNIT_BYTES) : rule == RULE_READ ? read : rule == RULE_WRITE ? write
        : rule == RULE_COINCIDENCE || rule == RULE_DOMAIN_OUT ? text_format(plan->arena, "%s read, %s written", read, write)
        : rule == RULE_SOLD_AS || rule == RULE_HEADROOM       ? text_format(plan->arena, "%.0f nodes", group->bare_nodes) : "";
    if (rule == RULE_CAPACITY && pool->n_groups == 1)
        making_end(&making, "%s: %s / %s a node, rounded up", rule_text(rule), what, number(plan, group->usable_bytes / group->nodes, UNIT_BYTES));
    else
        making_end(&making, what[0] ? "%s %s" : "%s", rule_text(rule), what);
}

/* --- bounds and capabilities --------------------------------------------------------------- */

static double class_cost(const struct row_system *system, enum op op, int row)
{
    const struct flow_class *class = &system->classes[op];
    for (int c = 0; c < class->n_coefficients; c++)
        if (class->coefficients[c].row == row) return class->coefficients[c].per_byte;
    return 0.0;
}

/* "46816 drives / 8.33 s of a drive per GB": capacity ÷ cost of the row that binds. */
static const char *bound_text(const struct site_plan *plan, enum op op, int row)
{
    const struct row *binds = &plan->system.rows[row];
    const double cost = class_cost(&plan->system, op, row);
    const bool seconds = binds->kind == ROW_MEDIA || binds->kind == ROW_BUFFER || binds->kind == ROW_SOFTWARE;
    if (seconds)
        return text_format(plan->arena, "%s: %.0f %s / %.4g seconds of one per GB", binds->name, binds->capacity,
                           binds->kind == ROW_SOFTWARE ? "nodes" : "drives", cost * 1e9);
    return text_format(plan->arena, "%s: %s / %.4g bytes per client byte", binds->name, number(plan, binds->capacity, UNIT_BYTES_PER_S), cost);
}

static void from_row(struct making *making, enum op op, int row)
{
    const struct row *binds = &making->plan->system.rows[row];
    const struct plan_pool *pool = &making->plan->pools[binds->pool];
    const struct plan_group *group = rows_group(pool, binds->group);
    making_derived(making, making_group_id(making->plan, pool, group, "nodes"));
    from_row_inputs(making, pool, group, binds->kind);
    from_path_costs(making, pool->pool->path, op, binds->kind, binds->group == pool->n_groups);
}

static void derive_pool_bound(struct site_plan *plan, const struct plan_pool *pool, enum op op)
{
    const struct bound *bound = op == OP_READ ? &pool->read : &pool->write;
    if (bound->row < 0) return;
    const char *key = op == OP_READ ? "read_bound_bytes_per_s" : "write_bound_bytes_per_s";
    struct making making = making_begin(plan, making_pool_id(plan, pool, key), bound->bytes_per_s, UNIT_BYTES_PER_S, pool->pool->at);
    const double share = tier_plan_share(plan, (int)(pool - plan->pools), op);
    derive_rows_make(plan, op, bound->row);
    const char *capacity = making_derived(&making, derive_rows_capacity_id(plan, bound->row));
    const char *cost = making_derived(&making, derive_rows_cost_id(plan, op, bound->row));
    if (share == 1.0) making_formula(&making, "%s / %s", capacity, cost);
    else if (share > 0.0) making_formula(&making, "%s / (%s / %.17g)", capacity, cost, share);
    else from_row(&making, op, bound->row);
    making_end(&making, "least capacity / cost over the pool's rows; %s", bound_text(plan, op, bound->row));
}

/* --- racks ------------------------------------------------------------------------ */

/* Boxes one by one, as many to a rack as fit, not spread over racks as failure domains. */
static bool stands_in_whole_racks(const struct plan_pool *pool, const struct plan_group *group)
{
    const bool spread = pool->pool->failure_domain == DOMAIN_RACK && group != pool->front_ends;
    return !spread && group->node->kind != NODE_VM && group->hosts > 0.0 && isfinite(group->nodes_per_rack) && !text_equal(group->rack_limit, "count");
}

static void derive_racks(struct site_plan *plan)
{
    struct text sum = text_new(plan->arena), formula = text_new(plan->arena);
    double whole = 0.0;
    struct making making = making_begin(plan, "plan.racks", plan->racks.racks, UNIT_COUNT, plan->scenario->site.rack_tiles.at);
    for (int p = 0; p < plan->n_pools; p++) {
        const struct plan_pool *pool = &plan->pools[p];
        for (int g = 0; g < pool->n_groups + (pool->front_ends ? 1 : 0); g++) {
            const struct plan_group *group = rows_group(pool, g);
            const char *nodes = making_derived(&making, making_group_id(plan, pool, group, "nodes"));
            const char *each = making_derived(&making, making_group_id(plan, pool, group, "nodes_per_rack"));
            making_from(&making, &group->node->ru);
            making_from(&making, &group->node->max_w);
            if (stands_in_whole_racks(pool, group)) {
                whole += floor(group->hosts / group->nodes_per_rack);
                text_printf(&formula, "floor(%s / %s) + ", nodes, each);
            }
            text_printf(&sum, "%s%.0f of %s at %.0f a rack (%s)", sum.length > 0 ? " + " : "", group->hosts, group->node->head.name,
                        group->nodes_per_rack, group->rack_limit);
        }
    }
    for (int f = 0; f < plan->racks.n_fills; f++) {
        making_from(&making, &plan->racks.fills[f].rack->ru);
        making_from(&making, &plan->racks.fills[f].rack->power_w);
    }
    making_formula(&making, "%s%.0f", formula.bytes, plan->racks.racks - whole);
    making_end(&making, "%s; what is left over, or spread over failure domains, stands in %.0f more, first-fit decreasing", sum.bytes, plan->racks.racks - whole);
}

/* --- load ----------------------------------------------------------------------------------- */

static void derive_checkpoints(struct site_plan *plan)
{
    const struct demand *demand = &plan->scenario->demand;
    if (plan->demand_write_mean > 0.0) {
        struct making mean = making_begin(plan, "demand.checkpoint_mean_bytes_per_s", plan->demand_write_mean, UNIT_BYTES_PER_S, demand->checkpoint_bytes_per_s.at);
        const char *stated = making_from(&mean, &demand->checkpoint_bytes_per_s);
        making_formula(&mean, "%s", stated);
        making_end(&mean, "%s a day / 86,400 s", number(plan, plan->demand_write_mean * UNITS_DAY_S, UNIT_BYTES));
    }
    for (int j = 0; j < plan->n_jobs; j++) {
        const struct plan_job *planned = &plan->jobs[j];
        const struct job *job = &plan->scenario->jobs[planned->job];
        const struct job_checkpoint *checkpoint = &job->checkpoint;
        if (!(planned->checkpoint_bytes > 0.0)) continue;
        struct making making = making_begin(plan, text_format(plan->arena, "jobs.%s.interval_s", job->name), planned->interval_s, UNIT_SECONDS, checkpoint->at);
        making_from(&making, checkpoint->size_bytes.given ? &checkpoint->size_bytes : &checkpoint->parameters);
        if (!checkpoint->size_bytes.given) making_from(&making, &checkpoint->bytes_per_parameter);
        if (!checkpoint->every_optimal) making_from(&making, &checkpoint->every_s);
        else making_from(&making, &plan->scenario->site.mtti_s);
        if (checkpoint->mode == CHECKPOINT_ASYNC) making_from(&making, &checkpoint->snapshot_s);
        if (checkpoint->every_optimal)
            making_end(&making, "Daly's optimum for %s of blocking and one interruption every %s, plus the blocking; no shorter than the %s it takes to write",
                number(plan, planned->blocking_s, UNIT_SECONDS), number(plan, planned->mtti_s, UNIT_SECONDS), number(plan, planned->drain_s, UNIT_SECONDS));
        else
            making_end(&making, "as stated; no shorter than the %s it takes to write", number(plan, planned->drain_s, UNIT_SECONDS));
    }
}

/* --- all ------------------------------------------------------------------------------------ */

static void derive_pool(struct site_plan *plan, const struct plan_pool *pool)
{
    derive_rows_efficiency(plan, pool);
    for (int g = 0; g < pool->n_groups; g++) {
        const struct node_group *asked = &pool->pool->groups[g];
        if (pool->groups[g].nodes > 0.0) derive_usable_per_node(plan, pool, &pool->groups[g], asked->at);
        derive_nodes(plan, pool, &pool->groups[g], &asked->nodes, false, asked->nodes.at);
    }
    if (pool->front_ends) derive_nodes(plan, pool, pool->front_ends, &pool->pool->front_end_nodes, true, pool->pool->front_end_nodes.at);
    derive_usable(plan, pool);
    for (int op = 0; op < OPS; op++) derive_pool_bound(plan, pool, (enum op)op);
}

/* --- where the NIC takes over ---------------------------------------------------------------- */

/* Nodes whose cards alone would carry the demanded reads: on the dearer of transmit and receive. */
static double nodes_by_nic(const struct site_plan *plan, int pool, double nodes, double read)
{
    double most = 0.0;
    for (int r = 0; r < plan->system.n_rows; r++) {
        const struct row *row = &plan->system.rows[r];
        if (row->pool != pool || row->group != 0 || (row->kind != ROW_NIC_TX && row->kind != ROW_NIC_RX)) continue;
        most = fmax(most, read * class_cost(&plan->system, OP_READ, r) / (row->capacity / nodes));
    }
    return most;
}

/* With more usable bytes a node than this, reads alone and not bytes would decide the count, and by the card: for a pool of
 * one group, capacity asked / nodes that the cards need. */
static void derive_nic_takeover(struct site_plan *plan, int p)
{
    const struct plan_pool *pool = &plan->pools[p];
    if (pool->n_groups != 1 || pool->groups[0].nodes <= 0.0) return;
    const struct plan_group *group = &pool->groups[0];
    const struct sizing_needs needs = sizing_needs(plan, pool);
    const double nodes = nodes_by_nic(plan, p, group->nodes, plan->demand_read_peak);
    if (!(nodes > 0.0) || !(needs.usable_bytes > 0.0)) return;
    struct making making = making_begin(plan, making_group_id(plan, pool, group, "nic_takeover_bytes"), needs.usable_bytes / nodes, UNIT_BYTES, pool->pool->at);
    making_from(&making, &plan->scenario->demand.usable_bytes);
    from_rates(&making, &plan->scenario->demand, true, false);
    from_row_inputs(&making, pool, group, ROW_NIC_TX);
    from_path_costs(&making, pool->pool->path, OP_READ, ROW_NIC_TX, false);
    making_end(&making, "%s / %.6g nodes whose cards carry %s of reads", number(plan, needs.usable_bytes, UNIT_BYTES), nodes,
        number(plan, plan->demand_read_peak, UNIT_BYTES_PER_S));
    if (pool->pool->groups[0].nodes.rule == NODES_COUNT || pool->pool->groups[0].nodes.rule == NODES_WITHIN) return;
    findings_add(plan, pool->pool->at, FINDING_NOTE, "nic-takeover",
                 "pool %s: usable bytes ask for more %s than the NIC does for reads alone below %s usable a node (now %s), for fewer above that", pool->pool->name,
                 group->node->head.name, findings_number(plan, needs.usable_bytes / nodes, UNIT_BYTES, 4),
                 findings_number(plan, group->usable_bytes / group->nodes, UNIT_BYTES, 4));
}

static void derive_site_capacity(struct site_plan *plan)
{
    struct making making = making_begin(plan, "capacity.usable_bytes", plan->usable_bytes, UNIT_BYTES, plan->scenario->demand.at);
    struct text sum = text_new(plan->arena);
    for (int p = 0; p < plan->n_pools; p++) {
        const char *pool = making_derived(&making, making_pool_id(plan, &plan->pools[p], "usable_bytes"));
        if (!plan->tier || plan->tier->hot != p) text_printf(&sum, "%s%s", sum.length ? " + " : "", pool);
    }
    making_formula(&making, "%s", sum.length ? sum.bytes : "0");
    making_end(&making, "sum over pools, but for a tier in front of another: its bytes count once, behind");
}

void derive_all(struct site_plan *plan)
{
    derive_site_demand(plan);
    for (int p = 0; p < plan->n_pools; p++) derive_pool(plan, &plan->pools[p]);
    for (int p = 0; p < plan->n_pools; p++) derive_nic_takeover(plan, p);
    derive_site_capacity(plan);
    derive_site_counts(plan);
    for (int op = 0; op < OPS; op++) derive_site_capability(plan, (enum op)op);
    derive_site_per_rack(plan);
    derive_racks(plan);
    derive_site_floor(plan);
    derive_site_power(plan);
    derive_checkpoints(plan);
}
