#include "run/readers.h"

#include <math.h>

#include "run/world.h"

struct readers readers_start(struct world *world, double demand, double weight)
{
    struct readers readers = { .demand = demand };
    if (!(demand > 0.0)) return readers;
    readers.cap = fmin(demand, world->client_bytes_per_s[OP_READ] / world->gpus_per_tray);
    readers.flow = flows_start(world->flows, &(struct flow_spec){
        .bytes = HUGE_VAL, .weight = weight, .members = 0.0, .cap = readers.cap, .uses = world->uses[OP_READ], .n_uses = world->n_uses[OP_READ] });
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
