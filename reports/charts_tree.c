#include "reports/charts_tree.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/names.h"
#include "reports/plot.h"
#include "reports/say.h"
#include "reports/story_power.h"

enum { TREE_TOP = 74, TREE_ROW = 62, TREE_X = 30, TREE_NAMES = 62, TREE_BAR = 290, TREE_FULL = 450, TREE_END = 490, TREE_WORDS = 502 };

static const struct svg_font name_font = { .size = 13, .bold = true }, small_font = { .size = 11.5, .fill = SVG_MUTED }, value_font = { .size = 12.5 };
static const struct svg_paint wire = { .stroke = SVG_INK, .stroke_width = 1.6 }, body = { .fill = "#ffffff", .stroke = SVG_INK, .stroke_width = 1.6 };
static const struct svg_paint normal = { .fill = SVG_BLUE, .data = true }, worst = { .fill = SVG_ORANGE, .hatch = SVG_RISING, .data = true };
static const struct svg_paint over = { .fill = SVG_VERMILLION, .hatch = SVG_CROSSED, .data = true };
static const struct svg_paint rating = { .stroke = SVG_INK, .stroke_width = 2 }, peak = { .stroke = SVG_INK, .stroke_width = 2, .dash = "3 2", .data = true };

/* The signs of one-line diagrams, about `y`. */
static void sign(struct svg *svg, const char *kind, double y)
{
    if (text_equal(kind, "utility")) {
        svg_circle(svg, TREE_X, y, 13, body);
        svg_text(svg, TREE_X, y + 5, (struct svg_font){ .size = 16, .anchor = SVG_MIDDLE, .bold = true }, "~");
    } else if (text_equal(kind, "transformer")) {
        svg_circle(svg, TREE_X, y - 5.5, 8.5, body);
        svg_circle(svg, TREE_X, y + 5.5, 8.5, (struct svg_paint){ .fill = "none", .stroke = SVG_INK, .stroke_width = 1.6 });
    } else if (text_equal(kind, "ups")) {
        svg_rect(svg, TREE_X - 13, y - 13, 26, 26, body);
        svg_line(svg, TREE_X - 13, y + 13, TREE_X + 13, y - 13, wire);
    } else if (text_equal(kind, "busway")) {
        svg_rect(svg, TREE_X - 20, y - 4, 40, 8, (struct svg_paint){ .fill = SVG_INK });
    } else {
        svg_rect(svg, TREE_X - 13, y - 9, 26, 18, body);
    }
}

static double at(double utilisation)
{
    return fmin(TREE_END, TREE_BAR + (TREE_FULL - TREE_BAR) * fmax(0.0, utilisation));
}

static void bar(struct plot *plot, const struct result_power_level *level, double y)
{
    const double now = at(plot_seen(plot, level->utilisation)), then = at(plot_seen(plot, level->worst_case_utilisation));
    svg_rect(&plot->svg, TREE_BAR, y - 11, fmax(1.0, now - TREE_BAR), 22, normal);
    if (then > now) svg_rect(&plot->svg, now, y - 11, then - now, 22, level->worst_case_utilisation > 1.0 + 1e-9 ? over : worst);
    svg_rect(&plot->svg, TREE_BAR, y - 11, TREE_FULL - TREE_BAR, 22, (struct svg_paint){ .stroke = SVG_MUTED, .stroke_width = 1 });
    svg_line(&plot->svg, TREE_FULL, y - 15, TREE_FULL, y + 15, rating);
    if (isnan(level->peak_worst_utilisation)) return;
    const double most = at(plot_seen(plot, level->peak_worst_utilisation));
    svg_line(&plot->svg, most, y - 15, most, y + 15, peak);
}

static const char *of_level(struct arena *arena, const struct result_power_level *level, double value, enum unit unit, const char *field)
{
    return say_marked(arena, value, unit, "power.tree.%s.%s", level->level, field);
}

