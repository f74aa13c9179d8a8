#include "reports/one_line.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/kpi.h"
#include "reports/mark.h"
#include "reports/names.h"
#include "reports/plot.h"
#include "reports/say.h"
#include "reports/story_power.h"

enum { TOP = 52, ROW = 118, LEFT = 20, BUS_END = 366, SIDE_END = 456, WORDS = 474, BAR = 262, MOST_LEVELS = 40, LOADS = 108 };

static const struct svg_paint wire = { .stroke = SVG_INK, .stroke_width = 1.6 }, body = { .fill = "#ffffff", .stroke = SVG_INK, .stroke_width = 1.6 };
static const struct svg_paint bus = { .stroke = SVG_INK, .stroke_width = 3 }, dot = { .fill = SVG_INK }, load_box = { .fill = "#eef1f4", .stroke = SVG_INK, .stroke_width = 1.4 };
static const struct svg_font small = { .size = 11.5, .fill = SVG_MUTED }, value = { .size = 12 }, bold = { .size = 13, .bold = true };

/* Where a level's output runs: one bar, or two where what hangs below is fed from two sides. */
struct rails { double y[2]; int n; };

struct diagram { const struct result_power *power; const struct results *results; struct arena *arena; struct plot *plot; struct svg *svg; };

static bool two_sided(const char *scheme)
{
    return text_equal(scheme, "2n") || text_equal(scheme, "distributed");
}

static double level_y(int32_t t) { return TOP + (double)ROW * t; }

static struct rails rails_of(const struct result_power_level *level, int32_t t)
{
    const bool two = two_sided(level->scheme) && level->count > 1.0;
    return (struct rails){ { level_y(t) + 84, level_y(t) + 92 }, two ? 2 : 1 };
}

/* --- symbols ---------------------------------------------------------------------------------- */

static void symbol(struct svg *svg, const char *kind, double x, double y)
{
    if (text_equal(kind, "utility")) {
        svg_circle(svg, x, y, 13, body);
        svg_text(svg, x, y + 5, (struct svg_font){ .size = 16, .anchor = SVG_MIDDLE, .bold = true }, "~");
    } else if (text_equal(kind, "transformer")) {
        svg_circle(svg, x, y - 5.5, 8.5, body);
        svg_circle(svg, x, y + 5.5, 8.5, (struct svg_paint){ .fill = "none", .stroke = SVG_INK, .stroke_width = 1.6 });
    } else if (text_equal(kind, "ups")) {
        svg_rect(svg, x - 13, y - 13, 26, 26, body);
        svg_line(svg, x - 13, y + 13, x + 13, y - 13, wire);
        svg_text(svg, x - 5, y - 2, (struct svg_font){ .size = 11, .anchor = SVG_MIDDLE }, "~");
        svg_text(svg, x + 6, y + 10, (struct svg_font){ .size = 11, .anchor = SVG_MIDDLE }, "=");
    } else if (text_equal(kind, "busway")) {
        svg_rect(svg, x - 17, y - 5, 34, 10, (struct svg_paint){ .fill = SVG_INK });
    } else {
        svg_rect(svg, x - 13, y - 10, 26, 20, body);
    }
}

static double half_height(const char *kind)
{
    return text_equal(kind, "busway") ? 5.0 : text_equal(kind, "transformer") ? 14.0 : text_equal(kind, "utility") || text_equal(kind, "ups") ? 13.0 : 10.0;
}

/* Down to the symbol from the rails above: to the rail of its side, or to all of them. */
static void feed_down(const struct diagram *d, const struct rails *above, int side, double x, double y)
{
    for (int k = 0; k < above->n; k++) {
        if (side >= 0 && above->n == 2 && side != k) continue;
        const double at = x + (above->n == 2 && side < 0 ? (k ? 4.0 : -4.0) : 0.0);
        svg_line(d->svg, at, above->y[k], at, y, wire);
        svg_circle(d->svg, at, above->y[k], 2.6, dot);
    }
}

static void feed_out(const struct diagram *d, const struct rails *below, int side, double x, double y)
{
    for (int k = 0; k < below->n; k++) {
        if (side >= 0 && below->n == 2 && side != k) continue;
        const double at = x + (below->n == 2 && side < 0 ? (k ? 4.0 : -4.0) : 0.0);
        svg_line(d->svg, at, y, at, below->y[k], wire);
        svg_circle(d->svg, at, below->y[k], 2.6, dot);
    }
}

