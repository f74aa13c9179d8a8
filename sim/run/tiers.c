#include "run/tiers.h"

#include <math.h>

#include "base/units.h"
#include "run/path.h"
#include "run/world.h"

#define TIERS_WAKE_S 10.0
static const double tiers_free_again = 1e-3;       /* of the room */
static const double tiers_hits_off = 0.005;        /* of the hit ratio */
static const double tiers_same = 1e-12;
static const double tiers_hardly_bytes = 1.0, tiers_hardly_s = 1e-6;     /* what waits less is rounding: not worth a drain */

static void again(struct des *des, void *context, int64_t payload);

/* --- costs ------------------------------------------------------------------------------------------------------ */

static void add_class(const struct flow_class *class, double times, double *cost)
{
    for (int k = 0; k < class->n_coefficients; k++) cost[class->coefficients[k].row] += times * class->coefficients[k].per_byte;
}

void tiers_add_read_costs(const struct tiers *tiers, double *cost)
{
    add_class(&tiers->planned->other, 1.0, cost);
    add_class(&tiers->planned->hit, tiers->hit_ratio, cost);
    add_class(&tiers->planned->miss, 1.0 - tiers->hit_ratio, cost);
}

void tiers_add_use(const struct tiers *tiers, double *use)
{
    for (int32_t k = 0; k < tiers->n_uses; k++) use[tiers->uses[k].row.row] += tiers->uses[k].cost * tiers->out;
}

double tiers_drain_w(const struct tiers *tiers)
{
    return tiers->world->plan->system.drain.w_per_byte_per_s * tiers->out;
}

/* Where nothing fails prices are the tier's own matter. */
static void price_reads(struct tiers *tiers)
{
    struct world *world = tiers->world;
    if (world->service) {
        service_price_reads(world->service);
        return;
    }
    int32_t n_rows = world->plan->system.n_rows;
    for (int32_t r = 0; r < n_rows; r++) tiers->cost[OP_READ][r] = 0.0;
    tiers_add_read_costs(tiers, tiers->cost[OP_READ]);
    world->n_uses[OP_READ] = 0;
    for (int32_t r = 0; r < n_rows; r++)
        if (tiers->cost[OP_READ][r] > 0.0) world->uses[OP_READ][world->n_uses[OP_READ]++] = (struct fair_use){ { r }, tiers->cost[OP_READ][r] };
}

/* --- beginning ---------------------------------------------------------------------------------------------------- */

static double follows(const struct tiers *tiers, enum op op)
{
    const struct landing *landing = tiers->world->landing;
    return landing ? landing->stand.follows[op][tiers->planned->hot] : 1.0;
}

/* The pair's part of what clients read or write, and what the front may hold: as far as they stand. */
static double share_now(const struct tiers *tiers, enum op op)
{
    return follows(tiers, op) * (op == OP_READ ? tiers->planned->read_share : tiers->planned->write_share);
}

static bool stands(const struct tiers *tiers)
{
    const struct landing *landing = tiers->world->landing;
    return !landing || landing->stand.serves[tiers->planned->hot] > 0.0;
}

static double room_now(const struct tiers *tiers)
{
    const struct landing *landing = tiers->world->landing;
    return landing ? fmax(1.0, landing->stand.serves[tiers->planned->hot] * tiers->planned->room_bytes) : tiers->planned->room_bytes;
}

void tiers_add_gate(const struct tiers *tiers)
{
    struct world *world = tiers->world;
    const double share = share_now(tiers, OP_WRITE);
    if (share > 0.0) world->uses[OP_WRITE][world->n_uses[OP_WRITE]++] = (struct fair_use){ tiers->gate, share };
}

static void gate_writes(struct tiers *tiers)
{
    struct world *world = tiers->world;
    struct fair_use *uses = ARENA_ARRAY(world->arena, struct fair_use, world->plan->system.n_rows + 1);
    for (int32_t k = 0; k < world->n_uses[OP_WRITE]; k++) uses[k] = world->uses[OP_WRITE][k];
    world->uses[OP_WRITE] = uses;
    tiers->gate_now = HUGE_VAL;
    tiers->gate = flows_add_row(world->flows, HUGE_VAL);
    tiers_add_gate(tiers);
}

