#include "reports/charts_bars.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "reports/kpi.h"
#include "reports/mark.h"
#include "reports/names.h"
#include "reports/plot.h"
#include "reports/say.h"

static const struct svg_font label_font = { .size = 13, .bold = true }, small_font = { .size = 12, .fill = SVG_MUTED }, value_font = { .size = 12.5, .halo = true };

static double within(double value, double least, double most)
{
    return isnan(value) || value < least ? least : value > most ? most : value;
}

static struct svg_paint verdict_paint(const char *verdict)
{
    if (text_equal(verdict, "pass")) return (struct svg_paint){ .fill = SVG_BLUE, .data = true };
    if (text_equal(verdict, "depends")) return (struct svg_paint){ .fill = SVG_ORANGE, .hatch = SVG_DOTS, .data = true };
    return (struct svg_paint){ .fill = SVG_VERMILLION, .hatch = SVG_RISING, .data = true };
}

static void two_lines(struct plot *plot, double y, double width, const char *first, const char *second)
{
    svg_text(&plot->svg, 8, y, label_font, svg_text_cut(plot->arena, svg_words(&plot->svg, first), 13.5, width));
    svg_text(&plot->svg, 8, y + 15, small_font, svg_text_cut(plot->arena, svg_words(&plot->svg, second), 12, width));
}

/* --- requirement margins ------------------------------------------------------------------ */

enum { MARGIN_MIDDLE = 450, MARGIN_HALF = 150, MARGIN_ROW = 40, MARGIN_MOST = 30 };

static void margin_row(struct plot *plot, const struct result_requirement *r, double y)
{
    struct arena *arena = plot->arena;
    two_lines(plot, y + 16, 285, text_format(arena, "%s  %s", r->id, r->verdict), mark_name(arena, r->text));
    if (isnan(r->margin)) {
        svg_text(&plot->svg, MARGIN_MIDDLE + 6, y + 24, value_font, "margin unknown");
        return;
    }
    double end = MARGIN_MIDDLE + MARGIN_HALF * within(plot_seen(plot, r->margin), -1.0, 1.0);
    svg_rect(&plot->svg, fmin(end, MARGIN_MIDDLE), y + 8, fmax(fabs(end - MARGIN_MIDDLE), 1.5), 20, verdict_paint(r->verdict));
    const char *more = r->margin > 1.0 ? " \xE2\x96\xB8" : r->margin < -1.0 ? "\xE2\x97\x82 " : "";
    const char *value = text_format(arena, "%s%s%s", r->margin < -1.0 ? more : "", mark_as(arena, r->margin, say_margin(arena, r->margin), "requirements.%s.margin", r->id), r->margin > 1.0 ? more : "");
    double room = PLOT_WIDTH - 6 - svg_text_width(value, value_font.size);
    svg_text(&plot->svg, fmin(r->margin < 0 ? MARGIN_MIDDLE + 8 : end + 6, room), y + 23, value_font, value);
}

static const char *verdicts(const struct results *results, const char *verdict, struct arena *arena)
{
    return say_marked(arena, kpi_verdicts(results, NULL, verdict), UNIT_COUNT, "verdicts.all.%s", verdict);
}

static const char *margins_says(const struct results *results, struct arena *arena)
{
    const struct result_requirement *tightest = kpi_tightest(results);
    const char *counts = text_format(arena, "%s met, %s not met, %s depending on an open input.", verdicts(results, "pass", arena), verdicts(results, "fail", arena), verdicts(results, "depends", arena));
    if (!tightest) return counts;
    return text_format(arena, "%s Least margin of the MUSTs: %s, %s.", counts, tightest->id, mark_as(arena, tightest->margin, say_margin(arena, tightest->margin), "requirements.%s.margin", tightest->id));
}

