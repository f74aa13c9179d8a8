#include "plan/orders.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/order.h"
#include "base/text.h"
#include "plan/bom_line.h"
#include "plan/bom_sum.h"
#include "plan/box.h"
#include "plan/power_bill.h"
#include "plan/rows.h"

#define UNKNOWN ((double)NAN)

enum { LEVEL_SITE, LEVEL_POOL, LEVEL_RACK, LEVEL_BOX, LEVEL_PIECE, LEVELS };

struct orders {
    const struct site_plan *plan;
    const struct catalog *catalog;
    struct arena *arena;
    struct results *results;
    size_t capacity;                     /* of results->bom */
    const char *above[LEVELS];           /* id of the line last opened on each level */
    struct bom_date *dates;              /* by delivery */
    struct bom_date standing;            /* of pools without one */
};

/* Where boxes stand: `racks` racks filled alike, `hosts` in each. */
struct spot { double racks, hosts; const struct bom_date *date; const char *pool; };

static int n_groups(const struct plan_pool *pool) { return pool->n_groups + (pool->front_ends ? 1 : 0); }

static const struct facility_model *facility_of(const struct orders *orders) { return orders->plan->scenario->site.facility; }

/* --- lines ------------------------------------------------------------------------------ */

/* Completed and put at the end; its id becomes the parent of what follows below it. */
static void put(struct orders *orders, struct result_bom_line line, enum bom_kind kind)
{
    struct results *results = orders->results;
    const size_t used = (size_t)results->n_bom;
    const int level = (int)line.level;
    results->bom = arena_grow(orders->arena, results->bom, used, used + 1, &orders->capacity, sizeof *results->bom);
    line.id = text_format(orders->arena, "L%03d", results->n_bom + 1);
    line.parent = level > 0 ? orders->above[level - 1] : "";
    line.site = results->scenario.facility;
    if (kind != BOM_SPARES) bom_line_serves(&line, kind, orders->plan->scenario, orders->arena);
    bom_line_total(&line);
    for (int below = level; below < LEVELS; below++) orders->above[below] = line.id;
    results->bom[results->n_bom++] = line;
}

static struct result_bom_line piece(const struct spot *spot, enum bom_kind kind, int level, double per_rack)
{
    struct result_bom_line line = bom_line_blank(kind, level);
    line.quantity_per_rack = per_rack;
    line.racks = spot->racks;
    line.quantity = per_rack * spot->racks;
    line.spares = 0.0;
    line.pool = spot->pool;
    line.phase = spot->date->phase;
    return line;
}

/* --- boxes and what is in them ------------------------------------------------------------ */

static void put_drives(struct orders *orders, const struct spot *spot, const struct node_model *node, const char *within, double lead_s)
{
    for (int d = 0; d < node->n_drives; d++) {
        const struct drive_model *drive = node->drives[d].drive;
        const bool buffer = node->drives[d].use == DRIVE_BUFFER;
        struct result_bom_line line = piece(spot, BOM_DRIVE, LEVEL_PIECE, spot->hosts * node->drives[d].count.value);
        bom_line_model(&line, &drive->head, orders->arena);
        bom_line_price(&line, &drive->price_dollars, orders->arena);
        bom_line_dates(&line, spot->date, lead_s, node->first_available.value, orders->arena);
        line.role = buffer ? "buffer" : "data";
        line.idle_w = drive->idle_w.value;
        line.max_w = drive->active_w.value;
        line.raw_bytes = buffer ? 0.0 : drive->capacity_bytes.value;
        line.within = within;
        line.qualification = "with its box";
        line.basis = text_format(orders->arena, "%.0f in a box", node->drives[d].count.value);
        put(orders, line, BOM_DRIVE);
    }
}

