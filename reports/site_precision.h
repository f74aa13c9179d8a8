/* How sure the means are, and how many replications would make them surer. Used by site.c. */
#ifndef REPORTS_SITE_PRECISION_H
#define REPORTS_SITE_PRECISION_H

#include "reports/site_parts.h"

void site_precision(struct site_parts *site);

#endif
