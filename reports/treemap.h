/* Where the watts of the site go, by area: GPU racks, other IT, cooling, storage; and the storage by pool and group, magnified. */
#ifndef REPORTS_TREEMAP_H
#define REPORTS_TREEMAP_H

#include "reports/charts.h"

/* svg NULL: no watts are known. */
struct charts_drawing treemap_draw(const struct results *results, struct arena *arena);

#endif
