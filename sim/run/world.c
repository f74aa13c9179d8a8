#include "run/world.h"

#include <math.h>
#include <string.h>

#include "run/phases.h"

static const double world_short = 1e-12;        /* a rate this little below what was asked isn't denied: rounding */

static const double world_digits = 1e-15, world_full_s = 2e-9;      /* full when less than that of writing is left (fill.h) */

/* --- time and chance ------------------------------------------------------------------------------ */

int64_t world_ns(double s)
{
    CHECK(s >= 0.0);
    double ns = s * 1e9 + 0.5;
    return ns < (double)DES_FOREVER ? (int64_t)ns : DES_FOREVER;
}

des_event world_after(struct world *world, int64_t wait_ns, des_handler handler, void *context)
{
    int64_t now_ns = des_now(world->des);
    if (wait_ns > world->end_ns - now_ns) return DES_NONE;
    return des_schedule(world->des, now_ns + wait_ns, DES_ARRIVAL, handler, context, 0);
}

des_event world_change_after(struct world *world, int64_t wait_ns, des_handler handler, void *context, int64_t payload)
{
    int64_t now_ns = des_now(world->des);
    if (wait_ns > world->end_ns - now_ns) return DES_NONE;
    return des_schedule(world->des, now_ns + wait_ns, DES_CAPACITY, handler, context, payload);
}

struct luck world_luck(const struct world *world, const char *name, uint64_t slot)
{
    return luck_stream(world->plan->scenario->study.antithetic, world->seed, (uint64_t)world->replication, name, slot);
}

struct luck world_stream(const struct world *world, const char *what, const char *name, int32_t slot)
{
    size_t size = strlen(what) + strlen(name) + 2;
    char *both = ARENA_ARRAY(world->arena, char, size);
    snprintf(both, size, "%s %s", what, name);
    return world_luck(world, both, (uint64_t)slot);
}

/* --- adding up ------------------------------------------------------------------------------------- */

void world_advance(struct world *world)
{
    int64_t now_ns = des_now(world->des), from_ns = world->since_ns;
    if (now_ns == from_ns) return;
    double s = (double)(now_ns - from_ns) / 1e9, used_before = fill_used(&world->fill);
    jobs_pass(&world->jobs, s);
    if (world->landing) landing_pass(world->landing, s);
    if (world->service) service_pass(world->service, s);
    if (world->tiers) tiers_pass(world->tiers, now_ns, s);
    binding_hold(&world->binding, s);
    ceilings_pass(&world->ceilings, world->it_w, s);
    power_cap_hold(world, s);
    fill_advance(&world->fill, now_ns);
    if (world->landing) audit_at_most(&world->audit, "bytes held <= room of what has landed", fill_used(&world->fill) - world_full_s * world->most_write_rate, world->fill.room);
    world->written_by_rate += world->rates.got[OP_WRITE] * s;
    if (world->fill.full) world->refused_s += s;
    if (world->tiers && world->series) tiers_show(world->tiers, world->values);
    if (world->timeline) notable_hold(&world->notable, world, from_ns, s);
    if (world->series) {
        double used = fill_used(&world->fill);
        series_add(world->series, from_ns, now_ns, world->values, used_before, used);
        if (world->zoom) series_zoom_add(world->zoom, from_ns, now_ns, world->values, used_before, used);
        if (world->worst) series_zoom_add(world->worst, from_ns, now_ns, world->values, used_before, used);
    }
    world->since_ns = now_ns;
}

/* --- looking ------------------------------------------------------------------------------------------ */

