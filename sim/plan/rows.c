#include "plan/rows.h"

#include <math.h>

#include "plan/code.h"

enum { SPECS_PER_GROUP = 7 };

const char *rows_kind_name(enum row_kind kind)
{
    static const char *const names[ROW_KINDS] = {
        [ROW_MEDIA] = "media time", [ROW_BUFFER] = "write buffer", [ROW_NIC_TX] = "NIC transmit", [ROW_NIC_RX] = "NIC receive",
        [ROW_SOFTWARE] = "software", [ROW_UPLINK_TX] = "uplink transmit", [ROW_UPLINK_RX] = "uplink receive",
        [ROW_SPINE_TX] = "spine transmit", [ROW_SPINE_RX] = "spine receive"};
    return names[kind];
}

struct plan_group *rows_group(const struct plan_pool *pool, int group)
{
    return group < pool->n_groups ? &pool->groups[group] : pool->front_ends;
}

bool rows_is_front(const struct rows_pool *rows, int spec)
{
    return rows->specs[spec].group == rows->pool->n_groups;
}

/* --- what a byte costs ---------------------------------------------------------------- */

static struct rows_linear scaled(const struct cost *cost, double factor)
{
    return (struct rows_linear){box_value(&cost->fixed, 0.0) * factor, box_value(&cost->encoded, 0.0) * factor};
}

static struct rows_linear sum(struct rows_linear a, struct rows_linear b)
{
    return (struct rows_linear){a.fixed + b.fixed, a.encoded + b.encoded};
}

/* The roles a box plays: a front end on the same boxes adds its own; front-end boxes beside a
 * path that doesn't use them play none. */
struct roles { const struct role_cost *roles[2]; int n; };

static struct roles roles_of(const struct stack_path *path, enum op op, bool front)
{
    const struct role_cost *storage = op == OP_READ ? &path->read_storage : &path->write_storage;
    const struct role_cost *front_end = op == OP_READ ? &path->read_front_end : &path->write_front_end;
    if (front) return (struct roles){{front_end}, path->front_end == FRONT_END_SEPARATE ? 1 : 0};
    if (path->front_end == FRONT_END_COLOCATED) return (struct roles){{storage, front_end}, 2};
    return (struct roles){{storage}, 1};
}

/* Media time: a byte read takes units ÷ R of the node's media, a byte written units ÷ W. */
static struct rows_linear media_cost(const struct roles *roles, const struct box *box)
{
    struct rows_linear total = {0.0, 0.0};
    for (int r = 0; r < roles->n; r++) {
        if (!isnan(box->media_read_bytes_per_s))
            total = sum(total, scaled(&roles->roles[r]->media_read, box->media_units / box->media_read_bytes_per_s));
        if (!isnan(box->media_write_bytes_per_s))
            total = sum(total, scaled(&roles->roles[r]->media_write, box->media_units / box->media_write_bytes_per_s));
    }
    return total;
}

static struct rows_linear flat_cost(const struct roles *roles, enum row_kind kind, double factor)
{
    struct rows_linear total = {0.0, 0.0};
    for (int r = 0; r < roles->n; r++) {
        const struct role_cost *role = roles->roles[r];
        const struct cost *cost = kind == ROW_BUFFER ? &role->buffer : kind == ROW_SOFTWARE ? &role->software
            : kind == ROW_NIC_TX || kind == ROW_UPLINK_TX ? &role->tx : &role->rx;
        total = sum(total, scaled(cost, factor));
    }
    return total;
}

static bool is_transmit(enum row_kind kind) { return kind == ROW_NIC_TX || kind == ROW_UPLINK_TX; }
static bool is_network(enum row_kind kind) { return kind != ROW_MEDIA && kind != ROW_BUFFER && kind != ROW_SOFTWARE; }

/* Reads of what is out of service. A rebuilt byte costs the code's repair reads at the media
 * and inside the cluster, and still leaves it once. Who serves tells which part is inside:
 * an owner sends clients all it sends, so its strips come on top (gather); a front end on the
 * same boxes sends 1 to the client and gets the rest from others; a separate one gets all. */
static struct rows_cost read_cost(struct rows_linear total, enum row_kind kind, enum front_end front_end, bool front)
{
    const struct rows_cost all_steady = {.steady = total}, all_repaired = {.repaired = total};
    if (kind == ROW_MEDIA) return all_repaired;
    if (!is_network(kind)) return all_steady;
    if (front_end == FRONT_END_NONE) return (struct rows_cost){.steady = total, .gather = 1.0};
    if (!is_transmit(kind)) return all_repaired;
    if (front_end == FRONT_END_SEPARATE) return front ? all_steady : all_repaired;
    const double to_client = fmin(1.0, fmax(0.0, total.fixed));
    return (struct rows_cost){.steady = {to_client, 0.0}, .repaired = {total.fixed - to_client, total.encoded}};
}

