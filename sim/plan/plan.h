/* The plan stage: a build from a question, by plain arithmetic. */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "types/site_plan.h"

/* Works out counts, rows, capabilities, racks, fabric, power, the load, findings and derivations.
 * Diagnostics only for what means nothing (DIAG_TOO_FEW_DOMAINS, DIAG_UNSIZABLE), then it
 * returns false; what does not fit is a finding. `plan` lives in `arena` and points into scenario and catalog. */
MUST_USE bool plan_site(const struct scenario *scenario, const struct catalog *catalog, struct arena *arena, struct diags *diags,
                        struct site_plan *plan);

/* The same figures without words: no findings, derivations or alternatives. For loops that
 * plan a site hundreds of times. */
MUST_USE bool plan_site_quietly(const struct scenario *scenario, const struct catalog *catalog, struct arena *arena, struct diags *diags,
                                struct site_plan *plan);

/* Between the two: figures and what the build does not fit into; no wear, outages, alternatives or derivations, and the power tree only if a requirement asks for it. For studies that ask of
 * thousands of plans whether they hold. */
MUST_USE bool plan_site_fits(const struct scenario *scenario, const struct catalog *catalog, struct arena *arena, struct diags *diags,
                             struct site_plan *plan);

#endif
