#include "study/size_option.h"

#include <math.h>

#include "base/date.h"
#include "base/text.h"
#include "plan/box.h"
#include "study/stands.h"

struct lister {
    const struct scenario *scenario;
    const struct catalog *all;
    struct arena *arena;
    struct size_option *at; int n; size_t capacity;
};

/* --- when ------------------------------------------------------------------------------------- */

static const char *too_late(const struct lister *lister, const struct node_model *node)
{
    char from[64], by[64];
    const double first = node->first_available.value, needed = lister->scenario->needed_by_days;
    if (!(first > needed)) return NULL;          /* false while either is unknown */
    return text_format(lister->arena, "%s can be had from %s, needed by %s", node->head.name, units_format(first, UNIT_DAYS, 10, from), units_format(needed, UNIT_DAYS, 10, by));
}

/* By first dates, and where everything is ordered by the earliest draw of the order. */
static double first_day(const struct lister *lister, const struct choice *choice)
{
    const double ordered = lister->scenario->n_deliveries > 0 ? stands_days(lister->scenario, lister->all, choice, 0.0) : (double)NAN;
    return fmax(choice->available_days, ordered);        /* takes the one that is known */
}

static const char *not_in_time(const struct lister *lister, const struct choice *choice, double stands)
{
    const double needed = lister->scenario->needed_by_days;
    const char *why = too_late(lister, choice->node);
    if (!why && choice->front_end) why = too_late(lister, choice->front_end);
    if (why || !(stands > needed)) return why;
    return text_format(lister->arena, "ordered with the rest it stands on %s at the earliest, needed by %s", date_said(lister->arena, stands), date_said(lister->arena, needed));
}

/* --- an option ---------------------------------------------------------------------------------- */

static struct size_option *add(struct lister *lister)
{
    lister->at = arena_grow(lister->arena, lister->at, (size_t)lister->n, (size_t)lister->n + 1, &lister->capacity, sizeof *lister->at);
    return &lister->at[lister->n++];
}

/* What the policy forbids stands in `against`, so the plan need not say it again. */
static void free_policy(struct scenario *scenario)
{
    scenario->policy.third_party_allowed = true;
    scenario->policy.dpu = "any";
    scenario->demand.n_protocols = 0;
}

static void count_nodes(struct size_option *option)
{
    const struct pool *pool = option->pool;
    option->n_groups = pool->n_groups;
    option->n_counts = pool->n_groups + (pool->path->front_end == FRONT_END_SEPARATE && pool->front_end_node ? 1 : 0);
    for (int c = 0; c < option->n_counts; c++) {
        const bool front = c == option->n_groups;
        const struct node_model *node = front ? pool->front_end_node : pool->groups[c].node;
        const enum node_rule rule = front ? pool->front_end_nodes.rule : pool->groups[c].nodes.rule;
        option->node[c] = node;
        option->step[c] = node->sold_as == SOLD_NODE ? 1.0 : fmax(1.0, box_value(&node->sold_count, 1.0));
        option->manual[c] = option->own && (rule == NODES_COUNT || rule == NODES_WITHIN);
    }
}

static struct node_count as_asked(struct node_count count)
{
    if (count.rule == NODES_FOR) count.rule = NODES_AUTO;        /* size looks for what meets every MUST */
    return count;
}

struct size_option size_option_copy(const struct size_option *option, struct arena *arena)
{
    struct size_option copy = *option;
    copy.scenario = ARENA_NEW(arena, struct scenario);
    *copy.scenario = *option->scenario;
    if (!option->pool) return copy;
    copy.pool = copy.scenario->pools = ARENA_NEW(arena, struct pool);
    *copy.pool = *option->pool;
    copy.pool->groups = ARENA_ARRAY(arena, struct node_group, option->pool->n_groups);
    for (int g = 0; g < option->pool->n_groups; g++) copy.pool->groups[g] = option->pool->groups[g];
    return copy;
}

