#include "reports/floorplan.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "reports/kpi.h"
#include "reports/mark.h"
#include "reports/names.h"
#include "reports/plot.h"
#include "reports/say.h"

enum { LEFT = 46, RIGHT = 46, TOP = 66, LINE = 19, MOST_TILES = 4000, MOST_ROWS = 20000, MOST_LEGEND = 12 };

static const struct svg_font muted = { .size = 11.5, .fill = SVG_MUTED }, words = { .size = 12.5 };
static const struct svg_paint cold = { .fill = "#e3f1fb" }, hot = { .fill = "#f3d9c6", .hatch = SVG_DOTS }, wall = { .fill = "#ffffff", .stroke = SVG_INK, .stroke_width = 1.6 };
static const struct svg_paint grid_line = { .stroke = "#e6e9ed", .stroke_width = 0.6 }, divider = { .fill = "none", .stroke = "#ffffff", .stroke_width = 0.9 };
static const struct svg_paint front = { .stroke = SVG_INK, .stroke_width = 2.2 }, empty = { .fill = "#ffffff", .stroke = SVG_MUTED, .stroke_width = 0.8, .dash = "3 2" };
static const struct svg_paint obstacle_paint = { .fill = SVG_INK, .hatch = SVG_CROSSED, .stroke = SVG_INK };

struct floor {
    const struct results *results;
    const struct result_layout *layout;
    struct arena *arena;
    struct svg *svg;
    double px;                               /* a tile's side as drawn */
    int32_t *phase;                          /* of each delivery: its hatch */
    int32_t n_phases;                        /* hatches in use: what no delivery brings is one */
    bool from_start;                         /* some racks stand from the start */
    bool density_beside;                     /* watts a tile stand right of the rows, not in their labels */
};

const char *floorplan_colour(int32_t fill)
{
    static const char *const colours[] = { SVG_SKY, SVG_ORANGE, SVG_GREEN, SVG_PURPLE, SVG_YELLOW, SVG_BLUE, SVG_VERMILLION, SVG_GREY };
    return colours[fill < 0 ? 0 : fill % 8];
}

/* --- what can be drawn ------------------------------------------------------------------------ */

static bool sane(double value, double least, double most)
{
    return value >= least && value <= most;
}

static bool row_fits(const struct result_layout *layout, const struct result_layout_row *row)
{
    return sane(row->x, 0.0, layout->width_tiles) && sane(row->y, 0.0, layout->depth_tiles);
}

/* A file may say anything. */
static bool drawable(const struct result_layout *l)
{
    bool fits = l->n_rows > 0 && l->n_rows <= MOST_ROWS && l->n_runs > 0 && l->n_runs <= MOST_ROWS && sane(l->tile_m, 0.01, 100.0) && sane(l->width_tiles, 1.0, MOST_TILES)
        && sane(l->depth_tiles, 1.0, MOST_TILES) && sane(l->rack_width_tiles, 1.0, 100.0) && sane(l->rack_depth_tiles, 1.0, 100.0) && sane(l->row_positions, 1.0, MOST_TILES)
        && sane(l->cold_aisle_tiles, 0.0, 100.0) && sane(l->hot_aisle_tiles, 0.0, 100.0) && sane(l->bays, 1.0, MOST_TILES);
    for (int32_t r = 0; fits && r < l->n_rows; r++) fits = row_fits(l, &l->rows[r]);
    for (int32_t k = 0; fits && k < l->n_runs; k++) fits = sane(l->runs[k].position, 1.0, l->row_positions) && sane(l->runs[k].count, 1.0, l->row_positions) && sane(l->runs[k].fill, 0.0, 10000.0);
    for (int32_t o = 0; fits && o < l->n_obstacles; o++)
        fits = sane(l->obstacles[o].x, 0.0, MOST_TILES) && sane(l->obstacles[o].y, 0.0, MOST_TILES) && sane(l->obstacles[o].width, 0.0, MOST_TILES) && sane(l->obstacles[o].depth, 0.0, MOST_TILES);
    return fits;
}

