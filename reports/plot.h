/* What charts are made of: a frame over time, its axes, limits with their labels, legends. */
#ifndef REPORTS_PLOT_H
#define REPORTS_PLOT_H

#include "base/arena.h"
#include "base/units.h"
#include "reports/svg.h"
#include "types/results.h"

enum { PLOT_WIDTH = 760 };

/* A chart under way and the spread of what was drawn: a chart of one value says nothing and is left out. */
struct plot {
    struct arena *arena;
    struct svg svg;
    double left, right, top, bottom;         /* of the frame */
    struct svg_axis x, y;
    struct svg_prefix prefix;                /* of the y axis */
    double time_unit_s;
    double day0;                             /* days since 1970-01-01 of the run's time 0; NAN: no date is known, days are counted */
    const char *starts;                      /* the ID of the start of the time that is drawn; "series.start_s" at first */
    const struct result_series *series;
    int32_t group;                           /* bins drawn as one mean */
    double least, most;
    double labels[8]; int n_labels;          /* where limits have their labels */
};

/* A drawing of `height` px, PLOT_WIDTH wide, with its title on top; `title` and `says` are its accessible name and description. Its text lives in
 * `arena`; plot_end closes it. */
struct plot plot_begin(struct arena *arena, const char *id, double height, const char *title, const char *says);

/* A frame over the time of `series`, `most` at its top (at least), `word` the unit ("B/s", "W"). Draws
 * grid and axes; at most about 240 points are drawn per line, each the mean of some bins. */
void plot_time_frame(struct plot *plot, const struct result_series *series, double top, double bottom, double most, const char *word, bool times);

/* The same without a time: values only, the caller has its own x. `plot_height`: where a value stands in it. */
void plot_value_frame(struct plot *plot, double top, double bottom, double most, const char *word);
double plot_height(const struct plot *plot, double value);

/* Of "2026-01-31", for `day0`; NAN where that is no date. */
double plot_day(const char *date);

/* "2026-02-03 04:00", to the minute; without a day0 "3.00 h of the run", the number under `id`. */
const char *plot_moment(struct arena *arena, double day0, double seconds, const char *id);

/* The largest of values, but NaN. */
double plot_most(const double *values, int32_t count, double at_least);

/* The time that one drawn point stands for. */
double plot_point_s(const struct result_series *series);

/* The series' values as steps (plot_peaks: the largest of a point's bins in place of their mean); plot_area fills between `base` (NULL: zero) and base + values. */
void plot_line(struct plot *plot, const double *values, struct svg_paint paint);
void plot_peaks(struct plot *plot, const double *values, struct svg_paint paint);
void plot_area(struct plot *plot, const double *base, const double *values, struct svg_paint paint);

/* A limit across the frame with its label above the line, or below where another label stands. */
void plot_limit(struct plot *plot, double value, const char *label, const char *colour, const char *dash);

struct plot_key { const char *label; struct svg_paint paint; bool line; };
/* From (x, y) on, in rows no wider than to `right`; returns the y below the last row. */
double plot_legend(struct plot *plot, double x, double y, double right, const struct plot_key *keys, int n_keys);

/* The same for marks: key k stands for svg_symbol's kind k. */
double plot_legend_symbols(struct plot *plot, double x, double y, double right, const struct plot_key *keys, int n_keys);

/* Takes part in the chart's spread of values; returns `value`. */
double plot_seen(struct plot *plot, double value);

/* The drawing, or NULL when fewer than two distinct values were drawn. */
const char *plot_end(struct plot *plot);

#endif