static void add_own(struct lister *lister, const struct choice *choice)
{
    const struct scenario *scenario = lister->scenario;
    const bool one = scenario->n_pools == 1 && scenario->pools[0].n_groups < SIZE_OPTION_COUNTS;
    struct scenario *made = choices_scenario(scenario, choice, lister->arena);
    struct size_option option = {.name = choice->name, .architecture = scenario->pools[0].stack->head.name, .own = true, .unfit = choice->unfit, .stands_days = choice->available_days,
                                 .scenario = made, .pool = one ? made->pools : NULL};
    for (int rule = 0; rule < CHOICES_RULES; rule++) option.against[rule] = choice->against[rule];
    option = size_option_copy(&option, lister->arena);
    free_policy(option.scenario);
    for (int g = 0; one && g < option.pool->n_groups; g++) option.pool->groups[g].nodes = as_asked(option.pool->groups[g].nodes);
    if (one) option.pool->front_end_nodes = as_asked(option.pool->front_end_nodes);
    if (one) count_nodes(&option);
    *add(lister) = option;
}

static struct size_option of_choice(struct lister *lister, const struct choice *choice)
{
    struct size_option option = {.name = choice->name, .architecture = choice->stack->head.name, .unfit = choice->unfit, .stands_days = choice->available_days};
    for (int rule = 0; rule < CHOICES_RULES; rule++) option.against[rule] = choice->against[rule];
    option.scenario = choices_scenario(lister->scenario, choice, lister->arena);
    option.pool = option.scenario->pools;
    free_policy(option.scenario);
    count_nodes(&option);
    return option;
}

static void add_choice(struct lister *lister, struct choice *choice)
{
    const double stands = first_day(lister, choice);
    if (!choice->unfit) choice->unfit = not_in_time(lister, choice, stands);
    choice->available_days = stands;
    const struct size_option option = of_choice(lister, choice);
    *add(lister) = option;
}

/* --- mixes -------------------------------------------------------------------------------------- */

static bool may_mix(const struct choice *a, const struct choice *b)
{
    return a->stack == b->stack && a->front_end == b->front_end && a->node != b->node;
}

static void add_mix(struct lister *lister, const struct choice *a, const struct choice *b)
{
    struct size_option option = of_choice(lister, a);
    struct node_group *groups = ARENA_ARRAY(lister->arena, struct node_group, 2);
    groups[0] = groups[1] = option.pool->groups[0];
    groups[1].node = b->node;
    option.pool->groups = groups;
    option.pool->n_groups = 2;
    option.mixed = true;
    option.stands_days = fmax(a->available_days, b->available_days);
    if (!option.unfit) option.unfit = b->unfit;
    option.name = text_format(lister->arena, "%s + %s%s%s under %s", a->node->head.name, b->node->head.name, a->front_end ? " with " : "", a->front_end ? a->front_end->head.name : "",
                              a->stack->head.name);
    for (int rule = 0; rule < CHOICES_RULES; rule++)
        if (!option.against[rule]) option.against[rule] = b->against[rule];
    count_nodes(&option);
    *add(lister) = option;
}

struct size_options size_option_find(const struct scenario *scenario, const struct catalog *all, struct arena *arena)
{
    struct lister lister = {.scenario = scenario, .all = all, .arena = arena};
    const struct choices choices = choices_list(scenario, all, arena);
    add_own(&lister, &choices.at[0]);
    for (int c = 1; c < choices.n; c++) add_choice(&lister, &choices.at[c]);
    for (int a = 1; a < choices.n; a++)
        for (int b = a + 1; b < choices.n; b++)
            if (may_mix(&choices.at[a], &choices.at[b])) add_mix(&lister, &choices.at[a], &choices.at[b]);
    return (struct size_options){lister.at, lister.n};
}

bool size_option_allowed(const struct size_option *option, enum choices_rule but)
{
    for (int rule = 0; rule < CHOICES_RULES; rule++)
        if (option->against[rule] && rule != (int)but) return false;
    return !option->unfit;
}

/* --- counts --------------------------------------------------------------------------------------- */

static struct node_count given(double nodes, struct place at)
{
    const struct quantity count = {.value = nodes, .lo = nodes, .hi = nodes, .unit = UNIT_COUNT, .source = "", .date = "", .given = true};
    return (struct node_count){.rule = isnan(nodes) ? NODES_AUTO : NODES_COUNT, .count = count, .at = at};
}

void size_option_set(const struct size_option *option, const double *count)
{
    for (int c = 0; c < option->n_counts; c++) {
        struct node_count *to = c == option->n_groups ? &option->pool->front_end_nodes : &option->pool->groups[c].nodes;
        if (!option->manual[c]) *to = given(count[c], to->at);
    }
}
