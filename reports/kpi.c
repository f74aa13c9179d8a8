#include "reports/kpi.h"

#include <math.h>
#include <stddef.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"

enum source { NUMBER, ESTIMATE, COMPUTED };
struct row { const char *id, *label; enum unit unit; enum source source; size_t offset; };

#define AT(field)                offsetof(struct results, field)
#define PLAN(path, label, unit)  { #path, label, unit, NUMBER, AT(path) }
#define MEAN(path, label, unit)  { #path, label, unit, ESTIMATE, AT(path) }
#define SUM(id, label, unit)     { id, label, unit, COMPUTED, 0 }
#define FLOW(key, field, label)  { "throughput." key, label, UNIT_BYTES_PER_S, NUMBER, AT(field) }

static const struct row rows[KPI_COUNT] = {
    [KPI_GPUS]                       = PLAN(scenario.gpus, "GPUs", UNIT_COUNT),
    [KPI_NODES]                      = SUM("plan.nodes", "storage nodes", UNIT_COUNT),
    [KPI_FRONT_ENDS]                 = SUM("plan.front_ends", "front-end nodes", UNIT_COUNT),
    [KPI_DRIVES]                     = SUM("plan.drives", "drives", UNIT_COUNT),
    [KPI_RACKS]                      = PLAN(plan.racks, "storage racks", UNIT_COUNT),
    [KPI_RACK_TILES]                 = PLAN(plan.rack_tiles, "rack tiles", UNIT_COUNT),
    [KPI_RACK_TILES_AVAILABLE]       = PLAN(plan.rack_tiles_available, "rack tiles available", UNIT_COUNT),
    [KPI_FLOOR_TILES]                = PLAN(plan.floor_tiles, "600 mm floor tiles", UNIT_COUNT),
    [KPI_FLOOR_M2]                   = PLAN(plan.floor_m2, "white space", UNIT_SQUARE_METRES),
    [KPI_GPU_RACKS]                  = PLAN(plan.gpu_racks, "GPU racks", UNIT_COUNT),
    [KPI_GPU_FLOOR_TILES]            = PLAN(plan.gpu_floor_tiles, "floor tiles of the GPU racks", UNIT_COUNT),
    [KPI_SWITCHES]                   = PLAN(plan.switches, "storage switches", UNIT_COUNT),
    [KPI_OPTICS]                     = PLAN(plan.optics, "optics", UNIT_COUNT),
    [KPI_NAMESPACES]                 = SUM("plan.namespaces", "namespaces", UNIT_COUNT),
    [KPI_RAW]                        = SUM("plan.raw_bytes", "raw capacity", UNIT_BYTES),
    [KPI_USABLE]                     = PLAN(capacity.usable_bytes, "usable capacity", UNIT_BYTES),
    [KPI_READ_DEMAND]                = FLOW("read_bytes_per_s.demand", read.demand, "peak read demand"),
    [KPI_READ_BOUND]                 = FLOW("read_bytes_per_s.bound", read.bound, "read bound, closed form"),
    [KPI_READ_ALONE]                 = FLOW("read_bytes_per_s.capability.alone", read.capability_alone, "read capability, reads alone"),
    [KPI_READ_COINCIDENT]            = FLOW("read_bytes_per_s.capability.coincident", read.capability_coincident, "read capability, both peaks at once"),
    [KPI_READ_DOMAIN_OUT]            = FLOW("read_bytes_per_s.capability.domain_out", read.capability_domain_out, "read capability, one failure domain out"),
    [KPI_READ_COINCIDENT_DOMAIN_OUT] = FLOW("read_bytes_per_s.capability.coincident_domain_out", read.capability_coincident_domain_out, "read capability, both peaks at once and one domain out"),
    [KPI_READ_LEAST]                 = SUM("throughput.read_bytes_per_s.capability", "read capability, least of the cases", UNIT_BYTES_PER_S),
    [KPI_READ_NEXT]                  = FLOW("read_bytes_per_s.next", read.next, "read bound of the next resource"),
    [KPI_READ_OFFERED]               = { "throughput.read_bytes_per_s.offered", "reads asked, mean", UNIT_BYTES_PER_S, ESTIMATE, AT(read.offered) },
    [KPI_READ_DELIVERED]             = { "throughput.read_bytes_per_s.delivered", "reads delivered, mean", UNIT_BYTES_PER_S, ESTIMATE, AT(read.delivered) },
    [KPI_READ_DENIED]                = { "throughput.read_bytes_per_s.denied_fraction", "reads denied", UNIT_FRACTION, NUMBER, AT(read.denied_fraction) },
    [KPI_WRITE_DEMAND]               = FLOW("write_bytes_per_s.demand", write.demand, "peak write demand"),
    [KPI_WRITE_BOUND]                = FLOW("write_bytes_per_s.bound", write.bound, "write bound, closed form"),
    [KPI_WRITE_ALONE]                = FLOW("write_bytes_per_s.capability.alone", write.capability_alone, "write capability, writes alone"),
    [KPI_WRITE_COINCIDENT]           = FLOW("write_bytes_per_s.capability.coincident", write.capability_coincident, "write capability, both peaks at once"),
    [KPI_WRITE_DOMAIN_OUT]           = FLOW("write_bytes_per_s.capability.domain_out", write.capability_domain_out, "write capability, one failure domain out"),
    [KPI_WRITE_COINCIDENT_DOMAIN_OUT]= FLOW("write_bytes_per_s.capability.coincident_domain_out", write.capability_coincident_domain_out, "write capability, both peaks at once and one domain out"),
    [KPI_WRITE_LEAST]                = SUM("throughput.write_bytes_per_s.capability", "write capability, least of the cases", UNIT_BYTES_PER_S),
    [KPI_WRITE_NEXT]                 = FLOW("write_bytes_per_s.next", write.next, "write bound of the next resource"),
    [KPI_WRITE_OFFERED]              = { "throughput.write_bytes_per_s.offered", "writes asked, mean", UNIT_BYTES_PER_S, ESTIMATE, AT(write.offered) },
    [KPI_WRITE_DELIVERED]            = { "throughput.write_bytes_per_s.delivered", "writes delivered, mean", UNIT_BYTES_PER_S, ESTIMATE, AT(write.delivered) },
    [KPI_WRITE_DENIED]               = { "throughput.write_bytes_per_s.denied_fraction", "writes denied", UNIT_FRACTION, NUMBER, AT(write.denied_fraction) },
    [KPI_SITE_DESIGN]                = PLAN(power.site_design_w, "site, planned maximum at the design hour", UNIT_WATTS),
    [KPI_SITE_COINCIDENT]            = PLAN(power.coincident_design_w, "site, largest simulated at the design hour", UNIT_WATTS),
    [KPI_NAMEPLATES]                 = PLAN(power.sum_of_nameplates_w, "site, sum of nameplates at the design hour", UNIT_WATTS),
    [KPI_ENVELOPE]                   = PLAN(power.envelope_w, "power envelope", UNIT_WATTS),
    [KPI_ENVELOPE_IT]                = SUM("power.envelope_w.at_it", "power envelope at IT", UNIT_WATTS),
    [KPI_HEADROOM]                   = PLAN(power.headroom_w, "power headroom", UNIT_WATTS),
    [KPI_STORAGE_MAX]                = PLAN(power.storage_max_w, "storage, planned maximum at IT", UNIT_WATTS),
    [KPI_NETWORK_W]                  = PLAN(power.network_w, "storage network at IT", UNIT_WATTS),
    [KPI_GPU_MAX]                    = PLAN(power.gpu_max_w, "GPU racks, planned maximum at IT", UNIT_WATTS),
    [KPI_OTHER_IT_MAX]               = PLAN(power.other_it_max_w, "other IT, planned maximum", UNIT_WATTS),
    [KPI_STORAGE_W]                  = MEAN(power.storage_w, "storage and its network at IT, mean", UNIT_WATTS),
    [KPI_GPU_W]                      = MEAN(power.gpu_w, "GPU racks at IT, mean", UNIT_WATTS),
    [KPI_OTHER_IT_W]                 = MEAN(power.other_it_w, "other IT, mean", UNIT_WATTS),
    [KPI_IT_W]                       = MEAN(power.it_w, "all IT, mean", UNIT_WATTS),
    [KPI_SITE_W]                     = MEAN(power.site_w, "site at the annual PUE, mean", UNIT_WATTS),
    [KPI_STEP]                       = PLAN(power.largest_step_w, "largest step of the site's IT", UNIT_WATTS),
    [KPI_STEP_SECOND]                = PLAN(power.largest_step_1s_w, "largest step within 1 s", UNIT_WATTS),
    [KPI_STEP_MINUTE]                = PLAN(power.largest_step_1min_w, "largest step within 1 min", UNIT_WATTS),
    [KPI_STEP_QUARTER]               = PLAN(power.largest_step_15min_w, "largest step within 15 min", UNIT_WATTS),
    [KPI_RAMP]                       = PLAN(power.ramp_w_per_s, "steepest ramp, per second", UNIT_WATTS),
    [KPI_DYNAMIC_RANGE]              = PLAN(power.dynamic_range_w, "dynamic range of the site's IT", UNIT_WATTS),
    [KPI_STEPS_PER_DAY]              = PLAN(power.steps_per_day, "steps a day", UNIT_NUMBER),
    [KPI_ENERGY_PER_YEAR]            = PLAN(power.energy_site_joules_per_year, "energy of the site at the annual PUE", UNIT_NUMBER),
    [KPI_CHECKPOINTS]                = MEAN(checkpoint.count, "checkpoints completed", UNIT_COUNT),
    [KPI_CHECKPOINT_BYTES]           = MEAN(checkpoint.bytes_per_day, "checkpoint bytes a day", UNIT_BYTES),
    [KPI_CHECKPOINT_DURATION]        = MEAN(checkpoint.duration_s, "time to durable", UNIT_SECONDS),
    [KPI_CHECKPOINT_STALL]           = MEAN(checkpoint.stall_s, "time it blocks training", UNIT_SECONDS),
    [KPI_CHECKPOINT_MISSED]          = MEAN(checkpoint.missed, "due while the one before was still draining", UNIT_NUMBER),
    [KPI_CHECKPOINT_OFFERED]         = PLAN(checkpoint.offered_bytes_per_day, "offered a day", UNIT_BYTES),
    [KPI_CHECKPOINT_BACKGROUND]      = PLAN(checkpoint.background_bytes_per_day, "of which background a day", UNIT_BYTES),
    [KPI_GOODPUT]                    = { "goodput.ettr", "useful share of the jobs' GPU time", UNIT_FRACTION, ESTIMATE, AT(goodput.ettr) },
    [KPI_USED]                       = PLAN(capacity.used_bytes, "used, mean", UNIT_BYTES),
    [KPI_USED_MAX]                   = PLAN(capacity.used_max_bytes, "used, most", UNIT_BYTES),
    [KPI_FULL_AT]                    = PLAN(capacity.full_at_s, "full after", UNIT_SECONDS),
    [KPI_RETAINED]                   = PLAN(capacity.retained_bytes, "retained checkpoints", UNIT_BYTES),
    [KPI_AUDIT]                      = { "audit.worst_relative_error", "worst relative error of the audit", UNIT_NUMBER, NUMBER, AT(audit_worst_relative_error) },
    [KPI_EVENTS]                     = { "audit.events", "events simulated", UNIT_COUNT, NUMBER, AT(events) },
};

