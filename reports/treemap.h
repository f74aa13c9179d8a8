/* Shares as areas: where the watts of the site go (GPU racks, other IT, cooling, storage; and the storage by pool and group, magnified), and
 * what the storage takes in rack tiles and gives in usable bytes. */
#ifndef REPORTS_TREEMAP_H
#define REPORTS_TREEMAP_H

#include "reports/charts.h"

/* svg NULL: no watts are known. */
struct charts_drawing treemap_draw(const struct results *results, struct arena *arena);

/* Rack tiles by type of rack, in the floor plan's colours, beside usable bytes by kind of node. svg NULL: one of each, so that nothing is to
 * be compared, or none. */
struct charts_drawing treemap_draw_floor(const struct results *results, struct arena *arena);

#endif
