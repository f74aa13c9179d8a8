#include "reports/elevation.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/floorplan.h"
#include "reports/mark.h"
#include "reports/names.h"
#include "reports/plot.h"
#include "reports/say.h"

enum { RACK_LEFT = 58, RACK_WIDTH = 300, POST = 14, RACK_TOP = 62, PANEL = 436, MOST_UNITS = 120, MOST_SLOTS = 100, MOST_BOXES = 1000, MOST_DEVICES = 10 };

static const struct svg_font unit_font = { .size = 11, .anchor = SVG_MIDDLE, .tick = true, .fill = SVG_MUTED }, small = { .size = 11.5, .fill = SVG_MUTED };
static const struct svg_paint frame = { .fill = "#ffffff", .stroke = SVG_INK, .stroke_width = 2.4 }, post = { .fill = "#e9ecef", .stroke = SVG_INK, .stroke_width = 0.8 };
static const struct svg_paint blank = { .fill = "#f6f8fa", .hatch = SVG_PLAIN, .stroke = SVG_LINE, .stroke_width = 0.8 };
static const struct svg_paint strip = { .fill = "#495057", .stroke = SVG_INK, .stroke_width = 0.8 };

struct view {
    const struct results *results;
    const struct result_rack_fill *fill; int32_t at;     /* plan.rack_fills[at] */
    struct arena *arena;
    struct svg *svg;
    double px, units;                        /* of one unit; of the rack */
    const struct result_rack_slot *devices[MOST_DEVICES]; int32_t counts[MOST_DEVICES]; int n_devices;     /* each kind once, from the floor up */
};

static bool sane(double value, double least, double most)
{
    return value >= least && value <= most;
}

static bool drawable(const struct result_rack_fill *fill)
{
    bool fits = sane(fill->ru_limit, 1.0, MOST_UNITS) && fill->n_slots > 0 && fill->n_slots <= MOST_SLOTS;
    for (int32_t s = 0; fits && s < fill->n_slots; s++)
        fits = sane(fill->slots[s].u, 0.0, 2.0 * MOST_UNITS) && sane(fill->slots[s].ru, 0.0, MOST_UNITS) && sane(fill->slots[s].count, 0.0, MOST_BOXES);
    return fits;
}

static const char *amount(const struct view *view, double value, enum unit unit, const char *field)
{
    return say_marked(view->arena, value, unit, "plan.rack_fills[%d].%s", (int)view->at, field);
}

/* Heights, of which half of one is said as 0.5. */
static const char *height(const struct view *view, double value, const char *field)
{
    return mark_as(view->arena, value, text_format(view->arena, "%g", value), "plan.rack_fills[%d].%s", (int)view->at, field);
}

static const char *slot_field(const struct view *view, const struct result_rack_slot *slot, const char *field)
{
    return text_format(view->arena, "slots[%d].%s", (int)(slot - view->fill->slots), field);
}

/* The upper edge of what ends `units` above the floor. */
static double top_of(const struct view *view, double units)
{
    return RACK_TOP + view->px * (view->units - fmin(units, view->units + 4.0));
}

/* --- devices ---------------------------------------------------------------------------------- */

static bool is_device(const struct result_rack_slot *slot)
{
    return !text_equal(slot->kind, "blank") && !text_equal(slot->kind, "reserved");
}

static int device_of(const struct view *view, const struct result_rack_slot *slot)
{
    for (int d = 0; d < view->n_devices; d++)
        if (text_equal(view->devices[d]->name, slot->name) && text_equal(view->devices[d]->pool, slot->pool) && text_equal(view->devices[d]->kind, slot->kind)) return d;
    return -1;
}

static void count_devices(struct view *view)
{
    for (int32_t s = 0; s < view->fill->n_slots; s++) {
        const struct result_rack_slot *slot = &view->fill->slots[s];
        if (!is_device(slot)) continue;
        int d = device_of(view, slot);
        if (d < 0 && view->n_devices == MOST_DEVICES) continue;
        if (d < 0) view->devices[d = view->n_devices++] = slot;
        view->counts[d] += (int32_t)slot->count;
    }
}

