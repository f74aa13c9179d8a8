/* Rack elevations: the front of a rack with every unit, one drawing for each kind of rack (fill), with what it uses of its limits. */
#ifndef REPORTS_ELEVATION_H
#define REPORTS_ELEVATION_H

#include "reports/charts.h"

/* Of plan.rack_fills[fill]. svg NULL: there is no such fill, or its slots can't be drawn. */
struct charts_drawing elevation_draw(const struct results *results, int32_t fill, struct arena *arena);

#endif
