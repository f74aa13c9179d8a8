#include "reports/charts_uncertainty.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/plot.h"
#include "reports/say.h"
#include "reports/uncertainty_say.h"

enum { LEFT = 360, RIGHT = 680, ROW = 26, MOST_BARS = 12, MOST_DOTS = 14 };

static const struct svg_font small = {.size = 12, .fill = SVG_MUTED}, label = {.size = 12}, end_label = {.size = 12, .anchor = SVG_END};
static const struct svg_paint grid = {.stroke = SVG_LINE, .stroke_width = 1};

/* "hdd-30.read" of models.drive.hdd-30.read; from the front, as the end of a path says what it is. */
static const char *short_path(const char *path, double width, struct arena *arena)
{
    if (text_starts_with(path, "models.")) {
        const char *kind = strchr(path + strlen("models."), '.');
        if (kind) path = kind + 1;
    }
    return svg_text_cut_middle(arena, path, label.size, width);
}

static double along(double value, double lo, double hi)
{
    const double part = (value - lo) / (hi - lo);
    return LEFT + (RIGHT - LEFT) * (part < 0.0 ? 0.0 : part > 1.0 ? 1.0 : part);
}

/* --- tornado ------------------------------------------------------------------------------------------ */

struct span { double lo, hi; };

static struct span span_of_bars(const struct uncertainty_results *results, const int32_t *order, int n, double nominal)
{
    struct span span = {nominal, nominal};
    for (int k = 0; k < n; k++) {
        span.lo = fmin(span.lo, fmin(results->bars[order[k]].at_lo, results->bars[order[k]].at_hi));
        span.hi = fmax(span.hi, fmax(results->bars[order[k]].at_lo, results->bars[order[k]].at_hi));
    }
    return span;
}

static void half_bar(struct plot *plot, double y, double from, double to, struct svg_paint paint)
{
    svg_rect(&plot->svg, fmin(from, to), y + 4, fabs(to - from), ROW - 9, paint);
}

/* What the headline is at one end: "bars[3].at_lo". */
static const char *end_of(struct arena *arena, const struct uncertainty_results *results, const struct uncertainty_bar *bar, const char *end, double value)
{
    const struct uncertainty_quantity *quantity = &results->quantities[bar->quantity];
    return mark_as(arena, value, uncertainty_say_number(arena, value, quantity->unit), "bars[%d].%s", (int)(bar - results->bars), end);
}

static void tornado_row(struct plot *plot, const struct uncertainty_results *results, const struct uncertainty_bar *bar, struct span span, double y)
{
    const struct uncertainty_quantity *quantity = &results->quantities[bar->quantity];
    const double middle = along(quantity->nominal, span.lo, span.hi), at_lo = along(plot_seen(plot, bar->at_lo), span.lo, span.hi), at_hi = along(plot_seen(plot, bar->at_hi), span.lo, span.hi);
    const bool rises = bar->at_hi >= bar->at_lo;
    svg_text(&plot->svg, LEFT - 74, y + 17, end_label, short_path(results->inputs[bar->input].path, LEFT - 90, plot->arena));
    half_bar(plot, y, middle, at_lo, (struct svg_paint){.fill = SVG_BLUE, .data = true});
    half_bar(plot, y, middle, at_hi, (struct svg_paint){.fill = SVG_ORANGE, .hatch = SVG_RISING, .data = true});
    svg_text(&plot->svg, fmin(middle, fmin(at_lo, at_hi)) - 5, y + 17, (struct svg_font){.size = 12, .anchor = SVG_END, .halo = true},
             end_of(plot->arena, results, bar, rises ? "at_lo" : "at_hi", rises ? bar->at_lo : bar->at_hi));
    svg_text(&plot->svg, fmax(middle, fmax(at_lo, at_hi)) + 5, y + 17, (struct svg_font){.size = 12, .halo = true},
             end_of(plot->arena, results, bar, rises ? "at_hi" : "at_lo", rises ? bar->at_hi : bar->at_lo));
}

