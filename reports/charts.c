#include "reports/charts.h"

#include <stdbool.h>
#include <stddef.h>

#include "base/check.h"
#include "reports/charts_bars.h"
#include "reports/charts_exposure.h"
#include "reports/charts_delivery.h"
#include "reports/charts_time.h"
#include "reports/charts_tree.h"
#include "reports/charts_timeline.h"

/* A file may say anything; a frame over time needs a time. */
static bool drawable(const struct result_series *series)
{
    return series->n_bins > 0 && series->width_s > 1e-6 && series->width_s < 1e8 && series->start_s >= 0.0 && series->start_s < 1e10;
}

static struct charts_drawing over_time(const struct results *results, enum chart chart, struct arena *arena)
{
    switch (chart) {
    case CHART_READ:       return charts_time_throughput(results, "read", false, arena);
    case CHART_WRITE:      return charts_time_throughput(results, "write", false, arena);
    case CHART_READ_ZOOM:  return charts_time_throughput(results, "read", true, arena);
    case CHART_WRITE_ZOOM: return charts_time_throughput(results, "write", true, arena);
    case CHART_POWER:      return charts_time_power(results, arena);
    default:               CHECK(chart == CHART_FILL); return charts_time_fill(results, arena);
    }
}

struct charts_drawing charts_draw(const struct results *results, enum chart chart, struct arena *arena)
{
    bool zoom = chart == CHART_READ_ZOOM || chart == CHART_WRITE_ZOOM;
    switch (chart) {
    case CHART_MARGINS:     return charts_bars_margins(results, arena);
    case CHART_RACKS:       return charts_bars_racks(results, arena);
    case CHART_GPU_TIME:    return charts_bars_gpu_time(results, arena);
    case CHART_UTILISATION: return charts_bars_utilisation(results, arena);
    case CHART_LADDER:      return charts_bars_ladder(results, arena);
    case CHART_DELIVERY:    return charts_delivery(results, arena);
    case CHART_POWER_TREE:  return charts_tree(results, arena);
    case CHART_TIERS:       return charts_timeline_tier(results, arena);
    case CHART_WORST_HOUR:  return charts_timeline_worst_hour(results, arena);
    case CHART_EXPOSURE:    return charts_exposure(results, arena);
    default: break;
    }
    if (!drawable(zoom ? &results->zoom : &results->series)) return (struct charts_drawing){ "", "", "", NULL };
    return over_time(results, chart, arena);
}
