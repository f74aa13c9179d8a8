#include "reports/charts_study.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "reports/plot.h"
#include "reports/say.h"

static const struct svg_font tick_font = {.size = 12, .fill = SVG_MUTED};

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
        svg_text(&plot->svg, panel->left - 7, y + 4, (struct svg_font){.size = 12, .anchor = SVG_END, .fill = SVG_MUTED},
                 say_quantity(plot->arena, value * panel->factor, panel->column->unit));
    }
    const double ends[] = {panel->input->lo, panel->input->hi};
    for (int e = 0; e < 2; e++)
        svg_text(&plot->svg, e ? panel->right : panel->left, panel->bottom + 17, (struct svg_font){.size = 12, .anchor = e ? SVG_END : SVG_START, .fill = SVG_MUTED},
                 say_named(plot->arena, ends[e], panel->input->unit));
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
    svg_text(&plot->svg, panel.left, y + 20, (struct svg_font){.size = 13, .bold = true}, charts_study_name(panel.column, plot->arena));
    panel_axes(&panel);
    panel_curve(&panel);
}

struct charts_drawing charts_study_curves(const struct study_digest *study, int32_t input, struct arena *arena)
{
    struct charts_drawing drawing = {.id = text_format(arena, "figure-curves-%d", (int)input + 1), .title = text_format(arena, "What follows %s", study->inputs[input].path)};
    int32_t n = 0;
    for (int32_t c = 0; c < study->n_curves; c++) n += study->curves[c].input == input;
    drawing.says = text_format(arena, "From %s to %s%s. Line: mean over all points of that value; band: the least and the most of them, as the other inputs vary.",
                               say_named(arena, study->inputs[input].lo, study->inputs[input].unit), say_named(arena, study->inputs[input].hi, study->inputs[input].unit),
                               study->inputs[input].is_geometric ? ", on a scale of equal ratios" : "");
    if (n == 0) return drawing;
    struct plot plot = plot_begin(arena, drawing.id, PANELS_TOP + (n + 1) / 2 * PANEL_HEIGHT, drawing.title, drawing.says);
    int k = 0;
    for (int32_t c = 0; c < study->n_curves; c++)
        if (study->curves[c].input == input) draw_panel(&plot, study, &study->curves[c], k++);
    drawing.svg = plot_end(&plot);
    return drawing;
}

/* --- maps ------------------------------------------------------------------------------------------------ */

enum { MAP_LEFT = 150, MAP_RIGHT = PLOT_WIDTH - 20, MAP_MOST_HEIGHT = 420, MAP_TICKS = 8 };

static struct svg_paint label_paint(int32_t label)
{
    static const struct svg_paint paints[] = {
        {.fill = SVG_BLUE, .data = true}, {.fill = SVG_ORANGE, .data = true, .hatch = SVG_DOTS}, {.fill = SVG_GREEN, .data = true, .hatch = SVG_FALLING},
        {.fill = SVG_PURPLE, .data = true, .hatch = SVG_UPRIGHT}, {.fill = SVG_SKY, .data = true}, {.fill = SVG_YELLOW, .data = true, .hatch = SVG_CROSSED},
        {.fill = SVG_VERMILLION, .data = true, .hatch = SVG_RISING}, {.fill = SVG_GREY, .data = true},
    };
    return paints[label % (int32_t)(sizeof paints / sizeof *paints)];
}

struct frame {
    struct plot *plot;
    const struct study_digest *study;
    const struct study_map *map;
    double left, right, top, bottom;
};

static const char *value_text(const struct frame *frame, int32_t input, int32_t k)
{
    const struct study_input *of = &frame->study->inputs[input];
    return of->is_number ? say_named(frame->plot->arena, of->values[k], of->unit) : of->texts[k];
}

static double column_x(const struct frame *frame, int32_t column)
{
    return frame->left + (frame->right - frame->left) * column / frame->map->n_x;
}

/* Row 0 lies at the bottom. */
static double row_y(const struct frame *frame, int32_t row)
{
    return frame->bottom - (frame->bottom - frame->top) * row / frame->map->n_y;
}

static void tick_x(const struct frame *frame, double x, const char *text, enum svg_anchor anchor)
{
    svg_text(&frame->plot->svg, x, frame->bottom + 17, (struct svg_font){.size = 12, .anchor = anchor, .fill = SVG_MUTED}, text);
}

