#include "plan/sizing.h"

#include <math.h>

#include "plan/code.h"
#include "plan/place.h"
#include "plan/tier_plan.h"
#include "types/diag_codes.h"

/* What a sum of rounded terms may lack: not a node. */
static const double tolerance = 1e-12;
static const double most_nodes = 1e9;

/* --- what follows from counts --------------------------------------------------------- */

static void settle_group(const struct box *box, struct plan_group *group)
{
    group->hosts = box_hosts(group->node, group->nodes);
    group->drives = group->nodes * box->drives;
    group->buffer_drives = group->nodes * box->buffer_drives;
    group->raw_bytes = group->nodes * box_value(&(struct quantity){.value = box->raw_bytes}, 0.0);
    group->idle_w = group->hosts * box_value(&group->node->idle_w, 0.0);
    group->max_w = group->hosts * box_value(&group->node->max_w, 0.0);
}

static double count_domains(const struct plan_pool *pool)
{
    double domains = 0.0;
    for (int g = 0; g < pool->n_groups; g++)
        domains += pool->pool->failure_domain == DOMAIN_RACK ? place_domain_racks(pool, g)
            : pool->groups[g].node->kind == NODE_SERVICE     ? pool->groups[g].nodes
                                                             : pool->groups[g].hosts;
    return domains;
}

/* Weights of the groups by the pool's placement: usable bytes, own read bound or as pinned. */
static double placement_weight(const struct rows_pool *rows, int group)
{
    const struct pool *pool = rows->pool->pool;
    if (pool->placement == PLACE_PINNED) return box_value(&pool->groups[group].fill_share, 0.0);
    if (pool->placement == PLACE_BY_CAPACITY) return rows->pool->groups[group].usable_bytes;
    const double bound = rows_group_bound(rows, group, OP_READ);
    return isfinite(bound) ? bound : 0.0;
}

static void settle_shares(const struct rows_pool *rows)
{
    struct plan_pool *pool = rows->pool;
    double total = 0.0;
    for (int g = 0; g < pool->n_groups; g++) total += placement_weight(rows, g);
    for (int g = 0; g < pool->n_groups; g++) {
        const double weight = placement_weight(rows, g);
        pool->groups[g].share = total > 0.0 ? weight / total : 0.0;
    }
    if (pool->n_groups == 1) pool->groups[0].share = 1.0;
    if (pool->front_ends) pool->front_ends->share = 1.0;
}

/* Bytes follow shares, so where these don't follow capacity a group fills before the others. */
static double fillable(const struct plan_pool *pool)
{
    double sum = 0.0, first_full = (double)INFINITY;
    for (int g = 0; g < pool->n_groups; g++) {
        const struct plan_group *group = &pool->groups[g];
        sum += group->usable_bytes;
        if (group->share > 0.0) first_full = fmin(first_full, group->usable_bytes / group->share);
    }
    return pool->pool->placement == PLACE_BY_CAPACITY || pool->n_groups == 1 ? sum : fmin(sum, first_full);
}

bool sizing_settle(const struct rows_pool *rows)
{
    struct plan_pool *pool = rows->pool;
    const struct stack_model *stack = pool->pool->stack;
    for (int g = 0; g < pool->n_groups; g++) settle_group(&rows->boxes[g], &pool->groups[g]);
    if (pool->front_ends) settle_group(&rows->boxes[pool->n_groups], pool->front_ends);
    pool->domains = count_domains(pool);
    const struct code_fit fit = code_at(&stack->code, pool->domains);
    pool->stripe_width = fit.width;
    pool->data_strips = fit.data_strips;
    pool->efficiency = fit.efficiency;
    pool->survives = fit.survives;
    const double kept = fit.efficiency * (1.0 - box_value(&stack->reserve, 0.0)) * box_value(&pool->pool->data_reduction, 1.0);
    pool->raw_bytes = 0.0;
    for (int g = 0; g < pool->n_groups; g++) {
        pool->raw_bytes += pool->groups[g].raw_bytes;
        pool->groups[g].usable_bytes = pool->groups[g].raw_bytes * kept;
    }
    settle_shares(rows);
    pool->usable_bytes = fillable(pool);
    return fit.fits;
}

