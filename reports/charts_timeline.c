#include "reports/charts_timeline.h"

#include <math.h>
#include <stddef.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/plot.h"
#include "reports/say.h"

/* A file may say anything; a frame over time needs a time. */
static bool is_time(double start_s, double width_s, int32_t bins)
{
    return bins > 0 && width_s > 1e-6 && width_s < 1e8 && start_s >= 0.0 && start_s < 1e10;
}

/* --- the worst hour: panels ------------------------------------------------------------------------- */

struct panel { double top, bottom; const char *title, *word; double most; };

static void open_panel(struct plot *plot, const struct result_series *time, const struct panel *panel)
{
    plot_time_frame(plot, time, panel->top, panel->bottom, panel->most, panel->word, false);
    svg_text(&plot->svg, plot->left + 4, panel->top - 10, (struct svg_font){ .size = 12.5, .bold = true }, panel->title);
    svg_time_begin(&plot->svg, plot->left, panel->top - 2, plot->right, panel->bottom + 1);
}

struct phase { const char *label; const double *gpus; struct svg_paint paint; };

static void phases(struct plot *plot, const struct result_series *time, const struct result_worst_hour *hour)
{
    const struct phase stack[] = {
        { "computing", hour->working_gpus, { .fill = SVG_BLUE, .data = true } },
        { "held by reads", hour->read_stalled_gpus, { .fill = SVG_ORANGE, .hatch = SVG_RISING, .data = true } },
        { "checkpoint", hour->checkpoint_gpus, { .fill = SVG_SKY, .hatch = SVG_DOTS, .data = true } },
        { "interrupted", hour->down_gpus, { .fill = SVG_VERMILLION, .hatch = SVG_FALLING, .data = true } },
        { "at a barrier", hour->waiting_gpus, { .fill = SVG_GREY, .data = true } } };
    enum { PHASES = sizeof stack / sizeof stack[0] };
    open_panel(plot, time, &(struct panel){ 100, 190, "GPUs of jobs", "", fmax(1.0, hour->gpus) });
    double *base = ARENA_ARRAY(plot->arena, double, hour->n_bins);
    for (int k = 0; k < PHASES; k++) {
        plot_area(plot, base, stack[k].gpus, stack[k].paint);
        for (int32_t i = 0; i < hour->n_bins; i++) base[i] += isnan(stack[k].gpus[i]) ? 0.0 : stack[k].gpus[i];
    }
    svg_time_end(&plot->svg);
    struct plot_key keys[PHASES + 1];
    for (int k = 0; k < PHASES; k++) keys[k] = (struct plot_key){ .label = stack[k].label, .paint = stack[k].paint };
    keys[PHASES] = (struct plot_key){ .label = "asked", .paint = { .fill = "#dfe3e8", .stroke = SVG_MUTED, .stroke_width = 1 } };
    plot_legend(plot, 62, 44, PLOT_WIDTH, keys, PHASES + 1);
}

static void throughput(struct plot *plot, const struct result_series *time, const struct result_worst_hour *hour, bool reads)
{
    const double *asked = reads ? hour->read_asked : hour->write_asked, *got = reads ? hour->read_delivered : hour->write_delivered;
    const double most = plot_most(asked, hour->n_bins, plot_most(got, hour->n_bins, 1.0)), top = reads ? 222 : 322;
    open_panel(plot, time, &(struct panel){ top, top + 68, reads ? "Reads asked and delivered" : "Writes asked and delivered", "B/s", most });
    plot_area(plot, NULL, asked, (struct svg_paint){ .fill = "#dfe3e8", .stroke = SVG_MUTED, .stroke_width = 1, .data = true });
    plot_area(plot, NULL, got, (struct svg_paint){ .fill = reads ? SVG_BLUE : SVG_GREEN, .opacity = 0.45 });
    plot_line(plot, got, (struct svg_paint){ .stroke = reads ? SVG_BLUE : SVG_GREEN, .stroke_width = 1.6, .data = true });
    svg_time_end(&plot->svg);
}

static void draw_of_it(struct plot *plot, const struct result_series *time, const struct result_worst_hour *hour)
{
    open_panel(plot, time, &(struct panel){ 422, 490, "IT power", "W", plot_most(hour->it_max_w, hour->n_bins, plot_most(hour->it_w, hour->n_bins, 1.0)) });
    plot_line(plot, hour->it_w, (struct svg_paint){ .stroke = SVG_VERMILLION, .stroke_width = 1.6, .data = true });
    svg_time_end(&plot->svg);
}

/* --- what happened ------------------------------------------------------------------------------------- */