static void start_drain(struct tiers *tiers)
{
    struct world *world = tiers->world;
    const struct flow_class *drain = &world->plan->system.drain;
    tiers->uses = ARENA_ARRAY(world->arena, struct fair_use, drain->n_coefficients);
    for (int k = 0; k < drain->n_coefficients; k++) tiers->uses[tiers->n_uses++] = (struct fair_use){ { drain->coefficients[k].row }, drain->coefficients[k].per_byte };
    double gpus = world->plan->scenario->site.gpus.value;
    tiers->members = gpus > 0.0 ? gpus : 1.0;
    tiers->cap = tiers->planned->drain.bytes_per_s;
    tiers->drain = flows_start(world->flows, &(struct flow_spec){
        .bytes = HUGE_VAL, .weight = tiers->planned->weight, .members = tiers->members, .cap = 0.0, .uses = tiers->uses, .n_uses = tiers->n_uses });
}

static int64_t shorter(double a_s, double b_s)
{
    double s = isnan(b_s) || a_s < b_s ? a_s : b_s;
    return s < 1e9 ? world_ns(s) : INT64_MAX;
}

struct tiers *tiers_start(struct world *world)
{
    const struct plan_tier *planned = world->plan->tier;
    if (planned == NULL) return NULL;
    struct tiers *tiers = world->tiers = ARENA_NEW(world->arena, struct tiers);
    int32_t n_rows = world->plan->system.n_rows;
    *tiers = (struct tiers){ .world = world, .planned = planned, .hit_ratio = planned->hit_ratio, .tried_ns = -1, .full_at_ns = INT64_MAX, .measure_ns = 0 };
    if (!stands(tiers)) tiers->hit_ratio = 0.0;
    tiers->use = ARENA_ARRAY(world->arena, double, n_rows);
    for (int op = 0; op < OPS; op++) tiers->cost[op] = ARENA_ARRAY(world->arena, double, n_rows);
    add_class(&world->plan->system.classes[OP_WRITE], 1.0, tiers->cost[OP_WRITE]);
    if (!world->service) world->uses[OP_READ] = ARENA_ARRAY(world->arena, struct fair_use, n_rows);
    price_reads(tiers);
    gate_writes(tiers);
    start_drain(tiers);
    tiers->kept = fill_start(world->arena, planned->cached_bytes, HUGE_VAL, shorter(planned->retention_s, world->plan->scenario->demand.retention_s.value));
    return tiers;
}

void tiers_measure(struct tiers *tiers)
{
    tiers->measure_ns = des_now(tiers->world->des);
    tiers->account = (struct tiers_account){ .waiting_max_bytes = tiers->waiting };
    fill_measure(&tiers->kept);
}

/* --- time passes ---------------------------------------------------------------------------------------------------- */

/* What should be in front. */
static double wanted(const struct tiers *tiers)
{
    double waits = tiers->planned->cached_bytes + tiers->waiting, kept = fill_used(&tiers->kept);
    return waits > kept ? waits : kept;
}

static double held(const struct tiers *tiers)
{
    return fmin(wanted(tiers), room_now(tiers));
}

void tiers_pass(struct tiers *tiers, int64_t now_ns, double s)
{
    double before = tiers->waiting, held_before = held(tiers);
    tiers->waiting += (tiers->in - tiers->out) * s;
    if (tiers->waiting < 0.0) {                    /* it ran dry between two ns */
        tiers->rounding_bytes -= tiers->waiting;
        tiers->waiting = 0.0;
    }
    fill_advance(&tiers->kept, now_ns);
    struct tiers_account *account = &tiers->account;
    tiers->written += tiers->in * s;
    tiers->drained += tiers->out * s;
    account->written_bytes += tiers->in * s;
    account->drained_bytes += tiers->out * s;
    account->read_bytes += share_now(tiers, OP_READ) * tiers->read * s;
    account->hit_bytes += share_now(tiers, OP_READ) * tiers->hit_ratio * tiers->read * s;
    tiers->waiting_shown = 0.5 * (before + tiers->waiting);
    tiers->held_shown = 0.5 * (held_before + held(tiers));
    account->waiting_mean_bytes += tiers->waiting_shown * s;
    account->held_mean_bytes += tiers->held_shown * s;
    account->waiting_max_bytes = fmax(account->waiting_max_bytes, tiers->waiting);
    if (tiers->full) account->full_s += s;
}

