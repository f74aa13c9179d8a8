/* The report of a study, and its few lines for a terminal. Reads nothing but the digest. */
#ifndef REPORTS_STUDY_DOC_H
#define REPORTS_STUDY_DOC_H

#include "base/arena.h"
#include "reports/doc.h"
#include "types/study.h"

/* What came of it, the maps with their flips, what follows each input, the extremes and the manifest. */
struct doc *study_doc(const struct study_digest *study, struct arena *arena);

/* Counts, and where the first flips are. */
const char *study_doc_screen(const struct study_digest *study, struct arena *arena);

#endif