static double at_x(const struct floor *floor, double tiles) { return LEFT + floor->px * tiles; }
static double at_y(const struct floor *floor, double tiles) { return TOP + floor->px * tiles; }

/* --- deliveries as layers --------------------------------------------------------------------- */

static int32_t delivery_of(const struct floor *floor, const struct result_layout_run *run)
{
    return sane(run->delivery, 0.0, floor->results->delivery.n_items - 1) ? (int32_t)run->delivery : -1;
}

/* Hatches in the order in which deliveries first appear on the floor; plain is the first. */
static void layers(struct floor *floor)
{
    const int32_t n = floor->results->delivery.n_items;
    floor->phase = ARENA_ARRAY(floor->arena, int32_t, n + 1);
    for (int32_t d = 0; d < n; d++) floor->phase[d] = -1;
    for (int32_t k = 0; k < floor->layout->n_runs; k++) floor->from_start = floor->from_start || delivery_of(floor, &floor->layout->runs[k]) < 0;
    floor->n_phases = floor->from_start ? 1 : 0;
    for (int32_t k = 0; k < floor->layout->n_runs; k++) {
        const int32_t d = delivery_of(floor, &floor->layout->runs[k]);
        if (d >= 0 && floor->phase[d] < 0) floor->phase[d] = floor->n_phases++;
    }
}

static enum svg_hatch hatch_of(const struct floor *floor, int32_t delivery)
{
    static const enum svg_hatch hatches[] = { SVG_PLAIN, SVG_RISING, SVG_DOTS, SVG_UPRIGHT, SVG_FALLING, SVG_CROSSED };
    return delivery < 0 ? SVG_PLAIN : hatches[floor->phase[delivery] % 6];
}

/* --- the hall --------------------------------------------------------------------------------- */

/* Tiles so small that words don't fit an aisle: rows then go by their line's number at the side and their bay's letter above. */
static bool crowded(const struct floor *floor)
{
    return floor->px * fmin(floor->layout->cold_aisle_tiles, floor->layout->hot_aisle_tiles) < 13.0;
}

static void grid(const struct floor *floor)
{
    const struct result_layout *l = floor->layout;
    const double each = floor->px >= 7.0 ? 1.0 : floor->px >= 1.5 ? 5.0 : 50.0, ruler = floor->px >= 5.0 ? 5.0 : floor->px >= 2.0 ? 20.0 : 100.0;
    for (double x = each; x < l->width_tiles; x += each) svg_line(floor->svg, at_x(floor, x), at_y(floor, 0), at_x(floor, x), at_y(floor, l->depth_tiles), grid_line);
    for (double y = each; y < l->depth_tiles; y += each) svg_line(floor->svg, at_x(floor, 0), at_y(floor, y), at_x(floor, l->width_tiles), at_y(floor, y), grid_line);
    for (double x = 0.0; x <= l->width_tiles; x += ruler)
        svg_text(floor->svg, at_x(floor, x), TOP - 6, (struct svg_font){ .size = 11, .anchor = SVG_MIDDLE, .tick = true, .fill = SVG_MUTED }, text_format(floor->arena, "%.0f", x));
    for (double y = 0.0; y <= l->depth_tiles && !crowded(floor); y += ruler)
        svg_text(floor->svg, LEFT - 6, at_y(floor, y) + 4, (struct svg_font){ .size = 11, .anchor = SVG_END, .tick = true, .fill = SVG_MUTED }, text_format(floor->arena, "%.0f", y));
}

static double row_width(const struct result_layout *l) { return l->row_positions * l->rack_width_tiles; }

