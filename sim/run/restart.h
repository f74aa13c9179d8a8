/* What a job goes through when it is interrupted: until somebody notices (detection), until it has GPUs again (at once while it has
 * hot spares left, else until enough are repaired), until its processes stand (restart), until its state is loaded. Then it computes
 * on from the newest checkpoint that survived; what it had computed since is lost.
 *
 * Storage serves every restart; a level of levels.h serves some, without reading from storage. A restart from storage reads weights
 * for each independent reader and the rest of the checkpoint once, all GPUs of the job alike, through the same rows as everybody.
 * What was being written to storage is given up, since its source is gone: but for a drain from flash (two_tier) that a level
 * outlasts, which goes on. Another interruption before the job computes again begins all of it anew. One that comes while it
 * waits for GPUs finds nobody at work, and counts for nothing. */
#ifndef RUN_RESTART_H
#define RUN_RESTART_H

#include <stdbool.h>
#include <stdint.h>

#include "fluid/flows.h"
#include "kernel/des.h"
#include "stat/tally.h"
#include "types/site_plan.h"

struct job_run;
struct arena;

enum restart_state { RESTART_NONE, RESTART_DETECTING, RESTART_WAITING, RESTART_STARTING, RESTART_LOADING, RESTART_OVER, RESTART_COMING };

/* Of one cause, in seconds of the job. */
struct restart_account { double count, lost_s, down_s, waited_s; };

struct restart {
    struct job_run *job;
    enum restart_state state;            /* NONE: it runs; OVER: its work is done; COMING: its GPUs have not landed */
    int64_t detect_ns, start_ns, load_ns;        /* load_ns: from a level, this time */
    bool from_storage;                   /* this time */
    double bytes, weight, cap, most;     /* a restart from storage: of the whole job; weight and cap per GPU; bytes/s if it were alone */
    double spares, broken;               /* GPUs */
    flow_id flow;                        /* none: not reading */
    des_event next;
    int32_t cause;                       /* of what it goes through now */
    int64_t since_ns, loading_ns;        /* down since; loading since */
    struct restart_account *causes; int32_t n_causes;     /* measured */
    struct tally down_s, load_s;         /* from interruption until it computes; of that, reading from storage */
    double read_bytes, reads;            /* from storage; how many restarts have read all of it */
    double finished_s;                   /* when its work was done; NAN: not yet */
};

/* One interruption. */
struct restart_hit {
    int32_t cause;
    double luck;                         /* 0 to 1: which levels outlast it */
    double gpus; int64_t repair_ns;      /* broken, and for how long; 0: nothing is */
};

void restart_start(struct restart *restart, struct job_run *job, const struct job *asked, const struct plan_job *planned, int32_t n_causes, struct arena *arena);

/* Interrupts the job, whatever it is doing. */
void restart_interrupt(struct restart *restart, struct restart_hit hit);

/* At time 0: its GPUs have not landed, it waits for them; from now on they are there and it computes. */
void restart_await(struct restart *restart);
void restart_begin(struct restart *restart);

/* Its work is done: it needs nothing any more. */
void restart_finish(struct restart *restart);

/* `s` seconds went by in the present state while the job stood still. */
void restart_spend(struct restart *restart, double s);

/* Statistics start now. */
void restart_measure(struct restart *restart);

/* Bytes/s it asks for while it reads, at least what it gets. */
static inline double restart_asked(const struct restart *restart, double got) { return got > restart->most ? got : restart->most; }

#endif
