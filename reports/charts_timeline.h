/* The worst hour on one axis, and a tier over the run. Used by charts.c. */
#ifndef REPORTS_CHARTS_TIMELINE_H
#define REPORTS_CHARTS_TIMELINE_H

#include "reports/charts.h"

/* What GPUs did, what was asked and delivered, drawn, and happened. Without a drawing where nothing was simulated. */
struct charts_drawing charts_timeline_worst_hour(const struct results *results, struct arena *arena);

/* What is held in front, what waits, and the drain. Likewise. */
struct charts_drawing charts_timeline_tier(const struct results *results, struct arena *arena);

#endif