/* A kind of event: the lane it stands in and how. A kind that isn't listed stands with failures. */
struct mark { const char *kind; int lane; const char *colour, *dash; };
static const char *const lanes[] = { "saves", "demand", "failures", "power" };
enum { LANES = sizeof lanes / sizeof lanes[0], LANE_OTHER = 2, LANE_HEIGHT = 20, LANES_TOP = 516 };
static const struct mark marks[] = {
    { "checkpoint", 0, SVG_SKY, NULL }, { "durable", 0, SVG_BLUE, NULL }, { "missed", 0, SVG_VERMILLION, NULL },
    { "denied", 1, SVG_VERMILLION, NULL }, { "carried", 1, SVG_GREEN, NULL },
    { "full", 3, SVG_VERMILLION, NULL }, { "room", 3, SVG_GREEN, NULL }, { "power", 3, SVG_ORANGE, NULL },
    { "restart", 2, SVG_GREEN, NULL }, { "repair", 2, SVG_GREEN, NULL }, { "rebuilt", 2, SVG_GREEN, NULL }, { "maintenance", 2, SVG_PURPLE, NULL },
};

static const struct mark *mark_of(const char *kind)
{
    static const struct mark other = { "", LANE_OTHER, SVG_VERMILLION, NULL };
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++)
        if (text_equal(marks[k].kind, kind)) return &marks[k];
    return &other;
}

static const char *moment(struct arena *arena, double s, int32_t e)
{
    double minutes = floor(s / 60.0), rest_s = s - 60.0 * minutes;
    return text_format(arena, "%s %s", mark_as(arena, 60.0 * minutes, text_format(arena, "%.0f min", minutes), "timeline[%d].whole_minutes_s", (int)e),
                       mark_as(arena, rest_s, text_format(arena, "%04.1f s", rest_s), "timeline[%d].rest_s", (int)e));
}

/* What happened, as it stands in results. */
static const char *told(struct arena *arena, const struct result_event *event, double s, int32_t e)
{
    return text_format(arena, "%s: %s %s, %s", moment(arena, s, e), event->kind, mark_text(arena, text_format(arena, "timeline[%d].what", (int)e), event->what),
                       mark_text(arena, text_format(arena, "timeline[%d].detail", (int)e), event->detail));
}

static void events(struct plot *plot, const struct results *results, double length_s)
{
    const struct result_worst_hour *hour = &results->worst_hour;
    for (int lane = 0; lane < LANES; lane++) {
        double bottom = LANES_TOP + LANE_HEIGHT * (lane + 1);
        svg_line(&plot->svg, plot->left, bottom, plot->right, bottom, (struct svg_paint){ .stroke = SVG_LINE });
        svg_text(&plot->svg, plot->left - 3, bottom - 6, (struct svg_font){ .size = 11, .anchor = SVG_END, .fill = SVG_MUTED }, svg_text_cut(plot->arena, lanes[lane], 11, plot->left - 4));
    }
    svg_time_begin(&plot->svg, plot->left, LANES_TOP, plot->right, LANES_TOP + LANE_HEIGHT * LANES);
    for (int32_t e = 0; e < results->n_timeline; e++) {
        const struct result_event *event = &results->timeline[e];
        double s = event->at_s - hour->start_s;
        if (!(s >= 0.0 && s <= length_s)) continue;
        const struct mark *mark = mark_of(event->kind);
        double bottom = LANES_TOP + LANE_HEIGHT * (mark->lane + 1), x = plot->left + s / length_s * (plot->right - plot->left);
        svg_mark(&plot->svg, x, bottom - LANE_HEIGHT + 4, bottom - 1, mark->colour, mark->dash, told(plot->arena, event, s, e));
    }
    svg_time_end(&plot->svg);
}

static const char *says(const struct results *results, struct arena *arena)
{
    const struct result_worst_hour *hour = &results->worst_hour;
    const double day0 = plot_day(results->delivery.run.start);
    const char *from = isnan(day0) ? text_format(arena, "%s after the start", say_marked(arena, hour->start_s, UNIT_SECONDS, "worst_hour.start_s")) : plot_moment(arena, day0, hour->start_s, "worst_hour.start_s");
    return text_format(arena, MARK_NAME("Replication 1") ", the hour from %s on: %s of the jobs' GPU-time not useful, %s denied, %s. The lanes mark them; their words show where the pointer rests.",
                       from, say_marked(arena, hour->not_useful, UNIT_FRACTION, "worst_hour.not_useful"),
                       say_marked(arena, hour->denied_bytes, UNIT_BYTES, "worst_hour.denied_bytes"), say_count_marked(arena, hour->happened, "event", "worst_hour.happened"));
}

