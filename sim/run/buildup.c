#include "run/buildup.h"

#include <math.h>
#include <string.h>

#include "base/order.h"

/* A buildup in the making. */
struct builder {
    struct buildup buildup;
    const struct buildup_question *question;
    struct arena *arena;
    size_t states_capacity;
    struct order_map *known;             /* a state's key to its index */
    int n_pools;
    double *landed;                      /* n_pools, of the draw at hand */
    int64_t *key;                        /* the same in parts of 1e-9 */
};

static void place_deliveries(struct builder *builder)
{
    double *share = ARENA_ARRAY(builder->arena, double, builder->buildup.n);
    int *pools = ARENA_ARRAY(builder->arena, int, builder->buildup.n);
    stages_places(builder->question->plan, pools, share);
    builder->buildup.share = share;
    builder->buildup.pool = pools;
}

static int32_t state_of(struct builder *builder)
{
    struct buildup *buildup = &builder->buildup;
    const size_t width = sizeof(int64_t) * (size_t)builder->n_pools;
    for (int p = 0; p < builder->n_pools; p++) builder->key[p] = (int64_t)floor(builder->landed[p] * 1e9 + 0.5);
    const int32_t known = order_map_find(builder->known, (const char *)builder->key, width);
    if (known >= 0) return known;
    order_map_put(builder->known, memcpy(arena_alloc(builder->arena, width), builder->key, width), width, (int32_t)buildup->n_states);
    buildup->states = arena_grow(builder->arena, buildup->states, buildup->n_states, buildup->n_states + 1, &builder->states_capacity, sizeof *buildup->states);
    struct buildup_state *state = &buildup->states[buildup->n_states];
    state->met = ARENA_ARRAY(builder->arena, bool, builder->question->n_asked);
    builder->question->judge(builder->question->context, builder->landed, state);
    return (int32_t)buildup->n_states++;
}

static void nothing_landed(struct builder *builder)
{
    for (int p = 0; p < builder->n_pools; p++) builder->landed[p] = 1.0;
    for (int d = 0; d < builder->buildup.n; d++) builder->landed[builder->buildup.pool[d]] = 0.0;
}

/* Tenths add up to a whole. */
static double snap(double landed)
{
    return landed > 1.0 - 1e-9 ? 1.0 : landed;
}

/* The draw's landings in order of their dates, of equals the first listed. */
static void follow(struct builder *builder, int draw, int *order)
{
    const size_t n = (size_t)builder->buildup.n;
    const double *days = &builder->buildup.days[(size_t)draw * n];
    double *sorted = &builder->buildup.sorted[(size_t)draw * n];
    int32_t *state = &builder->buildup.state[(size_t)draw * (n + 1)];
    for (int d = 0; d < builder->buildup.n; d++) {
        int at = d;
        for (; at > 0 && days[order[at - 1]] > days[d]; at--) order[at] = order[at - 1];
        order[at] = d;
    }
    nothing_landed(builder);
    state[0] = state_of(builder);
    for (size_t k = 0; k < n; k++) {
        sorted[k] = days[order[k]];
        double *landed = &builder->landed[builder->buildup.pool[order[k]]];
        *landed = snap(*landed + builder->buildup.share[order[k]]);
        state[k + 1] = state_of(builder);
    }
}

static void draw_all(struct builder *builder)
{
    struct buildup *buildup = &builder->buildup;
    const size_t draws = (size_t)buildup->draws, n = (size_t)buildup->n;
    buildup->days = ARENA_ARRAY(builder->arena, double, draws * n);
    buildup->sorted = ARENA_ARRAY(builder->arena, double, draws * n);
    buildup->state = ARENA_ARRAY(builder->arena, int32_t, draws * (n + 1));
    buildup->last = ARENA_ARRAY(builder->arena, int64_t, n * STAGE_COUNT);
    enum stage *last = ARENA_ARRAY(builder->arena, enum stage, n);
    int *order = ARENA_ARRAY(builder->arena, int, n);
    for (int i = 0; i < buildup->draws; i++) {
        stages_draw(buildup->stages, (uint64_t)i, STAGES_AS_STATED, &buildup->days[(size_t)i * n], last);
        for (size_t d = 0; d < n; d++) buildup->last[d * STAGE_COUNT + (size_t)last[d]]++;
        follow(builder, i, order);
    }
}

const struct buildup *buildup_draw(const struct buildup_question *question, struct arena *arena)
{
    const struct scenario *scenario = question->plan->scenario;
    struct builder *builder = ARENA_NEW(arena, struct builder);
    *builder = (struct builder){.question = question, .arena = arena, .known = order_map_new(arena), .n_pools = scenario->n_pools,
                                .landed = ARENA_ARRAY(arena, double, scenario->n_pools), .key = ARENA_ARRAY(arena, int64_t, scenario->n_pools)};
    builder->buildup.scenario = scenario;
    builder->buildup.n = scenario->n_deliveries;
    builder->buildup.draws = stages_draws(scenario);
    builder->buildup.stages = stages_of(question->plan, question->catalog, arena);
    place_deliveries(builder);
    draw_all(builder);
    return &builder->buildup;
}

const double *buildup_landings(const struct buildup *buildup, int draw)
{
    return &buildup->sorted[(size_t)draw * (size_t)buildup->n];
}

const struct buildup_state *buildup_after(const struct buildup *buildup, int draw, int landed)
{
    return &buildup->states[buildup->state[(size_t)draw * (size_t)(buildup->n + 1) + (size_t)landed]];
}

const struct buildup_state *buildup_on(const struct buildup *buildup, int draw, double days)
{
    const double *landings = buildup_landings(buildup, draw);
    int landed = 0;
    while (landed < buildup->n && landings[landed] <= days + 1e-9) landed++;
    return buildup_after(buildup, draw, landed);
}
