/* Sums over the lines of the bill of materials: by SKU, as one orders; over all. */
#ifndef PLAN_BOM_SUM_H
#define PLAN_BOM_SUM_H

#include "base/arena.h"
#include "types/results.h"

/* Are the two lines of one SKU (of one role, where no model is stated)? */
bool bom_sum_alike(const struct result_bom_line *a, const struct result_bom_line *b);

/* Is it a thing that one buys, or does it hold lines together? */
bool bom_sum_is_bought(const struct result_bom_line *line);

/* Fill results->bom_orders and bom_totals. Before: results->bom is complete. */
void bom_sum_orders(struct results *results, struct arena *arena);
void bom_sum_totals(struct results *results);

#endif
