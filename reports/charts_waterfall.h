/* How a number of one answer becomes that of another, input by input. */
#ifndef REPORTS_CHARTS_WATERFALL_H
#define REPORTS_CHARTS_WATERFALL_H

#include "base/units.h"
#include "reports/charts.h"

enum charts_waterfall_good { WATERFALL_NEITHER, WATERFALL_MORE, WATERFALL_LESS };        /* which way is better */

struct charts_waterfall_step { const char *name, *change_id; double change; };
struct charts_waterfall {
    const char *id, *title, *from_name, *to_name, *from_id, *to_id;      /* ..._id: of the number (mark.h) */
    enum unit unit;
    enum charts_waterfall_good good;
    double from, to;
    const struct charts_waterfall_step *steps; int32_t n_steps;
};

/* Steps of no change are left out. A drawing without svg where nothing changes. */
struct charts_drawing charts_waterfall_draw(const struct charts_waterfall *of, struct arena *arena);

#endif
