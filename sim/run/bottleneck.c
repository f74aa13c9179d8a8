#include "run/bottleneck.h"

#include <math.h>
#include <stdlib.h>

#include "run/estimate.h"
#include "run/relief.h"

/* --- resources ------------------------------------------------------------------------------------------ */

/* The row follows one mix of reads and writes all the time (loads.h). */
static struct estimate utilisation(const struct collect *collect, int32_t row)
{
    const struct load *load = &collect->loads.rows[row];
    if (load->mix < 0) return (struct estimate){ 0 };
    int32_t meter = load->mix == LOADS_READ ? (int32_t)REPLICATION_READ : load->mix == LOADS_WRITE ? (int32_t)REPLICATION_WRITE
                                                                                               : (int32_t)REPLICATION_METERS + load->mix - LOADS_MIXES;
    return estimate_scaled(collect_meter(collect, meter), load->scale);
}

void bottleneck_resources(const struct collect *collect)
{
    struct results *results = collect->results;
    CHECK(results->n_resources == collect->plan->system.n_rows);
    for (int32_t r = 0; r < results->n_resources; r++) results->resources[r].utilisation = utilisation(collect, r);
}

/* --- the ladder -------------------------------------------------------------------------------------------- */

struct rung { int32_t at; struct binding_tally tally; };       /* at: as binding_at */

static int by_denied(const void *a, const void *b)
{
    const struct rung *x = a, *y = b;
    if (x->tally.denied_bytes != y->tally.denied_bytes) return x->tally.denied_bytes > y->tally.denied_bytes ? -1 : 1;
    if (x->tally.time_s != y->tally.time_s) return x->tally.time_s > y->tally.time_s ? -1 : 1;
    return x->at < y->at ? -1 : 1;
}

static struct binding_tally pooled(const struct collect *collect, int32_t at)
{
    struct binding_tally all = { 0.0, 0.0 };
    for (int32_t i = 0; i < collect->n; i++) {
        all.time_s += collect->outcomes[i]->bindings[at].time_s;
        all.denied_bytes += collect->outcomes[i]->bindings[at].denied_bytes;
    }
    return all;
}

static int32_t add_planned(struct rung *rungs, int32_t n, int row, enum op op)
{
    if (row < 0) return n;
    for (int32_t i = 0; i < n; i++)
        if (rungs[i].at == binding_at(row, op)) return n;
    rungs[n] = (struct rung){ .at = binding_at(row, op) };
    return n + 1;
}

static int32_t find_rungs(const struct collect *collect, struct rung *rungs)
{
    int32_t n = 0;
    for (int32_t at = 0; at < collect->outcomes[0]->n_bindings; at++) {
        struct binding_tally tally = pooled(collect, at);
        if (tally.denied_bytes > 0.0) rungs[n++] = (struct rung){ at, tally };
    }
    qsort(rungs, (size_t)n, sizeof *rungs, by_denied);
    for (int op = 0; op < OPS; op++) n = add_planned(rungs, n, collect->plan->capability[op].bound_row, (enum op)op);
    for (int op = 0; op < OPS; op++) n = add_planned(rungs, n, collect->plan->capability[op].next_row, (enum op)op);
    return n;
}

/* Those that no pool has. */
static void name_extra(const struct collect *collect, int32_t extra, struct result_bottleneck *rung)
{
    static const char *const names[] = { [BINDING_CLIENT] = "NICs of the GPU trays", [BINDING_FULL] = "usable capacity", [BINDING_POWER] = "power cap", [BINDING_TIER] = "room of the tier", [BINDING_DELIVERY] = "storage that has not landed" };
    static const char *const kinds[] = { [BINDING_CLIENT] = "client", [BINDING_FULL] = "capacity", [BINDING_POWER] = "power", [BINDING_TIER] = "capacity", [BINDING_DELIVERY] = "delivery" };
    static const char *const units[] = { [BINDING_CLIENT] = "bytes_per_s", [BINDING_FULL] = "bytes", [BINDING_POWER] = "w", [BINDING_TIER] = "bytes", [BINDING_DELIVERY] = "bytes" };
    rung->resource = names[extra];
    const struct plan_tier *tier = collect->plan->tier;
    rung->pool = extra == BINDING_TIER ? collect->plan->pools[tier->hot].pool->name : "";
    rung->kind = kinds[extra];
    rung->unit = units[extra];
    const struct gpu_model *gpu = collect->plan->scenario->site.gpu;
    double per_tray = gpu ? gpu->tray_nic_bytes_per_s.value : (double)NAN, trays = collect->plan->scenario->site.gpus.value / collect->plan->power.gpus_per_tray;
    rung->capacity = extra == BINDING_TIER ? tier->room_bytes : extra == BINDING_POWER ? collect->plan->power.cap_w : extra == BINDING_FULL ? collect->plan->usable_bytes : per_tray * trays;
    rung->next = "";
    rung->utilisation = rung->gain_per_percent = rung->next_bytes_per_s = rung->relieve_factor = (double)NAN;
    const double unknown = (double)NAN;
    rung->utilisation_over_time = (struct estimate){ unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown };
}

static void name_row(const struct collect *collect, int row, enum op op, struct result_bottleneck *rung)
{
    const struct result_resource *resource = &collect->results->resources[row];
    struct relief relief = relief_of(collect->plan, row, op, collect->arena);
    rung->resource = resource->name;
    rung->pool = resource->pool;
    rung->kind = resource->kind;
    rung->capacity = resource->capacity;
    rung->unit = resource->unit;
    rung->utilisation = resource->utilisation.mean;
    rung->utilisation_over_time = resource->utilisation;
    rung->gain_per_percent = relief.gain_per_percent;
    rung->next = relief.next_row >= 0 ? collect->results->resources[relief.next_row].name : "";
    rung->next_bytes_per_s = relief.next_bytes_per_s;
    rung->relieve_factor = relief.factor;
}

void bottleneck_ladder(const struct collect *collect)
{
    struct results *results = collect->results;
    int32_t n_rows = collect->plan->system.n_rows;
    double measured_s = collect->outcomes[0]->measured_s * collect->n;
    struct rung *rungs = ARENA_ARRAY(collect->arena, struct rung, collect->outcomes[0]->n_bindings + 2 * OPS);
    results->n_bottlenecks = find_rungs(collect, rungs);
    results->bottlenecks = ARENA_ARRAY(collect->arena, struct result_bottleneck, results->n_bottlenecks);
    for (int32_t i = 0; i < results->n_bottlenecks; i++) {
        struct result_bottleneck *rung = &results->bottlenecks[i];
        int32_t row = rungs[i].at / OPS;
        enum op op = (enum op)(rungs[i].at % OPS);
        if (row < n_rows) name_row(collect, row, op, rung);
        else name_extra(collect, row - n_rows, rung);
        rung->op = op == OP_READ ? "read" : "write";
        rung->share_of_time = rungs[i].tally.time_s / measured_s;
        rung->denied_bytes_per_s = rungs[i].tally.denied_bytes / measured_s;
    }
}