void tiers_show(const struct tiers *tiers, double values[])
{
    values[SERIES_DRAIN] = tiers->out;
    values[SERIES_TIER_WAITING] = tiers->waiting_shown;
    values[SERIES_TIER_HELD] = tiers->held_shown;
}

/* --- drain and gate --------------------------------------------------------------------------------------------------- */

/* In one instant a limit is raised once and lowered as often as it takes: so the answers come to rest. */
static bool may_raise(struct tiers *tiers)
{
    int64_t now_ns = des_now(tiers->world->des);
    if (tiers->tried_ns == now_ns && tiers->tried) return false;
    tiers->tried_ns = now_ns;
    tiers->tried = true;
    return true;
}

static bool move(struct tiers *tiers, double *limit, double to)
{
    if (to == *limit || (fmax(to, *limit) < HUGE_VAL && fabs(to - *limit) <= tiers_same * fmax(to, *limit))) return false;
    if (to > *limit && !may_raise(tiers)) return false;
    *limit = to;
    return true;
}

static void set_drain(struct tiers *tiers, double cap)
{
    if (move(tiers, &tiers->cap_now, cap)) flows_set_cap(tiers->world->flows, tiers->drain, cap < HUGE_VAL ? cap / tiers->members : HUGE_VAL);
}

static void set_gate(struct tiers *tiers, double capacity)
{
    if (move(tiers, &tiers->gate_now, capacity)) flows_set_capacity(tiers->world->flows, tiers->gate, capacity);
}

/* The throttle is of what is in service. */
static double cap_in_service(const struct tiers *tiers)
{
    const struct service *service = tiers->world->service;
    double throttle = tiers->world->plan->scenario->pools[tiers->planned->hot].tier.drain_throttle.value, cap = HUGE_VAL;
    if (!service) return tiers->cap;
    for (int32_t k = 0; k < tiers->n_uses; k++) cap = fmin(cap, throttle * service->capacity[tiers->uses[k].row.row] / tiers->uses[k].cost);
    return cap;
}

static double wake_bytes(const struct tiers *tiers)
{
    return fmin(TIERS_WAKE_S * tiers->planned->write_share * tiers->world->most_write_rate, 0.5 * room_now(tiers));
}

static void tell(const struct tiers *tiers)
{
    const struct world *world = tiers->world;
    char rate[64];
    if (!world->timeline) return;
    timeline_add(world->timeline, des_now(world->des), tiers->full ? "full" : "room", world->plan->pools[tiers->planned->hot].pool->name,
                 tiers->full ? "waits to be drained in full; the drain runs at %s" : "the drain runs at %s", units_format(tiers->out, UNIT_BYTES_PER_S, 3, rate));
}

static void turn(struct tiers *tiers)
{
    double room = room_now(tiers), left = room - tiers->waiting;
    bool full = tiers->full ? left < tiers_free_again * room : left <= 2e-9 * (tiers->in + tiers->out);
    if (full == tiers->full) return;
    tiers->full = full;
    if (full && tiers->full_at_ns == INT64_MAX) tiers->full_at_ns = des_now(tiers->world->des);
    tell(tiers);
}

static void set_limits(struct tiers *tiers)
{
    double cap = cap_in_service(tiers);
    if (tiers->behind && !(tiers->waiting > 2e-9 * (tiers->in + tiers->out))) tiers->behind = false;
    else if (!tiers->behind && tiers->waiting > tiers_hardly_bytes + tiers_hardly_s * (tiers->in + tiers->out)) tiers->behind = true;
    turn(tiers);
    set_drain(tiers, tiers->behind ? cap : fmin(cap, tiers->in));
    set_gate(tiers, tiers->full ? tiers->out : HUGE_VAL);
}

