#include "reports/charts_map.h"

#include <math.h>

#include "base/text.h"
#include "reports/charts_study.h"
#include "reports/mark.h"
#include "reports/plot.h"
#include "reports/say.h"

enum { MAP_LEFT = 150, MAP_RIGHT = PLOT_WIDTH - 30, MAP_MOST_HEIGHT = 420, MAP_TICKS = 8, MOST_MARKED = 400 };

static const struct svg_font tick_font = {.size = 12, .fill = SVG_MUTED};

static struct svg_paint label_paint(int32_t label)
{
    static const struct svg_paint paints[] = {
        {.fill = SVG_BLUE, .data = true}, {.fill = SVG_ORANGE, .data = true, .hatch = SVG_DOTS}, {.fill = SVG_GREEN, .data = true, .hatch = SVG_FALLING},
        {.fill = SVG_PURPLE, .data = true, .hatch = SVG_UPRIGHT}, {.fill = SVG_SKY, .data = true}, {.fill = SVG_YELLOW, .data = true, .hatch = SVG_CROSSED},
        {.fill = SVG_VERMILLION, .data = true, .hatch = SVG_RISING}, {.fill = SVG_GREY, .data = true},
    };
    return paints[label % (int32_t)(sizeof paints / sizeof *paints)];
}

/* Where the map lies. Columns are numbers and stand on lines; so do rows that are, else they are bands. */
struct frame {
    struct plot *plot;
    const struct study_digest *study;
    const struct study_map *map;
    bool bands;
    double left, right, top, bottom;
};

static const char *value_text(const struct frame *frame, int32_t input, int32_t k)
{
    const struct study_input *of = &frame->study->inputs[input];
    return of->is_number ? say_named(frame->plot->arena, of->values[k], of->unit) : of->texts[k];
}

/* Of a column's place, 0 to n_x - 1, and between. */
static double x_of(const struct frame *frame, double column)
{
    return frame->left + (frame->right - frame->left) * column / (frame->map->n_x - 1);
}

/* Row 0 lies at the bottom; a band from its place to the next. */
static double y_of(const struct frame *frame, double row)
{
    return frame->bottom - (frame->bottom - frame->top) * row / (frame->bands ? frame->map->n_y : frame->map->n_y - 1);
}

static double row_middle(const struct frame *frame, int32_t row) { return y_of(frame, frame->bands ? row + 0.5 : row); }

static void tick_x(const struct frame *frame, double x, const char *text, enum svg_anchor anchor)
{
    svg_text(&frame->plot->svg, x, frame->bottom + 17, (struct svg_font){.size = 12, .anchor = anchor, .tick = true, .fill = SVG_MUTED}, text);
}

static void tick_y(const struct frame *frame, double y, const char *text)
{
    svg_text(&frame->plot->svg, frame->left - 8, y + 4, (struct svg_font){.size = 12, .anchor = SVG_END, .tick = true, .fill = SVG_MUTED},
             svg_text_cut(frame->plot->arena, text, tick_font.size, MAP_LEFT - 16));
}

static void axis_names(const struct frame *frame)
{
    struct arena *arena = frame->plot->arena;
    svg_text(&frame->plot->svg, frame->right, frame->bottom + 36, (struct svg_font){.size = 12.5, .anchor = SVG_END, .bold = true}, mark_name(arena, frame->study->inputs[frame->map->x].path));
    if (frame->map->y >= 0)
        svg_text(&frame->plot->svg, 8, frame->top - 10, (struct svg_font){.size = 12.5, .bold = true}, svg_text_cut(arena, mark_name(arena, frame->study->inputs[frame->map->y].path), 13, PLOT_WIDTH - 20));
}

/* In the middle under its place, or as far left as the drawing needs. */
static enum svg_anchor anchor_at(double x, const char *text)
{
    return 0.5 * svg_text_width(text, tick_font.size) > PLOT_WIDTH - x ? SVG_END : SVG_MIDDLE;
}

/* Every k-th value, so that no more than MAP_TICKS stand on an axis. */
static void grid_ticks(const struct frame *frame)
{
    const int32_t every_x = (frame->map->n_x + MAP_TICKS - 1) / MAP_TICKS, every_y = (frame->map->n_y + 19) / 20;
    for (int32_t c = 0; c < frame->map->n_x; c += every_x) tick_x(frame, x_of(frame, c), value_text(frame, frame->map->x, c), anchor_at(x_of(frame, c), value_text(frame, frame->map->x, c)));
    for (int32_t r = 0; frame->map->y >= 0 && r < frame->map->n_y; r += every_y) tick_y(frame, row_middle(frame, r), value_text(frame, frame->map->y, r));
}

