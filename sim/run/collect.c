#include "run/collect.h"

#include <math.h>

#include "base/text.h"
#include "run/estimate.h"

static const double collect_day_s = 86400.0, collect_year_s = 365.0 * 86400.0;

/* --- one number over replications -------------------------------------------------------------------- */

struct estimate collect_values(const struct collect *collect, collect_value *value)
{
    double *values = ARENA_ARRAY(collect->arena, double, collect->n);
    for (int32_t i = 0; i < collect->n; i++) values[i] = value(collect->outcomes[i]);
    return estimate_of_values(values, collect->n, collect->arena);
}

struct estimate collect_meter(const struct collect *collect, int32_t meter)
{
    double *means = ARENA_ARRAY(collect->arena, double, collect->n), min = HUGE_VAL, max = -HUGE_VAL;
    struct sketch *pooled = sketch_new(collect->arena);
    for (int32_t i = 0; i < collect->n; i++) {
        const struct over_time *over = &collect->outcomes[i]->meters[meter];
        means[i] = over->integral / collect->outcomes[i]->measured_s;
        min = fmin(min, over->min);
        max = fmax(max, over->max);
        sketch_merge(pooled, over->sketch);
    }
    return estimate_pooled(means, collect->n, pooled, min, max);
}

static double largest(const struct collect *collect, collect_value *value)
{
    double most = 0.0;
    for (int32_t i = 0; i < collect->n; i++) most = fmax(most, value(collect->outcomes[i]));
    return most;
}

static double mean(const struct collect *collect, collect_value *value)
{
    double total = 0.0;
    for (int32_t i = 0; i < collect->n; i++) total += value(collect->outcomes[i]);
    return total / collect->n;
}

/* --- power ------------------------------------------------------------------------------------------------ */

static double step(const struct replication *r) { return r->largest_step_w; }
static double step_1s(const struct replication *r) { return r->largest_step_1s_w; }
static double step_1min(const struct replication *r) { return r->largest_step_1min_w; }
static double step_15min(const struct replication *r) { return r->largest_step_15min_w; }
static double steps_per_day(const struct replication *r) { return r->steps / r->measured_s * collect_day_s; }
static double range(const struct replication *r) { return r->meters[REPLICATION_IT_W].max - r->meters[REPLICATION_IT_W].min; }

static struct estimate constant(double value)
{
    return (struct estimate){ value, value, value, value, value, value, value, value };
}

void collect_power(const struct collect *collect)
{
    struct result_power *power = &collect->results->power;
    const struct plan_power *plan = &collect->plan->power;
    power->storage_w = collect_meter(collect, REPLICATION_STORAGE_W);
    power->gpu_w = collect_meter(collect, REPLICATION_GPU_W);
    power->other_it_w = constant(plan->other_it_w);
    power->it_w = collect_meter(collect, REPLICATION_IT_W);
    power->site_w = estimate_scaled(power->it_w, plan->pue_annual);
    power->coincident_design_w = power->it_w.max * plan->pue_design;
    power->largest_step_w = largest(collect, step);
    power->largest_step_1min_w = largest(collect, step_1min);
    power->largest_step_15min_w = largest(collect, step_15min);
    power->ramp_w_per_s = largest(collect, step_1s) / 1.0;        /* within a second, per second */
    power->dynamic_range_w = largest(collect, range);
    power->steps_per_day = mean(collect, steps_per_day);
    power->energy_joules = collect->outcomes[0]->meters[REPLICATION_IT_W].integral;
    power->energy_site_joules_per_year = power->site_w.mean * collect_year_s;
}

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

/* --- checkpoints ---------------------------------------------------------------------------------------------- */

static double completed(const struct replication *r)
{
    double n = 0.0;
    for (int32_t j = 0; j < r->n_jobs; j++) n += r->jobs[j].completed;
    return n;
}

static double missed(const struct replication *r)
{
    double n = 0.0;
    for (int32_t j = 0; j < r->n_jobs; j++) n += r->jobs[j].missed;
    return n;
}

static double bytes_per_day(const struct replication *r)
{
    return r->meters[REPLICATION_WRITE].integral / r->measured_s * collect_day_s;
}

static struct tally all_durations(const struct replication *r)
{
    struct tally all = { 0 };
    for (int32_t j = 0; j < r->n_jobs; j++) tally_merge(&all, &r->jobs[j].duration_s);
    return all;
}

static struct tally all_stalls(const struct replication *r)
{
    struct tally all = { 0 };
    for (int32_t j = 0; j < r->n_jobs; j++) tally_merge(&all, &r->jobs[j].stall_s);
    return all;
}

/* Mean over replications of their means; quantiles over all checkpoints of all of them. */
static struct estimate of_checkpoints(const struct collect *collect, struct tally (*tally_of)(const struct replication *), bool stalls)
{
    double *means = ARENA_ARRAY(collect->arena, double, collect->n), min = HUGE_VAL, max = -HUGE_VAL;
    struct sketch *pooled = sketch_new(collect->arena);
    for (int32_t i = 0; i < collect->n; i++) {
        const struct replication *outcome = collect->outcomes[i];
        struct tally tally = tally_of(outcome);
        means[i] = tally.n > 0 ? tally.mean : (double)NAN;
        if (tally.n == 0) continue;
        min = fmin(min, tally.min);
        max = fmax(max, tally.max);
        sketch_merge(pooled, stalls ? outcome->stall_s : outcome->duration_s);
    }
    return estimate_pooled(means, collect->n, pooled, min, max);
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
    checkpoint->background_bytes_per_day = plan->background_write_mean * collect_day_s;
    checkpoint->offered_bytes_per_day = (plan->jobs_write_mean + plan->background_write_mean) * collect_day_s;
}

