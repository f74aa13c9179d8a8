#include "run/stages.h"

#include <math.h>

#include "base/order.h"
#include "base/text.h"
#include "base/units.h"
#include "stat/dist.h"
#include "stat/shuffle.h"

enum { DEFAULT_DRAWS = 20000 };

/* A time that may be chance or ignorance, and the stream it is drawn from. */
struct stages_time { const struct quantity *quantity; const char *stream; uint64_t slot; };

/* What one SKU under one stack waits for, whoever orders it first. */
struct stages_sku {
    const struct node_model *node;
    const char *vendor;
    struct stages_time *qualification; int n_qualification;
    bool begun;                          /* in the draw at hand */
    double qualified_days, approved_days;
};

/* One SKU of one delivery. */
struct stages_part { int sku; struct stages_time lead, qualification, approval; };

struct stages_delivery {
    const struct delivery *delivery;
    struct stages_time committed, ordered, install, slip;
    struct stages_part *parts; int n_parts;
    uint64_t slot;                       /* which of its pool's deliveries */
};

struct stages {
    const struct scenario *scenario;
    const struct catalog *catalog;
    struct arena *arena;
    struct stages_delivery *deliveries; int n_deliveries;
    int *order;                          /* deliveries by date of order, of equals the first listed */
    struct stages_sku *skus; int n_skus;
};

/* --- which quantities -------------------------------------------------------------------- */

static struct stages_time time_of(const struct quantity *quantity, const char *stream, uint64_t slot)
{
    return (struct stages_time){isfinite(quantity->value) && (quantity->given || quantity->value > 0.0) ? quantity : NULL, stream, slot};
}

static const struct lead_time_model *lead_model(const struct catalog *catalog, const char *name)
{
    for (int l = 0; name && l < catalog->n_lead_times; l++)
        if (text_equal(catalog->lead_times[l].head.name, name)) return &catalog->lead_times[l];
    return NULL;
}

static struct stages_time lead_of(const struct stages *stages, const struct stages_delivery *item, const struct node_model *node)
{
    const struct delivery *delivery = item->delivery;
    const struct lead_time_model *model = lead_model(stages->catalog, node->lead_time_model);
    const char *own = text_format(stages->arena, "delivery/%s/lead", delivery->pool);
    if (delivery->lead_s.given) return time_of(&delivery->lead_s, own, item->slot);
    if (node->lead_time_s.given) return time_of(&node->lead_time_s, text_format(stages->arena, "%s/%s", own, node->head.name), item->slot);
    if (model) return time_of(&model->time_s, text_format(stages->arena, "%s/%s", own, model->head.name), item->slot);
    return (struct stages_time){NULL, own, item->slot};
}

/* Of its cards each kind once. */
static void sku_qualification(const struct stages *stages, struct stages_sku *sku)
{
    const struct node_model *node = sku->node;
    sku->qualification = ARENA_ARRAY(stages->arena, struct stages_time, node->n_qualification + node->n_nics);
    for (int q = 0; q < node->n_qualification; q++) {
        if (!text_equal(node->qualification[q].stack_vendor, sku->vendor)) continue;
        sku->qualification[sku->n_qualification++] =
            time_of(&node->qualification[q].time_s, text_format(stages->arena, "qualification/%s/%s", node->head.name, sku->vendor), 0);
    }
    for (int n = 0; n < node->n_nics; n++) {
        const struct nic_model *nic = node->nics[n].nic;
        bool again = nic->qualification == QUALIFIED;
        for (int before = 0; before < n; before++) again = again || node->nics[before].nic == nic;
        if (!again) sku->qualification[sku->n_qualification++] = time_of(&nic->qualification_time_s, text_format(stages->arena, "qualification/%s", nic->head.name), 0);
    }
}

static int sku_of(struct stages *stages, const struct node_model *node, const char *vendor)
{
    for (int s = 0; s < stages->n_skus; s++)
        if (stages->skus[s].node == node && text_equal(stages->skus[s].vendor, vendor)) return s;
    struct stages_sku *sku = &stages->skus[stages->n_skus];
    *sku = (struct stages_sku){.node = node, .vendor = vendor};
    sku_qualification(stages, sku);
    return stages->n_skus++;
}

static const struct quantity nothing;

static struct stages_part part_of(struct stages *stages, const struct stages_delivery *item, const struct pool *pool, const struct node_model *node)
{
    const struct delivery *delivery = item->delivery;
    const struct policy *policy = &stages->scenario->policy;
    const char *name = node->head.name, *vendor = pool->stack->vendor ? pool->stack->vendor : "";
    const struct quantity *approval = delivery->approval_s.given ? &delivery->approval_s : policy->approval_s.given ? &policy->approval_s
                                    : policy->approval_model ? &policy->approval_model->time_s : &nothing;
    return (struct stages_part){
        .sku = sku_of(stages, node, vendor), .lead = lead_of(stages, item, node),
        .qualification = time_of(&delivery->qualification_s, text_format(stages->arena, "qualification/%s/%s", name, vendor), 0),
        .approval = time_of(node->third_party ? approval : &nothing, text_format(stages->arena, "approval/%s", name), 0)};
}