/* NaN is left out; NaN when all are. */
static double least(const double *values, int count)
{
    double result = (double)NAN;
    for (int i = 0; i < count; i++) if (isnan(result) || values[i] < result) result = values[i];
    return result;
}

static double least_capability(const struct result_throughput *t)
{
    const double cases[] = { t->capability_alone, t->capability_coincident, t->capability_domain_out, t->capability_coincident_domain_out };
    return least(cases, 4);
}

static double front_ends(const struct result_pool *pool)
{
    double sum = 0.0;
    for (int32_t g = 0; g < pool->n_groups; g++)
        if (text_equal(pool->groups[g].role, "front_end")) sum += pool->groups[g].nodes;
    return sum;
}

static double over_pools(const struct results *results, enum kpi which)
{
    double sum = 0.0;
    for (int32_t p = 0; p < results->plan.n_pools; p++) {
        const struct result_pool *pool = &results->plan.pools[p];
        if (which == KPI_NAMESPACES) sum = p == 0 || pool->namespaces > sum ? pool->namespaces : sum;
        else sum += which == KPI_NODES ? pool->nodes : which == KPI_FRONT_ENDS ? front_ends(pool) : which == KPI_DRIVES ? pool->drives : pool->raw_bytes;
    }
    return results->plan.n_pools > 0 ? sum : (double)NAN;
}

