/* What would change the answer: on the first page the nearest, later all that are known. */
#ifndef REPORTS_SITE_CHANGES_H
#define REPORTS_SITE_CHANGES_H

#include "reports/site_parts.h"

/* Three of them, numbered, without a heading. */
void site_changes(struct site_parts *site);

/* The table of all, without a heading; a sentence where nothing was asked or found. */
void site_changes_table(struct site_parts *site);

#endif