/* In front of the row and behind it; two rows that face each other paint the same aisle. */
static void aisles(const struct floor *floor, const struct result_layout_row *row)
{
    const struct result_layout *l = floor->layout;
    const double back = row->y + l->rack_depth_tiles;
    const bool down = text_equal(row->front, "down");
    const double cold_y = down ? back : row->y - l->cold_aisle_tiles, hot_y = down ? row->y - l->hot_aisle_tiles : back;
    svg_rect(floor->svg, at_x(floor, row->x), at_y(floor, fmax(0.0, cold_y)), floor->px * row_width(l), floor->px * l->cold_aisle_tiles, cold);
    svg_rect(floor->svg, at_x(floor, row->x), at_y(floor, fmax(0.0, hot_y)), floor->px * row_width(l), floor->px * l->hot_aisle_tiles, hot);
}

static void positions(const struct floor *floor, const struct result_layout_row *row)
{
    struct svg_paint room = empty;
    room.data = true;
    const struct result_layout *l = floor->layout;
    svg_rect(floor->svg, at_x(floor, row->x), at_y(floor, row->y), floor->px * row_width(l), floor->px * l->rack_depth_tiles, room);
}

/* --- racks ------------------------------------------------------------------------------------ */

static const struct result_layout_row *row_named(const struct result_layout *l, const char *name)
{
    for (int32_t r = 0; r < l->n_rows; r++)
        if (text_equal(l->rows[r].name, name)) return &l->rows[r];
    return NULL;
}

/* Lines between the racks of a run, as one path. */
static void dividers(const struct floor *floor, double x, double y, double width, double depth, int32_t racks)
{
    double *xs = ARENA_ARRAY(floor->arena, double, 3 * racks), *ys = ARENA_ARRAY(floor->arena, double, 3 * racks);
    int n = 0;
    for (int32_t k = 1; k < racks; k++) {
        const double at = x + width * k / racks, points[][2] = { { at, y }, { at, y + depth }, { (double)NAN, (double)NAN } };
        for (int p = 0; p < 3; p++, n++) { xs[n] = points[p][0]; ys[n] = points[p][1]; }
    }
    if (n > 0) svg_path(floor->svg, xs, ys, n, false, divider);
}

static void draw_run(const struct floor *floor, const struct result_layout_run *run)
{
    const struct result_layout *l = floor->layout;
    const struct result_layout_row *row = row_named(l, run->row);
    if (!row) return;
    const int32_t fill = (int32_t)run->fill, racks = (int32_t)fmin(run->count, l->row_positions - run->position + 1.0);
    const double x = at_x(floor, row->x + (run->position - 1.0) * l->rack_width_tiles), y = at_y(floor, row->y);
    const double width = floor->px * l->rack_width_tiles * racks, depth = floor->px * l->rack_depth_tiles;
    const double front_y = text_equal(row->front, "down") ? y + depth : y;
    svg_rect(floor->svg, x, y, width, depth, (struct svg_paint){ .fill = floorplan_colour(fill), .hatch = hatch_of(floor, delivery_of(floor, run)), .stroke = SVG_INK, .stroke_width = 0.8, .data = true });
    if (floor->px * l->rack_width_tiles >= 3.0) dividers(floor, x, y, width, depth, racks);
    svg_line(floor->svg, x, front_y, x + width, front_y, front);
    const char *type = mark_name(floor->arena, text_format(floor->arena, "%d", (int)fill + 1));
    if (width >= svg_text_width(type, 11.5) + 1 && depth >= 12.0)
        svg_text(floor->svg, x + fmin(width, floor->px * l->rack_width_tiles) / 2.0, y + depth / 2.0 + 4.0, (struct svg_font){ .size = 11.5, .bold = true, .anchor = SVG_MIDDLE, .halo = true }, type);
}

/* --- rows in words ---------------------------------------------------------------------------- */

/* What is worth most first: who runs out of room leaves the end away. */
enum { ROW_PIECES = 4 };
static const char *of_row(struct arena *arena, const struct result_layout_row *row, double value, enum unit unit, const char *field)
{
    return say_marked(arena, value, unit, "layout.rows.%s.%s", row->name, field);
}