static void tick_y(const struct frame *frame, double y, const char *text)
{
    svg_text(&frame->plot->svg, frame->left - 8, y + 4, (struct svg_font){.size = 12, .anchor = SVG_END, .fill = SVG_MUTED},
             svg_text_cut(frame->plot->arena, text, tick_font.size, MAP_LEFT - 16));
}

static void axis_names(const struct frame *frame)
{
    struct arena *arena = frame->plot->arena;
    svg_text(&frame->plot->svg, frame->right, frame->bottom + 36, (struct svg_font){.size = 12.5, .anchor = SVG_END, .bold = true}, frame->study->inputs[frame->map->x].path);
    if (frame->map->y >= 0)
        svg_text(&frame->plot->svg, 8, frame->top - 10, (struct svg_font){.size = 12.5, .bold = true}, svg_text_cut(arena, frame->study->inputs[frame->map->y].path, 13, PLOT_WIDTH - 20));
}

/* Every k-th value, so that no more than MAP_TICKS stand on an axis. */
static void grid_ticks(const struct frame *frame)
{
    const int32_t every_x = (frame->map->n_x + MAP_TICKS - 1) / MAP_TICKS, every_y = (frame->map->n_y + 19) / 20;
    for (int32_t c = 0; c < frame->map->n_x; c += every_x)
        tick_x(frame, (column_x(frame, c) + column_x(frame, c + 1)) / 2, value_text(frame, frame->map->x, c), SVG_MIDDLE);
    for (int32_t r = 0; frame->map->y >= 0 && r < frame->map->n_y; r += every_y)
        tick_y(frame, (row_y(frame, r) + row_y(frame, r + 1)) / 2, value_text(frame, frame->map->y, r));
}

/* A run of equal cells in a row is one rectangle. */
static void grid_cells(const struct frame *frame)
{
    const struct study_map *map = frame->map;
    for (int32_t r = 0; r < map->n_y; r++)
        for (int32_t c = 0, end; c < map->n_x; c = end) {
            const int32_t label = map->cell[r * map->n_x + c];
            for (end = c + 1; end < map->n_x && map->cell[r * map->n_x + end] == label; end++) continue;
            if (label < 0) continue;
            plot_seen(frame->plot, label);
            svg_rect(&frame->plot->svg, column_x(frame, c), row_y(frame, r + 1), column_x(frame, end) - column_x(frame, c), row_y(frame, r) - row_y(frame, r + 1), label_paint(label));
        }
}

static void flip_line(const struct frame *frame, double x1, double y1, double x2, double y2)
{
    svg_line(&frame->plot->svg, x1, y1, x2, y2, (struct svg_paint){.stroke = "#fff", .stroke_width = 5});
    svg_line(&frame->plot->svg, x1, y1, x2, y2, (struct svg_paint){.stroke = SVG_INK, .stroke_width = 2.5});
}

static void grid_flips(const struct frame *frame)
{
    const struct study_map *map = frame->map;
    const bool ordered_rows = map->y >= 0 && frame->study->inputs[map->y].is_number;
    for (int32_t r = 0; r < map->n_y; r++)
        for (int32_t c = 0; c < map->n_x; c++) {
            const int32_t here = map->cell[r * map->n_x + c];
            const int32_t left = c > 0 ? map->cell[r * map->n_x + c - 1] : here, under = r > 0 && ordered_rows ? map->cell[(r - 1) * map->n_x + c] : here;
            if (left != here && left >= 0 && here >= 0) flip_line(frame, column_x(frame, c), row_y(frame, r), column_x(frame, c), row_y(frame, r + 1));
            if (under != here && under >= 0 && here >= 0) flip_line(frame, column_x(frame, c), row_y(frame, r), column_x(frame, c + 1), row_y(frame, r));
        }
}

static double part_of(const struct study_input *input, double value, double index_of)
{
    if (!input->is_number) return (value + 0.5) / index_of;
    if (!(input->hi > input->lo)) return 0.5;
    return (scaled(input, value) - scaled(input, input->lo)) / (scaled(input, input->hi) - scaled(input, input->lo));
}

