/* The requirements document: what is to be decided, what is asked, what carries it, what it rests on. Rendered from results alone. */
#ifndef REPORTS_REQUIREMENTS_H
#define REPORTS_REQUIREMENTS_H

#include "reports/doc.h"
#include "types/results.h"

/* Before: the results are those of the command `requirements`; of others, sections that only it fills say that they are not known. */
struct doc *requirements_document(const struct results *results, struct arena *arena);

#endif
