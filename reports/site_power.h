/* The sections of the site report on the power cap and the power tree. Used by site.c. */
#ifndef REPORTS_SITE_POWER_H
#define REPORTS_SITE_POWER_H

#include "reports/site_parts.h"

/* Nothing where neither is stated. */
void site_power(struct site_parts *site);

#endif
