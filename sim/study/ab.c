#include "study/ab.h"

#include <math.h>

#include "base/text.h"
#include "base/units.h"
#include "study/calibrate.h"
#include "study/inputs.h"

enum { LEAST_RUNS = 3 };

/* Apart by as much, the first counter of the list will do: bytes sent are the easiest to read. */
static const double PLAIN_GAP = 0.25;

/* Of one run, where nobody has measured it. */
static const struct quantity assumed_spread = {.value = 0.03, .lo = 0.01, .hi = 0.10, .unit = UNIT_FRACTION, .grade = GRADE_ESTIMATE,
                                               .source = "assumption: from run to run, once caches are cold and fill is equal; nothing is published for these stacks"};

double ab_runs(double spread, double wanted)
{
    const double n = ceil(2.0 * (1.959964 + 1.281552) * (1.959964 + 1.281552) * (spread / wanted) * (spread / wanted) + 1.959964 * 1.959964 / 4.0);
    return fmax(n, LEAST_RUNS);
}

bool ab_is_read(enum study_counter counter) { return counter <= STUDY_READ_MEDIA; }

static const char *key_of(enum study_counter counter)
{
    static const char *const keys[STUDY_COUNTERS] = STUDY_COUNTER_KEYS;
    return keys[counter];
}

/* --- counters ------------------------------------------------------------------------------------- */

static const struct cost *cost_of(const struct stack_path *path, enum study_counter counter)
{
    switch (counter) {
    case STUDY_READ_TX: return &path->read_storage.tx;
    case STUDY_READ_RX: return &path->read_storage.rx;
    case STUDY_READ_MEDIA: return &path->read_storage.media_read;
    case STUDY_WRITE_TX: return &path->write_storage.tx;
    case STUDY_WRITE_RX: return &path->write_storage.rx;
    case STUDY_WRITE_MEDIA: return &path->write_storage.media_write;
    default: return &path->write_storage.buffer;
    }
}

static double known(double value) { return isnan(value) ? 0.0 : value; }

void ab_counters(const struct stack_path *path, double efficiency, double *value, double *lo, double *hi)
{
    for (int c = 0; c < STUDY_COUNTERS; c++) {
        const struct cost *cost = cost_of(path, (enum study_counter)c);
        value[c] = known(cost->fixed.value) + known(cost->encoded.value) / efficiency;
        lo[c] = known(cost->fixed.lo) + known(cost->encoded.lo) / efficiency;
        hi[c] = known(cost->fixed.hi) + known(cost->encoded.hi) / efficiency;
    }
}

/* --- what has to be equal --------------------------------------------------------------------------- */

struct filler { struct arena *arena; struct study_ab *ab; const struct compare_side *sides[2]; };

static const struct pool *pool_of(const struct compare_side *side) { return &side->plan->scenario->pools[0]; }

bool ab_applies(const struct compare_side *a, const struct compare_side *b)
{
    if (!a->plan || !b->plan || a->plan->n_pools != 1 || b->plan->n_pools != 1) return false;
    const struct pool *first = pool_of(a), *second = pool_of(b);
    if (text_equal(first->stack->head.name, second->stack->head.name) || first->n_groups != second->n_groups) return false;
    for (int g = 0; g < first->n_groups; g++)
        if (!text_equal(first->groups[g].node->head.name, second->groups[g].node->head.name)) return false;
    return true;
}

static const char *said(struct arena *arena, double value, enum unit unit)
{
    char buffer[64];
    if (unit == UNIT_COUNT && !isnan(value)) return text_count(arena, value);
    return isnan(value) ? "not said" : text_copy(arena, units_format(value, unit, 4, buffer));
}

static void hold(struct filler *filler, const char *what, const char *a, const char *b)
{
    struct study_ab_equal *equal = &filler->ab->equal[filler->ab->n_equal++];
    *equal = (struct study_ab_equal){what, a, b, text_equal(a, b)};
    filler->ab->n_differing += !equal->same;
}

static const char *drives_of(struct arena *arena, const struct compare_side *side)
{
    struct text out = text_new(arena);
    const struct pool *pool = pool_of(side);
    for (int g = 0; g < pool->n_groups; g++) {
        text_printf(&out, "%s%s %s with", g ? "; " : "", said(arena, side->plan->pools[0].groups[g].nodes, UNIT_COUNT), pool->groups[g].node->head.name);
        for (int d = 0; d < pool->groups[g].node->n_drives; d++)
            text_printf(&out, "%s %s %s", d ? " and" : "", said(arena, pool->groups[g].node->drives[d].count.value, UNIT_COUNT), pool->groups[g].node->drives[d].drive->head.name);
    }
    return out.bytes;
}

