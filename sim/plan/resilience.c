#include "plan/resilience.h"

#include <math.h>

#include "base/units.h"
#include "plan/place.h"
#include "plan/repair.h"
#include "plan/system.h"
#include "plan/tier_plan.h"

static const double resilience_days_a_year = 365.0;

/* --- what a rebuilt byte costs ---------------------------------------------------------------- */

static double per_byte(double limit, double units)
{
    return limit > 0.0 ? units / limit : 0.0;
}

static double network_cost(enum front_end front_end, bool front, bool transmits, double strips)
{
    if (front_end == FRONT_END_SEPARATE) return front == transmits ? 1.0 : strips;
    if (front) return 0.0;
    return front_end == FRONT_END_COLOCATED ? strips + 1.0 : strips;
}

static double cost_of(const struct rows_pool *rows, int spec, double strips)
{
    const struct rows_spec *row = &rows->specs[spec];
    const struct box *box = &rows->boxes[row->group];
    const bool front = rows_is_front(rows, spec);
    const enum front_end front_end = rows->pool->pool->path->front_end;
    const double share = rows_group(rows->pool, row->group)->share;
    switch (row->kind) {
    case ROW_MEDIA: return share * (strips * per_byte(box->media_read_bytes_per_s, box->media_units) + per_byte(box->media_write_bytes_per_s, box->media_units));
    case ROW_SOFTWARE: return share * (strips * per_byte(box->software_read_bytes_per_s, 1.0) + per_byte(box->software_write_bytes_per_s, 1.0));
    case ROW_NIC_TX: case ROW_UPLINK_TX: return share * network_cost(front_end, front, true, strips);
    case ROW_NIC_RX: case ROW_UPLINK_RX: return share * network_cost(front_end, front, false, strips);
    default: return 0.0;
    }
}

static void find_rate(const struct site_plan *plan, double throttle, struct plan_rebuild *rebuild)
{
    rebuild->bytes_per_s = (double)INFINITY;
    rebuild->bound_row = -1;
    for (int c = 0; c < rebuild->n_coefficients; c++) {
        const struct coefficient *cost = &rebuild->coefficients[c];
        const double rate = throttle * plan->system.rows[cost->row].capacity / cost->per_byte;
        if (!(rate < rebuild->bytes_per_s)) continue;
        rebuild->bytes_per_s = rate;
        rebuild->bound_row = cost->row;
    }
}

static struct plan_rebuild rebuild_of(const struct rows_pool *rows, const struct site_plan *plan, int first, double throttle, double strips)
{
    struct plan_rebuild rebuild = {.strips = strips, .coefficients = ARENA_ARRAY(plan->arena, struct coefficient, rows->n_specs)};
    for (int s = 0; s < rows->n_specs; s++) {
        const double cost = cost_of(rows, s, strips);
        if (cost > 0.0) rebuild.coefficients[rebuild.n_coefficients++] = (struct coefficient){first + s, cost};
    }
    find_rate(plan, throttle, &rebuild);
    return rebuild;
}

/* Bytes out of service are read by the code's repair law (rows.h). Its cost is linear in their part, and the rows know it at
 * a part of 1 / domains. */
static void find_unreadable(const struct rows_pool *rows, const struct site_plan *plan, int first, struct plan_repair *repair)
{
    const double share = tier_plan_share(plan, (int)(rows->pool - plan->pools), OP_READ), domains = fmax(1.0, rows->pool->domains);
    repair->unreadable = ARENA_ARRAY(plan->arena, struct coefficient, rows->n_specs);
    for (int s = 0; s < rows->n_specs; s++) {
        const double more = share * domains * (rows_cost(rows, s, OP_READ, true) - rows_cost(rows, s, OP_READ, false));
        if (more > 0.0) repair->unreadable[repair->n_unreadable++] = (struct coefficient){first + s, more};
    }
}

/* --- what fails, and how long it lasts ----------------------------------------------------------- */

/* Of one data drive: each model's rate by the number of its drives. */
static double drive_rate(const struct node_model *node)
{
    double drives = 0.0, failing = 0.0;
    for (int d = 0; d < node->n_drives; d++) {
        if (node->drives[d].use != DRIVE_DATA) continue;
        drives += node->drives[d].count.value;
        failing += node->drives[d].count.value * box_value(&node->drives[d].drive->afr_per_year, 0.0);
    }
    return drives > 0.0 ? failing / drives : 0.0;
}

static double node_rate(const struct site_plan *plan, const struct node_model *node)
{
    const struct quantity *stated = &plan->scenario->failures.node_rate_per_year;
    return box_value(stated, resilience_days_a_year * box_value(&node->dead_per_day, 0.0));
}

/* Σ of Poisson probabilities from `first` up to where they stop mattering or `enough` of them is reached, in units of the
 * first; *last is where it stopped. */
static double poisson_sum(double mean, double first, double enough, double *last)
{
    double term = 1.0, sum = 1.0;
    *last = first;
    while (sum < enough && *last < mean + 9.0 * sqrt(mean) + 30.0) {
        *last += 1.0;
        term *= mean / *last;
        sum += term;
    }
    return sum;
}

