#include "run/jobs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "run/barrier.h"
#include "run/world.h"

/* --- beginning --------------------------------------------------------------------------------- */

static double value_or(struct quantity quantity, double otherwise)
{
    return isnan(quantity.value) ? otherwise : quantity.value;
}

static const char *name_of(struct arena *arena, const struct job *job, int32_t instance, int32_t count)
{
    if (count == 1) return job->name;
    size_t size = strlen(job->name) + 16;
    char *name = ARENA_ARRAY(arena, char, size);
    snprintf(name, size, "%s/%d", job->name, (int)instance + 1);
    return name;
}

/* Reads at its mean rate without pause, and has no buffer that could run empty. */
static bool is_steady(const struct scenario *scenario, const struct plan_job *planned)
{
    if (scenario->study.load == LOAD_CONSTANT || !(planned->read_mean_bytes_per_s > 0.0)) return true;
    bool bursts = planned->read_mean_bytes_per_s < planned->read_peak_bytes_per_s && value_or(scenario->demand.read_burst_s, 60.0) > 0.0;
    return !bursts && !(value_or(scenario->demand.read_prefetch_s, 0.0) > 0.0);
}

static void start_reading(struct job_run *job, const struct scenario *scenario, const struct plan_job *planned, double weight)
{
    struct jobs *jobs = &job->world->jobs;
    if (is_steady(scenario, planned)) {
        job->readers = &jobs->readers[job->planned];
        job->pace = &jobs->paces[job->planned];
        readers_join(job->readers, job->world, job->gpus);
        return;
    }
    int32_t at = jobs->n_readings++;
    jobs->bursty[at] = job;
    job->reading = &jobs->readings[at];
    job->pace = &jobs->paces[jobs->n_paces++];
    reading_start(job->reading, job->world, &(struct reading_spec){
        .name = job->name, .gpus = job->gpus, .weight = weight, .peak = planned->read_peak_bytes_per_s, .mean = planned->read_mean_bytes_per_s,
        .burst_s = value_or(scenario->demand.read_burst_s, 60.0), .prefetch_s = value_or(scenario->demand.read_prefetch_s, 0.0) });
    if (job->reading->buffer_bytes > 0.0) jobs->buffered = true;
}

/* Jobs of one site don't checkpoint in step: each first one is due at a random part of its
 * computing time, or, with a constant load, at parts spread evenly over the jobs. */
static double first_part(const struct job_run *job, const struct scenario *scenario, int32_t n_jobs)
{
    if (scenario->study.load == LOAD_CONSTANT) return (job->at + 0.5) / n_jobs;
    struct luck luck = world_stream(job->world, "checkpoint-phase", job->name, 0);
    return luck_uniform(&luck);
}

static void start_checkpoints(struct job_run *job, const struct scenario *scenario, const struct plan_job *planned, double weight, int32_t n_jobs)
{
    const struct job_checkpoint *asked = &scenario->jobs[planned->job].checkpoint;
    bool none = asked->mode == CHECKPOINT_NONE || !(planned->checkpoint_bytes > 0.0) || !(planned->peak_write_bytes_per_s > 0.0);
    checkpoint_start(&job->checkpoint, job, &(struct checkpoint_spec){
        .mode = none ? CHECKPOINT_NONE : asked->mode, .bytes = planned->checkpoint_bytes, .gpus = job->gpus,
        .writers = value_or(asked->writers, job->gpus), .weight = weight, .peak_write = planned->peak_write_bytes_per_s,
        .interval_s = planned->interval_s, .blocking_s = planned->blocking_s, .drain_every = (int32_t)value_or(asked->drain_every, 1.0),
        .first = first_part(job, scenario, n_jobs) });
}

static void start_job(struct world *world, int32_t at, int32_t planned_at, int32_t instance, int32_t count)
{
    const struct scenario *scenario = world->plan->scenario;
    const struct plan_job *planned = &world->plan->jobs[planned_at];
    const struct job *asked = &scenario->jobs[planned->job];
    struct job_run *job = &world->jobs.runs[at];
    *job = (struct job_run){ .world = world, .at = at, .planned = planned_at, .gpus = asked->gpus.value };
    job->name = name_of(world->arena, asked, instance, count);
    job->barrier = world->jobs.barrier[planned_at];
    job->work.s = asked->work_s.given ? asked->work_s.value : HUGE_VAL;
    if (asked->work_s.given) world->jobs.n_finite++;
    double weight = value_or(asked->weight, 1.0);
    start_reading(job, scenario, planned, weight);
    start_checkpoints(job, scenario, planned, weight, world->jobs.n);
    levels_start(&job->levels, job, &asked->checkpoint, world->arena);
    restart_start(&job->restart, job, asked, planned, scenario->site.n_interruptions, world->arena);
}