struct charts_drawing charts_bars_margins(const struct results *results, struct arena *arena)
{
    int32_t n = results->n_requirements < MARGIN_MOST ? results->n_requirements : MARGIN_MOST;
    struct charts_drawing drawing = { .id = "figure-margins", .title = "Margin of each requirement, as a share of its limit", .says = margins_says(results, arena) };
    struct plot plot = plot_begin(arena, drawing.id, 60 + MARGIN_ROW * n + 10, drawing.title, drawing.says);
    plot.svg.names = names_of(results, arena);
    double bottom = 52 + MARGIN_ROW * n;
    for (int part = -2; part <= 2; part++) {
        double x = MARGIN_MIDDLE + MARGIN_HALF * part / 2.0;
        svg_line(&plot.svg, x, 50, x, bottom, (struct svg_paint){ .stroke = part ? SVG_LINE : SVG_INK, .stroke_width = part ? 1 : 1.6 });
        svg_text(&plot.svg, x, 44, (struct svg_font){ .size = 12, .anchor = SVG_MIDDLE, .tick = true, .fill = SVG_MUTED }, text_format(arena, "%s%d %%", part > 0 ? "+" : "", part * 50));
    }
    for (int32_t i = 0; i < n; i++) margin_row(&plot, &results->requirements[i], 52 + MARGIN_ROW * i);
    drawing.svg = plot_end(&plot);
    return drawing;
}

/* --- rack fill ---------------------------------------------------------------------------- */

enum { RACK_ROW = 78, RACK_MOST = 10, GAUGE_WIDTH = 170 };

/* `more`: by how much another of what the rack holds would raise what it uses. */
static void gauge(struct plot *plot, double x, double y, const char *name, double used, double limit, double more, const char *text)
{
    double width = GAUGE_WIDTH - 16, part = plot_seen(plot, limit > 0 ? used / limit : (double)NAN);
    bool full = part * more > 1.0;
    svg_text(&plot->svg, x, y, (struct svg_font){ .size = 12, .bold = full, .fill = full ? SVG_INK : SVG_MUTED }, text_format(plot->arena, "%s%s", name, full ? " (full)" : ""));
    svg_rect(&plot->svg, x, y + 6, width, 14, (struct svg_paint){ .fill = "#eef1f4", .stroke = SVG_MUTED });
    if (!isnan(part)) svg_rect(&plot->svg, x, y + 6, width * within(part, 0, 1), 14, (struct svg_paint){ .fill = full ? SVG_VERMILLION : SVG_BLUE, .hatch = full ? SVG_RISING : SVG_PLAIN, .data = true });
    svg_text(&plot->svg, x, y + 34, (struct svg_font){ .size = 12 }, text);
}

static const char *rack_content(struct arena *arena, const struct result_rack_fill *fill, int32_t at)
{
    struct text out = text_new(arena);
    for (int32_t i = 0; i < fill->n_content; i++)
        text_printf(&out, "%s%s %s", i ? ", " : "", say_marked(arena, fill->content[i].count, UNIT_COUNT, "plan.rack_fills[%d].content[%d].count", (int)at, (int)i), fill->content[i].node);
    return out.length ? out.bytes : "empty";
}

/* `used_as`, `limit_as`: the keys of both in plan.rack_fills[at]. */
static const char *of(struct arena *arena, int32_t at, const char *used_as, double used, const char *limit_as, double limit, enum unit unit, const char *suffix)
{
    return text_format(arena, "%s of %s%s", say_marked(arena, used, unit, "plan.rack_fills[%d].%s", (int)at, used_as), say_marked(arena, limit, unit, "plan.rack_fills[%d].%s", (int)at, limit_as), suffix);
}