/* As many symbols as make the scheme clear: of two sides half each. Returns how many; x and side of each. */
static int places(const struct result_power_level *level, double x[6], int side[6])
{
    const bool two = text_equal(level->scheme, "2n") && level->count > 1.0;
    const int n = two ? (level->count >= 4.0 ? 4 : 2) : (int)fmin(5.0, fmax(1.0, level->count));
    for (int k = 0; k < n; k++) {
        x[k] = LEFT + (BUS_END - LEFT) * (k + 0.5) / n;
        side[k] = !two ? -1 : k < n / 2 ? 0 : 1;
    }
    return n;
}

/* --- levels ----------------------------------------------------------------------------------- */

static void rails_draw(const struct diagram *d, const struct rails *rails)
{
    for (int k = 0; k < rails->n; k++) {
        svg_line(d->svg, LEFT, rails->y[k], BUS_END, rails->y[k], bus);
        if (rails->n == 2) svg_text(d->svg, LEFT - 5, rails->y[k] + (k ? 8 : 0), (struct svg_font){ .size = 11, .bold = true, .anchor = SVG_END }, k ? "B" : "A");
    }
}

static void devices(const struct diagram *d, int32_t t)
{
    const struct result_power_level *level = &d->power->tree[t];
    const double y = level_y(t) + 46, half = half_height(level->kind);
    const struct rails out = rails_of(level, t);
    const bool straight = t > 0 && text_equal(level->fed_by, d->power->tree[t - 1].level);
    double x[6];
    int side[6];
    const int n = places(level, x, side);
    for (int k = 0; k < n; k++) {
        const struct rails above = t > 0 ? rails_of(&d->power->tree[t - 1], t - 1) : (struct rails){ .n = 0 };
        if (straight) feed_down(d, &above, side[k], x[k], y - half);
        else if (t > 0) svg_line(d->svg, x[k], y - half - 10, x[k], y - half, wire);
        feed_out(d, &out, side[k], x[k], y + half);
        symbol(d->svg, level->kind, x[k], y);
    }
    if (level->count > n + 0.5) svg_text(d->svg, (x[n / 2 - (n > 1)] + x[n / 2]) / 2.0, y + 4, (struct svg_font){ .size = 13, .anchor = SVG_MIDDLE, .bold = true, .halo = true }, "\xE2\x80\xA6");
    if (t > 0 && !straight && *level->fed_by)
        svg_text(d->svg, LEFT, y - half - 14, small, svg_text_cut(d->arena, svg_words(d->svg, text_format(d->arena, "from %s", level->fed_by)), 11.5, BUS_END - LEFT));
    rails_draw(d, &out);
}

static void gauge(const struct diagram *d, const struct result_power_level *level, double y)
{
    const double full = BAR * 0.86, now = fmin(BAR, full * fmax(0.0, plot_seen(d->plot, level->utilisation))), then = fmin(BAR, full * fmax(0.0, plot_seen(d->plot, level->worst_case_utilisation)));
    const bool over = level->worst_case_utilisation > 1.0 + 1e-9;
    if (now > 0.0) svg_rect(d->svg, WORDS, y, now, 11, (struct svg_paint){ .fill = SVG_BLUE, .data = true });
    if (then > now) svg_rect(d->svg, WORDS + now, y, then - now, 11, (struct svg_paint){ .fill = over ? SVG_VERMILLION : SVG_ORANGE, .hatch = over ? SVG_CROSSED : SVG_RISING, .data = true });
    svg_rect(d->svg, WORDS, y, full, 11, (struct svg_paint){ .stroke = SVG_MUTED, .stroke_width = 1 });
    svg_line(d->svg, WORDS + full, y - 3, WORDS + full, y + 14, (struct svg_paint){ .stroke = SVG_INK, .stroke_width = 2 });
}

static void put(const struct diagram *d, double y, struct svg_font font, const char *text)
{
    svg_text(d->svg, WORDS, y, font, svg_text_cut(d->arena, svg_words(d->svg, text), font.size, PLOT_WIDTH - WORDS - 4));
}

static const char *of_level(const struct diagram *d, const struct result_power_level *level, double number, enum unit unit, const char *field)
{
    return say_marked(d->arena, number, unit, "power.tree.%s.%s", level->level, field);
}