static int row_pieces(const struct floor *floor, const struct result_layout_row *row, const char *pieces[ROW_PIECES])
{
    struct arena *arena = floor->arena;
    const double limit = floor->layout->row_limit_w;
    int n = 0;
    if (!(row->racks > 0.0)) {
        pieces[n++] = text_format(arena, "%s: no rack", mark_name(arena, row->name));
        return n;
    }
    pieces[n++] = text_format(arena, "%s: %s", mark_name(arena, row->name), of_row(arena, row, row->draw_w, UNIT_WATTS, "draw_w"));
    if (limit > 0.0) pieces[n++] = text_format(arena, " (%s)", mark_as(arena, fmin(99.0, row->draw_w / limit), text_format(arena, "%.0f %%", 100.0 * fmin(99.0, row->draw_w / limit)), "layout.rows.%s.of_limit", row->name));
    pieces[n++] = text_format(arena, ", %s", say_count_marked(arena, row->racks, "rack", "layout.rows.%s.racks", row->name));
    if (!floor->density_beside) pieces[n++] = text_format(arena, ", %s/tile", of_row(arena, row, row->draw_w_per_tile, UNIT_WATTS, "draw_w_per_tile"));
    return n;
}

/* Widths are guessed on the safe side. */
static bool fits(const char *text, double width) { return svg_text_width(text, 11.5) <= 1.06 * width; }

static const char *joined(const struct floor *floor, const char *const *pieces, int n, double width, int *taken)
{
    const char *text = "";
    for (*taken = 0; *taken < n; ++*taken) {
        const char *piece = pieces[*taken], *longer = text_format(floor->arena, "%s%s", text, *text ? piece : piece + strspn(piece, ", "));
        if (!fits(longer, width)) break;
        text = longer;
    }
    return text;
}

/* In tiles: where the aisle from `top` to `bottom` is free from `from` on, to the next obstacle or to `end`; *after: behind that. */
static double free_until(const struct result_layout *l, double top, double bottom, double from, double end, double *after)
{
    double until = end;
    *after = end;
    for (int32_t o = 0; o < l->n_obstacles; o++) {
        const struct result_layout_obstacle *at = &l->obstacles[o];
        if (at->y >= bottom || at->y + at->depth <= top || at->x + at->width <= from || at->x >= until) continue;
        until = fmax(from, at->x);
        *after = at->x + at->width;
    }
    return until;
}

/* In the aisle below the row, as much as fits between what stands there. */
static void label(const struct floor *floor, const struct result_layout_row *row)
{
    const struct result_layout *l = floor->layout;
    const char *pieces[ROW_PIECES];
    const double top = row->y + l->rack_depth_tiles, bottom = top + (text_equal(row->front, "down") ? l->cold_aisle_tiles : l->hot_aisle_tiles);
    const double y = at_y(floor, (top + bottom) / 2.0) + 4.0, end = row->x + row_width(l);
    const int n = row_pieces(floor, row, pieces);
    int said = 0, taken;
    for (double from = row->x, after; said < n && from < end; from = after, said += taken) {
        const double until = free_until(l, top, bottom, from, end, &after);
        const char *text = joined(floor, pieces + said, n - said, floor->px * (until - from) - 4.0, &taken);
        if (taken > 0) svg_text(floor->svg, at_x(floor, from) + 3, y, (struct svg_font){ .size = 11.5, .halo = true }, text);
    }
}

/* Right of the row, in kilowatts: where tiles are too small for it to stand in every label. */
static void density(const struct floor *floor, const struct result_layout_row *row)
{
    const struct result_layout *l = floor->layout;
    const double kw = fmin(row->draw_w_per_tile / 1000.0, 999.0);
    const char *text = mark_as(floor->arena, kw, text_format(floor->arena, "%.1f", kw), "layout.rows.%s.draw_kw_per_tile", row->name);
    const double left = row->x + row_width(l);
    double right = l->width_tiles;
    for (int32_t r = 0; r < l->n_rows; r++)
        if (fabs(l->rows[r].y - row->y) < l->rack_depth_tiles && l->rows[r].x >= left) right = fmin(right, l->rows[r].x);
    if (row->racks > 0.0 && svg_text_width(text, 11) + 2.0 <= 1.06 * floor->px * (right - left))
        svg_text(floor->svg, at_x(floor, left) + 2.0, at_y(floor, row->y + l->rack_depth_tiles / 2.0) + 4.0, (struct svg_font){ .size = 11, .fill = SVG_MUTED }, text);
}

