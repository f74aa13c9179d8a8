/* The bill of materials: what a plan has to be ordered as.
 *
 * Lines hang together as a tree (results.h). Racks filled alike are one line; where a pool lands in several deliveries its
 * racks are split over them in whole racks, full ones first, by the deliveries' shares. Per rack: the facility's top-of-rack
 * switches, a copper cable from each port of a box, an optic and a fibre for each uplink, the rack's PDUs, a cord for each of a box's
 * and two for each switch (alternating current only). Beside the racks: spine switches, an optic in each of their ports that uplinks take.
 * Drives and cards of virtual machines and services are their provider's.
 *
 * Spares: of drives as many as have failed and are not yet swapped 99 % of the time (resilience.h), over a box's kinds of drives by
 * their failure rates; of the rest the facility's part of what is installed; in whole pieces, by SKU.
 *
 * Money: a node's price is without the drives and cards listed with it, so every line adds. A price nobody stated is unknown,
 * and a sum over lines is then a part of the whole. */
#ifndef PLAN_ORDERS_H
#define PLAN_ORDERS_H

#include "types/results.h"
#include "types/site_plan.h"

/* Fills results->bom, bom_phases, bom_totals and power_bill. Before: results hold what the plan knows, the deliveries' dates,
 * and what a run found, if one was made. The plan was not made quietly. */
void orders_fill(const struct site_plan *plan, const struct catalog *catalog, struct arena *arena, struct results *results);

#endif
