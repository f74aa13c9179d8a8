#include "run/delivery.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/order.h"
#include "base/text.h"
#include "run/stages.h"
#include "stat/sum.h"

enum { MOST_MONTHS = 48 };
static const double hours_a_day = 24.0, never = (double)INFINITY;

/* A state of the build and what it can do: which part of each pool is in service. */
struct state { struct delivery_state can; double ready; };   /* ready: the least part of any pool */

struct sampler {
    const struct delivery_question *question;
    const struct scenario *scenario;
    struct arena *arena;
    struct stages *stages;
    int n, n_pools, draws;
    const double *share;                 /* by delivery, of its pool */
    const int *pool;                     /* by delivery */
    double *days;                        /* draws × n: dates by delivery */
    double *sorted;                      /* draws × n: dates in order */
    int32_t *state;                      /* draws × (n + 1): the state after so many landed */
    int64_t *last;                       /* n × STAGE_COUNT: how often each stage was last */
    struct state *states; size_t n_states, states_capacity;
    struct order_map *known;
    double *landed;                      /* n_pools, of the draw at hand */
    int64_t *key;                        /* the same in parts of 1e-9 */
};

/* --- dates and quantiles --------------------------------------------------------------------- */

static const char *date_of(struct arena *arena, double days)
{
    char buffer[16];
    if (isnan(days)) return "";
    if (days == never) return "never";
    if (days == -never) return "from the start";
    const double whole = ceil(days - 1e-9);
    if (!(whole >= DATE_FIRST_DAY && whole <= DATE_LAST_DAY)) return "";
    return text_copy(arena, date_write(date_of_days((int32_t)whole), buffer));
}

static bool smaller(const void *a, const void *b, const void *context)
{
    (void)context;
    return *(const double *)a < *(const double *)b;
}

static void sort(double *values, int n)
{
    order_sort(values, (size_t)n, sizeof *values, smaller, NULL);
}

/* Of sorted values. */
static double quantile(const double *values, int n, double p)
{
    const int at = (int)ceil(p * n - 1e-9) - 1;
    return values[at < 0 ? 0 : at];
}

/* Part of the sorted values that are not after `limit`; NAN when there is no limit. */
static double part_by(const double *values, int n, double limit)
{
    if (isnan(limit)) return (double)NAN;
    int lo = 0, hi = n;
    while (lo < hi) {
        const int middle = lo + (hi - lo) / 2;
        if (values[middle] <= limit + 1e-9) lo = middle + 1;
        else hi = middle;
    }
    return (double)lo / n;
}

static double given_date(double days) { return days > 0.0 ? days : (double)NAN; }

/* --- states ------------------------------------------------------------------------------------ */

static double planned_nodes(const struct plan_pool *pool)
{
    double nodes = 0.0;
    for (int g = 0; g < pool->n_groups; g++) nodes += pool->groups[g].nodes;
    return nodes;
}

static void place_deliveries(struct sampler *sampler)
{
    double *share = ARENA_ARRAY(sampler->arena, double, sampler->n);
    int *pools = ARENA_ARRAY(sampler->arena, int, sampler->n);
    for (int d = 0; d < sampler->n; d++) {
        const struct delivery *delivery = &sampler->scenario->deliveries[d];
        while (!text_equal(sampler->scenario->pools[pools[d]].name, delivery->pool)) pools[d]++;
        const double nodes = planned_nodes(&sampler->question->plan->pools[pools[d]]);
        share[d] = delivery->nodes.given ? (nodes > 0.0 ? fmin(1.0, delivery->nodes.value / nodes) : 1.0) : delivery->share.value;
    }
    sampler->share = share;
    sampler->pool = pools;
}

/* Tenths add up to a whole. */
static double snap(double landed)
{
    return landed > 1.0 - 1e-9 ? 1.0 : landed;
}