static const struct pool *pool_of(const struct scenario *scenario, const char *name)
{
    for (int p = 0; p < scenario->n_pools; p++)
        if (text_equal(scenario->pools[p].name, name)) return &scenario->pools[p];
    CHECK(false);
    return NULL;
}

static void fill_delivery(struct stages *stages, const struct delivery *delivery, struct stages_delivery *item)
{
    const struct pool *pool = pool_of(stages->scenario, delivery->pool);
    for (const struct delivery *before = stages->scenario->deliveries; before < delivery; before++)
        item->slot += text_equal(before->pool, delivery->pool);
    item->delivery = delivery;
    item->committed = time_of(&delivery->committed, text_format(stages->arena, "delivery/%s/committed", delivery->pool), item->slot);
    item->ordered = time_of(&delivery->ordered, text_format(stages->arena, "delivery/%s/ordered", delivery->pool), item->slot);
    item->install = time_of(&delivery->install_s, text_format(stages->arena, "delivery/%s/install", delivery->pool), item->slot);
    item->slip = time_of(&delivery->slip_s, text_format(stages->arena, "delivery/%s/slip", delivery->pool), item->slot);
    item->parts = ARENA_ARRAY(stages->arena, struct stages_part, pool->n_groups + 1);
    if (!delivery->ordered.given) return;
    for (int g = 0; g < pool->n_groups; g++) item->parts[item->n_parts++] = part_of(stages, item, pool, pool->groups[g].node);
    if (pool->path->front_end == FRONT_END_SEPARATE && pool->front_end_node) item->parts[item->n_parts++] = part_of(stages, item, pool, pool->front_end_node);
}

static bool ordered_before(const void *a, const void *b, const void *context)
{
    const struct stages *stages = context;
    return stages->deliveries[*(const int *)a].delivery->ordered.value < stages->deliveries[*(const int *)b].delivery->ordered.value;
}

struct stages *stages_of(const struct site_plan *plan, const struct catalog *catalog, struct arena *arena)
{
    const struct scenario *scenario = plan->scenario;
    struct stages *stages = ARENA_NEW(arena, struct stages);
    int most = 0;
    for (int p = 0; p < scenario->n_pools; p++) most += scenario->pools[p].n_groups + 1;
    *stages = (struct stages){.scenario = scenario, .catalog = catalog, .arena = arena, .n_deliveries = scenario->n_deliveries,
                              .deliveries = ARENA_ARRAY(arena, struct stages_delivery, scenario->n_deliveries),
                              .order = ARENA_ARRAY(arena, int, scenario->n_deliveries), .skus = ARENA_ARRAY(arena, struct stages_sku, most)};
    int n = 0;
    for (int d = 0; d < scenario->n_deliveries; d++) {
        fill_delivery(stages, &scenario->deliveries[d], &stages->deliveries[d]);
        if (scenario->deliveries[d].ordered.given) stages->order[n++] = d;
    }
    order_sort(stages->order, (size_t)n, sizeof *stages->order, ordered_before, stages);
    for (int d = 0; d < scenario->n_deliveries; d++)
        if (!scenario->deliveries[d].ordered.given) stages->order[n++] = d;
    return stages;
}

/* --- which part of which pool -------------------------------------------------------------- */

static double planned_nodes(const struct plan_pool *pool)
{
    double nodes = 0.0;
    for (int g = 0; g < pool->n_groups; g++) nodes += pool->groups[g].nodes;
    return nodes;
}

void stages_places(const struct site_plan *plan, int *pool, double *share)
{
    const struct scenario *scenario = plan->scenario;
    for (int d = 0; d < scenario->n_deliveries; d++) {
        const struct delivery *delivery = &scenario->deliveries[d];
        for (pool[d] = 0; !text_equal(scenario->pools[pool[d]].name, delivery->pool);) pool[d]++;
        const double nodes = planned_nodes(&plan->pools[pool[d]]);
        share[d] = delivery->nodes.given ? (nodes > 0.0 ? fmin(1.0, delivery->nodes.value / nodes) : 1.0) : delivery->share.value;
    }
}

/* --- one draw ---------------------------------------------------------------------------- */

int stages_draws(const struct scenario *scenario)
{
    const double draws = scenario->study.delivery_draws.value;
    return draws >= 1.0 ? (int)draws : DEFAULT_DRAWS;
}

