#include "study/choices.h"

#include <math.h>

#include "base/text.h"
#include "plan/plan.h"
#include "plan/verdict.h"
#include "types/diag_codes.h"

struct finder {
    const struct scenario *scenario;
    const struct catalog *all;
    struct arena *arena, *scratch;       /* of the answer; of one plan, NULL: none is planned */
    double tree_w;                       /* IT watts that fill the power tree, whatever draws them; NAN: there is none, or nobody knows */
    struct choice *at; int n; size_t capacity;
};

/* --- what the policy says of it ------------------------------------------------------------- */

bool choices_restricts(const struct scenario *scenario, enum choices_rule rule)
{
    switch (rule) {
    case CHOICES_THIRD_PARTY: return !scenario->policy.third_party_allowed;
    case CHOICES_DPU: return scenario->policy.dpu && !text_equal(scenario->policy.dpu, "any");
    default: return scenario->demand.n_protocols > 0;
    }
}

static const char *dpu_of(const struct finder *finder, const struct node_model *node)
{
    const char *wanted = finder->scenario->policy.dpu;
    for (int n = 0; n < node->n_nics; n++) {
        const struct nic_model *nic = node->nics[n].nic;
        if (nic->role != NIC_CARD && !text_equal(nic->family, wanted))
            return text_format(finder->arena, "%s holds %s (%s)%s", node->head.name, nic->head.name, nic->family ? nic->family : "no family",
                               nic->role == NIC_CONTROLLER ? ", its storage controller" : "");
    }
    return NULL;
}

static void weigh_node(const struct finder *finder, const struct node_model *node, struct choice *choice)
{
    const double first = node->first_available.value, as_of = finder->scenario->as_of_days;
    char from[64], at[64];
    if (choices_restricts(finder->scenario, CHOICES_THIRD_PARTY) && node->third_party && !choice->against[CHOICES_THIRD_PARTY])
        choice->against[CHOICES_THIRD_PARTY] = text_format(finder->arena, "%s is third-party hardware", node->head.name);
    if (choices_restricts(finder->scenario, CHOICES_DPU) && !choice->against[CHOICES_DPU]) choice->against[CHOICES_DPU] = dpu_of(finder, node);
    choice->available_days = fmax(choice->available_days, first);      /* takes the one that is known */
    if (!choice->unfit && first > as_of)         /* false while either is unknown */
        choice->unfit = text_format(finder->arena, "%s can be had from %s, the plan is as of %s", node->head.name, units_format(first, UNIT_DAYS, 10, from),
                                    units_format(as_of, UNIT_DAYS, 10, at));
}

static bool speaks(const struct stack_model *stack, const char *protocol)
{
    for (int s = 0; s < stack->n_protocols; s++)
        if (text_equal(stack->protocols[s].name, protocol) && !stack->protocols[s].planned) return true;
    return false;
}

/* Demanded protocols that none of the stacks speaks today. */
static const char *unspoken(const struct finder *finder, const struct stack_model *const *stacks, int n)
{
    const struct demand *demand = &finder->scenario->demand;
    struct text missing = text_new(finder->arena);
    for (int p = 0; p < demand->n_protocols; p++) {
        bool spoken = false;
        for (int s = 0; s < n; s++) spoken = spoken || speaks(stacks[s], demand->protocols[p]);
        if (!spoken) text_printf(&missing, "%s%s", missing.length ? ", " : "", demand->protocols[p]);
    }
    return missing.length ? missing.bytes : NULL;
}

static void weigh_protocols(const struct finder *finder, const struct stack_model *const *stacks, int n, struct choice *choice)
{
    choice->missing = unspoken(finder, stacks, n);
    if (choice->missing) choice->against[CHOICES_PROTOCOLS] = text_format(finder->arena, "%s speaks no %s", stacks[0]->head.name, choice->missing);
}

/* --- planning it ---------------------------------------------------------------------------- */

static struct quantity whole(void)
{
    return (struct quantity){.value = 1.0, .lo = 1.0, .hi = 1.0, .unit = UNIT_FRACTION, .source = "", .date = "", .given = true};
}

