#include "plan/layout.h"

#include <math.h>

#include "base/text.h"
#include "plan/box.h"
#include "plan/findings.h"
#include "plan/rows.h"

enum { MOST_BAYS = 12 };

/* Racks that stand together: of one pool, filled alike, come with one delivery (−1: none). */
struct lot { int pool, fill, delivery; double count; };

struct floor_maker {
    const struct site_plan *plan;
    const struct hall *hall;
    struct arena *arena;
    struct result_layout *out;
    struct lot *lots; int n_lots;
    size_t rows_capacity, runs_capacity, obstacles_capacity, lots_capacity;
    double column;                       /* tiles from one column to the next; 0: none */
};

static double stated(const struct quantity *quantity, double otherwise)
{
    return quantity->value > 0.0 ? quantity->value : otherwise;
}

/* --- which racks, in which order ------------------------------------------------------------- */

static void add_lot(struct floor_maker *maker, struct lot lot)
{
    if (!(lot.count > 0.0)) return;
    const size_t used = (size_t)maker->n_lots;
    maker->lots = arena_grow(maker->arena, maker->lots, used, used + 1, &maker->lots_capacity, sizeof *maker->lots);
    maker->lots[maker->n_lots++] = lot;
}

/* Takes the next `wanted` racks of the pool off its fills; `left`: what each fill still has. */
static void take(struct floor_maker *maker, int pool, int delivery, double wanted, double *left)
{
    const struct plan_racks *racks = &maker->plan->racks;
    for (int f = 0; f < racks->n_fills && wanted > 0.0; f++) {
        if (racks->fills[f].pool != pool) continue;
        const double taken = fmin(wanted, left[f]);
        add_lot(maker, (struct lot){pool, f, delivery, taken});
        left[f] -= taken;
        wanted -= taken;
    }
}

static double share_of(const struct floor_maker *maker, const struct delivery *delivery, int pool)
{
    double nodes = 0.0;
    for (int g = 0; g < maker->plan->pools[pool].n_groups; g++) nodes += maker->plan->pools[pool].groups[g].nodes;
    if (!delivery->nodes.given) return fmin(1.0, fmax(0.0, box_value(&delivery->share, 0.0)));
    return nodes > 0.0 ? fmin(1.0, delivery->nodes.value / nodes) : 1.0;
}

/* Shares of a pool in whole racks: rounded where they end, so that none is lost. What no delivery brings stands from the start. */
static void lots_of(struct floor_maker *maker, int pool, double *left)
{
    const struct scenario *scenario = maker->plan->scenario;
    const double racks = maker->plan->pools[pool].racks;
    double all = 0.0, end;
    for (int d = 0; d < scenario->n_deliveries; d++)
        if (text_equal(scenario->deliveries[d].pool, scenario->pools[pool].name)) all += share_of(maker, &scenario->deliveries[d], pool);
    double share = fmax(0.0, 1.0 - all), done = floor(share * racks + 0.5);
    take(maker, pool, -1, done, left);
    for (int d = 0; d < scenario->n_deliveries; d++, done = fmax(done, end)) {
        end = done;
        if (!text_equal(scenario->deliveries[d].pool, scenario->pools[pool].name)) continue;
        share += share_of(maker, &scenario->deliveries[d], pool);
        end = fmin(racks, floor(share * racks + 0.5));
        take(maker, pool, d, end - done, left);
    }
    take(maker, pool, -1, racks - done, left);
}

static void lots_all(struct floor_maker *maker)
{
    const struct plan_racks *racks = &maker->plan->racks;
    double *left = ARENA_ARRAY(maker->arena, double, racks->n_fills);
    for (int f = 0; f < racks->n_fills; f++) left[f] = racks->fills[f].count;
    for (int p = 0; p < maker->plan->n_pools; p++) lots_of(maker, p, left);
}

/* --- the grid -------------------------------------------------------------------------------- */

static double tiles(const struct floor_maker *maker, double metres)
{
    return ceil(metres / maker->out->tile_m - 1e-9);
}