static void put_cards(struct orders *orders, const struct spot *spot, const struct node_model *node, const char *within, double lead_s)
{
    static const char *const roles[] = {[NIC_CARD] = "card", [NIC_DPU] = "dpu", [NIC_CONTROLLER] = "controller"};
    for (int c = 0; c < node->n_nics; c++) {
        const struct nic_model *nic = node->nics[c].nic;
        struct result_bom_line line = piece(spot, BOM_NIC, LEVEL_PIECE, spot->hosts * node->nics[c].count.value);
        bom_line_model(&line, &nic->head, orders->arena);
        bom_line_price(&line, &nic->price_dollars, orders->arena);
        bom_line_dates(&line, spot->date, lead_s, node->first_available.value, orders->arena);
        line.role = roles[nic->role];
        line.typical_w = nic->typical_w.value;
        line.max_w = nic->max_w.value;
        line.within = within;
        line.qualification = bom_line_nic_qualification(nic, orders->arena);
        line.basis = text_format(orders->arena, "%.0f in a box", node->nics[c].count.value);
        put(orders, line, BOM_NIC);
    }
}

static const char service_basis[] = "a service";

static const char *box_basis(const struct orders *orders, const struct plan_group *group)
{
    if (group->node->kind == NODE_VM) return text_format(orders->arena, "hosts of %.0f virtual machines, %.0f on each", group->nodes, box_value(&group->node->vms_per_host, 1.0));
    return group->node->kind == NODE_SERVICE ? service_basis : text_format(orders->arena, "rack full by %s", group->rack_limit ? group->rack_limit : "count");
}

/* Of a group, `spot->hosts` in each rack; without racks all of them at once. */
static void put_boxes(struct orders *orders, const struct spot *spot, int pool, int group)
{
    const struct plan_pool *planned = &orders->plan->pools[pool];
    const struct plan_group *boxes = rows_group(planned, group);
    const struct node_model *node = boxes->node;
    const bool front = group == planned->n_groups, provided = node->kind == NODE_VM || node->kind == NODE_SERVICE;
    const double all = boxes->hosts > 0.0 ? boxes->hosts : boxes->nodes, lead_s = bom_line_lead_s(&node->lead_time_s, node->lead_time_model, orders->catalog);
    const enum bom_kind kind = front ? BOM_FRONT_END : BOM_NODE;
    struct result_bom_line line = piece(spot, kind, LEVEL_BOX, spot->hosts);
    bom_line_model(&line, &node->head, orders->arena);
    bom_line_price(&line, &node->price_dollars, orders->arena);
    bom_line_dates(&line, spot->date, isnan(spot->date->lead_s) ? lead_s : spot->date->lead_s, node->first_available.value, orders->arena);
    line.role = front ? "front end" : "storage";
    line.pool = text_copy(orders->arena, planned->pool->name);
    line.ru = node->ru.value;
    line.kg = node->kg.value;
    line.idle_w = boxes->idle_w / all;
    line.typical_w = power_bill_mean_w(orders->plan, orders->results, pool, group) / all;
    line.max_w = boxes->max_w / all;
    line.ports = box_of(node, 1.0).ports;
    line.raw_bytes = front ? 0.0 : boxes->raw_bytes / all;
    line.usable_bytes = front ? 0.0 : boxes->usable_bytes / all;
    line.qualification = bom_line_node_qualification(node, planned->pool->stack, orders->arena);
    line.basis = box_basis(orders, boxes);
    put(orders, line, kind);
    if (provided) return;
    const char *within = orders->above[LEVEL_BOX];
    const double parts_lead_s = orders->results->bom[orders->results->n_bom - 1].lead_time_s;
    put_drives(orders, spot, node, within, parts_lead_s);
    put_cards(orders, spot, node, within, parts_lead_s);
}

/* --- racks and what stands beside the boxes ------------------------------------------------ */

