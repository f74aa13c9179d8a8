#include "run/landing.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "base/units.h"
#include "run/stages.h"
#include "run/world.h"

bool landing_is_on(const struct scenario *scenario)
{
    const bool lands = scenario->n_deliveries > 0 || scenario->site.n_arrivals > 0;
    return lands && !isnan(scenario->study.start_days) && scenario->study.load != LOAD_CONSTANT;
}

/* Seconds after time 0. */
static double after_start_s(const struct landing *landing, double days)
{
    return (days - landing->start_days) * UNITS_DAY_S;
}

/* --- storage ------------------------------------------------------------------------------------ */

/* Tenths add up to a whole. */
static void land(struct landing *landing, int32_t d)
{
    const double landed = landing->stand.landed[landing->pool[d]] + landing->share[d];
    stand_set(&landing->stand, landing->pool[d], landed > 1.0 - 1e-9 ? 1.0 : landed);
}

static void set_room(struct landing *landing)
{
    struct world *world = landing->world;
    const double stored = world->plan->scenario->demand.stored_bytes.value;
    double holds = 0.0;
    const double room = stand_room(&landing->stand, isnan(stored) ? 0.0 : stored, &holds);
    fill_set_room(&world->fill, room, holds);
}

static void set_energy(struct landing *landing)
{
    struct energy *energy = &landing->world->energy;
    const struct plan_power *power = &landing->world->plan->power;
    const double gpus = landing->world->plan->scenario->site.gpus.value;
    energy->storage_idle_w = stand_idle_w(&landing->stand);
    energy->storage_max_w = stand_max_w(&landing->stand);
    energy->network_w = stand_network_w(&landing->stand);
    for (int op = 0; op < OPS; op++) energy->w_per_byte_per_s[op] = stand_w_per_byte_per_s(&landing->stand, (enum op)op);
    energy->gpu_idle_w = landing->gpus_land && gpus > 0.0 ? power->gpu_idle_w * (landing->gpus / gpus) : power->gpu_idle_w;
}

static void tell_pool(const struct landing *landing, int p)
{
    const struct world *world = landing->world;
    char part[64];
    timeline_add(world->timeline, des_now(world->des), "delivery", world->plan->pools[p].pool->name, "%s of it in service%s",
                 units_format(landing->stand.landed[p], UNIT_FRACTION, 3, part), landing->stand.serves[p] < landing->stand.landed[p] ? ", less than the smallest cluster" : "");
}

static void lands(struct des *des, void *context, int64_t d)
{
    (void)des;
    struct landing *landing = context;
    struct world *world = landing->world;
    if (world->failure) failure_catch_up(world->failure);
    else world_advance(world);
    land(landing, (int32_t)d);
    set_energy(landing);
    set_room(landing);
    service_land(world->service);
    if (world->failure) failure_land(world->failure);
    tell_pool(landing, landing->pool[d]);
}

/* A pool of which something is delivered has nothing before that. */
static void begin_deliveries(struct landing *landing)
{
    struct world *world = landing->world;
    for (int32_t d = 0; d < landing->n; d++) stand_set(&landing->stand, landing->pool[d], 0.0);
    for (int32_t d = 0; d < landing->n; d++) {
        const double at_s = after_start_s(landing, landing->days[d]);
        if (at_s <= 0.0) land(landing, d);
        else world_change_after(world, world_ns(at_s), lands, landing, d);
    }
}

/* --- GPUs ------------------------------------------------------------------------------------------ */

static double value_or_none(struct quantity quantity) { return isnan(quantity.value) ? 0.0 : quantity.value; }

static double spares_of(const struct world *world, const struct job_run *job)
{
    return value_or_none(world->plan->scenario->jobs[world->plan->jobs[job->planned].job].restart.spares);
}

static bool fits(const struct landing *landing, const struct job_run *job)
{
    return job->gpus + spares_of(landing->world, job) <= landing->gpus - landing->begun_gpus;
}

static void count_in(struct landing *landing, const struct job_run *job)
{
    landing->begun_gpus += job->gpus + spares_of(landing->world, job);
    landing->world->jobs.idle_gpus -= job->gpus;
}

/* Those that fit in what stands and is free. Returns how many. */
static int begin_jobs(struct landing *landing)
{
    const struct jobs *jobs = &landing->world->jobs;
    int begun = 0;
    for (int32_t j = 0; j < jobs->n; j++) {
        struct job_run *job = &jobs->runs[j];
        if (job->restart.state != RESTART_COMING || !fits(landing, job)) continue;
        count_in(landing, job);
        restart_begin(&job->restart);
        begun++;
    }
    return begun;
}

