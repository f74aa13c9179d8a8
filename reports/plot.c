#include "reports/plot.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/check.h"
#include "base/date.h"
#include "base/text.h"
#include "base/units.h"
#include "reports/mark.h"
#include "reports/say.h"

enum { POINTS = 240, LABEL_HEIGHT = 15 };

struct plot plot_begin(struct arena *arena, const char *id, double height, const char *title, const char *says)
{
    struct plot plot = { .arena = arena, .svg = svg_begin(arena, id, PLOT_WIDTH, height, title, says), .left = 62, .right = PLOT_WIDTH - 14,
                         .day0 = (double)NAN, .starts = "series.start_s", .least = (double)NAN, .most = (double)NAN };
    svg_text(&plot.svg, 8, 20, (struct svg_font){ .size = 15, .bold = true }, svg_text_cut(arena, title, 15, PLOT_WIDTH - 20));
    return plot;
}

double plot_most(const double *values, int32_t count, double at_least)
{
    double most = at_least;
    for (int32_t i = 0; i < count; i++) if (values[i] > most || isnan(most)) most = values[i];
    return most;
}

const char *plot_moment(struct arena *arena, double day0, double seconds, const char *id)
{
    const double minutes = floor(seconds / 60.0 + 0.5), days = floor(minutes / 1440.0);
    if (isnan(day0)) return text_format(arena, "%s of the run", say_marked(arena, seconds, UNIT_SECONDS, "%s", id));
    return text_format(arena, "%s %s", date_said(arena, day0 + days), mark_name(arena, text_format(arena, "%02.0f:%02.0f", floor((minutes - 1440.0 * days) / 60.0), fmod(minutes, 60.0))));
}

double plot_seen(struct plot *plot, double value)
{
    if (isnan(value)) return value;
    if (isnan(plot->least) || value < plot->least) plot->least = value;
    if (isnan(plot->most) || value > plot->most) plot->most = value;
    return value;
}

double plot_day(const char *date)
{
    struct date read;
    return date && date_read(date, strlen(date), &read) ? date_days(read) : (double)NAN;
}

/* Days have dates where the day of the start is known. */
static bool is_dated(const struct plot *plot)
{
    return !isnan(plot->day0) && plot->time_unit_s >= UNITS_DAY_S;
}

static double x_of(const struct plot *plot, double seconds)
{
    return svg_axis_at(&plot->x, seconds / plot->time_unit_s, plot->left, plot->right);
}

static double y_of(const struct plot *plot, double value)
{
    return svg_axis_at(&plot->y, value / plot->prefix.factor, plot->bottom, plot->top);
}

/* "TB/s"; a count has no unit that a letter could stand before. */
static const char *unit_of_axis(const struct plot *plot, const char *word)
{
    if (*word || !*plot->prefix.letter) return text_format(plot->arena, "%s%s", plot->prefix.letter, word);
    return text_equal(plot->prefix.letter, "k") ? "1,000s" : text_equal(plot->prefix.letter, "M") ? "millions" : text_format(plot->arena, "x 1e%.0f", log10(plot->prefix.factor));
}

static void y_axis(struct plot *plot, const char *word)
{
    int ticks = (int)floor((plot->y.hi - plot->y.lo) / plot->y.step + 0.5);
    for (int k = 0; k <= ticks; k++) {
        double value = plot->y.lo + k * plot->y.step, y = svg_axis_at(&plot->y, value, plot->bottom, plot->top);
        svg_line(&plot->svg, plot->left, y, plot->right, y, (struct svg_paint){ .stroke = k == 0 ? SVG_INK : SVG_LINE });
        svg_text(&plot->svg, plot->left - 7, y + 4, (struct svg_font){ .size = 12, .anchor = SVG_END, .tick = true, .fill = SVG_MUTED }, svg_axis_tick(plot->arena, &plot->y, value));
    }
    svg_text(&plot->svg, plot->left - 7, plot->top - 10, (struct svg_font){ .size = 12, .anchor = SVG_END, .bold = true, .tick = true, .fill = SVG_MUTED },
             unit_of_axis(plot, word));
}

static const char *tick_word(const struct plot *plot, double value)
{
    return is_dated(plot) ? date_said(plot->arena, plot->day0 + value) : svg_axis_tick(plot->arena, &plot->x, value);
}

