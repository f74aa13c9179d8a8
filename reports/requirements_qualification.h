/* How DPUs come into use, stage by stage. A section of the requirements document. */
#ifndef REPORTS_REQUIREMENTS_QUALIFICATION_H
#define REPORTS_REQUIREMENTS_QUALIFICATION_H

#include "reports/site_parts.h"

void requirements_qualification(struct site_parts *site);

#endif