static const char *tornado_says(const struct uncertainty_results *results, const int32_t *order, int n, int shown, struct arena *arena)
{
    const struct uncertainty_bar *first = &results->bars[order[0]];
    return text_format(arena, "Each input alone at its low and its high end, all others at their nominal values. The widest: %s from %s to %s.%s", mark_name(arena, results->inputs[first->input].path),
                       end_of(arena, results, first, "at_lo", first->at_lo), end_of(arena, results, first, "at_hi", first->at_hi),
                       n > shown ? text_format(arena, " %s narrower ones are left out here and stand in sensitivity.json.", say_marked(arena, n - shown, UNIT_COUNT, "bars.%s.left_out", results->quantities[first->quantity].name)) : "");
}

struct charts_drawing charts_uncertainty_tornado(const struct uncertainty_results *results, int32_t quantity, struct arena *arena)
{
    const struct uncertainty_quantity *asked = &results->quantities[quantity];
    struct charts_drawing drawing = {.id = text_format(arena, "figure-tornado-%d", (int)quantity + 1), .title = text_format(arena, "Tornado: %s", asked->title), .says = ""};
    int n;
    const int32_t *order = uncertainty_say_bars(results, quantity, arena, &n);
    if (n == 0 || !isfinite(asked->nominal)) return drawing;
    const int shown = n < MOST_BARS ? n : MOST_BARS;
    drawing.says = tornado_says(results, order, n, shown, arena);
    struct plot plot = plot_begin(arena, drawing.id, 84 + ROW * shown, drawing.title, drawing.says);
    const struct span span = span_of_bars(results, order, shown, asked->nominal);
    const double middle = along(asked->nominal, span.lo, span.hi);
    const struct plot_key keys[] = {{.label = "input at its low end", .paint = {.fill = SVG_BLUE}}, {.label = "at its high end", .paint = {.fill = SVG_ORANGE, .hatch = SVG_RISING}}};
    plot_legend(&plot, 8, 44, PLOT_WIDTH - 10, keys, 2);
    for (int k = 0; k < shown; k++) tornado_row(&plot, results, &results->bars[order[k]], span, 74 + ROW * k);
    svg_line(&plot.svg, middle, 70, middle, 76 + ROW * shown, (struct svg_paint){.stroke = SVG_INK, .stroke_width = 1.5});
    svg_text(&plot.svg, middle, 64, (struct svg_font){.size = 12, .bold = true, .anchor = SVG_MIDDLE}, text_format(arena, "nominal %s", mark_as(arena, asked->nominal, uncertainty_say_number(arena, asked->nominal, asked->unit), "quantities.%s.nominal", asked->name)));
    drawing.svg = plot_end(&plot);
    return drawing;
}

/* --- elementary effects --------------------------------------------------------------------------------- */

/* A dot and the words beside it, as boxes that nothing else may cover. */
struct spot { double left, top, right, bottom; };
struct field { struct plot *plot; struct svg_axis x, y; double left, right, top, bottom; struct svg_prefix prefix; struct spot taken[2 * MOST_DOTS]; int n_taken; };

static double or_zero(double value) { return isfinite(value) ? value : 0.0; }

static void field_axes(const struct field *field, const char *unit)
{
    struct plot *plot = field->plot;
    const char *word = text_equal(unit, "bytes_per_s") ? "B/s" : text_equal(unit, "bytes") ? "B" : text_equal(unit, "w") ? "W" : text_equal(unit, "s") ? "s" : "";
    for (double at = 0.0; at <= field->x.hi + 0.5 * field->x.step; at += field->x.step) {
        const double x = svg_axis_at(&field->x, at, field->left, field->right);
        svg_line(&plot->svg, x, field->top, x, field->bottom, grid);
        svg_text(&plot->svg, x, field->bottom + 16, (struct svg_font){.size = 12, .anchor = SVG_MIDDLE, .tick = true, .fill = SVG_MUTED}, svg_axis_tick(plot->arena, &field->x, at));
    }
    for (double at = 0.0; at <= field->y.hi + 0.5 * field->y.step; at += field->y.step) {
        const double y = svg_axis_at(&field->y, at, field->bottom, field->top);
        svg_line(&plot->svg, field->left, y, field->right, y, grid);
        svg_text(&plot->svg, field->left - 6, y + 4, (struct svg_font){.size = 12, .anchor = SVG_END, .tick = true, .fill = SVG_MUTED}, svg_axis_tick(plot->arena, &field->y, at));
    }
    svg_text(&plot->svg, field->right, field->bottom + 34, end_label, text_format(plot->arena, "\xCE\xBC*: mean change across the input's range%s%s%s", *field->prefix.letter || *word ? ", " : "", field->prefix.letter, word));
    svg_text(&plot->svg, 8, field->top - 8, small, "\xCF\x83: how far the change depends on the others");
}

