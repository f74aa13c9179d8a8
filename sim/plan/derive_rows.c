#include "plan/derive_rows.h"

#include <math.h>

#include "base/text.h"
#include "plan/box.h"
#include "plan/making.h"
#include "plan/rows.h"
#include "plan/tier_plan.h"

/* --- what a code keeps ------------------------------------------------------------------- */

/* A stripe as wide as the code allows keeps data ÷ (data + parity); a narrower one follows the number of failure domains. */
void derive_rows_efficiency(struct site_plan *plan, const struct plan_pool *pool)
{
    const struct stack_code *code = &pool->pool->stack->code;
    struct making making = making_begin(plan, making_pool_id(plan, pool, "efficiency"), pool->efficiency, UNIT_FRACTION, pool->pool->at);
    const char *data = making_from(&making, &code->data);
    const char *parity = making_from(&making, &code->parity);
    if (pool->stripe_width == code->data.value + code->parity.value) {
        making_formula(&making, "%s / (%s + %s)", data, data, parity);
        making_end(&making, "data strips / all strips of a stripe %.0f wide", pool->stripe_width);
        return;
    }
    making_formula(&making, "(%.17g - %s) / %.17g", pool->stripe_width, parity, pool->stripe_width);
    making_end(&making, "a stripe of %.0f over %.0f failure domains, %.0f of it parity", pool->stripe_width, pool->domains, code->parity.value);
}

/* --- names ------------------------------------------------------------------------------- */

const char *derive_rows_capacity_id(const struct site_plan *plan, int row)
{
    return text_format(plan->arena, "rows.%s.capacity", plan->system.rows[row].name);
}

const char *derive_rows_cost_id(const struct site_plan *plan, enum op op, int row)
{
    return text_format(plan->arena, "rows.%s.%s", plan->system.rows[row].name, op == OP_READ ? "read_cost" : "write_cost");
}

double derive_rows_cost(const struct site_plan *plan, enum op op, int row)
{
    const struct flow_class *class = &plan->system.classes[op];
    for (int c = 0; c < class->n_coefficients; c++)
        if (class->coefficients[c].row == row) return class->coefficients[c].per_byte;
    return 0.0;
}

/* --- sums over drives and cards ------------------------------------------------------------ */

enum what { COUNT_ONLY, READ_RATE, WRITE_RATE };

/* "{count} * {read} + …" of a node's drives of one use; "" without any. */
static const char *drives(struct making *making, const struct node_model *node, enum drive_use use, enum what what)
{
    struct text sum = text_new(making->plan->arena);
    for (int d = 0; d < node->n_drives; d++) {
        const struct node_drives *kind = &node->drives[d];
        if (kind->use != use) continue;
        const char *count = making_from(making, &kind->count);
        const char *rate = what == COUNT_ONLY ? "" : making_from(making, what == READ_RATE ? &kind->drive->read_bytes_per_s : &kind->drive->write_bytes_per_s);
        text_printf(&sum, "%s%s%s%s", sum.length ? " + " : "", count, *rate ? " * " : "", rate);
    }
    return sum.bytes;
}

static const char *payload(struct making *making, const struct pool *pool)
{
    if (pool->payload_efficiency.given) return making_from(making, &pool->payload_efficiency);
    for (int s = 0; s < pool->stack->n_protocols; s++)
        if (text_equal(pool->stack->protocols[s].name, pool->protocol)) return making_from(making, &pool->stack->protocols[s].payload_efficiency);
    return making_from(making, &pool->payload_efficiency);
}

