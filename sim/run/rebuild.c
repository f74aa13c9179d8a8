#include "run/rebuild.h"

#include <math.h>

#include "run/world.h"

/* Flows know what is left, to the last digits of the whole: of one given up, what was moved is off by so much of its bytes. */
static const double rebuild_digits = 1e-15;

static void start_law(struct rebuild_law *law, const struct plan_rebuild *planned, struct arena *arena)
{
    *law = (struct rebuild_law){ .strips = planned->strips, .cap = planned->bytes_per_s };
    law->uses = ARENA_ARRAY(arena, struct fair_use, planned->n_coefficients);
    for (int c = 0; c < planned->n_coefficients; c++)
        law->uses[law->n_uses++] = (struct fair_use){ { planned->coefficients[c].row }, planned->coefficients[c].per_byte };
}

void rebuild_start(struct rebuild *rebuild, struct world *world, const struct plan_repair *repair)
{
    *rebuild = (struct rebuild){ .world = world, .throttle = repair->throttle, .weight = world->plan->scenario->failures.rebuild_weight.value };
    start_law(&rebuild->laws[REBUILD_DRIVE], &repair->drive, world->arena);
    start_law(&rebuild->laws[REBUILD_NODE], &repair->node, world->arena);
}

/* --- how fast ------------------------------------------------------------------------------------ */

static double cap_of(const struct rebuild *rebuild, const struct rebuild_law *law, const double *capacity)
{
    double cap = HUGE_VAL;
    for (int32_t k = 0; k < law->n_uses; k++) cap = fmin(cap, rebuild->throttle * capacity[law->uses[k].row.row] / law->uses[k].cost);
    return cap;
}

/* Reserved: a level of 1 byte/s is the whole cap, below what any client runs at, so that it is served first. */
static double weight_of(const struct rebuild *rebuild, const struct rebuild_law *law)
{
    if (!isnan(rebuild->weight)) return rebuild->weight;
    return law->cap < HUGE_VAL ? fmax(law->cap, 1.0) : 1.0;
}

void rebuild_set_capacity(struct rebuild *rebuild, const double *capacity)
{
    for (int k = 0; k < REBUILD_KINDS; k++) {
        struct rebuild_law *law = &rebuild->laws[k];
        double cap = cap_of(rebuild, law, capacity);
        if (cap == law->cap) continue;
        law->cap = cap;
        if (!rebuild->first || (int)rebuild->first->kind != k) continue;
        flows_set_cap(rebuild->world->flows, rebuild->flow, cap);
        flows_set_weight(rebuild->world->flows, rebuild->flow, weight_of(rebuild, law));
    }
}

/* --- one after the other ------------------------------------------------------------------------- */

static void done(void *context, flow_id flow);

static void begin_first(struct rebuild *rebuild)
{
    const struct rebuild_law *law = &rebuild->laws[rebuild->first->kind];
    rebuild->flow = flows_start(rebuild->world->flows, &(struct flow_spec){
        .bytes = rebuild->first->bytes, .weight = weight_of(rebuild, law), .members = 1.0, .cap = law->cap,
        .uses = law->uses, .n_uses = law->n_uses, .done = done, .context = rebuild });
}

/* The first leaves; whoever is no longer needed goes with it. */
static void next(struct rebuild *rebuild)
{
    rebuild->rate = 0.0;
    do {
        rebuild->first->waits = false;
        rebuild->first = rebuild->first->next;
    } while (rebuild->first && rebuild->first->dropped);
    if (rebuild->first) begin_first(rebuild);
    else rebuild->last = NULL;
}

static void done(void *context, flow_id flow)
{
    (void)flow;
    struct rebuild *rebuild = context;
    world_advance(rebuild->world);
    struct rebuild_task *task = rebuild->first;
    struct rebuild_law *law = &rebuild->laws[task->kind];
    if (law->n_uses > 0) rebuild->by_flow += task->bytes;
    else law->measured += task->bytes;               /* where nothing limits it, it takes no time */
    rebuild->rounding += 1e-9 * rebuild->rate;
    next(rebuild);
    task->done(task);
}

void rebuild_add(struct rebuild *rebuild, struct rebuild_task *task)
{
    task->next = NULL;
    task->waits = true;
    if (rebuild->first) rebuild->last->next = task;
    else rebuild->first = task;
    rebuild->last = task;
    if (rebuild->first == task) begin_first(rebuild);
}

void rebuild_drop(struct rebuild *rebuild, struct rebuild_task *task)
{
    task->dropped = true;
    if (rebuild->first != task) return;
    rebuild->by_flow += flows_stop(rebuild->world->flows, rebuild->flow);
    rebuild->rounding += rebuild_digits * task->bytes;
    next(rebuild);
}

/* --- counting ------------------------------------------------------------------------------------- */

static void add_use(const struct rebuild_law *law, double rate, double *use)
{
    for (int32_t k = 0; rate > 0.0 && k < law->n_uses; k++) use[law->uses[k].row.row] += law->uses[k].cost * rate;
}

void rebuild_may_take(const struct rebuild *rebuild, double *taken)
{
    if (rebuild->first) add_use(&rebuild->laws[rebuild->first->kind], rebuild->laws[rebuild->first->kind].cap, taken);
}

void rebuild_look(struct rebuild *rebuild, double *use)
{
    const struct rebuild_law *law = rebuild->first ? &rebuild->laws[rebuild->first->kind] : NULL;
    rebuild->rate = law && law->n_uses > 0 ? flows_rate(rebuild->world->flows, rebuild->flow) : 0.0;
    if (law) add_use(law, rebuild->rate, use);
}

double rebuild_rounding(const struct rebuild *rebuild)
{
    return rebuild->rounding + (rebuild->first ? rebuild_digits * rebuild->first->bytes : 0.0);
}

double rebuild_moved(const struct rebuild *rebuild)
{
    return rebuild->by_flow + (rebuild->first ? flows_moved_bytes(rebuild->world->flows, rebuild->flow) : 0.0);
}
