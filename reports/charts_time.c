#include "reports/charts_time.h"

#include <math.h>

#include "base/text.h"
#include "reports/kpi.h"
#include "reports/plot.h"
#include "reports/mark.h"
#include "reports/say.h"

static const char *throughput_says(const struct results *results, bool reads, bool zoom, struct arena *arena)
{
    return text_format(arena, "%s of " MARK_NAME("replication 1") ". Over the whole run and all replications: asked %s on average, delivered %s, denied %s of the bytes; %ss alone the build can carry %s.",
        zoom ? "The busiest hour" : "The measured time", kpi_text(arena, results, reads ? KPI_READ_OFFERED : KPI_WRITE_OFFERED), kpi_text(arena, results, reads ? KPI_READ_DELIVERED : KPI_WRITE_DELIVERED),
        kpi_text(arena, results, reads ? KPI_READ_DENIED : KPI_WRITE_DENIED), reads ? "read" : "write", kpi_text(arena, results, reads ? KPI_READ_ALONE : KPI_WRITE_ALONE));
}

/* Limits far above what was asked would only flatten the rest: they are told in words instead. */
static double top_of(double most_drawn, double limit)
{
    return limit > 0 && limit <= 2.5 * most_drawn ? fmax(most_drawn, limit * 1.06) : most_drawn;
}

static void throughput_limits(struct plot *plot, const struct results *results, bool reads)
{
    struct arena *arena = plot->arena;
    double alone = kpi_number(results, reads ? KPI_READ_ALONE : KPI_WRITE_ALONE), demand = kpi_number(results, reads ? KPI_READ_DEMAND : KPI_WRITE_DEMAND);
    const char *can = text_format(arena, "%s capability %s", reads ? "read" : "write", kpi_text(arena, results, reads ? KPI_READ_ALONE : KPI_WRITE_ALONE));
    const char *must = text_format(arena, "peak demand %s", kpi_text(arena, results, reads ? KPI_READ_DEMAND : KPI_WRITE_DEMAND));
    plot_limit(plot, demand, must, SVG_INK, "2 4");
    plot_limit(plot, alone, can, SVG_VERMILLION, "9 4");
}

struct charts_drawing charts_time_throughput(const struct results *results, const char *op, bool zoom, struct arena *arena)
{
    bool reads = text_equal(op, "read");
    const struct result_series *s = zoom ? &results->zoom : &results->series;
    const double *asked = reads ? s->read_asked : s->write_asked, *delivered = reads ? s->read_delivered : s->write_delivered;
    struct charts_drawing drawing = {
        .id = text_format(arena, "figure-%s%s", op, zoom ? "-busiest-hour" : ""),
        .title = text_format(arena, "%s asked and delivered%s", reads ? "Reads" : "Writes", zoom ? ", the busiest hour" : ", whole run"),
        .says = throughput_says(results, reads, zoom, arena)
    };
    struct plot plot = plot_begin(arena, drawing.id, 310, drawing.title, drawing.says);
    plot.day0 = plot_day(results->delivery.run.start);
    if (zoom) plot.starts = "zoom.start_s";
    double most = plot_most(asked, s->n_bins, plot_most(delivered, s->n_bins, 0.0));
    most = top_of(most, kpi_number(results, reads ? KPI_READ_ALONE : KPI_WRITE_ALONE));
    most = top_of(most, kpi_number(results, reads ? KPI_READ_DEMAND : KPI_WRITE_DEMAND));
    plot_time_frame(&plot, s, 78, 262, most, "B/s", true);
    const struct svg_paint grey = { .fill = "#dfe3e8", .stroke = SVG_MUTED, .stroke_width = 1, .data = true };
    const struct svg_paint blue = { .fill = SVG_BLUE, .opacity = 0.35 }, edge = { .stroke = SVG_BLUE, .stroke_width = 1.8, .data = true };
    plot_area(&plot, NULL, asked, grey);
    plot_area(&plot, NULL, delivered, blue);
    plot_line(&plot, delivered, edge);
    throughput_limits(&plot, results, reads);
    const struct plot_key keys[] = {
        { .label = "asked", .paint = grey }, { .label = "delivered", .paint = { .fill = "#a6cde4", .stroke = SVG_BLUE, .stroke_width = 1.8 } },
        { .label = text_format(arena, "(grey above the blue is denied; each point is the mean of %s)", say_marked(arena, plot_point_s(s), UNIT_SECONDS, "%s.point_s", s == &results->zoom ? "zoom" : "series")), .paint = { .fill = "none" }, .line = true } };
    plot_legend(&plot, 62, 44, PLOT_WIDTH, keys, 3);
    drawing.svg = plot_end(&plot);
    return drawing;
}

/* --- power -------------------------------------------------------------------------------- */

static double *sum_of(struct arena *arena, const double *a, const double *b, int32_t count)
{
    double *sum = ARENA_ARRAY(arena, double, count);
    for (int32_t i = 0; i < count; i++) sum[i] = a[i] + b[i];
    return sum;
}

static const char *envelope_label(const struct results *results, struct arena *arena)
{
    if (!text_equal(results->power.envelope_at, "utility")) return text_format(arena, "envelope %s at IT", kpi_text(arena, results, KPI_ENVELOPE_IT));
    return text_format(arena, "envelope %s at IT (%s at the utility ÷ design PUE %s)", kpi_text(arena, results, KPI_ENVELOPE_IT),
                       kpi_text(arena, results, KPI_ENVELOPE), say_marked(arena, results->power.pue_design, UNIT_NUMBER, "power.pue_design"));
}

