#include "run/restart.h"

#include <math.h>

#include "run/jobs.h"
#include "run/world.h"

static void noticed(struct des *des, void *context, int64_t payload);
static void stands(struct des *des, void *context, int64_t payload);
static void loaded(struct des *des, void *context, int64_t payload);
static void all_read(void *context, flow_id flow);

/* --- from an interruption to work ------------------------------------------------------------------- */

static void enter(struct restart *restart, enum restart_state state)
{
    jobs_settle(restart->job);
    restart->state = state;
}

static void compute(struct restart *restart)
{
    struct world *world = restart->job->world;
    double down_s = (double)(des_now(world->des) - restart->since_ns) / 1e9;
    enter(restart, RESTART_NONE);
    tally_add(&restart->down_s, down_s);
    timeline_add(world->timeline, des_now(world->des), "restart", restart->job->name, "computes again after %.1f s", down_s);
    jobs_release(restart->job);
    checkpoint_resume(&restart->job->checkpoint);
    levels_resume(&restart->job->levels);
}

static void load(struct restart *restart)
{
    struct world *world = restart->job->world;
    enter(restart, RESTART_LOADING);
    restart->loading_ns = des_now(world->des);
    if (!restart->from_storage) {
        restart->next = world_after(world, restart->load_ns, loaded, restart);
    } else if (restart->bytes > 0.0) {
        world->jobs.n_loading++;
        const struct fair_use *uses = NULL;
        const int32_t n_uses = power_cap_uses(world, OP_READ, POWER_READS, 0.0, &uses);
        restart->flow = flows_start(world->flows, &(struct flow_spec){
            .bytes = restart->bytes / restart->job->gpus, .weight = restart->weight, .members = restart->job->gpus, .cap = restart->cap,
            .uses = uses, .n_uses = n_uses, .done = all_read, .context = restart });
    } else {
        compute(restart);
    }
}

static void begin_or_wait(struct restart *restart)
{
    if (restart->broken > restart->spares) {
        enter(restart, RESTART_WAITING);
        return;
    }
    enter(restart, RESTART_STARTING);
    restart->next = world_after(restart->job->world, restart->start_ns, stands, restart);
}

static void noticed(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct restart *restart = context;
    world_advance(restart->job->world);
    begin_or_wait(restart);
}

static void stands(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct restart *restart = context;
    world_advance(restart->job->world);
    load(restart);
}

static void loaded(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct restart *restart = context;
    world_advance(restart->job->world);
    compute(restart);
}

static void all_read(void *context, flow_id flow)
{
    (void)flow;
    struct restart *restart = context;
    struct world *world = restart->job->world;
    world_advance(world);
    world->jobs.n_loading--;
    restart->flow = (flow_id){ 0, 0 };
    restart->read_bytes += restart->bytes;
    restart->reads += 1.0;
    tally_add(&restart->load_s, (double)(des_now(world->des) - restart->loading_ns) / 1e9);
    compute(restart);
}

/* --- interruptions -------------------------------------------------------------------------------------- */

static void repaired(struct des *des, void *context, int64_t gpus)
{
    (void)des;
    struct restart *restart = context;
    world_advance(restart->job->world);
    restart->broken -= (double)gpus;
    if (restart->state == RESTART_WAITING && restart->broken <= restart->spares) begin_or_wait(restart);
}

static void break_gpus(struct restart *restart, struct restart_hit hit)
{
    struct world *world = restart->job->world;
    if (!(hit.gpus > 0.0) || hit.repair_ns == 0) return;
    int64_t now_ns = des_now(world->des);
    restart->broken += hit.gpus;
    if (hit.repair_ns <= world->end_ns - now_ns) des_schedule(world->des, now_ns + hit.repair_ns, DES_CAPACITY, repaired, restart, (int64_t)hit.gpus);
}

static void stop_reading(struct restart *restart)
{
    struct world *world = restart->job->world;
    if (!flows_alive(world->flows, restart->flow)) return;
    restart->read_bytes += flows_moved_total_bytes(world->flows, restart->flow);
    flows_stop(world->flows, restart->flow);
    restart->flow = (flow_id){ 0, 0 };
    world->jobs.n_loading--;
}

