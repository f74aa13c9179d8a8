/* Which protocols can be had under which stack. */
#ifndef STUDY_PROTOCOLS_H
#define STUDY_PROTOCOLS_H

#include "types/results.h"
#include "types/site_plan.h"

/* Fills results->protocols: every stack of the catalog that some storage node may run under, and those of this build, by every
 * protocol that one of them speaks or that is demanded. `all` may be NULL: only this build's stacks. */
void protocols_fill(const struct site_plan *plan, const struct catalog *all, struct arena *arena, struct results *results);

#endif