/* Told apart by hatch as well; switches are grey. */
static struct svg_paint device_paint(const struct view *view, int d)
{
    static const char *const colours[] = { "#cfe6f7", "#f9e3b4", "#c6e8dc", "#f0d6e4", "#f8f3b5" };
    static const enum svg_hatch hatches[] = { SVG_PLAIN, SVG_RISING, SVG_DOTS, SVG_UPRIGHT, SVG_FALLING };
    if (d < 0 || text_equal(view->devices[d]->kind, "switch")) return (struct svg_paint){ .fill = "#d3d9df", .stroke = SVG_INK, .stroke_width = 1 };
    return (struct svg_paint){ .fill = colours[d % 5], .hatch = hatches[d % 5], .stroke = SVG_INK, .stroke_width = 1, .data = true };
}

/* --- the rack --------------------------------------------------------------------------------- */

static void unit_numbers(const struct view *view)
{
    for (double u = 1.0; u <= view->units; u += 1.0) {
        const double y = top_of(view, u) + view->px / 2.0 + 4.0;
        const char *number = text_format(view->arena, "%.0f", u);
        svg_text(view->svg, RACK_LEFT - POST - 24, y, unit_font, number);
        svg_text(view->svg, RACK_LEFT + RACK_WIDTH + POST + 24, y, unit_font, number);
    }
}

/* Upright strips on alternating current, as many as are named and no more than two; a bus bar on direct current. */
static void feeds(const struct view *view)
{
    const double high = view->px * view->units;
    const bool bar = text_equal(view->fill->feed, "dc48");
    const int strips = view->fill->pdus >= 2.0 ? 2 : view->fill->pdus >= 1.0 ? 1 : 0;
    svg_rect(view->svg, RACK_LEFT - POST, RACK_TOP, POST, high, post);
    svg_rect(view->svg, RACK_LEFT + RACK_WIDTH, RACK_TOP, POST, high, post);
    for (int side = 0; side < (bar ? 1 : strips); side++) {
        const double x = side == 0 ? RACK_LEFT - POST - 12 : RACK_LEFT + RACK_WIDTH + POST + 3;
        svg_rect(view->svg, x, RACK_TOP + 12, 9, high - 24, strip);
        svg_text(view->svg, bar ? 8 : x + 4.5, RACK_TOP - 4, (struct svg_font){ .size = 11.5, .bold = true, .anchor = bar ? SVG_START : SVG_MIDDLE }, bar ? MARK_NAME("48 V bus bar") : side == 0 ? "PDU A" : "PDU B");
    }
}

static void slot_words(const struct view *view, const struct result_rack_slot *slot, int number, double y, double high)
{
    const double middle = y + high / 2.0 + 4.0;
    const char *watts = slot->max_w > 0.0 ? amount(view, slot->max_w, UNIT_WATTS, slot_field(view, slot, "max_w")) : "";
    if (text_equal(slot->kind, "blank") || text_equal(slot->kind, "reserved")) {
        const char *text = text_equal(slot->kind, "blank") ? text_format(view->arena, "blank panels, %s U", height(view, slot->ru, slot_field(view, slot, "ru"))) : text_format(view->arena, "reserved: %s, %s U", slot->name, height(view, slot->ru, slot_field(view, slot, "ru")));
        svg_text(view->svg, RACK_LEFT + RACK_WIDTH / 2.0, middle, (struct svg_font){ .size = 11.5, .anchor = SVG_MIDDLE, .fill = SVG_MUTED, .halo = true }, svg_text_cut(view->arena, text, 11.5, RACK_WIDTH - 10));
        return;
    }
    const char *name = mark_name(view->arena, text_format(view->arena, "%s %02d", slot->name, number));
    svg_text(view->svg, RACK_LEFT + 8, middle, (struct svg_font){ .size = 11.5, .bold = true, .halo = true }, svg_text_cut(view->arena, name, 11.5, RACK_WIDTH - 84));
    svg_text(view->svg, RACK_LEFT + RACK_WIDTH - 8, middle, (struct svg_font){ .size = 11.5, .anchor = SVG_END, .halo = true }, watts);
}

