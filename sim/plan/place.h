/* Boxes into racks: how many fit one rack and what limits that; whole racks per group, what
 * is left over shared first-fit decreasing; tiles. */
#ifndef PLAN_PLACE_H
#define PLAN_PLACE_H

#include "plan/rows.h"

/* The rack a pool's boxes stand in: its own choice, else the facility's. NULL: none known. */
const struct rack_model *place_rack(const struct pool *pool, const struct facility_model *facility);

/* Boxes of the group one rack takes: the least over height, power, weight and switch ports
 * after the rack's reserves. Fills per_rack_by_*, nodes_per_rack (boxes: hosts for virtual
 * machines) and rack_limit. A box that fits no rack counts as one a rack, so that planning
 * can go on (place_racks reports it). Without a rack all are INFINITY. */
void place_limits(const struct rack_model *rack, const struct facility_model *facility, const struct box *box, struct plan_group *group);

/* Racks over which `hosts` boxes of the group stand when racks are the pool's failure
 * domains: as few as they fill, but no fewer in the whole pool than its code needs. */
double place_domain_racks(const struct plan_pool *pool, int group);

/* Fills plan->racks but for the fabric, and the pools' racks; findings for what doesn't fit. */
void place_racks(const struct rows_pool *pools, struct site_plan *plan);

#endif
