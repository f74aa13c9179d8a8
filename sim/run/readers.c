#include "run/readers.h"

#include <math.h>

#include "run/world.h"

struct readers readers_start(struct world *world, double demand, double weight, double barrier)
{
    struct readers readers = { .demand = demand };
    if (!(demand > 0.0)) return readers;
    readers.cap = fmin(demand, world->client_bytes_per_s[OP_READ] / world->gpus_per_tray);
    readers.gpu_w_per_byte = power_cap_gpu_w_per_byte(world, demand, barrier);
    const struct fair_use *uses = NULL;
    const int32_t n_uses = power_cap_uses(world, OP_READ, POWER_READS, readers.gpu_w_per_byte, &uses);
    readers.flow = flows_start(world->flows, &(struct flow_spec){
        .bytes = HUGE_VAL, .weight = weight, .members = 0.0, .cap = readers.cap, .uses = uses, .n_uses = n_uses });
    return readers;
}

void readers_join(struct readers *readers, struct world *world, double gpus)
{
    readers->gpus += gpus;
    if (readers->demand > 0.0) flows_set_members(world->flows, readers->flow, readers->gpus);
    else world_look_soon(world);
}

double readers_rate(const struct readers *readers, const struct world *world)
{
    return readers->demand > 0.0 && readers->gpus > 0.0 ? flows_rate(world->flows, readers->flow) : 0.0;
}

bool readers_capped(const struct readers *readers, const struct world *world)
{
    fair_row row = { -1 };
    if (!(readers->demand > 0.0) || !(readers->gpus > 0.0)) return false;
    return flows_bottleneck(world->flows, readers->flow, &row) == FAIR_ROW && power_cap_has(&world->power_cap, row);
}