/* --- needs ---------------------------------------------------------------------------- */

static double must_at_least(const struct scenario *scenario, enum requirement_quantity quantity, double needed)
{
    for (int r = 0; r < scenario->n_requirements; r++) {
        const struct requirement *requirement = &scenario->requirements[r];
        const bool lower = requirement->comparison == CMP_GE || requirement->comparison == CMP_GT;
        if (requirement->level == LEVEL_MUST && requirement->quantity == quantity && lower)
            needed = isnan(needed) ? requirement->limit.value : fmax(needed, requirement->limit.value);
    }
    return needed;
}

static double share_of(const struct quantity *share, int n_pools)
{
    return n_pools == 1 && !share->given ? 1.0 : box_value(share, 0.0);
}

struct sizing_needs sizing_needs(const struct site_plan *plan, const struct plan_pool *pool)
{
    const struct scenario *scenario = plan->scenario;
    const int p = (int)(pool - plan->pools);
    const double read_share = tier_plan_share(plan, p, OP_READ), write_share = tier_plan_share(plan, p, OP_WRITE);
    const double drained_from = tier_plan_drained(plan, p, OP_READ), drained_to = tier_plan_drained(plan, p, OP_WRITE);
    const double usable = must_at_least(scenario, REQ_USABLE_CAPACITY, scenario->demand.usable_bytes.value), wanted = tier_plan_wanted(plan, p);
    return (struct sizing_needs){
        .usable_bytes = isnan(wanted) ? usable * share_of(&pool->pool->capacity_share, plan->n_pools) : wanted,
        .read = must_at_least(scenario, REQ_READ_CAPABILITY, plan->demand_read_peak) * read_share,
        .write = must_at_least(scenario, REQ_WRITE_CAPABILITY, plan->demand_write_peak) * write_share + drained_to,
        .read_peak = plan->demand_read_peak * read_share + drained_from,
        .write_peak = plan->demand_write_peak * write_share + drained_to,
        .simultaneous = scenario->demand.coincidence == COINCIDENCE_SIMULTANEOUS};
}

static struct sizing_needs with_headroom(const struct sizing *sizing, struct sizing_needs needs)
{
    const double more = 1.0 + box_value(&sizing->headroom, 0.0);
    needs.usable_bytes /= box_value(&sizing->fill_limit, 1.0);
    needs.read *= more;
    needs.write *= more;
    needs.read_peak *= more;
    needs.write_peak *= more;
    return needs;
}

/* --- need ÷ have, by rule ------------------------------------------------------------- */

static double zero_if_none(double demanded) { return isnan(demanded) ? 0.0 : demanded; }

static double total_nodes(const struct plan_pool *pool)
{
    double nodes = 0.0;
    for (int g = 0; g < pool->n_groups; g++) nodes += pool->groups[g].nodes;
    return nodes;
}

static double domain_out_ratio(const struct rows_pool *rows, const struct sizing_needs *needs, bool front)
{
    const double read = zero_if_none(needs->read), write = zero_if_none(needs->write);
    double ratio = fmax(rows_load(rows, read, 0.0, true, front), rows_load(rows, 0.0, write, true, front));
    if (needs->simultaneous)
        ratio = fmax(ratio, rows_load(rows, zero_if_none(needs->read_peak), zero_if_none(needs->write_peak), true, front));
    return ratio;
}

/* A search for the fewest nodes of one group that meet all rules of a mask. */
struct search {
    const struct rows_pool *rows;
    struct plan_group *group;
    const struct sizing_needs *needs;
    bool front;                          /* the group is the pool's front ends: their rows count */
    unsigned rules;                      /* bits of enum sizing_rule */
};

