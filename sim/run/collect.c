#include "run/collect.h"

#include <math.h>

#include "base/units.h"
#include "run/estimate.h"

/* --- one number over replications -------------------------------------------------------------------- */

int32_t collect_each(const struct collect *collect)
{
    return estimate_each(&collect->plan->scenario->study);
}

struct estimate collect_values(const struct collect *collect, collect_value *value)
{
    double *values = ARENA_ARRAY(collect->arena, double, collect->n);
    for (int32_t i = 0; i < collect->n; i++) values[i] = value(collect->outcomes[i]);
    return estimate_of_values(values, collect->n, collect_each(collect), collect->arena);
}

struct estimate collect_values_at(const struct collect *collect, collect_value_at *value, int32_t at)
{
    double *values = ARENA_ARRAY(collect->arena, double, collect->n);
    for (int32_t i = 0; i < collect->n; i++) values[i] = value(collect->outcomes[i], at);
    return estimate_of_values(values, collect->n, collect_each(collect), collect->arena);
}

double collect_sum_at(const struct collect *collect, collect_value_at *value, int32_t at)
{
    double sum = 0.0;
    for (int32_t i = 0; i < collect->n; i++) sum += value(collect->outcomes[i], at);
    return sum;
}

double collect_mean_of(const struct replication *r, int32_t meter) { return r->meters[meter].integral / r->measured_s; }

struct estimate collect_meter(const struct collect *collect, int32_t meter)
{
    double *means = ARENA_ARRAY(collect->arena, double, collect->n), min = HUGE_VAL, max = -HUGE_VAL;
    struct sketch *pooled = sketch_new(collect->arena);
    for (int32_t i = 0; i < collect->n; i++) {
        const struct over_time *over = &collect->outcomes[i]->meters[meter];
        means[i] = collect_mean_of(collect->outcomes[i], meter);
        min = fmin(min, over->min);
        max = fmax(max, over->max);
        sketch_merge(pooled, over->sketch);
    }
    return estimate_pooled(means, collect->n, collect_each(collect), pooled, min, max);
}

double collect_largest(const struct collect *collect, collect_value *value)
{
    double most = 0.0;
    for (int32_t i = 0; i < collect->n; i++) most = fmax(most, value(collect->outcomes[i]));
    return most;
}

double collect_sum(const struct collect *collect, collect_value *value)
{
    double sum = 0.0;
    for (int32_t i = 0; i < collect->n; i++) sum += value(collect->outcomes[i]);
    return sum;
}

double collect_mean(const struct collect *collect, collect_value *value) { return collect_sum(collect, value) / collect->n; }

/* --- throughput ---------------------------------------------------------------------------------------------- */

static double denied_part(const struct collect *collect, int32_t asked, int32_t got)
{
    double bytes_asked = 0.0, bytes_got = 0.0;
    for (int32_t i = 0; i < collect->n; i++) {
        bytes_asked += collect->outcomes[i]->meters[asked].integral;
        bytes_got += collect->outcomes[i]->meters[got].integral;
    }
    return bytes_asked > 0.0 ? fmax(0.0, 1.0 - bytes_got / bytes_asked) : 0.0;
}

void collect_throughput(const struct collect *collect)
{
    struct results *results = collect->results;
    results->read.delivered = collect_meter(collect, REPLICATION_READ);
    results->read.offered = collect_meter(collect, REPLICATION_READ_ASKED);
    results->read.denied_fraction = denied_part(collect, REPLICATION_READ_ASKED, REPLICATION_READ);
    results->write.delivered = collect_meter(collect, REPLICATION_WRITE);
    results->write.offered = collect_meter(collect, REPLICATION_WRITE_ASKED);
    results->write.denied_fraction = denied_part(collect, REPLICATION_WRITE_ASKED, REPLICATION_WRITE);
}

/* --- accounts of jobs -------------------------------------------------------------------------------------- */

static void add_account(struct job_account *all, const struct job_account *job)
{
    all->useful += job->useful;
    all->read_stalled += job->read_stalled;
    all->power_capped += job->power_capped;
    all->checkpoint_stalled += job->checkpoint_stalled;
    all->lost += job->lost;
    all->restarting += job->restarting;
    all->waiting += job->waiting;
    all->over += job->over;
    all->interruptions += job->interruptions;
    all->restores += job->restores;
    all->restored_bytes += job->restored_bytes;
    all->completed += job->completed;
    all->missed += job->missed;
    tally_merge(&all->duration_s, &job->duration_s);
    tally_merge(&all->stall_s, &job->stall_s);
    tally_merge(&all->down_s, &job->down_s);
    tally_merge(&all->load_s, &job->load_s);
    tally_merge(&all->finished_s, &job->finished_s);
}

struct job_account collect_jobs(const struct replication *r)
{
    struct job_account all = { 0 };
    for (int32_t j = 0; j < r->n_jobs; j++) add_account(&all, &r->jobs[j]);
    return all;
}

