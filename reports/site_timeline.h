/* The section of the site report on the worst hour. Used by site.c. */
#ifndef REPORTS_SITE_TIMELINE_H
#define REPORTS_SITE_TIMELINE_H

#include "reports/site_parts.h"

/* Nothing where nothing was simulated. */
void site_timeline(struct site_parts *site);

#endif
