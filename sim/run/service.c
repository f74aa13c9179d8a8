#include "run/service.h"

#include <math.h>

#include "run/path.h"
#include "run/world.h"

/* --- what is out ------------------------------------------------------------------------------- */

static double part(double some, double all)
{
    return all > 0.0 ? fmin(1.0, fmax(0.0, some / all)) : 0.0;
}

/* The part of the pool that has landed and serves. */
static double serves(const struct service *service, int32_t p)
{
    const struct landing *landing = service->world->landing;
    return landing ? landing->stand.serves[p] : 1.0;
}

/* Nodes of the group that go with a failure domain in maintenance: their share of one, or one front end. */
static double nodes_in_maintenance(const struct service_pool *pool, int32_t g)
{
    const struct service_group *group = &pool->groups[g];
    double domains = service_is_front(pool, g) ? group->nodes : pool->planned->domains;
    return part(pool->domains_out, domains) * group->nodes;
}

/* Failure domains and drives: of a rack that is one all its nodes are one loss. */
static double losses_of(const struct service_pool *pool, const struct service_group *group)
{
    bool racks = pool->planned->pool->failure_domain == DOMAIN_RACK && group->nodes_per_rack > 0.0;
    const double dark = group->nodes_dark + group->nodes_unfed;
    return group->nodes_lost + group->drives_lost + rint(racks ? dark / group->nodes_per_rack : dark);
}

static void count(struct service_pool *pool, double serves)
{
    pool->losses = pool->domains_out;
    pool->unreadable = 0.0;
    for (int32_t g = 0; g < pool->n_groups; g++) {
        struct service_group *group = &pool->groups[g];
        double away = group->nodes_dark + group->nodes_unfed + nodes_in_maintenance(pool, g);
        group->nodes_out = group->nodes_dead + away;
        if (service_is_front(pool, g)) continue;
        pool->losses += losses_of(pool, group);
        pool->unreadable += group->share * fmin(1.0, part(away + group->nodes_lost, serves * group->nodes) + part(group->drives_lost, serves * group->planned->drives));
    }
    pool->unreadable = fmin(1.0, pool->unreadable);
}

static double in_service(const struct service_group *group, enum row_kind kind, double serves)
{
    double nodes = serves * (1.0 - part(group->nodes_out, serves * group->nodes));
    if (kind == ROW_MEDIA) return nodes * (1.0 - part(group->drives_out, serves * group->planned->drives));
    if (kind == ROW_NIC_TX || kind == ROW_NIC_RX) return nodes * (1.0 - part(group->links_out, serves * group->planned->links));
    return nodes;
}

/* --- what clients pay --------------------------------------------------------------------------- */

static int32_t uses_of(const struct service *service, enum op op, struct fair_use *uses)
{
    int32_t n = 0;
    for (int32_t r = 0; r < service->n_rows; r++)
        if (service->cost[op][r] > 0.0) uses[n++] = (struct fair_use){ { r }, service->cost[op][r] };
    return n;
}

static void add_costs(double *cost, const struct coefficient *coefficients, int n, double times)
{
    for (int k = 0; k < n; k++) cost[coefficients[k].row] += times * coefficients[k].per_byte;
}

/* Load goes where something serves. */
static void follow(struct service *service, enum op op)
{
    const struct landing *landing = service->world->landing;
    const struct row *rows = service->world->plan->system.rows;
    if (!landing || landing->stand.whole) return;
    for (int32_t r = 0; r < service->n_rows; r++)
        if (rows[r].pool >= 0) service->cost[op][r] *= landing->stand.follows[op][rows[r].pool];
}

