/* The jobs of a site: each of a scenario's `count` alike is one of its own, "mid/3". A job
 * computes, reads and writes checkpoints; its GPUs are at work, held back by reads, or stand
 * still for a checkpoint. Where every second of every GPU went is counted here. */
#ifndef RUN_JOBS_H
#define RUN_JOBS_H

#include <stdbool.h>
#include <stdint.h>

#include "run/checkpoint.h"
#include "run/reading.h"
#include "run/replication.h"

struct world;

struct job_run {
    struct world *world;
    const char *name;
    int32_t at, planned;             /* index here, and into the plan's jobs */
    double gpus;
    double barrier;                  /* >= 1: by how much the slowest rank of a step prolongs it */
    bool blocked;
    struct reading reading;
    struct checkpoint checkpoint;
    double completed, missed;        /* of the measured time, like all below */
    struct tally duration_s, stall_s;
};

struct jobs {
    struct job_run *runs; int32_t n;
    /* Per job: speed (0 to 1) and the part of its time it is held back by reads, both held now;
     * what they came to, in seconds. Speed + held back + standing still is 1. */
    double *speed, *held, *still;
    double *working_s, *held_s, *still_s;
    bool buffered;                   /* some job has a read buffer */
    double idle_gpus;
    struct sketch *duration_s, *stall_s;     /* of all jobs; NULL until measured */
};

/* All jobs at work. To be called once the world has its clock and flows. */
void jobs_start(struct world *world);

/* `s` seconds have gone by at the values held. */
static inline void jobs_pass(struct jobs *jobs, double s)
{
    for (int32_t j = 0; j < jobs->n; j++) {
        jobs->working_s[j] += jobs->speed[j] * s;
        jobs->held_s[j] += jobs->held[j] * s;
        jobs->still_s[j] += jobs->still[j] * s;
    }
    if (!jobs->buffered) return;
    for (int32_t j = 0; j < jobs->n; j++) reading_pass(&jobs->runs[j].reading, s);
}

/* Statistics start now. */
void jobs_measure(struct world *world);

/* Fills one account per job of the plan; laws of GPU-time go to the audit. */
void jobs_account(struct world *world, double measured_s, struct job_account *accounts);

/* --- told by a job's checkpointing ------------------------------------------------------------ */

void jobs_block(struct job_run *job);
void jobs_unblock(struct job_run *job, int64_t stood_ns);
void jobs_missed(struct job_run *job);
void jobs_durable(struct job_run *job, int64_t took_ns);

#endif
