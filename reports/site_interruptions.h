/* The section of the site report on interruptions. Used by site.c. */
#ifndef REPORTS_SITE_INTERRUPTIONS_H
#define REPORTS_SITE_INTERRUPTIONS_H

#include "reports/site_parts.h"

/* With its heading; nothing where nothing is said to interrupt jobs. */
void site_interruptions(struct site_parts *site);

#endif
