/* What things are called in one run's results: pools, nodes, SKUs, parts, racks, rows, requirements, options, levels of the power tree ... A numeral in such a
 * name is no quantity (docs/documents.md). */
#ifndef REPORTS_NAMES_H
#define REPORTS_NAMES_H

#include "reports/mark.h"
#include "types/results.h"

/* Each name in which a numeral stands, once, longest first. A name of digits alone is none: it would hide quantities. Points into `results`. */
struct mark_names names_of(const struct results *results, struct arena *arena);

/* The same of several runs together. */
struct mark_names names_of_all(const struct results *const *results, int n, struct arena *arena);

#endif
