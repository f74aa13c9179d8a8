#include "run/delivery.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/order.h"
#include "base/text.h"
#include "run/landing_results.h"
#include "stat/sample.h"
#include "stat/sum.h"

enum { MOST_MONTHS = 48 };
static const double hours_a_day = 24.0;

struct filler {
    const struct buildup *buildup;
    const struct scenario *scenario;
    const struct site_plan *plan;
    const struct requirement *const *asked; int n_asked;
    double *marks;                       /* 3 × deliveries: P10, P50, P90 of each one's date */
    struct arena *arena, *scratch;       /* of the results; of the work */
};

static const double tenths[] = {0.1, 0.5, 0.9};

static double given_date(double days) { return days > 0.0 ? days : (double)NAN; }

static double needed_by(const struct filler *filler, int d)
{
    const struct delivery *delivery = &filler->scenario->deliveries[d];
    return delivery->needed_by.given ? delivery->needed_by.value : given_date(filler->scenario->needed_by_days);
}

static const char *said_quantile(const struct filler *filler, const double *sorted, double p)
{
    return date_said(filler->arena, sample_quantile(sorted, filler->buildup->draws, p));
}

/* --- deliveries ---------------------------------------------------------------------------------- */

/* One delivery's dates, sorted, from draws × n. */
static double *column(const struct filler *filler, const double *days, int d)
{
    double *values = ARENA_ARRAY(filler->scratch, double, filler->buildup->draws);
    for (int i = 0; i < filler->buildup->draws; i++) values[i] = days[(size_t)i * (size_t)filler->buildup->n + (size_t)d];
    sample_sort(values, filler->buildup->draws);
    return values;
}

static void decided(const struct buildup *buildup, int d, struct result_delivery_item *item)
{
    const int64_t *last = &buildup->last[d * STAGE_COUNT];
    int most = 0;
    for (int s = 1; s < STAGE_COUNT; s++) if (last[s] > last[most]) most = s;
    item->decided_by = stages_name((enum stage)most);
    item->decided_share = (double)last[most] / buildup->draws;
}

static double pool_nodes(const struct plan_pool *pool)
{
    double nodes = 0.0;
    for (int g = 0; g < pool->n_groups; g++) nodes += pool->groups[g].nodes;
    return nodes;
}

static void fill_item(const struct filler *filler, int d, const double *nominal, struct result_delivery_item *item)
{
    const struct buildup *buildup = filler->buildup;
    const struct delivery *delivery = &filler->scenario->deliveries[d];
    const double *days = column(filler, buildup->days, d);
    const bool ordered = delivery->ordered.given;
    for (int q = 0; q < 3; q++) filler->marks[3 * d + q] = sample_quantile(days, buildup->draws, tenths[q]);
    *item = (struct result_delivery_item){
        .pool = text_copy(filler->arena, delivery->pool), .kind = ordered ? "ordered" : "committed",
        .mode = !ordered ? "" : delivery->serial ? "serial" : "parallel", .share = buildup->share[d],
        .nodes = buildup->share[d] * pool_nodes(&filler->plan->pools[buildup->pool[d]]),
        .from = date_said(filler->arena, ordered ? delivery->ordered.value : delivery->committed.value),
        .nominal = date_said(filler->arena, nominal[d]), .p10 = date_said(filler->arena, filler->marks[3 * d]),
        .p50 = date_said(filler->arena, filler->marks[3 * d + 1]), .p90 = date_said(filler->arena, filler->marks[3 * d + 2]), .needed_by = date_said(filler->arena, needed_by(filler, d)),
        .by_as_of = sample_part_by(days, buildup->draws, given_date(filler->scenario->as_of_days)),
        .by_needed = sample_part_by(days, buildup->draws, needed_by(filler, d)), .nominal_parallel = "", .p50_parallel = "", .nominal_serial = "",
        .p50_serial = "", .by_needed_parallel = (double)NAN, .by_needed_serial = (double)NAN, .decided_by = "", .decided_share = (double)NAN,
        .place = delivery->at.file ? text_format(filler->arena, "%s:%d:%d", delivery->at.file, delivery->at.line, delivery->at.col) : ""};
    if (ordered && !delivery->serial) decided(buildup, d, item);
    stages_describe(buildup->stages, d, filler->arena, item);
}

