/* What `size` found, as a document. */
#ifndef REPORTS_SIZE_DOC_H
#define REPORTS_SIZE_DOC_H

#include "reports/doc.h"
#include "types/study.h"

/* The best and the best mix with what a step either way costs, rows with their shadow prices, stacks, policies, dates, flips, all options. Lives in
 * `arena` and keeps pointers into `size`. */
struct doc *size_doc(const struct study_size *size, struct arena *arena);

#endif