/* Of each card the payload of its line or what its bus passes, whichever is less. */
static const char *cards(struct making *making, const struct pool *pool, const struct node_model *node)
{
    struct text sum = text_new(making->plan->arena);
    for (int n = 0; n < node->n_nics; n++) {
        const struct nic_model *nic = node->nics[n].nic;
        const char *count = making_from(making, &node->nics[n].count);
        const char *line = making_from(making, &nic->line_bytes_per_s);
        const char *part = payload(making, pool);
        if (isnan(nic->pcie_bytes_per_s.value)) {
            text_printf(&sum, "%s%s * %s * %s", sum.length ? " + " : "", count, line, part);
            continue;
        }
        const char *bus = making_from(making, &nic->pcie_bytes_per_s);
        const char *passed = isnan(nic->pcie_efficiency.value) ? "0.87" : making_from(making, &nic->pcie_efficiency);
        text_printf(&sum, "%s%s * min(%s * %s, %s * %s)", sum.length ? " + " : "", count, line, part, bus, passed);
    }
    return sum.bytes;
}

static bool has_data_drives(const struct node_model *node)
{
    for (int d = 0; d < node->n_drives; d++)
        if (node->drives[d].use == DRIVE_DATA) return true;
    return false;
}

/* --- capacity ------------------------------------------------------------------------------ */

static const char *per_node(struct making *making, const struct plan_pool *pool, const struct plan_group *group, enum row_kind kind)
{
    struct arena *arena = making->plan->arena;
    const struct facility_model *facility = making->plan->scenario->site.facility;
    switch (kind) {
    case ROW_MEDIA: return has_data_drives(group->node) ? drives(making, group->node, DRIVE_DATA, COUNT_ONLY) : "1";
    case ROW_BUFFER: return drives(making, group->node, DRIVE_BUFFER, COUNT_ONLY);
    case ROW_SOFTWARE: return "1";
    case ROW_NIC_TX:
    case ROW_NIC_RX: return cards(making, pool->pool, group->node);
    default: {
        const char *sum = cards(making, pool->pool, group->node);
        const char *over = making_from(making, &facility->uplink_oversubscription);
        return text_format(arena, "(%s) / max(1, %s)", sum, over);
    }
    }
}

static void make_capacity(struct site_plan *plan, const struct plan_pool *pool, const struct plan_group *group, int r)
{
    const struct row *row = &plan->system.rows[r];
    const char *id = derive_rows_capacity_id(plan, r);
    if (making_made(plan, id)) return;
    const bool whole = row->kind == ROW_MEDIA || row->kind == ROW_BUFFER || row->kind == ROW_SOFTWARE;
    struct making making = making_begin(plan, id, row->capacity, whole ? UNIT_COUNT : UNIT_BYTES_PER_S, pool->pool->at);
    const char *nodes = making_derived(&making, making_group_id(plan, pool, group, "nodes"));
    const char *each = per_node(&making, pool, group, row->kind);
    making_formula(&making, "%s * (%s)", nodes, each);
    making_end(&making, "%s", row->kind == ROW_SOFTWARE ? "nodes: what their software does in a second is one second" : whole ? "nodes x drives of each" : "nodes x payload of their cards");
}

/* --- cost ---------------------------------------------------------------------------------- */

/* "({fixed} + {encoded} / {efficiency})"; "" where it costs nothing. */
static const char *linear(struct making *making, const struct cost *cost, const char *efficiency)
{
    struct arena *arena = making->plan->arena;
    const double fixed = box_value(&cost->fixed, 0.0), encoded = box_value(&cost->encoded, 0.0);
    const char *first = fixed != 0.0 ? making_from(making, &cost->fixed) : "", *second = "";
    if (encoded != 0.0) second = making_from(making, &cost->encoded);
    if (*second) making_derived(making, efficiency);
    if (!*first && !*second) return "";
    if (!*second) return first;
    return text_format(arena, "(%s%s%s / {%s})", first, *first ? " + " : "", second, efficiency);
}

/* What a byte of the media takes: units of a node ÷ what they read or write together. */
static const char *media_time(struct making *making, const struct node_model *node, bool reads)
{
    const struct quantity *stated = reads ? &node->media_read_bytes_per_s : &node->media_write_bytes_per_s;
    struct arena *arena = making->plan->arena;
    const char *units = has_data_drives(node) ? drives(making, node, DRIVE_DATA, COUNT_ONLY) : "1";
    const char *rate = stated->given || !has_data_drives(node) ? making_from(making, stated) : drives(making, node, DRIVE_DATA, reads ? READ_RATE : WRITE_RATE);
    return text_format(arena, "(%s) / (%s)", units, rate);
}

