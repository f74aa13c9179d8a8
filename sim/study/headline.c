#include "study/headline.h"

#include <math.h>
#include <stddef.h>

#include "base/text.h"

#define AT(field) offsetof(struct results, field)
enum { COMPUTED = 0 };       /* where `format` stands, which is no number */

static const struct study_column text_columns[STUDY_TEXTS] = {
    [STUDY_STATUS] = {"status", UNIT_NUMBER, "ok, or meaningless: these inputs together are no scenario", COMPUTED},
    [STUDY_PROBLEM] = {"problem", UNIT_NUMBER, "why it is meaningless: the first diagnostic", COMPUTED},
    [STUDY_VERDICT] = {"verdict", UNIT_NUMBER, "of all MUSTs, every input at its nominal value: pass, fail or depends", COMPUTED},
    [STUDY_FAILED] = {"failed", UNIT_NUMBER, "ids of the MUSTs that are not met", COMPUTED},
    [STUDY_TIGHTEST] = {"tightest", UNIT_NUMBER, "id of the MUST with the least margin", COMPUTED},
    [STUDY_SIZED_BY] = {"sized_by", UNIT_NUMBER, "the rule that set each count which the scenario leaves open", COMPUTED},
    [STUDY_READ_BOUND_BY] = {"read_bound_by", UNIT_NUMBER, "the resource that bounds reads alone", COMPUTED},
    [STUDY_WRITE_BOUND_BY] = {"write_bound_by", UNIT_NUMBER, "the resource that bounds writes alone", COMPUTED},
    [STUDY_RACK_LIMIT] = {"rack_limit", UNIT_NUMBER, "what limits the nodes in a rack, by pool", COMPUTED},
    [STUDY_BOTTLENECK] = {"bottleneck", UNIT_NUMBER, "the resource that denied most demand in the simulation", COMPUTED},
};