static void rack_row(struct plot *plot, const struct result_rack_fill *f, int32_t at, double y)
{
    struct arena *arena = plot->arena;
    double held = 0.0;
    for (int32_t i = 0; i < f->n_content; i++) held += f->content[i].count;
    double more = held > 0.0 ? 1.0 + 1.0 / held : 1.0;
    const char *heading = text_format(arena, "%s %s, each with %s", say_marked(arena, f->count, UNIT_COUNT, "plan.rack_fills[%d].count", (int)at), f->rack, rack_content(arena, f, at));
    svg_text(&plot->svg, 8, y, label_font, svg_text_cut(arena, svg_words(&plot->svg, heading), 13.5, PLOT_WIDTH - 16));
    gauge(plot, 8, y + 20, "height", f->ru, f->ru_limit, more, of(arena, at, "ru", f->ru, "ru_limit", f->ru_limit, UNIT_NUMBER, " U"));
    gauge(plot, 8 + 188, y + 20, "power", f->draw_w, f->w_limit, more, of(arena, at, "draw_w", f->draw_w, "w_limit", f->w_limit, UNIT_WATTS, ""));
    gauge(plot, 8 + 2 * 188, y + 20, "weight", f->kg, f->kg_limit, more, of(arena, at, "kg", f->kg, "kg_limit", f->kg_limit, UNIT_KILOGRAMS, ""));
    gauge(plot, 8 + 3 * 188, y + 20, "switch ports", f->ports, f->port_limit, more, of(arena, at, "ports", f->ports, "port_limit", f->port_limit, UNIT_NUMBER, ""));
}

struct charts_drawing charts_bars_racks(const struct results *results, struct arena *arena)
{
    int32_t n = results->plan.n_rack_fills < RACK_MOST ? results->plan.n_rack_fills : RACK_MOST;
    struct charts_drawing drawing = { .id = "figure-racks", .title = "How full the storage racks are" };
    drawing.says = text_format(arena, "%s storage racks on %s rack tiles; each bar is what one rack uses of its limit, the rack's own reserves included; full where one more of what it holds would not go in.",
                               kpi_text(arena, results, KPI_RACKS), kpi_text(arena, results, KPI_RACK_TILES));
    struct plot plot = plot_begin(arena, drawing.id, 40 + (RACK_ROW + 10) * n, drawing.title, drawing.says);
    plot.svg.names = names_of(results, arena);
    for (int32_t i = 0; i < n; i++) rack_row(&plot, &results->plan.rack_fills[i], i, 52 + (RACK_ROW + 10) * i);
    drawing.svg = plot_end(&plot);
    return drawing;
}

/* --- GPU time ----------------------------------------------------------------------------- */

struct part { const char *name, *id; double share; struct svg_paint paint; };

static void gpu_part(struct plot *plot, const struct part *part, int k, double from, double gpus)
{
    struct arena *arena = plot->arena;
    double width = 744 * within(plot_seen(plot, part->share), 0, 1), y = 128 + 24 * (k / 2), x = k % 2 ? 390 : 8;
    const char *percent = say_marked(arena, part->share, UNIT_FRACTION, "%s", part->id), *inside = text_format(arena, "%s %s", part->name, percent);
    svg_rect(&plot->svg, from, 40, width, 56, part->paint);
    if (svg_text_width(inside, 14) + 14 < width) svg_text(&plot->svg, from + width / 2, 73, (struct svg_font){ .size = 14, .bold = true, .anchor = SVG_MIDDLE, .halo = true }, inside);
    svg_rect(&plot->svg, x, y - 12, 22, 14, part->paint);
    const char *equivalent = isnan(gpus) ? "" : text_format(arena, " (%s GPUs)", say_marked(arena, floor(part->share * gpus + 0.5), UNIT_COUNT, "%s.gpus", part->id));
    svg_text(&plot->svg, x + 30, y, (struct svg_font){ .size = 13 }, text_format(arena, "%s: %s%s", part->name, percent, equivalent));
}

static double sum_of_shares(const struct result_goodput *g)
{
    return g->useful + g->read_stalled + g->checkpoint_stalled + g->lost + g->restarting + g->idle + (g->power_capped > 0.0 ? g->power_capped : 0.0);
}

