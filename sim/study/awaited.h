/* What waiting for storage costs a run that goes by the calendar: the same days with all of it in service from the start. */
#ifndef STUDY_AWAITED_H
#define STUDY_AWAITED_H

#include "study/replicate.h"

/* Fills useful_without and gpu_hours_waited of results->delivery.run; does nothing where no storage lands while it runs. GPUs land as
 * they do. Streams of chance are the same, so that the difference is the wait's alone. `useful_gpus`: the run's own, one a
 * replication (replicate.h). False when a conservation law is off. */
MUST_USE bool awaited_fill(const struct site_plan *plan, const double *useful_gpus, struct replicate_options options, struct arena *arena, struct results *results);

#endif