static void add_term(struct text *sum, const char *what, const char *factor)
{
    if (*what) text_printf(sum, "%s%s%s%s", sum->length ? " + " : "", what, *factor ? " * " : "", factor);
}

static void role_terms(struct making *making, const struct role_cost *role, const struct node_model *node, enum row_kind kind, enum op op, const char *efficiency, struct text *sum)
{
    if (kind == ROW_MEDIA) {
        const char *reads = linear(making, &role->media_read, efficiency);
        if (*reads) add_term(sum, reads, media_time(making, node, true));
        const char *writes = linear(making, &role->media_write, efficiency);
        if (*writes) add_term(sum, writes, media_time(making, node, false));
        return;
    }
    const struct cost *cost = kind == ROW_BUFFER ? &role->buffer : kind == ROW_SOFTWARE ? &role->software : kind == ROW_NIC_TX || kind == ROW_UPLINK_TX ? &role->tx : &role->rx;
    const char *bytes = linear(making, cost, efficiency);
    if (!*bytes) return;
    const char *factor = "";
    if (kind == ROW_SOFTWARE) {
        const char *rate = making_from(making, op == OP_READ ? &node->software_read_bytes_per_s : &node->software_write_bytes_per_s);
        factor = text_format(making->plan->arena, "(1 / %s)", rate);
    }
    if (kind == ROW_BUFFER) {
        const char *count = drives(making, node, DRIVE_BUFFER, COUNT_ONLY);
        const char *rate = drives(making, node, DRIVE_BUFFER, op == OP_READ ? READ_RATE : WRITE_RATE);
        factor = text_format(making->plan->arena, "(%s) / (%s)", count, rate);
    }
    add_term(sum, bytes, factor);
}

static void make_cost(struct site_plan *plan, const struct plan_pool *pool, const struct plan_group *group, enum op op, int r)
{
    const struct row *row = &plan->system.rows[r];
    const struct stack_path *path = pool->pool->path;
    const char *id = derive_rows_cost_id(plan, op, r), *efficiency = making_pool_id(plan, pool, "efficiency");
    if (making_made(plan, id)) return;
    const bool front = row->group == pool->n_groups;
    const double share = group->share * tier_plan_share(plan, row->pool, op);
    struct making making = making_begin(plan, id, derive_rows_cost(plan, op, r), UNIT_NUMBER, pool->pool->at);
    struct text sum = text_new(plan->arena);
    if (!front) role_terms(&making, op == OP_READ ? &path->read_storage : &path->write_storage, group->node, row->kind, op, efficiency, &sum);
    if (front || path->front_end == FRONT_END_COLOCATED)
        role_terms(&making, op == OP_READ ? &path->read_front_end : &path->write_front_end, group->node, row->kind, op, efficiency, &sum);
    if (share == 1.0) making_formula(&making, "%s", sum.length ? sum.bytes : "0");
    else making_formula(&making, "%.17g * (%s)", share, sum.length ? sum.bytes : "0");
    const bool seconds = row->kind == ROW_MEDIA || row->kind == ROW_BUFFER || row->kind == ROW_SOFTWARE;
    making_end(&making, "%s that one client byte %s takes of it%s", !seconds ? "bytes" : row->kind == ROW_SOFTWARE ? "seconds of a node" : "seconds of a drive", op == OP_READ ? "read" : "written",
               share == 1.0 ? "" : text_format(plan->arena, "; %.4g of the site's bytes come here, by the shares of pools and groups", share));
}

void derive_rows_make(struct site_plan *plan, enum op op, int r)
{
    if (r < 0) return;
    const struct plan_pool *pool = &plan->pools[plan->system.rows[r].pool];
    const struct plan_group *group = rows_group(pool, plan->system.rows[r].group);
    make_capacity(plan, pool, group, r);
    make_cost(plan, pool, group, op, r);
}
