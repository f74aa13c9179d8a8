/* The site report: the answer first, then what it stands on. Reads nothing but results. */
#ifndef REPORTS_SITE_H
#define REPORTS_SITE_H

#include "base/arena.h"
#include "reports/doc.h"
#include "types/results.h"

/* First the verdict, what binds, the margin, the date, the confidence and three things that would
 * change it; then requirements, build, racks, power, throughput, checkpoints, GPU time,
 * bottlenecks, findings, assumptions, derivations and manifest. Charts stand where they belong
 * and are listed at the end. The document lives in `arena` and keeps pointers into `results`. */
struct doc *site_document(const struct results *results, struct arena *arena);

#endif
