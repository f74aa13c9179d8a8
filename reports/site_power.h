/* The sections on power: watts by class and the envelope; the cap and the power tree. Used by site.c and requirements.c. */
#ifndef REPORTS_SITE_POWER_H
#define REPORTS_SITE_POWER_H

#include "reports/site_parts.h"

/* Cap and tree only where they are stated. */
void site_power(struct site_parts *site);

#endif
