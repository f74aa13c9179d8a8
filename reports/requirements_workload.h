/* What the site has to carry, and the protocols it is asked in. Sections of the requirements document. */
#ifndef REPORTS_REQUIREMENTS_WORKLOAD_H
#define REPORTS_REQUIREMENTS_WORKLOAD_H

#include "reports/site_parts.h"

/* Each with its heading. */
void requirements_workload(struct site_parts *site);
void requirements_workload_protocols(struct site_parts *site);

#endif
