#include "reports/charts_delivery.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "reports/mark.h"
#include "reports/plot.h"
#include "reports/say.h"
#include "reports/story_delivery.h"

enum { FRAME = 84, BETWEEN = 42, FIRST = 88 };

/* Dates along, one frame a quantity below each other. */
struct calendar {
    struct plot plot;
    const struct result_delivery_point *points;
    int32_t n;
    double *days;                        /* of the points */
    double from, to;
};

static bool days_of(const char *date, double *days)
{
    struct date read;
    if (!date_read(date, strlen(date), &read)) return false;
    *days = date_days(read);
    return true;
}

static double x_of(const struct calendar *calendar, double days)
{
    const struct plot *plot = &calendar->plot;
    return plot->left + (plot->right - plot->left) * fmin(1.0, fmax(0.0, (days - calendar->from) / (calendar->to - calendar->from)));
}

static double value_at(const struct result_delivery_point *point, size_t offset)
{
    return *(const double *)(const void *)((const char *)point + offset);
}

/* What holds on a date holds until the next one shown. */
static void steps(struct calendar *calendar, size_t offset, double *x, double *y, int step)
{
    for (int32_t k = 0; k < calendar->n; k++) {
        const double height = plot_height(&calendar->plot, plot_seen(&calendar->plot, value_at(&calendar->points[k], offset)));
        x[2 * k * step] = x_of(calendar, calendar->days[k]);
        x[(2 * k + 1) * step] = x_of(calendar, k + 1 < calendar->n ? calendar->days[k + 1] : calendar->to);
        y[2 * k * step] = y[(2 * k + 1) * step] = height;
    }
}

static void curve(struct calendar *calendar, size_t offset, struct svg_paint paint)
{
    const int32_t count = 2 * calendar->n;
    double *x = ARENA_ARRAY(calendar->plot.arena, double, count), *y = ARENA_ARRAY(calendar->plot.arena, double, count);
    steps(calendar, offset, x, y, 1);
    svg_path(&calendar->plot.svg, x, y, count, false, paint);
}

/* Along the upper edge and back along the lower. */
static void band(struct calendar *calendar, size_t lower, size_t upper, struct svg_paint paint)
{
    const int32_t count = 2 * calendar->n;
    double *x = ARENA_ARRAY(calendar->plot.arena, double, 2 * count), *y = ARENA_ARRAY(calendar->plot.arena, double, 2 * count);
    steps(calendar, upper, x, y, 1);
    steps(calendar, lower, x + 2 * count - 1, y + 2 * count - 1, -1);
    svg_path(&calendar->plot.svg, x, y, 2 * count, true, paint);
}

static double most_of(const struct calendar *calendar, size_t offset)
{
    double most = 0.0;
    for (int32_t k = 0; k < calendar->n; k++) most = fmax(most, value_at(&calendar->points[k], offset));
    return most;
}

static const struct svg_paint shade = { .fill = "#a6cde4", .data = true }, middle = { .stroke = SVG_BLUE, .stroke_width = 2, .data = true };
static const struct svg_paint arrived = { .stroke = SVG_GREEN, .stroke_width = 2, .dash = "7 3", .data = true };
static const struct svg_paint needed = { .stroke = SVG_VERMILLION, .stroke_width = 2, .dash = "9 4" }, planned = { .stroke = SVG_INK, .stroke_width = 1.5, .dash = "2 4" };

static double top_of(int row) { return FIRST + row * (FRAME + BETWEEN); }

static void frame(struct calendar *calendar, int row, const char *what, double most, const char *word)
{
    const double top = top_of(row);
    plot_value_frame(&calendar->plot, top, top + FRAME, most > 0.0 ? most * 1.05 : 1.0, word);
    svg_text(&calendar->plot.svg, calendar->plot.left, top - 10, (struct svg_font){ .size = 12.5, .bold = true }, what);
}

/* Through every frame, not through the titles between them. */
static void mark(struct calendar *calendar, const char *date, int rows, struct svg_paint paint)
{
    double days;
    if (!days_of(date, &days) || days < calendar->from || days > calendar->to) return;
    for (int row = 0; row < rows; row++) {
        const double top = top_of(row);
        svg_line(&calendar->plot.svg, x_of(calendar, days), top, x_of(calendar, days), top + FRAME, paint);
    }
}

/* Firsts of months, at most nine of them. */
static void months(struct calendar *calendar, double bottom)
{
    static const int steps_of[] = { 1, 2, 3, 6, 12, 24, 60, 120, 600 };
    int k = 0;
    while (k < 8 && (calendar->to - calendar->from) / 30.4 / steps_of[k] > 8.0) k++;
    struct date date = date_of_days((int32_t)calendar->from);
    date.day = 1;
    for (date.month = 1; date.year < 9999; ) {
        const double days = date_days(date);
        if (days > calendar->to) return;
        if (days >= calendar->from) {
            const double x = x_of(calendar, days);
            svg_line(&calendar->plot.svg, x, bottom, x, bottom + 4, (struct svg_paint){ .stroke = SVG_INK });
            svg_text(&calendar->plot.svg, x, bottom + 17, (struct svg_font){ .size = 12, .anchor = x > calendar->plot.right - 30 ? SVG_END : SVG_MIDDLE, .tick = true, .fill = SVG_MUTED },
                     text_format(calendar->plot.arena, "%04d-%02d", (int)date.year, (int)date.month));
        }
        date.month += steps_of[k];
        while (date.month > 12) { date.month -= 12; date.year++; }
    }
}