static double capacity_ratio(const struct search *search)
{
    const double needed = zero_if_none(search->needs->usable_bytes);
    return search->front || needed <= 0.0 ? 0.0 : needed / search->rows->pool->usable_bytes;
}

static double rule_ratio(const struct search *search, enum sizing_rule rule, bool fits)
{
    const struct rows_pool *rows = search->rows;
    const struct sizing_needs *needs = search->needs;
    switch (rule) {
    case RULE_CAPACITY: return capacity_ratio(search);
    case RULE_READ: return rows_load(rows, zero_if_none(needs->read), 0.0, false, search->front);
    case RULE_WRITE: return rows_load(rows, 0.0, zero_if_none(needs->write), false, search->front);
    case RULE_COINCIDENCE:
        return rows_load(rows, zero_if_none(needs->read_peak), zero_if_none(needs->write_peak), false, search->front);
    case RULE_DOMAIN_OUT: return domain_out_ratio(rows, needs, search->front);
    case RULE_MIN_CLUSTER: return fits && total_nodes(rows->pool) >= box_value(&rows->pool->pool->stack->min_nodes, 1.0) ? 0.0 : (double)INFINITY;
    default: return 0.0;
    }
}

static double ratio_at(const struct search *search, double nodes)
{
    search->group->nodes = nodes;
    const bool fits = sizing_settle(search->rows);
    double ratio = !fits && !search->front ? (double)INFINITY : 0.0;
    for (int rule = RULE_CAPACITY; rule <= RULE_MIN_CLUSTER; rule++)
        if (search->rules & (1u << rule)) ratio = fmax(ratio, rule_ratio(search, (enum sizing_rule)rule, fits));
    return ratio;
}

/* A count tried, and how much of the need it has. */
struct tried { double nodes, have; };

/* Where the line through two trials has all that is needed; NAN when they lie level. */
static double on_the_line(struct tried a, struct tried b)
{
    const double slope = (b.have - a.have) / (b.nodes - a.nodes);
    return slope > 0.0 && isfinite(slope) ? ceil(b.nodes + (1.0 - b.have) / slope) : (double)NAN;
}

/* The next count to try, between one that fails and one that meets (INFINITY: none yet): what a
 * node adds is nearly constant, so a line through the last two trials mostly hits. */
static double next_trial(struct tried before, struct tried last, double fails, double meets, int step)
{
    if (step == 0 && last.have >= 1.0 && last.have < 1.5) return fmax(fails + 1.0, last.nodes - 1.0);   /* a good first guess: the fewest? */
    const double guess = step == 0 ? ceil(last.nodes / last.have) : on_the_line(before, last);
    if (isinf(meets)) {
        const double doubled = 2.0 * fails + 1.0;
        if (!isfinite(guess) || step > 6) return fmin(most_nodes, doubled);
        return fmin(most_nodes, fmax(guess, fails + 1.0));
    }
    if (isnan(guess) || isinf(guess) || step > 12) return floor(0.5 * (fails + meets));
    return fmin(fmax(guess, fails + 1.0), meets - 1.0);
}

/* Fewest n >= lowest with ratio(n) <= 1; NAN: none up to a billion. Starts at `first`. */
static double fewest(const struct search *search, double lowest, double first)
{
    double fails = lowest - 1.0, meets = (double)INFINITY;
    struct tried before = {0.0, 0.0}, last = {fmax(lowest, first), 0.0};
    for (int step = 0;; step++) {
        const double ratio = ratio_at(search, last.nodes);
        last.have = 1.0 / ratio;
        if (ratio <= 1.0 + tolerance) meets = last.nodes;
        else fails = last.nodes;
        if (meets - fails <= 1.0) return meets;
        if (isinf(meets) && fails >= most_nodes) return (double)NAN;
        const double next = next_trial(before, last, fails, meets, step);
        before = last;
        last.nodes = next;
    }
}

/* --- counts --------------------------------------------------------------------------- */

