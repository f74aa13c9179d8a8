/* The comparison: answers side by side, as a document. */
#ifndef REPORTS_COMPARE_DOC_H
#define REPORTS_COMPARE_DOC_H

#include "reports/doc.h"
#include "types/study.h"

struct doc *compare_doc(const struct study_comparison *comparison, struct arena *arena);

#endif