static struct quantity unsaid(enum unit unit)
{
    return (struct quantity){.value = (double)NAN, .lo = (double)NAN, .hi = (double)NAN, .unit = unit, .source = "", .date = ""};
}

static struct node_count counted(double nodes)
{
    return (struct node_count){.rule = NODES_COUNT, .count = {.value = nodes, .lo = nodes, .hi = nodes, .unit = UNIT_COUNT, .source = "", .date = "", .given = true}};
}

static const char *protocol_of(const struct scenario *scenario, const struct stack_model *stack)
{
    for (int p = 0; p < scenario->demand.n_protocols; p++)
        if (speaks(stack, scenario->demand.protocols[p])) return scenario->demand.protocols[p];
    return stack->protocols[0].name;
}

static struct pool *pool_of(const struct scenario *scenario, const struct choice *choice, struct arena *arena)
{
    struct pool *pool = ARENA_NEW(arena, struct pool);
    *pool = scenario->pools[0];
    pool->stack = choice->stack;
    pool->groups = ARENA_ARRAY(arena, struct node_group, 2);
    pool->groups[0] = (struct node_group){.node = choice->node, .nodes = {.rule = NODES_AUTO}, .fill_share = unsaid(UNIT_FRACTION)};
    pool->n_groups = 1;
    if (choice->beside) pool->groups[pool->n_groups++] = (struct node_group){.node = choice->beside, .nodes = counted(choice->beside_nodes), .fill_share = unsaid(UNIT_FRACTION)};
    pool->path = &choice->stack->paths[0];
    pool->front_end = pool->path->front_end;
    pool->write_path = pool->path->write_path;
    pool->front_end_node = choice->front_end;
    pool->front_end_nodes = (struct node_count){.rule = NODES_AUTO};
    pool->placement = PLACE_BY_CAPACITY;
    pool->protocol = protocol_of(scenario, choice->stack);
    pool->payload_efficiency = unsaid(UNIT_FRACTION);
    pool->failure_domain = choice->stack->failure_domain;
    pool->tier = (struct pool_tier){.hit_ratio = unsaid(UNIT_FRACTION), .retention_s = unsaid(UNIT_SECONDS), .cached_bytes = unsaid(UNIT_BYTES),
                                    .drain_throttle = unsaid(UNIT_FRACTION), .drain_weight = unsaid(UNIT_NUMBER)};
    pool->read_share = pool->write_share = pool->capacity_share = whole();
    return pool;
}

static struct delivery *order_of(const struct scenario *scenario, struct arena *arena)
{
    const struct delivery *first = NULL;
    for (int d = 0; d < scenario->n_deliveries; d++) {
        const struct delivery *delivery = &scenario->deliveries[d];
        if (!delivery->ordered.given) return NULL;
        if (!first || delivery->ordered.value < first->ordered.value) first = delivery;
    }
    if (!first) return NULL;
    struct delivery *order = ARENA_NEW(arena, struct delivery);
    *order = *first;
    order->pool = scenario->pools[0].name;
    order->share = whole();
    order->nodes = unsaid(UNIT_COUNT);
    order->lead_s = order->qualification_s = unsaid(UNIT_SECONDS);
    return order;
}

struct scenario *choices_scenario(const struct scenario *scenario, const struct choice *choice, struct arena *arena)
{
    struct scenario *made = ARENA_NEW(arena, struct scenario);
    *made = *scenario;
    if (!choice->node) return made;
    made->pools = pool_of(scenario, choice, arena);
    made->n_pools = 1;
    made->deliveries = order_of(scenario, arena);
    made->n_deliveries = made->deliveries ? 1 : 0;
    return made;
}

static double least_of(const struct capability *can)
{
    const double cases[] = {can->alone_bytes_per_s, can->coincident_bytes_per_s, can->domain_out_bytes_per_s, can->coincident_domain_out_bytes_per_s};
    double least = (double)NAN;
    for (int k = 0; k < 4; k++) least = fmin(least, cases[k]);       /* takes the one that is known */
    return least;
}