static const char *cards_of(struct arena *arena, const struct compare_side *side)
{
    struct text out = text_new(arena);
    const struct pool *pool = pool_of(side);
    for (int g = 0; g < pool->n_groups; g++)
        for (int n = 0; n < pool->groups[g].node->n_nics; n++)
            text_printf(&out, "%s%s %s", out.length ? "; " : "", said(arena, pool->groups[g].node->nics[n].count.value, UNIT_COUNT), pool->groups[g].node->nics[n].nic->head.name);
    return out.bytes;
}

static const char *jobs_of(struct arena *arena, const struct compare_side *side)
{
    struct text out = text_new(arena);
    const struct scenario *scenario = side->plan->scenario;
    for (int j = 0; j < scenario->n_jobs; j++)
        text_printf(&out, "%s%s x %s GPUs", j ? "; " : "", said(arena, scenario->jobs[j].count.value, UNIT_COUNT), said(arena, scenario->jobs[j].gpus.value, UNIT_COUNT));
    return out.length ? out.bytes : "none";
}

static const char *efficiency_of(struct arena *arena, const struct compare_side *side)
{
    return said(arena, side->results->plan.pools[0].payload_efficiency, UNIT_FRACTION);
}

static void fill_equal(struct filler *filler)
{
    struct arena *arena = filler->arena;
    const struct compare_side *a = filler->sides[0], *b = filler->sides[1];
    const struct demand *first = &a->plan->scenario->demand, *second = &b->plan->scenario->demand;
    filler->ab->equal = ARENA_ARRAY(arena, struct study_ab_equal, 12);
    hold(filler, "boxes and drives", drives_of(arena, a), drives_of(arena, b));
    hold(filler, "raw capacity", said(arena, a->plan->pools[0].raw_bytes, UNIT_BYTES), said(arena, b->plan->pools[0].raw_bytes, UNIT_BYTES));
    hold(filler, "cards", cards_of(arena, a), cards_of(arena, b));
    hold(filler, "fill at the start", said(arena, first->stored_bytes.value, UNIT_BYTES), said(arena, second->stored_bytes.value, UNIT_BYTES));
    hold(filler, "checkpoints kept", said(arena, first->retention_s.value, UNIT_SECONDS), said(arena, second->retention_s.value, UNIT_SECONDS));
    hold(filler, "protocol", pool_of(a)->protocol, pool_of(b)->protocol);
    hold(filler, "payload on the wire", efficiency_of(arena, a), efficiency_of(arena, b));
    hold(filler, "clients (GPUs)", said(arena, a->plan->scenario->site.gpus.value, UNIT_COUNT), said(arena, b->plan->scenario->site.gpus.value, UNIT_COUNT));
    hold(filler, "jobs", jobs_of(arena, a), jobs_of(arena, b));
    hold(filler, "reads asked, peak", said(arena, first->read_peak_bytes_per_s.value, UNIT_BYTES_PER_S), said(arena, second->read_peak_bytes_per_s.value, UNIT_BYTES_PER_S));
    hold(filler, "writes asked, peak", said(arena, first->peak_write_bytes_per_s.value, UNIT_BYTES_PER_S), said(arena, second->peak_write_bytes_per_s.value, UNIT_BYTES_PER_S));
    hold(filler, "data reduction", said(arena, pool_of(a)->data_reduction.value, UNIT_NUMBER), said(arena, pool_of(b)->data_reduction.value, UNIT_NUMBER));
}

/* --- what each path shows, and which counter tells --------------------------------------------------- */

static void fill_paths(struct filler *filler, const struct compare_side *side)
{
    const struct stack_model *stack = pool_of(side)->stack;
    const struct result_pool *pool = &side->results->plan.pools[0];
    CHECK(pool->n_alternatives == stack->n_paths);
    for (int p = 0; p < stack->n_paths; p++) {
        const struct result_alternative *from = &pool->alternatives[p];
        struct study_ab_path *path = &filler->ab->paths[filler->ab->n_paths++];
        *path = (struct study_ab_path){.side = side->name, .stack = stack->head.name, .front_end = from->front_end, .write_path = from->write_path, .chosen = from->chosen,
                                       .read_bytes_per_s = from->read_bound_bytes_per_s, .write_bytes_per_s = from->write_bound_bytes_per_s, .read_bound_by = from->read_bound_by,
                                       .write_bound_by = from->write_bound_by};
        ab_counters(&stack->paths[p], side->plan->pools[0].efficiency, path->counter, path->lo, path->hi);
    }
}

/* Boxes without drives for a write buffer have no counter of it. */
static bool has_buffer(const struct filler *filler)
{
    const struct node_model *node = pool_of(filler->sides[0])->groups[0].node;
    for (int d = 0; d < node->n_drives; d++)
        if (node->drives[d].use == DRIVE_BUFFER) return true;
    return false;
}

/* Between the ranges, as a share of their mean; negative: they meet. */
static double gap_between(const struct study_ab_path *a, const struct study_ab_path *b, int counter)
{
    const double mean = 0.5 * (a->counter[counter] + b->counter[counter]);
    if (!(mean > 0.0)) return (double)-INFINITY;
    return fmax(a->lo[counter] - b->hi[counter], b->lo[counter] - a->hi[counter]) / mean;
}