static double width_with(const struct result_layout *out, double bays)
{
    return out->cross_aisle_tiles + bays * (out->row_positions * out->rack_width_tiles + out->cross_aisle_tiles);
}

static double line_y(const struct result_layout *out, double line)
{
    const double pair = floor(line / 2.0), second = line - 2.0 * pair;
    return out->hot_aisle_tiles + pair * (2.0 * out->rack_depth_tiles + out->cold_aisle_tiles + out->hot_aisle_tiles)
        + second * (out->rack_depth_tiles + out->cold_aisle_tiles);
}

/* With the aisle behind the last line: a cold one where it faces down. */
static double depth_with(const struct result_layout *out, double lines)
{
    const double odd = lines - 2.0 * floor(lines / 2.0);
    return line_y(out, fmax(0.0, lines - 1.0)) + out->rack_depth_tiles + (odd > 0.0 ? out->cold_aisle_tiles : out->hot_aisle_tiles);
}

/* So many rows side by side that the hall is as square as can be; of equals the fewer. */
static double square_bays(const struct result_layout *out, double rows)
{
    double best = 1.0, least = (double)INFINITY;
    for (double bays = 1.0; bays <= fmin(MOST_BAYS, rows); bays += 1.0) {
        const double width = width_with(out, bays), depth = depth_with(out, ceil(rows / bays)), ratio = fmax(width / depth, depth / width);
        if (ratio < least * (1.0 - 1e-9)) {
            least = ratio;
            best = bays;
        }
    }
    return best;
}

static void measure(struct floor_maker *maker)
{
    const struct plan_racks *racks = &maker->plan->racks;
    const struct hall *hall = maker->hall;
    struct result_layout *out = maker->out;
    double width_m = 0.6, depth_m = 1.2;
    for (int f = 0; f < racks->n_fills; f++) {
        width_m = fmax(f > 0 ? width_m : 0.0, stated(&racks->fills[f].rack->width_m, 0.6));
        depth_m = fmax(f > 0 ? depth_m : 0.0, stated(&racks->fills[f].rack->depth_m, 1.2));
    }
    static const char *const grades[] = {"stated", "measured", "datasheet", "quote", "estimate", "placeholder"};
    out->tile_m = stated(&hall->tile_m, 0.6);
    out->row_positions = stated(&hall->row_positions, 20.0);
    out->row_limit_w = hall->row_power_w.value > 0.0 ? hall->row_power_w.value : (double)NAN;
    out->rack_width_tiles = tiles(maker, width_m);
    out->rack_depth_tiles = tiles(maker, depth_m);
    out->cold_aisle_tiles = tiles(maker, stated(&hall->cold_aisle_m, 1.2));
    out->hot_aisle_tiles = tiles(maker, stated(&hall->hot_aisle_m, 1.2));
    out->cross_aisle_tiles = tiles(maker, stated(&hall->cross_aisle_m, 1.8));
    out->bays = stated(&hall->bays, square_bays(out, fmax(ceil(racks->racks / out->row_positions), box_value(&hall->rows, 0.0))));
    out->source = hall->row_positions.source ? text_copy(maker->arena, hall->row_positions.source) : "";
    out->grade = hall->row_positions.given ? grades[hall->row_positions.grade] : "default";
    maker->column = hall->column_spacing_m.value > 0.0 ? ceil(hall->column_spacing_m.value / out->tile_m - 1e-9) : 0.0;
}

/* --- obstacles ------------------------------------------------------------------------------- */

static bool overlap(double x, double y, double width, double depth, double x2, double y2, double width2, double depth2)
{
    const double slack = 1e-9;
    return x < x2 + width2 - slack && x2 < x + width - slack && y < y2 + depth2 - slack && y2 < y + depth - slack;
}

/* Does a stretch of length `long_` from `from` meet a tile at a multiple of `each`? */
static bool meets(double from, double length, double each)
{
    const double next = ceil((from - 1.0) / each + 1e-9) * each;     /* the first whose tile ends beyond `from` */
    return fmax(each, next) < from + length - 1e-9;
}