static int32_t state_of(struct sampler *sampler)
{
    const size_t width = sizeof(int64_t) * (size_t)sampler->n_pools;
    for (int p = 0; p < sampler->n_pools; p++) sampler->key[p] = (int64_t)floor(sampler->landed[p] * 1e9 + 0.5);
    const int32_t known = order_map_find(sampler->known, (const char *)sampler->key, width);
    if (known >= 0) return known;
    order_map_put(sampler->known, memcpy(arena_alloc(sampler->arena, width), sampler->key, width), width, (int32_t)sampler->n_states);
    sampler->states = arena_grow(sampler->arena, sampler->states, sampler->n_states, sampler->n_states + 1, &sampler->states_capacity, sizeof *sampler->states);
    struct state *state = &sampler->states[sampler->n_states];
    state->can.met = ARENA_ARRAY(sampler->arena, bool, sampler->question->n_asked);
    state->ready = 1.0;
    for (int p = 0; p < sampler->n_pools; p++) state->ready = fmin(state->ready, sampler->landed[p]);
    sampler->question->judge(sampler->question->context, sampler->landed, &state->can);
    return (int32_t)sampler->n_states++;
}

static void nothing_landed(struct sampler *sampler)
{
    for (int p = 0; p < sampler->n_pools; p++) sampler->landed[p] = 1.0;
    for (int d = 0; d < sampler->n; d++) sampler->landed[sampler->pool[d]] = 0.0;
}

/* The draw's landings in order of their dates, of equals the first listed. */
static void follow(struct sampler *sampler, int draw, int *order)
{
    const double *days = &sampler->days[(size_t)draw * (size_t)sampler->n];
    double *sorted = &sampler->sorted[(size_t)draw * (size_t)sampler->n];
    int32_t *state = &sampler->state[(size_t)draw * (size_t)(sampler->n + 1)];
    for (int d = 0; d < sampler->n; d++) {
        int at = d;
        for (; at > 0 && days[order[at - 1]] > days[d]; at--) order[at] = order[at - 1];
        order[at] = d;
    }
    nothing_landed(sampler);
    state[0] = state_of(sampler);
    for (int k = 0; k < sampler->n; k++) {
        sorted[k] = days[order[k]];
        double *landed = &sampler->landed[sampler->pool[order[k]]];
        *landed = snap(*landed + sampler->share[order[k]]);
        state[k + 1] = state_of(sampler);
    }
}

static void draw_everything(struct sampler *sampler)
{
    const size_t draws = (size_t)sampler->draws, n = (size_t)sampler->n;
    sampler->days = ARENA_ARRAY(sampler->arena, double, draws * n);
    sampler->sorted = ARENA_ARRAY(sampler->arena, double, draws * n);
    sampler->state = ARENA_ARRAY(sampler->arena, int32_t, draws * (n + 1));
    sampler->last = ARENA_ARRAY(sampler->arena, int64_t, n * STAGE_COUNT);
    enum stage *last = ARENA_ARRAY(sampler->arena, enum stage, n);
    int *order = ARENA_ARRAY(sampler->arena, int, n);
    for (int i = 0; i < sampler->draws; i++) {
        stages_draw(sampler->stages, (uint64_t)i, STAGES_AS_STATED, &sampler->days[(size_t)i * n], last);
        for (size_t d = 0; d < n; d++) sampler->last[d * STAGE_COUNT + (size_t)last[d]]++;
        follow(sampler, i, order);
    }
}

/* How many of a draw's deliveries have landed by then. */
static int landed_by(const struct sampler *sampler, int draw, double days)
{
    const double *sorted = &sampler->sorted[(size_t)draw * (size_t)sampler->n];
    int k = 0;
    while (k < sampler->n && sorted[k] <= days + 1e-9) k++;
    return k;
}

/* --- deliveries ---------------------------------------------------------------------------------- */

/* One delivery's dates, sorted, from draws × n. */
static double *column(const struct sampler *sampler, const double *days, int d)
{
    double *values = ARENA_ARRAY(sampler->arena, double, sampler->draws);
    for (int i = 0; i < sampler->draws; i++) values[i] = days[(size_t)i * (size_t)sampler->n + (size_t)d];
    sort(values, sampler->draws);
    return values;
}