/* The same draws, all orders under one assumption. */
static void fill_mode(const struct filler *filler, enum stages_mode mode, struct result_delivery *out)
{
    const struct buildup *buildup = filler->buildup;
    const size_t n = (size_t)buildup->n;
    double *days = ARENA_ARRAY(filler->scratch, double, (size_t)buildup->draws * n), *nominal = ARENA_ARRAY(filler->scratch, double, n);
    stages_nominal(buildup->stages, mode, nominal);
    for (int i = 0; i < buildup->draws; i++) stages_draw(buildup->stages, (uint64_t)i, mode, &days[(size_t)i * n], NULL);
    for (int d = 0; d < buildup->n; d++) {
        struct result_delivery_item *item = &out->items[d];
        if (!filler->scenario->deliveries[d].ordered.given) continue;
        const double *sorted = column(filler, days, d);
        const char *at = date_said(filler->arena, nominal[d]), *p50 = said_quantile(filler, sorted, 0.5);
        const double by_needed = sample_part_by(sorted, buildup->draws, needed_by(filler, d));
        if (mode == STAGES_SERIAL) { item->nominal_serial = at; item->p50_serial = p50; item->by_needed_serial = by_needed; }
        else { item->nominal_parallel = at; item->p50_parallel = p50; item->by_needed_parallel = by_needed; }
    }
}

static void fill_items(const struct filler *filler, struct result_delivery *out)
{
    const int n = filler->buildup->n;
    double *nominal = ARENA_ARRAY(filler->scratch, double, n);
    bool orders = false;
    stages_nominal(filler->buildup->stages, STAGES_AS_STATED, nominal);
    out->items = ARENA_ARRAY(filler->arena, struct result_delivery_item, n);
    for (int d = 0; d < n; d++) {
        fill_item(filler, d, nominal, &out->items[out->n_items++]);
        orders = orders || filler->scenario->deliveries[d].ordered.given;
    }
    if (!orders) return;
    fill_mode(filler, STAGES_PARALLEL, out);
    fill_mode(filler, STAGES_SERIAL, out);
}

/* --- requirements, completion ---------------------------------------------------------------------- */

static double met_at(const struct buildup *buildup, int draw, int asked)
{
    for (int k = 0; k <= buildup->n; k++)
        if (buildup_after(buildup, draw, k)->met[asked]) return k == 0 ? -(double)INFINITY : buildup_landings(buildup, draw)[k - 1];
    return (double)INFINITY;
}

static void fill_requirement(const struct filler *filler, int r, double *days, struct result_delivery_requirement *out)
{
    const int draws = filler->buildup->draws;
    for (int i = 0; i < draws; i++) days[i] = met_at(filler->buildup, i, r);
    sample_sort(days, draws);
    *out = (struct result_delivery_requirement){
        .id = text_copy(filler->arena, filler->asked[r]->id), .text = text_copy(filler->arena, filler->asked[r]->text),
        .p10 = said_quantile(filler, days, 0.1), .p50 = said_quantile(filler, days, 0.5), .p90 = said_quantile(filler, days, 0.9),
        .by_as_of = sample_part_by(days, draws, given_date(filler->scenario->as_of_days)),
        .by_needed = sample_part_by(days, draws, given_date(filler->scenario->needed_by_days)), .ever = sample_part_by(days, draws, 1e300)};
}

static void fill_requirements(const struct filler *filler, struct result_delivery *out)
{
    double *days = ARENA_ARRAY(filler->scratch, double, filler->buildup->draws);
    out->requirements = ARENA_ARRAY(filler->arena, struct result_delivery_requirement, filler->n_asked);
    for (int r = 0; r < filler->n_asked; r++) fill_requirement(filler, r, days, &out->requirements[out->n_requirements++]);
}

