/* What one more TB/s of writing is worth where jobs are interrupted: the site is asked for 1 TB/s more at peak
 * (demand.checkpoint.peak_write), planned again, and run again under the same seed, so that both meet the same interruptions. What
 * it then does more of useful work, replication by replication, is the worth. `run --set demand.checkpoint.peak_write=...` does the same.
 *
 * A build with a fixed number of nodes may not write any faster for being asked: write_capability_before and _after say so. */
#ifndef STUDY_MORE_WRITE_H
#define STUDY_MORE_WRITE_H

#include "study/replicate.h"
#include "types/catalog.h"

/* Whether it would tell anything: something is said to interrupt a job that writes checkpoints. */
bool more_write_matters(const struct site_plan *plan);

/* Fills results->interruptions.more_write. useful_gpus: of the run itself, one number a replication (replicate.h). False when the
 * second run's audit fails. Before: results->interruptions stands. */
MUST_USE bool more_write_fill(const struct site_plan *plan, const struct catalog *catalog, const double *useful_gpus, struct replicate_options options, struct arena *arena,
                              struct results *results);

#endif