static void power_stack(struct plot *plot, const struct results *results)
{
    const struct result_series *s = &results->series;
    const double *two = sum_of(plot->arena, s->gpu_w, s->other_it_w, s->n_bins);
    const struct svg_paint gpu = { .fill = SVG_BLUE, .data = true }, other = { .fill = SVG_ORANGE, .hatch = SVG_RISING, .data = true }, storage = { .fill = SVG_GREEN, .hatch = SVG_DOTS, .data = true };
    const struct svg_paint peak = { .stroke = SVG_INK, .stroke_width = 1 };
    plot_area(plot, NULL, s->gpu_w, gpu);
    plot_area(plot, s->gpu_w, s->other_it_w, other);
    plot_area(plot, two, s->storage_w, storage);
    plot_peaks(plot, s->it_max_w, peak);
    plot_limit(plot, kpi_number(results, KPI_ENVELOPE_IT), envelope_label(results, plot->arena), SVG_VERMILLION, "9 4");
    const struct plot_key keys[] = {
        { .label = "GPU racks", .paint = gpu }, { .label = "other IT", .paint = other }, { .label = "storage and its network", .paint = storage },
        { .label = "largest at any moment", .paint = peak, .line = true } };
    plot_legend(plot, 62, 44, PLOT_WIDTH, keys, 4);
}

/* Storage is a thousandth of a GPU site: it gets a frame of its own below. */
static void power_of_storage(struct plot *plot, const struct results *results)
{
    const struct result_series *s = &results->series;
    double planned = kpi_number(results, KPI_STORAGE_MAX) + kpi_number(results, KPI_NETWORK_W);
    double most = plot_most(s->storage_w, s->n_bins, 0.0);
    svg_text(&plot->svg, 62, 292, (struct svg_font){ .size = 13, .bold = true }, "Storage and its network alone");
    plot_time_frame(plot, s, 316, 404, top_of(most, planned), "W", true);
    plot_area(plot, NULL, s->storage_w, (struct svg_paint){ .fill = SVG_GREEN, .hatch = SVG_DOTS, .data = true });
    plot_limit(plot, planned, text_format(plot->arena, "planned maximum %s", say_marked(plot->arena, planned, UNIT_WATTS, "power.storage_with_network_max_w")), SVG_INK, "2 4");
}

struct charts_drawing charts_time_power(const struct results *results, struct arena *arena)
{
    const struct result_series *s = &results->series;
    double envelope = kpi_number(results, KPI_ENVELOPE_IT), most = plot_most(s->it_max_w, s->n_bins, 0.0);
    struct charts_drawing drawing = { .id = "figure-power", .title = "Power at IT over time, by class" };
    drawing.says = text_format(arena, "Watts at the rack inlet (IT), means of %s. Mean of all IT %s; storage %s. %s",
        say_marked(arena, plot_point_s(s), UNIT_SECONDS, "%s.point_s", s == &results->zoom ? "zoom" : "series"), kpi_text(arena, results, KPI_IT_W), kpi_text(arena, results, KPI_STORAGE_W),
        isnan(envelope) ? "The envelope is unknown." : text_format(arena, "The line is the %s.", envelope_label(results, arena)));
    struct plot plot = plot_begin(arena, drawing.id, 446, drawing.title, drawing.says);
    plot.day0 = plot_day(results->delivery.run.start);
    plot_time_frame(&plot, s, 78, 262, fmax(most, isnan(envelope) ? 0.0 : envelope * 1.08), "W", false);
    power_stack(&plot, results);
    power_of_storage(&plot, results);
    drawing.svg = plot_end(&plot);
    return drawing;
}

/* --- fill --------------------------------------------------------------------------------- */

struct charts_drawing charts_time_fill(const struct results *results, struct arena *arena)
{
    const struct result_series *s = &results->series;
    double usable = kpi_number(results, KPI_USABLE), wanted = results->scenario.usable_bytes;
    struct charts_drawing drawing = { .id = "figure-fill", .title = "Bytes stored over time" };
    drawing.says = text_format(arena, "Used %s on average and %s at most, of %s usable; full: %s.", kpi_text(arena, results, KPI_USED), kpi_text(arena, results, KPI_USED_MAX),
                               kpi_text(arena, results, KPI_USABLE), kpi_text(arena, results, KPI_FULL_AT));
    struct plot plot = plot_begin(arena, drawing.id, 300, drawing.title, drawing.says);
    plot.day0 = plot_day(results->delivery.run.start);
    double most = plot_most(s->used_bytes, s->n_bins, 0.0);
    plot_time_frame(&plot, s, 78, 252, fmax(most, isnan(usable) ? 0.0 : usable * 1.08), "B", true);
    const struct svg_paint used = { .fill = SVG_SKY, .stroke = SVG_BLUE, .stroke_width = 1.5, .data = true };
    plot_area(&plot, NULL, s->used_bytes, used);
    plot_limit(&plot, usable, text_format(arena, "usable %s", kpi_text(arena, results, KPI_USABLE)), SVG_VERMILLION, "9 4");
    if (fabs(wanted - usable) > 0.002 * usable) plot_limit(&plot, wanted, text_format(arena, "asked for %s", say_marked(arena, wanted, UNIT_BYTES, "scenario.usable_bytes")), SVG_INK, "2 4");
    const struct plot_key keys[] = { { .label = "used", .paint = used } };
    plot_legend(&plot, 62, 44, PLOT_WIDTH, keys, 1);
    drawing.svg = plot_end(&plot);
    return drawing;
}
