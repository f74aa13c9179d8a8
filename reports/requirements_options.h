/* What the site could be built of, side by side, requirement by requirement. A section of the requirements document. */
#ifndef REPORTS_REQUIREMENTS_OPTIONS_H
#define REPORTS_REQUIREMENTS_OPTIONS_H

#include "reports/site_parts.h"

void requirements_options(struct site_parts *site);

#endif