/* What a plan comes to. The policy is taken out first, so a finding that does not fit is about the build. */
static void judge(const struct site_plan *plan, const struct requirement *asked, struct choice *choice)
{
    choice->planned = true;
    for (int r = 0; r < plan->scenario->n_requirements; r++) {
        struct verdict_line line;
        const struct requirement *requirement = &plan->scenario->requirements[r];
        if (!verdict_is_planned(requirement->quantity) || requirement->quantity == REQ_PROTOCOLS_MISSING) continue;
        verdict_judge(plan, NULL, requirement, &line);
        choice->judged[choice->n_judged++] = (struct choice_verdict){&asked[r], line.verdict, line.value, line.margin};
        if (requirement->level != LEVEL_MUST) continue;
        choice->fails += line.verdict == VERDICT_FAIL;
        choice->depends += line.verdict == VERDICT_DEPENDS;
    }
    for (int f = 0; f < plan->n_findings; f++)
        choice->fails += plan->findings[f].severity == FINDING_FAIL && !text_equal(plan->findings[f].code, "sku-not-available");
    for (int p = 0; p < plan->n_pools; p++) {
        for (int g = 0; g < plan->pools[p].n_groups; g++) choice->nodes += plan->pools[p].groups[g].nodes;
        if (plan->pools[p].front_ends) choice->front_ends += plan->pools[p].front_ends->nodes;
    }
    choice->read_bytes_per_s = least_of(&plan->capability[OP_READ]);
    choice->write_bytes_per_s = least_of(&plan->capability[OP_WRITE]);
    choice->rack_tiles = plan->racks.rack_tiles;
    choice->storage_w = plan->power.storage_max_w + plan->power.network_w;
    choice->site_w = plan->power.site_design_w;
}

/* With what it does not fit into. The power tree, the dearest part of a plan, says something only where it is overfull. */
static bool plan_fits(const struct finder *finder, const struct scenario *scenario, struct diags *diags, struct site_plan *plan)
{
    const bool planned = plan_site_fits(scenario, finder->all, finder->scratch, diags, plan);
    if (!planned || !(plan->power.it_max_w > finder->tree_w * (1.0 - 1e-9))) return planned;
    return plan_site(scenario, finder->all, finder->scratch, diags, plan);
}

static void plan_option(struct finder *finder, struct choice *choice)
{
    if (!finder->scratch) return;
    arena_reset(finder->scratch);
    struct scenario *scenario = choices_scenario(finder->scenario, choice, finder->scratch);
    struct site_plan *plan = ARENA_NEW(finder->scratch, struct site_plan);
    static const char *const no_names[DIAG_COUNT];
    struct diags *diags = diags_new(finder->scratch, no_names, DIAG_COUNT);
    scenario->policy.third_party_allowed = true;
    scenario->policy.dpu = "any";
    scenario->demand.n_protocols = 0;
    choice->judged = ARENA_ARRAY(finder->arena, struct choice_verdict, scenario->n_requirements);
    if (plan_fits(finder, scenario, diags, plan)) judge(plan, finder->scenario->requirements, choice);
    else if (!choice->unfit) choice->unfit = text_copy(finder->arena, diags_errors(diags) > 0 ? diags_at(diags, 0)->text : "it cannot be sized");
}

/* --- finding them --------------------------------------------------------------------------- */

static bool is_for(const struct node_model *node, const char *stack)
{
    for (int s = 0; s < node->n_stacks; s++)
        if (text_equal(node->stacks[s], stack)) return true;
    return false;
}

static void add(struct finder *finder, struct choice choice)
{
    choice.available_days = (double)NAN;
    finder->at = arena_grow(finder->arena, finder->at, (size_t)finder->n, (size_t)finder->n + 1, &finder->capacity, sizeof choice);
    weigh_node(finder, choice.node, &choice);
    if (choice.front_end) weigh_node(finder, choice.front_end, &choice);
    weigh_protocols(finder, &choice.stack, 1, &choice);
    if (choice.beside) weigh_node(finder, choice.beside, &choice);
    choice.name = text_format(finder->arena, "%s%s%s%s%s under %s", choice.node->head.name, choice.beside ? " and " : "", choice.beside ? choice.beside->head.name : "", choice.front_end ? " with " : "", choice.front_end ? choice.front_end->head.name : "",
                              choice.stack->head.name);
    plan_option(finder, &choice);
    finder->at[finder->n++] = choice;
}

