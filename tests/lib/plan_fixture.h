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

enum { PLAN_FIXTURE_JOBS = 16, PLAN_FIXTURE_CAUSES = 4, PLAN_FIXTURE_DELIVERIES = 12 };
enum { PLAN_FIXTURE_MEDIA, PLAN_FIXTURE_TX, PLAN_FIXTURE_RX, PLAN_FIXTURE_ROWS };

struct plan_fixture {
    struct arena *arena;
    struct site_plan plan;
    struct scenario scenario;
    struct plan_pool planned_pool;
    struct pool pool;
    struct stack_model stack;
    struct gpu_model gpu;                        /* its trays' NICs: 1 TB/s, no limit in practice */
    struct plan_group group;
    struct plan_repair repair;
    struct plan_repair_group repair_group;
    struct coefficient drive_costs[PLAN_FIXTURE_ROWS], node_costs[PLAN_FIXTURE_ROWS], unreadable[2];
    double fatal[3];
    struct quantity drive_repair, node_repair;
    struct row rows[PLAN_FIXTURE_ROWS];
    struct coefficient reads[2], writes[2];
    struct job jobs[PLAN_FIXTURE_JOBS];
    struct plan_job planned_jobs[PLAN_FIXTURE_JOBS];
    struct interruption_cause causes[PLAN_FIXTURE_CAUSES];
    struct delivery deliveries[PLAN_FIXTURE_DELIVERIES];
    struct gpu_arrival arrivals[PLAN_FIXTURE_DELIVERIES];
    double per_s[PLAN_FIXTURE_JOBS][PLAN_FIXTURE_CAUSES];
};

struct plan_fixture *plan_fixture_new(void);
void plan_fixture_free(struct plan_fixture *fixture);

/* `count` jobs of `gpus` GPUs, each reading `read` bytes/s without pause, no checkpoints. */
void plan_fixture_job(struct plan_fixture *fixture, const char *name, double count, double gpus, double read);

/* Gives the job added last checkpoints of `bytes`, written at `peak` bytes/s at most. */
void plan_fixture_checkpoint(struct plan_fixture *fixture, enum checkpoint_mode mode, double bytes, double peak, double interval_s, double blocking_s);

/* Lets things fail: none yet, until rates are stated in repair_group or the scenario. The pool is 5 nodes of 2 drives of 1 TB in
 * 5 racks, 2 links a node. A rebuilt byte reads 6 strips (a node's 3): 8e-9 of media (5e-9), 6 sent and received (3).
 * Throttle 20 %; rebuilds begin after 100 s; drives are back after 10,000 s, nodes after 1,000 s, links 100 s, racks and feeds 200 s.
 * A read byte out of service costs 5 times more of media and is sent 6 times more. */
struct failures *plan_fixture_failures(struct plan_fixture *fixture);

/* A second pool "more" like the first one, "bulk", with rows, bytes and repairs of its own (rows PLAN_FIXTURE_ROWS on); the first keeps these
 * parts of reads, writes and capacity. After plan_fixture_failures. */
void plan_fixture_second_pool(struct plan_fixture *fixture, double read_part, double write_part, double kept_part);

/* A delivery of that part of the pool, `s` after time 0 of the run, which goes by the calendar from now on. */
struct delivery *plan_fixture_delivery(struct plan_fixture *fixture, const char *pool, double share, double s);

/* So many GPUs land `s` after time 0. */
void plan_fixture_arrival(struct plan_fixture *fixture, double gpus, double s);

/* A cause that interrupts each job added so far every mean_s on average, exponential, and breaks nothing; INFINITY: never by itself. */
struct interruption_cause *plan_fixture_cause(struct plan_fixture *fixture, const char *name, double mean_s);

/* What the job added last goes through then: s until noticed, s until it stands, bytes read from storage. */
void plan_fixture_restart(struct plan_fixture *fixture, double detect_s, double restart_s, double bytes);

/* Results with the part of the plan that the run stage adds to: resources and jobs. */
struct results *plan_fixture_results(const struct plan_fixture *fixture, struct arena *arena);

/* A number that was stated, and one that was not. */
struct quantity plan_fixture_given(double value);
struct quantity plan_fixture_absent(void);

#endif
