/* What `size` found, as a document. */
#ifndef REPORTS_SIZE_DOC_H
#define REPORTS_SIZE_DOC_H

#include "reports/doc.h"
#include "types/study.h"

struct doc *size_doc(const struct study_size *size, struct arena *arena);

#endif
