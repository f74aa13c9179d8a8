/* Copies of a job's checkpoints nearer than storage: memory of peers, flash in the trays. Each level outlasts a part of the
 * interruptions; which part an interruption falls into is its luck, 0 to 1, and a level serves those below its share: what a
 * level outlasts, one with a larger share outlasts too.
 *
 * A level without a cadence takes each of the job's checkpoints, `write` after the job goes on, while it computes; one that is due
 * while the last is still being copied is left out. A level with a cadence lets the job stand still for `write` each time. What is
 * being copied when the job is interrupted is gone; so is what a level that can't serve the interruption held. */
#ifndef RUN_LEVELS_H
#define RUN_LEVELS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "kernel/des.h"
#include "types/scenario.h"

struct job_run;

struct level {
    struct job_run *job;
    double share;
    int64_t every_ns, write_ns;          /* every_ns 0: it takes the job's checkpoints */
    double holds_s;                      /* the job's progress it holds; −1: none */
    double copying_s;                    /* progress being copied */
    bool copying;
    des_event next;                      /* copied, or due */
};
struct levels { struct level *at; int32_t n; };

/* Nothing held yet; cadences begin now. */
void levels_start(struct levels *levels, struct job_run *job, const struct job_checkpoint *checkpoint, struct arena *arena);

/* The job has a checkpoint of its progress at done_s and goes on. */
void levels_saved(struct levels *levels, double done_s);

/* The job is interrupted: what is being copied is gone, and the job stands still for none of it any more. */
void levels_stop(struct levels *levels);

/* The newest progress held by a level that serves such luck, −1: none; *load_ns: how long loading it takes. Others hold nothing from now on. */
double levels_newest(struct levels *levels, double luck, int64_t *load_ns);

/* The newest progress of the job's own checkpoints held by a level, −1: none. */
double levels_held(const struct levels *levels);

/* The job computes again. */
void levels_resume(struct levels *levels);

#endif
