/* What the site's policy costs: each restriction in force against the same site planned without it. */
#ifndef STUDY_POLICY_H
#define STUDY_POLICY_H

#include "types/results.h"
#include "types/site_plan.h"

/* Does the scenario restrict what may be built: third-party hardware, DPUs, protocols? */
bool policy_restricts(const struct scenario *scenario);

/* Fills results->policy and results->options; these, unless `with_options`, only where something is restricted. `all` is the whole catalog that options are sought in; NULL: nothing is
 * priced, and the text says so. Before: results->delivery is filled. */
void policy_fill(const struct site_plan *plan, const struct catalog *all, bool with_options, struct arena *arena, struct results *results);

#endif
