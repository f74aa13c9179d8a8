/* What the GPUs of a site's jobs do at one moment, for charts: each is in one phase, or, held to a part of
 * its speed, partly in two. */
#ifndef RUN_PHASES_H
#define RUN_PHASES_H

#include "run/series.h"

struct world;

/* Sets the SERIES_GPUS_ channels from the jobs as last looked at: they sum to the GPUs of all jobs that aren't done. */
void phases_note(const struct world *world, double values[SERIES_CHANNELS]);

#endif
