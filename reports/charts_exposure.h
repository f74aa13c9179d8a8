/* How long how many things were lost at once, pool by pool. Used by charts.c. */
#ifndef REPORTS_CHARTS_EXPOSURE_H
#define REPORTS_CHARTS_EXPOSURE_H

#include "reports/charts.h"

/* Shares of time on a scale of decades. svg NULL: nothing was simulated to fail. */
struct charts_drawing charts_exposure(const struct results *results, struct arena *arena);

#endif
