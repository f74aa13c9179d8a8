/* The comparison: answers side by side, as a document. */
#ifndef REPORTS_COMPARE_DOC_H
#define REPORTS_COMPARE_DOC_H

#include "reports/doc.h"
#include "types/study.h"

/* The answer, requirements, every KPI with its difference and interval, whose doing it is, regret, dates, the A/B plan. Lives in `arena` and
 * keeps pointers into `comparison`. */
struct doc *compare_doc(const struct study_comparison *comparison, struct arena *arena);

#endif
