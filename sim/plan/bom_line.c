#include "plan/bom_line.h"

#include <math.h>

#include "base/date.h"
#include "base/text.h"
#include "base/units.h"

#define UNKNOWN ((double)NAN)

/* 1 W = 3600 J/h; the International Table BTU is 1,055.05585262 J. */
const double bom_line_btu_per_h_per_w = 3.412142;

static const char *const kind_names[BOM_KINDS] = {
    [BOM_SITE] = "site", [BOM_POOL] = "pool", [BOM_FABRIC] = "fabric", [BOM_SPARES] = "spares", [BOM_UNIT] = "unit", [BOM_RACK] = "rack", [BOM_NODE] = "node",
    [BOM_FRONT_END] = "front_end", [BOM_SWITCH] = "switch", [BOM_DRIVE] = "drive", [BOM_NIC] = "nic", [BOM_OPTIC] = "optic", [BOM_CABLE] = "cable",
    [BOM_PDU] = "pdu", [BOM_CORD] = "cord"};

const char *bom_line_kind_name(enum bom_kind kind) { return kind_names[kind]; }

struct result_bom_line bom_line_blank(enum bom_kind kind, int level)
{
    return (struct result_bom_line){
        .id = "", .parent = "", .level = level, .kind = kind_names[kind], .sku = "", .part = "", .description = "", .role = "", .pool = "", .site = "", .phase = "",
        .quantity_per_rack = UNKNOWN, .racks = UNKNOWN, .quantity = UNKNOWN, .spares = UNKNOWN, .unit_price_dollars = UNKNOWN, .unit_price_lo_dollars = UNKNOWN, .unit_price_hi_dollars = UNKNOWN, .price_date = "", .price_grade = "",
        .price_source = "", .extended_dollars = UNKNOWN, .sold_as = "", .sold_units = UNKNOWN, .overbuy = UNKNOWN, .lead_time_s = UNKNOWN, .order_by = "",
        .earliest = "", .ru = UNKNOWN, .kg = UNKNOWN, .idle_w = UNKNOWN, .typical_w = UNKNOWN, .max_w = UNKNOWN, .ports = UNKNOWN, .raw_bytes = UNKNOWN,
        .usable_bytes = UNKNOWN, .total_ru = UNKNOWN, .total_kg = UNKNOWN, .total_idle_w = UNKNOWN, .total_typical_w = UNKNOWN, .total_max_w = UNKNOWN,
        .total_heat_btu_per_h = UNKNOWN, .total_ports = UNKNOWN, .total_raw_bytes = UNKNOWN, .total_usable_bytes = UNKNOWN, .within = "", .qualification = "",
        .basis = ""};
}

void bom_line_model(struct result_bom_line *line, const struct model_head *head, struct arena *arena)
{
    if (!head) return;
    line->sku = text_copy(arena, head->name);
    line->part = head->part ? text_copy(arena, head->part) : "";
    line->description = head->description ? text_copy(arena, head->description) : "";
}

void bom_line_price(struct result_bom_line *line, const struct quantity *price, struct arena *arena)
{
    static const char *const grades[] = {[GRADE_NONE] = "stated", [GRADE_MEASURED] = "measured", [GRADE_DATASHEET] = "datasheet", [GRADE_QUOTE] = "quote",
                                         [GRADE_ESTIMATE] = "estimate", [GRADE_PLACEHOLDER] = "placeholder"};
    if (!price || !price->given || isnan(price->value)) return;
    line->unit_price_dollars = price->value;
    line->unit_price_lo_dollars = price->lo;
    line->unit_price_hi_dollars = price->hi;
    line->price_date = text_copy(arena, price->date);
    line->price_grade = grades[price->grade];
    line->price_source = text_copy(arena, price->source);
}

static const char *date_text(struct arena *arena, double days)
{
    return isnan(days) ? "" : date_said(arena, days);
}

void bom_line_dates(struct result_bom_line *line, const struct bom_date *date, double lead_s, double first_available, struct arena *arena)
{
    line->phase = date->phase;
    line->lead_time_s = lead_s;
    const bool promised = !isnan(date->promised);
    const double comes = promised ? date->promised : date->ordered + lead_s / UNITS_DAY_S;
    line->order_by = date_text(arena, promised ? date->promised - lead_s / UNITS_DAY_S : date->ordered);
    line->earliest = isnan(comes) ? "" : date_text(arena, fmax(comes, first_available));
}

