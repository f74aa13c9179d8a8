#include "run/checkpoint.h"

#include <math.h>

#include "base/units.h"
#include "run/jobs.h"
#include "run/world.h"

static void due(struct des *des, void *context, int64_t payload);
static void copied(struct des *des, void *context, int64_t payload);
static void written(void *context, flow_id flow);

/* --- what the timeline is told ------------------------------------------------------------------ */

static void tell_begun(const struct checkpoint *checkpoint)
{
    const struct world *world = checkpoint->job->world;
    char bytes[64];
    if (world->timeline) timeline_add(world->timeline, des_now(world->des), "checkpoint", checkpoint->job->name, "%s begun", units_format(checkpoint->bytes, UNIT_BYTES, 3, bytes));
}

static void tell_durable(const struct checkpoint *checkpoint, int64_t took_ns)
{
    const struct world *world = checkpoint->job->world;
    char took[64];
    if (world->timeline) timeline_add(world->timeline, des_now(world->des), "durable", checkpoint->job->name, "after %s", units_format((double)took_ns / 1e9, UNIT_SECONDS, 3, took));
}

static void miss(struct checkpoint *checkpoint)
{
    const struct world *world = checkpoint->job->world;
    checkpoint->waiting = true;
    jobs_missed(checkpoint->job);
    timeline_add(world->timeline, des_now(world->des), "missed", checkpoint->job->name, "the one before is still being written");
}

/* --- writing to storage ---------------------------------------------------------------------- */

static void write_now(struct checkpoint *checkpoint)
{
    struct world *world = checkpoint->job->world;
    checkpoint->writing = true;
    checkpoint->written_s = checkpoint->taken_s;
    checkpoint->began_ns = des_now(world->des);
    tell_begun(checkpoint);
    const struct fair_use *uses = NULL;
    const int32_t n_uses = power_cap_uses(world, OP_WRITE, POWER_CHECKPOINTS, 0.0, &uses);
    checkpoint->flow = flows_start(world->flows, &(struct flow_spec){
        .bytes = checkpoint->bytes / checkpoint->writers, .weight = checkpoint->weight, .members = checkpoint->writers,
        .cap = world->fill.full ? 0.0 : checkpoint->cap, .uses = uses, .n_uses = n_uses,
        .done = written, .context = checkpoint });
}

static void write_or_wait(struct checkpoint *checkpoint)
{
    if (!checkpoint->writing) {
        write_now(checkpoint);
        return;
    }
    miss(checkpoint);
}

/* --- the cycle -------------------------------------------------------------------------------- */

static void stand_still(struct checkpoint *checkpoint)
{
    checkpoint->blocked_ns = des_now(checkpoint->job->world->des);
    checkpoint->standing = true;
    jobs_hold(checkpoint->job);
    checkpoint->taken_s = checkpoint->job->done_s;
}

static void go_on(struct checkpoint *checkpoint)
{
    struct world *world = checkpoint->job->world;
    checkpoint->standing = false;
    jobs_release(checkpoint->job);
    jobs_stood(checkpoint->job, des_now(world->des) - checkpoint->blocked_ns);
    levels_saved(&checkpoint->job->levels, checkpoint->taken_s);
    checkpoint->next = world_after(world, checkpoint->compute_ns, due, checkpoint);
}

static void begin(struct checkpoint *checkpoint)
{
    stand_still(checkpoint);
    if (checkpoint->mode == CHECKPOINT_SYNC) write_now(checkpoint);
    else checkpoint->next = world_after(checkpoint->job->world, checkpoint->block_ns, copied, checkpoint);
}

/* An asynchronous one needs the host memory that the one before is still drained from: it waits as a whole. */
static void due(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct checkpoint *checkpoint = context;
    world_advance(checkpoint->job->world);
    if (checkpoint->mode != CHECKPOINT_ASYNC || !checkpoint->writing) {
        begin(checkpoint);
        return;
    }
    miss(checkpoint);
}

