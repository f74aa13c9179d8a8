#include "run/world.h"

#include <math.h>
#include <string.h>

#include "run/look.h"
#include "run/path.h"

static const double world_full_s = 2e-9;        /* full when less than that of writing is left (fill.h) */

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

/* --- looking, once all is added up ------------------------------------------------------------------ */

static void solved(void *context, const struct flows *flows)
{
    (void)flows;
    struct world *world = context;
    world_advance(world);
    look_now(world);
}

static void look_again(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct world *world = context;
    world_advance(world);
    look_now(world);
}

void world_look_soon(struct world *world)
{
    if (!des_pending(world->des, world->look_event))
        world->look_event = des_schedule(world->des, des_now(world->des), DES_OBSERVE, look_again, world, 0);
}

/* --- beginning ------------------------------------------------------------------------------------------- */

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
    path_start(world);
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
