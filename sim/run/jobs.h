/* The jobs of a site: each of a scenario's `count` alike is one of its own, "mid/3". A job
 * computes, reads and writes checkpoints; its GPUs are at work, held back by reads, or stand
 * still: for a checkpoint, after an interruption (restart.h), or because all is done. Where every second of every GPU went is counted here. */
#ifndef RUN_JOBS_H
#define RUN_JOBS_H

#include <stdbool.h>
#include <stdint.h>

#include "run/checkpoint.h"
#include "run/levels.h"
#include "run/readers.h"
#include "run/reading.h"
#include "run/replication.h"
#include "run/restart.h"
#include "run/work.h"

struct world;

/* How fast a job goes while it doesn't stand still: 1 at full speed, else held back by reads.
 * Jobs that read alike share one. */
struct pace {
    double speed;                    /* 0 to 1, held now */
    bool capped;                     /* it is a power cap that holds it back */
    double working_s, held_s;        /* ∫ speed, ∫ (1 − speed) since time 0 */
    double capped_s;                 /* of held_s, by a power cap */
};

struct job_run {
    struct world *world;
    const char *name;
    int32_t at, planned;             /* index here, and into the plan's jobs */
    double gpus;
    double barrier;                  /* as of its planned job */
    int32_t holds;                   /* reasons for which it stands still; 0: it computes */
    struct readers *readers;         /* NULL: it has a flow of its own, */
    struct reading *reading;         /* this one */
    struct pace *pace;
    struct checkpoint checkpoint;
    struct levels levels;
    struct restart restart;
    struct work work;
    double done_s;                   /* progress since time 0: seconds of its undisturbed computing, without what was lost */
    double measured_from_s;          /* of it, what was made before the measured time */
    /* Of the measured time: seconds settled so far, and where the pace stood, or the clock, when they were. */
    double working_s, held_s, still_s, down_s, over_s, coming_s;
    double capped_s;                 /* of held_s, by a power cap */
    double lost_s;                   /* of working_s, what came to nothing */
    double pace_working_s, pace_held_s, pace_capped_s;
    int64_t settled_ns;
    double completed, missed;
    struct tally duration_s, stall_s;
};

struct jobs {
    struct job_run *runs; int32_t n;
    struct readers *readers;         /* one per planned job; used where its jobs have no readings */
    struct pace *paces; int32_t n_paces;     /* readers' first, one per planned job; then of jobs with readings */
    struct reading *readings; int32_t n_readings;
    struct job_run **bursty;         /* jobs with readings: readings[k] and pace [n planned + k] are bursty[k]'s */
    bool buffered;                   /* some of them has a buffer */
    int32_t n_loading, n_finite;     /* how many read after an interruption now; have an end to their work */
    double *barrier;                 /* one per planned job, >= 1: by how much the slowest rank of a step prolongs it */
    double idle_gpus;
    struct sketch *duration_s, *stall_s;     /* of all jobs; NULL until measured */
};

/* All jobs at work. To be called once the world has its clock and flows. */
void jobs_start(struct world *world);

/* `s` seconds have gone by at the values held. */
static inline void jobs_pass(struct jobs *jobs, double s)
{
    for (int32_t p = 0; p < jobs->n_paces; p++) {
        struct pace *pace = &jobs->paces[p];
        pace->working_s += pace->speed * s;
        pace->held_s += (1.0 - pace->speed) * s;
        if (pace->capped) pace->capped_s += (1.0 - pace->speed) * s;
    }
    if (!jobs->buffered) return;
    for (int32_t r = 0; r < jobs->n_readings; r++) reading_pass(&jobs->readings[r], s);
}

/* Statistics start now. */
void jobs_measure(struct world *world);

/* Fills one account per job of the plan; laws of GPU-time go to the audit. */
void jobs_account(struct world *world, double measured_s, struct job_account *accounts);

/* --- for the parts of a job ----------------------------------------------------------------- */

/* Brings the job's account to now. */
void jobs_settle(struct job_run *job);

/* A reason more to stand still, and one less. */
void jobs_hold(struct job_run *job);
void jobs_release(struct job_run *job);

/* Falls back to the progress at to_s; returns the job's measured seconds that came to nothing. */
double jobs_lose(struct job_run *job, double to_s);

/* Told by its checkpointing: it stood still; one must wait; one is durable. */
void jobs_stood(struct job_run *job, int64_t stood_ns);
void jobs_missed(struct job_run *job);
void jobs_durable(struct job_run *job, int64_t took_ns);

#endif