static void add_pairs(struct finder *finder, const struct node_model *node, const struct stack_model *stack)
{
    if (stack->paths[0].front_end != FRONT_END_SEPARATE) {
        add(finder, (struct choice){.node = node, .stack = stack});
        return;
    }
    for (int f = 0; f < finder->all->n_nodes; f++) {
        const struct node_model *front_end = &finder->all->nodes[f];
        if (front_end->role == NODE_FRONT_END && is_for(front_end, stack->head.name)) add(finder, (struct choice){.node = node, .stack = stack, .front_end = front_end});
    }
}

/* The choice of that node alone, else like this one; NULL: none, or it makes no plan. */
static const struct choice *alone(const struct finder *finder, const char *node, const struct choice *like)
{
    for (int k = 1; k < finder->n; k++) {
        const struct choice *choice = &finder->at[k];
        if (!choice->beside && choice->planned && text_equal(choice->node->head.name, node) && choice->stack == like->stack && choice->front_end == like->front_end) return choice;
    }
    return NULL;
}

static void add_mixes(struct finder *finder)
{
    const int n = finder->n;
    for (int k = 1; k < n; k++) {
        const struct choice one = finder->at[k], *other = one.node->mix_with ? alone(finder, one.node->mix_with, &one) : NULL;
        if (other) add(finder, (struct choice){.node = one.node, .stack = one.stack, .front_end = one.front_end, .beside = other->node, .beside_nodes = ceil(other->nodes / 2.0)});
    }
}

static void add_this_build(struct finder *finder)
{
    const struct scenario *scenario = finder->scenario;
    struct choice choice = {.name = "this build", .available_days = (double)NAN};
    const struct stack_model **stacks = ARENA_ARRAY(finder->arena, const struct stack_model *, scenario->n_pools);
    for (int p = 0; p < scenario->n_pools; p++) {
        const struct pool *pool = &scenario->pools[p];
        stacks[p] = pool->stack;
        for (int g = 0; g < pool->n_groups; g++) weigh_node(finder, pool->groups[g].node, &choice);
        if (pool->path->front_end == FRONT_END_SEPARATE && pool->front_end_node) weigh_node(finder, pool->front_end_node, &choice);
    }
    weigh_protocols(finder, stacks, scenario->n_pools, &choice);
    plan_option(finder, &choice);
    finder->at = arena_grow(finder->arena, finder->at, 0, 1, &finder->capacity, sizeof choice);
    finder->at[finder->n++] = choice;
}

static struct choices find(struct finder finder)
{
    const struct catalog *all = finder.all;
    add_this_build(&finder);
    for (int n = 0; all && n < all->n_nodes; n++)
        for (int s = 0; s < all->n_stacks; s++)
            if (all->nodes[n].role == NODE_STORAGE && is_for(&all->nodes[n], all->stacks[s].head.name)) add_pairs(&finder, &all->nodes[n], &all->stacks[s]);
    add_mixes(&finder);
    arena_free(finder.scratch);
    return (struct choices){finder.at, finder.n};
}

/* Nought where there is a tree that this plan did not look at: then every option does. */
static double full_tree_w(const struct site_plan *plan)
{
    if (plan->scenario->site.facility->power_tree.n_levels == 0) return (double)NAN;
    return plan->power.tree.n_levels > 0 ? plan->power.tree.it_limit_w : 0.0;
}

struct choices choices_find(const struct site_plan *plan, const struct catalog *all, struct arena *arena)
{
    return find((struct finder){.scenario = plan->scenario, .all = all, .arena = arena, .scratch = arena_new(), .tree_w = full_tree_w(plan)});
}

struct choices choices_list(const struct scenario *scenario, const struct catalog *all, struct arena *arena)
{
    return find((struct finder){.scenario = scenario, .all = all, .arena = arena, .tree_w = (double)NAN});
}

bool choices_better(const struct choice *a, const struct choice *b)
{
    if (a->fails != b->fails) return a->fails < b->fails;
    if (a->depends != b->depends) return a->depends < b->depends;
    if (a->rack_tiles != b->rack_tiles) return a->rack_tiles < b->rack_tiles;
    return a->storage_w < b->storage_w;
}