static const struct study_column point_columns[STUDY_NUMBERS] = {
    [STUDY_NODES] = {"nodes", UNIT_COUNT, "storage nodes, front ends apart", COMPUTED},
    [STUDY_DRIVES] = {"drives", UNIT_COUNT, "data and buffer drives", COMPUTED},
    [STUDY_RACKS] = {"racks", UNIT_COUNT, "storage racks", AT(plan.racks)},
    [STUDY_RACK_TILES] = {"rack_tiles", UNIT_COUNT, "rack positions they stand on", AT(plan.rack_tiles)},
    [STUDY_FLOOR_TILES] = {"floor_tiles", UNIT_COUNT, "floor tiles of 600 mm under them", AT(plan.floor_tiles)},
    [STUDY_USABLE_BYTES] = {"usable_bytes", UNIT_BYTES, "usable capacity", AT(capacity.usable_bytes)},
    [STUDY_STORAGE_MAX_W] = {"storage_max_w", UNIT_WATTS, "planned maximum of storage nodes and front ends, at IT", AT(power.storage_max_w)},
    [STUDY_SITE_DESIGN_W] = {"site_design_w", UNIT_WATTS, "planned maximum of the site at the design hour", AT(power.site_design_w)},
    [STUDY_POWER_HEADROOM_W] = {"power_headroom_w", UNIT_WATTS, "envelope less that", AT(power.headroom_w)},
    [STUDY_READ_CAPABILITY] = {"read_capability_bytes_per_s", UNIT_BYTES_PER_S, "reads, alone", AT(read.capability_alone)},
    [STUDY_READ_COINCIDENT] = {"read_coincident_bytes_per_s", UNIT_BYTES_PER_S, "reads while both peaks are offered", AT(read.capability_coincident)},
    [STUDY_READ_DOMAIN_OUT] = {"read_domain_out_bytes_per_s", UNIT_BYTES_PER_S, "reads, alone, one failure domain out", AT(read.capability_domain_out)},
    [STUDY_WRITE_CAPABILITY] = {"write_capability_bytes_per_s", UNIT_BYTES_PER_S, "writes, alone", AT(write.capability_alone)},
    [STUDY_WRITE_COINCIDENT] = {"write_coincident_bytes_per_s", UNIT_BYTES_PER_S, "writes while both peaks are offered", AT(write.capability_coincident)},
    [STUDY_WRITE_DOMAIN_OUT] = {"write_domain_out_bytes_per_s", UNIT_BYTES_PER_S, "writes, alone, one failure domain out", AT(write.capability_domain_out)},
    [STUDY_LEAST_MARGIN] = {"least_margin", UNIT_FRACTION, "how far the tightest MUST is past its limit, as a share of it; negative: not met", COMPUTED},
    [STUDY_READ_DELIVERED] = {"read_delivered_bytes_per_s", UNIT_BYTES_PER_S, "reads delivered, mean over time and replications", AT(read.delivered.mean)},
    [STUDY_READ_DENIED] = {"read_denied_fraction", UNIT_FRACTION, "share of the bytes asked for that was not read", AT(read.denied_fraction)},
    [STUDY_WRITE_DELIVERED] = {"write_delivered_bytes_per_s", UNIT_BYTES_PER_S, "writes delivered, mean over time and replications", AT(write.delivered.mean)},
    [STUDY_WRITE_DENIED] = {"write_denied_fraction", UNIT_FRACTION, "share of the bytes asked for that was not written", AT(write.denied_fraction)},
    [STUDY_GOODPUT] = {"goodput", UNIT_FRACTION, "useful share of the GPU-time given to jobs, mean over replications", AT(goodput.ettr.mean)},
    [STUDY_GOODPUT_LO] = {"goodput_lo", UNIT_FRACTION, "lower end of its 95 % interval", AT(goodput.ettr.ci95_lo)},
    [STUDY_GOODPUT_HI] = {"goodput_hi", UNIT_FRACTION, "upper end of its 95 % interval", AT(goodput.ettr.ci95_hi)},
    [STUDY_STORAGE_W] = {"storage_w", UNIT_WATTS, "storage with its fabric, mean", AT(power.storage_w.mean)},
    [STUDY_IT_W] = {"it_w", UNIT_WATTS, "all IT, mean", AT(power.it_w.mean)},
    [STUDY_IT_MAX_W] = {"it_max_w", UNIT_WATTS, "all IT, largest", AT(power.it_w.max)},
    [STUDY_SITE_W] = {"site_w", UNIT_WATTS, "site at the annual PUE, mean", AT(power.site_w.mean)},
    [STUDY_LARGEST_STEP_W] = {"largest_step_w", UNIT_WATTS, "largest step of site IT, up or down", AT(power.largest_step_w)},
    [STUDY_CHECKPOINT_P50] = {"checkpoint_p50_s", UNIT_SECONDS, "start of writing to durable, median", AT(checkpoint.duration_s.p50)},
    [STUDY_CHECKPOINT_P99] = {"checkpoint_p99_s", UNIT_SECONDS, "start of writing to durable, 99th percentile", AT(checkpoint.duration_s.p99)},
    [STUDY_STALL] = {"checkpoint_stall_s", UNIT_SECONDS, "blocking time of one checkpoint, mean", AT(checkpoint.stall_s.mean)},
    [STUDY_USED_MAX_BYTES] = {"used_max_bytes", UNIT_BYTES, "most that was stored at once", AT(capacity.used_max_bytes)},
    [STUDY_FULL_AT] = {"full_at_s", UNIT_SECONDS, "when a pool was full first; null: never", AT(capacity.full_at_s)},
    [STUDY_WARM_UP] = {"warm_up_s", UNIT_SECONDS, "left out at the beginning of each replication", AT(scenario.warm_up_s)},
};

