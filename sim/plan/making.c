#include "plan/making.h"

#include <math.h>
#include <stdarg.h>

#include "base/text.h"

struct making making_begin(struct site_plan *plan, const char *id, double value, enum unit unit, struct place at)
{
    return (struct making){.plan = plan, .derivation = {.id = id, .expression = "", .formula = "", .value = value, .unit = unit, .source = "", .date = "", .at = at}};
}

static void add_input(struct making *making, const char *name, enum grade grade, const char *source, const char *date)
{
    struct derivation *made = &making->derivation;
    for (int i = 0; i < made->n_inputs; i++)
        if (text_equal(made->inputs[i], name)) return;
    const size_t used = (size_t)made->n_inputs;
    made->inputs = arena_grow(making->plan->arena, (void *)made->inputs, used, used + 1, &making->inputs_capacity, sizeof *made->inputs);
    made->inputs[made->n_inputs++] = name;
    if (grade <= made->grade && (made->n_inputs > 1 || grade < made->grade)) return;
    made->grade = grade;
    made->source = source;
    made->date = date;
}

/* Each once, in the order in which derivations first take them. */
static void keep_leaf(struct site_plan *plan, const struct quantity *quantity)
{
    for (int l = 0; l < plan->n_leaves; l++)
        if (plan->leaves[l] == quantity || text_equal(plan->leaves[l]->path, quantity->path)) return;
    const size_t used = (size_t)plan->n_leaves;
    plan->leaves = arena_grow(plan->arena, (void *)plan->leaves, used, used + 1, &plan->leaves_capacity, sizeof *plan->leaves);
    plan->leaves[plan->n_leaves++] = quantity;
}

const char *making_from(struct making *making, const struct quantity *quantity)
{
    char buffer[32];
    if (!quantity->path) return isfinite(quantity->value) ? text_copy(making->plan->arena, units_exact(quantity->value, buffer)) : "0";
    add_input(making, quantity->path, quantity->grade, quantity->source, quantity->date);
    keep_leaf(making->plan, quantity);
    return text_format(making->plan->arena, "{%s}", quantity->path);
}

static const struct derivation *find(const struct site_plan *plan, const char *id)
{
    for (int d = 0; d < plan->n_derivations; d++)
        if (text_equal(plan->derivations[d].id, id)) return &plan->derivations[d];
    return NULL;
}

bool making_made(const struct site_plan *plan, const char *id)
{
    return find(plan, id) != NULL;
}

const char *making_derived(struct making *making, const char *id)
{
    const struct derivation *other = find(making->plan, id);
    if (other) add_input(making, other->id, other->grade, other->source, other->date);
    return text_format(making->plan->arena, "{%s}", id);
}

void making_formula(struct making *making, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    making->derivation.formula = text_vformat(making->plan->arena, format, args);
    va_end(args);
}

void making_end(struct making *making, const char *format, ...)
{
    struct site_plan *plan = making->plan;
    va_list args;
    va_start(args, format);
    making->derivation.expression = text_vformat(plan->arena, format, args);
    va_end(args);
    const size_t used = (size_t)plan->n_derivations;
    plan->derivations = arena_grow(plan->arena, plan->derivations, used, used + 1, &plan->derivations_capacity, sizeof *plan->derivations);
    plan->derivations[plan->n_derivations++] = making->derivation;
}

const char *making_pool_id(const struct site_plan *plan, const struct plan_pool *pool, const char *key)
{
    return text_format(plan->arena, "plan.pools.%s.%s", pool->pool->name, key);
}

const char *making_group_id(const struct site_plan *plan, const struct plan_pool *pool, const struct plan_group *group, const char *key)
{
    return text_format(plan->arena, "plan.pools.%s.%s.%s", pool->pool->name, group->node->head.name, key);
}