static void put_part(struct orders *orders, const struct spot *spot, enum bom_kind kind, const struct part_model *part, const char *role, double per_rack, double each_w,
                     const char *basis)
{
    if (!(per_rack > 0.0)) return;
    struct result_bom_line line = piece(spot, kind, LEVEL_PIECE, per_rack);
    line.description = text_format(orders->arena, "%s; no model stated", role);
    if (part) {
        bom_line_model(&line, &part->head, orders->arena);
        bom_line_price(&line, &part->price_dollars, orders->arena);
        line.kg = part->kg.value;
    }
    bom_line_dates(&line, spot->date, part ? bom_line_lead_s(&part->lead_time_s, part->lead_time_model, orders->catalog) : UNKNOWN, UNKNOWN, orders->arena);
    line.role = role;
    line.idle_w = line.typical_w = line.max_w = each_w;
    line.basis = basis;
    put(orders, line, kind);
}

static void put_switches(struct orders *orders, const struct spot *spot, const struct switch_model *model, const char *role, double per_rack, const char *basis)
{
    if (!(per_rack > 0.0)) return;
    struct result_bom_line line = piece(spot, BOM_SWITCH, LEVEL_BOX, per_rack);
    bom_line_model(&line, &model->head, orders->arena);
    bom_line_price(&line, &model->price_dollars, orders->arena);
    bom_line_dates(&line, spot->date, bom_line_lead_s(&model->lead_time_s, model->lead_time_model, orders->catalog), UNKNOWN, orders->arena);
    line.role = role;
    line.ru = model->ru.value;
    line.kg = model->kg.value;
    line.idle_w = line.typical_w = line.max_w = model->max_w.value;
    line.ports = model->ports.value;
    line.basis = basis;
    put(orders, line, BOM_SWITCH);
}

static double ports_in(const struct orders *orders, const struct rack_fill *fill)
{
    double ports = 0.0;
    for (int c = 0; c < fill->n_content; c++)
        ports += fill->content[c].hosts * box_of(rows_group(&orders->plan->pools[fill->content[c].pool], fill->content[c].group)->node, 1.0).ports;
    return ports;
}

static double cords_in(const struct orders *orders, const struct rack_fill *fill, double tors)
{
    double cords = 2.0 * tors;
    if (fill->rack->feed != FEED_AC) return 0.0;
    for (int c = 0; c < fill->n_content; c++)
        cords += fill->content[c].hosts * box_value(&rows_group(&orders->plan->pools[fill->content[c].pool], fill->content[c].group)->node->cords, 2.0);
    return cords;
}

static void put_around(struct orders *orders, const struct spot *spot, const struct rack_fill *fill)
{
    const struct switch_model *tor = facility_of(orders)->tor;
    const double tors = tor ? box_value(&facility_of(orders)->tors_per_rack, 2.0) : 0.0;
    if (tor) {
        put_switches(orders, spot, tor, "top of rack", tors, "the facility's tors_per_rack");
        put_part(orders, spot, BOM_CABLE, tor->copper, "box to switch", ports_in(orders, fill), UNKNOWN, "one for each port of a box");
        put_part(orders, spot, BOM_OPTIC, tor->optic_part, "uplink, rack end", fill->uplinks, box_value(&tor->optic_w, 0.0), "one for each uplink");
        put_part(orders, spot, BOM_CABLE, tor->fibre, "uplink", facility_of(orders)->spine ? fill->uplinks : 0.0, UNKNOWN, "one for each uplink");
    }
    orders->above[LEVEL_BOX] = orders->above[LEVEL_RACK];
    put_part(orders, spot, BOM_PDU, fill->rack->pdu, "rack power", box_value(&fill->rack->pdus, 2.0), UNKNOWN, "the rack's pdus");
    put_part(orders, spot, BOM_CORD, fill->rack->cord, "box to PDU", cords_in(orders, fill, tors), UNKNOWN, "cords of the boxes, two for each switch");
}

static const char *contents(const struct orders *orders, const struct rack_fill *fill)
{
    struct text text = text_new(orders->arena);
    for (int c = 0; c < fill->n_content; c++)
        text_printf(&text, "%s%.0f x %s", c ? " + " : "", fill->content[c].hosts, rows_group(&orders->plan->pools[fill->content[c].pool], fill->content[c].group)->node->head.name);
    return text.bytes;
}