static bool is_free(const struct field *field, struct spot spot)
{
    if (spot.left < field->left + 1.0 || spot.top < field->top || spot.bottom > field->bottom) return false;
    for (int k = 0; k < field->n_taken; k++) {
        const struct spot *other = &field->taken[k];
        if (spot.left < other->right && other->left < spot.right && spot.top < other->bottom && other->top < spot.bottom) return false;
    }
    return true;
}

/* Nearest to the dot where it covers neither dots nor other numbers; from further off a line leads to it. */
static void number_beside(struct field *field, double x, double y, const char *text)
{
    static const double ways[][2] = {{1, -0.7}, {1, 0.9}, {-1, -0.7}, {-1, 0.9}, {0.1, -1.3}, {0.1, 1.5}, {1, 0.1}, {1, -1.6}, {1, 1.8}};
    const double half = svg_text_width(text, 12) / 2.0;
    for (int ring = 0; ring < 12; ring++)
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
            const double away = 8.0 + 9.0 * ring, middle = x + ways[w][0] * (away + half), baseline = y + ways[w][1] * away + 4.0;
            const struct spot spot = {middle - half - 2.0, baseline - 10.0, middle + half + 2.0, baseline + 2.0};
            if (!is_free(field, spot)) continue;
            field->taken[field->n_taken++] = spot;
            if (ring > 0) svg_line(&field->plot->svg, x, y, middle, baseline - 4.0, (struct svg_paint){.stroke = SVG_MUTED, .stroke_width = 0.8});
            svg_text(&field->plot->svg, middle, baseline, (struct svg_font){.size = 12, .bold = true, .halo = true, .anchor = SVG_MIDDLE}, text);
            return;
        }
}

struct dot { double x, y; };

static struct dot dot_of(const struct field *field, const struct uncertainty_effect *effect)
{
    return (struct dot){svg_axis_at(&field->x, plot_seen(field->plot, effect->mu_star) / field->prefix.factor, field->left, field->right),
                        svg_axis_at(&field->y, or_zero(effect->sigma) / field->prefix.factor, field->bottom, field->top)};
}

/* The more the further in front; numbers after all dots. */
static void effect_dots(struct field *field, const struct uncertainty_results *results, const int32_t *order, int n)
{
    struct plot *plot = field->plot;
    for (int k = n - 1; k >= 0; k--) {
        const struct uncertainty_effect *effect = &results->effects[order[k]];
        const struct dot dot = dot_of(field, effect);
        const bool raises = effect->mu >= 0.0;
        svg_circle(&plot->svg, dot.x, dot.y, 5, (struct svg_paint){.fill = raises ? SVG_BLUE : "#ffffff", .stroke = raises ? "#ffffff" : SVG_VERMILLION, .stroke_width = raises ? 1 : 2.2, .data = true});
        field->taken[field->n_taken++] = (struct spot){dot.x - 5, dot.y - 5, dot.x + 5, dot.y + 5};
        svg_text(&plot->svg, field->right + 20, field->top + 8 + 18 * k, label, text_format(plot->arena, "%s %s", mark_name(plot->arena, text_format(plot->arena, "%d", k + 1)), short_path(results->inputs[effect->input].path, PLOT_WIDTH - field->right - 50, plot->arena)));
    }
    for (int k = 0; k < n; k++) {
        const struct dot dot = dot_of(field, &results->effects[order[k]]);
        number_beside(field, dot.x, dot.y, mark_name(plot->arena, text_format(plot->arena, "%d", k + 1)));
    }
}

