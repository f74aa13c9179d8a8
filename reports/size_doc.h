/* What `size` found, as a document and as a screen. */
#ifndef REPORTS_SIZE_DOC_H
#define REPORTS_SIZE_DOC_H

#include "reports/doc.h"
#include "types/study.h"

struct doc *size_doc(const struct study_size *size, struct arena *arena);

/* For a terminal or a pipe; no line is wider than 100 columns where names allow. */
const char *size_doc_screen(const struct study_size *size, struct arena *arena);

#endif
