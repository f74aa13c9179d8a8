/* All replications of a study on several threads. What comes out does not depend on how many:
 * each replication is a function of plan and index, and they are merged in order of index.
 *
 * A worker has one arena for its scratch, which it empties between replications, and one for
 * what is kept of them. So memory is (workers × one replication) + (replications × one
 * outcome), and does not grow with what happens in them. */
#ifndef STUDY_REPLICATE_H
#define STUDY_REPLICATE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/text.h"
#include "types/results.h"
#include "types/site_plan.h"

/* Called after each replication, by one thread at a time, any of them. */
typedef void replicate_progress(void *context, int32_t done, int32_t of);

struct replicate_options {
    int32_t workers;                     /* >= 1; no more than replications are started */
    replicate_progress *progress;        /* may be NULL */
    void *context;
    struct text *trace;                  /* NULL: none wanted; else the first replication's is appended (run/timeline.h) */
    double *useful_gpus;                 /* room for one number a replication: GPUs usefully at work, on average; NULL: not wanted */
};

/* How many replications the study has, >= 1. */
int32_t replicate_count(const struct site_plan *plan);

/* Runs the study's replications and fills what a simulation knows in *results, as run_collect
 * does (run/run.h), in `arena`. False when a conservation law is off by more than 1e-9. */
MUST_USE bool replicate_run(const struct site_plan *plan, struct replicate_options options, struct arena *arena, struct results *results);

#endif