/* Back to the newest of what survived; ties go to the level, which is nearer. Returns the job's measured seconds that came to nothing. */
static double fall_back(struct restart *restart, struct restart_hit hit)
{
    struct job_run *job = restart->job;
    levels_stop(&job->levels);
    double near_s = levels_newest(&job->levels, hit.luck, &restart->load_ns), stored_s = job->checkpoint.stored_s;
    checkpoint_abort(&job->checkpoint, levels_held(&job->levels));
    restart->from_storage = near_s < stored_s;
    return jobs_lose(job, restart->from_storage ? stored_s : near_s);
}

/* From now on it is down for this cause; `ran`: until now it did something. */
static void go_down(struct restart *restart, int32_t cause)
{
    jobs_settle(restart->job);
    bool ran = restart->state == RESTART_NONE;
    restart->cause = cause;
    restart->state = RESTART_DETECTING;
    world_look_soon(restart->job->world);
    if (!ran) return;
    restart->since_ns = des_now(restart->job->world->des);
    jobs_hold(restart->job);
}

void restart_interrupt(struct restart *restart, struct restart_hit hit)
{
    struct job_run *job = restart->job;
    struct world *world = job->world;
    if (restart->state == RESTART_OVER || restart->state == RESTART_WAITING || restart->state == RESTART_COMING) return;
    world_advance(world);
    go_down(restart, hit.cause);
    des_cancel(world->des, restart->next);
    stop_reading(restart);
    double lost_s = fall_back(restart, hit);
    break_gpus(restart, hit);
    restart->causes[hit.cause].count += 1.0;
    restart->causes[hit.cause].lost_s += lost_s;
    timeline_add(world->timeline, des_now(world->des), "interruption", job->name, "%s; %.0f s of work lost",
                 world->plan->scenario->site.interruptions[hit.cause].name, lost_s);
    restart->next = world_after(world, restart->detect_ns, noticed, restart);
}

void restart_await(struct restart *restart)
{
    CHECK(restart->state == RESTART_NONE);
    restart->state = RESTART_COMING;
    jobs_hold(restart->job);
    levels_stop(&restart->job->levels);
    checkpoint_abort(&restart->job->checkpoint, -1.0);
}

void restart_begin(struct restart *restart)
{
    CHECK(restart->state == RESTART_COMING);
    enter(restart, RESTART_NONE);
    jobs_release(restart->job);
    checkpoint_begin(&restart->job->checkpoint);
    levels_resume(&restart->job->levels);
}

void restart_finish(struct restart *restart)
{
    struct job_run *job = restart->job;
    CHECK(restart->state == RESTART_NONE);
    enter(restart, RESTART_NONE);
    restart->state = RESTART_OVER;
    restart->finished_s = (double)des_now(job->world->des) / 1e9;
    jobs_hold(job);
    levels_stop(&job->levels);
    checkpoint_abort(&job->checkpoint, -1.0);
}

/* --- accounts --------------------------------------------------------------------------------------------- */

void restart_spend(struct restart *restart, double s)
{
    if (restart->state == RESTART_NONE || restart->state == RESTART_OVER || restart->state == RESTART_COMING) return;
    restart->causes[restart->cause].down_s += s;
    if (restart->state == RESTART_WAITING) restart->causes[restart->cause].waited_s += s;
}

void restart_measure(struct restart *restart)
{
    for (int32_t c = 0; c < restart->n_causes; c++) restart->causes[c] = (struct restart_account){ 0.0, 0.0, 0.0, 0.0 };
    restart->down_s = restart->load_s = (struct tally){ 0 };
    restart->read_bytes = restart->reads = 0.0;
}

static double or_none(struct quantity quantity) { return isnan(quantity.value) ? 0.0 : quantity.value; }

void restart_start(struct restart *restart, struct job_run *job, const struct job *asked, const struct plan_job *planned, int32_t n_causes, struct arena *arena)
{
    const struct world *world = job->world;
    *restart = (struct restart){ .job = job, .n_causes = n_causes, .finished_s = (double)NAN };
    restart->detect_ns = world_ns(or_none(asked->restart.detect_s));
    restart->start_ns = world_ns(or_none(asked->restart.restart_s));
    restart->spares = or_none(asked->restart.spares);
    restart->bytes = planned->restore_bytes;
    restart->weight = isnan(asked->weight.value) ? 1.0 : asked->weight.value;
    restart->cap = world->client_bytes_per_s[OP_READ] / world->gpus_per_tray;
    restart->most = fmin(restart->cap * job->gpus, or_none((struct quantity){ .value = world->plan->capability[OP_READ].alone_bytes_per_s }));
    restart->causes = ARENA_ARRAY(arena, struct restart_account, n_causes);
}
