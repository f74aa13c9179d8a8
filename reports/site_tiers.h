/* The sections of the site report on a pool in front of another and on what drives wear, and what the screen says of them. Used by site.c and screen.c. */
#ifndef REPORTS_SITE_TIERS_H
#define REPORTS_SITE_TIERS_H

#include "reports/site_parts.h"

/* Nothing where no pool is a tier. */
void site_tiers(struct site_parts *site);

/* Nothing where no drive is rated for anything. */
void site_tiers_endurance(struct site_parts *site);

/* A line for the screen: the tier; what is worn before its time. "" where there is nothing to say. */
const char *site_tiers_line(struct arena *arena, const struct results *results);
const char *site_tiers_wear_line(struct arena *arena, const struct results *results);

#endif