static int32_t count_of(const struct world *world, int32_t planned)
{
    return (int32_t)value_or(world->plan->scenario->jobs[world->plan->jobs[planned].job].count, 1.0);
}

static void make_room(struct world *world)
{
    struct jobs *jobs = &world->jobs;
    int32_t n_planned = world->plan->n_jobs;
    for (int32_t p = 0; p < n_planned; p++) jobs->n += count_of(world, p);
    jobs->runs = ARENA_ARRAY(world->arena, struct job_run, jobs->n);
    jobs->readers = ARENA_ARRAY(world->arena, struct readers, n_planned);
    jobs->readings = ARENA_ARRAY(world->arena, struct reading, jobs->n);
    jobs->bursty = ARENA_ARRAY(world->arena, struct job_run *, jobs->n);
    jobs->paces = ARENA_ARRAY(world->arena, struct pace, n_planned + jobs->n);
    jobs->barrier = ARENA_ARRAY(world->arena, double, n_planned);
    jobs->n_paces = n_planned;
}

static void start_planned(struct world *world)
{
    const struct study *study = &world->plan->scenario->study;
    double jitter = study->load == LOAD_CONSTANT ? 0.0 : value_or(study->jitter, 0.0);
    for (int32_t p = 0; p < world->plan->n_jobs; p++) {
        const struct plan_job *planned = &world->plan->jobs[p];
        const struct job *asked = &world->plan->scenario->jobs[planned->job];
        world->jobs.barrier[p] = barrier_factor(jitter, study->jitter_law, asked->gpus.value);
        if (is_steady(world->plan->scenario, planned))
            world->jobs.readers[p] = readers_start(world, planned->read_mean_bytes_per_s / asked->gpus.value, value_or(asked->weight, 1.0), world->jobs.barrier[p]);
    }
}

void jobs_start(struct world *world)
{
    struct jobs *jobs = &world->jobs;
    make_room(world);
    start_planned(world);
    jobs->idle_gpus = value_or(world->plan->scenario->site.gpus, 0.0);
    int32_t at = 0;
    for (int32_t p = 0; p < world->plan->n_jobs; p++) {
        int32_t count = count_of(world, p);
        for (int32_t i = 0; i < count; i++, at++) {
            start_job(world, at, p, i, count);
            jobs->idle_gpus -= jobs->runs[at].gpus;
        }
    }
}

/* --- where its seconds went --------------------------------------------------------------------------- */

/* The stretch that ends now begins anew. */
static void mark(struct job_run *job)
{
    job->pace_working_s = job->pace->working_s;
    job->pace_held_s = job->pace->held_s;
    job->pace_capped_s = job->pace->capped_s;
    job->settled_ns = des_now(job->world->des);
}

static void settle_still(struct job_run *job, double s)
{
    if (job->restart.state == RESTART_NONE) job->still_s += s;
    else if (job->restart.state == RESTART_OVER) job->over_s += s;
    else if (job->restart.state == RESTART_COMING) job->coming_s += s;
    else job->down_s += s;
    restart_spend(&job->restart, s);
}

static void settle_at_work(struct job_run *job)
{
    double s = job->pace->working_s - job->pace_working_s;
    job->working_s += s;
    job->done_s += s / job->barrier;
    job->held_s += job->pace->held_s - job->pace_held_s;
    job->capped_s += job->pace->capped_s - job->pace_capped_s;
}

void jobs_settle(struct job_run *job)
{
    if (job->holds > 0) settle_still(job, (double)(des_now(job->world->des) - job->settled_ns) / 1e9);
    else settle_at_work(job);
    mark(job);
}

/* --- what happens to a job ------------------------------------------------------------------------ */

