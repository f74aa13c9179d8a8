#include "reports/charts_exposure.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/names.h"
#include "reports/plot.h"
#include "reports/say.h"

/* Shares of time span six decades: a scale of tens, from one in a million. */
enum { EXPOSURE_LEFT = 190, EXPOSURE_RIGHT = 640, EXPOSURE_ROW = 26, EXPOSURE_DECADES = 6, EXPOSURE_TOP = 56, EXPOSURE_HEAD = 26 };

static double at(double share)
{
    double decades = fmin(1.0, fmax(0.0, 1.0 + log10(fmax(share, 1e-12)) / EXPOSURE_DECADES));
    return EXPOSURE_LEFT + (EXPOSURE_RIGHT - EXPOSURE_LEFT) * decades;
}

static void axis(struct plot *plot, double bottom)
{
    static const char *const names[EXPOSURE_DECADES + 1] = { "1e-6", "1e-5", "1e-4", "0.1 %", "1 %", "10 %", "100 %" };
    for (int k = 0; k <= EXPOSURE_DECADES; k++) {
        double x = EXPOSURE_LEFT + (EXPOSURE_RIGHT - EXPOSURE_LEFT) * (double)k / EXPOSURE_DECADES;
        svg_line(&plot->svg, x, EXPOSURE_TOP - 6, x, bottom, (struct svg_paint){ .stroke = SVG_LINE, .stroke_width = 1 });
        svg_text(&plot->svg, x, bottom + 16, (struct svg_font){ .size = 12, .anchor = SVG_MIDDLE, .tick = true, .fill = SVG_MUTED }, names[k]);
    }
}

static void row(struct plot *plot, const struct result_exposure *exposure, const char *id, double survives, bool last, double y)
{
    bool beyond = exposure->losses > survives;
    svg_text(&plot->svg, 8, y + 16, (struct svg_font){ .size = 12.5 },
             text_format(plot->arena, "%s at once%s", mark_as(plot->arena, exposure->losses, text_format(plot->arena, "%.0f", exposure->losses), "%s.losses", id), last && exposure->losses >= 12.0 ? " or more" : beyond ? ", too many" : ""));
    if (plot_seen(plot, exposure->share) > 0.0)
        svg_rect(&plot->svg, EXPOSURE_LEFT, y + 4, fmax(1.0, at(exposure->share) - EXPOSURE_LEFT), 16,
                 (struct svg_paint){ .fill = beyond ? SVG_VERMILLION : SVG_BLUE, .hatch = beyond ? SVG_RISING : SVG_PLAIN, .data = true });
    svg_text(&plot->svg, EXPOSURE_RIGHT + 12, y + 16, (struct svg_font){ .size = 12.5 }, say_marked(plot->arena, exposure->share, UNIT_FRACTION, "%s.share", id));
}

static double survived(const struct results *results, const char *pool)
{
    for (int32_t p = 0; p < results->plan.n_pools; p++)
        if (text_equal(results->plan.pools[p].name, pool)) return results->plan.pools[p].survives;
    return (double)INFINITY;
}

static double height_of(const struct results *results)
{
    double height = 0.0;
    for (int32_t p = 0; p < results->rebuild.n_pools; p++) height += EXPOSURE_HEAD + EXPOSURE_ROW * results->rebuild.pools[p].n_exposure;
    return height;
}

struct charts_drawing charts_exposure(const struct results *results, struct arena *arena)
{
    struct charts_drawing drawing = { .id = "figure-exposure", .title = "How many losses at once, by share of time" };
    if (results->rebuild.n_pools == 0) return drawing;
    drawing.says = text_format(arena, "Failure domains and drives lost or away at once, on a scale of tens. Hatched: more than the code surely survives, so that a stripe that lost so many could not be read; which stripe lost what is not told apart. "
                               "Pool %s: %s of the time.", results->rebuild.pools[0].pool, say_marked(arena, results->rebuild.pools[0].beyond, UNIT_FRACTION, "rebuild.pools.%s.beyond", results->rebuild.pools[0].pool));
    double y = EXPOSURE_TOP, bottom = EXPOSURE_TOP + height_of(results);
    struct plot plot = plot_begin(arena, drawing.id, bottom + 26, drawing.title, drawing.says);
    plot.svg.names = names_of(results, arena);
    axis(&plot, bottom);
    for (int32_t p = 0; p < results->rebuild.n_pools; p++) {
        const struct result_rebuild_pool *pool = &results->rebuild.pools[p];
        svg_text(&plot.svg, 8, y + 16, (struct svg_font){ .size = 12.5, .bold = true }, text_format(arena, "pool %s", pool->pool));
        y += EXPOSURE_HEAD;
        for (int32_t k = 0; k < pool->n_exposure; k++, y += EXPOSURE_ROW) row(&plot, &pool->exposure[k], text_format(arena, "rebuild.pools.%s.exposure[%d]", pool->pool, (int)k), survived(results, pool->pool), k == pool->n_exposure - 1, y);
    }
    drawing.svg = plot_end(&plot);
    return drawing;
}
