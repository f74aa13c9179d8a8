/* Derivations of the site's headlines: demand, capabilities, racks and floor, switches, watts. Each under the id by which documents show it. */
#ifndef PLAN_DERIVE_SITE_H
#define PLAN_DERIVE_SITE_H

#include "types/site_plan.h"

void derive_site_demand(struct site_plan *plan);
void derive_site_counts(struct site_plan *plan);             /* nodes, front ends, drives, raw bytes */
void derive_site_capability(struct site_plan *plan, enum op op);
void derive_site_per_rack(struct site_plan *plan);           /* boxes to a rack */
void derive_site_floor(struct site_plan *plan);              /* tiles, switches, optics; GPU racks */
void derive_site_power(struct site_plan *plan);

#endif