/* When what stands in a mixed rack comes: with its own pool; boxes left over from whole racks with the pool's last delivery. */
static const struct bom_date *date_in(const struct orders *orders, const struct rack_fill *fill, int content, const struct bom_date *own)
{
    const char *pool = orders->plan->pools[fill->content[content].pool].pool->name;
    const struct bom_date *last = &orders->standing;
    if (fill->content[content].pool == fill->pool) return own;
    for (int d = 0; d < orders->results->delivery.n_items; d++)
        if (text_equal(orders->plan->scenario->deliveries[d].pool, pool)) last = &orders->dates[d];
    return last;
}

/* The rack has to stand when the first of what it holds comes. */
static const struct bom_date *first_in(const struct orders *orders, const struct rack_fill *fill, const struct bom_date *own)
{
    const struct bom_date *first = own;
    for (int c = 0; c < fill->n_content; c++) {
        const struct bom_date *date = date_in(orders, fill, c, own);
        if (strcmp(date->phase, first->phase) < 0) first = date;
    }
    return first;
}

static void put_rack(struct orders *orders, const struct rack_fill *fill, double racks, const struct bom_date *own, const char *pool)
{
    const struct bom_date *date = first_in(orders, fill, own);
    const struct rack_model *rack = fill->rack;
    struct spot spot = {racks, 0.0, date, pool};
    struct result_bom_line line = piece(&spot, BOM_RACK, LEVEL_RACK, 1.0);
    bom_line_model(&line, &rack->head, orders->arena);
    bom_line_price(&line, &rack->price_dollars, orders->arena);
    bom_line_dates(&line, date, bom_line_lead_s(&rack->lead_time_s, rack->lead_time_model, orders->catalog), UNKNOWN, orders->arena);
    line.role = "rack";
    line.kg = rack->empty_kg.value;
    line.basis = contents(orders, fill);
    put(orders, line, BOM_RACK);
    for (int c = 0; c < fill->n_content; c++) {
        spot.hosts = fill->content[c].hosts;
        spot.date = date_in(orders, fill, c, own);
        put_boxes(orders, &spot, fill->content[c].pool, fill->content[c].group);
    }
    spot.date = date;
    put_around(orders, &spot, fill);
}

/* --- pools and their deliveries ------------------------------------------------------------- */

/* The deliveries of a pool in the order of the file, into `which`. */
static int deliveries_of(const struct orders *orders, const char *pool, int *which)
{
    int n = 0;
    for (int d = 0; d < orders->plan->scenario->n_deliveries; d++)
        if (text_equal(orders->plan->scenario->deliveries[d].pool, pool)) which[n++] = d;
    return n;
}

static double racks_of(const struct orders *orders, int pool)
{
    double racks = 0.0;
    for (int f = 0; f < orders->plan->racks.n_fills; f++) racks += orders->plan->racks.fills[f].pool == pool ? orders->plan->racks.fills[f].count : 0.0;
    return racks;
}

/* Those of the pool's racks that are number `from` (included) to `to` (excluded) in the order of the plan. */
static void put_racks(struct orders *orders, int pool, double from, double to, const struct bom_date *date)
{
    double first = 0.0;
    for (int f = 0; f < orders->plan->racks.n_fills; f++) {
        const struct rack_fill *fill = &orders->plan->racks.fills[f];
        if (fill->pool != pool) continue;
        const double racks = fmin(to, first + fill->count) - fmax(from, first);
        first += fill->count;
        if (racks > 0.0) put_rack(orders, fill, racks, date, text_copy(orders->arena, orders->plan->pools[pool].pool->name));
    }
}

