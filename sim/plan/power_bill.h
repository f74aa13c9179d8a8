/* The bill of power: each part of the site at four points, so that everyone who signs watts signs the same ones.
 *
 *   nameplate   what the power supplies may draw (a node's `nameplate`, else its max), all at once
 *   datasheet   the makers' maxima, all at once: the planned maximum, at the design hour's PUE
 *   p99         simulated and coincident: IT watts that are exceeded 1 % of the time, shared over the parts; at the design hour's PUE
 *   mean        simulated over the year, at the annual PUE
 *
 * p99 of a sum is less than the sum of p99s. Each part gets mean + c (own p99 - own mean), where the coincidence c makes it add
 * up to the whole's; groups of storage get mean + u (max - mean), with the u that makes them add up to storage's. A group's mean is
 * idle + its share of what storage draws above idle, by the plan's W per byte/s and the mean rates; network and other IT are constant.
 * Facilities sign the datasheet maximum: it is what no load can exceed, and what site_power_peak is judged on. */
#ifndef PLAN_POWER_BILL_H
#define PLAN_POWER_BILL_H

#include "types/results.h"
#include "types/site_plan.h"

/* Fills results->power_bill. Before: results hold what the plan knows, and what the run found, if one was made: without it p99
 * and mean are NAN. */
void power_bill_fill(const struct site_plan *plan, struct arena *arena, struct results *results);

/* Mean watts of all boxes of a group (group == n_groups: the front ends): simulated, or, before a run, at the mean
 * demand and at most its maximum. */
double power_bill_mean_w(const struct site_plan *plan, const struct results *results, int pool, int group);

/* Feeds that the cords of one rack lead to; NAN without a power tree. */
double power_bill_feeds(const struct facility_model *facility);

#endif
