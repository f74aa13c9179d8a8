/* The charts of the site report, each one SVG with its caption and what it says in words. */
#ifndef REPORTS_CHARTS_H
#define REPORTS_CHARTS_H

#include "base/arena.h"
#include "types/results.h"

enum chart {
    CHART_MARGINS, CHART_RACKS, CHART_POWER, CHART_READ, CHART_WRITE, CHART_READ_ZOOM, CHART_WRITE_ZOOM, CHART_FILL,
    CHART_GPU_TIME, CHART_UTILISATION, CHART_LADDER, CHART_DELIVERY, CHART_POWER_TREE, CHART_TIERS, CHART_WORST_HOUR, CHART_EXPOSURE, CHART_COUNT
};

struct charts_drawing {
    const char *id;          /* anchor in the document */
    const char *title;
    const char *says;        /* one or two sentences with the numbers that matter: caption, and text for those who cannot see it */
    const char *svg;         /* NULL: the results hold fewer than two distinct values for it */
};

/* Lives in `arena` and keeps pointers into `results`; svg NULL where they do not hold what the chart shows. */
struct charts_drawing charts_draw(const struct results *results, enum chart chart, struct arena *arena);

#endif