/* What stands in no rack: services, or boxes where no rack is known. */
static void put_rackless(struct orders *orders, int pool, const struct bom_date *date)
{
    const struct plan_pool *planned = &orders->plan->pools[pool];
    for (int g = 0; g < n_groups(planned); g++) {
        const struct plan_group *group = rows_group(planned, g);
        bool racked = false;
        for (int f = 0; f < orders->plan->racks.n_fills; f++)
            for (int c = 0; c < orders->plan->racks.fills[f].n_content; c++)
                racked = racked || (orders->plan->racks.fills[f].content[c].pool == pool && orders->plan->racks.fills[f].content[c].group == g);
        const struct spot spot = {1.0, group->hosts > 0.0 ? group->hosts : group->nodes, date, text_copy(orders->arena, planned->pool->name)};
        if (racked || !(spot.hosts > 0.0)) continue;
        put_boxes(orders, &spot, pool, g);
    }
}

static void put_unit(struct orders *orders, const struct plan_group *group, const char *pool, const struct bom_date *date)
{
    if (group->node->sold_as == SOLD_NODE) return;
    struct result_bom_line line = bom_line_blank(BOM_UNIT, LEVEL_RACK);
    bom_line_model(&line, &group->node->head, orders->arena);
    line.sold_as = group->node->sold_as == SOLD_RACK ? "rack" : "scale_unit";
    line.sold_units = group->nodes / group->node->sold_count.value;
    line.overbuy = group->overbuy_nodes;
    line.pool = pool;
    line.phase = date->phase;
    line.role = "unit of sale";
    line.basis = text_format(orders->arena, "sold %.0f at a time: %.0f more than needed", group->node->sold_count.value, group->overbuy_nodes);
    put(orders, line, BOM_UNIT);
}

static void add_phase(struct orders *orders, const char *pool, const struct bom_date *date, int delivery, double share, double racks)
{
    struct results *results = orders->results;
    const struct result_delivery_item *item = delivery >= 0 ? &results->delivery.items[delivery] : NULL;
    results->bom_phases[results->n_bom_phases++] = (struct result_bom_phase){
        .phase = date->phase, .pool = pool, .kind = item ? item->kind : "stands from the start", .from = item ? item->from : "", .in_service = item ? item->p50 : "",
        .share = share, .racks = racks};
}

static void put_pool(struct orders *orders, int p)
{
    const struct plan_pool *pool = &orders->plan->pools[p];
    const char *name = text_copy(orders->arena, pool->pool->name);
    int *which = ARENA_ARRAY(orders->arena, int, orders->plan->scenario->n_deliveries);
    const int n = orders->results->delivery.n_items > 0 ? deliveries_of(orders, pool->pool->name, which) : 0;
    const double racks = racks_of(orders, p);
    struct result_bom_line line = bom_line_blank(BOM_POOL, LEVEL_POOL);
    line.pool = name;
    line.role = "pool";
    line.description = text_format(orders->arena, "%s under %s", name, pool->pool->stack->head.name);
    put(orders, line, BOM_POOL);
    const struct bom_date *first = n > 0 ? &orders->dates[which[0]] : &orders->standing;
    for (int g = 0; g < n_groups(pool); g++) put_unit(orders, rows_group(pool, g), name, first);
    double share = 0.0, from = 0.0;
    for (int k = 0; k < n; k++) {
        share += orders->results->delivery.items[which[k]].share;
        const double to = k == n - 1 ? racks : fmin(racks, floor(racks * share + 0.5));
        put_racks(orders, p, from, to, &orders->dates[which[k]]);
        add_phase(orders, name, &orders->dates[which[k]], which[k], orders->results->delivery.items[which[k]].share, to - from);
        from = to;
    }
    if (n == 0) {
        put_racks(orders, p, 0.0, racks, &orders->standing);
        add_phase(orders, name, &orders->standing, -1, 1.0, racks);
    }
    put_rackless(orders, p, first);
}

/* --- beside the racks: spine, spares ---------------------------------------------------------- */