/* What a Poisson number of this mean does not exceed 99 % of the time. */
static double spares(double mean)
{
    double last;
    if (!(mean > 0.0)) return 0.0;
    const double first = fmax(0.0, floor(mean - 9.0 * sqrt(mean)));
    const double all = poisson_sum(mean, first, (double)INFINITY, &last);
    poisson_sum(mean, first, 0.99 * all, &last);
    return last;
}

static double racks_of(const struct plan_pool *pool, int group)
{
    const struct plan_group *planned = rows_group(pool, group);
    if (!isfinite(planned->nodes_per_rack) || !(planned->hosts > 0.0)) return 0.0;
    if (group < pool->n_groups && pool->pool->failure_domain == DOMAIN_RACK) return place_domain_racks(pool, group);
    return fmax(1.0, planned->hosts / fmax(1.0, planned->nodes_per_rack));
}

static void fill_group(const struct rows_pool *rows, const struct site_plan *plan, const struct plan_repair *repair, int g, struct plan_repair_group *out)
{
    const struct plan_group *group = rows_group(rows->pool, g);
    const bool front = g == rows->pool->n_groups;
    *out = (struct plan_repair_group){
        .drives = front ? 0.0 : group->drives, .links = group->hosts * rows->boxes[g].ports, .racks = racks_of(rows->pool, g), .data_lost = box_value(&group->node->data_lost, 1.0),
        .drive_bytes = front ? 0.0 : group->raw_bytes / group->drives, .node_bytes = front ? 0.0 : group->raw_bytes / group->nodes,
        .node_rate_per_year = node_rate(plan, group->node), .drive_rate_per_year = front ? 0.0 : drive_rate(group->node)};
    if (group->node->kind == NODE_SERVICE) *out = (struct plan_repair_group){.drive_bytes = (double)NAN, .node_bytes = out->node_bytes};     /* its provider's care */
    if (!(group->drives > 0.0)) out->drive_bytes = front ? 0.0 : (double)NAN;
    out->drive_read_bytes = out->drive_bytes * repair->drive.strips;
    out->node_read_bytes = out->node_bytes * repair->node.strips;
    out->drive_s = repair->detect_s + out->drive_bytes / repair->drive.bytes_per_s;
    out->node_s = repair->detect_s + out->node_bytes / repair->node.bytes_per_s;
    out->spare_drives = spares(out->drives * out->drive_rate_per_year / UNITS_YEAR_S * repair->drive_repair->value);
}

/* --- of a stripe ------------------------------------------------------------------------------------ */

/* As code.c spreads them: every domain as few as it can, every node of a domain too. */
static double strips_per_node(const struct plan_pool *pool)
{
    const double in_domain = fmax(1.0, ceil(pool->stripe_width / fmax(1.0, pool->domains)));
    double nodes = 0.0;
    for (int g = 0; g < pool->n_groups; g++) nodes += pool->groups[g].nodes;
    return fmax(1.0, ceil(in_domain / fmax(1.0, nodes / fmax(1.0, pool->domains))));
}

/* Of a strip that lies on any drive, any node, by their shares of the bytes. */
static void find_rates(const struct plan_pool *pool, struct plan_repair *repair)
{
    for (int g = 0; g < pool->n_groups; g++) {
        const struct plan_repair_group *group = &repair->groups[g];
        repair->drive_rate_per_s += pool->groups[g].share * group->drive_rate_per_year / UNITS_YEAR_S;
        repair->node_rate_per_s += pool->groups[g].share * group->node_rate_per_year * group->data_lost / (resilience_days_a_year * UNITS_DAY_S);
    }
}

static void fill_pool(const struct rows_pool *rows, struct site_plan *plan, int first)
{
    struct plan_pool *pool = rows->pool;
    const struct stack_model *stack = pool->pool->stack;
    const struct failures *asked = &plan->scenario->failures;
    struct plan_repair *repair = pool->repair = ARENA_NEW(plan->arena, struct plan_repair);
    const int groups = pool->n_groups + (pool->front_ends ? 1 : 0);
    repair->throttle = box_value(&asked->rebuild_throttle, stack->rebuild_throttle.value);
    repair->detect_s = box_value(&asked->rebuild_after_s, stack->rebuild_detect_s.value);
    repair->drive_repair = isnan(asked->drive_repair_s.value) ? &stack->rebuild_replace_s : &asked->drive_repair_s;
    repair->node_repair = &asked->node_repair_s;
    repair->strips_per_node = strips_per_node(pool);
    repair->n_fatal = repair_fatal(&stack->code, plan->arena, &repair->fatal);
    repair->drive = rebuild_of(rows, plan, first, repair->throttle, repair_strips(&stack->code, pool->data_strips, 1.0));
    repair->node = rebuild_of(rows, plan, first, repair->throttle, repair_strips(&stack->code, pool->data_strips, repair->strips_per_node));
    find_unreadable(rows, plan, first, repair);
    repair->groups = ARENA_ARRAY(plan->arena, struct plan_repair_group, groups);
    for (int g = 0; g < groups; g++) fill_group(rows, plan, repair, g, &repair->groups[g]);
    find_rates(pool, repair);
}

void resilience_fill(const struct rows_pool *rows, struct site_plan *plan)
{
    int first = 0;
    for (int p = 0; p < plan->n_pools; p++) {
        fill_pool(&rows[p], plan, first);
        first += rows[p].n_specs;
    }
}