/* --- patches: what of the map is nearest to which point ----------------------------------------------------- */

/* Shapes of one paint, one after the other with a gap between. */
struct shapes { double *x, *y; int n; };
struct patches { const struct frame *frame; struct shapes *of_label; struct shapes lines; };

static void corner(struct shapes *shapes, double x, double y)
{
    shapes->x[shapes->n] = x;
    shapes->y[shapes->n++] = y;
}

static void end_shape(struct shapes *shapes) { corner(shapes, (double)NAN, (double)NAN); }

static int32_t label_at(const struct frame *frame, int32_t column, int32_t row) { return frame->map->cell[row * frame->map->n_x + column]; }

static double turn(const double *turns, int32_t cell) { return isnan(turns[cell]) ? 0.5 : turns[cell]; }

static void line(struct patches *patches, double x1, double y1, double x2, double y2)
{
    corner(&patches->lines, x1, y1);
    corner(&patches->lines, x2, y2);
    end_shape(&patches->lines);
}

static void band(struct patches *patches, int32_t label, double from, double to, int32_t row)
{
    const struct frame *frame = patches->frame;
    if (label < 0) return;
    struct shapes *shapes = &patches->of_label[label];
    corner(shapes, x_of(frame, from), y_of(frame, row));
    corner(shapes, x_of(frame, to), y_of(frame, row));
    corner(shapes, x_of(frame, to), y_of(frame, row + 1));
    corner(shapes, x_of(frame, from), y_of(frame, row + 1));
    end_shape(shapes);
}

static void fill_band(struct patches *patches, int32_t row)
{
    const struct frame *frame = patches->frame;
    double from = 0.0;
    for (int32_t c = 0; c + 1 < frame->map->n_x; c++) {
        const int32_t here = label_at(frame, c, row), next = label_at(frame, c + 1, row);
        const double at = c + turn(frame->map->turns_x, row * frame->map->n_x + c);
        if (here == next) continue;
        band(patches, here, from, at, row);
        if (here >= 0 && next >= 0) line(patches, x_of(frame, at), y_of(frame, row), x_of(frame, at), y_of(frame, row + 1));
        from = at;
    }
    band(patches, label_at(frame, frame->map->n_x - 1, row), from, frame->map->n_x - 1, row);
}

/* Between four points: corners are theirs, sides turn somewhere, and all meet in a middle. */
struct square { int32_t label[4]; double corner_x[4], corner_y[4], side_x[4], side_y[4], middle_x, middle_y; };

/* Corners and sides go round: side k lies between corner k and the next. */
static struct square square_at(const struct frame *frame, int32_t column, int32_t row)
{
    static const int32_t right[] = {0, 1, 1, 0}, up[] = {0, 0, 1, 1};
    const struct study_map *map = frame->map;
    const int32_t cell = row * map->n_x + column;
    const double along[] = {turn(map->turns_x, cell), 1.0, turn(map->turns_x, cell + map->n_x), 0.0}, across[] = {0.0, turn(map->turns_y, cell + 1), 1.0, turn(map->turns_y, cell)};
    struct square square;
    double n = 0.0, x = 0.0, y = 0.0;
    for (int k = 0; k < 4; k++) {
        square.label[k] = label_at(frame, column + right[k], row + up[k]);
        square.corner_x[k] = x_of(frame, column + right[k]);
        square.corner_y[k] = y_of(frame, row + up[k]);
        square.side_x[k] = x_of(frame, column + along[k]);
        square.side_y[k] = y_of(frame, row + across[k]);
    }
    for (int k = 0; k < 4; k++) {
        if (square.label[k] == square.label[(k + 1) % 4]) continue;
        x += square.side_x[k];
        y += square.side_y[k];
        n++;
    }
    square.middle_x = n > 0.0 ? x / n : square.side_x[0];
    square.middle_y = n > 0.0 ? y / n : square.side_y[1];
    return square;
}

static void fill_square(struct patches *patches, const struct square *square)
{
    for (int k = 0; k < 4; k++) {
        const int before = (k + 3) % 4, label = square->label[k], next = square->label[(k + 1) % 4];
        if (label >= 0) {
            struct shapes *shapes = &patches->of_label[label];
            corner(shapes, square->corner_x[k], square->corner_y[k]);
            corner(shapes, square->side_x[k], square->side_y[k]);
            corner(shapes, square->middle_x, square->middle_y);
            corner(shapes, square->side_x[before], square->side_y[before]);
            end_shape(shapes);
        }
        if (label != next && label >= 0 && next >= 0) line(patches, square->side_x[k], square->side_y[k], square->middle_x, square->middle_y);
    }
}

