#include "reports/charts_study.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/plot.h"
#include "reports/say.h"

const char *charts_study_name(const struct study_column *column, struct arena *arena)
{
    const char *suffix = units_key_suffix(column->unit);
    const size_t length = strlen(column->name), end = strlen(suffix);
    const bool suffixed = *suffix && length > end + 1 && text_ends_with(column->name, suffix) && column->name[length - end - 1] == '_';
    return say_words(arena, text_copy_n(arena, column->name, suffixed ? length - end - 1 : length));
}

/* --- curves ---------------------------------------------------------------------------------------- */

enum { PANEL_WIDTH = 372, PANEL_HEIGHT = 190, PANELS_TOP = 34, PANEL_LEFT = 84, PANEL_RIGHT = 14, PANEL_HEAD = 34, PANEL_FOOT = 26 };

/* One panel: where its frame lies and what its axes mean. */
struct panel {
    struct plot *plot;
    const struct study_input *input;
    const struct study_curve *curve;
    const struct study_column *column;
    double left, right, top, bottom;
    struct svg_axis y;
    double factor;               /* the y axis counts in this many of its unit */
};

static double scaled(const struct study_input *input, double value)
{
    return input->is_geometric ? log(value) : value;
}

static double panel_x(const struct panel *panel, double value)
{
    const double lo = scaled(panel->input, panel->input->lo), hi = scaled(panel->input, panel->input->hi);
    return panel->left + (scaled(panel->input, value) - lo) / (hi - lo) * (panel->right - panel->left);
}

static double panel_y(const struct panel *panel, double value)
{
    return svg_axis_at(&panel->y, value / panel->factor, panel->bottom, panel->top);
}

static void panel_axes(const struct panel *panel)
{
    struct plot *plot = panel->plot;
    const int ticks = (int)floor((panel->y.hi - panel->y.lo) / panel->y.step + 0.5);
    for (int k = 0; k <= ticks; k++) {
        const double value = panel->y.lo + k * panel->y.step, y = svg_axis_at(&panel->y, value, panel->bottom, panel->top);
        svg_line(&plot->svg, panel->left, y, panel->right, y, (struct svg_paint){.stroke = SVG_LINE});
        svg_text(&plot->svg, panel->left - 7, y + 4, (struct svg_font){.size = 12, .anchor = SVG_END, .tick = true, .fill = SVG_MUTED},
                 say_quantity(plot->arena, value * panel->factor, panel->column->unit));
    }
    const double ends[] = {panel->input->lo, panel->input->hi};
    for (int e = 0; e < 2; e++)
        svg_text(&plot->svg, e ? panel->right : panel->left, panel->bottom + 17, (struct svg_font){.size = 12, .anchor = e ? SVG_END : SVG_START, .tick = true, .fill = SVG_MUTED},
                 say_named(plot->arena, ends[e], panel->input->unit));
}

/* Where hardly two points share a value of the input, a line would go up and down with the other inputs. */
static bool is_scattered(const struct study_digest *study, const struct study_curve *curve)
{
    return *study->design && 2.0 * curve->n > (double)study->n_done;
}

static void panel_dots(const struct panel *panel)
{
    for (int32_t k = 0; k < panel->curve->n; k++)
        svg_circle(&panel->plot->svg, panel_x(panel, panel->curve->x[k]), panel_y(panel, plot_seen(panel->plot, panel->curve->mean[k])), 3, (struct svg_paint){.fill = SVG_BLUE, .data = true});
}