struct charts_drawing charts_bars_gpu_time(const struct results *results, struct arena *arena)
{
    const struct result_goodput *g = &results->goodput;
    const struct part parts[] = {
        { "useful", "goodput.useful", g->useful, { .fill = SVG_GREEN, .data = true } },
        { "waiting for reads", "goodput.read_stalled", g->read_stalled, { .fill = SVG_VERMILLION, .hatch = SVG_RISING, .data = true } },
        { "waiting for checkpoints", "goodput.checkpoint_stalled", g->checkpoint_stalled, { .fill = SVG_ORANGE, .hatch = SVG_UPRIGHT, .data = true } },
        { "lost to interruptions", "goodput.lost", g->lost, { .fill = SVG_PURPLE, .hatch = SVG_CROSSED, .data = true } },
        { "restarting", "goodput.restarting", g->restarting, { .fill = SVG_BLUE, .hatch = SVG_DOTS, .data = true } },
        { "idle", "goodput.idle", g->idle, { .fill = SVG_GREY, .data = true } },
        { "held back by the power cap", "goodput.power_capped", g->power_capped, { .fill = SVG_SKY, .hatch = SVG_FALLING, .data = true } },
    };
    struct charts_drawing drawing = { .id = "figure-gpu-time", .title = "Where the GPU time goes" };
    if (isnan(g->useful)) return drawing;
    drawing.says = text_format(arena, "Shares of wall time × %s GPUs, which add up to %s. Of the time assigned to jobs %s is useful (" MARK_NAME("95 %% interval") " %s).",
                               kpi_text(arena, results, KPI_GPUS), mark_as(arena, sum_of_shares(g), "100 %", "goodput.sum"), kpi_text(arena, results, KPI_GOODPUT), kpi_interval(arena, results, KPI_GOODPUT));
    const int n = g->power_capped > 0.0 ? 7 : 6;
    struct plot plot = plot_begin(arena, drawing.id, n > 6 ? 220 : 196, drawing.title, drawing.says);
    double from = 8;
    for (int k = 0; k < n; k++) {
        gpu_part(&plot, &parts[k], k, from, results->scenario.gpus);
        from += 744 * within(parts[k].share, 0, 1);
    }
    drawing.svg = plot_end(&plot);
    return drawing;
}

/* --- utilisation -------------------------------------------------------------------------- */

enum { USE_LEFT = 300, USE_RIGHT = 600, USE_ROW = 36, USE_MOST = 16 };

/* Most used first; of equals the first listed. */
static const struct result_resource **ranked(const struct results *results, struct arena *arena)
{
    const struct result_resource **order = ARENA_ARRAY(arena, const struct result_resource *, results->n_resources);
    for (int32_t i = 0; i < results->n_resources; i++) {
        int32_t at = i;
        for (; at > 0 && within(order[at - 1]->utilisation.mean, -1, 1e9) < within(results->resources[i].utilisation.mean, -1, 1e9); at--) order[at] = order[at - 1];
        order[at] = &results->resources[i];
    }
    return order;
}

static const char *owner(struct arena *arena, const char *name)
{
    const char *whole = say_resource(arena, name), *of_what = say_resource_short(name);
    size_t skip = text_starts_with(whole, of_what) ? strlen(of_what) : 0;
    return text_starts_with(whole + skip, " of ") ? whole + skip + 4 : whole + skip;
}

static const char *used(struct arena *arena, const struct result_resource *r, const char *which, double value)
{
    return say_marked(arena, value, UNIT_FRACTION, "resources.%s.utilisation.%s", r->name, which);
}

static void use_row(struct plot *plot, const struct result_resource *r, double y)
{
    struct arena *arena = plot->arena;
    double wide = USE_RIGHT - USE_LEFT, mean = r->utilisation.mean, p99 = r->utilisation.p99;
    two_lines(plot, y + 13, USE_LEFT - 20, say_resource_short(r->name), owner(arena, r->name));
    if (!isnan(p99)) svg_rect(&plot->svg, USE_LEFT, y + 6, wide * within(plot_seen(plot, p99), 0, 1.0), 18, (struct svg_paint){ .fill = "#cfe6f3", .stroke = SVG_BLUE, .data = true });
    if (!isnan(mean)) svg_rect(&plot->svg, USE_LEFT, y + 10, wide * within(plot_seen(plot, mean), 0, 1.0), 10, (struct svg_paint){ .fill = SVG_BLUE, .data = true });
    svg_text(&plot->svg, USE_RIGHT + 12, y + 20, (struct svg_font){ .size = 12.5 },
             text_format(arena, "%s / %s", used(arena, r, "mean", mean), used(arena, r, "p99", p99)));
}

