/* The bill of materials as CSV (RFC 4180, lines end in a newline): the columns of bom_columns.h, the first row their keys. */
#ifndef REPORTS_BOM_CSV_H
#define REPORTS_BOM_CSV_H

#include "base/arena.h"
#include "types/results.h"

/* Numbers by units_exact, unknown ones empty. */
const char *bom_csv(const struct results *results, struct arena *arena);

/* The bill of power likewise: id, line, group, pool, count, nameplate_w, datasheet_w, p99_w, mean_w, per_feed_w, feed_lost_w, signed; then
 * the feeds, whose count is of devices and whose per_feed_w is what one may carry, feed_lost_w the most on one with the worst loss. */
const char *bom_csv_power(const struct results *results, struct arena *arena);

#endif
