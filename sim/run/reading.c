#include "run/reading.h"

#include <math.h>

#include "run/world.h"

static void turn(struct des *des, void *context, int64_t payload);
static void run_empty(struct des *des, void *context, int64_t payload);
static void all_read(void *context, flow_id flow);

/* --- flows ---------------------------------------------------------------------------------- */

/* Reads `bytes` (of the whole job) from now on, INFINITY for no end. */
static void read_bytes(struct reading *reading, double bytes)
{
    struct world *world = reading->world;
    if (flows_alive(world->flows, reading->flow)) {
        flows_set_left(world->flows, reading->flow, bytes / reading->gpus);
        return;
    }
    const struct fair_use *uses = NULL;
    const int32_t n_uses = power_cap_uses(world, OP_READ, POWER_READS, 0.0, &uses);
    reading->flow = flows_start(world->flows, &(struct flow_spec){
        .bytes = bytes / reading->gpus, .weight = reading->weight, .members = reading->gpus, .cap = reading->paused ? 0.0 : reading->cap,
        .uses = uses, .n_uses = n_uses, .done = all_read, .context = reading });
}

static void read_no_more(struct reading *reading)
{
    if (flows_alive(reading->world->flows, reading->flow)) flows_stop(reading->world->flows, reading->flow);
    reading->flow = (flow_id){ 0, 0 };
}

/* --- the cycle ------------------------------------------------------------------------------- */

static void turn_after(struct reading *reading, int64_t wait_ns)
{
    reading->turn_ns = des_now(reading->world->des) + wait_ns;
    reading->turn = world_after(reading->world, wait_ns, turn, reading);
}

/* `part` of a burst is still to come. */
static void begin_burst(struct reading *reading, double part)
{
    reading->wants = true;
    double left_s = reading->burst_s * part;
    bool buffered = reading->buffer > 0.0;
    read_bytes(reading, buffered || left_s == HUGE_VAL ? HUGE_VAL : left_s * reading->demand);
    if (buffered && left_s < HUGE_VAL) turn_after(reading, world_ns(left_s));
}

static void begin_gap(struct reading *reading)
{
    reading->wants = false;
    if (reading->buffer < reading->buffer_bytes) read_bytes(reading, reading->buffer_bytes - reading->buffer);
    else read_no_more(reading);
    turn_after(reading, world_ns(luck_exponential(&reading->luck, reading->gap_mean_s)));
}

static void turn(struct des *des, void *context, int64_t payload)
{
    (void)des, (void)payload;
    struct reading *reading = context;
    world_advance(reading->world);
    des_cancel(reading->world->des, reading->empty);
    if (reading->wants) begin_gap(reading);
    else begin_burst(reading, 1.0);
}

/* A burst's bytes are all there, or the buffer is full again. */
static void all_read(void *context, flow_id flow)
{
    (void)flow;
    struct reading *reading = context;
    world_advance(reading->world);
    reading->flow = (flow_id){ 0, 0 };
    if (reading->wants) begin_gap(reading);
    else reading->buffer = reading->buffer_bytes;
}

/* From now on the job goes only as fast as it reads: what is left of the burst is bytes. */
static void run_empty(struct des *des, void *context, int64_t payload)
{
    (void)payload;
    struct reading *reading = context;
    world_advance(reading->world);
    reading->buffer = 0.0;
    if (des_cancel(des, reading->turn)) read_bytes(reading, (double)(reading->turn_ns - des_now(des)) / 1e9 * reading->demand);
    world_look_soon(reading->world);
}

/* --- standing still --------------------------------------------------------------------------- */

void reading_pause(struct reading *reading)
{
    struct des *des = reading->world->des;
    reading->paused = true;
    if (flows_alive(reading->world->flows, reading->flow)) flows_set_cap(reading->world->flows, reading->flow, 0.0);
    else world_look_soon(reading->world);
    reading->left_ns = des_cancel(des, reading->turn) ? reading->turn_ns - des_now(des) : -1;
    des_cancel(des, reading->empty);
}

void reading_resume(struct reading *reading)
{
    reading->paused = false;
    if (flows_alive(reading->world->flows, reading->flow)) flows_set_cap(reading->world->flows, reading->flow, reading->cap);
    else world_look_soon(reading->world);
    if (reading->left_ns >= 0) turn_after(reading, reading->left_ns);
}

/* --- looking ------------------------------------------------------------------------------------ */

static void foresee_empty(struct reading *reading)
{
    struct world *world = reading->world;
    des_cancel(world->des, reading->empty);
    double drop = reading->demand - reading->rate;
    if (reading->paused || !reading->wants || !(drop > 1e-12 * reading->demand)) return;
    reading->empty = world_after(world, world_ns(reading->buffer / drop), run_empty, reading);
}

double reading_look(struct reading *reading)
{
    reading->rate = flows_alive(reading->world->flows, reading->flow) ? flows_total_rate(reading->world->flows, reading->flow) : 0.0;
    if (reading->buffer > 0.0) foresee_empty(reading);
    return reading->rate;
}

/* --- beginning ------------------------------------------------------------------------------------ */

static void set_cycle(struct reading *reading, const struct reading_spec *spec)
{
    bool steady = !(spec->mean < spec->peak) || !(spec->burst_s > 0.0);
    reading->demand = steady ? spec->mean : spec->peak;
    reading->burst_s = steady ? HUGE_VAL : spec->burst_s;
    reading->gap_mean_s = steady ? 0.0 : spec->burst_s * (spec->peak - spec->mean) / spec->mean;
}

/* In a burst with the probability mean / peak, anywhere in it; gaps have no memory. */
static void begin(struct reading *reading, double in_burst)
{
    double where = luck_uniform(&reading->luck), part = luck_uniform_open(&reading->luck);
    if (reading->burst_s == HUGE_VAL) begin_burst(reading, 1.0);
    else if (where < in_burst) begin_burst(reading, part);
    else begin_gap(reading);
}

void reading_start(struct reading *reading, struct world *world, const struct reading_spec *spec)
{
    *reading = (struct reading){ .world = world, .gpus = spec->gpus, .weight = spec->weight, .left_ns = -1 };
    reading->luck = world_stream(world, "reading", spec->name, spec->slot);
    set_cycle(reading, spec);
    reading->cap = fmin(reading->demand / spec->gpus, world->client_bytes_per_s[OP_READ] / world->gpus_per_tray);
    reading->buffer = reading->buffer_bytes = fmax(0.0, spec->prefetch_s * reading->demand);
    begin(reading, spec->mean / spec->peak);
}
