/* The site's linear system, put together from its pools' rows: all in service, and with one
 * failure domain of each pool out. */
#ifndef PLAN_SYSTEM_H
#define PLAN_SYSTEM_H

#include "plan/rows.h"

/* Fills plan->system, plan->out and the pools' bounds. Before: every pool is sized and settled. */
void system_assemble(const struct rows_pool *pools, struct site_plan *plan);

/* Lowest capacity ÷ cost of a class offered alone, and the lowest on another piece of hardware. */
struct bound system_bound(const struct row_system *system, enum op op);

/* Σ a·x ÷ c of the fullest row, both classes and the drain of a tier at the given rates; INFINITY on a row of no capacity. */
double system_load(const struct row_system *system, double read, double write, double drain);

#endif