static void decided(const struct sampler *sampler, int d, struct result_delivery_item *item)
{
    const int64_t *last = &sampler->last[d * STAGE_COUNT];
    int most = 0;
    for (int s = 1; s < STAGE_COUNT; s++) if (last[s] > last[most]) most = s;
    item->decided_by = stages_name((enum stage)most);
    item->decided_share = (double)last[most] / sampler->draws;
}

static void fill_item(const struct sampler *sampler, int d, const double *nominal, struct arena *arena, struct result_delivery_item *item)
{
    const struct delivery *delivery = &sampler->scenario->deliveries[d];
    const double *days = column(sampler, sampler->days, d);
    const bool ordered = delivery->ordered.given;
    const double needed = delivery->needed_by.given ? delivery->needed_by.value : given_date(sampler->scenario->needed_by_days);
    *item = (struct result_delivery_item){
        .pool = text_copy(arena, delivery->pool), .kind = ordered ? "ordered" : "committed", .mode = !ordered ? "" : delivery->serial ? "serial" : "parallel",
        .share = sampler->share[d], .nodes = sampler->share[d] * planned_nodes(&sampler->question->plan->pools[sampler->pool[d]]),
        .from = date_of(arena, ordered ? delivery->ordered.value : delivery->committed.value), .nominal = date_of(arena, nominal[d]),
        .p10 = date_of(arena, quantile(days, sampler->draws, 0.1)), .p50 = date_of(arena, quantile(days, sampler->draws, 0.5)),
        .p90 = date_of(arena, quantile(days, sampler->draws, 0.9)), .needed_by = date_of(arena, needed),
        .by_as_of = part_by(days, sampler->draws, given_date(sampler->scenario->as_of_days)), .by_needed = part_by(days, sampler->draws, needed),
        .nominal_parallel = "", .p50_parallel = "", .nominal_serial = "", .p50_serial = "", .by_needed_parallel = (double)NAN,
        .by_needed_serial = (double)NAN, .decided_by = "", .decided_share = (double)NAN,
        .place = delivery->at.file ? text_format(arena, "%s:%d:%d", delivery->at.file, delivery->at.line, delivery->at.col) : ""};
    if (ordered && !delivery->serial) decided(sampler, d, item);
    stages_describe(sampler->stages, d, arena, item);
}

static void fill_mode(const struct sampler *sampler, enum stages_mode mode, struct arena *arena, struct result_delivery *out)
{
    double *days = ARENA_ARRAY(sampler->arena, double, (size_t)sampler->draws * (size_t)sampler->n), *nominal = ARENA_ARRAY(sampler->arena, double, sampler->n);
    stages_nominal(sampler->stages, mode, nominal);
    for (int i = 0; i < sampler->draws; i++) stages_draw(sampler->stages, (uint64_t)i, mode, &days[(size_t)i * (size_t)sampler->n], NULL);
    for (int d = 0; d < sampler->n; d++) {
        const struct delivery *delivery = &sampler->scenario->deliveries[d];
        struct result_delivery_item *item = &out->items[d];
        if (!delivery->ordered.given) continue;
        const double *sorted = column(sampler, days, d);
        const double needed = delivery->needed_by.given ? delivery->needed_by.value : given_date(sampler->scenario->needed_by_days);
        const char *at = date_of(arena, nominal[d]), *p50 = date_of(arena, quantile(sorted, sampler->draws, 0.5));
        const double by_needed = part_by(sorted, sampler->draws, needed);
        if (mode == STAGES_SERIAL) { item->nominal_serial = at; item->p50_serial = p50; item->by_needed_serial = by_needed; }
        else { item->nominal_parallel = at; item->p50_parallel = p50; item->by_needed_parallel = by_needed; }
    }
}

static void fill_items(const struct sampler *sampler, struct arena *arena, struct result_delivery *out)
{
    double *nominal = ARENA_ARRAY(sampler->arena, double, sampler->n);
    bool orders = false;
    stages_nominal(sampler->stages, STAGES_AS_STATED, nominal);
    out->items = ARENA_ARRAY(arena, struct result_delivery_item, sampler->n);
    for (int d = 0; d < sampler->n; d++) {
        fill_item(sampler, d, nominal, arena, &out->items[out->n_items++]);
        orders = orders || sampler->scenario->deliveries[d].ordered.given;
    }
    if (!orders) return;
    fill_mode(sampler, STAGES_PARALLEL, arena, out);
    fill_mode(sampler, STAGES_SERIAL, arena, out);
}