static void words(struct plot *plot, const struct result_power_level *level, bool limits, double y)
{
    struct arena *arena = plot->arena;
    struct svg *svg = &plot->svg;
    const double left = TREE_BAR - TREE_NAMES - 8, right = PLOT_WIDTH - TREE_WORDS - 6;
    const char *derated = level->derating < 1.0 ? text_format(arena, " at %s", of_level(arena, level, level->derating, UNIT_FRACTION, "derating")) : "";
    svg_text(svg, TREE_NAMES, y - 8, name_font, svg_text_cut(arena, svg_words(svg, text_format(arena, "%s%s", level->level, limits ? " \xE2\x80\x94 full first" : "")), 13.5, left));
    svg_text(svg, TREE_NAMES, y + 7, small_font, svg_text_cut(arena, svg_words(svg, text_format(arena, "%s \xC3\x97 %s%s, %s", of_level(arena, level, level->count, UNIT_COUNT, "count"), of_level(arena, level, level->rating_w, UNIT_WATTS, "rating_w"), derated, mark_name(arena, level->scheme))), 11.5, left));
    svg_text(svg, TREE_NAMES, y + 21, small_font, svg_text_cut(arena, svg_words(svg, text_format(arena, "carries %s%s", of_level(arena, level, level->load_w, UNIT_WATTS, "load_w"), text_equal(level->carries, "site") ? " (site)" : " (IT)")), 11.5, left));
    svg_text(svg, TREE_WORDS, y - 8, (struct svg_font){ .size = 12.5, .bold = true }, svg_text_cut(arena, svg_words(svg, text_format(arena, "%s \xE2\x86\x92 %s", of_level(arena, level, level->utilisation, UNIT_FRACTION, "utilisation"), of_level(arena, level, level->worst_case_utilisation, UNIT_FRACTION, "worst_case_utilisation"))), 12.5, right));
    svg_text(svg, TREE_WORDS, y + 7, value_font, svg_text_cut(arena, svg_words(svg, level->worst_case), 12.5, right));
    svg_text(svg, TREE_WORDS, y + 21, small_font, svg_text_cut(arena, svg_words(svg, text_format(arena, "may carry %s; idle %s", of_level(arena, level, level->usable_w, UNIT_WATTS, "usable_w"), of_level(arena, level, level->stranded_w, UNIT_WATTS, "stranded_w"))), 11.5, right));
}

/* Fed by the level above: a line straight up; by others: said in words. */
static void feed(struct plot *plot, const struct result_power *power, int32_t t, double y)
{
    const char *from = power->tree[t].fed_by;
    if (!*from || t == 0) return;
    if (text_equal(from, power->tree[t - 1].level)) svg_line(&plot->svg, TREE_X, y - TREE_ROW + 13, TREE_X, y - (text_equal(power->tree[t].kind, "busway") ? 4 : 13), wire);
    else svg_text(&plot->svg, TREE_NAMES, y - 22, small_font, svg_text_cut(plot->arena, text_format(plot->arena, "from %s", from), 11.5, TREE_BAR - TREE_NAMES - 8));
}

struct charts_drawing charts_tree(const struct results *results, struct arena *arena)
{
    const struct plot_key keys[] = { { "normal running", normal, false }, { "more in the worst case", worst, false }, { "over its rating", over, false },
                                            { "rating, derated", rating, true }, { "largest simulated, worst case", peak, true } };
    const struct result_power *power = &results->power;
    struct charts_drawing drawing = { "chart-power-tree", "Power tree: load of the fullest device of each level", "", NULL };
    if (power->n_tree == 0) return drawing;
    drawing.says = text_format(arena, "%s %s", mark_sentence(arena, story_power_tree(arena, results)), story_power_time(arena, results));
    struct plot plot = plot_begin(arena, drawing.id, TREE_TOP + TREE_ROW * power->n_tree + 8, drawing.title, drawing.says);
    plot.svg.names = names_of(results, arena);
    plot_legend(&plot, 8, 42, PLOT_WIDTH - 8, keys, sizeof keys / sizeof keys[0]);
    for (int32_t t = 0; t < power->n_tree; t++) {
        const double y = TREE_TOP + TREE_ROW * (t + 0.5);
        feed(&plot, power, t, y);
        bar(&plot, &power->tree[t], y);
        words(&plot, &power->tree[t], text_equal(power->tree[t].level, power->tree_limit), y);
    }
    for (int32_t t = 0; t < power->n_tree; t++) sign(&plot.svg, power->tree[t].kind, TREE_TOP + TREE_ROW * (t + 0.5));
    drawing.svg = plot_end(&plot);
    return drawing;
}
