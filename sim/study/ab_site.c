#include "study/ab_site.h"

#include <stdbool.h>

#include "base/text.h"
#include "plan/plan.h"
#include "plan/summary.h"
#include "study/ab.h"
#include "study/choices.h"
#include "types/diag_codes.h"
#include "types/study.h"

struct pair { const struct choice *a, *b; };

/* Boxes of one kind that serve clients themselves, and that can be had. */
static bool is_plain(const struct choice *choice) { return choice->node && !choice->beside && !choice->front_end && !choice->unfit; }

static const struct choice *other_stack(const struct choices *choices, const struct choice *of)
{
    for (const struct choice *other = choices->at; other < choices->at + choices->n; other++)
        if (is_plain(other) && other->node == of->node && other->stack != of->stack) return other;
    return NULL;
}

/* The site's own hardware; NULL where it is of several kinds. */
static const struct node_model *own_node(const struct scenario *scenario)
{
    return scenario->n_pools == 1 && scenario->pools[0].n_groups == 1 ? scenario->pools[0].groups[0].node : NULL;
}

/* The site's stack first, then the other; else the first hardware of the catalog for which there are two. */
static struct pair find(const struct scenario *scenario, const struct choices *choices, bool own)
{
    const struct node_model *node = own_node(scenario);
    for (const struct choice *a = choices->at; a < choices->at + choices->n; a++) {
        const bool is_own = node && a->node && text_equal(a->node->head.name, node->head.name) && text_equal(a->stack->head.name, scenario->pools[0].stack->head.name);
        if (!is_plain(a) || (own && !is_own)) continue;
        const struct choice *b = other_stack(choices, a);
        if (b) return (struct pair){a, b};
    }
    return (struct pair){NULL, NULL};
}

static bool speaks(const struct stack_model *stack, const char *protocol)
{
    for (int p = 0; p < stack->n_protocols; p++)
        if (text_equal(stack->protocols[p].name, protocol)) return true;
    return false;
}

/* The first scenario's boxes under the second stack: as many, and over the same protocol where that is spoken. */
static struct scenario *under(const struct scenario *first, const struct choice *second, double nodes, struct arena *arena)
{
    struct scenario *made = choices_scenario(first, second, arena);
    struct pool *pool = made->pools;
    pool->groups[0].nodes = (struct node_count){.rule = NODES_COUNT, .count = {.value = nodes, .lo = nodes, .hi = nodes, .unit = UNIT_COUNT, .given = true}};
    if (!speaks(second->stack, first->pools[0].protocol)) return made;
    pool->protocol = first->pools[0].protocol;
    pool->payload_efficiency = first->pools[0].payload_efficiency;
    return made;
}

static bool side(const struct scenario *scenario, const struct catalog *all, struct arena *arena, struct compare_side *into)
{
    static const char *const no_names[DIAG_COUNT];
    struct site_plan *plan = ARENA_NEW(arena, struct site_plan);
    struct results *results = ARENA_NEW(arena, struct results);
    if (!plan_site(scenario, all, arena, diags_new(arena, no_names, DIAG_COUNT), plan)) return false;
    summary_fill(plan, arena, results);
    *into = (struct compare_side){.name = text_format(arena, "under %s", scenario->pools[0].stack->head.name), .file = scenario->file, .results = results, .plan = plan, .catalog = all};
    return true;
}

static struct study_ab *both(const struct scenario *scenario, struct pair pair, bool own, const struct catalog *all, struct arena *arena)
{
    const struct scenario *first = own ? scenario : choices_scenario(scenario, pair.a, arena);
    struct compare_side a, b;
    if (!side(first, all, arena, &a)) return NULL;
    if (!side(under(first, pair.b, a.plan->pools[0].groups[0].nodes, arena), all, arena, &b)) return NULL;
    return ab_applies(&a, &b) ? ab_fill(&a, &b, arena) : NULL;
}

static const char *why_it(const struct scenario *scenario, struct pair pair, bool own, struct arena *arena)
{
    const char *name = pair.a->node->head.name;
    if (own) return text_format(arena, "the boxes of this site, %s, run under %s and under %s: planned as they stand here under the first, as many under the second", name, pair.a->stack->head.name, pair.b->stack->head.name);
    const struct node_model *node = own_node(scenario);
    const char *boxes = node ? text_format(arena, "the boxes of this site (%s) run under one stack only", node->head.name) : "this site is built of several kinds of boxes";
    return text_format(arena, "%s; of the catalog's hardware %s is the first that two stacks run, planned for this site's load, as many as every MUST needs under %s", boxes, name, pair.a->stack->head.name);
}

void ab_site_fill(const struct site_plan *plan, const struct catalog *all, struct arena *arena, struct results *results)
{
    results->ab_why = "some model of the catalog cannot be read";
    if (!all) return;
    const struct choices choices = choices_list(plan->scenario, all, arena);
    bool own = true;
    struct pair pair = find(plan->scenario, &choices, own);
    if (!pair.a) pair = find(plan->scenario, &choices, own = false);
    results->ab_why = "no hardware of the catalog that can be had by the plan's date runs under two stacks without front ends";
    if (!pair.a) return;
    results->ab = both(plan->scenario, pair, own, all, arena);
    results->n_ab = results->ab ? 1 : 0;
    results->ab_why = results->ab ? why_it(plan->scenario, pair, own, arena) : text_format(arena, "so many %s cannot be planned under both %s and %s", pair.a->node->head.name, pair.a->stack->head.name, pair.b->stack->head.name);
}
