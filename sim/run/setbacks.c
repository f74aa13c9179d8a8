#include "run/setbacks.h"

#include <math.h>

#include "base/units.h"

static const double setbacks_hours_per_year = 365.0 * 24.0;

static double days_of(const struct replication *r) { return r->measured_s / UNITS_DAY_S; }

/* GPU-seconds of a replication as GPU-hours a year. */
static double per_year(const struct replication *r, double gpu_s) { return gpu_s / r->measured_s * setbacks_hours_per_year; }

/* GPU-seconds of a replication, of all GPUs. */
static double gpu_time(const struct replication *r)
{
    const struct job_account all = collect_jobs(r);
    return all.useful + all.read_stalled + all.power_capped + all.checkpoint_stalled + all.lost + all.restarting + all.waiting + all.over + r->idle;
}

/* --- one cause ---------------------------------------------------------------------------------------- */

static double cause_per_day(const struct replication *r, int32_t at) { return r->causes[at].count / days_of(r); }
static double cause_cost(const struct replication *r, int32_t at) { return per_year(r, r->causes[at].lost + r->causes[at].restarting); }
static double cause_lost(const struct replication *r, int32_t at) { return r->causes[at].lost; }
static double cause_restarting(const struct replication *r, int32_t at) { return r->causes[at].restarting; }
static double cause_waited(const struct replication *r, int32_t at) { return r->causes[at].waited; }

static void of_cause(const struct collect *collect, int32_t at, double wall, struct result_setback *cause)
{
    cause->per_day = collect_values_at(collect, cause_per_day, at);
    cause->gpu_hours_per_year = collect_values_at(collect, cause_cost, at);
    cause->lost = collect_sum_at(collect, cause_lost, at) / wall;
    cause->restarting = collect_sum_at(collect, cause_restarting, at) / wall;
    cause->waited = collect_sum_at(collect, cause_waited, at) / wall;
}

/* --- all of them -------------------------------------------------------------------------------------- */

static double interruptions_per_day(const struct replication *r) { return collect_jobs(r).interruptions / days_of(r); }
static double restores_per_day(const struct replication *r) { return collect_jobs(r).restores / days_of(r); }
static double restored_per_day(const struct replication *r) { return collect_jobs(r).restored_bytes / days_of(r); }
static double mean_of(struct tally tally) { return tally.n > 0 ? tally.mean : (double)NAN; }
static double down_s(const struct replication *r) { return mean_of(collect_jobs(r).down_s); }
static double load_s(const struct replication *r) { return mean_of(collect_jobs(r).load_s); }

static double cost(const struct replication *r)
{
    const struct job_account all = collect_jobs(r);
    return per_year(r, all.lost + all.restarting);
}

void setbacks_collect(const struct collect *collect)
{
    struct result_interruptions *result = &collect->results->interruptions;
    if (collect->outcomes[0]->n_causes == 0) return;
    CHECK(result->n_causes == collect->outcomes[0]->n_causes);
    double wall = collect_sum(collect, gpu_time);
    for (int32_t c = 0; c < result->n_causes; c++) of_cause(collect, c, wall, &result->causes[c]);
    result->per_day = collect_values(collect, interruptions_per_day);
    result->gpu_hours_per_year = collect_values(collect, cost);
    result->down_s = collect_values(collect, down_s);
    result->load_s = collect_values(collect, load_s);
    result->restores_per_day = collect_mean(collect, restores_per_day);
    result->restored_bytes_per_day = collect_mean(collect, restored_per_day);
}
