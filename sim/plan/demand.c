#include "plan/demand.h"

#include <math.h>

#include "plan/box.h"
#include "plan/daly.h"

void demand_site(struct site_plan *plan)
{
    const struct demand *demand = &plan->scenario->demand;
    const double per_gpu = demand->read_per_gpu_bytes_per_s.value * plan->scenario->site.gpus.value;
    plan->demand_read_peak = demand->read_peak_bytes_per_s.given ? demand->read_peak_bytes_per_s.value
        : isnan(per_gpu) ? demand->read_peak_bytes_per_s.value : per_gpu;
    plan->demand_read_mean = demand->read_mean_bytes_per_s.given ? demand->read_mean_bytes_per_s.value : plan->demand_read_peak;
    plan->demand_write_mean = demand->checkpoint_bytes_per_s.value;
    plan->demand_write_peak = box_value(&demand->peak_write_bytes_per_s, plan->demand_write_mean);
}

/* --- one job --------------------------------------------------------------------------- */

static double gpu_share(const struct site_plan *plan, const struct job *job)
{
    const double gpus = plan->scenario->site.gpus.value;
    return gpus > 0.0 ? fmin(1.0, job->gpus.value / gpus) : 0.0;
}

/* A rate of its own at peak keeps the site's ratio of mean to peak. */
static void job_reads(const struct site_plan *plan, const struct job *job, struct plan_job *planned)
{
    const double share = gpu_share(plan, job), peak = plan->demand_read_peak, mean = plan->demand_read_mean;
    const bool own = job->read_bytes_per_s.given;
    planned->read_peak_bytes_per_s = own ? job->read_bytes_per_s.value : isnan(peak) ? 0.0 : share * peak;
    planned->read_mean_bytes_per_s = peak > 0.0 && mean >= 0.0 ? planned->read_peak_bytes_per_s * (mean / peak) : planned->read_peak_bytes_per_s;
}

/* The most its ranks send, and what of it the build takes when all others write as well; a job that
 * states a rate of its own is planned as writing while others don't. */
static double write_rate(const struct site_plan *plan, const struct job *job, struct plan_job *planned)
{
    const struct job_checkpoint *checkpoint = &job->checkpoint;
    const double share = gpu_share(plan, job), bound = plan->capability[OP_WRITE].alone_bytes_per_s;
    const bool own = checkpoint->peak_write_bytes_per_s.given;
    const double taken = own ? bound : bound * share;
    double asked = own ? checkpoint->peak_write_bytes_per_s.value : share * plan->demand_write_peak;
    if (isnan(asked)) asked = taken;
    planned->peak_write_bytes_per_s = asked;
    return fmin(asked, taken);
}

static double checkpoint_size(const struct job_checkpoint *checkpoint)
{
    if (checkpoint->size_bytes.given) return checkpoint->size_bytes.value;
    return checkpoint->parameters.value * box_value(&checkpoint->bytes_per_parameter, 14.0);
}

static double blocking_time(const struct job *job, double size, double drain_s)
{
    const struct job_checkpoint *checkpoint = &job->checkpoint;
    switch (checkpoint->mode) {
    case CHECKPOINT_SYNC: return drain_s;
    case CHECKPOINT_ASYNC: return box_value(&checkpoint->snapshot_s, 5.0);
    case CHECKPOINT_TWO_TIER: {
        const double local = checkpoint->local_write_bytes_per_s.value, writers = box_value(&checkpoint->writers, job->gpus.value);
        return isnan(local) ? box_value(&checkpoint->snapshot_s, 5.0) : size / (local * writers);
    }
    case CHECKPOINT_NONE: break;
    }
    return 0.0;
}

/* Where nothing slows a write, nothing else would keep checkpoints apart. */
static const double least_interval_s = 1.0;

static double drained_every(const struct job_checkpoint *checkpoint)
{
    return checkpoint->mode == CHECKPOINT_TWO_TIER ? fmax(1.0, rint(box_value(&checkpoint->drain_every, 1.0))) : 1.0;
}

/* Start to start. One that drains behind can't come sooner than the drain before is done. */
static double cadence(const struct job_checkpoint *checkpoint, const struct plan_job *planned)
{
    double interval = checkpoint->every_s.value;
    if (checkpoint->every_optimal || isnan(interval)) {
        interval = isfinite(planned->mtti_s) && planned->blocking_s > 0.0
            ? daly_interval_s(planned->blocking_s, planned->mtti_s) + planned->blocking_s : planned->drain_s;
    }
    const double least = checkpoint->mode == CHECKPOINT_SYNC ? planned->blocking_s : planned->drain_s / drained_every(checkpoint);
    return fmax(fmax(interval, least), least_interval_s);
}

static void job_checkpoints(const struct site_plan *plan, const struct job *job, struct plan_job *planned)
{
    const struct job_checkpoint *checkpoint = &job->checkpoint;
    const double size = checkpoint->mode == CHECKPOINT_NONE ? 0.0 : checkpoint_size(checkpoint);
    planned->blocking_s = planned->drain_s = planned->interval_s = planned->peak_write_bytes_per_s = (double)NAN;
    if (!(size > 0.0)) return;
    planned->checkpoint_bytes = size;
    planned->drain_s = size / write_rate(plan, job, planned);
    planned->blocking_s = blocking_time(job, size, planned->drain_s);
    planned->interval_s = cadence(checkpoint, planned);
    planned->offered_bytes_per_s = size / (planned->interval_s * drained_every(checkpoint));
}

/* --- all of them ------------------------------------------------------------------------ */

static double rest(const struct site_plan *plan, double demanded, double jobs)
{
    if (plan->scenario->demand.fill != FILL_BACKGROUND || isnan(demanded)) return 0.0;
    return fmax(0.0, demanded - jobs);
}

void demand_jobs(struct site_plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    plan->n_jobs = scenario->n_jobs;
    plan->jobs = ARENA_ARRAY(plan->arena, struct plan_job, plan->n_jobs);
    for (int j = 0; j < plan->n_jobs; j++) {
        const struct job *job = &scenario->jobs[j];
        struct plan_job *planned = &plan->jobs[j];
        planned->job = j;
        planned->mtti_s = scenario->site.mtti_s.value * scenario->site.mtti_gpus.value / job->gpus.value;
        job_reads(plan, job, planned);
        job_checkpoints(plan, job, planned);
        const double count = box_value(&job->count, 1.0);
        plan->jobs_read_peak += count * planned->read_peak_bytes_per_s;
        plan->jobs_read_mean += count * planned->read_mean_bytes_per_s;
        plan->jobs_write_mean += count * planned->offered_bytes_per_s;
    }
    plan->background_read_peak = rest(plan, plan->demand_read_peak, plan->jobs_read_peak);
    plan->background_read_mean = rest(plan, plan->demand_read_mean, plan->jobs_read_mean);
    plan->background_write_mean = rest(plan, plan->demand_write_mean, plan->jobs_write_mean);
}