/* Dates of the last delivery, sorted. */
static double *completions(const struct filler *filler)
{
    const struct buildup *buildup = filler->buildup;
    double *days = ARENA_ARRAY(filler->scratch, double, buildup->draws);
    for (int i = 0; i < buildup->draws; i++) days[i] = buildup_landings(buildup, i)[buildup->n - 1];
    sample_sort(days, buildup->draws);
    return days;
}

static void fill_completion(const struct filler *filler, const double *days, struct result_delivery *out)
{
    out->complete_p10 = said_quantile(filler, days, 0.1);
    out->complete_p50 = said_quantile(filler, days, 0.5);
    out->complete_p90 = said_quantile(filler, days, 0.9);
    out->complete_by_as_of = sample_part_by(days, filler->buildup->draws, given_date(filler->scenario->as_of_days));
    out->complete_by_needed = sample_part_by(days, filler->buildup->draws, given_date(filler->scenario->needed_by_days));
}

/* --- GPUs ---------------------------------------------------------------------------------------------- */

/* GPUs standing from each date on. */
struct standing { double *days, *gpus; int n; const char *rule; };

static bool sooner(const void *a, const void *b, const void *context)
{
    (void)context;
    return (*(const struct gpu_arrival *const *)a)->date.value < (*(const struct gpu_arrival *const *)b)->date.value;
}

static struct standing standing_of(const struct filler *filler)
{
    const struct site *site = &filler->scenario->site;
    struct standing standing = {ARENA_ARRAY(filler->scratch, double, site->n_arrivals + 1), ARENA_ARRAY(filler->scratch, double, site->n_arrivals + 1), 0, ""};
    const double needed = given_date(filler->scenario->needed_by_days);
    const struct gpu_arrival **order = ARENA_ARRAY(filler->scratch, const struct gpu_arrival *, site->n_arrivals);
    for (int a = 0; a < site->n_arrivals; a++) order[a] = &site->arrivals[a];
    order_sort(order, (size_t)site->n_arrivals, sizeof *order, sooner, NULL);
    for (int a = 0; a < site->n_arrivals; a++, standing.n++) {
        standing.days[a] = order[a]->date.value;
        standing.gpus[a] = order[a]->count.value + (a ? standing.gpus[a - 1] : 0.0);
    }
    if (standing.n > 0) { standing.rule = "GPUs as they arrive"; return standing; }
    if (isnan(needed)) return standing;
    standing = (struct standing){standing.days, standing.gpus, 1, "all GPUs from the date needed"};
    standing.days[0] = needed;
    standing.gpus[0] = site->gpus.value;
    return standing;
}

static double gpus_by(const struct standing *standing, double days)
{
    double gpus = 0.0;
    for (int a = 0; a < standing->n && standing->days[a] <= days + 1e-9; a++) gpus = standing->gpus[a];
    return gpus;
}

/* From one event to the next; before the first GPU nothing can be lost, nor after the last landing. */
static double hours_lost(const struct buildup *buildup, int draw, const struct standing *standing)
{
    const double *landings = buildup_landings(buildup, draw), whole = buildup_after(buildup, draw, buildup->n)->gpus_fed;
    struct sum lost = {0};
    int a = 0, k = 0;
    for (double now = standing->days[0], next;; now = next) {
        while (a < standing->n && standing->days[a] <= now) a++;
        while (k < buildup->n && landings[k] <= now) k++;
        if (k == buildup->n) return sum_value(&lost);
        next = a < standing->n ? fmin(standing->days[a], landings[k]) : landings[k];
        const double gpus = standing->gpus[a - 1], waiting = fmin(gpus, whole) - fmin(gpus, buildup_after(buildup, draw, k)->gpus_fed);
        sum_add(&lost, fmax(0.0, waiting) * (next - now) * hours_a_day);
    }
}