static const struct study_column measure_columns[STUDY_MEASURES] = {
    [STUDY_EACH_READ_OFFERED] = {"read_offered_bytes_per_s", UNIT_BYTES_PER_S, "reads asked for, mean", AT(read.offered.mean)},
    [STUDY_EACH_READ_DELIVERED] = {"read_delivered_bytes_per_s", UNIT_BYTES_PER_S, "reads delivered, mean", AT(read.delivered.mean)},
    [STUDY_EACH_READ_DENIED] = {"read_denied_fraction", UNIT_FRACTION, "share of the bytes asked for that was not read", AT(read.denied_fraction)},
    [STUDY_EACH_WRITE_OFFERED] = {"write_offered_bytes_per_s", UNIT_BYTES_PER_S, "writes asked for, mean", AT(write.offered.mean)},
    [STUDY_EACH_WRITE_DELIVERED] = {"write_delivered_bytes_per_s", UNIT_BYTES_PER_S, "writes delivered, mean", AT(write.delivered.mean)},
    [STUDY_EACH_WRITE_DENIED] = {"write_denied_fraction", UNIT_FRACTION, "share of the bytes asked for that was not written", AT(write.denied_fraction)},
    [STUDY_EACH_USEFUL] = {"useful", UNIT_FRACTION, "of wall time x GPUs; this and the next five add up to 1", AT(goodput.useful)},
    [STUDY_EACH_READ_STALLED] = {"read_stalled", UNIT_FRACTION, "waiting for reads", AT(goodput.read_stalled)},
    [STUDY_EACH_CHECKPOINT_STALLED] = {"checkpoint_stalled", UNIT_FRACTION, "waiting for checkpoints", AT(goodput.checkpoint_stalled)},
    [STUDY_EACH_LOST] = {"lost", UNIT_FRACTION, "lost to interruptions", AT(goodput.lost)},
    [STUDY_EACH_RESTARTING] = {"restarting", UNIT_FRACTION, "restarting", AT(goodput.restarting)},
    [STUDY_EACH_IDLE] = {"idle", UNIT_FRACTION, "idle", AT(goodput.idle)},
    [STUDY_EACH_GOODPUT] = {"goodput", UNIT_FRACTION, "useful share of the GPU-time given to jobs", AT(goodput.ettr.mean)},
    [STUDY_EACH_STORAGE_W] = {"storage_w", UNIT_WATTS, "storage with its fabric, mean", AT(power.storage_w.mean)},
    [STUDY_EACH_GPU_W] = {"gpu_w", UNIT_WATTS, "GPU racks, mean", AT(power.gpu_w.mean)},
    [STUDY_EACH_IT_W] = {"it_w", UNIT_WATTS, "all IT, mean", AT(power.it_w.mean)},
    [STUDY_EACH_IT_MAX_W] = {"it_max_w", UNIT_WATTS, "all IT, largest", AT(power.it_w.max)},
    [STUDY_EACH_SITE_W] = {"site_w", UNIT_WATTS, "site at the annual PUE, mean", AT(power.site_w.mean)},
    [STUDY_EACH_LARGEST_STEP_W] = {"largest_step_w", UNIT_WATTS, "largest step of site IT, up or down", AT(power.largest_step_w)},
    [STUDY_EACH_LARGEST_STEP_15MIN_W] = {"largest_step_15min_w", UNIT_WATTS, "largest change of site IT within 15 minutes", AT(power.largest_step_15min_w)},
    [STUDY_EACH_CHECKPOINTS] = {"checkpoints", UNIT_COUNT, "completed", AT(checkpoint.count.mean)},
    [STUDY_EACH_MISSED] = {"checkpoints_missed", UNIT_COUNT, "due while the one before was still draining", AT(checkpoint.missed.mean)},
    [STUDY_EACH_CHECKPOINT_BYTES_PER_DAY] = {"checkpoint_bytes_per_day", UNIT_NUMBER, "bytes a day, of jobs", AT(checkpoint.bytes_per_day.mean)},
    [STUDY_EACH_CHECKPOINT_MEAN] = {"checkpoint_mean_s", UNIT_SECONDS, "start of writing to durable, mean", AT(checkpoint.duration_s.mean)},
    [STUDY_EACH_CHECKPOINT_P99] = {"checkpoint_p99_s", UNIT_SECONDS, "start of writing to durable, 99th percentile", AT(checkpoint.duration_s.p99)},
    [STUDY_EACH_STALL] = {"checkpoint_stall_s", UNIT_SECONDS, "blocking time of one checkpoint, mean", AT(checkpoint.stall_s.mean)},
    [STUDY_EACH_USED_BYTES] = {"used_bytes", UNIT_BYTES, "stored, mean", AT(capacity.used_bytes)},
    [STUDY_EACH_USED_MAX_BYTES] = {"used_max_bytes", UNIT_BYTES, "most that was stored at once", AT(capacity.used_max_bytes)},
    [STUDY_EACH_FULL_AT] = {"full_at_s", UNIT_SECONDS, "when a pool was full first; null: never", AT(capacity.full_at_s)},
    [STUDY_EACH_EVENTS] = {"events", UNIT_COUNT, "simulated, warm-up included", AT(events)},
    [STUDY_EACH_SOLVES] = {"solves", UNIT_COUNT, "times that rates were worked out anew", AT(solves)},
    [STUDY_EACH_AUDIT] = {"audit_worst_relative_error", UNIT_NUMBER, "of the conservation laws; at most 1e-9", AT(audit_worst_relative_error)},
};

const struct study_column *headline_texts(void) { return text_columns; }
const struct study_column *headline_numbers(void) { return point_columns; }
const struct study_column *headline_measures(void) { return measure_columns; }