/* One of them, its foot `units` above the floor; `number`: which of its kind. */
static void draw_one(const struct view *view, const struct result_rack_slot *slot, double units, int number)
{
    const double y = top_of(view, units + slot->ru), high = top_of(view, units) - y;
    if (is_device(slot)) svg_rect(view->svg, RACK_LEFT + 1.5, y + 0.8, RACK_WIDTH - 3, fmax(1.0, high - 1.6), device_paint(view, device_of(view, slot)));
    else svg_rect(view->svg, RACK_LEFT, y, RACK_WIDTH, high, blank);
    for (double u = 1.0; u < slot->ru && text_equal(slot->kind, "blank"); u += 1.0) svg_line(view->svg, RACK_LEFT, y + view->px * u, RACK_LEFT + RACK_WIDTH, y + view->px * u, blank);
    if (high >= 10.0) slot_words(view, slot, number, y, high);
}

static void draw_slots(const struct view *view)
{
    int numbers[MOST_DEVICES + 1] = { 0 };
    for (int32_t s = 0; s < view->fill->n_slots; s++) {
        const struct result_rack_slot *slot = &view->fill->slots[s];
        const int d = is_device(slot) ? device_of(view, slot) : -1;
        for (double k = 0.0; k < slot->count; k += 1.0) draw_one(view, slot, slot->u - 1.0 + k * slot->ru, ++numbers[d < 0 ? MOST_DEVICES : d]);
    }
    const double floor = RACK_TOP + view->px * view->units;
    svg_rect(view->svg, RACK_LEFT, RACK_TOP, RACK_WIDTH, floor - RACK_TOP, (struct svg_paint){ .stroke = SVG_INK, .stroke_width = 2.4 });
    svg_line(view->svg, RACK_LEFT - 40, floor + 3, RACK_LEFT + RACK_WIDTH + 40, floor + 3, (struct svg_paint){ .stroke = SVG_INK, .stroke_width = 1.2 });
}

/* --- the panel beside it ---------------------------------------------------------------------- */

static double gauge(const struct view *view, double y, const char *name, const char *used_as, double used, const char *limit_as, double limit, enum unit unit, const char *suffix)
{
    const double width = PLOT_WIDTH - PANEL - 12, part = limit > 0.0 ? used / limit : (double)NAN;
    const char *of = limit > 0.0 ? text_format(view->arena, "%s of %s%s (%s)", amount(view, used, unit, used_as), amount(view, limit, unit, limit_as), suffix,
                                               mark_as(view->arena, fmin(99.0, part), text_format(view->arena, "%.0f %%", 100.0 * fmin(99.0, part)), "plan.rack_fills[%d].%s.share", (int)view->at, used_as))
                                 : text_format(view->arena, "%s%s, no limit known", amount(view, used, unit, used_as), suffix);
    svg_text(view->svg, PANEL, y, (struct svg_font){ .size = 12.5, .bold = true }, name);
    svg_text(view->svg, PANEL + width, y, (struct svg_font){ .size = 12.5, .anchor = SVG_END }, of);
    svg_rect(view->svg, PANEL, y + 6, width, 13, (struct svg_paint){ .fill = "#eef1f4", .stroke = SVG_MUTED });
    if (part > 0.0) svg_rect(view->svg, PANEL, y + 6, width * fmin(1.0, part), 13, (struct svg_paint){ .fill = part > 1.0 + 1e-9 ? SVG_VERMILLION : SVG_BLUE, .hatch = part > 1.0 + 1e-9 ? SVG_CROSSED : SVG_PLAIN, .data = true });
    svg_line(view->svg, PANEL + width, y + 3, PANEL + width, y + 22, (struct svg_paint){ .stroke = SVG_INK, .stroke_width = 2 });
    return y + 42;
}

static double line(const struct view *view, double y, struct svg_font font, const char *text)
{
    svg_text(view->svg, PANEL, y, font, svg_text_cut(view->arena, svg_words(view->svg, text), font.size, 1.08 * (PLOT_WIDTH - PANEL - 8)));
    return y + 17;
}