enum { RULES_SEPARATE = 1u << RULE_CAPACITY | 1u << RULE_READ | 1u << RULE_WRITE | 1u << RULE_DOMAIN_OUT | 1u << RULE_MIN_CLUSTER,
       RULES_SIMULTANEOUS = RULES_SEPARATE | 1u << RULE_COINCIDENCE };

static bool is_demanded(const struct sizing_needs *needs, enum sizing_rule rule, bool front)
{
    const bool read = needs->read > 0.0, write = needs->write > 0.0;     /* false for NAN */
    switch (rule) {
    case RULE_CAPACITY: return !front && needs->usable_bytes > 0.0;
    case RULE_READ: return read;
    case RULE_WRITE: return write;
    case RULE_COINCIDENCE: return needs->simultaneous && read && write;
    case RULE_DOMAIN_OUT: return read || write;
    case RULE_MIN_CLUSTER: return !front;
    default: return false;
    }
}

static unsigned rules_asked(const struct node_count *count, const struct sizing_needs *needs, bool front)
{
    if (count->rule != NODES_FOR || front) return needs->simultaneous ? RULES_SIMULTANEOUS : RULES_SEPARATE;
    unsigned rules = 1u << RULE_MIN_CLUSTER;
    if (count->for_what & FOR_CAPACITY) rules |= 1u << RULE_CAPACITY;
    if (count->for_what & FOR_READ) rules |= 1u << RULE_READ;
    if (count->for_what & FOR_WRITE) rules |= 1u << RULE_WRITE;
    return rules;
}

/* The number every demanded rule asks for by itself. The smallest cluster comes first: below
 * it nothing can be had, so the others start there. */
static void fill_rules(struct search search, double lowest)
{
    double start = lowest;
    for (int rule = RULE_MIN_CLUSTER; rule >= RULE_CAPACITY; rule--) {
        if (!is_demanded(search.needs, (enum sizing_rule)rule, search.front)) continue;
        search.rules = 1u << rule;
        search.group->by_rule[rule] = fewest(&search, lowest, start);
        if (rule == RULE_MIN_CLUSTER && !isnan(search.group->by_rule[rule])) start = search.group->by_rule[rule];
    }
}

/* The most of the rules asked; of equals the first. NAN: one of them can't be met. */
static double deciding(const struct plan_group *group, const struct sizing_needs *needs, bool front, unsigned rules, enum sizing_rule *decides)
{
    double most = -1.0;
    for (int rule = RULE_CAPACITY; rule <= RULE_MIN_CLUSTER; rule++) {
        if (!(rules & (1u << rule)) || !is_demanded(needs, (enum sizing_rule)rule, front)) continue;
        if (isnan(group->by_rule[rule])) return (double)NAN;
        if (group->by_rule[rule] > most) {
            most = group->by_rule[rule];
            *decides = (enum sizing_rule)rule;
        }
    }
    return fmax(most, front ? 1.0 : 0.0);
}

static double as_many_as_fit(const struct node_count *count, const struct plan_group *group, const struct box *box)
{
    const double tiles = count->within_rack_tiles.value, watts = count->within_power_w.value;
    double hosts = (double)INFINITY;
    if (!isnan(tiles)) hosts = fmin(hosts, floor(tiles) * group->nodes_per_rack);
    if (!isnan(watts)) hosts = fmin(hosts, floor(watts / group->node->max_w.value * (1.0 + tolerance)));
    return hosts * box->vms_per_host;
}

static double sold_multiple(const struct plan_group *group)
{
    return group->node->sold_as == SOLD_NODE ? 1.0 : fmax(1.0, box_value(&group->node->sold_count, 1.0));
}

static void round_as_sold(struct plan_group *group, const struct node_count *count)
{
    const double multiple = sold_multiple(group), needed = group->nodes;
    if (multiple <= 1.0 || count->rule == NODES_COUNT) return;
    group->nodes = multiple * (count->rule == NODES_WITHIN ? floor(needed / multiple) : ceil(needed / multiple));
    group->by_rule[RULE_SOLD_AS] = group->nodes;
    group->overbuy_nodes = fmax(0.0, group->nodes - needed);
    if (group->overbuy_nodes > 0.0) group->bound_rule = RULE_SOLD_AS;
}

