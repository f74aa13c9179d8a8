/* The worst hour of the first replication as results show it: what its GPUs did, what was asked and delivered, what
 * was drawn, and what happened. */
#ifndef RUN_WORST_HOUR_H
#define RUN_WORST_HOUR_H

#include "run/collect.h"

/* results->worst_hour and results->timeline. */
void worst_hour_collect(const struct collect *collect);

#endif