#define POINT(field) offsetof(struct result_delivery_point, field)
static const struct { const char *what, *word; size_t p10, p50, p90; } frames[] = {
    { "usable", "B", POINT(usable_p10_bytes), POINT(usable_p50_bytes), POINT(usable_p90_bytes) },
    { "reads carried", "B/s", POINT(read_p10_bytes_per_s), POINT(read_p50_bytes_per_s), POINT(read_p90_bytes_per_s) },
    { "storage power, maximum at IT", "W", POINT(storage_p10_w), POINT(storage_p50_w), POINT(storage_p90_w) } };
enum { FRAMES = sizeof frames / sizeof frames[0] };

static void keys(struct calendar *calendar, const struct charts_delivery *chart, bool gpus)
{
    struct plot_key shown[5] = { { .label = MARK_NAME("P10 to P90"), .paint = shade }, { .label = MARK_NAME("P50"), .paint = middle, .line = true } };
    int n = 2;
    if (*chart->needed_by) shown[n++] = (struct plot_key){ .label = text_format(calendar->plot.arena, "needed by %s", chart->needed_by), .paint = needed, .line = true };
    if (*chart->as_of) shown[n++] = (struct plot_key){ .label = text_format(calendar->plot.arena, "as of %s", chart->as_of), .paint = planned, .line = true };
    if (gpus) shown[n++] = (struct plot_key){ .label = "GPUs", .paint = arrived, .line = true };
    plot_legend(&calendar->plot, 62, 44, PLOT_WIDTH, shown, n);
}

/* A frame reaches what is asked, unless that would flatten what stands. */
static double asked_of(const struct charts_delivery *chart, int row, double most)
{
    const double asked = row == 0 ? chart->usable_asked : row == 1 ? chart->read_asked : 0.0;
    return asked > 0.0 && asked <= 5.0 * most ? asked : (double)NAN;
}

static void draw(struct calendar *calendar, const struct charts_delivery *chart, bool gpus)
{
    const int rows = FRAMES + gpus;
    const double bottom = FIRST + rows * FRAME + (rows - 1) * BETWEEN;
    for (int f = 0; f < FRAMES; f++) {
        const double most = most_of(calendar, frames[f].p90), asked = asked_of(chart, f, most);
        frame(calendar, f, frames[f].what, isnan(asked) ? most : fmax(most, asked), frames[f].word);
        band(calendar, frames[f].p10, frames[f].p90, shade);
        curve(calendar, frames[f].p50, middle);
        plot_limit(&calendar->plot, asked, text_format(calendar->plot.arena, "asked %s", say_marked(calendar->plot.arena, asked, f == 0 ? UNIT_BYTES : UNIT_BYTES_PER_S, "%s", f == 0 ? chart->usable_id : chart->read_id)), SVG_INK, "2 3");
    }
    if (gpus) {
        frame(calendar, FRAMES, "GPUs standing", most_of(calendar, POINT(gpus)), "");
        curve(calendar, POINT(gpus), arrived);
    }
    mark(calendar, chart->as_of, rows, planned);
    mark(calendar, chart->needed_by, rows, needed);
    months(calendar, bottom);
    keys(calendar, chart, gpus);
}

/* A file may say anything: dates that are none, or out of order, draw nothing. */
static bool read_dates(struct calendar *calendar)
{
    for (int32_t k = 0; k < calendar->n; k++) {
        if (!days_of(calendar->points[k].date, &calendar->days[k])) return false;
        if (k > 0 && !(calendar->days[k] > calendar->days[k - 1])) return false;
    }
    return calendar->n > 0;
}

struct charts_drawing charts_delivery_of(const struct charts_delivery *chart, struct arena *arena)
{
    struct charts_drawing drawing = { .id = chart->id, .title = chart->title, .says = chart->says };
    struct calendar calendar = { .points = chart->points, .n = chart->n_points, .days = ARENA_ARRAY(arena, double, chart->n_points) };
    if (!read_dates(&calendar)) return drawing;
    const bool gpus = most_of(&calendar, POINT(gpus)) > 0.0;
    calendar.from = calendar.days[0];
    calendar.to = fmax(calendar.days[calendar.n - 1], calendar.from + 1.0) + 5.0;
    calendar.plot = plot_begin(arena, chart->id, FIRST + (FRAMES + gpus) * (FRAME + BETWEEN) - BETWEEN + 30, chart->title, chart->says);
    draw(&calendar, chart, gpus);
    drawing.svg = plot_end(&calendar.plot);
    return drawing;
}

struct charts_drawing charts_delivery(const struct results *results, struct arena *arena)
{
    const struct result_delivery *d = &results->delivery;
    return charts_delivery_of(&(struct charts_delivery){ .id = "figure-delivery", .title = "What stands by which date", .says = story_delivery_complete(arena, d),
                                                         .points = d->points, .n_points = d->n_points, .needed_by = d->needed_by, .as_of = d->as_of,
                                                         .usable_asked = results->scenario.usable_bytes, .usable_id = "scenario.usable_bytes",
                                                         .read_asked = results->scenario.read_peak_bytes_per_s, .read_id = "scenario.read_peak_bytes_per_s" }, arena);
}