static bool blocked(const struct floor_maker *maker, double x, double y)
{
    const struct result_layout *out = maker->out;
    const double width = out->rack_width_tiles, depth = out->rack_depth_tiles;
    if (maker->column > 0.0 && meets(x, width, maker->column) && meets(y, depth, maker->column)) return true;
    for (int o = 0; o < maker->hall->n_obstacles; o++) {
        const struct hall_obstacle *obstacle = &maker->hall->obstacles[o];
        if (overlap(x, y, width, depth, obstacle->x.value, obstacle->y.value, obstacle->width.value, obstacle->depth.value)) return true;
    }
    return false;
}

static void add_obstacle(struct floor_maker *maker, struct result_layout_obstacle obstacle)
{
    struct result_layout *out = maker->out;
    const size_t used = (size_t)out->n_obstacles;
    out->obstacles = arena_grow(maker->arena, out->obstacles, used, used + 1, &maker->obstacles_capacity, sizeof *out->obstacles);
    out->obstacles[out->n_obstacles++] = obstacle;
}

static void obstacles(struct floor_maker *maker)
{
    const struct result_layout *out = maker->out;
    const double each = maker->column;
    for (double y = each; each > 0.0 && y + 1.0 <= out->depth_tiles; y += each)
        for (double x = each; x + 1.0 <= out->width_tiles; x += each) add_obstacle(maker, (struct result_layout_obstacle){"column", x, y, 1.0, 1.0});
    for (int o = 0; o < maker->hall->n_obstacles; o++) {
        const struct hall_obstacle *obstacle = &maker->hall->obstacles[o];
        add_obstacle(maker, (struct result_layout_obstacle){text_copy(maker->arena, obstacle->name), obstacle->x.value, obstacle->y.value, obstacle->width.value, obstacle->depth.value});
    }
}

/* --- rows ------------------------------------------------------------------------------------ */

static struct result_layout_row *add_row(struct floor_maker *maker)
{
    struct result_layout *out = maker->out;
    const double line = floor(out->n_rows / out->bays), bay = out->n_rows - line * out->bays;
    const size_t used = (size_t)out->n_rows;
    out->rows = arena_grow(maker->arena, out->rows, used, used + 1, &maker->rows_capacity, sizeof *out->rows);
    struct result_layout_row *row = &out->rows[out->n_rows++];
    *row = (struct result_layout_row){
        .name = text_format(maker->arena, "%c%02.0f", 'A' + (int)bay, line + 1.0), .front = fmod(line, 2.0) > 0.0 ? "up" : "down",
        .x = width_with(out, bay), .y = line_y(out, line)};
    for (double k = 0.0; k < out->row_positions; k += 1.0) row->positions += blocked(maker, row->x + k * out->rack_width_tiles, row->y) ? 0.0 : 1.0;
    return row;
}

static void stand(struct floor_maker *maker, struct result_layout_row *row, double position, const struct lot *lot)
{
    struct result_layout *out = maker->out;
    const struct rack_fill *fill = &maker->plan->racks.fills[lot->fill];
    row->racks += 1.0;
    row->draw_w += fill->draw_w;
    if (out->n_runs > 0) {
        struct result_layout_run *last = &out->runs[out->n_runs - 1];
        const double delivery = isnan(last->delivery) ? -1.0 : last->delivery;
        if (last->row == row->name && (int)last->fill == lot->fill && (int)delivery == lot->delivery && last->position + last->count == position) {
            last->count += 1.0;
            return;
        }
    }
    const size_t used = (size_t)out->n_runs;
    out->runs = arena_grow(maker->arena, out->runs, used, used + 1, &maker->runs_capacity, sizeof *out->runs);
    out->runs[out->n_runs++] = (struct result_layout_run){
        .row = row->name, .position = position, .count = 1.0, .fill = lot->fill, .pool = text_copy(maker->arena, maker->plan->pools[lot->pool].pool->name),
        .delivery = lot->delivery < 0 ? (double)NAN : lot->delivery};
}

