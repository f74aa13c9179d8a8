#include "plan/demand.h"

#include <math.h>

#include "base/units.h"
#include "plan/box.h"
#include "plan/daly.h"
#include "plan/renewal.h"

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
 * states a rate of its own is planned as writing while others don't. `more`: bytes/s that site and build could write beyond what is stated. */
static double write_rate(const struct site_plan *plan, const struct job *job, double more, struct plan_job *planned)
{
    const struct job_checkpoint *checkpoint = &job->checkpoint;
    const double share = gpu_share(plan, job), bound = plan->capability[OP_WRITE].alone_bytes_per_s + more;
    const bool own = checkpoint->peak_write_bytes_per_s.given;
    const double taken = own ? bound : bound * share;
    double asked = own ? checkpoint->peak_write_bytes_per_s.value + more : share * (plan->demand_write_peak + more);
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

static void job_checkpoints(const struct site_plan *plan, const struct job *job, double more, struct plan_job *planned)
{
    const struct job_checkpoint *checkpoint = &job->checkpoint;
    const double size = checkpoint->mode == CHECKPOINT_NONE ? 0.0 : checkpoint_size(checkpoint);
    planned->blocking_s = planned->drain_s = planned->interval_s = planned->peak_write_bytes_per_s = (double)NAN;
    if (!(size > 0.0)) return;
    planned->checkpoint_bytes = size;
    planned->drain_s = size / write_rate(plan, job, more, planned);
    planned->blocking_s = blocking_time(job, size, planned->drain_s);
    planned->interval_s = cadence(checkpoint, planned);
    planned->offered_bytes_per_s = size / (planned->interval_s * drained_every(checkpoint));
}

/* --- interruptions ---------------------------------------------------------------------- */

static double rate_of(const struct site *site, const struct interruption_cause *cause, double gpus)
{
    if (cause->rate_per_day.given) return cause->rate_per_day.value / UNITS_DAY_S * gpus / cause->domain_gpus.value;
    const double mtti_s = cause->mtti_s.given ? cause->mtti_s.value : site->mtti_s.value;
    return gpus / (mtti_s * box_value(&cause->mtti_gpus, site->mtti_gpus.value));
}

static void job_interruptions(const struct site_plan *plan, const struct job *job, struct plan_job *planned)
{
    const struct site *site = &plan->scenario->site;
    planned->mtti_s = site->mtti_s.value * site->mtti_gpus.value / job->gpus.value;
    if (site->n_interruptions == 0) return;
    double all = 0.0;
    planned->interruptions_per_s = ARENA_ARRAY(plan->arena, double, site->n_interruptions);
    for (int c = 0; c < site->n_interruptions; c++) all += planned->interruptions_per_s[c] = rate_of(site, &site->interruptions[c], job->gpus.value);
    planned->mtti_s = all > 0.0 ? 1.0 / all : HUGE_VAL;
}

/* A checkpoint is weights and the rest: optimizer, of which each byte is read once. */
static double restore_bytes(const struct job *job, const struct plan_job *planned)
{
    const double size = planned->checkpoint_bytes, readers = fmin(box_value(&job->restart.readers, 1.0), job->gpus.value);
    const double per_parameter = fmax(box_value(&job->checkpoint.bytes_per_parameter, 14.0), box_value(&job->restart.weights_bytes_per_parameter, 2.0));
    const double weights = size * box_value(&job->restart.weights_bytes_per_parameter, 2.0) / per_parameter;
    return size - weights + weights * readers;
}

/* While nobody else reads or writes, and as far as storage alone serves restarts. */
static double law(const struct site_plan *plan, const struct job *job, const struct plan_job *planned)
{
    const double blocking_s = planned->blocking_s, work_s = planned->interval_s - blocking_s, read = plan->capability[OP_READ].alone_bytes_per_s;
    if (!(planned->checkpoint_bytes > 0.0) || !isfinite(planned->mtti_s) || !(work_s > 0.0)) return (double)NAN;
    const double lag_s = job->checkpoint.mode == CHECKPOINT_SYNC ? 0.0 : planned->drain_s;
    const double load_s = read > 0.0 ? planned->restore_bytes / read : 0.0;
    return renewal_goodput(work_s, blocking_s, lag_s, job->restart.detect_s.value + job->restart.restart_s.value + load_s, planned->mtti_s);
}

static void job_law(const struct site_plan *plan, const struct job *job, struct plan_job *planned)
{
    planned->law_goodput = planned->law_goodput_faster = (double)NAN;
    if (planned->interruptions_per_s == NULL) return;
    planned->restore_bytes = planned->checkpoint_bytes > 0.0 ? restore_bytes(job, planned) : 0.0;
    planned->law_goodput = law(plan, job, planned);
    struct plan_job faster = *planned;
    job_checkpoints(plan, job, 1e12, &faster);
    planned->law_goodput_faster = law(plan, job, &faster);
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
        job_interruptions(plan, job, planned);
        job_reads(plan, job, planned);
        job_checkpoints(plan, job, 0.0, planned);
        job_law(plan, job, planned);
        const double count = box_value(&job->count, 1.0);
        plan->jobs_read_peak += count * planned->read_peak_bytes_per_s;
        plan->jobs_read_mean += count * planned->read_mean_bytes_per_s;
        plan->jobs_write_mean += count * planned->offered_bytes_per_s;
    }
    plan->background_read_peak = rest(plan, plan->demand_read_peak, plan->jobs_read_peak);
    plan->background_read_mean = rest(plan, plan->demand_read_mean, plan->jobs_read_mean);
    plan->background_write_mean = rest(plan, plan->demand_write_mean, plan->jobs_write_mean);
}
