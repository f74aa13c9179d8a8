/* What would turn the answer: inputs by their weight and the values at which verdicts flip; risks and what they move. Sections of the requirements document. */
#ifndef REPORTS_REQUIREMENTS_RISKS_H
#define REPORTS_REQUIREMENTS_RISKS_H

#include "reports/site_parts.h"

/* Each with its heading. */
void requirements_risks_sensitivities(struct site_parts *site);
void requirements_risks(struct site_parts *site);

#endif
