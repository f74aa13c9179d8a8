#include "run/landing_results.h"

#include <math.h>

#include "base/date.h"
#include "base/text.h"
#include "base/units.h"
#include "run/estimate.h"
#include "stat/sample.h"

struct result_delivery_run landing_results_none(void)
{
    const double unknown = (double)NAN;
    return (struct result_delivery_run){ .start = "", .end = "", .gpus_mean = unknown, .useful = unknown, .useful_without = unknown, .gpu_hours_waited = estimate_unknown() };
}

static const struct landing_account *account_of(const struct collect *collect, int32_t i)
{
    return collect->outcomes[i]->landing;
}

/* In order of time, s after time 0. */
static double *times_of(const struct collect *collect, int32_t d)
{
    double *at_s = ARENA_ARRAY(collect->arena, double, collect->n);
    for (int32_t i = 0; i < collect->n; i++) at_s[i] = account_of(collect, i)->at_s[d];
    sample_sort(at_s, collect->n);
    return at_s;
}

static const char *date_of(const struct collect *collect, double at_s)
{
    return date_said(collect->arena, collect->plan->scenario->study.start_days + at_s / UNITS_DAY_S);
}

static void fill_landing(const struct collect *collect, int32_t d, double end_s, struct result_delivery_landing *out)
{
    const struct result_delivery_item *item = &collect->results->delivery.items[d];
    const double *at_s = times_of(collect, d);
    int32_t before = 0, after = 0;
    for (int32_t i = 0; i < collect->n; i++) {
        before += at_s[i] <= 0.0;
        after += at_s[i] > end_s;
    }
    const double n = collect->n;
    *out = (struct result_delivery_landing){ .pool = item->pool, .share = item->share, .nodes = item->nodes, .first = date_of(collect, at_s[0]),
        .p50 = date_of(collect, sample_quantile(at_s, collect->n, 0.5)), .last = date_of(collect, at_s[collect->n - 1]),
        .before = before / n, .during = (n - before - after) / n, .after = after / n };
}

static double gpus_of(const struct replication *r) { return r->landing->gpu_s / r->measured_s; }

void landing_results_collect(const struct collect *collect)
{
    struct result_delivery *delivery = &collect->results->delivery;
    if (!collect->outcomes[0]->landing) return;
    const double end_s = collect->outcomes[0]->warm_up_s + collect->outcomes[0]->measured_s;
    struct result_delivery_run *run = &delivery->run;
    *run = landing_results_none();
    run->start = date_of(collect, 0.0);
    run->end = date_of(collect, end_s);
    run->gpus_mean = collect_mean(collect, gpus_of);
    run->useful = collect->results->goodput.useful;
    if (delivery->n_items != account_of(collect, 0)->n) return;          /* without the dates beside it, as in a study, nobody reads them */
    run->landings = ARENA_ARRAY(collect->arena, struct result_delivery_landing, delivery->n_items);
    for (int32_t d = 0; d < delivery->n_items; d++) fill_landing(collect, d, end_s, &run->landings[run->n_landings++]);
}
