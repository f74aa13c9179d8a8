/* The A/B test of a requirements document: one hardware under two stacks, without a second scenario. */
#ifndef STUDY_AB_SITE_H
#define STUDY_AB_SITE_H

#include "types/results.h"
#include "types/site_plan.h"

/* Fills results->ab where the site's own hardware, or else the first of the catalog, runs under two stacks without front ends of their own: the same
 * boxes under both, as the site has them, or as many of the other hardware as every MUST needs under the first stack. results->ab_why says
 * which hardware it is and why, or why there is none. `all`: the whole catalog; NULL: some model of it cannot be read. Nothing is simulated. */
void ab_site_fill(const struct site_plan *plan, const struct catalog *all, struct arena *arena, struct results *results);

#endif