/* --- requirements, completion ---------------------------------------------------------------------- */

static double met_at(const struct sampler *sampler, int draw, int asked)
{
    const int32_t *state = &sampler->state[(size_t)draw * (size_t)(sampler->n + 1)];
    if (sampler->states[state[0]].can.met[asked]) return -never;
    for (int k = 0; k < sampler->n; k++)
        if (sampler->states[state[k + 1]].can.met[asked]) return sampler->sorted[(size_t)draw * (size_t)sampler->n + (size_t)k];
    return never;
}

static void fill_requirements(const struct sampler *sampler, struct arena *arena, struct result_delivery *out)
{
    const struct delivery_question *question = sampler->question;
    double *days = ARENA_ARRAY(sampler->arena, double, sampler->draws);
    out->requirements = ARENA_ARRAY(arena, struct result_delivery_requirement, question->n_asked);
    for (int r = 0; r < question->n_asked; r++) {
        for (int i = 0; i < sampler->draws; i++) days[i] = met_at(sampler, i, r);
        sort(days, sampler->draws);
        out->requirements[out->n_requirements++] = (struct result_delivery_requirement){
            .id = text_copy(arena, question->asked[r]->id), .text = text_copy(arena, question->asked[r]->text),
            .p10 = date_of(arena, quantile(days, sampler->draws, 0.1)), .p50 = date_of(arena, quantile(days, sampler->draws, 0.5)),
            .p90 = date_of(arena, quantile(days, sampler->draws, 0.9)), .by_as_of = part_by(days, sampler->draws, given_date(sampler->scenario->as_of_days)),
            .by_needed = part_by(days, sampler->draws, given_date(sampler->scenario->needed_by_days)), .ever = part_by(days, sampler->draws, 1e300)};
    }
}

/* Dates of the last delivery, sorted. */
static double *completions(const struct sampler *sampler)
{
    double *days = ARENA_ARRAY(sampler->arena, double, sampler->draws);
    for (int i = 0; i < sampler->draws; i++) days[i] = sampler->sorted[(size_t)i * (size_t)sampler->n + (size_t)(sampler->n - 1)];
    sort(days, sampler->draws);
    return days;
}

static void fill_completion(const struct sampler *sampler, const double *days, struct arena *arena, struct result_delivery *out)
{
    out->complete_p10 = date_of(arena, quantile(days, sampler->draws, 0.1));
    out->complete_p50 = date_of(arena, quantile(days, sampler->draws, 0.5));
    out->complete_p90 = date_of(arena, quantile(days, sampler->draws, 0.9));
    out->complete_by_as_of = part_by(days, sampler->draws, given_date(sampler->scenario->as_of_days));
    out->complete_by_needed = part_by(days, sampler->draws, given_date(sampler->scenario->needed_by_days));
}

/* --- GPUs ---------------------------------------------------------------------------------------------- */

static double gpus_by(const struct site *site, double days)
{
    double gpus = 0.0;
    for (int a = 0; a < site->n_arrivals; a++)
        if (site->arrivals[a].date.value <= days + 1e-9) gpus += site->arrivals[a].count.value;
    return gpus;
}

/* From one event to the next; before the first GPU nothing can be lost. */
static double hours_lost(const struct sampler *sampler, int draw, const double *arrivals, int n_arrivals)
{
    const double *landings = &sampler->sorted[(size_t)draw * (size_t)sampler->n];
    const int32_t *state = &sampler->state[(size_t)draw * (size_t)(sampler->n + 1)];
    const struct site *site = &sampler->scenario->site;
    struct sum lost = {0};
    for (int a = 0, k = landed_by(sampler, draw, arrivals[0]); k < sampler->n; ) {
        const double now = a == 0 ? arrivals[0] : fmax(k > 0 ? landings[k - 1] : arrivals[0], arrivals[a - 1]);
        while (a < n_arrivals && arrivals[a] <= now) a++;
        const double next = a < n_arrivals ? fmin(arrivals[a], landings[k]) : landings[k];
        const double gpus = gpus_by(site, now), waiting = fmax(0.0, gpus - sampler->states[state[k]].ready * site->gpus.value);
        sum_add(&lost, waiting * (next - now) * hours_a_day);
        if (a < n_arrivals && arrivals[a] <= next) a++;
        while (k < sampler->n && landings[k] <= next) k++;
    }
    return sum_value(&lost);
}

