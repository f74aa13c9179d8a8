#include "input/delivery_checks.h"

#include <math.h>

#include "base/text.h"
#include "types/diag_codes.h"

static bool told(void)
{
    return false;
}
#define MISTAKE(reader, ...) (diag_error((reader)->diags, __VA_ARGS__), told())

enum { MOST_DELIVERIES = 64, MOST_ARRIVALS = 100 };

static const struct pool *pool_of(const struct scenario *scenario, const struct delivery *delivery)
{
    for (int p = 0; p < scenario->n_pools; p++)
        if (scenario->pools[p].name && text_equal(scenario->pools[p].name, delivery->pool)) return &scenario->pools[p];
    return NULL;
}

/* --- resolving ------------------------------------------------------------------------------------ */

static void resolve_shares(struct scenario *scenario, const char *pool)
{
    double left = 1.0;
    int open = 0;
    for (int d = 0; d < scenario->n_deliveries; d++) {
        const struct delivery *delivery = &scenario->deliveries[d];
        if (!text_equal(delivery->pool, pool)) continue;
        if (delivery->share.given) left -= delivery->share.value;
        else if (!delivery->nodes.given) open++;
    }
    for (int d = 0; d < scenario->n_deliveries; d++) {
        struct delivery *delivery = &scenario->deliveries[d];
        if (!text_equal(delivery->pool, pool) || delivery->share.given || delivery->nodes.given) continue;
        delivery->share.value = delivery->share.lo = delivery->share.hi = left / open;
    }
}

static bool has_third_party(const struct pool *pool)
{
    for (int g = 0; g < pool->n_groups; g++)
        if (pool->groups[g].node && pool->groups[g].node->third_party) return true;
    return pool->front_end_node && pool->front_end_node->third_party;
}

/* The model is read only where some hardware waits for it: what a scenario does not reach is not in its manifest. */
static bool resolve_approval(struct reader *reader, struct scenario *scenario)
{
    for (int d = 0; d < scenario->n_deliveries; d++) {
        const struct delivery *delivery = &scenario->deliveries[d];
        const struct pool *pool = pool_of(scenario, delivery);
        if (!pool || !delivery->ordered.given || delivery->approval_s.given || !has_third_party(pool)) continue;
        scenario->policy.approval_model = reader->find_model(reader->models, MODEL_LEAD_TIME, "facility-approval", delivery->at);
        return scenario->policy.approval_model != NULL;
    }
    return true;
}

bool delivery_checks_resolve(struct reader *reader, const struct yaml_node *tree, struct scenario *scenario)
{
    (void)tree;
    for (int p = 0; p < scenario->n_pools; p++)
        if (scenario->pools[p].name) resolve_shares(scenario, scenario->pools[p].name);
    return scenario->policy.approval_s.given || resolve_approval(reader, scenario);
}

/* --- checking ------------------------------------------------------------------------------------- */

static bool stages_are_of_orders(struct reader *reader, const struct delivery *delivery)
{
    const struct { const struct quantity *stage; const char *key; } stages[] = {
        {&delivery->lead_s, "lead"}, {&delivery->qualification_s, "qualification"}, {&delivery->approval_s, "approval"}, {&delivery->install_s, "install"}};
    for (size_t s = 0; s < sizeof stages / sizeof stages[0]; s++)
        if (stages[s].stage->given)
            return MISTAKE(reader, stages[s].stage->at, DIAG_CONFLICT, "delivery of %s: `%s` beside `committed`, a date that holds all stages; expected `ordered`",
                           delivery->pool, stages[s].key);
    if (!delivery->serial) return true;
    return MISTAKE(reader, delivery->at, DIAG_CONFLICT, "delivery of %s: `serial` beside `committed`, a date that holds all stages; expected `ordered`", delivery->pool);
}