/* --- GPU-time ------------------------------------------------------------------------------------------------------ */

static struct job_account sum_of_jobs(const struct replication *r)
{
    struct job_account all = { 0 };
    for (int32_t j = 0; j < r->n_jobs; j++) {
        const struct job_account *job = &r->jobs[j];
        all.useful += job->useful;
        all.read_stalled += job->read_stalled;
        all.checkpoint_stalled += job->checkpoint_stalled;
        all.lost += job->lost;
        all.restarting += job->restarting;
        all.waiting += job->waiting;
    }
    return all;
}

static double assigned(const struct job_account *account)
{
    return account->useful + account->read_stalled + account->checkpoint_stalled + account->lost + account->restarting + account->waiting;
}

static double ettr(const struct replication *r)
{
    struct job_account all = sum_of_jobs(r);
    return assigned(&all) > 0.0 ? all.useful / assigned(&all) : (double)NAN;
}

static const char *mode_word(enum checkpoint_mode mode)
{
    static const char *const words[] = { [CHECKPOINT_NONE] = "none", [CHECKPOINT_SYNC] = "sync", [CHECKPOINT_ASYNC] = "async", [CHECKPOINT_TWO_TIER] = "two_tier" };
    return words[mode];
}

static struct result_job job_result(const struct collect *collect, int32_t at)
{
    const struct plan_job *planned = &collect->plan->jobs[at];
    const struct job *job = &collect->plan->scenario->jobs[planned->job];
    struct job_account all = { 0 };
    for (int32_t i = 0; i < collect->n; i++) {
        const struct job_account *account = &collect->outcomes[i]->jobs[at];
        all.useful += account->useful;
        all.read_stalled += account->read_stalled;
        all.checkpoint_stalled += account->checkpoint_stalled;
        all.waiting += account->waiting + account->lost + account->restarting;
        tally_merge(&all.duration_s, &account->duration_s);
        tally_merge(&all.stall_s, &account->stall_s);
    }
    double time = assigned(&all) > 0.0 ? assigned(&all) : (double)NAN;
    return (struct result_job){
        .name = text_copy(collect->arena, job->name), .count = isnan(job->count.value) ? 1.0 : job->count.value, .gpus = job->gpus.value,
        .checkpoint_bytes = planned->checkpoint_bytes, .interval_s = planned->interval_s,
        .blocking_s = all.stall_s.n > 0 ? all.stall_s.mean : planned->blocking_s,
        .duration_s = all.duration_s.n > 0 ? all.duration_s.mean : (double)NAN, .useful = all.useful / time, .read_stalled = all.read_stalled / time,
        .checkpoint_stalled = all.checkpoint_stalled / time, .mode = mode_word(planned->checkpoint_bytes > 0.0 ? job->checkpoint.mode : CHECKPOINT_NONE) };
}

void collect_goodput(const struct collect *collect)
{
    struct results *results = collect->results;
    struct job_account all = { 0 };
    double idle = 0.0;
    for (int32_t i = 0; i < collect->n; i++) {
        struct job_account one = sum_of_jobs(collect->outcomes[i]);
        all.useful += one.useful;
        all.read_stalled += one.read_stalled;
        all.checkpoint_stalled += one.checkpoint_stalled;
        all.lost += one.lost;
        all.restarting += one.restarting;
        all.waiting += one.waiting;
        idle += collect->outcomes[i]->idle;
    }
    double wall = assigned(&all) + idle;
    results->goodput = (struct result_goodput){ all.useful / wall, all.read_stalled / wall, all.checkpoint_stalled / wall, all.lost / wall,
                                                all.restarting / wall, (idle + all.waiting) / wall, collect_values(collect, ettr) };
    results->n_jobs = collect->plan->n_jobs;
    results->jobs = ARENA_ARRAY(collect->arena, struct result_job, results->n_jobs);
    for (int32_t j = 0; j < results->n_jobs; j++) results->jobs[j] = job_result(collect, j);
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
    collect->results->capacity = (struct result_capacity){ collect->plan->usable_bytes, mean(collect, used_mean), largest(collect, used_max), first_full(collect), mean(collect, retained) };
}

/* --- series ------------------------------------------------------------------------------------------------------------ */

static double *means_of(const struct collect *collect, const struct series *from, enum series_channel channel, double width_s)
{
    double *means = ARENA_ARRAY(collect->arena, double, from->n);
    for (int32_t i = 0; i < from->n; i++) means[i] = from->area[channel][i] / width_s;
    return means;
}

static void fill_rows(const struct collect *collect, struct result_series *series)
{
    const struct row_system *system = &collect->plan->system;
    series->n_rows = system->n_rows;
    series->rows = ARENA_ARRAY(collect->arena, struct result_series_row, series->n_rows);
    for (int32_t r = 0; r < series->n_rows; r++) {
        const struct load *load = &collect->loads.rows[r];
        series->rows[r] = (struct result_series_row){
            text_copy(collect->arena, system->rows[r].name), text_copy(collect->arena, collect->plan->pools[system->rows[r].pool].pool->name),
            ARENA_ARRAY(collect->arena, double, series->n_bins) };
        for (int32_t i = 0; i < series->n_bins; i++)
            series->rows[r].utilisation[i] = load->per_read * series->read_delivered[i] + load->per_write * series->write_delivered[i];
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
    fill_rows(collect, &series);
    return series;
}

void collect_series(const struct collect *collect)
{
    collect->results->series = series_result(collect, collect->outcomes[0]->series);
    collect->results->zoom = series_result(collect, collect->outcomes[0]->zoom);
}