static void fill_gpus(const struct filler *filler, const struct standing *standing, struct result_delivery *out)
{
    const int draws = filler->buildup->draws;
    out->gpus_stand = standing->rule;
    if (standing->n == 0) return;
    double *lost = ARENA_ARRAY(filler->scratch, double, draws);
    struct sum all = {0};
    for (int i = 0; i < draws; i++) {
        lost[i] = hours_lost(filler->buildup, i, standing);
        sum_add(&all, lost[i]);
    }
    sample_sort(lost, draws);
    out->gpu_hours_lost_mean = sum_value(&all) / draws;
    out->gpu_hours_lost_p90 = sample_quantile(lost, draws, 0.9);
}

/* --- what stands on a date -------------------------------------------------------------------------------- */

/* Values of the states that occur on a date, and how often. */
struct weighed { double value; int64_t count; };

static bool lighter(const void *a, const void *b, const void *context)
{
    (void)context;
    return ((const struct weighed *)a)->value < ((const struct weighed *)b)->value;
}

/* What at least 1 - p of the draws have: so the P50 of what stands on the P50 of a landing is what landed. */
static void three_quantiles(struct weighed *values, int n, int draws, double *p10, double *p50, double *p90)
{
    double *const to[] = {p10, p50, p90};
    order_sort(values, (size_t)n, sizeof *values, lighter, NULL);
    for (int q = 0; q < 3; q++) {
        int64_t below = 0;
        int k = 0;
        for (; k < n - 1 && (double)(below + values[k].count) <= tenths[q] * draws + 1e-9; k++) below += values[k].count;
        *to[q] = values[k].value;
    }
}

