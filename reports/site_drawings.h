/* Where the drawings of the hall and its racks stand in the site report. Used by site.c. */
#ifndef REPORTS_SITE_DRAWINGS_H
#define REPORTS_SITE_DRAWINGS_H

#include "reports/site_parts.h"

/* Floor plan, its rows, an elevation of each type of rack. Nothing where no rack stands. */
void site_drawings_floor(struct site_parts *site);

/* The map of watts; the one-line diagram, where a power tree is stated. */
void site_drawings_watts(struct site_parts *site);
void site_drawings_one_line(struct site_parts *site);

/* What moves each headline: the first open, the others folded. Nothing where no input is known to. */
void site_drawings_tornado(struct site_parts *site);

#endif
