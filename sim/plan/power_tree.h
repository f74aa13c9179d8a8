/* The facility's power tree under the planned maximum: what each level carries in normal running and
 * with any one device or feed lost, which level is full first, what stands idle. */
#ifndef PLAN_POWER_TREE_H
#define PLAN_POWER_TREE_H

#include "types/site_plan.h"

/* Watts at the utility for one IT watt: `pue` itself where losses are in it or no tree is stated;
 * with losses stated separately, what they add to it. */
double power_tree_pue(const struct facility_model *facility, double pue, struct arena *arena);

/* Fills plan->power.tree and adds a finding for every level over its rating. IT watts are spread evenly over what
 * the racks hang on; the rest of the site (PUE − 1) joins, in proportion to them, where levels carry the site.
 * Survivors take over at once, and by the shares they had; nothing trips. Before: power_add_up
 * has run. A brief plan is solved only if a requirement is about the tree. */
void power_tree_solve(struct site_plan *plan);

#endif
