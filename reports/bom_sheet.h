/* The bill of materials as a workbook: sheets summary, lines, power, racks, assumptions, check; live formulas with the values they come to.
 *
 * Every number has the id it has everywhere else. In each table one row, in small italics, holds keys, `id` first: a number's id is
 * the first cell of its row, a dot, and the key over it; under the key `value` it is the first cell alone. A column in TB or days says
 * `raw_tb` for the field raw_bytes, `lead_time_days` for lead_time_s (bom_columns.h). */
#ifndef REPORTS_BOM_SHEET_H
#define REPORTS_BOM_SHEET_H

#include "base/arena.h"
#include "base/check.h"
#include "types/results.h"

/* The file's bytes in `arena`; NULL when the machine would not have it. Same results, same bytes. */
MUST_USE const char *bom_sheet(const struct results *results, struct arena *arena, size_t *length);

#endif
