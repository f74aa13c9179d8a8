/* What lands while a run goes on. With study.start the run goes by the calendar: simulated time 0 is that date, and what the scenario
 * delivers is in service from its date on, in this replication's draw of the delivery (draw i of run/stages.h for replication i, so
 * that designs under one seed wait equally long). What has not landed has no rows, holds no bytes and draws no watts (run/stand.h). With
 * site.gpus.arrivals GPUs land too: a job begins when all its GPUs are there, jobs in the scenario's order, a later one before
 * an earlier one where only it fits; what the site is asked beyond its jobs grows with the GPUs that stand.
 *
 * Bytes already written are not moved when a pool lands. The room never falls. Without study.start, and with a constant load, all
 * stands from the start. */
#ifndef RUN_LANDING_H
#define RUN_LANDING_H

#include <stdbool.h>
#include <stdint.h>

#include "run/stand.h"

struct world;
struct arena;

/* What is left of it after a replication. */
struct landing_account {
    double *at_s; int32_t n;                     /* by delivery: in service so long after time 0; negative: before */
    double gpu_s, idle_gpu_s;                    /* of the measured time: GPUs standing; of these, without a job that has begun */
};

struct landing {
    struct world *world;
    struct stand stand;
    double start_days;                           /* date of time 0 */
    double *days; int *pool; double *share; int32_t n;     /* by delivery: date of service in this replication, and what it brings */
    double gpus, begun_gpus;                     /* GPUs standing; those of jobs that have begun */
    bool gpus_land;                              /* not all stand from the start */
    double gpu_s, idle_gpu_s;
};

/* Does the run go by a calendar on which something lands? */
bool landing_is_on(const struct scenario *scenario);

/* What has landed by time 0 stands; the rest is on its way. NULL: all stands. To be called before the world's service is started. */
struct landing *landing_start(struct world *world);

/* Jobs whose GPUs have not landed wait for them. `landing` NULL: none does. Once jobs and background stand, before anything flows. */
void landing_hold_jobs(struct landing *landing);

/* The timeline is told which pools do not stand at time 0. `landing` NULL: all do. */
void landing_tell(const struct landing *landing);

/* What is held was held for `s` seconds. */
void landing_pass(struct landing *landing, double s);

/* Statistics start now. */
void landing_measure(struct landing *landing);

struct landing_account *landing_outcome(const struct landing *landing);
struct landing_account *landing_account_copy(const struct landing_account *account, struct arena *arena);

#endif