/* What the flow got of what it asked; who denied it the rest. */
static inline void take(struct world *world, enum op op, flow_id flow, double asked, double got)
{
    world->rates.got[op] += got;
    world->rates.asked[op] += got > asked ? got : asked;
    if (got >= asked * (1.0 - world_short)) return;
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

static void show(struct world *world);

static void look(struct world *world)
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

static void solved(void *context, const struct flows *flows)
{
    (void)flows;
    struct world *world = context;
    world_advance(world);
    look(world);
}

static void look_now(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct world *world = context;
    world_advance(world);
    look(world);
}

void world_look_soon(struct world *world)
{
    if (!des_pending(world->des, world->look_event))
        world->look_event = des_schedule(world->des, des_now(world->des), DES_OBSERVE, look_now, world, 0);
}

static void reroute(struct world *world, flow_id flow, enum op op, enum power_class class, double gpu_w_per_byte)
{
    const struct fair_use *uses = NULL;
    if (!flows_alive(world->flows, flow)) return;
    const int32_t n = power_cap_uses(world, op, class, gpu_w_per_byte, &uses);
    flows_reroute(world->flows, flow, uses, n);
}

void world_reroute_reads(struct world *world)
{
    for (int32_t p = 0; p < world->plan->n_jobs; p++) reroute(world, world->jobs.readers[p].flow, OP_READ, POWER_READS, world->jobs.readers[p].gpu_w_per_byte);
    for (int32_t r = 0; r < world->jobs.n_readings; r++) reroute(world, world->jobs.readings[r].flow, OP_READ, POWER_READS, 0.0);
    for (int32_t j = 0; j < world->jobs.n; j++) reroute(world, world->jobs.runs[j].restart.flow, OP_READ, POWER_READS, 0.0);
    reroute(world, world->background.flow[OP_READ], OP_READ, POWER_BACKGROUND, 0.0);
}

/* What a flow has left is known to the last digits of all its bytes, and known anew on another path. */
void world_reroute_writes(struct world *world)
{
    for (int32_t j = 0; j < world->jobs.n; j++) {
        const struct checkpoint *checkpoint = &world->jobs.runs[j].checkpoint;
        if (!checkpoint->writing) continue;
        reroute(world, checkpoint->flow, OP_WRITE, POWER_CHECKPOINTS, 0.0);
        world->rounding_bytes += world_digits * checkpoint->bytes;
    }
    reroute(world, world->background.flow[OP_WRITE], OP_WRITE, POWER_BACKGROUND, 0.0);
}

/* --- those who look in --------------------------------------------------------------------------------- */

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

/* --- beginning ------------------------------------------------------------------------------------------- */

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

static void start_fill(struct world *world)
{
    const struct demand *demand = &world->plan->scenario->demand;
    const struct stand stand = world->landing ? world->landing->stand : stand_whole(world->plan, world->arena);
    double stored = isnan(demand->stored_bytes.value) ? 0.0 : demand->stored_bytes.value, holds = 0.0;
    const double room = fmax(1.0, stand_room(&stand, stored, &holds));
    int64_t retention_ns = isnan(demand->retention_s.value) ? INT64_MAX : world_ns(demand->retention_s.value);
    world->fill = fill_start(world->arena, world->landing ? holds : stored, room, retention_ns);
}

static void start_meters(struct world *world)
{
    world->energy = energy_of(world->plan);
    world->values[SERIES_OTHER_W] = world->energy.other_w;
    world->loads = service_is_on(world->plan) || world->plan->tier ? loads_apart(&world->plan->system, world->arena) : loads_of(&world->plan->system, world->arena);
    world->n_gauges = REPLICATION_METERS + world->loads.n_mixes - LOADS_MIXES;
    world->gauges = ARENA_ARRAY(world->arena, struct gauge, world->n_gauges);
    for (int32_t g = 0; g < world->n_gauges; g++) world->gauges[g] = gauge_start(0, 0.0, NULL);
    world->steps = steps_start(world->arena, 0, 0.0, 0.01 * world->plan->power.it_max_w, world->plan->power.gpu_ramp_s);
    world->ceilings = ceilings_of(&world->plan->power, world->arena);
    world->binding = binding_start(world->arena, world->loads.n_rows);
    world->audit = audit_start();
}

static void find_most_writes(struct world *world)
{
    world->most_write_rate = world->background.mean[OP_WRITE];
    for (int32_t j = 0; j < world->jobs.n; j++) world->most_write_rate += world->jobs.runs[j].checkpoint.asked;
}

static void measure(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct world *world = context;
    world_advance(world);
    for (int32_t g = 0; g < world->n_gauges; g++) gauge_restart(&world->gauges[g], world->warm_up_ns, sketch_new(world->arena));
    jobs_measure(world);
    strikes_measure(world);
    if (world->landing) landing_measure(world->landing);
    if (world->failure) failure_measure(world->failure);
    if (world->tiers) tiers_measure(world->tiers);
    steps_restart(&world->steps, world->warm_up_ns);
    ceilings_restart(&world->ceilings);
    power_cap_restart(&world->power_cap);
    binding_restart(&world->binding);
    fill_measure(&world->fill);
    world->refused_s = 0.0;
}

static void start_series(struct world *world, const struct world_spec *spec)
{
    int32_t bins = spec->measured_ns < SERIES_BINS ? (int32_t)spec->measured_ns : SERIES_BINS;
    world->series = series_new(world->arena, world->warm_up_ns, world->end_ns, bins);
    if (spec->pilot) return;
    world->timeline = timeline_new(world->arena, world->warm_up_ns, spec->traced);
    world->notable = notable_start();
    if (bins < SERIES_BINS) return;
    world->zoom = series_zoom_new(world->arena, world->warm_up_ns, world->end_ns, series_busy, NULL);
    world->worst = series_zoom_new(world->arena, world->warm_up_ns, world->end_ns, series_bad, world->timeline);
}

struct world *world_new(const struct site_plan *plan, struct world_spec spec, struct arena *arena)
{
    struct world *world = ARENA_NEW(arena, struct world);
    world->plan = plan;
    world->observer = spec.observer;
    world->replication = spec.replication;
    world->seed = plan->scenario->study.seed;
    world->arena = arena;
    world->warm_up_ns = spec.warm_up_ns;
    world->end_ns = spec.warm_up_ns + spec.measured_ns;
    world->des = des_new(arena);
    world->flows = flows_new(world->des);
    start_meters(world);
    add_rows(world);
    find_client(world);
    world->landing = landing_start(world);
    start_fill(world);
    world->service = service_start(world);
    world->failure = failure_start(world);
    world->tiers = tiers_start(world);
    power_cap_start(world);
    jobs_start(world);
    background_start(world);
    landing_hold_jobs(world->landing);
    strikes_start(world);
    find_most_writes(world);
    if (spec.with_series) start_series(world, &spec);
    landing_tell(world->landing);
    if (spec.observer) world->view = ARENA_ARRAY(arena, struct run_flow, plan->n_jobs + 3 * world->jobs.n + OPS);
    flows_observe(world->flows, solved, world);
    des_schedule(world->des, world->warm_up_ns, DES_OBSERVE, measure, world, 0);
    world_look_soon(world);
    return world;
}

void world_run(struct world *world)
{
    des_run_until(world->des, world->end_ns);
    world_advance(world);
}

void world_end(struct world *world)
{
    flows_free(world->flows);
    world->flows = NULL;
}

/* --- what it came to ------------------------------------------------------------------------------------------ */

static struct over_time over_time_of(struct gauge *gauge, int64_t end_ns)
{
    gauge_set(gauge, end_ns, gauge->value);
    return (struct over_time){ gauge_integral(gauge, end_ns), gauge->min, gauge->max, gauge->sketch };
}

static void take_meters(struct world *world, struct replication *outcome, struct arena *arena)
{
    outcome->n_meters = world->n_gauges;
    outcome->meters = ARENA_ARRAY(arena, struct over_time, outcome->n_meters);
    for (int32_t m = 0; m < outcome->n_meters; m++) outcome->meters[m] = over_time_of(&world->gauges[m], world->end_ns);
}

static void take_jobs(struct world *world, struct replication *outcome, struct arena *arena)
{
    outcome->n_jobs = world->plan->n_jobs;
    outcome->jobs = ARENA_ARRAY(arena, struct job_account, outcome->n_jobs);
    jobs_account(world, outcome->measured_s, outcome->jobs);
    outcome->n_causes = world->n_causes;
    outcome->causes = ARENA_ARRAY(arena, struct cause_account, outcome->n_causes);
    strikes_account(world, outcome->causes);
    outcome->idle = world->landing ? world->landing->idle_gpu_s : world->jobs.idle_gpus * outcome->measured_s;
    outcome->duration_s = world->jobs.duration_s;
    outcome->stall_s = world->jobs.stall_s;
}

static void take_steps(struct world *world, struct replication *outcome)
{
    steps_end(&world->steps, world->end_ns);
    outcome->largest_step_w = world->steps.at_once;
    outcome->largest_step_1s_w = fmax(world->steps.at_once, world->steps.largest[STEPS_SECOND]);
    outcome->largest_step_1min_w = fmax(world->steps.at_once, world->steps.largest[STEPS_MINUTE]);
    outcome->largest_step_15min_w = fmax(world->steps.at_once, world->steps.largest[STEPS_QUARTER_HOUR]);
    outcome->ramp_w_per_s = steps_ramp_per_s(&world->steps);
    outcome->steps = world->steps.counted;
    outcome->over_s = world->ceilings.over_s;
    outcome->n_over = world->ceilings.n;
    outcome->cap_bound_s = world->power_cap.bound_s;
    outcome->cap_unmet_s = world->power_cap.unmet_s;
}

static void take_fill(struct world *world, struct replication *outcome)
{
    const struct fill *fill = &world->fill;
    outcome->used_mean_bytes = sum_value(&fill->area) / outcome->measured_s;
    outcome->used_end_bytes = fill_used(fill);
    outcome->used_max_bytes = fill->used_max;
    outcome->retained_bytes = fill->kept + fill->background;
    outcome->refused_s = world->refused_s;
    outcome->full_at_s = fill->full_at_ns == INT64_MAX ? (double)NAN : (double)fill->full_at_ns / 1e9;
}

/* What writers still on the way have sent. */
static double in_flight(const struct world *world)
{
    double bytes = 0.0;
    for (int32_t j = 0; j < world->jobs.n; j++) {
        const struct checkpoint *checkpoint = &world->jobs.runs[j].checkpoint;
        if (checkpoint->writing) bytes += flows_moved_total_bytes(world->flows, checkpoint->flow);
    }
    return bytes;
}

static void audit_bytes(struct world *world, const struct replication *outcome)
{
    struct audit *audit = &world->audit;
    const struct over_time *meters = outcome->meters;
    const struct fill *fill = &world->fill;
    double read = meters[REPLICATION_READ].integral + binding_denied(&world->binding, OP_READ);
    double write = meters[REPLICATION_WRITE].integral + binding_denied(&world->binding, OP_WRITE);
    audit_equal(audit, "reads asked = delivered + denied", meters[REPLICATION_READ_ASKED].integral, read);
    audit_equal(audit, "writes asked = delivered + denied", meters[REPLICATION_WRITE_ASKED].integral, write);
    audit_equal(audit, "durable = kept + deleted", sum_value(&fill->written), fill->kept + fill->background + sum_value(&fill->deleted));
    audit_equal_but(audit, "bytes written = durable + given up + in flight", world->written_by_rate,
                    sum_value(&fill->written) + sum_value(&fill->abandoned) + in_flight(world), world->rounding_bytes);
}

static void audit_energy(struct world *world, const struct replication *outcome)
{
    const struct over_time *meters = outcome->meters;
    double other = world->energy.other_w * outcome->measured_s, it = meters[REPLICATION_IT_W].integral;
    audit_equal(&world->audit, "joules of IT = GPUs + storage + other", it, meters[REPLICATION_GPU_W].integral + meters[REPLICATION_STORAGE_W].integral + other);
    if (!world->series) return;
    double series = series_integral(world->series, SERIES_GPU_W) + series_integral(world->series, SERIES_STORAGE_W) + series_integral(world->series, SERIES_OTHER_W);
    audit_equal(&world->audit, "joules = sum over the series", it, series);
}

static void audit_gpus(struct world *world, const struct replication *outcome)
{
    double spent = outcome->idle, gpus = world->jobs.idle_gpus, gpu_s = 0.0;
    for (int32_t p = 0; p < outcome->n_jobs; p++) {
        const struct job_account *job = &outcome->jobs[p];
        spent += job->useful + job->read_stalled + job->power_capped + job->checkpoint_stalled + job->lost + job->restarting + job->waiting + job->over;
    }
    for (int32_t j = 0; j < world->jobs.n; j++) gpus += world->jobs.runs[j].gpus;
    gpu_s = world->landing ? world->landing->gpu_s : gpus * outcome->measured_s;
    audit_equal(&world->audit, "GPU-time = wall x GPUs", spent, gpu_s);
}

struct replication *world_outcome(struct world *world, struct arena *arena)
{
    struct replication *outcome = ARENA_NEW(arena, struct replication);
    outcome->index = world->replication;
    outcome->warm_up_s = (double)world->warm_up_ns / 1e9;
    outcome->measured_s = (double)(world->end_ns - world->warm_up_ns) / 1e9;
    outcome->events = (double)des_events(world->des);
    outcome->solves = (double)flows_n_solves(world->flows);
    take_meters(world, outcome, arena);
    take_jobs(world, outcome, arena);
    take_steps(world, outcome);
    take_fill(world, outcome);
    outcome->n_bindings = (world->binding.n_rows + BINDING_EXTRA) * OPS;
    outcome->bindings = world->binding.tallies;
    if (world->failure) outcome->failure = failure_outcome(world->failure);
    if (world->tiers) outcome->tier = tiers_outcome(world->tiers, outcome->measured_s, sum_value(&world->fill.written) + sum_value(&world->fill.abandoned) + in_flight(world));
    if (world->landing) outcome->landing = landing_outcome(world->landing);
    outcome->series = world->series;
    outcome->zoom = world->zoom ? world->zoom->shown : NULL;
    outcome->worst = world->worst ? world->worst->shown : NULL;
    if (outcome->worst) outcome->events_of_worst = world->timeline->kept;
    if (world->timeline && world->timeline->traced) outcome->trace = world->timeline->trace;
    audit_bytes(world, outcome);
    audit_energy(world, outcome);
    audit_gpus(world, outcome);
    outcome->audit = world->audit;
    return outcome;
}
