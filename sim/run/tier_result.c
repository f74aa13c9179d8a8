#include "run/tier_result.h"

#include <math.h>

static double hits(const struct replication *r) { return r->tier->read_bytes > 0.0 ? r->tier->hit_bytes / r->tier->read_bytes : (double)NAN; }
static double drained(const struct replication *r) { return r->tier->drained_bytes / r->measured_s; }
static double waiting(const struct replication *r) { return r->tier->waiting_mean_bytes; }

static void add_up(const struct collect *collect, struct result_tier *tier)
{
    double held = 0.0, full_s = 0.0, first_full = HUGE_VAL, most = 0.0;
    for (int32_t i = 0; i < collect->n; i++) {
        const struct tiers_account *account = collect->outcomes[i]->tier;
        held += account->held_mean_bytes / collect->n;
        full_s += account->full_s;
        most = fmax(most, account->waiting_max_bytes);
        if (account->full_at_s < first_full) first_full = account->full_at_s;
    }
    tier->held_bytes = held;
    tier->waiting_max_bytes = most;
    tier->full_fraction = full_s / (collect->n * collect->outcomes[0]->measured_s);
    tier->full_at_s = first_full < HUGE_VAL ? first_full : (double)NAN;
}

static double *means(const struct collect *collect, enum series_channel channel)
{
    const struct series *series = collect->outcomes[0]->series;
    double width_s = (double)(series->end_ns - series->start_ns) / 1e9 / series->n, *values = ARENA_ARRAY(collect->arena, double, series->n);
    for (int32_t i = 0; i < series->n; i++) values[i] = series->area[channel][i] / width_s;
    return values;
}

void tier_result_collect(const struct collect *collect)
{
    if (collect->outcomes[0]->tier == NULL || collect->results->n_tiers == 0) return;
    struct result_tier *tier = &collect->results->tiers[0];
    tier->hits = collect_values(collect, hits);
    tier->drained_bytes_per_s = collect_values(collect, drained);
    tier->waiting_bytes = collect_values(collect, waiting);
    tier->lag_s = tier->drained_bytes_per_s.mean > 0.0 ? tier->waiting_bytes.mean / tier->drained_bytes_per_s.mean : (double)NAN;
    add_up(collect, tier);
    if (collect->outcomes[0]->series == NULL) return;
    tier->n_bins = collect->outcomes[0]->series->n;
    tier->drained = means(collect, SERIES_DRAIN);
    tier->waiting = means(collect, SERIES_TIER_WAITING);
    tier->held = means(collect, SERIES_TIER_HELD);
}