static void set_hits(struct tiers *tiers)
{
    double most = tiers->planned->hit_ratio, hits = stands(tiers) ? most * fmin(1.0, room_now(tiers) / wanted(tiers)) : 0.0;
    bool all = hits == most;
    if (hits == tiers->hit_ratio || (!all && fabs(hits - tiers->hit_ratio) < tiers_hits_off * most)) return;
    tiers->hit_ratio = hits;
    price_reads(tiers);
    path_reroute_reads(tiers->world);
}

/* When the next of these comes about at the present rates: all is drained; the drain wakes; full; room again; more or less to keep. */
static int64_t next_ns(const struct tiers *tiers)
{
    double net = tiers->in - tiers->out, s = HUGE_VAL, room = room_now(tiers);
    if (net < 0.0 && tiers->behind) s = tiers->waiting / -net;
    if (net > 0.0 && !tiers->behind) s = fmax(0.0, wake_bytes(tiers) - tiers->waiting) / net;
    if (net > 0.0 && !tiers->full) s = fmin(s, fmax(0.0, room - tiers->waiting) / net);
    if (net < 0.0 && tiers->full) s = fmin(s, fmax(0.0, tiers->waiting - room * (1.0 - tiers_free_again)) / -net);
    if (stands(tiers) && wanted(tiers) > 0.99 * room) s = fmin(s, fmax(1.0, tiers_hits_off * room / fmax(1.0, fabs(net) + tiers->kept.delete_rate + tiers->in)));
    double ns = ceil(s * 1e9);
    return ns < 1e18 ? (int64_t)fmax(1.0, ns) : INT64_MAX;
}

static void look_ahead(struct tiers *tiers)
{
    struct world *world = tiers->world;
    int64_t wait_ns = next_ns(tiers);
    des_cancel(world->des, tiers->next);
    tiers->next = wait_ns < INT64_MAX ? world_change_after(world, wait_ns, again, tiers, 0) : DES_NONE;
}

static void again(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct tiers *tiers = context;
    world_advance(tiers->world);
    world_look_soon(tiers->world);
}

static void note_use(struct tiers *tiers, double read, double write)
{
    const struct row_system *system = &tiers->world->plan->system;
    if (tiers->world->service) return;             /* service_look does */
    for (int32_t r = 0; r < system->n_rows; r++) tiers->use[r] = tiers->cost[OP_READ][r] * read + tiers->cost[OP_WRITE][r] * write;
    tiers_add_use(tiers, tiers->use);
    for (int32_t r = 0; r < system->n_rows; r++) {
        if (!(tiers->use[r] > 0.0)) continue;
        tiers->use[r] /= system->rows[r].capacity;
        audit_at_most(&tiers->world->audit, "use of a row <= its capacity, the drain's too", tiers->use[r], 1.0);
    }
}

void tiers_look(struct tiers *tiers, double read, double write)
{
    tiers->in = share_now(tiers, OP_WRITE) * write;
    tiers->out = flows_total_rate(tiers->world->flows, tiers->drain);
    tiers->read = read;
    fill_set_rates(&tiers->kept, tiers->in, tiers->in);
    note_use(tiers, read, write);
    set_limits(tiers);
    set_hits(tiers);
    look_ahead(tiers);
}

/* --- what it came to ----------------------------------------------------------------------------------------------------- */

struct tiers_account *tiers_outcome(struct tiers *tiers, double measured_s, double written_by_store)
{
    struct audit *audit = &tiers->world->audit;
    struct tiers_account *account = &tiers->account;
    double drained = flows_moved_total_bytes(tiers->world->flows, tiers->drain), slack = tiers->rounding_bytes + tiers->world->rounding_bytes;
    const double to_tier = tiers->world->landing ? tiers->written : tiers->planned->write_share * written_by_store;      /* the part changes with what lands */
    audit_equal_but(audit, "bytes written to the tier = drained + waiting", to_tier, drained + tiers->waiting, slack);
    audit_equal_but(audit, "bytes drained = their rate over time", tiers->drained, drained, tiers->rounding_bytes);
    account->waiting_mean_bytes /= measured_s;
    account->held_mean_bytes /= measured_s;
    account->full_at_s = tiers->full_at_ns == INT64_MAX ? (double)NAN : (double)tiers->full_at_ns / 1e9;
    return account;
}
