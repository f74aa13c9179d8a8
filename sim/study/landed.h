/* What the site can do while parts of its pools have not landed: the judge of run/buildup.h, by the plan's own laws.
 *
 * With a part s of a pool's nodes in service (storage nodes and front ends alike):
 *   - capacity is s of the planned, watts and rack tiles follow the boxes;
 *   - every row of the pool has s of its capacity, and the load follows what serves: where the plan gives pool p a share w of
 *     reads (or writes), it now carries w s_p / (sum of w s over pools). One pool of which half stands does half; of two pools of
 *     which one stands, that one carries all it can;
 *   - a lost failure domain takes what it takes of the whole build: a row falls from s·c to s·c − (c − c_out), and what
 *     its absence costs a byte grows as 1/s;
 *   - below the smallest cluster of its stack a pool holds and carries nothing. */
#ifndef STUDY_LANDED_H
#define STUDY_LANDED_H

#include "run/buildup.h"
#include "types/results.h"

/* Fills results->delivery and adds its findings; dated are the requirements that the plan alone judges. Before: `results` holds
 * the plan's findings; `catalog` is the scenario's own. Returns the draws, in `arena`, pointing into plan and catalog. */
const struct buildup *landed_fill(const struct site_plan *plan, const struct catalog *catalog, struct arena *arena, struct results *results);

/* What this part of the build can do. */
void landed_judge(const struct site_plan *plan, const struct requirement *const *asked, int n_asked, const double *landed, struct buildup_state *state);

#endif
