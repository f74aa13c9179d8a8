/* The comparison: answers side by side, as a document and on one screen. */
#ifndef REPORTS_COMPARE_DOC_H
#define REPORTS_COMPARE_DOC_H

#include "reports/doc.h"
#include "types/study.h"

struct doc *compare_doc(const struct study_comparison *comparison, struct arena *arena);

/* For a terminal of 80 columns. */
const char *compare_doc_screen(const struct study_comparison *comparison, struct arena *arena);

#endif
