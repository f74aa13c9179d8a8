/* What is asked: the requirements with source, state and acceptance; conflicts and open questions. Sections of the requirements document. */
#ifndef REPORTS_REQUIREMENTS_LIST_H
#define REPORTS_REQUIREMENTS_LIST_H

#include "reports/site_parts.h"

/* Each with its heading. */
void requirements_list(struct site_parts *site);
void requirements_list_questions(struct site_parts *site);

#endif
