#include "run/background.h"

#include <math.h>

#include "run/world.h"

/* Peak of one GPU, so that the background's members look like GPUs; its mean if no peak is stated. */
static double per_gpu(const struct site_plan *plan, double peak, double mean)
{
    double gpus = plan->scenario->site.gpus.value, rate = peak > 0.0 ? peak : mean;
    return gpus > 0.0 ? rate / gpus : rate;
}

static void start(struct world *world, enum op op, double mean, double peak)
{
    struct background *background = &world->background;
    if (!(mean > 0.0)) return;
    background->mean[op] = background->asked[op] = mean;
    background->cap[op] = per_gpu(world->plan, peak, mean);
    background->members[op] = mean / background->cap[op];
    const struct fair_use *uses = NULL;
    const int32_t n_uses = power_cap_uses(world, op, POWER_BACKGROUND, 0.0, &uses);
    background->flow[op] = flows_start(world->flows, &(struct flow_spec){
        .bytes = HUGE_VAL, .weight = 1.0, .members = background->members[op], .cap = background->cap[op],
        .uses = uses, .n_uses = n_uses });
}

void background_start(struct world *world)
{
    const struct site_plan *plan = world->plan;
    start(world, OP_READ, plan->background_read_mean, plan->demand_read_peak);
    start(world, OP_WRITE, plan->background_write_mean, plan->demand_write_peak);
}

void background_set_part(struct world *world, double part)
{
    struct background *background = &world->background;
    for (int op = 0; op < OPS; op++) {
        if (!(background->mean[op] > 0.0)) continue;
        background->asked[op] = part * background->mean[op];
        flows_set_members(world->flows, background->flow[op], part * background->members[op]);
    }
}

void background_refuse(struct world *world, bool refused)
{
    struct background *background = &world->background;
    if (background->mean[OP_WRITE] > 0.0) flows_set_cap(world->flows, background->flow[OP_WRITE], refused ? 0.0 : background->cap[OP_WRITE]);
}
