/* The sections of the site report on dates and on policy. Used by site.c. */
#ifndef REPORTS_SITE_DELIVERY_H
#define REPORTS_SITE_DELIVERY_H

#include "reports/site_parts.h"

/* Nothing where the scenario delivers nothing. */
void site_delivery(struct site_parts *site);

/* Nothing where the scenario restricts nothing. */
void site_delivery_policy(struct site_parts *site);

#endif