/* Does some row's label have no room for its watts a tile? */
static bool beside(const struct floor *floor)
{
    const double width = floor->px * row_width(floor->layout) - 4.0;
    if (crowded(floor)) return true;
    for (int32_t r = 0; r < floor->layout->n_rows; r++) {
        const char *pieces[ROW_PIECES];
        int taken;
        const int n = row_pieces(floor, &floor->layout->rows[r], pieces);
        joined(floor, pieces, n, width, &taken);
        if (taken < n) return true;
    }
    return false;
}

/* A row's letter over its bay, its number beside its line. */
static void short_label(const struct floor *floor, const struct result_layout_row *row)
{
    const struct result_layout *l = floor->layout;
    const double y = at_y(floor, row->y + l->rack_depth_tiles / 2.0) + 4.0;
    if (row == l->rows || row->y > row[-1].y)
        svg_text(floor->svg, LEFT - 6, y, (struct svg_font){ .size = 11, .anchor = SVG_END }, *row->name ? row->name + 1 : "");
    if (row->y <= l->rows[0].y)
        svg_text(floor->svg, at_x(floor, row->x + row_width(l) / 2.0), TOP + 11, (struct svg_font){ .size = 12.5, .bold = true, .anchor = SVG_MIDDLE, .halo = true }, text_format(floor->arena, "%.1s", row->name));
}

static void rows(const struct floor *floor)
{
    const struct result_layout *l = floor->layout;
    for (int32_t r = 0; r < l->n_rows; r++) aisles(floor, &l->rows[r]);
    grid(floor);
    for (int32_t r = 0; r < l->n_rows; r++) positions(floor, &l->rows[r]);
    for (int32_t k = 0; k < l->n_runs; k++) draw_run(floor, &l->runs[k]);
    for (int32_t o = 0; o < l->n_obstacles; o++) {
        const struct result_layout_obstacle *at = &l->obstacles[o];
        if (at->x > l->width_tiles || at->y > l->depth_tiles) continue;
        svg_rect(floor->svg, at_x(floor, at->x), at_y(floor, at->y), floor->px * fmin(at->width, l->width_tiles - at->x), floor->px * fmin(at->depth, l->depth_tiles - at->y), obstacle_paint);
    }
    svg_rect(floor->svg, at_x(floor, 0), at_y(floor, 0), floor->px * l->width_tiles, floor->px * l->depth_tiles, (struct svg_paint){ .stroke = SVG_INK, .stroke_width = 2 });
    for (int32_t r = 0; r < l->n_rows; r++) {
        if (crowded(floor)) short_label(floor, &l->rows[r]);
        else label(floor, &l->rows[r]);
        if (floor->density_beside) density(floor, &l->rows[r]);
    }
}

/* --- the legend ------------------------------------------------------------------------------- */

static const char *content(struct arena *arena, const struct result_rack_fill *fill, int32_t at)
{
    struct text out = text_new(arena);
    for (int32_t i = 0; i < fill->n_content; i++)
        text_printf(&out, "%s%s %s", i ? " + " : "", say_marked(arena, fill->content[i].count, UNIT_COUNT, "plan.rack_fills[%d].content[%d].count", (int)at, (int)i), fill->content[i].node);
    return out.length ? out.bytes : "empty";
}

/* The pools that have a part in it. */
static const char *pools(struct arena *arena, const struct result_rack_fill *fill)
{
    struct text out = text_new(arena);
    for (int32_t i = 0; i < fill->n_content; i++) {
        bool again = false;
        for (int32_t before = 0; before < i; before++) again = again || text_equal(fill->content[before].pool, fill->content[i].pool);
        if (!again) text_printf(&out, "%s%s", out.length ? " + " : "", fill->content[i].pool);
    }
    return out.bytes;
}

