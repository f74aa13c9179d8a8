/* The bill of materials and the bill of power as a document (Markdown, HTML) and as a short table on the screen. The workbook is
 * bom_sheet.h's, CSV bom_csv.h's; all show results->bom, bom_orders, bom_totals and power_bill, under the same ids. */
#ifndef REPORTS_BOM_H
#define REPORTS_BOM_H

#include "reports/doc.h"
#include "types/results.h"

/* First what it comes to, then what to order, phases, the bill of power, all lines and SKUs. Lives in `arena` and keeps pointers into
 * `results`. */
struct doc *bom_document(const struct results *results, struct arena *arena);

/* What to order, what it costs as far as known, what it draws: a screen wide. */
const char *bom_screen(const struct results *results, struct arena *arena);

#endif
