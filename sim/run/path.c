#include "run/path.h"

#include <math.h>
#include <string.h>

static const double path_digits = 1e-15;        /* of all its bytes: what a flow has left is known to these, and known anew on another path */

/* --- what a byte crosses ------------------------------------------------------------------------------ */

/* All rows, so that theirs and the plan's numbers are the same; flows use those that can bind. */
static void add_rows(struct world *world)
{
    const struct row_system *system = &world->plan->system;
    for (int r = 0; r < system->n_rows; r++) {
        fair_row row = flows_add_row(world->flows, system->rows[r].capacity);
        CHECK(row.row == r);
    }
    for (int op = 0; op < OPS; op++) {
        const struct flow_class *class = &system->classes[op];
        world->uses[op] = ARENA_ARRAY(world->arena, struct fair_use, class->n_coefficients);
        for (int k = 0; k < class->n_coefficients; k++) {
            if (!(class->coefficients[k].per_byte > 0.0) || !world->loads.rows[class->coefficients[k].row].can_bind) continue;
            world->uses[op][world->n_uses[op]++] = (struct fair_use){ { class->coefficients[k].row }, class->coefficients[k].per_byte };
        }
    }
}

/* The only pool has all of it unless something else is stated. */
static double share_or_all(const struct site_plan *plan, struct quantity share)
{
    return !isnan(share.value) ? share.value : plan->n_pools == 1 ? 1.0 : 0.0;
}

/* Part of what clients read or write that goes to or comes from the pool: of a tier and the pool behind as hits and misses. */
static double client_share(const struct site_plan *plan, int p, enum op op)
{
    const struct plan_tier *tier = plan->tier;
    const struct pool *pool = plan->pools[p].pool;
    if (tier && p == tier->hot) return op == OP_READ ? tier->read_share * tier->hit_ratio : tier->write_share;
    if (tier && p == tier->cold) return op == OP_READ ? tier->read_share * (1.0 - tier->hit_ratio) : 0.0;
    return share_or_all(plan, op == OP_READ ? pool->read_share : pool->write_share);
}

static double payload_efficiency(const struct pool *pool)
{
    if (!isnan(pool->payload_efficiency.value)) return pool->payload_efficiency.value;
    for (int p = 0; pool->protocol != NULL && p < pool->stack->n_protocols; p++)
        if (strcmp(pool->stack->protocols[p].name, pool->protocol) == 0) return pool->stack->protocols[p].payload_efficiency.value;
    return 1.0;
}

/* A byte is split over the pools, each with its own protocol: the NIC sends Σ share / payload efficiency for it. */
static void find_client(struct world *world)
{
    const struct gpu_model *gpu = world->plan->scenario->site.gpu;
    world->gpus_per_tray = world->plan->power.gpus_per_tray > 0.0 ? world->plan->power.gpus_per_tray : 1.0;
    for (int op = 0; op < OPS; op++) {
        double on_the_wire = 0.0;
        for (int p = 0; p < world->plan->n_pools; p++) {
            on_the_wire += client_share(world->plan, p, (enum op)op) / payload_efficiency(world->plan->pools[p].pool);
        }
        bool known = gpu != NULL && gpu->tray_nic_bytes_per_s.value > 0.0 && on_the_wire > 0.0;
        world->client_bytes_per_s[op] = known ? gpu->tray_nic_bytes_per_s.value / on_the_wire : HUGE_VAL;
    }
}

void path_start(struct world *world)
{
    add_rows(world);
    find_client(world);
}

/* --- another path ------------------------------------------------------------------------------------- */

static void reroute(struct world *world, flow_id flow, enum op op, enum power_class class, double gpu_w_per_byte)
{
    const struct fair_use *uses = NULL;
    if (!flows_alive(world->flows, flow)) return;
    const int32_t n = power_cap_uses(world, op, class, gpu_w_per_byte, &uses);
    flows_reroute(world->flows, flow, uses, n);
}

void path_reroute_reads(struct world *world)
{
    for (int32_t p = 0; p < world->plan->n_jobs; p++) reroute(world, world->jobs.readers[p].flow, OP_READ, POWER_READS, world->jobs.readers[p].gpu_w_per_byte);
    for (int32_t r = 0; r < world->jobs.n_readings; r++) reroute(world, world->jobs.readings[r].flow, OP_READ, POWER_READS, 0.0);
    for (int32_t j = 0; j < world->jobs.n; j++) reroute(world, world->jobs.runs[j].restart.flow, OP_READ, POWER_READS, 0.0);
    reroute(world, world->background.flow[OP_READ], OP_READ, POWER_BACKGROUND, 0.0);
}

void path_reroute_writes(struct world *world)
{
    for (int32_t j = 0; j < world->jobs.n; j++) {
        const struct checkpoint *checkpoint = &world->jobs.runs[j].checkpoint;
        if (!checkpoint->writing) continue;
        reroute(world, checkpoint->flow, OP_WRITE, POWER_CHECKPOINTS, 0.0);
        world->rounding_bytes += path_digits * checkpoint->bytes;
    }
    reroute(world, world->background.flow[OP_WRITE], OP_WRITE, POWER_BACKGROUND, 0.0);
}
