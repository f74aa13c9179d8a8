#include "plan/alternatives.h"

#include "plan/fabric.h"

static void fill_pool(const struct rows_pool *rows, int first, struct arena *arena, double oversubscription)
{
    struct plan_pool *pool = rows->pool;
    const struct stack_model *stack = pool->pool->stack;
    pool->alternatives = ARENA_ARRAY(arena, struct plan_alternative, stack->n_paths);
    for (int a = 0; a < stack->n_paths; a++) {
        const struct stack_path *path = &stack->paths[a];
        const struct rows_pool other = rows_lay(pool, path, oversubscription, arena);
        CHECK(other.n_specs == rows->n_specs);
        pool->alternatives[pool->n_alternatives++] =
            (struct plan_alternative){.front_end = path->front_end, .write_path = path->write_path, .read = rows_bound(&other, OP_READ, first),
                                      .write = rows_bound(&other, OP_WRITE, first), .chosen = path == pool->pool->path};
    }
}

void alternatives_fill(const struct rows_pool *pools, struct site_plan *plan)
{
    const double oversubscription = fabric_oversubscription(plan->scenario->site.facility);
    int first = 0;
    for (int p = 0; p < plan->n_pools; p++) {
        fill_pool(&pools[p], first, plan->arena, oversubscription);
        first += pools[p].n_specs;
    }
}
