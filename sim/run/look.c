#include "run/look.h"

#include <string.h>

#include "run/phases.h"

static const double look_short = 1e-12;         /* a rate this little below what was asked isn't denied: rounding */

/* --- flows and jobs --------------------------------------------------------------------------------- */

/* What the flow got of what it asked; who denied it the rest. */
static inline void take(struct world *world, enum op op, flow_id flow, double asked, double got)
{
    world->rates.got[op] += got;
    world->rates.asked[op] += got > asked ? got : asked;
    if (got >= asked * (1.0 - look_short)) return;
    fair_row row = { 0 };
    bool held = flows_bottleneck(world->flows, flow, &row) == FAIR_ROW;
    int32_t extra = op == OP_WRITE && world->fill.full ? BINDING_FULL : BINDING_CLIENT;
    if (held && power_cap_has(&world->power_cap, row)) extra = BINDING_POWER;
    else if (held && tiers_has(world->tiers, row)) extra = BINDING_TIER;
    const bool planned = held && row.row < world->loads.n_rows, awaited = planned && world->landing && world->service && service_awaits(world->service, row.row);
    if (awaited) extra = BINDING_DELIVERY;
    int32_t by = planned && !awaited ? row.row : world->loads.n_rows + extra;
    binding_add(&world->binding, by, op, asked - got);
}

/* GPUs at work that read without pause, each weighed with its speed. */
static double look_at_readers(struct world *world)
{
    double working = 0.0;
    for (int32_t p = 0; p < world->plan->n_jobs; p++) {
        struct readers *readers = &world->jobs.readers[p];
        double rate = readers_rate(readers, world);
        world->jobs.paces[p].speed = rate < readers->demand ? rate / readers->demand : 1.0;
        world->jobs.paces[p].capped = world->power_cap.binds && world->jobs.paces[p].speed < 1.0 && readers_capped(readers, world);
        if (!(readers->gpus > 0.0)) continue;
        take(world, OP_READ, readers->flow, readers->demand * readers->gpus, rate * readers->gpus);
        working += readers->gpus * world->jobs.paces[p].speed / world->jobs.barrier[p];
    }
    return working;
}

/* Likewise those that read in bursts or through a buffer. */
static double look_at_readings(struct world *world)
{
    double working = 0.0;
    for (int32_t r = 0; r < world->jobs.n_readings; r++) {
        struct job_run *job = world->jobs.bursty[r];
        double rate = reading_look(job->reading);
        job->pace->speed = reading_speed(job->reading);
        take(world, OP_READ, job->reading->flow, reading_asked(job->reading), rate);
        if (job->holds == 0) working += job->gpus * job->pace->speed / job->barrier;
    }
    return working;
}

/* Interrupted jobs that read what they go on from. */
static void look_at_restarts(struct world *world)
{
    for (int32_t j = 0; j < world->jobs.n && world->jobs.n_loading > 0; j++) {
        const struct restart *restart = &world->jobs.runs[j].restart;
        if (!flows_alive(world->flows, restart->flow)) continue;
        double got = flows_total_rate(world->flows, restart->flow);
        take(world, OP_READ, restart->flow, restart_asked(restart, got), got);
    }
}

static void look_at_writers(struct world *world)
{
    for (int32_t j = 0; j < world->jobs.n; j++) {
        const struct checkpoint *checkpoint = &world->jobs.runs[j].checkpoint;
        if (checkpoint->writing) take(world, OP_WRITE, checkpoint->flow, checkpoint->asked, flows_rate(world->flows, checkpoint->flow) * checkpoint->writers);
    }
}

/* Returns the background's write rate. */
static double look_at_background(struct world *world)
{
    double got[OPS] = { 0.0, 0.0 };
    for (int op = 0; op < OPS; op++) {
        if (!(world->background.asked[op] > 0.0)) continue;
        got[op] = flows_total_rate(world->flows, world->background.flow[op]);
        take(world, (enum op)op, world->background.flow[op], world->background.asked[op], got[op]);
    }
    return got[OP_WRITE];
}

/* --- what holds from now on ------------------------------------------------------------------------- */

static inline void gauge_new(struct gauge *gauge, int64_t at_ns, double value)
{
    if (value != gauge->value) gauge_set(gauge, at_ns, value);
}

/* GPUs by phase are counted where somebody wants to know. */
static double look_at_gpus(struct world *world, double working)
{
    const struct energy *energy = &world->energy;
    const double *values = world->values;
    if (world->worst || energy->by_phase) phases_note(world, world->values);
    if (!energy->by_phase) return energy_gpu_w(energy, working);
    return energy_gpu_w(energy, working)
           + energy_waiting_w(energy, values[SERIES_GPUS_READ_STALLED] + values[SERIES_GPUS_WAITING], values[SERIES_GPUS_CHECKPOINT], values[SERIES_GPUS_DOWN]);
}