struct charts_drawing charts_uncertainty_effects(const struct uncertainty_results *results, int32_t quantity, struct arena *arena)
{
    const struct uncertainty_quantity *asked = &results->quantities[quantity];
    struct charts_drawing drawing = {.id = text_format(arena, "figure-effects-%d", (int)quantity + 1), .title = text_format(arena, "Elementary effects: %s", asked->title), .says = ""};
    int n;
    const int32_t *order = uncertainty_say_effects(results, quantity, arena, &n);
    if (n < 2) return drawing;               /* a dot alone is told by its row in the table */
    const int shown = n < MOST_DOTS ? n : MOST_DOTS;
    double most_sigma = 0.0;
    for (int k = 0; k < shown; k++) most_sigma = fmax(most_sigma, or_zero(results->effects[order[k]].sigma));
    const struct uncertainty_effect *first = &results->effects[order[0]];
    drawing.says = text_format(arena, "Over %s walks through all inputs. Right: it moves the quantity far. Up: how far depends on the other inputs. Filled: it raises the quantity; hollow: it lowers it. The farthest: %s, %s.%s",
                               say_marked(arena, results->walks, UNIT_COUNT, "walks"), mark_name(arena, results->inputs[first->input].path),
                               mark_as(arena, first->mu_star, uncertainty_say_number(arena, first->mu_star, asked->unit), "effects[%d].mu_star", (int)(first - results->effects)),
                               n > shown ? text_format(arena, " %s lesser ones are left out here.", say_marked(arena, n - shown, UNIT_COUNT, "effects.%s.left_out", asked->name)) : "");
    struct plot plot = plot_begin(arena, drawing.id, 350, drawing.title, drawing.says);
    struct field field = {.plot = &plot, .left = 62, .right = 450, .top = 56, .bottom = 300, .prefix = svg_prefix_for(fmax(first->mu_star, most_sigma))};
    field.x = svg_axis_up_to(0.0, first->mu_star / field.prefix.factor, 5);
    field.y = svg_axis_up_to(0.0, fmax(most_sigma, 1e-3 * first->mu_star) / field.prefix.factor, 5);
    field_axes(&field, asked->unit);
    effect_dots(&field, results, order, shown);
    plot_seen(&plot, 0.0);
    drawing.svg = plot_end(&plot);
    return drawing;
}

/* --- shares of variance, chances -------------------------------------------------------------------------- */

static void percent_axis(struct plot *plot, double top, double bottom)
{
    for (int part = 0; part <= 4; part++) {
        const double x = along(part, 0.0, 4.0);
        svg_line(&plot->svg, x, top, x, bottom, grid);
        svg_text(&plot->svg, x, bottom + 16, (struct svg_font){.size = 12, .anchor = SVG_MIDDLE, .tick = true, .fill = SVG_MUTED}, text_format(plot->arena, "%d %%", 25 * part));
    }
}

static void whisker(struct plot *plot, double lo, double hi, double y)
{
    const struct svg_paint ink = {.stroke = SVG_INK, .stroke_width = 1.5};
    const double from = along(lo, 0.0, 1.0), to = along(hi, 0.0, 1.0);
    svg_line(&plot->svg, from, y, to, y, ink);
    svg_line(&plot->svg, from, y - 4, from, y + 4, ink);
    svg_line(&plot->svg, to, y - 4, to, y + 4, ink);
}

static const char *share_of(struct arena *arena, const struct uncertainty_results *results, const struct uncertainty_index *index, const char *part, double value)
{
    return say_marked(arena, value, UNIT_FRACTION, "indices[%d].%s", (int)(index - results->indices), part);
}

static void index_row(struct plot *plot, const struct uncertainty_results *results, const struct uncertainty_index *index, double y)
{
    svg_text(&plot->svg, LEFT - 8, y + 20, end_label, short_path(results->inputs[index->input].path, LEFT - 24, plot->arena));
    svg_rect(&plot->svg, LEFT, y + 3, along(plot_seen(plot, index->total), 0.0, 1.0) - LEFT, 12, (struct svg_paint){.fill = SVG_SKY, .stroke = SVG_BLUE, .stroke_width = 1, .data = true});
    svg_rect(&plot->svg, LEFT, y + 17, along(plot_seen(plot, index->first), 0.0, 1.0) - LEFT, 12, (struct svg_paint){.fill = SVG_BLUE, .data = true});
    whisker(plot, index->total_lo, index->total_hi, y + 9);
    whisker(plot, index->first_lo, index->first_hi, y + 23);
    svg_text(&plot->svg, RIGHT + 8, y + 13, label, share_of(plot->arena, results, index, "total", index->total));
    svg_text(&plot->svg, RIGHT + 8, y + 28, label, share_of(plot->arena, results, index, "first", index->first));
}