/* `draw` < 0: nominal. */
struct chance { uint64_t seed; int64_t draw; uint64_t draws; };

/* In (0, 1): a point of its n-th of the probability. */
static double probability_of(const struct chance *chance, struct stages_time time)
{
    struct rng keys = rng_stream(chance->seed, 0, time.stream, 2 * time.slot), within = rng_stream(chance->seed, (uint64_t)chance->draw, time.stream, 2 * time.slot + 1);
    const double place = (double)shuffle_place(&keys, (uint64_t)chance->draw, chance->draws);
    return (place + rng_uniform_open(&within)) / (double)chance->draws;
}

static double value_of(const struct chance *chance, struct stages_time time)
{
    const struct quantity *quantity = time.quantity;
    if (!quantity) return 0.0;
    const bool random = quantity->dist.kind != DIST_NONE, ranged = quantity->hi > quantity->lo;
    if (chance->draw < 0 || (!random && !ranged)) return quantity->value;
    const double p = probability_of(chance, time);
    if (random) return fmax(0.0, dist_quantile(&quantity->dist, p));
    return quantity->lo + (quantity->hi - quantity->lo) * p;
}

static double days_of(const struct chance *chance, struct stages_time time)
{
    return value_of(chance, time) / UNITS_DAY_S;
}

/* What this SKU's qualification takes when `part` is the first to order it. */
static double qualification_days(const struct chance *chance, const struct stages_part *part, const struct stages_sku *sku)
{
    if (part->qualification.quantity) return days_of(chance, part->qualification);
    double longest = 0.0;
    for (int q = 0; q < sku->n_qualification; q++) longest = fmax(longest, days_of(chance, sku->qualification[q]));
    return longest;
}

static double part_ready(const struct chance *chance, const struct stages_part *part, struct stages_sku *sku, double ordered, bool serial, enum stage *last)
{
    const double arrived = ordered + days_of(chance, part->lead), first = sku->node->first_available.value;
    if (!sku->begun) {
        sku->qualified_days = (serial ? arrived : ordered) + qualification_days(chance, part, sku);
        sku->approved_days = (serial ? sku->qualified_days : ordered) + days_of(chance, part->approval);
        sku->begun = true;
    }
    double ready = arrived;
    *last = STAGE_LEAD;
    if (sku->qualified_days > ready) { ready = sku->qualified_days; *last = STAGE_QUALIFICATION; }
    if (sku->approved_days > ready) { ready = sku->approved_days; *last = STAGE_APPROVAL; }
    if (first > ready) { ready = first; *last = STAGE_AVAILABLE; }       /* false while it is unknown */
    return ready;
}

static double in_service(struct stages *stages, const struct chance *chance, const struct stages_delivery *item, enum stages_mode mode, enum stage *last)
{
    const bool serial = mode == STAGES_AS_STATED ? item->delivery->serial : mode == STAGES_SERIAL;
    double ready = item->delivery->ordered.given ? value_of(chance, item->ordered) : value_of(chance, item->committed);
    const double ordered = ready;
    *last = STAGE_LEAD;
    for (int p = 0; p < item->n_parts; p++) {
        enum stage by;
        const double part = part_ready(chance, &item->parts[p], &stages->skus[item->parts[p].sku], ordered, serial, &by);
        if (part <= ready) continue;
        ready = part;
        *last = by;
    }
    ready += days_of(chance, item->install);
    return ready + days_of(chance, item->slip);
}

static void draw_all(struct stages *stages, const struct chance *chance, enum stages_mode mode, double *days, enum stage *last)
{
    for (int s = 0; s < stages->n_skus; s++) stages->skus[s].begun = false;
    for (int k = 0; k < stages->n_deliveries; k++) {
        const int d = stages->order[k];
        enum stage by;
        days[d] = in_service(stages, chance, &stages->deliveries[d], mode, &by);
        if (last) last[d] = by;
    }
}

void stages_draw(struct stages *stages, uint64_t draw, enum stages_mode mode, double *days, enum stage *last)
{
    const struct chance chance = {stages->scenario->study.seed, (int64_t)draw, (uint64_t)stages_draws(stages->scenario)};
    draw_all(stages, &chance, mode, days, last);
}

void stages_nominal(struct stages *stages, enum stages_mode mode, double *days)
{
    const struct chance chance = {stages->scenario->study.seed, -1, 0};
    draw_all(stages, &chance, mode, days, NULL);
}

/* --- in words ----------------------------------------------------------------------------- */

