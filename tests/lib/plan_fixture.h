/* A planned site small enough to work by hand, without a planner: for tests of the run stage.
 *
 * 100 GPUs in trays of 4 (tray 1,000 W idle, 5,000 W at work; 50 W a GPU beside the trays),
 * one pool of three rows:
 *   media time     10 drives; a read byte costs 1e-9, a written one 2e-9: 10 GB/s or 5 GB/s alone
 *   NIC transmit   20 GB/s; a read byte costs 1
 *   NIC receive    20 GB/s; a written byte costs 1
 * Storage 1,000 W idle, 2,000 W at most, 100 W of network, 1e-7 W per byte/s read, 2e-7 written. Other
 * IT 500 W. PUE 1.2 a year, 1.5 at the design hour. 1 PB usable, nothing stored, nothing deleted.
 * No jobs, no demand; the study lasts 1,000 s after no warm-up, seed 1. */
#ifndef TESTS_LIB_PLAN_FIXTURE_H
#define TESTS_LIB_PLAN_FIXTURE_H

#include "base/arena.h"
#include "types/results.h"
#include "types/site_plan.h"

enum { PLAN_FIXTURE_JOBS = 16 };
enum { PLAN_FIXTURE_MEDIA, PLAN_FIXTURE_TX, PLAN_FIXTURE_RX, PLAN_FIXTURE_ROWS };

struct plan_fixture {
    struct arena *arena;
    struct site_plan plan;
    struct scenario scenario;
    struct plan_pool planned_pool;
    struct pool pool;
    struct stack_model stack;
    struct gpu_model gpu;                        /* its trays' NICs: 1 TB/s, no limit in practice */
    struct row rows[PLAN_FIXTURE_ROWS];
    struct coefficient reads[2], writes[2];
    struct job jobs[PLAN_FIXTURE_JOBS];
    struct plan_job planned_jobs[PLAN_FIXTURE_JOBS];
};

struct plan_fixture *plan_fixture_new(void);
void plan_fixture_free(struct plan_fixture *fixture);

/* `count` jobs of `gpus` GPUs, each reading `read` bytes/s without pause, no checkpoints. */
void plan_fixture_job(struct plan_fixture *fixture, const char *name, double count, double gpus, double read);

/* Gives the job added last checkpoints of `bytes`, written at `peak` bytes/s at most. */
void plan_fixture_checkpoint(struct plan_fixture *fixture, enum checkpoint_mode mode, double bytes, double peak, double interval_s, double blocking_s);

/* Results with the part of the plan that the run stage adds to: resources and jobs. */
struct results *plan_fixture_results(const struct plan_fixture *fixture, struct arena *arena);

/* A number that was stated, and one that was not. */
struct quantity plan_fixture_given(double value);
struct quantity plan_fixture_absent(void);

#endif