double bom_line_lead_s(const struct quantity *own, const char *shared, const struct catalog *catalog)
{
    if (own->given) return own->value;
    for (int l = 0; shared && l < catalog->n_lead_times; l++)
        if (text_equal(catalog->lead_times[l].head.name, shared)) return catalog->lead_times[l].time_s.value;
    return UNKNOWN;
}

void bom_line_total(struct result_bom_line *line)
{
    const double n = line->quantity;
    line->extended_dollars = (n + line->spares) * line->unit_price_dollars;
    line->total_ru = n * line->ru;
    line->total_kg = n * line->kg;
    line->total_idle_w = n * line->idle_w;
    line->total_typical_w = n * line->typical_w;
    line->total_max_w = n * line->max_w;
    line->total_heat_btu_per_h = line->total_max_w * bom_line_btu_per_h_per_w;
    line->total_ports = n * line->ports;
    line->total_raw_bytes = n * line->raw_bytes;
    line->total_usable_bytes = n * line->usable_bytes;
}

/* --- what it serves ----------------------------------------------------------------------- */

enum { RATE = 1, SPACE = 2, PLACE = 4, POWER = 8, STACK = 16 };      /* throughput; bytes; the floor; watts; what the software gives */

static const unsigned asked_of[REQ_COUNT] = {
    [REQ_READ_CAPABILITY] = RATE, [REQ_WRITE_CAPABILITY] = RATE, [REQ_USABLE_CAPACITY] = SPACE, [REQ_SITE_POWER_PEAK] = POWER, [REQ_STORAGE_POWER] = POWER,
    [REQ_RACK_TILES] = PLACE, [REQ_FLOOR_TILES] = PLACE, [REQ_NODES] = STACK, [REQ_NAMESPACES] = STACK, [REQ_PROTOCOLS_MISSING] = STACK,
    [REQ_POWER_TREE_UTILISATION] = POWER, [REQ_GOODPUT] = RATE, [REQ_READ_DENIED_FRACTION] = RATE, [REQ_WRITE_DENIED_FRACTION] = RATE,
    [REQ_CHECKPOINT_STALL] = RATE, [REQ_FULL_AT] = SPACE};

static const unsigned served_by[BOM_KINDS] = {
    [BOM_RACK] = PLACE, [BOM_NODE] = RATE | SPACE | STACK, [BOM_FRONT_END] = RATE | STACK, [BOM_SWITCH] = RATE, [BOM_DRIVE] = RATE | SPACE, [BOM_NIC] = RATE,
    [BOM_OPTIC] = RATE, [BOM_CABLE] = RATE, [BOM_PDU] = POWER, [BOM_CORD] = POWER};

void bom_line_serves(struct result_bom_line *line, enum bom_kind kind, const struct scenario *scenario, struct arena *arena)
{
    line->requirements = ARENA_ARRAY(arena, const char *, scenario->n_requirements);
    line->n_requirements = 0;
    for (int r = 0; r < scenario->n_requirements; r++)
        if (asked_of[scenario->requirements[r].quantity] & served_by[kind]) line->requirements[line->n_requirements++] = text_copy(arena, scenario->requirements[r].id);
}

/* --- qualification ------------------------------------------------------------------------ */

const char *bom_line_node_qualification(const struct node_model *node, const struct stack_model *stack, struct arena *arena)
{
    for (int q = 0; q < node->n_qualification; q++) {
        const struct node_qualification *work = &node->qualification[q];
        if (!text_equal(work->stack_vendor, stack->vendor)) continue;
        if (!(work->time_s.value > 0.0)) return text_format(arena, "qualified under %s", stack->vendor);
        return text_format(arena, "%.0f d to go under %s", work->time_s.value / UNITS_DAY_S, stack->vendor);
    }
    return "no work stated";
}

const char *bom_line_nic_qualification(const struct nic_model *nic, struct arena *arena)
{
    static const char *const states[] = {[QUALIFIED] = "qualified", [QUALIFYING] = "in progress", [NOT_STARTED] = "not started"};
    const double left_s = nic->qualification_time_s.value;
    if (nic->qualification == QUALIFIED || !(left_s > 0.0)) return states[nic->qualification];
    return text_format(arena, "%s, %.0f d to go", states[nic->qualification], left_s / UNITS_DAY_S);
}