static void words(const struct diagram *d, int32_t t)
{
    const struct result_power_level *level = &d->power->tree[t];
    struct arena *a = d->arena;
    const double y = level_y(t) + 14;
    const char *derated = level->derating < 1.0 ? text_format(a, " used to %s", of_level(d, level, level->derating, UNIT_FRACTION, "derating")) : "";
    put(d, y, bold, text_format(a, "%s%s", level->level, text_equal(level->level, d->power->tree_limit) ? " \xE2\x80\x94 full first" : ""));
    put(d, y + 15, value, text_format(a, "%s \xC3\x97 %s%s", of_level(d, level, level->count, UNIT_COUNT, "count"), of_level(d, level, level->rating_w, UNIT_WATTS, "rating_w"), derated));
    put(d, y + 29, small, mark_name(a, story_power_scheme(level->scheme)));
    put(d, y + 43, value, text_format(a, "carries %s%s, may %s", of_level(d, level, level->load_w, UNIT_WATTS, "load_w"), text_equal(level->carries, "site") ? " (site)" : " (IT)", of_level(d, level, level->usable_w, UNIT_WATTS, "usable_w")));
    put(d, y + 57, value, text_format(a, "fullest %s; at worst %s:", of_level(d, level, level->utilisation, UNIT_FRACTION, "utilisation"), of_level(d, level, level->worst_case_utilisation, UNIT_FRACTION, "worst_case_utilisation")));
    put(d, y + 71, small, level->worst_case);
    gauge(d, level, y + 78);
}

/* --- loads ------------------------------------------------------------------------------------ */

/* What is not IT hangs on the last level that carries the whole site. */
static void side_load(const struct diagram *d)
{
    int32_t last = -1;
    for (int32_t t = 0; t < d->power->n_tree; t++)
        if (text_equal(d->power->tree[t].carries, "site")) last = t;
    const double watts = d->power->site_design_w - (d->power->gpu_max_w + d->power->other_it_max_w + d->power->storage_max_w + d->power->network_w);
    if (last < 0 || !(watts > 0.0)) return;
    const struct rails rails = rails_of(&d->power->tree[last], last);
    const double x = BUS_END + 14, y = rails.y[0] - 22;
    svg_line(d->svg, BUS_END, rails.y[0], x, rails.y[0], bus);
    svg_rect(d->svg, x, y, SIDE_END - x, 44, load_box);
    svg_text(d->svg, x + 5, y + 14, value, "cooling,");
    svg_text(d->svg, x + 5, y + 27, value, "losses");
    svg_text(d->svg, x + 5, y + 40, (struct svg_font){ .size = 12, .bold = true }, say_marked(d->arena, watts, UNIT_WATTS, "power.not_it_design_w"));
}

/* Its name, what it is, its watts. Hangs on the bars above it, where it is fed from them. */
struct load { const char *name, *detail, *watts; bool from_last; };

static void load(const struct diagram *d, double x, double width, double y, const struct load *load)
{
    const int32_t last = d->power->n_tree - 1;
    const struct rails rails = rails_of(&d->power->tree[last], last);
    if (load->from_last) feed_down(d, &rails, -1, x + width / 2.0, y);
    else svg_line(d->svg, x + width / 2.0, y - 10, x + width / 2.0, y, wire);
    svg_rect(d->svg, x, y, width, 50, load_box);
    svg_text(d->svg, x + 6, y + 15, (struct svg_font){ .size = 12, .bold = true }, svg_text_cut(d->arena, svg_words(d->svg, load->name), 12, 1.05 * width - 8));
    svg_text(d->svg, x + 6, y + 30, small, svg_text_cut(d->arena, svg_words(d->svg, load->detail), 11.5, 1.05 * width - 8));
    svg_text(d->svg, x + 6, y + 45, value, svg_text_cut(d->arena, svg_words(d->svg, load->watts), 12, 1.05 * width - 8));
}

enum { MOST_LOADS = 3 };

/* Of what kind the IT is, where all of it hangs alike. */
static int kinds(const struct diagram *d, struct load into[MOST_LOADS])
{
    const struct results *r = d->results;
    struct arena *a = d->arena;
    into[0] = (struct load){ "GPU racks", text_format(a, "%s racks", kpi_text(a, r, KPI_GPU_RACKS)), kpi_text(a, r, KPI_GPU_MAX), true };
    into[1] = (struct load){ "storage racks", text_format(a, "%s + network", kpi_text(a, r, KPI_RACKS)), say_marked(a, r->power.storage_max_w + r->power.network_w, UNIT_WATTS, "power.storage_with_network_max_w"), true };
    into[2] = (struct load){ "other IT", "fabric, CPUs", kpi_text(a, r, KPI_OTHER_IT_MAX), true };
    return 3;
}

