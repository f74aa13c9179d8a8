/* Where a number came from: its derivation as a tree, down to the lines of YAML that were stated, each with value, unit, source, date and grade. */
#ifndef REPORTS_EXPLAIN_H
#define REPORTS_EXPLAIN_H

#include "reports/doc.h"
#include "types/results.h"

/* `quantity`: the id of a derivation or of a number in a document, a requirement or what one may judge ("THR-1", "read_capability"), a date
 * of the delivery, or the path of an input that some derivation rests on. NULL: there is no such thing. */
const char *explain_tree(const struct results *results, const char *quantity, struct arena *arena);

/* Up to three names near to a misspelt one: "plan.racks, plan.rack_tiles or plan.drives"; "" when none is near. */
const char *explain_nearest(const struct results *results, const char *quantity, struct arena *arena);

/* What can be explained, a line each with its value. */
const char *explain_list(const struct results *results, struct arena *arena);

/* The same tree as a folded block of a document; nothing where it has none. */
void explain_fold(struct doc *doc, const struct results *results, const char *quantity, struct arena *arena);

#endif