static void x_axis(struct plot *plot, const char *word)
{
    int first = (int)ceil(plot->x.lo / plot->x.step - 1e-9), last = (int)floor(plot->x.hi / plot->x.step + 1e-9);
    for (int k = first; k <= last; k++) {
        double value = k * plot->x.step, x = svg_axis_at(&plot->x, value, plot->left, plot->right);
        const char *text = tick_word(plot, value);
        svg_line(&plot->svg, x, plot->bottom, x, plot->bottom + 4, (struct svg_paint){ .stroke = SVG_INK });
        svg_text(&plot->svg, fmin(x, PLOT_WIDTH - 2 - svg_text_width(text, 12) / 2.0), plot->bottom + 17, (struct svg_font){ .size = 12, .anchor = SVG_MIDDLE, .tick = true, .fill = SVG_MUTED }, text);
    }
    svg_text(&plot->svg, plot->right, plot->bottom + 33, (struct svg_font){ .size = 12, .anchor = SVG_END, .fill = SVG_MUTED }, word);
}

/* Units of time, and the steps in which people count them. */
static const struct time_unit { double s, at_least_s; const char *many; double steps[10]; } time_units[] = {
    { UNITS_DAY_S, 4 * UNITS_DAY_S, "days", { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 } }, { 3600.0, 3 * 3600.0, "hours", { 1, 2, 3, 6, 12, 24 } },
    { 60.0, 120.0, "minutes", { 1, 2, 5, 10, 15, 30, 60 } }, { 1.0, 0.0, "seconds", { 1, 2, 5, 10, 15, 30, 60 } } };
enum { TIME_TICKS = 8, DATE_TICKS = 6 };         /* at most so many steps: a date takes more room */

/* A frame ends with the data, ticks stay round. */
static struct svg_axis time_ticks(const struct time_unit *unit, double from_s, double length_s, int most)
{
    const double from = from_s / unit->s, length = length_s / unit->s;
    struct svg_axis axis = svg_axis_up_to(from, from + length, most);
    for (int k = 9; k >= 0; k--)
        if (unit->steps[k] > 0.0 && length / unit->steps[k] <= most && length >= 2.0 * unit->steps[k]) { axis.step = unit->steps[k]; axis.decimals = 0; }
    axis.lo = from;
    axis.hi = from + length;
    return axis;
}

/* Whole runs count days from the start, or have their dates; shorter stretches count from their own. */
static const char *time_axis(struct plot *plot, const struct result_series *series)
{
    const double length = series->width_s * series->n_bins, start = series->start_s;
    const struct time_unit *unit = time_units;
    while (length < unit->at_least_s) unit++;
    const bool days = unit == time_units;
    plot->time_unit_s = unit->s;
    plot->x = time_ticks(unit, days ? start : 0.0, length, is_dated(plot) ? DATE_TICKS : TIME_TICKS);
    if (is_dated(plot)) return "date";
    if (days) return "days since the start of the run";
    return text_format(plot->arena, "%s after %s", unit->many, plot_moment(plot->arena, plot->day0, start, plot->starts));
}

/* An hour is drawn bin by bin: its steps are what it is shown for. */
static int32_t group_of(const struct result_series *series)
{
    return series->width_s * series->n_bins < 2 * 86400.0 ? 1 : (series->n_bins + POINTS - 1) / POINTS;
}

double plot_point_s(const struct result_series *series)
{
    return series->width_s * group_of(series);
}

static void scale(struct plot *plot, double top, double bottom, double most)
{
    plot->top = top;
    plot->bottom = bottom;
    plot->n_labels = 0;
    if (!(most < 1e40)) most = 1e40;         /* a file may say anything */
    plot->prefix = svg_prefix_for(most);
    plot->y = svg_axis_up_to(0.0, most / plot->prefix.factor, bottom - top > 120 ? 5 : 3);
}

void plot_value_frame(struct plot *plot, double top, double bottom, double most, const char *word)
{
    scale(plot, top, bottom, most);
    y_axis(plot, word);
}

double plot_height(const struct plot *plot, double value)
{
    return y_of(plot, value);
}

void plot_time_frame(struct plot *plot, const struct result_series *series, double top, double bottom, double most, const char *word, bool times)
{
    CHECK(series->n_bins > 0);
    plot->series = series;
    plot->group = group_of(series);
    scale(plot, top, bottom, most);
    const char *time = time_axis(plot, series);
    y_axis(plot, word);
    if (times) x_axis(plot, time);
}

/* Where group `k` begins and ends, and the mean of its values; NaN is left out. */
static double group_mean(const struct plot *plot, const double *values, int32_t k, double *from, double *to)
{
    int32_t first = k * plot->group, end = first + plot->group, n = 0;
    if (end > plot->series->n_bins) end = plot->series->n_bins;
    double sum = 0.0, start = plot->x.lo * plot->time_unit_s;
    for (int32_t i = first; i < end; i++) if (!isnan(values[i])) { sum += values[i]; n++; }
    *from = x_of(plot, start + plot->series->width_s * first);
    *to = x_of(plot, start + plot->series->width_s * end);
    return n ? sum / n : (double)NAN;
}

static int32_t groups(const struct plot *plot)
{
    return (plot->series->n_bins + plot->group - 1) / plot->group;
}