static bool row_has_watts(const struct floor_maker *maker, const struct result_layout_row *row, const struct lot *lot)
{
    const double limit = maker->out->row_limit_w;
    return row->racks == 0.0 || isnan(limit) || row->draw_w + maker->plan->racks.fills[lot->fill].draw_w <= limit * (1.0 + 1e-12);
}

/* Racks into the row from the lots at *next on. */
static void fill_row(struct floor_maker *maker, struct result_layout_row *row, int *next)
{
    const struct result_layout *out = maker->out;
    for (double k = 0.0; k < out->row_positions && *next < maker->n_lots; k += 1.0) {
        struct lot *lot = &maker->lots[*next];
        if (blocked(maker, row->x + k * out->rack_width_tiles, row->y)) continue;
        if (!row_has_watts(maker, row, lot)) break;
        stand(maker, row, k + 1.0, lot);
        lot->count -= 1.0;
        if (lot->count < 0.5) (*next)++;
    }
    const double covered = row->racks * out->rack_width_tiles * out->rack_depth_tiles;
    row->draw_w_per_tile = covered > 0.0 ? row->draw_w / covered : (double)NAN;
}

/* An obstacle may take whole rows: after so many without a rack there is no room at all. */
static void place_all(struct floor_maker *maker)
{
    struct result_layout *out = maker->out;
    const double rows = maker->hall->rows.value > 0.0 ? maker->hall->rows.value : (double)INFINITY;
    int next = 0, empty = 0;
    while (out->n_rows < rows && empty < 1000 && (next < maker->n_lots || isfinite(rows))) {
        struct result_layout_row *row = add_row(maker);
        fill_row(maker, row, &next);
        empty = row->racks > 0.0 || isfinite(rows) ? 0 : empty + 1;
    }
    for (int l = next; l < maker->n_lots; l++) out->unplaced += maker->lots[l].count;
    const double lines = ceil(out->n_rows / out->bays);
    out->bays = fmin(out->bays, fmax(1.0, out->n_rows));
    out->width_tiles = width_with(out, out->bays);
    out->depth_tiles = depth_with(out, lines);
}

void layout_fill(const struct site_plan *plan, struct arena *arena, struct result_layout *out)
{
    struct floor_maker maker = {.plan = plan, .hall = &plan->scenario->site.facility->hall, .arena = arena, .out = out};
    *out = (struct result_layout){.source = "", .grade = ""};
    measure(&maker);
    lots_all(&maker);
    if (maker.n_lots == 0) return;
    place_all(&maker);
    obstacles(&maker);
}

void layout_check(struct site_plan *plan)
{
    const struct quantity *rows = &plan->scenario->site.facility->hall.rows;
    if (plan->quiet || !rows->given) return;
    struct result_layout layout;
    layout_fill(plan, plan->arena, &layout);
    if (layout.unplaced > 0.0)
        findings_add(plan, rows->at, FINDING_FAIL, "over-hall", "%.0f of %.0f storage racks find no place in the hall's %.0f rows: too few positions or watts a row", layout.unplaced,
                     plan->racks.racks, rows->value);
}

/* --- boxes in racks -------------------------------------------------------------------------- */

static void add_slot(struct result_rack_fill *out, struct result_rack_slot slot)
{
    if (slot.count * slot.ru > 1e-9) out->slots[out->n_slots++] = slot;
}

static double kg_of(const struct site_plan *plan, const struct rack_content *content)
{
    return box_value(&rows_group(&plan->pools[content->pool], content->group)->node->kg, 0.0);
}

/* Heaviest first, of equals the first listed. */
static void heaviest_first(const struct site_plan *plan, const struct rack_fill *fill, int *order)
{
    for (int c = 0; c < fill->n_content; c++) {
        int at = c;
        for (; at > 0 && kg_of(plan, &fill->content[order[at - 1]]) < kg_of(plan, &fill->content[c]); at--) order[at] = order[at - 1];
        order[at] = c;
    }
}