static void note_values(struct world *world, double working)
{
    double read = world->rates.got[OP_READ], write = world->rates.got[OP_WRITE];
    double gpu_w = look_at_gpus(world, working), storage_w = energy_storage_w(&world->energy, read, write, world->tiers ? tiers_drain_w(world->tiers) : 0.0);
    double it_w = gpu_w + storage_w + world->energy.other_w;
    const double meters[REPLICATION_METERS] = {
        [REPLICATION_READ_ASKED] = world->rates.asked[OP_READ], [REPLICATION_READ] = read,
        [REPLICATION_WRITE_ASKED] = world->rates.asked[OP_WRITE], [REPLICATION_WRITE] = write,
        [REPLICATION_STORAGE_W] = storage_w, [REPLICATION_GPU_W] = gpu_w, [REPLICATION_IT_W] = it_w,
        [REPLICATION_SITE_W] = world->energy.n_pue > 0 ? energy_site_w(&world->energy, it_w) : 0.0 };
    for (int m = 0; m < REPLICATION_METERS; m++) gauge_new(&world->gauges[m], world->since_ns, meters[m]);
    const double *use = world->service ? world->service->use : world->tiers ? world->tiers->use : NULL;
    for (int32_t r = 0; use && r < world->loads.n_rows; r++) gauge_new(&world->gauges[REPLICATION_METERS + r], world->since_ns, use[r]);
    for (int32_t k = LOADS_MIXES; !use && k < world->loads.n_mixes; k++)
        gauge_new(&world->gauges[REPLICATION_METERS + k - LOADS_MIXES], world->since_ns, read + world->loads.write_per_read[k] * write);
    steps_set(&world->steps, world->since_ns, it_w);
    world->it_w = it_w;
    world->values[SERIES_READ_ASKED] = world->rates.asked[OP_READ], world->values[SERIES_READ] = read;
    world->values[SERIES_WRITE_ASKED] = world->rates.asked[OP_WRITE], world->values[SERIES_WRITE] = write;
    world->values[SERIES_GPU_W] = gpu_w, world->values[SERIES_STORAGE_W] = storage_w;
}

/* By the plan's costs and the rates of the flows; the solver is not asked. */
static void audit_rows(struct world *world)
{
    if (world->service || world->tiers) return;          /* service_look audits what is in service, tiers_look what the drain takes too */
    for (int32_t r = 0; r < world->loads.n_rows; r++) {
        const struct load *load = &world->loads.rows[r];
        audit_at_most(&world->audit, "use of a row <= its capacity", load->per_read * world->rates.got[OP_READ] + load->per_write * world->rates.got[OP_WRITE], 1.0);
    }
}

/* --- when the store is full or has room again ------------------------------------------------------- */

static void fill_again(struct des *des, void *context, int64_t payload);

static void foresee_full(struct world *world)
{
    bool pending = des_pending(world->des, world->fill_event);
    int64_t at_ns = fill_next_ns(&world->fill, world->most_write_rate);
    if (at_ns > world->end_ns || (pending && world->fill_event_ns <= at_ns)) return;
    des_cancel(world->des, world->fill_event);
    world->fill_event = des_schedule(world->des, at_ns, DES_CAPACITY, fill_again, world, 0);
    world->fill_event_ns = at_ns;
}

static void fill_again(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct world *world = context;
    world_advance(world);
    if (fill_turns(&world->fill)) {
        for (int32_t j = 0; j < world->jobs.n; j++) checkpoint_refuse(&world->jobs.runs[j].checkpoint, world->fill.full);
        background_refuse(world, world->fill.full);
    }
    world_look_soon(world);
}

/* --- those who look in ------------------------------------------------------------------------------ */

static void show_flow(struct world *world, struct run_stretch *stretch, enum op op, flow_id flow)
{
    if (!flows_alive(world->flows, flow)) return;
    const struct fair *fair = flows_fair(world->flows);
    fair_flow id = { flow.slot };
    world->view[stretch->n_flows++] = (struct run_flow){ op, fair_weight(fair, id), fair_members(fair, id), fair_cap(fair, id), flows_rate(world->flows, flow) };
}

static void show(struct world *world)
{
    struct run_stretch stretch = { .from_s = (double)world->since_ns / 1e9, .flows = world->view };
    memcpy(stretch.asked, world->rates.asked, sizeof stretch.asked);
    memcpy(stretch.delivered, world->rates.got, sizeof stretch.delivered);
    for (int32_t p = 0; p < world->plan->n_jobs; p++) show_flow(world, &stretch, OP_READ, world->jobs.readers[p].flow);
    for (int32_t j = 0; j < world->jobs.n; j++) {
        if (world->jobs.runs[j].reading) show_flow(world, &stretch, OP_READ, world->jobs.runs[j].reading->flow);
        show_flow(world, &stretch, OP_READ, world->jobs.runs[j].restart.flow);
        if (world->jobs.runs[j].checkpoint.writing) show_flow(world, &stretch, OP_WRITE, world->jobs.runs[j].checkpoint.flow);
    }
    for (int op = 0; op < OPS; op++) show_flow(world, &stretch, (enum op)op, world->background.flow[op]);
    world->observer->look(world->observer->context, &stretch);
}

/* --- all of it -------------------------------------------------------------------------------------- */

void look_now(struct world *world)
{
    binding_clear(&world->binding);
    world->rates = (struct world_rates){ { 0.0, 0.0 }, { 0.0, 0.0 } };
    double working = look_at_readers(world);
    working += look_at_readings(world);
    look_at_restarts(world);
    look_at_writers(world);
    double background = look_at_background(world);
    fill_set_rates(&world->fill, world->rates.got[OP_WRITE], background);
    foresee_full(world);
    if (world->tiers) tiers_look(world->tiers, world->rates.got[OP_READ], world->rates.got[OP_WRITE]);
    if (world->service) service_look(world->service, world->rates.got[OP_READ], world->rates.got[OP_WRITE]);
    note_values(world, working);
    power_cap_look(world);
    audit_rows(world);
    if (world->jobs.n_finite > 0) work_look(world);
    if (world->observer) show(world);
}