static double device_lines(const struct view *view, int d, double y)
{
    const struct result_rack_slot *slot = view->devices[d];
    struct arena *arena = view->arena;
    svg_rect(view->svg, PANEL, y - 12, 26, 15, device_paint(view, d));
    svg_text(view->svg, PANEL + 34, y, (struct svg_font){ .size = 12.5, .bold = true }, svg_text_cut(arena, svg_words(view->svg, text_format(arena, "%s \xC3\x97 %s", amount(view, view->counts[d], UNIT_COUNT, slot_field(view, slot, "of_its_kind")), slot->name)), 12.5, 1.08 * (PLOT_WIDTH - PANEL - 40)));
    const char *of = *slot->pool ? text_format(arena, "%s of pool %s", text_equal(slot->kind, "front_end") ? "front end" : "node", slot->pool) : "top-of-rack switch";
    y = line(view, y + 16, small, of);
    const char *kg = slot->kg > 0.0 ? text_format(arena, ", %s", amount(view, slot->kg, UNIT_KILOGRAMS, slot_field(view, slot, "kg"))) : "";
    const char *ports = slot->ports > 0.0 ? text_format(arena, ", %s", say_count_marked(arena, slot->ports, "port", "plan.rack_fills[%d].%s", (int)view->at, slot_field(view, slot, "ports"))) : "";
    return line(view, y - 1, small, text_format(arena, "each %s U, %s at most%s%s", height(view, slot->ru, slot_field(view, slot, "ru")), amount(view, slot->max_w, UNIT_WATTS, slot_field(view, slot, "max_w")), kg, ports)) + 6;
}

/* The first and the last rack of this type on the floor. */
static const char *where(const struct view *view, int32_t fill)
{
    const struct result_layout *l = &view->results->layout;
    const struct result_layout_run *first = NULL, *last = NULL;
    for (int32_t k = 0; k < l->n_runs; k++) {
        if (!(l->runs[k].fill == fill)) continue;
        if (!first) first = &l->runs[k];
        last = &l->runs[k];
    }
    if (!first) return "stands nowhere on the floor plan";
    const char *from = text_format(view->arena, "%s-%02.0f", first->row, first->position), *to = text_format(view->arena, "%s-%02.0f", last->row, last->position + last->count - 1.0);
    const char *begins = mark_name(view->arena, from);
    return text_equal(from, to) ? text_format(view->arena, "stands at %s", begins) : text_format(view->arena, "from %s to %s", begins, mark_name(view->arena, to));
}

static void notes(const struct view *view, double y)
{
    const struct result_rack_fill *f = view->fill;
    struct arena *arena = view->arena;
    const char *lines[] = {
        f->uplinks > 0.0 ? text_format(arena, "%s of the ports are uplinks.", amount(view, f->uplinks, UNIT_COUNT, "uplinks")) : "",
        f->empty_kg > 0.0 ? text_format(arena, "With the rack's own %s it stands at %s.", amount(view, f->empty_kg, UNIT_KILOGRAMS, "empty_kg"), amount(view, f->kg + f->empty_kg, UNIT_KILOGRAMS, "standing_kg")) : "",
        f->pdus > 0.0 ? text_format(arena, "%s %s, upright, " MARK_NAME("0 U") ".", amount(view, f->pdus, UNIT_COUNT, "pdus"), f->pdu) : "",
        text_format(arena, "Counted: %s U and %s that the rack keeps", height(view, f->reserved_ru, "reserved_ru"), amount(view, f->reserved_w, UNIT_WATTS, "reserved_w")), "for switches, cables and losses.",
        "Which box stands where is this program's", "choice: the heaviest lowest." };
    for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++)
        if (*lines[k]) y = line(view, y, small, lines[k]);
}