/* The spread over the other inputs as a band, the mean as a line with its points. */
static void panel_curve(const struct panel *panel)
{
    const struct study_curve *curve = panel->curve;
    struct arena *arena = panel->plot->arena;
    double *x = ARENA_ARRAY(arena, double, 2 * curve->n), *y = ARENA_ARRAY(arena, double, 2 * curve->n);
    for (int32_t k = 0; k < curve->n; k++) {
        x[k] = x[2 * curve->n - 1 - k] = panel_x(panel, curve->x[k]);
        y[k] = panel_y(panel, curve->most[k]);
        y[2 * curve->n - 1 - k] = panel_y(panel, curve->least[k]);
    }
    svg_path(&panel->plot->svg, x, y, 2 * curve->n, true, (struct svg_paint){.fill = "#cfe6f3", .data = true});
    for (int32_t k = 0; k < curve->n; k++) y[k] = panel_y(panel, plot_seen(panel->plot, curve->mean[k]));
    svg_path(&panel->plot->svg, x, y, curve->n, false, (struct svg_paint){.stroke = SVG_BLUE, .stroke_width = 2.5, .data = true});
    for (int32_t k = 0; curve->n <= 40 && k < curve->n; k++) svg_circle(&panel->plot->svg, x[k], y[k], 3, (struct svg_paint){.fill = SVG_BLUE, .data = true});
}

static void draw_panel(struct plot *plot, const struct study_digest *study, const struct study_curve *curve, int k)
{
    const double x = 4 + k % 2 * PANEL_WIDTH, y = PANELS_TOP + k / 2 * PANEL_HEIGHT;
    struct panel panel = {.plot = plot, .input = &study->inputs[curve->input], .curve = curve, .column = &study->numbers[curve->number],
                          .left = x + PANEL_LEFT, .right = x + PANEL_WIDTH - PANEL_RIGHT, .top = y + PANEL_HEAD, .bottom = y + PANEL_HEIGHT - PANEL_FOOT};
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (int32_t i = 0; i < curve->n; i++) {
        least = fmin(least, curve->least[i]);
        most = fmax(most, curve->most[i]);
    }
    if (least > 0.0 && least < 0.5 * most) least = 0.0;
    const bool has_prefix = panel.column->unit == UNIT_BYTES || panel.column->unit == UNIT_BYTES_PER_S || panel.column->unit == UNIT_WATTS;
    panel.factor = has_prefix ? svg_prefix_for(fmax(fabs(least), fabs(most))).factor : 1.0;
    panel.y = svg_axis_up_to(least / panel.factor, most / panel.factor, 4);
    svg_text(&plot->svg, panel.left, y + 20, (struct svg_font){.size = 13, .bold = true}, mark_name(plot->arena, charts_study_name(panel.column, plot->arena)));
    panel_axes(&panel);
    if (is_scattered(study, curve)) panel_dots(&panel);
    else panel_curve(&panel);
}

static const char *end_of(struct arena *arena, const struct study_digest *study, int32_t input, const char *end, double value)
{
    return mark_as(arena, value, say_named(arena, value, study->inputs[input].unit), "inputs[%d].%s", (int)input, end);
}

struct charts_drawing charts_study_curves(const struct study_digest *study, int32_t input, struct arena *arena)
{
    struct charts_drawing drawing = {.id = text_format(arena, "figure-curves-%d", (int)input + 1), .title = text_format(arena, "What follows %s", mark_name(arena, study->inputs[input].path))};
    int32_t n = 0;
    for (int32_t c = 0; c < study->n_curves; c++) n += study->curves[c].input == input;
    bool scattered = false;
    for (int32_t c = 0; c < study->n_curves; c++) scattered = scattered || (study->curves[c].input == input && is_scattered(study, &study->curves[c]));
    drawing.says = text_format(arena, scattered ? "From %s to %s%s. Each dot is a point, or the mean of those with that value; all other inputs vary too." : "From %s to %s%s. Line: mean over all points of that value; band: the least and the most of them, as the other inputs vary.",
                               end_of(arena, study, input, "lo", study->inputs[input].lo), end_of(arena, study, input, "hi", study->inputs[input].hi),
                               study->inputs[input].is_geometric ? ", on a scale of equal ratios" : "");
    if (n == 0) return drawing;
    struct plot plot = plot_begin(arena, drawing.id, PANELS_TOP + (n + 1) / 2 * PANEL_HEIGHT, drawing.title, drawing.says);
    int k = 0;
    for (int32_t c = 0; c < study->n_curves; c++)
        if (study->curves[c].input == input) draw_panel(&plot, study, &study->curves[c], k++);
    drawing.svg = plot_end(&plot);
    return drawing;
}