/* The group's own count, from what the rules ask for and what the file says. Returns false
 * when no number of nodes does. */
static bool decide(const struct search *search, const struct node_count *count, const struct box *box, unsigned rules, bool apply)
{
    struct plan_group *group = search->group;
    enum sizing_rule decides = RULE_MIN_CLUSTER;
    const double needed = deciding(group, search->needs, search->front, rules, &decides);
    group->bound_rule = decides;
    group->bare_nodes = needed;
    if (count->rule == NODES_COUNT) {
        group->bound_rule = RULE_GIVEN;
        group->by_rule[RULE_GIVEN] = group->bare_nodes = rint(count->count.value);
    } else if (count->rule == NODES_WITHIN) {
        group->bound_rule = RULE_WITHIN;
        group->by_rule[RULE_WITHIN] = group->bare_nodes = as_many_as_fit(count, group, box);
    } else if (apply && group->with_headroom_nodes > needed) {
        group->bound_rule = RULE_HEADROOM;
        group->by_rule[RULE_HEADROOM] = group->with_headroom_nodes;
    }
    group->nodes = group->bound_rule == RULE_HEADROOM ? group->with_headroom_nodes : group->bare_nodes;
    if (!(group->nodes < most_nodes)) return false;
    round_as_sold(group, count);
    return true;
}

static double most_asked(const struct plan_group *group, unsigned rules)
{
    double most = 0.0;
    for (int rule = RULE_CAPACITY; rule <= RULE_MIN_CLUSTER; rule++)
        if (rules & (1u << rule)) most = fmax(most, group->by_rule[rule]);      /* fmax passes over NAN */
    return most;
}

static void fill_either_coincidence(struct search search, double lowest)
{
    struct plan_pool *pool = search.rows->pool;
    struct sizing_needs needs = *search.needs;
    search.needs = &needs;
    for (int simultaneous = 0; simultaneous < 2; simultaneous++) {
        needs.simultaneous = simultaneous;
        search.rules = simultaneous ? RULES_SIMULTANEOUS : RULES_SEPARATE;
        search.group->nodes = fewest(&search, lowest, most_asked(search.group, search.rules));
        *(simultaneous ? &pool->coincident_nodes : &pool->separate_nodes) = total_nodes(pool);
    }
}

/* With several groups of stated counts no one of them answers for the rules. */
static bool answers_for_rules(const struct plan_pool *pool, const struct node_count *count, bool front)
{
    return front || count->rule != NODES_COUNT || pool->n_groups == 1;
}

/* A group beside others may turn out not to be needed at all. By bandwidth it stands with at
 * least one: its first box may hold the pool's bytes back, so that from none to one more is less. */
static double least_nodes(const struct plan_pool *pool, bool front)
{
    return front || pool->n_groups == 1 || pool->pool->placement == PLACE_BY_BANDWIDTH ? 1.0 : 0.0;
}

/* Bytes lie on every group that is there, so its first box may hold the others' reads back: what none meets and many meet, a few may
 * not. Where the most that a rule asks for is too few for all of them, each is asked from the first box on. */
static double fill_all_rules(struct search search, double lowest)
{
    const unsigned rules = search.rules;
    fill_rules(search, lowest);
    if (lowest > 0.0 || ratio_at(&search, most_asked(search.group, rules)) <= 1.0 + tolerance) return lowest;
    fill_rules(search, 1.0);
    return 1.0;
}