struct charts_drawing charts_uncertainty_indices(const struct uncertainty_results *results, int32_t quantity, struct arena *arena)
{
    enum { PAIR = 36 };
    const struct uncertainty_quantity *asked = &results->quantities[quantity];
    struct charts_drawing drawing = {.id = text_format(arena, "figure-indices-%d", (int)quantity + 1), .title = text_format(arena, "Shares of the variance: %s", asked->title), .says = ""};
    int n;
    const int32_t *order = uncertainty_say_indices(results, quantity, arena, &n);
    if (n == 0) return drawing;
    const int shown = n < MOST_BARS ? n : MOST_BARS;
    const struct uncertainty_index *first = &results->indices[order[0]];
    drawing.says = text_format(arena, "Alone: what would go if the input were known. With others: what would stay if all others were known. With " MARK_NAME("95 %% intervals") ". The largest: %s, %s with others (%s to %s).%s",
                               mark_name(arena, results->inputs[first->input].path), share_of(arena, results, first, "total", first->total), share_of(arena, results, first, "total_lo", first->total_lo),
                               share_of(arena, results, first, "total_hi", first->total_hi), n > shown ? text_format(arena, " %s smaller ones are left out here.", say_marked(arena, n - shown, UNIT_COUNT, "indices.%s.left_out", asked->name)) : "");
    struct plot plot = plot_begin(arena, drawing.id, 94 + PAIR * shown, drawing.title, drawing.says);
    const struct plot_key keys[] = {{.label = "with others (total index)", .paint = {.fill = SVG_SKY, .stroke = SVG_BLUE}}, {.label = "alone (first-order index)", .paint = {.fill = SVG_BLUE}}};
    plot_legend(&plot, 8, 44, PLOT_WIDTH - 10, keys, 2);
    percent_axis(&plot, 60, 66 + PAIR * shown);
    for (int k = 0; k < shown; k++) index_row(&plot, results, &results->indices[order[k]], 62 + PAIR * k);
    plot_seen(&plot, -1.0);
    drawing.svg = plot_end(&plot);
    return drawing;
}

static void chance_row(struct plot *plot, const struct uncertainty_requirement *requirement, double y)
{
    const double chance = plot_seen(plot, requirement->chance);
    svg_text(&plot->svg, LEFT - 8, y + 17, end_label, svg_text_cut(plot->arena, mark_name(plot->arena, text_format(plot->arena, "%s: %s", requirement->id, requirement->text)), 12, LEFT - 16));
    svg_rect(&plot->svg, LEFT, y + 5, along(chance, 0.0, 1.0) - LEFT, ROW - 10, (struct svg_paint){.fill = chance >= 0.5 ? SVG_BLUE : SVG_VERMILLION, .hatch = chance >= 0.5 ? SVG_PLAIN : SVG_RISING, .data = true});
    whisker(plot, requirement->chance_lo, requirement->chance_hi, y + ROW / 2.0);
    svg_text(&plot->svg, RIGHT + 8, y + 17, label, say_marked(plot->arena, chance, UNIT_FRACTION, "%s.chance", uncertainty_say_id(requirement, plot->arena)));
}

struct charts_drawing charts_uncertainty_chances(const struct uncertainty_results *results, struct arena *arena)
{
    struct charts_drawing drawing = {.id = "figure-chances", .title = "How likely each requirement holds", .says = ""};
    int n = 0, row = 0;
    for (int32_t r = 0; r < results->n_requirements; r++) n += !isnan(results->requirements[r].chance);
    if (!(results->samples > 0.0) || n == 0) return drawing;
    drawing.says = text_format(arena, "Of %s draws of all inputs together; every MUST together in %s.", say_marked(arena, results->samples, UNIT_COUNT, "samples"), uncertainty_say_chance(&results->all, arena));
    struct plot plot = plot_begin(arena, drawing.id, 64 + ROW * (n + 1), drawing.title, drawing.says);
    percent_axis(&plot, 34, 38 + ROW * (n + 1));
    for (int32_t r = 0; r < results->n_requirements; r++)
        if (!isnan(results->requirements[r].chance)) chance_row(&plot, &results->requirements[r], 36 + ROW * row++);
    chance_row(&plot, &results->all, 36 + ROW * row);
    plot_seen(&plot, -1.0);
    drawing.svg = plot_end(&plot);
    return drawing;
}
