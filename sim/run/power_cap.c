#include "run/power_cap.h"

#include <math.h>

#include "run/world.h"

/* Below this part of the cap two capacities are one. */
static const double power_cap_same = 1e-13;
/* A row with more room than this part of it can't be what holds its class. */
static const double power_cap_slack = 1e-9;
enum { POWER_CAP_ROUNDS = 64 };

void power_cap_start(struct world *world)
{
    struct power_cap *cap = &world->power_cap;
    const struct plan_power *power = &world->plan->power;
    *cap = (struct power_cap){ .on = power->cap_w > 0.0, .cap_w = power->cap_w };
    if (!cap->on) return;
    for (int c = 0; c < POWER_CLASSES; c++) {
        cap->row[c] = flows_add_row(world->flows, HUGE_VAL);
        cap->set_w[c] = HUGE_VAL;
    }
    cap->joined = ARENA_ARRAY(world->arena, struct fair_use, world->plan->system.n_rows + 3);
}

int32_t power_cap_uses(struct world *world, enum op op, enum power_class class, double gpu_w_per_byte, const struct fair_use **uses)
{
    struct power_cap *cap = &world->power_cap;
    int32_t n = world->n_uses[op];
    *uses = world->uses[op];
    if (!cap->on) return n;
    for (int32_t k = 0; k < n; k++) cap->joined[k] = world->uses[op][k];
    const double storage_w = world->energy.w_per_byte_per_s[op];
    if (storage_w > 0.0) cap->joined[n++] = (struct fair_use){ cap->row[class], storage_w };
    if (gpu_w_per_byte > 0.0) cap->joined[n++] = (struct fair_use){ cap->row[POWER_GPUS], gpu_w_per_byte };
    *uses = cap->joined;
    return n;
}

double power_cap_gpu_w_per_byte(const struct world *world, double demand, double barrier)
{
    const struct energy *energy = &world->energy;
    if (!world->power_cap.on || world->plan->power.cap_storage_only || !(demand > 0.0)) return 0.0;
    return fmax(0.0, energy->gpu_swing_w - energy->stalled_w) / barrier / demand;
}

bool power_cap_has(const struct power_cap *cap, fair_row row)
{
    return cap->on && row.row >= cap->row[0].row && row.row <= cap->row[POWER_CLASSES - 1].row;
}

/* --- after a solve ---------------------------------------------------------------------------- */

static double background_rate(const struct world *world, enum op op)
{
    return world->background.asked[op] > 0.0 ? flows_total_rate(world->flows, world->background.flow[op]) : 0.0;
}

static double gpus_w(const struct world *world)
{
    double w = 0.0;
    for (int32_t p = 0; p < world->plan->n_jobs; p++) {
        const struct readers *readers = &world->jobs.readers[p];
        w += readers->gpus * readers_rate(readers, world) * readers->gpu_w_per_byte;
    }
    return w;
}

/* What each class draws now, linear; and what nobody can give up. */
static void see(struct world *world, double used_w[POWER_CLASSES])
{
    struct power_cap *cap = &world->power_cap;
    const struct energy *energy = &world->energy;
    const double *cost = energy->w_per_byte_per_s, read = background_rate(world, OP_READ), write = background_rate(world, OP_WRITE);
    used_w[POWER_READS] = cost[OP_READ] * fmax(0.0, world->rates.got[OP_READ] - read);
    used_w[POWER_CHECKPOINTS] = cost[OP_WRITE] * fmax(0.0, world->rates.got[OP_WRITE] - write);
    used_w[POWER_BACKGROUND] = cost[OP_READ] * read + cost[OP_WRITE] * write;
    used_w[POWER_GPUS] = gpus_w(world);
    const bool storage_only = world->plan->power.cap_storage_only;
    const double gpu_w = world->values[SERIES_GPU_W], storage_w = world->values[SERIES_STORAGE_W];
    cap->fixed_w = energy->storage_idle_w + energy->network_w + (world->tiers ? tiers_drain_w(world->tiers) : 0.0) + (storage_only ? 0.0 : energy->other_w + gpu_w - used_w[POWER_GPUS]);
    cap->draw_w = storage_w + (storage_only ? 0.0 : energy->other_w + gpu_w);
}