static double group_most(const struct plot *plot, const double *values, int32_t k)
{
    int32_t first = k * plot->group, left = plot->series->n_bins - first;
    return plot_most(values + first, left < plot->group ? left : plot->group, (double)NAN);
}

static void steps(struct plot *plot, const double *values, bool peaks, struct svg_paint paint)
{
    int32_t n = groups(plot);
    double *x = ARENA_ARRAY(plot->arena, double, 2 * n), *y = ARENA_ARRAY(plot->arena, double, 2 * n);
    for (int32_t k = 0; k < n; k++) {
        double value = group_mean(plot, values, k, &x[2 * k], &x[2 * k + 1]);
        if (peaks) value = group_most(plot, values, k);
        y[2 * k] = y[2 * k + 1] = isnan(value) ? value : y_of(plot, plot_seen(plot, value));
    }
    svg_path(&plot->svg, x, y, 2 * n, false, paint);
}

void plot_line(struct plot *plot, const double *values, struct svg_paint paint)
{
    steps(plot, values, false, paint);
}

void plot_peaks(struct plot *plot, const double *values, struct svg_paint paint)
{
    steps(plot, values, true, paint);
}

/* There along the upper edge and back along the lower; a gap in the data is drawn as nothing. */
void plot_area(struct plot *plot, const double *base, const double *values, struct svg_paint paint)
{
    int32_t n = groups(plot), points = 4 * n;
    double *x = ARENA_ARRAY(plot->arena, double, points), *y = ARENA_ARRAY(plot->arena, double, points);
    for (int32_t k = 0; k < n; k++) {
        double from, to, value = group_mean(plot, values, k, &from, &to), under = base ? group_mean(plot, base, k, &from, &to) : 0.0;
        if (isnan(value)) value = 0.0;
        if (isnan(under)) under = 0.0;
        x[2 * k] = x[points - 1 - 2 * k] = from;
        x[2 * k + 1] = x[points - 2 - 2 * k] = to;
        y[2 * k] = y[2 * k + 1] = y_of(plot, under + plot_seen(plot, value));
        y[points - 1 - 2 * k] = y[points - 2 - 2 * k] = y_of(plot, under);
    }
    svg_path(&plot->svg, x, y, points, true, paint);
}

static bool label_free(const struct plot *plot, double y)
{
    for (int k = 0; k < plot->n_labels; k++) if (fabs(plot->labels[k] - y) < LABEL_HEIGHT) return false;
    return true;
}

void plot_limit(struct plot *plot, double value, const char *label, const char *colour, const char *dash)
{
    if (isnan(value) || value / plot->prefix.factor > plot->y.hi * 1.0001) return;
    double y = y_of(plot, value), baseline = y - 5;
    svg_line(&plot->svg, plot->left, y, plot->right, y, (struct svg_paint){ .stroke = colour, .stroke_width = 2, .dash = dash });
    if (!label_free(plot, baseline)) baseline = y + 14;
    while (!label_free(plot, baseline) && baseline < plot->bottom - LABEL_HEIGHT) baseline += LABEL_HEIGHT;
    if (plot->n_labels < 8) plot->labels[plot->n_labels++] = baseline;
    svg_text(&plot->svg, plot->right - 4, baseline, (struct svg_font){ .size = 12.5, .anchor = SVG_END, .bold = true, .halo = true, .fill = SVG_INK }, label);
}

static double legend(struct plot *plot, double x, double y, double right, const struct plot_key *keys, int n_keys, bool symbols)
{
    double at = x;
    for (int k = 0; k < n_keys; k++) {
        double width = 26 + svg_text_width(keys[k].label, 12.5) + 14;
        if (at > x && at + width > right) { at = x; y += 19; }
        if (symbols) svg_symbol(&plot->svg, k, at + 10, y - 4, 5, keys[k].paint);
        else if (keys[k].line) svg_line(&plot->svg, at, y - 4, at + 20, y - 4, keys[k].paint);
        else svg_rect(&plot->svg, at, y - 11, 20, 13, keys[k].paint);
        svg_text(&plot->svg, at + 26, y, (struct svg_font){ .size = 12.5 }, keys[k].label);
        at += width;
    }
    return y + 8;
}

double plot_legend(struct plot *plot, double x, double y, double right, const struct plot_key *keys, int n_keys)
{
    return legend(plot, x, y, right, keys, n_keys, false);
}

double plot_legend_symbols(struct plot *plot, double x, double y, double right, const struct plot_key *keys, int n_keys)
{
    return legend(plot, x, y, right, keys, n_keys, true);
}

const char *plot_end(struct plot *plot)
{
    const char *svg = svg_end(&plot->svg);
    return plot->most > plot->least ? svg : NULL;
}