static double unit_factor(const struct box *box, enum row_kind kind, enum op op)
{
    const double software = op == OP_READ ? box->software_read_bytes_per_s : box->software_write_bytes_per_s;
    const double buffer = op == OP_READ ? box->buffer_read_bytes_per_s : box->buffer_write_bytes_per_s;
    if (kind == ROW_SOFTWARE) return isnan(software) ? 0.0 : 1.0 / software;
    if (kind == ROW_BUFFER) return box->buffer_drives / buffer;
    return 1.0;
}

static struct rows_cost spec_cost(const struct stack_path *path, const struct box *box, enum row_kind kind, enum op op, bool front)
{
    const struct roles roles = roles_of(path, op, front);
    const struct rows_linear total =
        kind == ROW_MEDIA ? media_cost(&roles, box) : flat_cost(&roles, kind, unit_factor(box, kind, op));
    if (op == OP_READ) return read_cost(total, kind, path->front_end, front);
    return (struct rows_cost){.steady = total};
}

/* --- laying the rows ------------------------------------------------------------------ */

static void lay_row(struct rows_pool *rows, const struct stack_path *path, int group, enum row_kind kind, double per_node)
{
    struct rows_spec *spec = &rows->specs[rows->n_specs++];
    const bool front = group == rows->pool->n_groups;
    *spec = (struct rows_spec){.kind = kind, .group = group, .per_node = per_node};
    for (int op = 0; op < OPS; op++) spec->cost[op] = spec_cost(path, &rows->boxes[group], kind, (enum op)op, front);
}

static void lay_group(struct rows_pool *rows, const struct stack_path *path, int group, double oversubscription)
{
    const struct box *box = &rows->boxes[group];
    const bool front = group == rows->pool->n_groups;
    const bool media = !isnan(box->media_read_bytes_per_s) || !isnan(box->media_write_bytes_per_s);
    if (!front && media) lay_row(rows, path, group, ROW_MEDIA, box->media_units);
    if (!front && box->buffer_drives > 0.0) lay_row(rows, path, group, ROW_BUFFER, box->buffer_drives);
    if (!isnan(box->nic_bytes_per_s)) {
        lay_row(rows, path, group, ROW_NIC_TX, box->nic_bytes_per_s);
        lay_row(rows, path, group, ROW_NIC_RX, box->nic_bytes_per_s);
    }
    if (!isnan(box->software_read_bytes_per_s) || !isnan(box->software_write_bytes_per_s))
        lay_row(rows, path, group, ROW_SOFTWARE, 1.0);
    if (!isnan(box->nic_bytes_per_s) && oversubscription > 1.0) {
        lay_row(rows, path, group, ROW_UPLINK_TX, box->nic_bytes_per_s / oversubscription);
        lay_row(rows, path, group, ROW_UPLINK_RX, box->nic_bytes_per_s / oversubscription);
    }
}

struct rows_pool rows_lay(struct plan_pool *pool, const struct stack_path *path, double oversubscription, struct arena *arena)
{
    const int groups = pool->n_groups + (pool->front_ends ? 1 : 0);
    const double efficiency = box_payload_efficiency(pool->pool);
    struct rows_pool rows = {.pool = pool, .boxes = ARENA_ARRAY(arena, struct box, groups),
                             .specs = ARENA_ARRAY(arena, struct rows_spec, groups * SPECS_PER_GROUP)};
    for (int g = 0; g < groups; g++) rows.boxes[g] = box_of(rows_group(pool, g)->node, efficiency);
    for (int g = 0; g < groups; g++) lay_group(&rows, path, g, oversubscription);
    rows.rows = ARENA_ARRAY(arena, struct row, rows.n_specs);
    rows.costs = ARENA_ARRAY(arena, struct coefficient, rows.n_specs);
    return rows;
}

/* --- capacities, costs, bounds of one pool --------------------------------------------- */

double rows_capacity(const struct rows_pool *rows, int spec, bool out)
{
    const struct rows_spec *row = &rows->specs[spec];
    const double nodes = rows_group(rows->pool, row->group)->nodes;
    const double domains = rows_is_front(rows, spec) ? nodes : rows->pool->domains;
    const double in_service = out ? fmax(0.0, domains - 1.0) / fmax(1.0, domains) : 1.0;
    return row->per_node * nodes * in_service;
}