static double computed(const struct results *results, enum kpi which)
{
    switch (which) {
    case KPI_READ_LEAST:      return least_capability(&results->read);
    case KPI_WRITE_LEAST:     return least_capability(&results->write);
    case KPI_ENVELOPE_IT:     return kpi_at_it(results, results->power.envelope_w);
    default:                  return over_pools(results, which);
    }
}

struct kpi_value kpi_value(const struct results *results, enum kpi which)
{
    const struct row *row = &rows[which];
    const void *at = (const char *)results + row->offset;
    struct kpi_value value = { row->id, row->label, row->unit, 0.0, NULL };
    if (row->source == NUMBER) {
        value.value = *(const double *)at;
    } else if (row->source == ESTIMATE) {
        value.estimate = at;
        value.value = value.estimate->mean;
    } else {
        value.value = computed(results, which);
    }
    return value;
}

double kpi_number(const struct results *results, enum kpi which)
{
    return kpi_value(results, which).value;
}

const char *kpi_said(struct arena *arena, enum kpi which, double value)
{
    if (which == KPI_ENERGY_PER_YEAR && !isnan(value)) return text_format(arena, "%sh a year", say_quantity(arena, value / 3600.0, UNIT_WATTS));
    if (which == KPI_RAMP && !isnan(value)) return text_format(arena, "%s/s", say_quantity(arena, value, UNIT_WATTS));
    return say_quantity(arena, value, rows[which].unit);
}

