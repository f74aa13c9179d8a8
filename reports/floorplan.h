/* The floor plan: storage racks on the hall's grid of tiles, as results.layout has them. Rack types (fills) tell apart by colour and
 * number, deliveries by hatch; each row with its racks, watts and watts a tile; GPU racks as a counted block. */
#ifndef REPORTS_FLOORPLAN_H
#define REPORTS_FLOORPLAN_H

#include "reports/charts.h"

/* svg NULL: no rack stands, or the results' hall can't be drawn. */
struct charts_drawing floorplan_draw(const struct results *results, struct arena *arena);

/* The colour in which racks of a fill are drawn, here and in elevations; cycles after eight. */
const char *floorplan_colour(int32_t fill);

#endif