void jobs_hold(struct job_run *job)
{
    jobs_settle(job);
    if (job->holds++ > 0) return;
    if (job->readers) readers_join(job->readers, job->world, -job->gpus);
    else reading_pause(job->reading);
}

void jobs_release(struct job_run *job)
{
    jobs_settle(job);
    if (--job->holds > 0) return;
    if (job->readers) readers_join(job->readers, job->world, job->gpus);
    else reading_resume(job->reading);
}

/* What was made before the measured time, or not at all, is none of its losses. */
double jobs_lose(struct job_run *job, double to_s)
{
    double lost_s = fmax(0.0, fmin(job->done_s - to_s, job->done_s - job->measured_from_s)) * job->barrier;
    job->done_s = fmin(job->done_s, to_s);
    job->measured_from_s = fmin(job->measured_from_s, job->done_s);
    job->lost_s += lost_s;
    return lost_s;
}

void jobs_stood(struct job_run *job, int64_t stood_ns)
{
    struct jobs *jobs = &job->world->jobs;
    double s = (double)stood_ns / 1e9;
    tally_add(&job->stall_s, s);
    if (jobs->stall_s) sketch_add(jobs->stall_s, s, 1);
}

void jobs_missed(struct job_run *job)
{
    job->missed += 1.0;
}

void jobs_durable(struct job_run *job, int64_t took_ns)
{
    struct world *world = job->world;
    double s = (double)took_ns / 1e9;
    fill_durable(&world->fill, job->checkpoint.bytes);
    world->rounding_bytes += 1e-9 * job->checkpoint.asked;
    job->completed += 1.0;
    tally_add(&job->duration_s, s);
    if (world->jobs.duration_s) sketch_add(world->jobs.duration_s, s, 1);
}

/* --- statistics --------------------------------------------------------------------------------------- */

void jobs_measure(struct world *world)
{
    struct jobs *jobs = &world->jobs;
    jobs->duration_s = sketch_new(world->arena);
    jobs->stall_s = sketch_new(world->arena);
    for (int32_t j = 0; j < jobs->n; j++) {
        struct job_run *job = &jobs->runs[j];
        jobs_settle(job);
        job->working_s = job->held_s = job->capped_s = job->still_s = job->down_s = job->over_s = job->coming_s = job->lost_s = job->completed = job->missed = 0.0;
        job->measured_from_s = job->done_s;
        restart_measure(&job->restart);
        job->duration_s = job->stall_s = (struct tally){ 0 };
    }
}

static void account_restarts(const struct restart *restart, struct job_account *account)
{
    for (int32_t c = 0; c < restart->n_causes; c++) account->interruptions += restart->causes[c].count;
    account->restores += restart->reads;
    account->restored_bytes += restart->read_bytes;
    tally_merge(&account->down_s, &restart->down_s);
    tally_merge(&account->load_s, &restart->load_s);
    if (!isnan(restart->finished_s)) tally_add(&account->finished_s, restart->finished_s);
}

void jobs_account(struct world *world, double measured_s, struct job_account *accounts)
{
    for (int32_t j = 0; j < world->jobs.n; j++) {
        struct job_run *job = &world->jobs.runs[j];
        struct job_account *account = &accounts[job->planned];
        jobs_settle(job);
        double kept_s = fmax(0.0, job->working_s - job->lost_s), useful_s = kept_s / job->barrier;
        account->useful += job->gpus * useful_s;
        account->waiting += job->gpus * (kept_s - useful_s);
        account->lost += job->gpus * (job->working_s - kept_s);
        account->read_stalled += job->gpus * (job->held_s - job->capped_s);
        account->power_capped += job->gpus * job->capped_s;
        account->checkpoint_stalled += job->gpus * job->still_s;
        account->restarting += job->gpus * job->down_s;
        account->over += job->gpus * job->over_s;
        account->completed += job->completed;
        account->completed_bytes += job->completed * job->checkpoint.bytes;
        account->missed += job->missed;
        tally_merge(&account->duration_s, &job->duration_s);
        tally_merge(&account->stall_s, &job->stall_s);
        account_restarts(&job->restart, account);
        audit_equal(&world->audit, "GPU-time of a job = useful + lost + stalled + waiting + restarting + over + not begun",
                    job->working_s + job->held_s + job->still_s + job->down_s + job->over_s + job->coming_s, measured_s);
    }
}