struct charts_drawing charts_timeline_worst_hour(const struct results *results, struct arena *arena)
{
    const struct result_worst_hour *hour = &results->worst_hour;
    struct charts_drawing drawing = { .id = "figure-worst-hour", .title = "The worst hour: GPUs, throughput, power and what happened" };
    if (!is_time(hour->start_s, hour->width_s, hour->n_bins)) return (struct charts_drawing){ "", "", "", NULL };
    const struct result_series time = { .start_s = hour->start_s, .width_s = hour->width_s, .n_bins = hour->n_bins };
    const double length_s = hour->width_s * hour->n_bins;
    drawing.says = says(results, arena);
    struct plot plot = plot_begin(arena, drawing.id, LANES_TOP + LANE_HEIGHT * LANES + 44, drawing.title, drawing.says);
    phases(&plot, &time, hour);
    throughput(&plot, &time, hour, true);
    throughput(&plot, &time, hour, false);
    draw_of_it(&plot, &time, hour);
    events(&plot, results, length_s);
    const double y = LANES_TOP + LANE_HEIGHT * LANES + 18;
    svg_time_ticks(&plot.svg, plot.left, plot.right, y, length_s, length_s >= 1200.0 ? 600.0 : length_s >= 120.0 ? 60.0 * ceil(length_s / 600.0) : length_s / 6.0);
    svg_text(&plot.svg, plot.right, y + 18, (struct svg_font){ .size = 12, .anchor = SVG_END, .fill = SVG_MUTED }, "minutes of the hour");
    drawing.svg = plot_end(&plot);
    return drawing;
}

/* --- a tier over the run -------------------------------------------------------------------------------- */

struct charts_drawing charts_timeline_tier(const struct results *results, struct arena *arena)
{
    struct charts_drawing drawing = { .id = "figure-tier", .title = "The tier over time: what it holds, what waits, and the drain" };
    const struct result_series *series = &results->series;
    const struct result_tier *tier = results->n_tiers > 0 ? &results->tiers[0] : NULL;
    if (!tier || tier->n_bins != series->n_bins || !is_time(series->start_s, series->width_s, series->n_bins)) return (struct charts_drawing){ "", "", "", NULL };
    drawing.says = text_format(arena, "Pool %s in front of %s, " MARK_NAME("replication 1") ". Waiting to be drained: %s on average, %s at most, of %s of room; drained %s on average.", tier->pool, tier->before,
                               say_marked(arena, tier->waiting_bytes.mean, UNIT_BYTES, "tiers.%s.waiting", tier->pool), say_marked(arena, tier->waiting_max_bytes, UNIT_BYTES, "tiers.%s.waiting_max", tier->pool), say_marked(arena, tier->room_bytes, UNIT_BYTES, "tiers.%s.room_bytes", tier->pool),
                               say_marked(arena, tier->drained_bytes_per_s.mean, UNIT_BYTES_PER_S, "tiers.%s.drained", tier->pool));
    struct plot plot = plot_begin(arena, drawing.id, 430, drawing.title, drawing.says);
    plot.day0 = plot_day(results->delivery.run.start);
    const struct svg_paint held = { .fill = SVG_SKY, .stroke = SVG_BLUE, .stroke_width = 1, .data = true }, waits = { .fill = SVG_ORANGE, .hatch = SVG_RISING, .data = true };
    const struct svg_paint drain = { .stroke = SVG_GREEN, .stroke_width = 1.8, .data = true }, written = { .stroke = SVG_MUTED, .stroke_width = 1, .dash = "3 3", .data = true };
    plot_time_frame(&plot, series, 78, 220, plot_most(tier->held, tier->n_bins, tier->room_bytes * 1.1), "B", false);
    plot_area(&plot, NULL, tier->held, held);
    plot_area(&plot, NULL, tier->waiting, waits);
    plot_limit(&plot, tier->room_bytes, text_format(arena, "room %s", say_marked(arena, tier->room_bytes, UNIT_BYTES, "tiers.%s.room_bytes", tier->pool)), SVG_VERMILLION, "9 4");
    plot_time_frame(&plot, series, 260, 382, plot_most(tier->drained, tier->n_bins, plot_most(series->write_delivered, series->n_bins, 1.0)), "B/s", true);
    plot_line(&plot, series->write_delivered, written);
    plot_line(&plot, tier->drained, drain);
    const struct plot_key keys[] = { { .label = "held in front", .paint = held }, { .label = "of it waiting to be drained", .paint = waits }, { .label = "drained", .paint = drain, .line = true },
                                     { .label = "written at the site", .paint = written, .line = true } };
    plot_legend(&plot, 62, 44, PLOT_WIDTH, keys, 4);
    drawing.svg = plot_end(&plot);
    return drawing;
}
