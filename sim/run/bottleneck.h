/* Every row's use, and the ladder of bottlenecks: who held demand back, for how long, what
 * more of it would buy and what binds next. */
#ifndef RUN_BOTTLENECK_H
#define RUN_BOTTLENECK_H

#include "run/collect.h"

/* results->resources[].utilisation; the rest of them is the plan's. Before: one a row, in order of rows. */
void bottleneck_resources(const struct collect *collect);

/* results->bottlenecks: what denied anything, most bytes first; then, denying nothing, the rows that bound
 * either class alone by the plan and those next to them. */
void bottleneck_ladder(const struct collect *collect);

#endif