/* The spine serves whatever lands first. */
static const struct bom_date *earliest_date(const struct orders *orders)
{
    const struct bom_date *first = &orders->standing;
    for (int p = 0; p < orders->plan->n_pools; p++) {
        bool delivered = false;
        for (int d = 0; d < orders->results->delivery.n_items; d++) delivered = delivered || text_equal(orders->plan->scenario->deliveries[d].pool, orders->plan->pools[p].pool->name);
        if (!delivered) return &orders->standing;
    }
    for (int d = 0; d < orders->results->delivery.n_items; d++)
        if (d == 0 || strcmp(orders->results->delivery.items[d].nominal, orders->results->delivery.items[first - orders->dates].nominal) < 0) first = &orders->dates[d];
    return first;
}

static void put_fabric(struct orders *orders)
{
    const struct switch_model *spine = facility_of(orders)->spine;
    const struct plan_racks *racks = &orders->plan->racks;
    const struct spot spot = {1.0, 0.0, earliest_date(orders), ""};
    if (!spine || !(racks->spines > 0.0)) return;
    struct result_bom_line line = bom_line_blank(BOM_FABRIC, LEVEL_POOL);
    line.description = "Spine of the storage fabric";
    line.role = "fabric";
    put(orders, line, BOM_FABRIC);
    const int32_t first = orders->results->n_bom;
    put_switches(orders, &spot, spine, "spine", racks->spines, "as much bandwidth as the uplinks");
    put_part(orders, &spot, BOM_OPTIC, spine->optic_part, "uplinks, spine end", racks->spine_optics, box_value(&spine->optic_w, 0.0), "one for each port that uplinks take");
    put_part(orders, &spot, BOM_CORD, facility_of(orders)->rack ? facility_of(orders)->rack->cord : NULL, "spine to power", 2.0 * racks->spines, UNKNOWN, "two for each switch");
    for (int32_t l = first; l < orders->results->n_bom; l++) orders->results->bom[l].quantity_per_rack = orders->results->bom[l].racks = UNKNOWN;
}

static double kept(const struct orders *orders, const struct result_bom_line *line)
{
    const struct facility_model *facility = facility_of(orders);
    const char *kind = line->kind;
    if (line->basis == service_basis) return 0.0;      /* nothing of it lies on a shelf */
    if (text_equal(kind, "node") || text_equal(kind, "front_end")) return box_value(&facility->spare_nodes, 0.0);
    if (text_equal(kind, "nic")) return box_value(&facility->spare_cards, 0.0);
    if (text_equal(kind, "switch")) return box_value(&facility->spare_switches, 0.0);
    return text_equal(kind, "rack") || text_equal(kind, "drive") || line->level < LEVEL_BOX ? 0.0 : box_value(&facility->spare_parts, 0.0);
}

/* Over the kinds of drives of a box by their failure rates. */
static double drive_spares(const struct orders *orders, const char *sku)
{
    double spares = 0.0;
    for (int p = 0; p < orders->plan->n_pools; p++) {
        const struct plan_pool *pool = &orders->plan->pools[p];
        for (int g = 0; pool->repair && g < pool->n_groups; g++) {
            const struct node_model *node = pool->groups[g].node;
            double all = 0.0, mine = 0.0;
            for (int d = 0; d < node->n_drives; d++) {
                const double failing = node->drives[d].count.value * node->drives[d].drive->afr_per_year.value;
                all += failing;
                mine += text_equal(node->drives[d].drive->head.name, sku) ? failing : 0.0;
            }
            const double here = all > 0.0 ? pool->repair->groups[g].spare_drives * mine / all : 0.0;
            if (here > 0.0) spares += ceil(here * (1.0 - 1e-12));
        }
    }
    return spares;
}