#define OF_POINT(quantity, unit) offsetof(struct buildup_state, quantity##unit), \
    {offsetof(struct result_delivery_point, quantity##_p10##unit), offsetof(struct result_delivery_point, quantity##_p50##unit), offsetof(struct result_delivery_point, quantity##_p90##unit)}
static const struct { size_t of_state, of_point[3]; } shown[] = {
    {OF_POINT(usable, _bytes)}, {OF_POINT(read, _bytes_per_s)}, {OF_POINT(write, _bytes_per_s)}, {OF_POINT(storage, _w)}, {OF_POINT(rack_tiles, )}};

static double *field(void *of, size_t offset) { return (double *)(void *)((char *)of + offset); }

static void fill_point(const struct filler *filler, double days, const struct standing *standing, int64_t *counts, struct weighed *values, struct result_delivery_point *point)
{
    const struct buildup *buildup = filler->buildup;
    memset(counts, 0, buildup->n_states * sizeof *counts);
    for (int i = 0; i < buildup->draws; i++) counts[buildup_on(buildup, i, days) - buildup->states]++;
    for (size_t q = 0; q < sizeof shown / sizeof shown[0]; q++) {
        int n = 0;
        for (size_t s = 0; s < buildup->n_states; s++)
            if (counts[s] > 0) values[n++] = (struct weighed){*field(&buildup->states[s], shown[q].of_state), counts[s]};
        three_quantiles(values, n, buildup->draws, field(point, shown[q].of_point[0]), field(point, shown[q].of_point[1]), field(point, shown[q].of_point[2]));
    }
    point->date = date_said(filler->arena, days);
    point->gpus = standing->n ? gpus_by(standing, days) : (double)NAN;
}

struct dates { double *days; int n; };

static void add_date(struct dates *dates, double days)
{
    if (days >= DATE_FIRST_DAY && days <= DATE_LAST_DAY) dates->days[dates->n++] = ceil(days - 1e-9);
}

/* Firsts of months from the one of the earliest landing to the one after all but 1 in 200 of the last. */
static void add_months(struct dates *dates, double first, double end)
{
    if (!(first >= DATE_FIRST_DAY && end <= DATE_LAST_DAY - 31.0)) return;
    struct date date = date_of_days((int32_t)floor(first));
    const int months = (int)ceil((end - first) / 30.0) + 1, step = (months + MOST_MONTHS - 1) / MOST_MONTHS;
    for (date.day = 1; date.year < 9999; ) {
        const double days = date_days(date);
        add_date(dates, days);
        if (days >= end) return;
        date.month += step;
        while (date.month > 12) { date.month -= 12; date.year++; }
    }
}

static void event_dates(const struct filler *filler, const double *completed, struct dates *dates)
{
    const struct buildup *buildup = filler->buildup;
    const struct scenario *scenario = filler->scenario;
    double first = (double)INFINITY, *nominal = ARENA_ARRAY(filler->scratch, double, buildup->n);
    for (int i = 0; i < buildup->draws; i++) first = fmin(first, buildup_landings(buildup, i)[0]);
    add_months(dates, first, sample_quantile(completed, buildup->draws, 0.995));
    stages_nominal(buildup->stages, STAGES_AS_STATED, nominal);
    for (int d = 0; d < buildup->n; d++) add_date(dates, nominal[d]);
    for (int m = 0; m < 3 * buildup->n; m++) add_date(dates, filler->marks[m]);
    for (int a = 0; a < scenario->site.n_arrivals; a++) add_date(dates, scenario->site.arrivals[a].date.value);
    add_date(dates, given_date(scenario->as_of_days));
    add_date(dates, given_date(scenario->needed_by_days));
    sample_sort(dates->days, dates->n);
    int kept = 0;
    for (int k = 0; k < dates->n; k++)
        if (k == 0 || dates->days[k] > dates->days[kept - 1]) dates->days[kept++] = dates->days[k];
    dates->n = kept;
}

static void fill_points(const struct filler *filler, const double *completed, const struct standing *standing, struct result_delivery *out)
{
    struct dates dates = {ARENA_ARRAY(filler->scratch, double, 2 * MOST_MONTHS + 4 * filler->buildup->n + filler->scenario->site.n_arrivals + 2), 0};
    event_dates(filler, completed, &dates);
    int64_t *counts = ARENA_ARRAY(filler->scratch, int64_t, filler->buildup->n_states);
    struct weighed *values = ARENA_ARRAY(filler->scratch, struct weighed, filler->buildup->n_states);
    out->points = ARENA_ARRAY(filler->arena, struct result_delivery_point, dates.n);
    for (int k = 0; k < dates.n; k++) fill_point(filler, dates.days[k], standing, counts, values, &out->points[out->n_points++]);
}

/* --- the whole ---------------------------------------------------------------------------------------------- */

static struct result_delivery nothing_delivered(const struct scenario *scenario, struct arena *arena)
{
    const double unknown = (double)NAN;
    return (struct result_delivery){.as_of = date_said(arena, given_date(scenario->as_of_days)), .needed_by = date_said(arena, given_date(scenario->needed_by_days)),
                                    .complete_p10 = "", .complete_p50 = "", .complete_p90 = "", .complete_by_as_of = unknown,
                                    .complete_by_needed = unknown, .gpus_stand = "", .gpu_hours_lost_mean = unknown, .gpu_hours_lost_p90 = unknown,
                                    .run = landing_results_none()};
}

void delivery_fill(const struct buildup *buildup, const struct site_plan *plan, const struct requirement *const *asked, int n_asked, struct arena *arena,
                   struct result_delivery *out)
{
    *out = nothing_delivered(plan->scenario, arena);
    if (buildup->n == 0) return;
    struct arena *scratch = arena_new();
    const struct filler filler = {buildup, plan->scenario, plan, asked, n_asked, ARENA_ARRAY(scratch, double, 3 * buildup->n), arena, scratch};
    const struct standing standing = standing_of(&filler);
    const double *completed = completions(&filler);
    out->draws = buildup->draws;
    fill_items(&filler, out);
    fill_requirements(&filler, out);
    fill_completion(&filler, completed, out);
    fill_gpus(&filler, &standing, out);
    fill_points(&filler, completed, &standing, out);
    arena_free(scratch);
}
