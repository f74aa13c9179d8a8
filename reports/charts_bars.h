/* Charts of bars: margins, racks, GPU time, utilisation, the ladder. Used by charts.c. */
#ifndef REPORTS_CHARTS_BARS_H
#define REPORTS_CHARTS_BARS_H

#include "reports/charts.h"

/* Each as charts_draw has it: margins of requirements as parts of their limits; racks by use against their limits; GPU time by what it went into;
 * utilisation of resources, mean and largest; the ladder of what binds next. */
struct charts_drawing charts_bars_margins(const struct results *results, struct arena *arena);
struct charts_drawing charts_bars_racks(const struct results *results, struct arena *arena);
struct charts_drawing charts_bars_gpu_time(const struct results *results, struct arena *arena);
struct charts_drawing charts_bars_utilisation(const struct results *results, struct arena *arena);
struct charts_drawing charts_bars_ladder(const struct results *results, struct arena *arena);

#endif