static bool has_one_date(struct reader *reader, const struct delivery *delivery)
{
    const bool committed = delivery->committed.given, ordered = delivery->ordered.given;
    if (!committed && !ordered)
        return MISTAKE(reader, delivery->at, DIAG_MISSING_KEY, "delivery of %s: no date; expected `committed` or `ordered`, as in 2026-01-15", delivery->pool);
    if (!committed) return true;
    if (!ordered) return stages_are_of_orders(reader, delivery);
    if (isnan(delivery->committed.value) || isnan(delivery->ordered.value)) return true;      /* told before */
    return MISTAKE(reader, delivery->ordered.at, DIAG_CONFLICT, "delivery of %s: `committed` and `ordered`; expected a promised date, or an order and its stages", delivery->pool);
}

static bool shares_add_up(struct reader *reader, const struct scenario *scenario, const char *pool)
{
    double sum = 0.0;
    int n = 0, by_nodes = 0, open = 0;
    struct place last = {0};
    for (int d = 0; d < scenario->n_deliveries; d++) {
        const struct delivery *delivery = &scenario->deliveries[d];
        if (!text_equal(delivery->pool, pool)) continue;
        n++;
        by_nodes += delivery->nodes.given;
        open += !delivery->nodes.given && !delivery->share.given;
        if (delivery->nodes.given && delivery->share.given)
            return MISTAKE(reader, delivery->at, DIAG_CONFLICT, "delivery of %s: `share` and `nodes`; expected one of them", pool);
        if (!delivery->nodes.given && !(delivery->share.value > 0.0))
            return MISTAKE(reader, delivery->at, DIAG_CONFLICT, "delivery of %s: nothing is left of the pool; expected shares that add up to 1", pool);
        sum += delivery->share.value;
        last = delivery->at;
    }
    if (n == 0) return true;
    if (by_nodes > 0 && by_nodes < n) return MISTAKE(reader, last, DIAG_CONFLICT, "deliveries of %s: some by `nodes`, some by `share`; expected all of one kind", pool);
    if (by_nodes > 0 || open > 0 || fabs(sum - 1.0) <= 1e-6) return true;
    return MISTAKE(reader, last, DIAG_CONFLICT, "deliveries of %s: the shares add up to %.6g; expected 1", pool, sum);
}

static bool arrivals_fit(struct reader *reader, const struct yaml_node *tree, const struct site *site)
{
    const struct yaml_node *list = yaml_tree_find(yaml_tree_find(yaml_tree_find(tree, "site"), "gpus"), "arrivals");
    double sum = 0.0;
    for (int a = 0; a < site->n_arrivals; a++) sum += site->arrivals[a].count.value;
    if (site->n_arrivals > MOST_ARRIVALS) return MISTAKE(reader, list->at, DIAG_OUT_OF_RANGE, "arrivals: %d; expected %d at most", site->n_arrivals, (int)MOST_ARRIVALS);
    if (!(sum > site->gpus.value)) return true;
    return MISTAKE(reader, list->at, DIAG_TOO_MANY_GPUS, "arrivals: %.0f GPUs land, the site has %.0f", sum, site->gpus.value);
}

bool delivery_checks_sound(struct reader *reader, const struct yaml_node *tree, const struct scenario *scenario)
{
    bool ok = arrivals_fit(reader, tree, &scenario->site);
    if (scenario->n_deliveries > MOST_DELIVERIES)
        ok = MISTAKE(reader, yaml_tree_find(tree, "delivery")->at, DIAG_OUT_OF_RANGE, "delivery: %d items; expected %d at most", scenario->n_deliveries, (int)MOST_DELIVERIES);
    for (int d = 0; d < scenario->n_deliveries; d++)
        if (scenario->deliveries[d].pool) ok = has_one_date(reader, &scenario->deliveries[d]) && ok;
    for (int p = 0; p < scenario->n_pools; p++)
        if (scenario->pools[p].name) ok = shares_add_up(reader, scenario, scenario->pools[p].name) && ok;
    return ok;
}