static void panel(const struct view *view, int32_t fill)
{
    const struct result_rack_fill *f = view->fill;
    struct arena *arena = view->arena;
    double y = RACK_TOP + 4;
    svg_rect(view->svg, PANEL, y - 12, 26, 15, (struct svg_paint){ .fill = floorplan_colour(fill), .stroke = SVG_INK, .stroke_width = 0.8 });
    svg_text(view->svg, PANEL + 34, y, (struct svg_font){ .size = 13, .bold = true }, text_format(arena, "%s of this type", say_count_marked(arena, f->count, "rack", "plan.rack_fills[%d].count", (int)view->at)));
    y = line(view, y + 18, small, text_format(arena, "%s, %s", f->rack, where(view, fill))) + 12;
    y = gauge(view, y, "height", "ru", f->ru, "ru_limit", f->ru_limit, UNIT_NUMBER, " U");
    y = gauge(view, y, "power", "draw_w", f->draw_w, "w_limit", f->w_limit, UNIT_WATTS, "");
    y = gauge(view, y, "weight", "kg", f->kg, "kg_limit", f->kg_limit, UNIT_KILOGRAMS, "");
    y = gauge(view, y, "switch ports", "ports", f->ports, "port_limit", f->port_limit, UNIT_NUMBER, "") + 6;
    for (int d = view->n_devices - 1; d >= 0; d--) y = device_lines(view, d, y);
    notes(view, y + 4);
}

/* --- the sheet -------------------------------------------------------------------------------- */

static const char *says(const struct view *view, int32_t fill)
{
    struct arena *arena = view->arena;
    const struct result_rack_fill *f = view->fill;
    struct text held = text_new(arena);
    for (int32_t c = 0; c < f->n_content; c++)
        text_printf(&held, "%s%s %s", c ? " and " : "", amount(view, f->content[c].count, UNIT_COUNT, text_format(arena, "content[%d].count", (int)c)), f->content[c].node);
    return text_format(arena, "%s, %s: %s in a rack of %s U. It uses %s U, %s of %s, %s of %s, %s of %s switch ports.",
        mark_name(arena, text_format(arena, "Rack type %d", (int)fill + 1)), say_count_marked(arena, f->count, "rack", "plan.rack_fills[%d].count", (int)view->at), held.bytes,
        height(view, f->ru_limit, "ru_limit"), height(view, f->ru, "ru"),
        amount(view, f->draw_w, UNIT_WATTS, "draw_w"), amount(view, f->w_limit, UNIT_WATTS, "w_limit"), amount(view, f->kg, UNIT_KILOGRAMS, "kg"), amount(view, f->kg_limit, UNIT_KILOGRAMS, "kg_limit"),
        amount(view, f->ports, UNIT_NUMBER, "ports"), amount(view, f->port_limit, UNIT_NUMBER, "port_limit"));
}

struct charts_drawing elevation_draw(const struct results *results, int32_t fill, struct arena *arena)
{
    struct charts_drawing drawing = { .id = text_format(arena, "figure-elevation-%d", (int)fill + 1), .title = text_format(arena, "%s from the front", mark_name(arena, text_format(arena, "Rack type %d", (int)fill + 1))), .says = "" };
    if (fill < 0 || fill >= results->plan.n_rack_fills || !drawable(&results->plan.rack_fills[fill])) return drawing;
    struct view view = { .results = results, .fill = &results->plan.rack_fills[fill], .at = fill, .arena = arena };
    view.units = ceil(view.fill->ru_limit);
    view.px = view.units <= 60.0 ? 16.0 : 12.0;
    count_devices(&view);
    drawing.says = says(&view, fill);
    const double rack = RACK_TOP + view.px * view.units + 14, panel_end = RACK_TOP + 320 + 56.0 * view.n_devices;
    struct plot plot = plot_begin(arena, drawing.id, fmax(rack, panel_end), drawing.title, drawing.says);
    view.svg = &plot.svg;
    plot.svg.names = names_of(results, arena);
    svg_text(view.svg, 8, 38, small, "units counted from the floor; watts at most");
    svg_rect(view.svg, RACK_LEFT, RACK_TOP, RACK_WIDTH, view.px * view.units, frame);
    feeds(&view);
    unit_numbers(&view);
    draw_slots(&view);
    panel(&view, fill);
    drawing.svg = svg_end(view.svg);
    return drawing;
}
