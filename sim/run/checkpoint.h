/* How one job writes checkpoints.
 *   sync      stands still while it writes;
 *   async     stands still for the snapshot, then writes while it computes;
 *   two_tier  stands still for the write to flash in its trays; every n-th goes on to storage
 *             while it computes.
 * Computes for a fixed time after each standstill, so a standstill that takes longer moves
 * all that follow. A checkpoint that falls due for storage while the one before is still
 * being written waits for it and is counted as missed; the job goes on computing.
 *
 * An interruption ends the standstill and what is written from memory that is gone; checkpoint_resume begins a new
 * computing time. */
#ifndef RUN_CHECKPOINT_H
#define RUN_CHECKPOINT_H

#include <stdbool.h>
#include <stdint.h>

#include "fluid/flows.h"
#include "kernel/des.h"
#include "types/scenario.h"

struct job_run;

struct checkpoint {
    struct job_run *job;
    enum checkpoint_mode mode;
    double bytes, writers, weight;       /* of the whole job; weight per writer: that of its GPUs */
    double asked;                        /* bytes/s of the whole job while it writes: the most its ranks send */
    double cap;                          /* per writer, the tray's NIC at most */
    double first;                        /* part of its computing time after which the first is due */
    int64_t compute_ns, block_ns;        /* between standstills; a standstill that is no storage write */
    int32_t drain_every, local;          /* two_tier: every n-th; how many since the last */
    flow_id flow;                        /* none: not writing */
    bool writing, waiting, standing;     /* waiting: another is due for storage; standing: the job stands still for this one */
    int64_t began_ns, blocked_ns;        /* this writing; this standstill */
    des_event next;                      /* due, or copied */
    double taken_s, written_s, stored_s; /* progress of the job: in the newest taken, in the one being written, in the newest durable on storage */
};

struct checkpoint_spec {
    enum checkpoint_mode mode;
    double bytes, gpus, writers, weight, peak_write;     /* weight per GPU; bytes/s of the whole job */
    double interval_s, blocking_s;                       /* planned: start to start; standstill */
    int32_t drain_every;
    double first;                                        /* part of its computing time after which the first is due */
};

/* Sets it going; nothing with mode CHECKPOINT_NONE. `job` holds it and must stay where it is. */
void checkpoint_start(struct checkpoint *checkpoint, struct job_run *job, const struct checkpoint_spec *spec);

/* Bytes/s it asks for now. */
static inline double checkpoint_asked(const struct checkpoint *checkpoint) { return checkpoint->writing ? checkpoint->asked : 0.0; }

/* The job is interrupted: what it was being written from is gone, but for flash in the trays (two_tier) where a copy of progress
 * up to held_s (−1: none) outlasts it. */
void checkpoint_abort(struct checkpoint *checkpoint, double held_s);

/* The job begins: the first is due as at time 0. */
void checkpoint_begin(struct checkpoint *checkpoint);

/* It computes again. */
void checkpoint_resume(struct checkpoint *checkpoint);

/* The store refuses writes, or takes them again. */
void checkpoint_refuse(struct checkpoint *checkpoint, bool refused);

#endif
