#include "run/outcome.h"

#include <math.h>

/* --- what was measured ----------------------------------------------------------------------------------- */

static struct over_time over_time_of(struct gauge *gauge, int64_t end_ns)
{
    gauge_set(gauge, end_ns, gauge->value);
    return (struct over_time){ gauge_integral(gauge, end_ns), gauge->min, gauge->max, gauge->sketch };
}

static void take_meters(struct world *world, struct replication *outcome, struct arena *arena)
{
    outcome->n_meters = world->n_gauges;
    outcome->meters = ARENA_ARRAY(arena, struct over_time, outcome->n_meters);
    for (int32_t m = 0; m < outcome->n_meters; m++) outcome->meters[m] = over_time_of(&world->gauges[m], world->end_ns);
}

static void take_jobs(struct world *world, struct replication *outcome, struct arena *arena)
{
    outcome->n_jobs = world->plan->n_jobs;
    outcome->jobs = ARENA_ARRAY(arena, struct job_account, outcome->n_jobs);
    jobs_account(world, outcome->measured_s, outcome->jobs);
    outcome->n_causes = world->n_causes;
    outcome->causes = ARENA_ARRAY(arena, struct cause_account, outcome->n_causes);
    strikes_account(world, outcome->causes);
    outcome->idle = world->landing ? world->landing->idle_gpu_s : world->jobs.idle_gpus * outcome->measured_s;
    outcome->duration_s = world->jobs.duration_s;
    outcome->stall_s = world->jobs.stall_s;
}

static void take_steps(struct world *world, struct replication *outcome)
{
    steps_end(&world->steps, world->end_ns);
    outcome->largest_step_w = world->steps.at_once;
    outcome->largest_step_1s_w = fmax(world->steps.at_once, world->steps.largest[STEPS_SECOND]);
    outcome->largest_step_1min_w = fmax(world->steps.at_once, world->steps.largest[STEPS_MINUTE]);
    outcome->largest_step_15min_w = fmax(world->steps.at_once, world->steps.largest[STEPS_QUARTER_HOUR]);
    outcome->ramp_w_per_s = steps_ramp_per_s(&world->steps);
    outcome->steps = world->steps.counted;
    outcome->over_s = world->ceilings.over_s;
    outcome->n_over = world->ceilings.n;
    outcome->cap_bound_s = world->power_cap.bound_s;
    outcome->cap_unmet_s = world->power_cap.unmet_s;
}

static void take_fill(struct world *world, struct replication *outcome)
{
    const struct fill *fill = &world->fill;
    outcome->used_mean_bytes = sum_value(&fill->area) / outcome->measured_s;
    outcome->used_end_bytes = fill_used(fill);
    outcome->used_max_bytes = fill->used_max;
    outcome->retained_bytes = fill->kept + fill->background;
    outcome->refused_s = world->refused_s;
    outcome->full_at_s = fill->full_at_ns == INT64_MAX ? (double)NAN : (double)fill->full_at_ns / 1e9;
}

/* --- conservation --------------------------------------------------------------------------------------- */

/* What writers still on the way have sent. */
static double in_flight(const struct world *world)
{
    double bytes = 0.0;
    for (int32_t j = 0; j < world->jobs.n; j++) {
        const struct checkpoint *checkpoint = &world->jobs.runs[j].checkpoint;
        if (checkpoint->writing) bytes += flows_moved_total_bytes(world->flows, checkpoint->flow);
    }
    return bytes;
}

static void audit_bytes(struct world *world, const struct replication *outcome)
{
    struct audit *audit = &world->audit;
    const struct over_time *meters = outcome->meters;
    const struct fill *fill = &world->fill;
    double read = meters[REPLICATION_READ].integral + binding_denied(&world->binding, OP_READ);
    double write = meters[REPLICATION_WRITE].integral + binding_denied(&world->binding, OP_WRITE);
    audit_equal(audit, "reads asked = delivered + denied", meters[REPLICATION_READ_ASKED].integral, read);
    audit_equal(audit, "writes asked = delivered + denied", meters[REPLICATION_WRITE_ASKED].integral, write);
    audit_equal(audit, "durable = kept + deleted", sum_value(&fill->written), fill->kept + fill->background + sum_value(&fill->deleted));
    audit_equal_but(audit, "bytes written = durable + given up + in flight", world->written_by_rate,
                    sum_value(&fill->written) + sum_value(&fill->abandoned) + in_flight(world), world->rounding_bytes);
}

static void audit_energy(struct world *world, const struct replication *outcome)
{
    const struct over_time *meters = outcome->meters;
    double other = world->energy.other_w * outcome->measured_s, it = meters[REPLICATION_IT_W].integral;
    audit_equal(&world->audit, "joules of IT = GPUs + storage + other", it, meters[REPLICATION_GPU_W].integral + meters[REPLICATION_STORAGE_W].integral + other);
    if (!world->series) return;
    double series = series_integral(world->series, SERIES_GPU_W) + series_integral(world->series, SERIES_STORAGE_W) + series_integral(world->series, SERIES_OTHER_W);
    audit_equal(&world->audit, "joules = sum over the series", it, series);
}

static void audit_gpus(struct world *world, const struct replication *outcome)
{
    double spent = outcome->idle, gpus = world->jobs.idle_gpus, gpu_s = 0.0;
    for (int32_t p = 0; p < outcome->n_jobs; p++) {
        const struct job_account *job = &outcome->jobs[p];
        spent += job->useful + job->read_stalled + job->power_capped + job->checkpoint_stalled + job->lost + job->restarting + job->waiting + job->over;
    }
    for (int32_t j = 0; j < world->jobs.n; j++) gpus += world->jobs.runs[j].gpus;
    gpu_s = world->landing ? world->landing->gpu_s : gpus * outcome->measured_s;
    audit_equal(&world->audit, "GPU-time = wall x GPUs", spent, gpu_s);
}

struct replication *outcome_of(struct world *world, struct arena *arena)
{
    struct replication *outcome = ARENA_NEW(arena, struct replication);
    outcome->index = world->replication;
    outcome->warm_up_s = (double)world->warm_up_ns / 1e9;
    outcome->measured_s = (double)(world->end_ns - world->warm_up_ns) / 1e9;
    outcome->events = (double)des_events(world->des);
    outcome->solves = (double)flows_n_solves(world->flows);
    take_meters(world, outcome, arena);
    take_jobs(world, outcome, arena);
    take_steps(world, outcome);
    take_fill(world, outcome);
    outcome->n_bindings = (world->binding.n_rows + BINDING_EXTRA) * OPS;
    outcome->bindings = world->binding.tallies;
    if (world->failure) outcome->failure = failure_outcome(world->failure);
    if (world->tiers) outcome->tier = tiers_outcome(world->tiers, outcome->measured_s, sum_value(&world->fill.written) + sum_value(&world->fill.abandoned) + in_flight(world));
    if (world->landing) outcome->landing = landing_outcome(world->landing);
    outcome->series = world->series;
    outcome->zoom = world->zoom ? world->zoom->shown : NULL;
    outcome->worst = world->worst ? world->worst->shown : NULL;
    if (outcome->worst) outcome->events_of_worst = world->timeline->kept;
    if (world->timeline && world->timeline->traced) outcome->trace = world->timeline->trace;
    audit_bytes(world, outcome);
    audit_energy(world, outcome);
    audit_gpus(world, outcome);
    outcome->audit = world->audit;
    return outcome;
}
