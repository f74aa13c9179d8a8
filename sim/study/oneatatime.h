/* One input at a time: what each quantity comes to at its two ends, and where on the way a verdict turns. */
#ifndef STUDY_ONEATATIME_H
#define STUDY_ONEATATIME_H

#include "study/probe.h"
#include "types/uncertainty.h"

/* Fills bars and flips. Before: inputs, quantities and requirements stand with their nominal values. Flips are bisected, one turn
 * assumed, to 1e-6 of the way from nominal to end where the plan answers, to 1 % where a simulation does, whole numbers to 1. */
void oneatatime_fill(struct probe *probe, bool simulates, struct arena *arena, struct uncertainty_results *results);

#endif