static void use_axis(struct plot *plot, double bottom)
{
    for (int k = 0; k <= 4; k++) {
        double x = USE_LEFT + (USE_RIGHT - USE_LEFT) * k / 4.0;
        svg_line(&plot->svg, x, 62, x, bottom, (struct svg_paint){ .stroke = k == 4 ? SVG_VERMILLION : SVG_LINE, .stroke_width = k == 4 ? 2 : 1, .dash = k == 4 ? "9 4" : NULL });
        svg_text(&plot->svg, x, bottom + 16, (struct svg_font){ .size = 12, .anchor = SVG_MIDDLE, .tick = true, .fill = SVG_MUTED }, text_format(plot->arena, "%d %%", 25 * k));
    }
    svg_text(&plot->svg, USE_RIGHT + 12, 54, (struct svg_font){ .size = 12, .fill = SVG_MUTED }, "mean / " MARK_NAME("99th percentile"));
    const struct plot_key keys[] = { { .label = "mean", .paint = { .fill = SVG_BLUE } }, { .label = MARK_NAME("99th percentile") " over time", .paint = { .fill = "#cfe6f3", .stroke = SVG_BLUE } } };
    plot_legend(plot, USE_LEFT, 44, USE_RIGHT + 60, keys, 2);
}

struct charts_drawing charts_bars_utilisation(const struct results *results, struct arena *arena)
{
    const struct result_resource **order = ranked(results, arena);
    int32_t n = results->n_resources < USE_MOST ? results->n_resources : USE_MOST, left_out = results->n_resources - n;
    struct charts_drawing drawing = { .id = "figure-utilisation", .title = "Utilisation of every resource" };
    if (n == 0) return drawing;
    drawing.says = text_format(arena, "Share of each resource's capacity in use, most used first: %s at %s on average, %s at the " MARK_NAME("99th percentile") ".%s", say_resource(arena, order[0]->name),
        used(arena, order[0], "mean", order[0]->utilisation.mean), used(arena, order[0], "p99", order[0]->utilisation.p99),
        left_out ? text_format(arena, " %s less used ones are left out here and stand in the table.", say_marked(arena, left_out, UNIT_COUNT, "resources.not_drawn")) : "");
    double bottom = 64 + USE_ROW * n;
    struct plot plot = plot_begin(arena, drawing.id, bottom + 26, drawing.title, drawing.says);
    plot.svg.names = names_of(results, arena);
    use_axis(&plot, bottom);
    for (int32_t i = 0; i < n; i++) use_row(&plot, order[i], 64 + USE_ROW * i);
    drawing.svg = plot_end(&plot);
    return drawing;
}

/* --- the ladder --------------------------------------------------------------------------- */

enum { RUNG_LEFT = 300, RUNG_RIGHT = 640, RUNG_ROW = 36, RUNG_MOST = 6 };

/* Lowest limit first; of equals the first listed; those the class does not touch are left out. Returns how many. */
static int32_t rungs(const struct results *results, const char *op, const struct result_resource **order)
{
    int32_t n = 0;
    for (int32_t i = 0; i < results->n_resources; i++) {
        double limit = kpi_resource_limit(&results->resources[i], op);
        if (isnan(limit)) continue;
        int32_t at = n++;
        for (; at > 0 && kpi_resource_limit(order[at - 1], op) > limit; at--) order[at] = order[at - 1];
        order[at] = &results->resources[i];
    }
    return n < RUNG_MOST ? n : RUNG_MOST;
}

