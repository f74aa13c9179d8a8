/* What landed while it ran, over all replications, for results. */
#ifndef RUN_LANDING_RESULTS_H
#define RUN_LANDING_RESULTS_H

#include "run/collect.h"

/* A run by no calendar: what everybody's results hold where all stood. */
struct result_delivery_run landing_results_none(void);

/* Fills results->delivery.run but for what the wait cost; nothing where all stood from the start. */
void landing_results_collect(const struct collect *collect);

#endif
