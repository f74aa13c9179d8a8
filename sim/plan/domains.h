/* One thing out at a time, failed or in maintenance: for each kind of failure domain of each pool (drive, node, front end, link,
 * rack, and what hangs on one feed), and for each loss that the facility's power tree knows, what the build can still do and which MUSTs
 * fail that held.
 *
 * Rows of a group have what is left of it (drives for media, links for cards, nodes for all); reads of bytes out of service
 * cost the code's repair reads (resilience.h). Where more strips of one stripe may go with it than the code
 * surely survives, some bytes cannot be read until it is back: a MUST on reads then fails. What is out comes back, so usable capacity,
 * tiles and watts stay as planned; MUSTs that only a simulation can judge are left out. */
#ifndef PLAN_DOMAINS_H
#define PLAN_DOMAINS_H

#include "types/results.h"
#include "types/site_plan.h"

/* Fills results->domains. Before: the pools' repair and the power tree stand. */
void domains_fill(const struct site_plan *plan, struct arena *arena, struct results *results);

#endif