double rows_cost(const struct rows_pool *rows, int spec, enum op op, bool out)
{
    const struct plan_pool *pool = rows->pool;
    const struct rows_spec *row = &rows->specs[spec];
    const struct rows_cost *cost = &row->cost[op];
    const double steady = cost->steady.fixed + cost->steady.encoded / pool->efficiency;
    double repaired = cost->repaired.fixed + cost->repaired.encoded / pool->efficiency;
    double gathered = 0.0;
    if (out) {
        const double lost = 1.0 / fmax(1.0, pool->domains);
        const double strips = code_repair_strips(&pool->pool->stack->code, pool->data_strips);
        repaired *= 1.0 - lost + lost * strips;
        if (strips > 1.0) gathered = cost->gather * lost * strips;   /* another copy's owner serves it himself */
    }
    /* A share that never leaves its node can make tx {-1 + 1/e} of a code without redundancy a rounding below 0. */
    return rows_group(pool, row->group)->share * fmax(0.0, steady + repaired + gathered);
}

double rows_load(const struct rows_pool *rows, double read, double write, bool out, bool front)
{
    double fullest = 0.0;
    for (int s = 0; s < rows->n_specs; s++) {
        if (rows_is_front(rows, s) != front) continue;
        const double used = read * rows_cost(rows, s, OP_READ, out) + write * rows_cost(rows, s, OP_WRITE, out);
        if (used > 0.0) fullest = fmax(fullest, used / rows_capacity(rows, s, out));
    }
    return fullest;
}

enum part { PART_MEDIA, PART_BUFFER, PART_CARD, PART_SOFTWARE, PART_UPLINK, PART_SPINE };

static enum part part_of(enum row_kind kind)
{
    static const enum part parts[ROW_KINDS] = {
        [ROW_MEDIA] = PART_MEDIA, [ROW_BUFFER] = PART_BUFFER, [ROW_NIC_TX] = PART_CARD, [ROW_NIC_RX] = PART_CARD, [ROW_SOFTWARE] = PART_SOFTWARE,
        [ROW_UPLINK_TX] = PART_UPLINK, [ROW_UPLINK_RX] = PART_UPLINK, [ROW_SPINE_TX] = PART_SPINE, [ROW_SPINE_RX] = PART_SPINE};
    return parts[kind];
}

bool rows_same_part(const struct row *a, const struct row *b)
{
    return a->pool == b->pool && a->group == b->group && part_of(a->kind) == part_of(b->kind);
}

static double ratio(const struct row *rows, const struct coefficient *cost) { return rows[cost->row].capacity / cost->per_byte; }

struct bound rows_lowest(const struct row *rows, const struct coefficient *coefficients, int n)
{
    const struct coefficient *lowest = NULL, *next = NULL;
    for (int c = 0; c < n; c++)
        if (!lowest || ratio(rows, &coefficients[c]) < ratio(rows, lowest)) lowest = &coefficients[c];
    for (int c = 0; c < n; c++) {
        if (rows_same_part(&rows[coefficients[c].row], &rows[lowest->row])) continue;
        if (!next || ratio(rows, &coefficients[c]) < ratio(rows, next)) next = &coefficients[c];
    }
    return (struct bound){.bytes_per_s = lowest ? ratio(rows, lowest) : (double)INFINITY, .row = lowest ? lowest->row : -1,
                          .next_row = next ? next->row : -1, .next_bytes_per_s = next ? ratio(rows, next) : (double)INFINITY};
}

struct bound rows_bound(const struct rows_pool *rows, enum op op, int first)
{
    int used = 0;
    for (int s = 0; s < rows->n_specs; s++) {
        const double cost = rows_cost(rows, s, op, false);
        rows->rows[s] = (struct row){.kind = rows->specs[s].kind, .group = rows->specs[s].group, .capacity = rows_capacity(rows, s, false)};
        if (cost > 0.0) rows->costs[used++] = (struct coefficient){s, cost};
    }
    struct bound bound = rows_lowest(rows->rows, rows->costs, used);
    if (bound.row >= 0) bound.row += first;
    if (bound.next_row >= 0) bound.next_row += first;
    return bound;
}

/* Cost on a group's row of one byte that this group serves: its share taken out again. */
static double own_cost(const struct rows_pool *rows, int spec, enum op op)
{
    const struct rows_cost *cost = &rows->specs[spec].cost[op];
    const double fixed = cost->steady.fixed + cost->repaired.fixed, encoded = cost->steady.encoded + cost->repaired.encoded;
    return fmax(0.0, fixed + encoded / rows->pool->efficiency);
}

double rows_group_bound(const struct rows_pool *rows, int group, enum op op)
{
    double bound = (double)INFINITY;
    for (int s = 0; s < rows->n_specs; s++) {
        const enum row_kind kind = rows->specs[s].kind;
        if (rows->specs[s].group != group || kind == ROW_UPLINK_TX || kind == ROW_UPLINK_RX) continue;
        const double cost = own_cost(rows, s, op);
        if (cost > 0.0) bound = fmin(bound, rows_capacity(rows, s, false) / cost);
    }
    return bound;
}
