/* What is left of one replication: fixed-size tallies, sketches and bins, however long it was
 * and however much happened in it. All of it is about the measured time, after the warm-up. */
#ifndef RUN_REPLICATION_H
#define RUN_REPLICATION_H

#include <stdint.h>

#include "base/arena.h"
#include "run/audit.h"
#include "run/binding.h"
#include "run/failure_account.h"
#include "run/landing.h"
#include "run/series.h"
#include "run/tiers.h"
#include "run/timeline.h"
#include "stat/sketch.h"
#include "stat/tally.h"
#include "types/site_plan.h"

/* A value over the measured time. */
struct over_time {
    double integral;                     /* value × s */
    double min, max;
    struct sketch *sketch;               /* weighed with ns */
};

/* Client bytes/s and watts. Asked: what jobs and background would move if nobody else were there. */
enum replication_meter {
    REPLICATION_READ_ASKED, REPLICATION_READ, REPLICATION_WRITE_ASKED, REPLICATION_WRITE, REPLICATION_STORAGE_W, REPLICATION_GPU_W, REPLICATION_IT_W,
    REPLICATION_SITE_W,                              /* by the PUE curve; 0 without one */
    REPLICATION_METERS                               /* the mixes of loads.h follow, from LOADS_MIXES on */
};

/* GPU-seconds of all instances of one of the scenario's jobs: they sum to GPUs × measured time. */
struct job_account {
    double useful, read_stalled, checkpoint_stalled, lost, restarting;
    double power_capped;                 /* held back by a power cap */
    double waiting;                      /* at the barrier of a step, for the slowest rank: counted idle */
    double over;                         /* its work done: counted idle */
    double completed, missed;            /* checkpoints durable on storage; drains that had to wait for the one before */
    double completed_bytes;
    struct tally duration_s, stall_s;    /* from start of writing until durable; each blocking */
    double interruptions;
    double restores, restored_bytes;     /* restarts that read all they need from storage; bytes read, those of broken-off ones included */
    struct tally down_s, load_s;         /* from interruption until it computes again; of that, reading from storage */
    struct tally finished_s;             /* of instances whose work is done: when, from the start of the simulation */
};

/* What one cause of interruptions came to, in GPU-seconds of all jobs. */
struct cause_account {
    double struck, instants_s;           /* instants, whether they found a job at work or not; their sum: two runs that agree in both met the same */
    double count;                        /* interruptions */
    double lost, restarting;
    double waited;                       /* of restarting: for GPUs under repair */
};

struct replication {
    int32_t index;                       /* from 0 */
    double warm_up_s, measured_s;
    double events, solves;               /* warm-up included */
    struct over_time *meters; int32_t n_meters;
    struct job_account *jobs; int32_t n_jobs;      /* one per plan job */
    struct cause_account *causes; int32_t n_causes;        /* as site.gpus.interruptions lists them */
    double idle;                         /* GPU-seconds of GPUs without a job */
    struct sketch *duration_s, *stall_s; /* of all checkpoints */
    struct binding_tally *bindings; int32_t n_bindings;    /* as binding.h lays them out */
    double largest_step_w, largest_step_1s_w, largest_step_1min_w, largest_step_15min_w, ramp_w_per_s, steps;
    double cap_bound_s, cap_unmet_s;     /* the power cap: held something back; could not be kept */
    double *over_s; int32_t n_over;      /* s above each ceiling, as ceilings.h lays them out */
    double used_mean_bytes, used_end_bytes, used_max_bytes, retained_bytes, refused_s;
    double full_at_s;                    /* from the start of the simulation; NAN: never */
    struct failure_account *failure;     /* NULL: nothing of the storage failed */
    struct tiers_account *tier;          /* NULL: no pool stands in front of another */
    struct landing_account *landing;     /* NULL: all stood from the start */
    struct series *series, *zoom, *worst;    /* of the first replication; else NULL */
    struct timeline_hour events_of_worst;    /* what happened in that hour */
    struct text trace;                   /* where one was asked for: all of it, one line an event; else empty */
    struct audit audit;
};

/* A copy that shares nothing with it. */
struct replication *replication_copy(const struct replication *replication, struct arena *arena);

#endif