static void key(const struct floor *floor, double y, struct svg_paint paint, const char *number, const char *text)
{
    svg_rect(floor->svg, 8, y - 12, 26, 15, paint);
    if (*number) svg_text(floor->svg, 21, y, (struct svg_font){ .size = 11.5, .bold = true, .anchor = SVG_MIDDLE, .halo = true }, number);
    svg_text(floor->svg, 42, y, words, svg_text_cut(floor->arena, svg_words(floor->svg, text), 12.5, PLOT_WIDTH - 50));
}

/* Of a type with one rack: which, as it may be too small to find. */
static const char *stands_at(const struct floor *floor, int32_t fill)
{
    if (floor->results->plan.rack_fills[fill].count > 1.0) return "";
    for (int32_t k = 0; k < floor->layout->n_runs; k++)
        if ((int32_t)floor->layout->runs[k].fill == fill) return text_format(floor->arena, " (%s)", mark_name(floor->arena, text_format(floor->arena, "%s-%02.0f", floor->layout->runs[k].row, floor->layout->runs[k].position)));
    return "";
}

static double types(const struct floor *floor, double y)
{
    const struct result_plan *plan = &floor->results->plan;
    for (int32_t f = 0; f < plan->n_rack_fills && f < MOST_LEGEND; f++, y += LINE) {
        const struct result_rack_fill *fill = &plan->rack_fills[f];
        key(floor, y, (struct svg_paint){ .fill = floorplan_colour(f), .stroke = SVG_INK, .stroke_width = 0.8 }, mark_name(floor->arena, text_format(floor->arena, "%d", (int)f + 1)),
            text_format(floor->arena, "%s: %s (%s); %s%s, %s each", mark_name(floor->arena, text_format(floor->arena, "rack type %d", (int)f + 1)), content(floor->arena, fill, f), pools(floor->arena, fill),
                        say_count_marked(floor->arena, fill->count, "rack", "plan.rack_fills[%d].count", (int)f), stands_at(floor, f), say_marked(floor->arena, fill->draw_w, UNIT_WATTS, "plan.rack_fills[%d].draw_w", (int)f)));
    }
    if (plan->n_rack_fills <= MOST_LEGEND) return y;
    svg_text(floor->svg, 42, y, words, text_format(floor->arena, "%s more rack types stand in the table", say_marked(floor->arena, plan->n_rack_fills - MOST_LEGEND, UNIT_COUNT, "figure-floor-plan.more_types")));
    return y + LINE;
}

static double phases(const struct floor *floor, double y)
{
    const struct result_delivery *delivery = &floor->results->delivery;
    if (floor->n_phases < 2) return y;
    if (floor->from_start) {
        key(floor, y, (struct svg_paint){ .fill = SVG_GREY, .stroke = SVG_INK, .stroke_width = 0.8 }, "", "plain: stands from the start");
        y += LINE;
    }
    for (int32_t d = 0; d < delivery->n_items && d < MOST_LEGEND; d++) {
        const struct result_delivery_item *item = &delivery->items[d];
        if (floor->phase[d] < 0) continue;
        key(floor, y, (struct svg_paint){ .fill = SVG_GREY, .hatch = hatch_of(floor, d), .stroke = SVG_INK, .stroke_width = 0.8 }, "",
            text_format(floor->arena, "%s: %s of pool %s, %s %s; in service by %s as likely as not", mark_name(floor->arena, text_format(floor->arena, "delivery %d", (int)d + 1)), say_marked(floor->arena, item->share, UNIT_FRACTION, "delivery.items[%d].share", (int)d), item->pool, item->kind, say_text(item->from), say_text(item->p50)));
        y += LINE;
    }
    return y;
}