static void fill_tests(struct filler *filler)
{
    struct study_ab *ab = filler->ab;
    ab->tests = ARENA_ARRAY(filler->arena, struct study_ab_test, ab->n_paths * ab->n_paths);
    for (int32_t a = 0; a < ab->n_paths; a++)
        for (int32_t b = a + 1; b < ab->n_paths; b++) {
            struct study_ab_test test = {.a = a, .b = b, .gap = (double)-INFINITY};
            int told_by = 0;
            for (int c = 0; c < STUDY_COUNTERS && !(test.gap >= PLAIN_GAP); c++) {
                const double gap = c == STUDY_WRITE_BUFFER && !has_buffer(filler) ? (double)-INFINITY : gap_between(&ab->paths[a], &ab->paths[b], c);
                if (gap <= test.gap + 1e-12) continue;
                test.gap = gap;
                told_by = c;
            }
            test.told = test.gap > 1e-9;
            test.by = test.told ? key_of((enum study_counter)told_by) : "";
            test.runs = test.told ? ab_runs(ab->spread, test.gap) : (double)NAN;
            test.runs_most = test.told ? ab_runs(ab->spread_hi, test.gap) : (double)NAN;
            ab->tests[ab->n_tests++] = test;
        }
}

/* At the ends of what the deviation may be, and between. */
static void fill_runs(struct filler *filler)
{
    static const double wanted[] = {0.02, 0.05, 0.10};
    struct study_ab *ab = filler->ab;
    const double spreads[] = {ab->spread_lo, ab->spread, ab->spread_hi};
    ab->runs = ARENA_ARRAY(filler->arena, struct study_ab_runs, 9);
    for (int s = 0; s < 3; s++)
        for (int w = 0; w < 3 && (s == 0 || spreads[s] > spreads[s - 1]); w++) ab->runs[ab->n_runs++] = (struct study_ab_runs){spreads[s], wanted[w], ab_runs(spreads[s], wanted[w])};
}

/* --- what the plan assumes ------------------------------------------------------------------------------ */

static const struct quantity *spread_of(const struct filler *filler)
{
    for (int s = 0; s < 2; s++) {
        const struct quantity *stated = &filler->sides[s]->plan->scenario->study.ab_spread;
        if (stated->given) return stated;
    }
    return &assumed_spread;
}

static void fill_assumptions(struct filler *filler)
{
    struct study_ab *ab = filler->ab;
    const struct quantity *spread = spread_of(filler);
    const char *source = *spread->source ? spread->source : text_format(filler->arena, "stated at %s", inputs_place(spread, filler->arena));
    const struct study_ab_assumption all[] = {
        {"deviation of one run (study.ab_spread)", spread->value, spread->lo, spread->hi, inputs_grade(spread), source},
        {"chance to call a difference that is none", 0.05, 0.05, 0.05, "chosen", "two-sided test of two means"},
        {"chance to find a difference that is there", 0.90, 0.90, 0.90, "chosen", "the number of runs follows from it"},
        {"what cards count beyond payload, at most", CALIBRATE_HEADERS, CALIBRATE_HEADERS, CALIBRATE_HEADERS, "estimate", "assumption: headers of packets of 1.5 to 9 kB; calibrate allows for it"},
    };
    ab->spread = spread->value;
    ab->spread_lo = spread->lo;
    ab->spread_hi = spread->hi;
    ab->n_assumptions = sizeof all / sizeof all[0];
    ab->assumptions = ARENA_ARRAY(filler->arena, struct study_ab_assumption, ab->n_assumptions);
    for (int32_t k = 0; k < ab->n_assumptions; k++) ab->assumptions[k] = all[k];
}

static const char *unavailable(const struct filler *filler)
{
    for (int s = 0; s < 2; s++) {
        const struct pool *pool = pool_of(filler->sides[s]);
        for (int p = 0; p < pool->stack->n_protocols; p++)
            if (pool->stack->protocols[p].planned && text_equal(pool->stack->protocols[p].name, pool->protocol))
                return text_format(filler->arena, "%s is planned on %s, not available", pool->protocol, pool->stack->head.name);
    }
    return "";
}

struct study_ab *ab_fill(const struct compare_side *a, const struct compare_side *b, struct arena *arena)
{
    struct study_ab *ab = ARENA_NEW(arena, struct study_ab);
    struct filler filler = {arena, ab, {a, b}};
    *ab = (struct study_ab){.name_a = a->name, .name_b = b->name, .unavailable = unavailable(&filler)};
    fill_assumptions(&filler);
    fill_equal(&filler);
    ab->paths = ARENA_ARRAY(arena, struct study_ab_path, pool_of(a)->stack->n_paths + pool_of(b)->stack->n_paths);
    fill_paths(&filler, a);
    fill_paths(&filler, b);
    fill_tests(&filler);
    fill_runs(&filler);
    return ab;
}