static struct shapes room_for(struct arena *arena, int corners)
{
    return (struct shapes){ARENA_ARRAY(arena, double, corners), ARENA_ARRAY(arena, double, corners), 0};
}

static void draw_patches(const struct frame *frame, const struct patches *patches)
{
    struct svg *svg = &frame->plot->svg;
    for (int32_t k = 0; k < frame->map->n_labels; k++)
        if (patches->of_label[k].n) svg_path(svg, patches->of_label[k].x, patches->of_label[k].y, patches->of_label[k].n, true, label_paint(k));
    if (patches->lines.n == 0) return;
    svg_path(svg, patches->lines.x, patches->lines.y, patches->lines.n, false, (struct svg_paint){.stroke = "#fff", .stroke_width = 5});
    svg_path(svg, patches->lines.x, patches->lines.y, patches->lines.n, false, (struct svg_paint){.stroke = SVG_INK, .stroke_width = 2.5});
}

static void mark_points(const struct frame *frame)
{
    const struct study_map *map = frame->map;
    for (int32_t r = 0; r < map->n_y; r++)
        for (int32_t c = 0; c < map->n_x; c++) {
            if (label_at(frame, c, r) < 0) continue;
            plot_seen(frame->plot, label_at(frame, c, r));
            if (map->n_x * map->n_y > MOST_MARKED) continue;
            svg_circle(&frame->plot->svg, x_of(frame, c), row_middle(frame, r), 2.0, (struct svg_paint){.fill = "#fff", .stroke = SVG_INK, .stroke_width = 1});
        }
}

static void grid(const struct frame *frame)
{
    const struct study_map *map = frame->map;
    struct arena *arena = frame->plot->arena;
    const int corners = 20 * map->n_x * map->n_y;       /* a square has four shapes of four corners and a gap */
    struct patches patches = {frame, ARENA_ARRAY(arena, struct shapes, map->n_labels), room_for(arena, corners)};
    for (int32_t k = 0; k < map->n_labels; k++) patches.of_label[k] = room_for(arena, corners);
    for (int32_t r = 0; frame->bands && r < map->n_y; r++) fill_band(&patches, r);
    for (int32_t r = 0; !frame->bands && r + 1 < map->n_y; r++)
        for (int32_t c = 0; c + 1 < map->n_x; c++) {
            const struct square square = square_at(frame, c, r);
            fill_square(&patches, &square);
        }
    draw_patches(frame, &patches);
    mark_points(frame);
    grid_ticks(frame);
}

/* --- dots: a sampled study ------------------------------------------------------------------------------------- */

static double scaled(const struct study_input *input, double value) { return input->is_geometric ? log(value) : value; }

static double part_of(const struct study_input *input, double value, double index_of)
{
    if (!input->is_number) return (value + 0.5) / index_of;
    if (!(input->hi > input->lo)) return 0.5;
    return (scaled(input, value) - scaled(input, input->lo)) / (scaled(input, input->hi) - scaled(input, input->lo));
}

/* Hatches don't show on so little: shapes tell dots apart without colour. */
static struct svg_paint dot_paint(int32_t label)
{
    struct svg_paint paint = label_paint(label);
    paint.hatch = SVG_PLAIN;
    paint.stroke = SVG_INK;
    paint.stroke_width = 0.5;
    return paint;
}

static void dots(const struct frame *frame)
{
    const struct study_map *map = frame->map;
    const struct study_input *x = &frame->study->inputs[map->x], *y = map->y < 0 ? NULL : &frame->study->inputs[map->y];
    svg_rect(&frame->plot->svg, frame->left, frame->top, frame->right - frame->left, frame->bottom - frame->top, (struct svg_paint){.stroke = SVG_MUTED});
    tick_x(frame, frame->left, say_named(frame->plot->arena, x->lo, x->unit), SVG_START);
    tick_x(frame, frame->right, say_named(frame->plot->arena, x->hi, x->unit), SVG_END);
    for (int e = 0; y && y->is_number && e < 2; e++) tick_y(frame, e ? frame->top + 6 : frame->bottom - 4, say_named(frame->plot->arena, e ? y->hi : y->lo, y->unit));
    for (int32_t k = 0; y && !y->is_number && k < y->n_values; k++) tick_y(frame, row_middle(frame, k), y->texts[k]);
    for (int32_t k = 0; k < map->n_dots; k++) {
        plot_seen(frame->plot, map->label[k]);
        svg_symbol(&frame->plot->svg, map->label[k], frame->left + part_of(x, map->at_x[k], 1) * (frame->right - frame->left),
                   frame->bottom - (y ? part_of(y, map->at_y[k], map->n_y) : 0.5) * (frame->bottom - frame->top), 4.5, dot_paint(map->label[k]));
    }
}

