#include "run/setbacks.h"

#include <math.h>

#include "run/estimate.h"

static const double setbacks_day_s = 86400.0, setbacks_hours_per_year = 365.0 * 24.0;

static double days_of(const struct replication *r) { return r->measured_s / setbacks_day_s; }

/* GPU-seconds of a replication as GPU-hours a year. */
static double per_year(const struct replication *r, double gpu_s) { return gpu_s / r->measured_s * setbacks_hours_per_year; }

static double wall_gpus(const struct collect *collect)
{
    double gpu_s = 0.0;
    for (int32_t i = 0; i < collect->n; i++) {
        const struct job_account all = collect_jobs(collect->outcomes[i]);
        gpu_s += all.useful + all.read_stalled + all.power_capped + all.checkpoint_stalled + all.lost + all.restarting + all.waiting + all.over + collect->outcomes[i]->idle;
    }
    return gpu_s;
}

static void of_cause(const struct collect *collect, int32_t at, double wall, struct result_setback *cause)
{
    double *per_day = ARENA_ARRAY(collect->arena, double, collect->n), *cost = ARENA_ARRAY(collect->arena, double, collect->n);
    struct cause_account all = { 0 };
    for (int32_t i = 0; i < collect->n; i++) {
        const struct replication *r = collect->outcomes[i];
        const struct cause_account *one = &r->causes[at];
        per_day[i] = one->count / days_of(r);
        cost[i] = per_year(r, one->lost + one->restarting);
        all.lost += one->lost;
        all.restarting += one->restarting;
        all.waited += one->waited;
    }
    cause->per_day = estimate_of_values(per_day, collect->n, collect_each(collect), collect->arena);
    cause->gpu_hours_per_year = estimate_of_values(cost, collect->n, collect_each(collect), collect->arena);
    cause->lost = all.lost / wall;
    cause->restarting = all.restarting / wall;
    cause->waited = all.waited / wall;
}

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
    double wall = wall_gpus(collect);
    for (int32_t c = 0; c < result->n_causes; c++) of_cause(collect, c, wall, &result->causes[c]);
    result->per_day = collect_values(collect, interruptions_per_day);
    result->gpu_hours_per_year = collect_values(collect, cost);
    result->down_s = collect_values(collect, down_s);
    result->load_s = collect_values(collect, load_s);
    result->restores_per_day = collect_mean(collect, restores_per_day);
    result->restored_bytes_per_day = collect_mean(collect, restored_per_day);
}
