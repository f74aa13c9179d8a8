/* Switches of the storage fabric: top of rack, uplinks, spine, optics, and what they draw. */
#ifndef PLAN_FABRIC_H
#define PLAN_FABRIC_H

#include "types/site_plan.h"

/* Switch ports at the top of one rack; INFINITY when no switch is known. */
double fabric_rack_ports(const struct facility_model *facility);

/* Uplink ports of one rack whose boxes have cards of `line_bytes_per_s` in all: as much
 * bandwidth as the cards ÷ oversubscription, in whole ports, the same on every switch. 0 without a switch. */
double fabric_uplinks(const struct facility_model *facility, double line_bytes_per_s);

/* Node bandwidth ÷ uplink bandwidth of a rack, at least 1. */
double fabric_oversubscription(const struct facility_model *facility);

/* Ports of a spine switch that `uplinks` take, each with an optic: a port of 800 Gb/s splits into two
 * uplinks of 400. In parts of a port, for a bound. Before: the facility has a tor and a spine. */
double fabric_spine_ports(const struct facility_model *facility, double uplinks);

/* Fills tors, spines and optics of plan->racks and power.network_w. `uplinks`: of all racks.
 * The spine is sized 1:1 for them, in whole switches; its ports towards the GPUs are
 * part of other_it. An optic in each uplink's port and in each spine port they take; boxes connect by copper. */
void fabric_build(struct site_plan *plan, double uplinks);

#endif
