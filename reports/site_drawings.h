/* Where the drawings of the hall and its racks stand in the site report. Used by site.c. */
#ifndef REPORTS_SITE_DRAWINGS_H
#define REPORTS_SITE_DRAWINGS_H

#include "reports/site_parts.h"

/* Floor plan, its rows, an elevation of each type of rack. Nothing where no rack stands. */
void site_drawings_floor(struct site_parts *site);

#endif
