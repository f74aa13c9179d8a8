#include "plan/lint_load.h"

#include <math.h>

#include "base/text.h"
#include "base/units.h"
#include "plan/box.h"
#include "plan/findings.h"

static const char *rate(const struct site_plan *plan, double value, int digits) { return findings_number(plan, value, UNIT_BYTES_PER_S, digits); }
static const char *per_day(const struct site_plan *plan, double value) { return findings_number(plan, value * UNITS_DAY_S, UNIT_BYTES, 4); }

/* --- rates ----------------------------------------------------------------------------- */

/* A peak, or the lower part of its range, below the mean that the day's volume implies. */
static void lint_write_peak(struct site_plan *plan)
{
    const struct demand *demand = &plan->scenario->demand;
    const struct quantity *peak = &demand->peak_write_bytes_per_s;
    const double mean = plan->demand_write_mean;
    if (!peak->given || isnan(mean) || !(fmin(peak->lo, peak->value) < mean)) return;
    if (peak->value < mean && !(peak->hi > mean && peak->hi > peak->lo))
        findings_add(plan, peak->at, FINDING_FAIL, "peak-below-mean", "%s a day of checkpoints needs %s on average, above the peak write of %s",
                     per_day(plan, mean), rate(plan, mean, 4), rate(plan, peak->value, 4));
    else
        findings_add(plan, peak->at, peak->value < mean ? FINDING_FAIL : FINDING_WARNING, "peak-below-mean",
                     "%s a day of checkpoints needs %s on average: the lower %.0f %% of the peak write's range (%s to %s) cannot carry it",
                     per_day(plan, mean), rate(plan, mean, 4), 100.0 * (mean - peak->lo) / (peak->hi - peak->lo), rate(plan, peak->lo, 4),
                     rate(plan, peak->hi, 4));
}

static void lint_reads(struct site_plan *plan)
{
    const struct demand *demand = &plan->scenario->demand;
    const struct quantity *peak = &demand->read_peak_bytes_per_s, *per_gpu = &demand->read_per_gpu_bytes_per_s;
    const double gpus = plan->scenario->site.gpus.value;
    if (!(plan->demand_read_peak > 0.0)) return;
    if (plan->demand_read_mean > plan->demand_read_peak * (1.0 + 1e-12))
        findings_add(plan, demand->read_mean_bytes_per_s.at, FINDING_FAIL, "peak-below-mean", "reads average %s, above their peak of %s",
                     rate(plan, plan->demand_read_mean, 4), rate(plan, plan->demand_read_peak, 4));
    if (!demand->read_mean_bytes_per_s.given)
        findings_add(plan, peak->given ? peak->at : per_gpu->at, FINDING_NOTE, "read-mean-defaulted",
                     "no read mean is given: jobs read at the peak of %s all day, which overstates stalls", rate(plan, plan->demand_read_peak, 4));
    if (peak->given && per_gpu->given && fabs(per_gpu->value * gpus - peak->value) > 0.01 * peak->value)
        findings_add(plan, per_gpu->at, FINDING_WARNING, "site-rate-vs-per-gpu", "%s per GPU x %s GPUs is %s, the site's read peak is %s",
                     rate(plan, per_gpu->value, 4), text_count(plan->arena, gpus), rate(plan, per_gpu->value * gpus, 4), rate(plan, peak->value, 4));
}

static void lint_client_cards(struct site_plan *plan)
{
    const struct site *site = &plan->scenario->site;
    if (!site->gpu || isnan(site->gpu->tray_nic_bytes_per_s.value) || !(plan->demand_read_peak > 0.0)) return;
    const double per_tray = plan->demand_read_peak / site->gpus.value * plan->power.gpus_per_tray;
    if (per_tray > site->gpu->tray_nic_bytes_per_s.value)
        findings_add(plan, site->gpus.at, FINDING_FAIL, "over-client-nic", "the read peak asks %s of a GPU tray, its card carries %s",
                     rate(plan, per_tray, 3), rate(plan, site->gpu->tray_nic_bytes_per_s.value, 3));
}

/* --- jobs ------------------------------------------------------------------------------ */