/* Where the table says results hold it. */
static double number_in(const struct results *results, const struct study_column *column)
{
    return *(const double *)(const void *)((const char *)results + column->from);
}

static bool is_must(const struct result_requirement *requirement)
{
    return text_equal(requirement->level, "must");
}

static const char *failed_musts(const struct results *results, struct arena *arena)
{
    struct text ids = text_new(arena);
    for (int32_t r = 0; r < results->n_requirements; r++)
        if (is_must(&results->requirements[r]) && text_equal(results->requirements[r].verdict, "fail"))
            text_printf(&ids, "%s%s", ids.length ? " " : "", results->requirements[r].id);
    return ids.bytes;
}

static void tightest_must(const struct results *results, struct study_point *point)
{
    const struct result_requirement *tightest = NULL;
    for (int32_t r = 0; r < results->n_requirements; r++) {
        const struct result_requirement *must = &results->requirements[r];
        if (is_must(must) && !isnan(must->margin) && (!tightest || must->margin < tightest->margin)) tightest = must;
    }
    point->text[STUDY_TIGHTEST] = tightest ? tightest->id : "";
    point->number[STUDY_LEAST_MARGIN] = tightest ? tightest->margin : (double)NAN;
}

/* "bulk/odm-cap by capacity, bulk/cnode-gen6 by read". */
static const char *sizing(const struct results *results, struct arena *arena)
{
    struct text rules = text_new(arena);
    for (int32_t p = 0; p < results->plan.n_pools; p++) {
        const struct result_pool *pool = &results->plan.pools[p];
        for (int32_t g = 0; g < pool->n_groups; g++)
            if (!text_equal(pool->groups[g].bound_rule, "given"))
                text_printf(&rules, "%s%s/%s by %s", rules.length ? ", " : "", pool->name, pool->groups[g].node, pool->groups[g].bound_rule);
    }
    return rules.bytes;
}

static const char *rack_limits(const struct results *results, struct arena *arena)
{
    struct text limits = text_new(arena);
    for (int32_t p = 0; p < results->plan.n_pools; p++)
        text_printf(&limits, "%s%s by %s", p ? ", " : "", results->plan.pools[p].name, results->plan.pools[p].rack_limit);
    return limits.bytes;
}

/* The ladder names first what denied most; what denied nothing is no bottleneck. */
static const char *bottleneck(const struct results *results)
{
    return results->n_bottlenecks > 0 && results->bottlenecks[0].denied_bytes_per_s > 0.0 ? results->bottlenecks[0].resource : "";
}

void headline_of_point(const struct results *results, struct arena *arena, struct study_point *point)
{
    for (int k = 0; k < STUDY_NUMBERS; k++)
        if (point_columns[k].from != COMPUTED) point->number[k] = number_in(results, &point_columns[k]);
    point->number[STUDY_NODES] = point->number[STUDY_DRIVES] = 0.0;
    for (int32_t p = 0; p < results->plan.n_pools; p++) {
        point->number[STUDY_NODES] += results->plan.pools[p].nodes;
        point->number[STUDY_DRIVES] += results->plan.pools[p].drives;
    }
    tightest_must(results, point);
    point->text[STUDY_STATUS] = "ok";
    point->text[STUDY_PROBLEM] = "";
    point->text[STUDY_VERDICT] = results->verdict;
    point->text[STUDY_FAILED] = failed_musts(results, arena);
    point->text[STUDY_SIZED_BY] = sizing(results, arena);
    point->text[STUDY_READ_BOUND_BY] = results->read.bound_by;
    point->text[STUDY_WRITE_BOUND_BY] = results->write.bound_by;
    point->text[STUDY_RACK_LIMIT] = rack_limits(results, arena);
    point->text[STUDY_BOTTLENECK] = bottleneck(results);
}

void headline_of_nothing(const char *problem, struct study_point *point)
{
    for (int k = 0; k < STUDY_TEXTS; k++) point->text[k] = "";
    for (int k = 0; k < STUDY_NUMBERS; k++) point->number[k] = (double)NAN;
    point->text[STUDY_STATUS] = "meaningless";
    point->text[STUDY_PROBLEM] = problem;
    point->n_replications = 0;
}

void headline_of_replication(const struct results *results, double *measures)
{
    for (int k = 0; k < STUDY_MEASURES; k++) measures[k] = number_in(results, &measure_columns[k]);
}
