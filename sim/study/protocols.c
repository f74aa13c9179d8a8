#include "study/protocols.h"

#include <math.h>

#include "base/text.h"

enum { PROTOCOLS_MOST = 32 };

struct matrix {
    const struct stack_model **stacks; int n_stacks;
    const char *names[PROTOCOLS_MOST]; int n_names;
};

static void add_stack(struct matrix *matrix, const struct stack_model *stack)
{
    for (int s = 0; s < matrix->n_stacks; s++)
        if (text_equal(matrix->stacks[s]->head.name, stack->head.name)) return;
    matrix->stacks[matrix->n_stacks++] = stack;
}

static void add_name(struct matrix *matrix, const char *name)
{
    for (int n = 0; n < matrix->n_names; n++)
        if (text_equal(matrix->names[n], name)) return;
    if (matrix->n_names < PROTOCOLS_MOST) matrix->names[matrix->n_names++] = name;
}

static bool some_node_runs_it(const struct catalog *all, const struct stack_model *stack)
{
    for (int n = 0; n < all->n_nodes; n++)
        for (int s = 0; all->nodes[n].role == NODE_STORAGE && s < all->nodes[n].n_stacks; s++)
            if (text_equal(all->nodes[n].stacks[s], stack->head.name)) return true;
    return false;
}

static void gather(const struct scenario *scenario, const struct catalog *all, struct matrix *matrix)
{
    for (int p = 0; p < scenario->n_pools; p++) add_stack(matrix, scenario->pools[p].stack);
    for (int s = 0; all && s < all->n_stacks; s++)
        if (some_node_runs_it(all, &all->stacks[s])) add_stack(matrix, &all->stacks[s]);
    for (int p = 0; p < scenario->demand.n_protocols; p++) add_name(matrix, scenario->demand.protocols[p]);
    for (int s = 0; s < matrix->n_stacks; s++)
        for (int p = 0; p < matrix->stacks[s]->n_protocols; p++) add_name(matrix, matrix->stacks[s]->protocols[p].name);
}

static bool is_demanded(const struct scenario *scenario, const char *name)
{
    for (int p = 0; p < scenario->demand.n_protocols; p++)
        if (text_equal(scenario->demand.protocols[p], name)) return true;
    return false;
}

static bool is_used(const struct scenario *scenario, const struct stack_model *stack)
{
    for (int p = 0; p < scenario->n_pools; p++)
        if (text_equal(scenario->pools[p].stack->head.name, stack->head.name)) return true;
    return false;
}

static struct result_protocol cell_of(const struct scenario *scenario, const struct stack_model *stack, const char *name, struct arena *arena)
{
    struct result_protocol cell = {.stack = text_copy(arena, stack->head.name), .protocol = text_copy(arena, name), .state = "", .demanded = is_demanded(scenario, name),
                                   .used = is_used(scenario, stack), .payload_efficiency = (double)NAN};
    for (int p = 0; p < stack->n_protocols; p++) {
        if (!text_equal(stack->protocols[p].name, name)) continue;
        cell.state = stack->protocols[p].planned ? "planned" : "available";
        cell.payload_efficiency = stack->protocols[p].payload_efficiency.value;
    }
    return cell;
}

void protocols_fill(const struct site_plan *plan, const struct catalog *all, struct arena *arena, struct results *results)
{
    const struct scenario *scenario = plan->scenario;
    struct matrix matrix = {.stacks = ARENA_ARRAY(arena, const struct stack_model *, scenario->n_pools + (all ? all->n_stacks : 0))};
    gather(scenario, all, &matrix);
    results->protocols = ARENA_ARRAY(arena, struct result_protocol, matrix.n_stacks * matrix.n_names);
    for (int s = 0; s < matrix.n_stacks; s++)
        for (int n = 0; n < matrix.n_names; n++) results->protocols[results->n_protocols++] = cell_of(scenario, matrix.stacks[s], matrix.names[n], arena);
}