static void dots(const struct frame *frame)
{
    const struct study_map *map = frame->map;
    const struct study_input *x = &frame->study->inputs[map->x], *y = map->y < 0 ? NULL : &frame->study->inputs[map->y];
    svg_rect(&frame->plot->svg, frame->left, frame->top, frame->right - frame->left, frame->bottom - frame->top, (struct svg_paint){.stroke = SVG_MUTED});
    tick_x(frame, frame->left, say_named(frame->plot->arena, x->lo, x->unit), SVG_START);
    tick_x(frame, frame->right, say_named(frame->plot->arena, x->hi, x->unit), SVG_END);
    for (int e = 0; y && y->is_number && e < 2; e++) tick_y(frame, e ? frame->top + 6 : frame->bottom - 4, say_named(frame->plot->arena, e ? y->hi : y->lo, y->unit));
    for (int32_t k = 0; y && !y->is_number && k < y->n_values; k++) tick_y(frame, row_y(frame, k) - (frame->bottom - frame->top) / map->n_y / 2, y->texts[k]);
    for (int32_t k = 0; k < map->n_dots; k++) {
        struct svg_paint paint = label_paint(map->label[k]);
        paint.hatch = SVG_PLAIN;
        paint.stroke = SVG_INK;
        paint.stroke_width = 0.5;
        plot_seen(frame->plot, map->label[k]);
        svg_circle(&frame->plot->svg, frame->left + part_of(x, map->at_x[k], 1) * (frame->right - frame->left),
                   frame->bottom - (y ? part_of(y, map->at_y[k], map->n_y) : 0.5) * (frame->bottom - frame->top), 4.5, paint);
    }
}

static const char *map_says(const struct study_digest *study, const struct study_map *map, struct arena *arena)
{
    int32_t flips = 0;
    for (int32_t f = 0; f < study->n_flips; f++) flips += study->flips[f].text == map->text;
    const char *held = *map->held ? text_format(arena, " At %s.", map->held) : "";
    if (!map->is_grid) return text_format(arena, "%s. Each dot is a point, the first %d of them.%s", study->texts[map->text].meaning, (int)map->n_dots, held);
    return text_format(arena, "%s. It flips %s between neighbouring values of %s; lines stand where.%s", study->texts[map->text].meaning,
                       flips == 1 ? "once" : text_format(arena, "%d times", (int)flips), study->inputs[map->x].path, held);
}

static double map_height(const struct study_digest *study, const struct study_map *map)
{
    const double row = map->is_grid ? 34.0 : 60.0;
    if (map->y < 0) return 60.0;
    if (!map->is_grid && study->inputs[map->y].is_number) return 320.0;
    return fmin(fmax(row * map->n_y, 80.0), MAP_MOST_HEIGHT);
}

struct charts_drawing charts_study_map(const struct study_digest *study, const struct study_map *map, struct arena *arena)
{
    struct charts_drawing drawing = {.id = text_format(arena, "figure-map-%d", (int)map->text), .says = map_says(study, map, arena)};
    drawing.title = text_format(arena, "%s over %s%s%s", charts_study_name(&study->texts[map->text], arena), study->inputs[map->x].path, map->y < 0 ? "" : " and ",
                                map->y < 0 ? "" : study->inputs[map->y].path);
    const double height = map_height(study, map);
    struct plot_key keys[16];
    for (int32_t k = 0; k < map->n_labels; k++) keys[k] = (struct plot_key){.label = svg_text_cut(arena, map->labels[k], 12.5, PLOT_WIDTH - 60), .paint = label_paint(k)};
    struct plot plot = plot_begin(arena, drawing.id, 64 + height + 50 + 19 * map->n_labels + 10, drawing.title, drawing.says);
    const struct frame frame = {.plot = &plot, .study = study, .map = map, .left = map->y < 0 ? 20 : MAP_LEFT, .right = MAP_RIGHT, .top = 64, .bottom = 64 + height};
    axis_names(&frame);
    if (map->is_grid) {
        grid_cells(&frame);
        grid_flips(&frame);
        grid_ticks(&frame);
    } else {
        dots(&frame);
    }
    plot_legend(&plot, 8, frame.bottom + 62, PLOT_WIDTH - 8, keys, map->n_labels);
    drawing.svg = plot_end(&plot);
    return drawing;
}