static void price(struct service *service, enum op op)
{
    const struct flow_class *class = &service->world->plan->system.classes[op];
    for (int32_t r = 0; r < service->n_rows; r++) service->cost[op][r] = 0.0;
    if (op == OP_READ && service->world->tiers) tiers_add_read_costs(service->world->tiers, service->cost[op]);
    else add_costs(service->cost[op], class->coefficients, class->n_coefficients, 1.0);
    for (int32_t p = 0; op == OP_READ && p < service->n_pools; p++) {
        const struct plan_repair *repair = service->pools[p].planned->repair;
        if (service->pools[p].unreadable > 0.0) add_costs(service->cost[op], repair->unreadable, repair->n_unreadable, service->pools[p].unreadable);
    }
    follow(service, op);
    service->world->n_uses[op] = uses_of(service, op, service->world->uses[op]);
    if (op == OP_WRITE && service->world->tiers) tiers_add_gate(service->world->tiers);
}

void service_price_reads(struct service *service)
{
    price(service, OP_READ);
}

static double bound_now(const struct service *service, enum op op, const double *taken)
{
    double bound = HUGE_VAL;
    for (int32_t r = 0; r < service->n_rows; r++)
        if (service->cost[op][r] > 0.0) bound = fmin(bound, fmax(0.0, service->capacity[r] - taken[r]) / service->cost[op][r]);
    return bound;
}

void service_note_less(struct service *service)
{
    double *taken = service->use;        /* as scratch: the next look fills it again */
    for (int32_t r = 0; r < service->n_rows; r++) taken[r] = 0.0;
    for (int32_t p = 0; p < service->n_pools; p++) rebuild_may_take(&service->pools[p].rebuild, taken);
    for (int op = 0; op < OPS; op++) {
        if (!(service->bound[op] < HUGE_VAL)) continue;
        gauge_set(&service->less[op], des_now(service->world->des), fmax(0.0, service->bound[op] - bound_now(service, (enum op)op, taken)));
    }
}

static void set_capacity(struct service *service, int32_t p)
{
    struct world *world = service->world;
    struct service_pool *pool = &service->pools[p];
    const struct row_system *system = &world->plan->system;
    count(pool, serves(service, p));
    for (int32_t r = 0; r < service->n_rows; r++) {
        if (system->rows[r].pool != p) continue;
        double capacity = system->rows[r].capacity * in_service(&pool->groups[system->rows[r].group], system->rows[r].kind, serves(service, p));
        if (capacity == service->capacity[r]) continue;
        service->capacity[r] = capacity;
        flows_set_capacity(world->flows, (fair_row){ r }, capacity);
    }
    rebuild_set_capacity(&pool->rebuild, service->capacity);
}

void service_update(struct service *service, int32_t p)
{
    struct world *world = service->world;
    struct service_pool *pool = &service->pools[p];
    double unreadable_before = pool->unreadable;
    set_capacity(service, p);
    if (pool->unreadable != unreadable_before) {
        price(service, OP_READ);
        path_reroute_reads(world);
    }
    service_note_less(service);
    world_look_soon(world);
}

/* --- what lands ------------------------------------------------------------------------------------ */

/* Of what has landed, nothing out. Flows and rebuilds ask for no more than this leaves. */
static double bound_of_all(const struct service *service, enum op op)
{
    const struct row_system *system = &service->world->plan->system;
    const struct landing *landing = service->world->landing;
    const struct flow_class *class = &system->classes[op];
    double bound = HUGE_VAL;
    for (int k = 0; k < class->n_coefficients; k++) {
        const struct row *row = &system->rows[class->coefficients[k].row];
        const double follows = landing && row->pool >= 0 ? landing->stand.follows[op][row->pool] : 1.0, part = row->pool >= 0 ? serves(service, row->pool) : 1.0;
        if (follows > 0.0) bound = fmin(bound, part * row->capacity / (follows * class->coefficients[k].per_byte));
    }
    return bound;
}