/* --- checkpoints ---------------------------------------------------------------------------------------------- */

static double completed(const struct replication *r) { return collect_jobs(r).completed; }
static double missed(const struct replication *r) { return collect_jobs(r).missed; }

static double bytes_per_day(const struct replication *r)
{
    return r->meters[REPLICATION_WRITE].integral / r->measured_s * UNITS_DAY_S;
}

static struct tally all_durations(const struct replication *r) { return collect_jobs(r).duration_s; }
static struct tally all_stalls(const struct replication *r) { return collect_jobs(r).stall_s; }

static double mean_or_unknown(const struct tally *tally) { return tally->n > 0 ? tally->mean : (double)NAN; }

double collect_duration_of(const struct replication *r)
{
    const struct tally durations = all_durations(r);
    return mean_or_unknown(&durations);
}

/* Mean over replications of their means; quantiles over all checkpoints of all of them. */
static struct estimate of_checkpoints(const struct collect *collect, struct tally (*tally_of)(const struct replication *), bool stalls)
{
    double *means = ARENA_ARRAY(collect->arena, double, collect->n), min = HUGE_VAL, max = -HUGE_VAL;
    struct sketch *pooled = sketch_new(collect->arena);
    for (int32_t i = 0; i < collect->n; i++) {
        const struct replication *outcome = collect->outcomes[i];
        struct tally tally = tally_of(outcome);
        means[i] = mean_or_unknown(&tally);
        if (tally.n == 0) continue;
        min = fmin(min, tally.min);
        max = fmax(max, tally.max);
        sketch_merge(pooled, stalls ? outcome->stall_s : outcome->duration_s);
    }
    return estimate_pooled(means, collect->n, collect_each(collect), pooled, min, max);
}

void collect_checkpoints(const struct collect *collect)
{
    struct result_checkpoint *checkpoint = &collect->results->checkpoint;
    const struct site_plan *plan = collect->plan;
    checkpoint->count = collect_values(collect, completed);
    checkpoint->missed = collect_values(collect, missed);
    checkpoint->bytes_per_day = collect_values(collect, bytes_per_day);
    checkpoint->duration_s = of_checkpoints(collect, all_durations, false);
    checkpoint->stall_s = of_checkpoints(collect, all_stalls, true);
    checkpoint->background_bytes_per_day = plan->background_write_mean * UNITS_DAY_S;
    checkpoint->offered_bytes_per_day = (plan->jobs_write_mean + plan->background_write_mean) * UNITS_DAY_S;
}

/* --- GPU-time ------------------------------------------------------------------------------------------------------ */

/* But what is over: those GPUs are nobody's. */
static double assigned(const struct job_account *account)
{
    return account->useful + account->read_stalled + account->power_capped + account->checkpoint_stalled + account->lost + account->restarting + account->waiting;
}

double collect_goodput_of(const struct replication *r)
{
    struct job_account all = collect_jobs(r);
    return assigned(&all) > 0.0 ? all.useful / assigned(&all) : (double)NAN;
}

static void measure_interruptions(const struct collect *collect, int32_t at, const struct job_account *all, struct result_job *job)
{
    double job_days = collect->n * collect->outcomes[0]->measured_s / UNITS_DAY_S * collect->plan->scenario->jobs[collect->plan->jobs[at].job].count.value;
    job->interruptions_per_day = all->interruptions / job_days;
    job->down_s = all->down_s.n > 0 ? all->down_s.mean : (double)NAN;
    job->load_s = all->load_s.n > 0 ? all->load_s.mean : (double)NAN;
}

/* What was planned stands there; what was measured takes its place. */
static void measure_job(const struct collect *collect, int32_t at, struct result_job *job)
{
    struct job_account all = { 0 };
    for (int32_t i = 0; i < collect->n; i++) add_account(&all, &collect->outcomes[i]->jobs[at]);
    double spent = assigned(&all) + all.over, time = spent > 0.0 ? spent : (double)NAN;
    if (all.stall_s.n > 0) job->blocking_s = all.stall_s.mean;
    if (all.duration_s.n > 0) job->duration_s = all.duration_s.mean;
    job->useful = all.useful / time;
    job->read_stalled = all.read_stalled / time;
    job->checkpoint_stalled = all.checkpoint_stalled / time;
    job->lost = all.lost / time;
    job->restarting = all.restarting / time;
    job->waiting = all.waiting / time;
    job->over = all.over / time;
    if (collect->plan->jobs[at].interruptions_per_s) measure_interruptions(collect, at, &all, job);
    if (all.finished_s.n > 0) job->finished_s = all.finished_s.mean;
}