static const char *obstacle_words(const struct floor *floor)
{
    const struct result_layout *l = floor->layout;
    int32_t columns = 0;
    for (int32_t o = 0; o < l->n_obstacles; o++) columns += text_equal(l->obstacles[o].name, "column");
    const char *one = say_count_marked(floor->arena, columns, "column", "layout.obstacles.columns"), *other = say_count_marked(floor->arena, l->n_obstacles - columns, "other obstacle", "layout.obstacles.others");
    return columns == 0 ? other : columns == l->n_obstacles ? one : text_format(floor->arena, "%s, %s", one, other);
}

static double surroundings(const struct floor *floor, double y)
{
    const struct result_layout *l = floor->layout;
    const double at[] = { 8, 190, 372, 540 };
    svg_rect(floor->svg, at[0], y - 12, 26, 15, cold);
    svg_text(floor->svg, at[0] + 34, y, words, "cold aisle");
    svg_rect(floor->svg, at[1], y - 12, 26, 15, hot);
    svg_text(floor->svg, at[1] + 34, y, words, "hot aisle (dotted)");
    svg_line(floor->svg, at[2], y - 5, at[2] + 26, y - 5, front);
    svg_text(floor->svg, at[2] + 34, y, words, "front of racks");
    svg_rect(floor->svg, at[3], y - 12, 26, 15, empty);
    svg_text(floor->svg, at[3] + 34, y, words, "free position");
    y += LINE;
    if (l->n_obstacles == 0) return y;
    svg_rect(floor->svg, 15, y - 11, 12, 12, obstacle_paint);
    svg_text(floor->svg, 42, y, words, text_format(floor->arena, "%s: no rack there", obstacle_words(floor)));
    return y + LINE;
}

static void scale(const struct floor *floor, double y)
{
    const double tiles = floor->px >= 5.0 ? 10.0 : 50.0, width = floor->px * tiles, x = PLOT_WIDTH - RIGHT - width;
    svg_line(floor->svg, x, y, x + width, y, front);
    svg_line(floor->svg, x, y - 4, x, y + 4, front);
    svg_line(floor->svg, x + width, y - 4, x + width, y + 4, front);
    svg_text(floor->svg, x - 8, y + 4, (struct svg_font){ .size = 11.5, .anchor = SVG_END, .tick = true }, text_format(floor->arena, "%.0f tiles, %.3g m", tiles, tiles * floor->layout->tile_m));
}

static double gpu_block(const struct floor *floor, double y)
{
    const struct results *r = floor->results;
    if (!(r->plan.gpu_racks > 0.0)) return y;
    svg_rect(floor->svg, LEFT, y, PLOT_WIDTH - LEFT - RIGHT, 40, (struct svg_paint){ .fill = "#dfe3e8", .hatch = SVG_UPRIGHT, .stroke = SVG_INK, .stroke_width = 1.2 });
    svg_text(floor->svg, PLOT_WIDTH / 2.0, y + 17, (struct svg_font){ .size = 12.5, .bold = true, .anchor = SVG_MIDDLE, .halo = true },
             text_format(floor->arena, "%s GPU racks stand apart (%s): %s floor tiles, %s at most", kpi_text(floor->arena, r, KPI_GPU_RACKS), say_text(r->scenario.gpu_model), kpi_text(floor->arena, r, KPI_GPU_FLOOR_TILES), kpi_text(floor->arena, r, KPI_GPU_MAX)));
    svg_text(floor->svg, PLOT_WIDTH / 2.0, y + 33, (struct svg_font){ .size = 11.5, .anchor = SVG_MIDDLE, .halo = true }, "counted, not laid out: one block, not to scale");
    return y + 58;
}

/* --- the sheet -------------------------------------------------------------------------------- */

/* The largest tile with which the hall fits the width and about a page's height; small halls are not blown up. */
static double tile_px(const struct result_layout *l)
{
    const double wide = (PLOT_WIDTH - LEFT - RIGHT) / l->width_tiles, high = 1400.0 / l->depth_tiles;
    return fmin(18.0, fmin(wide, high));
}