static const char *how_found(const struct study_digest *study, const struct study_map *map)
{
    int32_t n = 0, bisected = 0;
    for (int32_t f = 0; f < study->n_flips; f++) {
        n += study->flips[f].text == map->text;
        bisected += study->flips[f].text == map->text && study->flips[f].bisected;
    }
    return bisected == n ? "bisected on the plan" : bisected ? "some bisected on the plan, the others drawn halfway between points" : "drawn halfway between points: only the simulation tells it";
}

static const char *map_says(const struct study_digest *study, const struct study_map *map, struct arena *arena)
{
    int32_t flips = 0;
    for (int32_t f = 0; f < study->n_flips; f++) flips += study->flips[f].text == map->text;
    const char *held = *map->held ? text_format(arena, " At %s.", mark_text(arena, text_format(arena, "maps[%d].held", (int)(map - study->maps)), map->held)) : "", *meaning = mark_name(arena, mark_begun(arena, study->texts[map->text].meaning)), *along = mark_name(arena, study->inputs[map->x].path);
    if (!map->is_grid) return text_format(arena, "%s. Each mark is a point, the first %s of them.%s", meaning, say_marked(arena, map->n_dots, UNIT_COUNT, "maps[%d].n_dots", (int)(map - study->maps)), held);
    if (flips == 0) return text_format(arena, "%s. It is the same along %s; lines stand where it changes across.%s", meaning, along, held);
    return text_format(arena, "%s. Along %s it flips %s, %s; dots are the points that were tried.%s", meaning, along,
                       flips == 1 ? "once" : text_format(arena, "%s times", say_marked(arena, flips, UNIT_COUNT, "maps[%d].flips", (int)(map - study->maps))), how_found(study, map), held);
}

static double map_height(const struct study_digest *study, const struct study_map *map, bool bands)
{
    if (map->y < 0) return 60.0;
    if (!map->is_grid && study->inputs[map->y].is_number) return 320.0;
    return fmin(fmax((map->is_grid ? 34.0 : 60.0) * map->n_y, bands ? 80.0 : 200.0), MAP_MOST_HEIGHT);
}

struct charts_drawing charts_map_draw(const struct study_digest *study, const struct study_map *map, struct arena *arena)
{
    struct charts_drawing drawing = {.id = text_format(arena, "figure-map-%d", (int)map->text), .says = map_says(study, map, arena)};
    drawing.title = text_format(arena, "%s, over %s%s%s", mark_name(arena, mark_begun(arena, charts_study_name(&study->texts[map->text], arena))), mark_name(arena, study->inputs[map->x].path), map->y < 0 ? "" : " and ",
                                map->y < 0 ? "" : mark_name(arena, study->inputs[map->y].path));
    const bool bands = map->y < 0 || !study->inputs[map->y].is_number;
    const double height = map_height(study, map, bands);
    struct plot_key keys[16];
    for (int32_t k = 0; k < map->n_labels; k++) keys[k] = (struct plot_key){.label = svg_text_cut(arena, mark_name(arena, map->labels[k]), 12.5, PLOT_WIDTH - 60), .paint = map->is_grid ? label_paint(k) : dot_paint(k)};
    struct plot plot = plot_begin(arena, drawing.id, 64 + height + 50 + 19 * map->n_labels + 10, drawing.title, drawing.says);
    const struct frame frame = {.plot = &plot, .study = study, .map = map, .bands = bands, .left = map->y < 0 ? 30 : MAP_LEFT, .right = MAP_RIGHT, .top = 64, .bottom = 64 + height};
    axis_names(&frame);
    if (map->is_grid) grid(&frame);
    else dots(&frame);
    (map->is_grid ? plot_legend : plot_legend_symbols)(&plot, 8, frame.bottom + 62, PLOT_WIDTH - 8, keys, map->n_labels);
    drawing.svg = plot_end(&plot);
    return drawing;
}
