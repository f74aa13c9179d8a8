/* How long it takes until a DPU may be used, stage by stage. */
#ifndef STUDY_QUALIFICATION_H
#define STUDY_QUALIFICATION_H

#include "types/results.h"
#include "types/site_plan.h"

/* Fills results->qualification: every DPU of the catalog, as a card or as a box's controller, with its stages by the shares of
 * lead-times/third-party-qualification. It is begun when the first order is placed, else on the plan's date. */
void qualification_fill(const struct site_plan *plan, const struct catalog *all, struct arena *arena, struct results *results);

#endif
