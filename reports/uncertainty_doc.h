/* The report of a study of uncertainty. Reads nothing but its results. */
#ifndef REPORTS_UNCERTAINTY_DOC_H
#define REPORTS_UNCERTAINTY_DOC_H

#include "base/arena.h"
#include "reports/doc.h"
#include "types/uncertainty.h"

/* How sure the answer is, what to ask first, what moves each quantity, where verdicts turn, the inputs, the manifest. */
struct doc *uncertainty_doc(const struct uncertainty_results *results, struct arena *arena);

#endif
