/* Failures of replications into results: rebuild and durability. */
#ifndef RUN_FAILURE_RESULTS_H
#define RUN_FAILURE_RESULTS_H

#include "run/collect.h"

/* Fills results->rebuild and results->durability; empty where nothing fails. */
void failure_results_collect(const struct collect *collect);

#endif
