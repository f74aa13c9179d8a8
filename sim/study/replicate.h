/* All replications of a study on several threads. What comes out does not depend on how many:
 * each replication is a function of plan and index, and they are merged in order of index. Whether they are enough is asked of the
 * first, the first two, and so on; what was begun beyond the answer is dropped.
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

struct replication;

/* Called once all are done, in order of index, by the calling thread. */
typedef void replicate_each(void *context, int32_t index, struct replication *outcome);

struct replicate_options {
    int32_t workers;                     /* >= 1; no more than replications are started */
    replicate_progress *progress;        /* may be NULL */
    void *context;
    struct text *trace;                  /* NULL: none wanted; else the first replication's is appended (run/timeline.h) */
    double *useful_gpus;                 /* room for replicate_count numbers, one a replication: GPUs usefully at work, on average; NULL: not wanted */
    int32_t n;                           /* so many, whatever the study says; 0: what it says */
    bool measures;                       /* results->measures is wanted */
    replicate_each *each; void *each_context;    /* may be NULL */
};

/* How many replications the study has at most, >= 1. */
int32_t replicate_count(const struct site_plan *plan);

/* Runs the study's replications, in order of index until its precision is reached where it asks one (run/sureness.h; results->precision
 * says how many), and fills what a simulation knows in *results, as run_collect
 * does (run/run.h), in `arena`. False when a conservation law is off by more than 1e-9. */
MUST_USE bool replicate_run(const struct site_plan *plan, struct replicate_options options, struct arena *arena, struct results *results);

#endif