static void set(struct world *world, enum power_class class, double capacity_w)
{
    struct power_cap *cap = &world->power_cap;
    if (capacity_w == cap->set_w[class] || fabs(capacity_w - cap->set_w[class]) <= power_cap_same * cap->cap_w) return;
    cap->set_w[class] = capacity_w;
    flows_set_capacity(world->flows, cap->row[class], capacity_w);
}

/* How often it has been solved at this instant. */
static int32_t rounds(struct world *world)
{
    struct power_cap *cap = &world->power_cap;
    const int64_t now_ns = des_now(world->des);
    cap->rounds = cap->round_ns == now_ns ? cap->rounds + 1 : 0;
    cap->round_ns = now_ns;
    return cap->rounds;
}

/* The last class that still draws anything draws nothing. What is left of a difference of sums is nothing. */
static void close_last(struct world *world, const double used_w[POWER_CLASSES])
{
    for (int k = POWER_CLASSES - 1; k >= 0; k--) {
        const enum power_class class = world->plan->power.cap_order[k];
        if (!(used_w[class] > power_cap_same * world->power_cap.cap_w)) continue;
        set(world, class, 0.0);
        return;
    }
}

/* Was the row what held its class? */
static bool is_full(const struct power_cap *cap, enum power_class class, double used_w)
{
    return cap->set_w[class] < HUGE_VAL && used_w >= cap->set_w[class] * (1.0 - power_cap_slack);
}

/* Classes that lean on one row of storage come closer in steps, sometimes without end, since what a lower class gives up of it a higher one
 * takes: after some rounds rows are only lowered and nobody takes more than it has, after more the last class is closed. Either
 * ends within the cap. */
static void share_out(struct world *world, const double used_w[POWER_CLASSES], double left_w, bool lower_only)
{
    struct power_cap *cap = &world->power_cap;
    cap->binds = false;
    for (int k = 0; k < POWER_CLASSES; k++) {
        const enum power_class class = world->plan->power.cap_order[k];
        const double may_w = fmax(0.0, left_w);
        const bool held = used_w[class] > may_w * (1.0 - power_cap_slack) || may_w == 0.0 || is_full(cap, class, used_w[class]);
        const double room_w = held ? may_w : lower_only ? used_w[class] : HUGE_VAL;
        set(world, class, lower_only ? fmin(room_w, cap->set_w[class]) : room_w);
        cap->binds = cap->binds || held || cap->set_w[class] < HUGE_VAL;
        left_w -= fmin(used_w[class], may_w);
    }
}

void power_cap_look(struct world *world)
{
    struct power_cap *cap = &world->power_cap;
    double used_w[POWER_CLASSES], total_w = 0.0;
    if (!cap->on) return;
    see(world, used_w);
    for (int c = 0; c < POWER_CLASSES; c++) total_w += used_w[c];
    const double left_w = cap->cap_w - cap->fixed_w;
    if (!cap->binds && total_w <= left_w) return;
    const int32_t n = rounds(world);
    if (n > 2 * POWER_CAP_ROUNDS && total_w > left_w + 10.0 * power_cap_same * cap->cap_w) close_last(world, used_w);
    else share_out(world, used_w, left_w, n > POWER_CAP_ROUNDS);
}

/* --- in time ---------------------------------------------------------------------------------- */

void power_cap_hold(struct world *world, double s)
{
    struct power_cap *cap = &world->power_cap;
    if (!cap->on) return;
    const bool met = cap->fixed_w <= cap->cap_w;
    audit_at_most(&world->audit, "draw <= power cap", cap->draw_w, met ? cap->cap_w : fmax(cap->cap_w, cap->fixed_w));
    if (cap->binds) cap->bound_s += s;
    if (!met) cap->unmet_s += s;
}

void power_cap_restart(struct power_cap *cap)
{
    cap->bound_s = cap->unmet_s = 0.0;
}