static void put_spare(struct orders *orders, int32_t of, int32_t n_installed)
{
    struct result_bom_line line = orders->results->bom[of];
    double installed = 0.0;
    for (int32_t l = 0; l < n_installed; l++) {
        const struct result_bom_line *other = &orders->results->bom[l];
        if (!bom_sum_alike(other, &line)) continue;
        if (l < of) return;                      /* its first line brought them */
        installed += other->quantity;
    }
    const bool drive = text_equal(line.kind, "drive");
    const double part = kept(orders, &line);
    const double spares = drive ? drive_spares(orders, line.sku) : ceil(installed * part * (1.0 - 1e-12));
    if (!(spares > 0.0)) return;
    line.level = LEVEL_PIECE;
    line.role = "spare";
    line.pool = line.within = "";
    line.quantity_per_rack = line.racks = UNKNOWN;
    line.quantity = 0.0;
    line.spares = spares;
    line.basis = drive ? "failed and not yet swapped, 99 % of the time" : text_format(orders->arena, "%g %% of %.0f installed", part * 100.0, installed);
    enum bom_kind kind = BOM_RACK;
    while (!text_equal(bom_line_kind_name(kind), line.kind)) kind++;
    put(orders, line, kind);
}

static void put_spares(struct orders *orders)
{
    const int32_t n = orders->results->n_bom;
    struct result_bom_line line = bom_line_blank(BOM_SPARES, LEVEL_POOL);
    line.description = "Spares on the shelf";
    line.role = "spares";
    put(orders, line, BOM_SPARES);
    for (int32_t l = 0; l < n; l++) put_spare(orders, l, n);
    if (orders->results->n_bom == n + 1) orders->results->n_bom = n;         /* nothing is kept */
}

/* --- dates ------------------------------------------------------------------------- */

/* Phases are numbered by nominal date; equal dates are one phase. */
static void lay_dates(struct orders *orders)
{
    const struct scenario *scenario = orders->plan->scenario;
    const struct result_delivery_item *items = orders->results->delivery.items;
    const int n = orders->results->delivery.n_items;
    CHECK(n == 0 || n == scenario->n_deliveries);
    orders->standing = (struct bom_date){"0", UNKNOWN, UNKNOWN, UNKNOWN};
    orders->dates = ARENA_ARRAY(orders->arena, struct bom_date, n);
    for (int d = 0; d < n; d++) {
        int before = 0;
        for (int e = 0; e < n; e++) {
            bool counted = strcmp(items[e].nominal, items[d].nominal) < 0;
            for (int f = 0; f < e && counted; f++) counted = !text_equal(items[f].nominal, items[e].nominal);
            before += counted;
        }
        const struct delivery *delivery = &scenario->deliveries[d];
        orders->dates[d] = (struct bom_date){text_format(orders->arena, "%d", before + 1), delivery->ordered.given ? UNKNOWN : delivery->committed.value,
                                             delivery->ordered.given ? delivery->ordered.value : UNKNOWN, delivery->lead_s.given ? delivery->lead_s.value : UNKNOWN};
    }
}

/* --- door ------------------------------------------------------------------------------------ */

void orders_fill(const struct site_plan *plan, const struct catalog *catalog, struct arena *arena, struct results *results)
{
    struct orders orders = {.plan = plan, .catalog = catalog, .arena = arena, .results = results};
    results->bom = NULL;
    results->n_bom = results->n_bom_phases = 0;
    results->bom_phases = ARENA_ARRAY(arena, struct result_bom_phase, plan->scenario->n_deliveries + plan->n_pools);
    lay_dates(&orders);
    struct result_bom_line line = bom_line_blank(BOM_SITE, LEVEL_SITE);
    line.description = text_copy(arena, plan->scenario->name);
    line.role = "site";
    put(&orders, line, BOM_SITE);
    for (int p = 0; p < plan->n_pools; p++) put_pool(&orders, p);
    put_fabric(&orders);
    put_spares(&orders);
    bom_sum_orders(results, arena);
    bom_sum_totals(results);
    power_bill_fill(plan, arena, results);
}