static void rung(struct plot *plot, const struct result_resource *r, const char *op, int32_t k, double y, double most, double demand)
{
    struct arena *arena = plot->arena;
    double limit = plot_seen(plot, kpi_resource_limit(r, op)), wide = (RUNG_RIGHT - RUNG_LEFT) * within(limit / most, 0, 1);
    bool below = limit < demand;
    two_lines(plot, y + 13, RUNG_LEFT - 20, text_format(arena, "%s %s", mark_name(arena, text_format(arena, "%d.", (int)k + 1)), say_resource_short(r->name)), owner(arena, r->name));
    svg_rect(&plot->svg, RUNG_LEFT, y + 5, wide, 20, (struct svg_paint){ .fill = below ? SVG_VERMILLION : SVG_BLUE, .hatch = below ? SVG_RISING : SVG_PLAIN, .data = true });
    svg_text(&plot->svg, RUNG_LEFT + wide + 6, y + 20, value_font, text_format(arena, "%s%s", say_marked(arena, limit, UNIT_BYTES_PER_S, "resources.%s.%s_limit", r->name, op), limit > most ? " \xE2\x96\xB8" : ""));
}

/* Wide enough for the demand and for the lowest rungs to be told apart; what is far above ends at the edge. */
static double scale_of(double lowest, double highest, double demand)
{
    if (!(demand > 0)) return fmin(highest, 3.0 * lowest);
    return fmax(1.08 * demand, fmin(highest, fmax(1.4 * demand, 3.0 * lowest)));
}

static double ladder_class(struct plot *plot, const struct results *results, const char *op, const char *name, double demand, double y)
{
    const struct result_resource **order = ARENA_ARRAY(plot->arena, const struct result_resource *, results->n_resources);
    int32_t n = rungs(results, op, order);
    if (n == 0) return y;
    double most = scale_of(kpi_resource_limit(order[0], op), kpi_resource_limit(order[n - 1], op), demand);
    svg_text(&plot->svg, 8, y, (struct svg_font){ .size = 14, .bold = true }, name);
    double x = RUNG_LEFT + (RUNG_RIGHT - RUNG_LEFT) * demand / most, bottom = y + 12 + RUNG_ROW * n;
    for (int32_t k = 0; k < n; k++) rung(plot, order[k], op, k, y + 12 + RUNG_ROW * k, most, demand);
    if (demand > 0) {
        svg_line(&plot->svg, x, y + 6, x, bottom, (struct svg_paint){ .stroke = SVG_INK, .stroke_width = 2, .dash = "2 3" });
        const char *label = text_format(plot->arena, "peak demand %s", say_marked(plot->arena, demand, UNIT_BYTES_PER_S, "throughput.%s_bytes_per_s.demand", op));
        svg_text(&plot->svg, x, y, (struct svg_font){ .size = 12.5, .bold = true, .anchor = x > 560 ? SVG_END : SVG_MIDDLE }, label);
    }
    return bottom + 32;
}

struct charts_drawing charts_bars_ladder(const struct results *results, struct arena *arena)
{
    struct charts_drawing drawing = { .id = "figure-ladder", .title = "What each resource by itself would let through" };
    const struct result_resource **order = ARENA_ARRAY(arena, const struct result_resource *, results->n_resources);
    int32_t rows = rungs(results, "read", order) + rungs(results, "write", order);
    if (rows == 0) return drawing;
    drawing.says = text_format(arena, "The lowest rung binds; relieved, the next one does. Reads: %s at %s, then %s. Writes: %s at %s, then %s. Hatched bars end below the peak demand.",
        say_resource_short(say_text(results->read.bound_by)), kpi_text(arena, results, KPI_READ_BOUND), kpi_text(arena, results, KPI_READ_NEXT),
        say_resource_short(say_text(results->write.bound_by)), kpi_text(arena, results, KPI_WRITE_BOUND), kpi_text(arena, results, KPI_WRITE_NEXT));
    struct plot plot = plot_begin(arena, drawing.id, 130 + RUNG_ROW * rows, drawing.title, drawing.says);
    plot.svg.names = names_of(results, arena);
    double y = ladder_class(&plot, results, "read", "Reads alone", kpi_number(results, KPI_READ_DEMAND), 50);
    ladder_class(&plot, results, "write", "Writes alone", kpi_number(results, KPI_WRITE_DEMAND), y);
    drawing.svg = plot_end(&plot);
    return drawing;
}
