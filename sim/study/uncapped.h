/* What a power cap costs: the same days simulated without it. */
#ifndef STUDY_UNCAPPED_H
#define STUDY_UNCAPPED_H

#include "study/replicate.h"

/* Fills power.cap_useful_without and cap_useful_lost; without a cap it does nothing. Before: `results` holds the run under
 * the cap, useful_gpus its numbers (replicate.h). Streams of chance are the same, so that the difference is the cap's alone.
 * False when a conservation law is off. */
MUST_USE bool uncapped_fill(const struct site_plan *plan, const double *useful_gpus, struct replicate_options options, struct arena *arena, struct results *results);

#endif