static void fill_gpus(const struct sampler *sampler, struct result_delivery *out)
{
    const struct site *site = &sampler->scenario->site;
    out->gpu_hours_lost_mean = out->gpu_hours_lost_p90 = (double)NAN;
    if (site->n_arrivals == 0) return;
    double *arrivals = ARENA_ARRAY(sampler->arena, double, site->n_arrivals), *lost = ARENA_ARRAY(sampler->arena, double, sampler->draws);
    for (int a = 0; a < site->n_arrivals; a++) arrivals[a] = site->arrivals[a].date.value;
    sort(arrivals, site->n_arrivals);
    struct sum all = {0};
    for (int i = 0; i < sampler->draws; i++) {
        lost[i] = hours_lost(sampler, i, arrivals, site->n_arrivals);
        sum_add(&all, lost[i]);
    }
    sort(lost, sampler->draws);
    out->gpu_hours_lost_mean = sum_value(&all) / sampler->draws;
    out->gpu_hours_lost_p90 = quantile(lost, sampler->draws, 0.9);
}

/* --- what stands on a date -------------------------------------------------------------------------------- */

/* Values of the states that occur on a date, and how often. */
struct weighed { double value; int64_t count; };

static bool lighter(const void *a, const void *b, const void *context)
{
    (void)context;
    return ((const struct weighed *)a)->value < ((const struct weighed *)b)->value;
}

static void three_quantiles(struct weighed *values, int n, int draws, double *p10, double *p50, double *p90)
{
    const double ps[] = {0.1, 0.5, 0.9};
    double *const to[] = {p10, p50, p90};
    order_sort(values, (size_t)n, sizeof *values, lighter, NULL);
    for (int q = 0; q < 3; q++) {
        int64_t below = 0;
        int k = 0;
        for (; k < n - 1 && (double)(below + values[k].count) < ps[q] * draws - 1e-9; k++) below += values[k].count;
        *to[q] = values[k].value;
    }
}

static double value_in(const struct delivery_state *can, int quantity)
{
    return quantity == 0 ? can->usable_bytes : quantity == 1 ? can->read_bytes_per_s : quantity == 2 ? can->write_bytes_per_s : can->storage_w;
}

