/* Derivations of the rows that bind: what each can give and what a client byte costs on it, down to drives, cards and the stack's path. */
#ifndef PLAN_DERIVE_ROWS_H
#define PLAN_DERIVE_ROWS_H

#include "types/site_plan.h"

/* What the pool keeps of its raw bytes: "plan.pools.bulk.efficiency". */
void derive_rows_efficiency(struct site_plan *plan, const struct plan_pool *pool);

/* "rows.bulk/odm-cap/software.capacity", "….read_cost" or "….write_cost" of row `row` of plan->system, unless they stand already.
 * Before: nodes and efficiency of its pool are derived. */
void derive_rows_make(struct site_plan *plan, enum op op, int row);

/* Names of the two. */
const char *derive_rows_capacity_id(const struct site_plan *plan, int row);
const char *derive_rows_cost_id(const struct site_plan *plan, enum op op, int row);

/* What a client byte of the site costs on the row; 0: nothing. */
double derive_rows_cost(const struct site_plan *plan, enum op op, int row);

#endif
