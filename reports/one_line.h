/* The one-line diagram of the site's power: utility, transformers, uninterruptible supplies, distribution, racks; each level with its
 * devices, rating, scheme, load and how full it is, normally and with the worst loss. */
#ifndef REPORTS_ONE_LINE_H
#define REPORTS_ONE_LINE_H

#include "reports/charts.h"

/* svg NULL: the facility states no power tree. */
struct charts_drawing one_line_draw(const struct results *results, struct arena *arena);

#endif