static void fill_point(const struct sampler *sampler, double days, int64_t *counts, struct weighed *values, struct arena *arena, struct result_delivery_point *point)
{
    memset(counts, 0, sampler->n_states * sizeof *counts);
    for (int i = 0; i < sampler->draws; i++) counts[sampler->state[(size_t)i * (size_t)(sampler->n + 1) + (size_t)landed_by(sampler, i, days)]]++;
    double *const to[4][3] = {
        {&point->usable_p10_bytes, &point->usable_p50_bytes, &point->usable_p90_bytes},
        {&point->read_p10_bytes_per_s, &point->read_p50_bytes_per_s, &point->read_p90_bytes_per_s},
        {&point->write_p10_bytes_per_s, &point->write_p50_bytes_per_s, &point->write_p90_bytes_per_s},
        {&point->storage_p10_w, &point->storage_p50_w, &point->storage_p90_w}};
    for (int quantity = 0; quantity < 4; quantity++) {
        int n = 0;
        for (size_t s = 0; s < sampler->n_states; s++)
            if (counts[s] > 0) values[n++] = (struct weighed){value_in(&sampler->states[s].can, quantity), counts[s]};
        three_quantiles(values, n, sampler->draws, to[quantity][0], to[quantity][1], to[quantity][2]);
    }
    point->date = date_of(arena, days);
    point->gpus = sampler->scenario->site.n_arrivals ? gpus_by(&sampler->scenario->site, days) : (double)NAN;
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

static void event_dates(const struct sampler *sampler, const double *completed, struct dates *dates)
{
    const struct scenario *scenario = sampler->scenario;
    double first = never, *nominal = ARENA_ARRAY(sampler->arena, double, sampler->n);
    for (int i = 0; i < sampler->draws; i++) first = fmin(first, sampler->sorted[(size_t)i * (size_t)sampler->n]);
    add_months(dates, first, quantile(completed, sampler->draws, 0.995));
    stages_nominal(sampler->stages, STAGES_AS_STATED, nominal);
    for (int d = 0; d < sampler->n; d++) add_date(dates, nominal[d]);
    for (int a = 0; a < scenario->site.n_arrivals; a++) add_date(dates, scenario->site.arrivals[a].date.value);
    add_date(dates, given_date(scenario->as_of_days));
    add_date(dates, given_date(scenario->needed_by_days));
    sort(dates->days, dates->n);
    int kept = 0;
    for (int k = 0; k < dates->n; k++)
        if (k == 0 || dates->days[k] > dates->days[kept - 1]) dates->days[kept++] = dates->days[k];
    dates->n = kept;
}

static void fill_points(const struct sampler *sampler, const double *completed, struct arena *arena, struct result_delivery *out)
{
    struct dates dates = {ARENA_ARRAY(sampler->arena, double, 2 * MOST_MONTHS + sampler->n + sampler->scenario->site.n_arrivals + 2), 0};
    event_dates(sampler, completed, &dates);
    int64_t *counts = ARENA_ARRAY(sampler->arena, int64_t, sampler->n_states);
    struct weighed *values = ARENA_ARRAY(sampler->arena, struct weighed, sampler->n_states);
    out->points = ARENA_ARRAY(arena, struct result_delivery_point, dates.n);
    for (int k = 0; k < dates.n; k++) fill_point(sampler, dates.days[k], counts, values, arena, &out->points[out->n_points++]);
}

/* --- the whole ---------------------------------------------------------------------------------------------- */

static struct result_delivery nothing_delivered(const struct scenario *scenario, struct arena *arena)
{
    const double unknown = (double)NAN;
    return (struct result_delivery){.as_of = date_of(arena, given_date(scenario->as_of_days)), .needed_by = date_of(arena, given_date(scenario->needed_by_days)),
                                    .complete_p10 = "", .complete_p50 = "", .complete_p90 = "", .complete_by_as_of = unknown,
                                    .complete_by_needed = unknown, .gpu_hours_lost_mean = unknown, .gpu_hours_lost_p90 = unknown};
}

static void simulate(struct sampler *sampler, struct arena *arena, struct result_delivery *out)
{
    place_deliveries(sampler);
    draw_everything(sampler);
    const double *completed = completions(sampler);
    fill_items(sampler, arena, out);
    fill_requirements(sampler, arena, out);
    fill_completion(sampler, completed, arena, out);
    fill_gpus(sampler, out);
    fill_points(sampler, completed, arena, out);
}

void delivery_simulate(const struct delivery_question *question, struct arena *arena, struct result_delivery *out)
{
    const struct scenario *scenario = question->plan->scenario;
    *out = nothing_delivered(scenario, arena);
    if (scenario->n_deliveries == 0) return;
    struct arena *scratch = arena_new();
    struct sampler sampler = {.question = question, .scenario = scenario, .arena = scratch, .n = scenario->n_deliveries, .n_pools = scenario->n_pools,
                              .draws = stages_draws(scenario), .known = order_map_new(scratch)};
    sampler.stages = stages_of(question->plan, question->catalog, scratch);
    sampler.landed = ARENA_ARRAY(scratch, double, scenario->n_pools);
    sampler.key = ARENA_ARRAY(scratch, int64_t, scenario->n_pools);
    out->draws = sampler.draws;
    simulate(&sampler, arena, out);
    arena_free(scratch);
}
