/* Storage racks on the hall's grid of tiles, and boxes in racks: what floor plans and elevations show.
 *
 * Rows come in pairs that face each other over a cold aisle; hot aisles lie between pairs and along the walls, cross aisles at
 * the ends of rows. A row is as long as hall.row_positions; `bays` rows stand side by side, lines of them one below the other:
 * row A01, B01, ... then A02, B02. Racks stand in the order of the pools, within a pool in the order of its deliveries (what none
 * brings, first), within a delivery in the order of the fills, row by row: on every position that no column or obstacle takes, until the row's
 * watts would be over hall.row_power (a row takes one rack at least). Racks are as wide and deep as the largest, in whole
 * tiles; so are aisles.
 *
 * In a rack the heaviest boxes stand lowest; the switches on top, below them what else the rack reserves; blank panels between. */
#ifndef PLAN_LAYOUT_H
#define PLAN_LAYOUT_H

#include "types/results.h"
#include "types/site_plan.h"

/* Fills `out`; all of it lives in `arena`. Before: plan->racks stands. */
void layout_fill(const struct site_plan *plan, struct arena *arena, struct result_layout *out);

/* The slots of a fill into out->slots. */
void layout_slots(const struct site_plan *plan, const struct rack_fill *fill, struct arena *arena, struct result_rack_fill *out);

/* A finding where the hall's rows are stated and not all racks fit. Nothing in a quiet plan. */
void layout_check(struct site_plan *plan);

#endif