void collect_goodput(const struct collect *collect)
{
    struct results *results = collect->results;
    struct job_account all = { 0 };
    double idle = 0.0;
    for (int32_t i = 0; i < collect->n; i++) {
        struct job_account one = collect_jobs(collect->outcomes[i]);
        add_account(&all, &one);
        idle += collect->outcomes[i]->idle;
    }
    idle += all.over;
    double wall = assigned(&all) + idle;
    results->goodput = (struct result_goodput){ all.useful / wall, all.read_stalled / wall, all.checkpoint_stalled / wall, all.lost / wall,
                                                all.restarting / wall, (idle + all.waiting) / wall, collect_values(collect, collect_goodput_of), all.power_capped / wall };
    CHECK(results->n_jobs == collect->plan->n_jobs);
    for (int32_t j = 0; j < results->n_jobs; j++) measure_job(collect, j, &results->jobs[j]);
}

/* --- capacity -------------------------------------------------------------------------------------------------------- */

static double used_mean(const struct replication *r) { return r->used_mean_bytes; }
static double used_max(const struct replication *r) { return r->used_max_bytes; }
static double retained(const struct replication *r) { return r->retained_bytes; }

/* The first to be full; NAN if none is. */
static double first_full(const struct collect *collect)
{
    double first = HUGE_VAL;
    for (int32_t i = 0; i < collect->n; i++)
        if (collect->outcomes[i]->full_at_s < first) first = collect->outcomes[i]->full_at_s;
    return first < HUGE_VAL ? first : (double)NAN;
}

void collect_capacity(const struct collect *collect)
{
    collect->results->capacity = (struct result_capacity){
        .usable_bytes = collect->plan->usable_bytes, .used_bytes = collect_mean(collect, used_mean), .used_max_bytes = collect_largest(collect, used_max),
        .full_at_s = first_full(collect), .retained_bytes = collect_mean(collect, retained) };
}

/* --- series ------------------------------------------------------------------------------------------------------------ */

static double *means_of(const struct collect *collect, const struct series *from, enum series_channel channel, double width_s)
{
    double *means = ARENA_ARRAY(collect->arena, double, from->n);
    for (int32_t i = 0; i < from->n; i++) means[i] = from->area[channel][i] / width_s;
    return means;
}

static double drain_share(const struct collect *collect, int32_t row)
{
    const struct flow_class *drain = &collect->plan->system.drain;
    for (int k = 0; k < drain->n_coefficients; k++)
        if (drain->coefficients[k].row == row) return drain->coefficients[k].per_byte / collect->plan->system.rows[row].capacity;
    return 0.0;
}

/* By the plan's costs: with all in service, and a tier's hits as stated. */
static void fill_rows(const struct collect *collect, const struct series *from, struct result_series *series)
{
    const struct result_resource *resources = collect->results->resources;
    series->n_rows = collect->plan->system.n_rows;
    series->rows = ARENA_ARRAY(collect->arena, struct result_series_row, series->n_rows);
    for (int32_t r = 0; r < series->n_rows; r++) {
        const struct load *load = &collect->loads.rows[r];
        series->rows[r] = (struct result_series_row){ resources[r].name, resources[r].pool, ARENA_ARRAY(collect->arena, double, series->n_bins) };
        const double drain = drain_share(collect, r) / series->width_s;
        for (int32_t i = 0; i < series->n_bins; i++)
            series->rows[r].utilisation[i] = load->per_read * series->read_delivered[i] + load->per_write * series->write_delivered[i] + drain * from->area[SERIES_DRAIN][i];
    }
}

static struct result_series series_result(const struct collect *collect, const struct series *from)
{
    if (from == NULL) return (struct result_series){ 0 };
    double width_s = (double)(from->end_ns - from->start_ns) / 1e9 / from->n;
    struct result_series series = { .start_s = (double)from->start_ns / 1e9, .width_s = width_s, .n_bins = from->n };
    series.read_asked = means_of(collect, from, SERIES_READ_ASKED, width_s);
    series.read_delivered = means_of(collect, from, SERIES_READ, width_s);
    series.write_asked = means_of(collect, from, SERIES_WRITE_ASKED, width_s);
    series.write_delivered = means_of(collect, from, SERIES_WRITE, width_s);
    series.gpu_w = means_of(collect, from, SERIES_GPU_W, width_s);
    series.storage_w = means_of(collect, from, SERIES_STORAGE_W, width_s);
    series.other_it_w = means_of(collect, from, SERIES_OTHER_W, width_s);
    series.it_max_w = ARENA_ARRAY(collect->arena, double, from->n);
    series.used_bytes = ARENA_ARRAY(collect->arena, double, from->n);
    for (int32_t i = 0; i < from->n; i++) {
        series.it_max_w[i] = from->it_max_w[i];
        series.used_bytes[i] = from->used_bytes[i];
    }
    fill_rows(collect, from, &series);
    return series;
}

void collect_series(const struct collect *collect)
{
    collect->results->series = series_result(collect, collect->outcomes[0]->series);
    collect->results->zoom = series_result(collect, collect->outcomes[0]->zoom);
}