const char *kpi_text(struct arena *arena, const struct results *results, enum kpi which)
{
    struct kpi_value value = kpi_value(results, which);
    if (which == KPI_FULL_AT && isnan(value.value)) return kpi_simulated(results) ? "never within the run" : "unknown";
    return mark_number(arena, value.id, value.value, kpi_said(arena, which, value.value));
}

const char *kpi_interval(struct arena *arena, const struct results *results, enum kpi which)
{
    struct kpi_value value = kpi_value(results, which);
    return value.estimate ? say_interval_marked(arena, value.estimate, value.unit, value.id) : "";
}

double kpi_at_it(const struct results *results, double watts)
{
    return text_equal(results->power.envelope_at, "utility") ? watts / results->power.pue_design : watts;
}

double kpi_resource_limit(const struct result_resource *resource, const char *op)
{
    double cost = text_equal(op, "read") ? resource->read_cost : resource->write_cost;
    return cost > 0.0 ? resource->capacity / cost : (double)NAN;
}

const struct result_requirement *kpi_tightest(const struct results *results)
{
    const struct result_requirement *tightest = NULL;
    for (int32_t i = 0; i < results->n_requirements; i++) {
        const struct result_requirement *r = &results->requirements[i];
        if (!text_equal(r->level, "must") || isnan(r->margin)) continue;
        if (!tightest || r->margin < tightest->margin) tightest = r;
    }
    return tightest;
}

double kpi_judged(const struct results *results, const struct result_requirement *r)
{
    const bool read = text_equal(r->quantity, "read_capability");
    if (!read && !text_equal(r->quantity, "write_capability")) return r->value;
    const struct result_throughput *t = read ? &results->read : &results->write;
    if (text_equal(r->judged_on, "while both peaks are offered")) return t->capability_coincident;
    if (text_equal(r->judged_on, "one failure domain out")) return t->capability_domain_out;
    if (text_equal(r->judged_on, "while both peaks are offered, one failure domain out")) return t->capability_coincident_domain_out;
    return r->value;
}

int kpi_verdicts(const struct results *results, const char *level, const char *verdict)
{
    int count = 0;
    for (int32_t i = 0; i < results->n_requirements; i++) {
        const struct result_requirement *r = &results->requirements[i];
        if ((!level || text_equal(r->level, level)) && text_equal(r->verdict, verdict)) count++;
    }
    return count;
}

bool kpi_simulated(const struct results *results)
{
    return results->series.n_bins > 0;
}
