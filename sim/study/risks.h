/* What a scenario's risks would move: the site planned again with each risk's settings. Nothing is simulated. */
#ifndef STUDY_RISKS_H
#define STUDY_RISKS_H

#include "types/results.h"
#include "types/site_plan.h"

/* How the scenario was read: what it takes to read it again with other settings. */
struct risks_base { const char *file, *models_dir; const char *const *sets; int n_sets; };

/* Fills results->risks. `all`: the whole catalog, in which another build is sought where a risk forbids this one; NULL: none is. Before:
 * the plan is the scenario's. A risk whose settings make no scenario is a diagnostic at the risk's place, and false. */
MUST_USE bool risks_fill(const struct risks_base *base, const struct site_plan *plan, const struct catalog *catalog, const struct catalog *all, struct arena *arena,
                         struct diags *diags, struct results *results);

/* Only whether all settings make scenarios. */
MUST_USE bool risks_check(const struct risks_base *base, const struct scenario *scenario, struct diags *diags);

#endif