static bool size_group(const struct site_plan *plan, const struct rows_pool *rows, int index, const struct node_count *count)
{
    struct plan_pool *pool = rows->pool;
    const bool front = index == pool->n_groups;
    const struct sizing_needs needs = sizing_needs(plan, pool), more = with_headroom(&plan->scenario->sizing, needs);
    const unsigned rules = rules_asked(count, &needs, front);
    struct search search = {.rows = rows, .group = rows_group(pool, index), .needs = &needs, .front = front, .rules = rules};
    double lowest = least_nodes(pool, front);
    if (answers_for_rules(pool, count, front)) {
        lowest = fill_all_rules(search, lowest);
        const struct search roomy = {rows, search.group, &more, front, rules};
        search.group->with_headroom_nodes = fewest(&roomy, lowest, most_asked(search.group, rules));
        if (count->rule == NODES_AUTO && !front) fill_either_coincidence(search, lowest);
    }
    const bool sized = decide(&search, count, &rows->boxes[index], rules, plan->scenario->sizing.apply);
    if (!sized) search.group->nodes = 0.0;
    return sized;
}

/* --- the door ------------------------------------------------------------------------- */

static bool unsizable(const struct plan_pool *pool, const struct plan_group *group, const struct node_count *count, struct diags *diags)
{
    diag_error(diags, count->at, DIAG_UNSIZABLE, "no number of %s nodes lets pool %s meet what it is asked for", group->node->head.name,
               pool->pool->name);
    return false;
}

static bool enough_domains(const struct rows_pool *rows, struct diags *diags)
{
    const struct pool *pool = rows->pool->pool;
    const struct stack_code *code = &pool->stack->code;
    if (sizing_settle(rows)) return true;
    diag_error(diags, pool->at, DIAG_TOO_FEW_DOMAINS,
               "pool %s has %.0f failure domains (%ss); a stripe of %.0f+%.0f, at most %.0f strips a domain, needs %.0f", pool->name,
               rows->pool->domains, pool->failure_domain == DOMAIN_RACK ? "rack" : "node", code_min_data(code), code->parity.value,
               code_strips_per_domain(code), code_min_domains(code));
    return false;
}

static double clusters_by(const struct quantity *most, double have)
{
    return isnan(most->value) || most->value <= 0.0 ? 1.0 : ceil(have / most->value * (1.0 - tolerance));
}

static double count_namespaces(const struct plan_pool *pool)
{
    const struct stack_model *stack = pool->pool->stack;
    const double by_front_ends = pool->front_ends ? clusters_by(&stack->max_front_ends, pool->front_ends->nodes) : 1.0;
    return fmax(fmax(clusters_by(&stack->max_nodes, total_nodes(pool)), by_front_ends), clusters_by(&stack->max_bytes, pool->usable_bytes));
}

static void start_group(struct plan_group *group, const struct node_count *count)
{
    for (int rule = 0; rule < RULE_COUNT; rule++) group->by_rule[rule] = (double)NAN;
    group->with_headroom_nodes = (double)NAN;
    group->nodes = count->rule == NODES_COUNT ? rint(count->count.value) : 0.0;
}

bool sizing_pool(const struct site_plan *plan, const struct rows_pool *rows, struct diags *diags)
{
    struct plan_pool *pool = rows->pool;
    pool->coincident_nodes = pool->separate_nodes = (double)NAN;
    for (int g = 0; g < pool->n_groups; g++) start_group(&pool->groups[g], &pool->pool->groups[g].nodes);
    if (pool->front_ends) start_group(pool->front_ends, &pool->pool->front_end_nodes);
    for (int g = 0; g < pool->n_groups; g++)
        if (!size_group(plan, rows, g, &pool->pool->groups[g].nodes))
            return unsizable(pool, &pool->groups[g], &pool->pool->groups[g].nodes, diags);
    if (!enough_domains(rows, diags)) return false;
    if (pool->front_ends && !size_group(plan, rows, pool->n_groups, &pool->pool->front_end_nodes))
        return unsizable(pool, pool->front_ends, &pool->pool->front_end_nodes, diags);
    const bool fits = sizing_settle(rows);
    CHECK(fits);
    pool->namespaces = count_namespaces(pool);
    return true;
}