const char *stages_name(enum stage stage)
{
    static const char *const names[STAGE_COUNT] = {[STAGE_LEAD] = "lead", [STAGE_QUALIFICATION] = "qualification", [STAGE_APPROVAL] = "approval",
                                                   [STAGE_INSTALL] = "install", [STAGE_SLIP] = "slip", [STAGE_AVAILABLE] = "first availability"};
    return names[stage];
}

static const char *law_of(const struct quantity *quantity)
{
    static const char *const names[DIST_KINDS] = {
        [DIST_NONE] = "", [DIST_CONSTANT] = "fixed", [DIST_UNIFORM] = "uniform", [DIST_EXPONENTIAL] = "exponential", [DIST_NORMAL] = "normal",
        [DIST_LOGNORMAL] = "lognormal", [DIST_WEIBULL] = "weibull", [DIST_TRIANGULAR] = "triangular", [DIST_GAMMA] = "gamma", [DIST_DISCRETE] = "discrete"};
    if (quantity->dist.kind != DIST_NONE) return names[quantity->dist.kind];
    return quantity->hi > quantity->lo ? "range, drawn uniformly" : "fixed";
}

/* The ends of what is drawn; NAN where the law has none. */
static void ends_of(const struct quantity *quantity, double *lo, double *hi)
{
    const bool ends = quantity->dist.kind == DIST_UNIFORM || quantity->dist.kind == DIST_TRIANGULAR;
    *lo = quantity->dist.kind == DIST_NONE ? quantity->lo : ends ? quantity->dist.low : (double)NAN;
    *hi = quantity->dist.kind == DIST_NONE ? quantity->hi : ends ? quantity->dist.high : (double)NAN;
}

static void describe(struct arena *arena, const char *sku, enum stage stage, struct stages_time time, struct result_delivery_item *item)
{
    if (!time.quantity || !(time.quantity->value > 0.0 || time.quantity->hi > 0.0 || time.quantity->dist.kind != DIST_NONE)) return;
    struct result_delivery_stage *line = &item->stages[item->n_stages++];
    const char *path = time.quantity->path;
    *line = (struct result_delivery_stage){.sku = text_copy(arena, sku), .stage = stages_name(stage), .law = law_of(time.quantity),
                                           .source = path ? text_copy(arena, path) : "", .nominal_s = time.quantity->value};
    ends_of(time.quantity, &line->lo_s, &line->hi_s);
}

static void assume_first(const struct stages_delivery *item, const struct node_model *node, struct text *note)
{
    char first[64];
    if (!(node->first_available.value > item->delivery->ordered.value)) return;
    text_printf(note, "%s%s can be had from %s", note->length ? "; " : "", node->head.name, units_format(node->first_available.value, UNIT_DAYS, 10, first));
}

/* Stages that nobody states, and so take no time here; and SKUs that cannot be had yet when they are ordered. */
static const char *assumed(const struct stages_delivery *item, const struct stages *stages, struct arena *arena)
{
    struct text note = text_new(arena);
    for (int p = 0; p < item->n_parts; p++) {
        const struct stages_part *part = &item->parts[p];
        const struct node_model *node = stages->skus[part->sku].node;
        assume_first(item, node, &note);
        if (!part->lead.quantity) text_printf(&note, "%sno lead time of %s is stated: 0 d", note.length ? "; " : "", node->head.name);
        if (node->third_party && !part->approval.quantity) text_printf(&note, "%sno approval of %s is stated: 0 d", note.length ? "; " : "", node->head.name);
    }
    if (item->n_parts > 0 && !item->install.quantity) text_printf(&note, "%sno time to install is stated: 0 d", note.length ? "; " : "");
    return note.bytes;
}

void stages_describe(const struct stages *stages, int delivery, struct arena *arena, struct result_delivery_item *item)
{
    const struct stages_delivery *from = &stages->deliveries[delivery];
    int most = 2;
    for (int p = 0; p < from->n_parts; p++) most += 3 + stages->skus[from->parts[p].sku].n_qualification;
    item->stages = ARENA_ARRAY(arena, struct result_delivery_stage, most);
    for (int p = 0; p < from->n_parts; p++) {
        const struct stages_part *part = &from->parts[p];
        const struct stages_sku *sku = &stages->skus[part->sku];
        const char *name = sku->node->head.name;
        describe(arena, name, STAGE_LEAD, part->lead, item);
        describe(arena, name, STAGE_QUALIFICATION, part->qualification, item);
        for (int q = 0; q < sku->n_qualification && !part->qualification.quantity; q++) describe(arena, name, STAGE_QUALIFICATION, sku->qualification[q], item);
        describe(arena, name, STAGE_APPROVAL, part->approval, item);
    }
    describe(arena, "", STAGE_INSTALL, from->install, item);
    describe(arena, "", STAGE_SLIP, from->slip, item);
    item->note = assumed(from, stages, arena);
}
