#include "run/worst_hour.h"

#include "base/text.h"

static double *means(const struct collect *collect, const struct series *hour, enum series_channel channel, double width_s)
{
    double *values = ARENA_ARRAY(collect->arena, double, hour->n);
    for (int32_t i = 0; i < hour->n; i++) values[i] = hour->area[channel][i] / width_s;
    return values;
}

static double *copy(const struct collect *collect, const double *from, int32_t n)
{
    double *values = ARENA_ARRAY(collect->arena, double, n);
    for (int32_t i = 0; i < n; i++) values[i] = from[i];
    return values;
}

static double *draw(const struct collect *collect, const struct series *hour, double width_s)
{
    double *values = ARENA_ARRAY(collect->arena, double, hour->n);
    for (int32_t i = 0; i < hour->n; i++)
        values[i] = (hour->area[SERIES_GPU_W][i] + hour->area[SERIES_STORAGE_W][i] + hour->area[SERIES_OTHER_W][i]) / width_s;
    return values;
}

static double gpus_of_jobs(const struct site_plan *plan)
{
    double gpus = 0.0;
    for (int32_t p = 0; p < plan->n_jobs; p++) {
        const struct job *job = &plan->scenario->jobs[plan->jobs[p].job];
        gpus += job->count.value * job->gpus.value;
    }
    return gpus;
}

static void fill_hour(const struct collect *collect, const struct series *hour, struct result_worst_hour *out)
{
    double width_s = (double)(hour->end_ns - hour->start_ns) / 1e9 / hour->n;
    struct series_score score = series_bad(hour);
    *out = (struct result_worst_hour){ .start_s = (double)hour->start_ns / 1e9, .width_s = width_s, .n_bins = hour->n, .gpus = gpus_of_jobs(collect->plan), .denied_bytes = score.second };
    out->working_gpus = means(collect, hour, SERIES_GPUS_WORKING, width_s);
    out->read_stalled_gpus = means(collect, hour, SERIES_GPUS_READ_STALLED, width_s);
    out->checkpoint_gpus = means(collect, hour, SERIES_GPUS_CHECKPOINT, width_s);
    out->down_gpus = means(collect, hour, SERIES_GPUS_DOWN, width_s);
    out->waiting_gpus = means(collect, hour, SERIES_GPUS_WAITING, width_s);
    out->read_asked = means(collect, hour, SERIES_READ_ASKED, width_s);
    out->read_delivered = means(collect, hour, SERIES_READ, width_s);
    out->write_asked = means(collect, hour, SERIES_WRITE_ASKED, width_s);
    out->write_delivered = means(collect, hour, SERIES_WRITE, width_s);
    out->it_w = draw(collect, hour, width_s);
    out->it_max_w = copy(collect, hour->it_max_w, hour->n);
    out->used_bytes = copy(collect, hour->used_bytes, hour->n);
    out->not_useful = out->gpus > 0.0 ? score.first / (out->gpus * width_s * hour->n) : 0.0;
}

static void fill_events(const struct collect *collect, const struct timeline_hour *hour)
{
    struct results *results = collect->results;
    results->worst_hour.happened = hour->happened;
    results->n_timeline = hour->n;
    results->timeline = ARENA_ARRAY(collect->arena, struct result_event, hour->n);
    for (int32_t e = 0; e < hour->n; e++) {
        const struct timeline_event *event = &hour->events[e];
        results->timeline[e] = (struct result_event){ (double)event->at_ns / 1e9, event->kind, text_copy(collect->arena, event->what), text_copy(collect->arena, event->detail) };
    }
}

void worst_hour_collect(const struct collect *collect)
{
    const struct replication *first = collect->outcomes[0];
    if (first->worst == NULL) return;
    fill_hour(collect, first->worst, &collect->results->worst_hour);
    fill_events(collect, &first->events_of_worst);
}