static struct load stated(const struct diagram *d, const struct result_power_load *load, const char *id)
{
    struct arena *a = d->arena;
    const char *last = d->power->tree[d->power->n_tree - 1].level;
    return (struct load){ text_format(a, "%s of IT", say_marked(a, load->share, UNIT_FRACTION, "%s.share", id)), text_format(a, "on %s", load->on), say_marked(a, load->load_w, UNIT_WATTS, "%s.load_w", id), text_equal(load->on, last) };
}

/* The facility says what hangs where: of more than there is room for the last box holds the rest. */
static int stated_loads(const struct diagram *d, struct load into[MOST_LOADS])
{
    const struct result_power *power = d->power;
    const int n = power->n_tree_loads < MOST_LOADS ? power->n_tree_loads : MOST_LOADS;
    for (int k = 0; k < n; k++) into[k] = stated(d, &power->tree_loads[k], text_format(d->arena, "power.tree_loads[%d]", k));
    if (power->n_tree_loads <= MOST_LOADS) return n;
    struct result_power_load rest = { "other levels", 0.0, 0.0 };
    for (int32_t l = MOST_LOADS - 1; l < power->n_tree_loads; l++) {
        rest.share += power->tree_loads[l].share;
        rest.load_w += power->tree_loads[l].load_w;
    }
    into[n - 1] = stated(d, &rest, "figure-one-line.rest");
    into[n - 1].detail = text_format(d->arena, "%s more loads", say_marked(d->arena, power->n_tree_loads - MOST_LOADS + 1, UNIT_COUNT, "figure-one-line.more_loads"));
    return n;
}

static void loads(const struct diagram *d)
{
    const struct results *r = d->results;
    struct arena *a = d->arena;
    struct load boxes[MOST_LOADS];
    const int n = d->power->n_tree_loads > 0 ? stated_loads(d, boxes) : kinds(d, boxes);
    const double y = level_y(d->power->n_tree) + 22, width = (BUS_END - LEFT - 8.0 * (n - 1)) / n;
    for (int k = 0; k < n; k++) load(d, LEFT + k * (width + 8.0), width, y, &boxes[k]);
    const char *envelope = isnan(r->power.envelope_w) ? "envelope unknown" : text_format(a, "envelope %s at %s", kpi_text(a, r, KPI_ENVELOPE), r->power.envelope_at);
    put(d, y + 14, bold, "loads at the planned maximum");
    put(d, y + 30, value, text_format(a, "site %s at the design hour", kpi_text(a, r, KPI_SITE_DESIGN)));
    put(d, y + 45, value, text_format(a, "%s, PUE %s", envelope, say_marked(a, r->power.pue_design, UNIT_NUMBER, "power.pue_design")));
}

/* --- the sheet -------------------------------------------------------------------------------- */

static bool drawable(const struct result_power *power)
{
    if (power->n_tree <= 0 || power->n_tree > MOST_LEVELS) return false;
    for (int32_t t = 0; t < power->n_tree; t++)
        if (!(power->tree[t].count >= 0.0 && power->tree[t].count < 1e9)) return false;
    return true;
}

struct charts_drawing one_line_draw(const struct results *results, struct arena *arena)
{
    const struct plot_key keys[] = { { "normal running", { .fill = SVG_BLUE }, false }, { "more with the worst loss", { .fill = SVG_ORANGE, .hatch = SVG_RISING }, false }, { "over its rating", { .fill = SVG_VERMILLION, .hatch = SVG_CROSSED }, false },
                                     { "rating, derated", { .stroke = SVG_INK, .stroke_width = 2 }, true } };
    struct charts_drawing drawing = { "figure-one-line", "Power, one line: from the utility to the racks", "", NULL };
    if (!drawable(&results->power)) return drawing;
    drawing.says = text_format(arena, "%s Of each level some devices stand for all of them; what hangs on two bars is fed from both.", mark_sentence(arena, story_power_tree(arena, results)));
    const double loads_y = level_y(results->power.n_tree);
    struct plot plot = plot_begin(arena, drawing.id, loads_y + LOADS, drawing.title, drawing.says);
    plot.svg.names = names_of(results, arena);
    const struct diagram d = { &results->power, results, arena, &plot, &plot.svg };
    plot_legend(&plot, 8, 40, PLOT_WIDTH - 8, keys, sizeof keys / sizeof keys[0]);
    for (int32_t t = 0; t < results->power.n_tree; t++) {
        devices(&d, t);
        words(&d, t);
    }
    side_load(&d);
    loads(&d);
    drawing.svg = svg_end(&plot.svg);
    return drawing;
}