static void tell_gpus(const struct landing *landing, int begun)
{
    const struct world *world = landing->world;
    if (!world->timeline) return;
    timeline_add(world->timeline, des_now(world->des), "delivery", "GPUs", "%s of %s stand; %d job%s begin%s", text_count(world->arena, landing->gpus),
                 text_count(world->arena, world->plan->scenario->site.gpus.value), begun, begun == 1 ? "" : "s", begun == 1 ? "s" : "");
}

static void follow_gpus(struct landing *landing)
{
    struct world *world = landing->world;
    const double gpus = world->plan->scenario->site.gpus.value;
    set_energy(landing);
    if (gpus > 0.0) background_set_part(world, landing->gpus / gpus);
}

static void gpus_land(struct des *des, void *context, int64_t a)
{
    (void)des;
    struct landing *landing = context;
    struct world *world = landing->world;
    const double count = world->plan->scenario->site.arrivals[a].count.value;
    world_advance(world);
    landing->gpus += count;
    world->jobs.idle_gpus += count;
    follow_gpus(landing);
    tell_gpus(landing, begin_jobs(landing));
    world_look_soon(world);
}

static void begin_arrivals(struct landing *landing)
{
    struct world *world = landing->world;
    const struct site *site = &world->plan->scenario->site;
    landing->gpus_land = site->n_arrivals > 0;
    landing->gpus = landing->gpus_land ? 0.0 : value_or_none(site->gpus);
    for (int a = 0; a < site->n_arrivals; a++) {
        const double at_s = after_start_s(landing, site->arrivals[a].date.value);
        if (at_s <= 0.0) landing->gpus += site->arrivals[a].count.value;
        else world_change_after(world, world_ns(at_s), gpus_land, landing, a);
    }
}

void landing_hold_jobs(struct landing *landing)
{
    if (!landing || !landing->gpus_land) return;
    struct world *world = landing->world;
    world->jobs.idle_gpus = landing->gpus;
    for (int32_t j = 0; j < world->jobs.n; j++) {
        struct job_run *job = &world->jobs.runs[j];
        if (fits(landing, job)) count_in(landing, job);
        else restart_await(&job->restart);
    }
    follow_gpus(landing);
}

void landing_tell(const struct landing *landing)
{
    if (!landing) return;
    for (int p = 0; p < landing->world->plan->n_pools; p++)
        if (landing->stand.landed[p] < 1.0) tell_pool(landing, p);
}

/* --- the whole ---------------------------------------------------------------------------------------- */

static void draw_dates(struct landing *landing)
{
    const struct world *world = landing->world;
    const struct site_plan *plan = world->plan;
    landing->n = plan->scenario->n_deliveries;
    landing->days = ARENA_ARRAY(world->arena, double, landing->n);
    landing->pool = ARENA_ARRAY(world->arena, int, landing->n);
    landing->share = ARENA_ARRAY(world->arena, double, landing->n);
    if (landing->n == 0) return;
    stages_places(plan, landing->pool, landing->share);
    stages_draw(stages_of(plan, plan->catalog, world->arena), (uint64_t)world->replication, STAGES_AS_STATED, landing->days, NULL);
}

struct landing *landing_start(struct world *world)
{
    if (!landing_is_on(world->plan->scenario)) return NULL;
    struct landing *landing = ARENA_NEW(world->arena, struct landing);
    landing->world = world;
    landing->start_days = world->plan->scenario->study.start_days;
    landing->stand = stand_whole(world->plan, world->arena);
    draw_dates(landing);
    begin_deliveries(landing);
    begin_arrivals(landing);
    set_energy(landing);
    return landing;
}

void landing_pass(struct landing *landing, double s)
{
    landing->gpu_s += landing->gpus * s;
    landing->idle_gpu_s += landing->world->jobs.idle_gpus * s;
}

void landing_measure(struct landing *landing)
{
    landing->gpu_s = landing->idle_gpu_s = 0.0;
}

struct landing_account *landing_outcome(const struct landing *landing)
{
    struct landing_account *account = ARENA_NEW(landing->world->arena, struct landing_account);
    *account = (struct landing_account){ .n = landing->n, .gpu_s = landing->gpu_s, .idle_gpu_s = landing->idle_gpu_s };
    account->at_s = ARENA_ARRAY(landing->world->arena, double, account->n);
    for (int32_t d = 0; d < account->n; d++) account->at_s[d] = after_start_s(landing, landing->days[d]);
    return account;
}

struct landing_account *landing_account_copy(const struct landing_account *account, struct arena *arena)
{
    if (account == NULL) return NULL;
    struct landing_account *copy = ARENA_NEW(arena, struct landing_account);
    *copy = *account;
    copy->at_s = ARENA_ARRAY(arena, double, copy->n);
    if (copy->n > 0) memcpy(copy->at_s, account->at_s, (size_t)copy->n * sizeof *copy->at_s);
    return copy;
}