static int legend_lines(const struct floor *floor)
{
    const struct result_plan *plan = &floor->results->plan;
    const int n_types = plan->n_rack_fills > MOST_LEGEND ? MOST_LEGEND + 1 : plan->n_rack_fills;
    return n_types + (floor->n_phases < 2 ? 0 : floor->n_phases) + 1 + (floor->layout->n_obstacles > 0 ? 1 : 0);
}

static const char *says(const struct results *r, struct arena *arena)
{
    const struct result_layout *l = &r->layout;
    double positions = 0.0;
    const struct result_layout_row *most = &l->rows[0];
    for (int32_t k = 0; k < l->n_rows; k++) {
        positions += l->rows[k].positions;
        if (l->rows[k].draw_w > most->draw_w) most = &l->rows[k];
    }
    const char *limit = l->row_limit_w > 0.0 ? text_format(arena, " of the %s a row may draw", say_marked(arena, l->row_limit_w, UNIT_WATTS, "layout.row_limit_w")) : "";
    const char *unplaced = l->unplaced > 0.0 ? text_format(arena, " %s find no place.", say_count_marked(arena, l->unplaced, "rack", "layout.unplaced")) : "";
    return text_format(arena, "%s in %s of %s usable positions, on a grid of %s by %s tiles of %s. Row %s draws most: %s%s, %s a tile that its racks cover.%s Length of a row: %s (%s).", say_count_marked(arena, r->plan.racks, "storage rack", "plan.racks"),
        say_count_marked(arena, l->n_rows, "row", "layout.rows.count"), say_marked(arena, positions, UNIT_COUNT, "layout.positions"), say_marked(arena, l->width_tiles, UNIT_COUNT, "layout.width_tiles"),
        say_marked(arena, l->depth_tiles, UNIT_COUNT, "layout.depth_tiles"), mark_as(arena, l->tile_m, text_format(arena, "%.4g mm", 1000.0 * l->tile_m), "layout.tile_m"), mark_name(arena, most->name),
        of_row(arena, most, most->draw_w, UNIT_WATTS, "draw_w"), limit, of_row(arena, most, most->draw_w_per_tile, UNIT_WATTS, "draw_w_per_tile"), unplaced,
        *l->source ? mark_text(arena, "layout.source", l->source) : "not stated", l->grade);
}

struct charts_drawing floorplan_draw(const struct results *results, struct arena *arena)
{
    struct charts_drawing drawing = { .id = "figure-floor-plan", .title = "Floor plan of the storage racks", .says = "" };
    if (!drawable(&results->layout)) return drawing;
    struct floor floor = { .results = results, .layout = &results->layout, .arena = arena, .px = tile_px(&results->layout) };
    layers(&floor);
    floor.density_beside = beside(&floor);
    drawing.says = says(results, arena);
    const double hall = floor.px * results->layout.depth_tiles, legend = TOP + hall + 34, height = legend + LINE * legend_lines(&floor) + (results->plan.gpu_racks > 0.0 ? 58 : 0);
    struct plot plot = plot_begin(arena, drawing.id, height, drawing.title, drawing.says);
    plot.svg.names = names_of(results, arena);
    floor.svg = &plot.svg;
    svg_text(floor.svg, 8, 38, muted, floor.density_beside ? "in floor tiles, from the hall's corner; right of a row: kW a tile that its racks cover; percent: of what a row may draw"
                                                           : "in floor tiles, from the hall's corner; percent: of what a row may draw; per tile: that its racks cover");
    svg_rect(floor.svg, at_x(&floor, 0), at_y(&floor, 0), floor.px * floor.layout->width_tiles, hall, wall);
    rows(&floor);
    scale(&floor, TOP + hall + 14);
    gpu_block(&floor, surroundings(&floor, phases(&floor, types(&floor, legend + 12))) - 6);
    drawing.svg = svg_end(floor.svg);
    return drawing;
}
