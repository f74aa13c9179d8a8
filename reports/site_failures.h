/* The sections of the site report on things that go out of service. Used by site.c. */
#ifndef REPORTS_SITE_FAILURES_H
#define REPORTS_SITE_FAILURES_H

#include "reports/site_parts.h"

/* Each with its heading; nothing where there is nothing to say. */
void site_failures_domains(struct site_parts *site);
void site_failures_rebuild(struct site_parts *site);

#endif