/* The snapshot is in host memory, or the checkpoint on local flash. */
static void copied(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct checkpoint *checkpoint = context;
    world_advance(checkpoint->job->world);
    go_on(checkpoint);
    if (checkpoint->mode == CHECKPOINT_TWO_TIER && ++checkpoint->local < checkpoint->drain_every) return;
    checkpoint->local = 0;
    write_or_wait(checkpoint);
}

static void written(void *context, flow_id flow)
{
    (void)flow;
    struct checkpoint *checkpoint = context;
    world_advance(checkpoint->job->world);
    int64_t took_ns = des_now(checkpoint->job->world->des) - checkpoint->began_ns;
    checkpoint->writing = false;
    checkpoint->stored_s = checkpoint->written_s;
    jobs_durable(checkpoint->job, took_ns);
    tell_durable(checkpoint, took_ns);
    bool waiting = checkpoint->waiting;
    checkpoint->waiting = false;
    if (checkpoint->mode == CHECKPOINT_SYNC) go_on(checkpoint);
    else if (waiting && checkpoint->mode == CHECKPOINT_ASYNC) begin(checkpoint);
    else if (waiting) write_now(checkpoint);
}

/* --- interruptions --------------------------------------------------------------------------- */

static void give_up(struct checkpoint *checkpoint)
{
    struct world *world = checkpoint->job->world;
    fill_abandon(&world->fill, flows_moved_total_bytes(world->flows, checkpoint->flow));
    flows_stop(world->flows, checkpoint->flow);
    checkpoint->writing = false;
}

void checkpoint_abort(struct checkpoint *checkpoint, double held_s)
{
    if (checkpoint->mode == CHECKPOINT_NONE) return;
    des_cancel(checkpoint->job->world->des, checkpoint->next);
    bool outlasts = checkpoint->mode == CHECKPOINT_TWO_TIER && held_s >= checkpoint->written_s;
    if (checkpoint->writing && !outlasts) give_up(checkpoint);
    checkpoint->waiting = checkpoint->waiting && checkpoint->writing && held_s >= checkpoint->taken_s;
    if (!checkpoint->standing) return;
    checkpoint->standing = false;
    jobs_release(checkpoint->job);
}

void checkpoint_resume(struct checkpoint *checkpoint)
{
    if (checkpoint->mode != CHECKPOINT_NONE) checkpoint->next = world_after(checkpoint->job->world, checkpoint->compute_ns, due, checkpoint);
}

void checkpoint_begin(struct checkpoint *checkpoint)
{
    if (checkpoint->mode != CHECKPOINT_NONE) checkpoint->next = world_after(checkpoint->job->world, world_ns((double)checkpoint->compute_ns / 1e9 * checkpoint->first), due, checkpoint);
}

void checkpoint_refuse(struct checkpoint *checkpoint, bool refused)
{
    if (checkpoint->writing) flows_set_cap(checkpoint->job->world->flows, checkpoint->flow, refused ? 0.0 : checkpoint->cap);
}

/* --- beginning ---------------------------------------------------------------------------------- */

/* Per writer: writers stand spread over the job's trays. */
static double client_cap(const struct world *world, const struct checkpoint_spec *spec)
{
    double per_tray = fmax(1.0, world->gpus_per_tray * spec->writers / spec->gpus);
    return world->client_bytes_per_s[OP_WRITE] / per_tray;
}

void checkpoint_start(struct checkpoint *checkpoint, struct job_run *job, const struct checkpoint_spec *spec)
{
    const struct world *world = job->world;
    *checkpoint = (struct checkpoint){ .job = job, .mode = spec->mode, .bytes = spec->bytes, .writers = spec->writers, .drain_every = spec->drain_every, .first = spec->first };
    if (spec->mode == CHECKPOINT_NONE) return;
    checkpoint->weight = spec->weight * spec->gpus / spec->writers;
    checkpoint->asked = spec->peak_write;
    checkpoint->cap = fmin(spec->peak_write / spec->writers, client_cap(world, spec));
    /* A millisecond at the least, or a cadence of nothing would never let time pass. */
    checkpoint->compute_ns = world_ns(fmax(1e-3, spec->interval_s - spec->blocking_s));
    checkpoint->block_ns = world_ns(spec->blocking_s);
    checkpoint_begin(checkpoint);
}