static void lint_gpus(struct site_plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    const double per_rack = scenario->site.gpu ? scenario->site.gpu->gpus_per_rack.value : (double)NAN;
    double used = 0.0;
    for (int j = 0; j < scenario->n_jobs; j++) {
        const struct job *job = &scenario->jobs[j];
        used += box_value(&job->count, 1.0) * job->gpus.value;
        if (fmod(job->gpus.value, per_rack) > 0.0)
            findings_add(plan, job->at, FINDING_NOTE, "job-gpus", "job %s takes %s GPUs: %s racks of %.0f, no whole number", job->name,
                         text_count(plan->arena, job->gpus.value), text_grouped(plan->arena, text_format(plan->arena, "%.2f", job->gpus.value / per_rack)), per_rack);
    }
    if (scenario->n_jobs > 0 && used < scenario->site.gpus.value)
        findings_add(plan, scenario->jobs[0].at, FINDING_NOTE, "job-gpus", "jobs take %s of %s GPUs: %s idle", text_count(plan->arena, used),
                     text_count(plan->arena, scenario->site.gpus.value), text_count(plan->arena, scenario->site.gpus.value - used));
}

static void lint_cadence(struct site_plan *plan)
{
    for (int j = 0; j < plan->n_jobs; j++) {
        const struct plan_job *planned = &plan->jobs[j];
        const struct job *job = &plan->scenario->jobs[planned->job];
        const struct job_checkpoint *checkpoint = &job->checkpoint;
        if (!(planned->checkpoint_bytes > 0.0) || checkpoint->every_optimal || !checkpoint->every_s.given) continue;
        if (planned->interval_s > checkpoint->every_s.value * (1.0 + 1e-12))
            findings_add(plan, checkpoint->every_s.at, FINDING_WARNING, "checkpoint-cadence",
                         "job %s wants a checkpoint every %s, but one takes %s to write: planned every %s", job->name,
                         findings_number(plan, checkpoint->every_s.value, UNIT_SECONDS, 3), findings_number(plan, planned->drain_s, UNIT_SECONDS, 3),
                         findings_number(plan, planned->interval_s, UNIT_SECONDS, 3));
    }
}

/* The volume is the requirement, the jobs' checkpoints the load. */
static void lint_volume(struct site_plan *plan)
{
    const struct demand *demand = &plan->scenario->demand;
    const double asked = plan->demand_write_mean, offered = plan->jobs_write_mean;
    if (!(asked > 0.0)) return;
    const struct place at = demand->checkpoint_bytes_per_s.at;
    if (offered > 1.1 * asked)
        findings_add(plan, at, FINDING_WARNING, "checkpoint-volume", "jobs write %s of checkpoints a day, demand says %s: %.0f %% more",
                     per_day(plan, offered), per_day(plan, asked), 100.0 * (offered / asked - 1.0));
    else if (offered < 0.9 * asked && demand->fill == FILL_NONE)
        findings_add(plan, at, FINDING_WARNING, "checkpoint-volume", "jobs write %s of checkpoints a day, demand says %s: %.0f %% less, and nothing fills it",
                     per_day(plan, offered), per_day(plan, asked), 100.0 * (1.0 - offered / asked));
    else if (offered < 0.9 * asked)
        findings_add(plan, at, FINDING_NOTE, "checkpoint-volume",
                     "jobs write %s of the %s of checkpoints a day; a background job writes the other %s", per_day(plan, offered),
                     per_day(plan, asked), per_day(plan, plan->background_write_mean));
}

/* --- capacity -------------------------------------------------------------------------- */

static void lint_retention(struct site_plan *plan)
{
    const struct demand *demand = &plan->scenario->demand;
    const double rate_in = fmax(box_value(&demand->checkpoint_bytes_per_s, 0.0), plan->jobs_write_mean);
    const double stored = box_value(&demand->stored_bytes, 0.0), room = plan->usable_bytes - stored;
    if (!(rate_in > 0.0)) return;
    const double kept = rate_in * demand->retention_s.value;
    if (isnan(demand->retention_s.value))
        findings_add(plan, demand->at, FINDING_NOTE, "no-retention", "nothing is deleted: %s a day fill the %s free in %s", per_day(plan, rate_in),
                     findings_number(plan, fmax(0.0, room), UNIT_BYTES, 3), findings_number(plan, fmax(0.0, room) / rate_in, UNIT_SECONDS, 3));
    else if (kept > room)
        findings_add(plan, demand->retention_s.at, FINDING_FAIL, "retention-over-capacity",
                     "%s of checkpoints at %s a day are %s, beside %s already stored; usable are %s", findings_number(plan, demand->retention_s.value, UNIT_SECONDS, 3),
                     per_day(plan, rate_in), findings_number(plan, kept, UNIT_BYTES, 4), findings_number(plan, stored, UNIT_BYTES, 4),
                     findings_number(plan, plan->usable_bytes, UNIT_BYTES, 4));
}

void lint_load(struct site_plan *plan)
{
    lint_write_peak(plan);
    lint_reads(plan);
    lint_client_cards(plan);
    lint_gpus(plan);
    lint_cadence(plan);
    lint_volume(plan);
    lint_retention(plan);
}
