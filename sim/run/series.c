#include "run/series.h"

#include <math.h>
#include <stdbool.h>

#include "base/check.h"
#include "stat/sum.h"

static const int64_t series_hour_ns = INT64_C(3600000000000);

static int64_t bin_end(const struct series *series, int32_t bin)
{
    int64_t length = series->end_ns - series->start_ns, whole = length / series->n, rest = length % series->n;
    return series->start_ns + (bin + 1) * whole + (bin + 1) * rest / series->n;
}

struct series *series_new(struct arena *arena, int64_t start_ns, int64_t end_ns, int32_t n)
{
    CHECK(n >= 1 && end_ns - start_ns >= n);
    struct series *series = ARENA_NEW(arena, struct series);
    series->n = n;
    for (int c = 0; c < SERIES_CHANNELS; c++) series->area[c] = ARENA_ARRAY(arena, double, n);
    series->it_max_w = ARENA_ARRAY(arena, double, n);
    series->used_bytes = ARENA_ARRAY(arena, double, n);
    series_restart(series, start_ns, end_ns);
    return series;
}

void series_restart(struct series *series, int64_t start_ns, int64_t end_ns)
{
    series->start_ns = start_ns;
    series->end_ns = end_ns;
    series->at = 0;
    series->at_end_ns = bin_end(series, 0);
    for (int32_t i = 0; i < series->n; i++) {
        for (int c = 0; c < SERIES_CHANNELS; c++) series->area[c][i] = 0.0;
        series->it_max_w[i] = series->used_bytes[i] = 0.0;
    }
}

void series_add(struct series *series, int64_t from_ns, int64_t to_ns, const double values[SERIES_CHANNELS], double used_from, double used_to)
{
    double it_w = values[SERIES_GPU_W] + values[SERIES_STORAGE_W] + values[SERIES_OTHER_W];
    double growth = to_ns > from_ns ? (used_to - used_from) / (double)(to_ns - from_ns) : 0.0;
    int64_t at_ns = from_ns > series->start_ns ? from_ns : series->start_ns, stop_ns = to_ns < series->end_ns ? to_ns : series->end_ns;
    while (at_ns < stop_ns) {
        int32_t bin = series->at;
        int64_t until_ns = stop_ns < series->at_end_ns ? stop_ns : series->at_end_ns;
        double s = (double)(until_ns - at_ns) / 1e9;
        for (int c = 0; c < SERIES_CHANNELS; c++) series->area[c][bin] += values[c] * s;
        series->it_max_w[bin] = fmax(series->it_max_w[bin], it_w);
        series->used_bytes[bin] = used_from + growth * (double)(until_ns - from_ns);
        if (until_ns == series->at_end_ns && bin + 1 < series->n) series->at_end_ns = bin_end(series, ++series->at);
        at_ns = until_ns;
    }
}

double series_integral(const struct series *series, enum series_channel channel)
{
    struct sum sum = { 0.0, 0.0 };
    for (int32_t i = 0; i < series->n; i++) sum_add(&sum, series->area[channel][i]);
    return sum_value(&sum);
}

struct series_score series_busy(const struct series *hour)
{
    return (struct series_score){ .first = series_integral(hour, SERIES_READ_ASKED) + series_integral(hour, SERIES_WRITE_ASKED) };
}

struct series_score series_bad(const struct series *hour)
{
    double asked = series_integral(hour, SERIES_READ_ASKED) + series_integral(hour, SERIES_WRITE_ASKED);
    double got = series_integral(hour, SERIES_READ) + series_integral(hour, SERIES_WRITE);
    double idle = series_integral(hour, SERIES_GPUS_READ_STALLED) + series_integral(hour, SERIES_GPUS_CHECKPOINT) + series_integral(hour, SERIES_GPUS_DOWN)
        + series_integral(hour, SERIES_GPUS_WAITING);
    return (struct series_score){ idle, fmax(0.0, asked - got), asked };
}

struct series_zoom *series_zoom_new(struct arena *arena, int64_t start_ns, int64_t end_ns, series_score_of *score_of, struct timeline *timeline)
{
    struct series_zoom *zoom = ARENA_NEW(arena, struct series_zoom);
    zoom->end_ns = end_ns;
    zoom->hour_ns = end_ns - start_ns < series_hour_ns ? end_ns - start_ns : series_hour_ns;
    zoom->now = series_new(arena, start_ns, start_ns + zoom->hour_ns, SERIES_BINS);
    zoom->spare = series_new(arena, start_ns, start_ns + zoom->hour_ns, SERIES_BINS);
    zoom->most = (struct series_score){ -1.0, -1.0, -1.0 };
    zoom->score_of = score_of;
    zoom->timeline = timeline;
    return zoom;
}

/* Sums of many terms are level to their rounding. */
static int compare(double a, double b)
{
    double slack = 1e-9 * fmax(fabs(a), fabs(b));
    return a > b + slack ? 1 : a < b - slack ? -1 : 0;
}

static bool outdoes(struct series_score a, struct series_score b)
{
    int by = compare(a.first, b.first);
    if (by == 0) by = compare(a.second, b.second);
    if (by == 0) by = compare(a.third, b.third);
    return by > 0;
}

/* The hour at work is over: keep it if none before was as much of its kind. */
static void next_hour(struct series_zoom *zoom)
{
    struct series *over = zoom->now;
    struct series_score score = zoom->score_of(over);
    int64_t start_ns = over->end_ns;
    bool keep = outdoes(score, zoom->most);
    if (keep) {
        zoom->most = score;
        zoom->now = zoom->spare;
        zoom->spare = zoom->shown = over;
    }
    series_restart(zoom->now, start_ns, start_ns + zoom->hour_ns);
    if (zoom->timeline) timeline_hour(zoom->timeline, start_ns, keep);
}

void series_zoom_add(struct series_zoom *zoom, int64_t from_ns, int64_t to_ns, const double values[SERIES_CHANNELS], double used_from, double used_to)
{
    for (;;) {
        series_add(zoom->now, from_ns, to_ns, values, used_from, used_to);
        if (to_ns < zoom->now->end_ns || zoom->now->end_ns > zoom->end_ns) return;
        next_hour(zoom);
    }
}
