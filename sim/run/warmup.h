/* How much of the beginning to leave out: all jobs start fresh, with nothing on the way, and
 * the site takes a while to look as it will. A pilot, the first replication over a tenth of
 * the study's length, is cut by MSER-5 (stat/mser.h) on the bytes delivered per bin; a pilot
 * too short to tell is run again at twice the length, up to the study's own; if that is too short still,
 * half of it is left out. One answer for all replications. */
#ifndef RUN_WARMUP_H
#define RUN_WARMUP_H

#include "base/arena.h"
#include "types/site_plan.h"

/* In s. Scratch in `arena`. */
double warmup_find(const struct site_plan *plan, struct arena *arena);

#endif
