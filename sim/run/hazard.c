#include "run/hazard.h"

#include <math.h>

#include "base/text.h"
#include "run/world.h"

static void strike(struct des *des, void *context, int64_t payload);

static void foresee(struct hazard_block *block)
{
    struct world *world = block->hazard->world;
    double wait_s = luck_exponential(&block->luck, 1.0) / (block->width * block->hazard->rate_per_s);
    world_change_after(world, world_ns(wait_s), strike, block, 0);
}

/* An event of the block: which of its units, and whether that one is still in service. */
static void strike(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct hazard_block *block = context;
    struct hazard *hazard = block->hazard;
    double unit = block->from + block->width * luck_uniform(&block->luck);
    double alive = luck_uniform(&block->luck);
    block->n++;
    uint64_t event = (uint64_t)block->at << 48 | block->n;
    if (unit < hazard->population && alive * hazard->population >= hazard->out) hazard->struck(hazard, unit, event);
    foresee(block);
}

void hazard_start(struct hazard *hazard)
{
    struct world *world = hazard->world;
    CHECK(hazard->population > 0.0 && hazard->rate_per_s > 0.0 && hazard->out == 0.0);
    hazard->n_blocks = 1;
    while (exp2(hazard->n_blocks - 1.0) < hazard->population) hazard->n_blocks++;
    hazard->blocks = ARENA_ARRAY(world->arena, struct hazard_block, hazard->n_blocks);
    const char *name = text_format(world->arena, "failure %s", hazard->name);
    for (int32_t b = 0; b < hazard->n_blocks; b++) {
        double from = b == 0 ? 0.0 : exp2(b - 1.0);
        hazard->blocks[b] = (struct hazard_block){ .hazard = hazard, .from = from, .width = fmax(1.0, from), .at = b,
                                                   .luck = world_luck(world, name, (uint64_t)b) };
        foresee(&hazard->blocks[b]);
    }
}

static struct luck about(const struct hazard *hazard, const char *what, uint64_t event)
{
    char name[160];
    snprintf(name, sizeof name, "%s %s", what, hazard->name);
    return world_luck(hazard->world, name, event);
}

double hazard_drawn_s(const struct hazard *hazard, uint64_t event, const struct quantity *quantity)
{
    if (quantity->dist.kind == DIST_NONE) return quantity->value;
    struct luck luck = about(hazard, "failure-repair", event);
    return fmax(0.0, luck_draw(&luck, &quantity->dist));
}

double hazard_fate(const struct hazard *hazard, uint64_t event)
{
    struct luck luck = about(hazard, "failure-fate", event);
    return luck_uniform(&luck);
}