void service_land(struct service *service)
{
    for (int32_t p = 0; p < service->n_pools; p++) set_capacity(service, p);
    for (int op = 0; op < OPS; op++) {
        price(service, (enum op)op);
        service->bound[op] = bound_of_all(service, (enum op)op);
    }
    path_reroute_reads(service->world);
    path_reroute_writes(service->world);
    service_note_less(service);
    world_look_soon(service->world);
}

bool service_awaits(const struct service *service, int32_t row)
{
    const int pool = service->world->plan->system.rows[row].pool;
    return pool >= 0 && !(serves(service, pool) > 0.0);
}

/* --- beginning -------------------------------------------------------------------------------------- */

static void start_group(const struct service_pool *pool, int32_t g, struct service_group *group)
{
    bool front = service_is_front(pool, g);
    const struct plan_group *planned = front ? pool->planned->front_ends : &pool->planned->groups[g];
    *group = (struct service_group){ .planned = &pool->planned->repair->groups[g], .nodes = planned->nodes, .share = front ? 0.0 : planned->share };
    if (group->planned->racks > 0.0) group->nodes_per_rack = planned->nodes / group->planned->racks;
}

static void start_pool(struct service *service, int32_t p)
{
    struct world *world = service->world;
    struct service_pool *pool = &service->pools[p];
    pool->planned = &world->plan->pools[p];
    CHECK(pool->planned->repair != NULL);
    pool->has_front = pool->planned->front_ends != NULL;
    pool->n_groups = pool->planned->n_groups + pool->has_front;
    pool->groups = ARENA_ARRAY(world->arena, struct service_group, pool->n_groups);
    for (int32_t g = 0; g < pool->n_groups; g++) start_group(pool, g, &pool->groups[g]);
    rebuild_start(&pool->rebuild, world, pool->planned->repair);
    set_capacity(service, p);
}

bool service_is_on(const struct site_plan *plan)
{
    const bool lands = landing_is_on(plan->scenario) && plan->scenario->n_deliveries > 0;
    return plan->n_pools > 0 && (failure_is_on(plan->scenario) || lands);
}

struct service *service_start(struct world *world)
{
    const struct site_plan *plan = world->plan;
    if (!service_is_on(plan)) return NULL;
    struct service *service = world->service = ARENA_NEW(world->arena, struct service);
    *service = (struct service){ .world = world, .n_pools = plan->n_pools, .n_rows = plan->system.n_rows };
    service->capacity = ARENA_ARRAY(world->arena, double, service->n_rows);
    service->use = ARENA_ARRAY(world->arena, double, service->n_rows);
    for (int32_t r = 0; r < service->n_rows; r++) service->capacity[r] = plan->system.rows[r].capacity;
    service->pools = ARENA_ARRAY(world->arena, struct service_pool, service->n_pools);
    for (int32_t p = 0; p < service->n_pools; p++) start_pool(service, p);
    for (int op = 0; op < OPS; op++) {
        service->cost[op] = ARENA_ARRAY(world->arena, double, service->n_rows);
        world->uses[op] = ARENA_ARRAY(world->arena, struct fair_use, service->n_rows);
        price(service, (enum op)op);
        service->bound[op] = bound_of_all(service, (enum op)op);
        service->less[op] = gauge_start(0, 0.0, NULL);
    }
    return service;
}

/* --- looking ------------------------------------------------------------------------------------------ */

void service_look(struct service *service, double read, double write)
{
    for (int32_t r = 0; r < service->n_rows; r++) service->use[r] = service->cost[OP_READ][r] * read + service->cost[OP_WRITE][r] * write;
    for (int32_t p = 0; p < service->n_pools; p++) rebuild_look(&service->pools[p].rebuild, service->use);
    if (service->world->tiers) tiers_add_use(service->world->tiers, service->use);
    for (int32_t r = 0; r < service->n_rows; r++) {
        if (!(service->use[r] > 0.0)) continue;
        service->use[r] /= service->capacity[r];
        audit_at_most(&service->world->audit, "use of a row <= what is in service", service->use[r], 1.0);
    }
}
