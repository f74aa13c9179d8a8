/* Charts over time: throughput, power, fill. Used by charts.c. */
#ifndef REPORTS_CHARTS_TIME_H
#define REPORTS_CHARTS_TIME_H

#include <stdbool.h>

#include "reports/charts.h"

/* Before: the series they draw have bins. `op`: "read" or "write"; `zoom`: the busiest hour. */
struct charts_drawing charts_time_throughput(const struct results *results, const char *op, bool zoom, struct arena *arena);
struct charts_drawing charts_time_power(const struct results *results, struct arena *arena);
struct charts_drawing charts_time_fill(const struct results *results, struct arena *arena);

#endif