/* From the floor up; returns the units taken. */
static double boxes(const struct site_plan *plan, const struct rack_fill *fill, struct arena *arena, struct result_rack_fill *out)
{
    int *order = ARENA_ARRAY(arena, int, fill->n_content);
    double u = 0.0;
    heaviest_first(plan, fill, order);
    for (int c = 0; c < fill->n_content; c++) {
        const struct rack_content *content = &fill->content[order[c]];
        const struct plan_pool *pool = &plan->pools[content->pool];
        const struct node_model *node = rows_group(pool, content->group)->node;
        const double ru = box_value(&node->ru, 0.0);
        add_slot(out, (struct result_rack_slot){.u = u + 1.0, .count = content->hosts, .ru = ru, .kind = content->group < pool->n_groups ? "node" : "front_end",
            .name = text_copy(arena, node->head.name), .pool = text_copy(arena, pool->pool->name), .max_w = box_value(&node->max_w, 0.0),
            .kg = node->kg.value, .ports = box_of(node, 1.0).ports});
        u += content->hosts * ru;
    }
    return u;
}

/* The rack's reserved units from the top down: switches, then what is left of them. */
static void reserved(const struct site_plan *plan, const struct rack_fill *fill, double from, struct arena *arena, struct result_rack_fill *out)
{
    const struct facility_model *facility = plan->scenario->site.facility;
    const double switches = facility->tor ? box_value(&facility->tors_per_rack, 2.0) : 0.0;
    const double each = facility->tor ? stated(&facility->tor->ru, 1.0) : 0.0, fit = each > 0.0 ? fmin(switches, floor(out->reserved_ru / each + 1e-9)) : 0.0;
    const double bottom = fill->ru_limit - out->reserved_ru, rest = out->reserved_ru - fit * each;
    add_slot(out, (struct result_rack_slot){.u = from + 1.0, .count = 1.0, .ru = bottom - from, .kind = "blank", .name = "", .pool = "", .max_w = (double)NAN, .kg = (double)NAN, .ports = (double)NAN});
    add_slot(out, (struct result_rack_slot){.u = bottom + 1.0, .count = 1.0, .ru = rest, .kind = "reserved", .name = text_equal(out->feed, "ac") ? "cables" : "power shelf and cables",
        .pool = "", .max_w = (double)NAN, .kg = (double)NAN, .ports = (double)NAN});
    if (fit > 0.0)
        add_slot(out, (struct result_rack_slot){.u = bottom + rest + 1.0, .count = fit, .ru = each, .kind = "switch", .name = text_copy(arena, facility->tor->head.name), .pool = "",
            .max_w = box_value(&facility->tor->max_w, (double)NAN), .kg = facility->tor->kg.value, .ports = box_value(&facility->tor->ports, (double)NAN)});
}

void layout_slots(const struct site_plan *plan, const struct rack_fill *fill, struct arena *arena, struct result_rack_fill *out)
{
    out->reserved_ru = box_value(&fill->rack->reserved_ru, 0.0);
    out->reserved_w = box_value(&fill->rack->reserved_w, 0.0);
    out->form = fill->rack->form == FORM_EIA19 ? "eia19" : "ou21";
    out->feed = fill->rack->feed == FEED_AC ? "ac" : "dc48";
    out->pdu = fill->rack->pdu ? text_copy(arena, fill->rack->pdu->head.name) : "";
    out->pdus = fill->rack->pdu ? box_value(&fill->rack->pdus, 2.0) : 0.0;
    out->empty_kg = box_value(&fill->rack->empty_kg, (double)NAN);
    out->uplinks = fill->uplinks;
    out->slots = ARENA_ARRAY(arena, struct result_rack_slot, fill->n_content + 3);
    reserved(plan, fill, boxes(plan, fill, arena, out), arena, out);
}
