#include "study/more_write.h"

#include <math.h>

#include "plan/plan.h"
#include "plan/summary.h"
#include "run/estimate.h"
#include "run/sureness.h"
#include "types/diag_codes.h"

static const double more_write_step = 1e12, hours_per_year = 365.0 * 24.0;

bool more_write_matters(const struct site_plan *plan)
{
    if (plan->scenario->study.load == LOAD_CONSTANT) return false;
    for (int j = 0; j < plan->n_jobs; j++)
        if (plan->jobs[j].interruptions_per_s && plan->jobs[j].checkpoint_bytes > 0.0) return true;
    return false;
}

static double nodes_of(const struct site_plan *plan)
{
    double nodes = 0.0;
    for (int p = 0; p < plan->n_pools; p++) {
        for (int g = 0; g < plan->pools[p].n_groups; g++) nodes += plan->pools[p].groups[g].nodes;
        if (plan->pools[p].front_ends) nodes += plan->pools[p].front_ends->nodes;
    }
    return nodes;
}

/* Useful part of the GPUs of all jobs if each did as the law says; NAN where it says nothing of one. */
static double useful_by_law(const struct site_plan *plan)
{
    double gpus = 0.0;
    for (int j = 0; j < plan->n_jobs; j++) {
        const struct job *job = &plan->scenario->jobs[plan->jobs[j].job];
        if (plan->jobs[j].checkpoint_bytes > 0.0) gpus += job->count.value * job->gpus.value * plan->jobs[j].law_goodput;
    }
    return gpus;
}

static const struct site_plan *plan_more(const struct site_plan *plan, const struct catalog *catalog, struct arena *arena)
{
    struct scenario *scenario = ARENA_NEW(arena, struct scenario);
    *scenario = *plan->scenario;
    struct quantity *peak = &scenario->demand.peak_write_bytes_per_s;
    peak->value = peak->lo = peak->hi = plan->demand_write_peak + more_write_step;
    peak->given = true;
    struct site_plan *more = ARENA_NEW(arena, struct site_plan);
    static const char *const no_names[DIAG_COUNT];
    return plan_site(scenario, catalog, arena, diags_new(arena, no_names, DIAG_COUNT), more) ? more : NULL;
}

static struct estimate gained(const struct site_plan *plan, const double *before, const double *after, int32_t n, struct arena *arena)
{
    double *hours = ARENA_ARRAY(arena, double, n);
    for (int32_t i = 0; i < n; i++) hours[i] = (after[i] - before[i]) * hours_per_year;
    return estimate_of_values(hours, n, estimate_each(&plan->scenario->study), arena);
}

bool more_write_fill(const struct site_plan *plan, const struct catalog *catalog, const double *useful_gpus, struct replicate_options options, struct arena *arena,
                     struct results *results)
{
    const struct site_plan *more = plan_more(plan, catalog, arena);
    if (!more) return true;
    struct results *again = ARENA_NEW(arena, struct results);
    summary_fill(more, arena, again);
    options.n = (int32_t)results->precision.replications;
    options.useful_gpus = ARENA_ARRAY(arena, double, options.n);
    options.trace = NULL;
    if (!replicate_run(more, options, arena, again)) return false;
    results->interruptions.more_write = (struct result_more_write){
        .more_bytes_per_s = more_write_step, .nodes_before = nodes_of(plan), .nodes_after = nodes_of(more),
        .write_capability_before = plan->capability[OP_WRITE].alone_bytes_per_s, .write_capability_after = more->capability[OP_WRITE].alone_bytes_per_s,
        .useful_before = results->goodput.useful, .useful_after = again->goodput.useful,
        .gpu_hours_per_year = gained(plan, useful_gpus, options.useful_gpus, options.n, arena),
        .law_gpu_hours_per_year = (useful_by_law(more) - useful_by_law(plan)) * hours_per_year };
    sureness_common(plan, "useful GPUs with 1 TB/s more of write", useful_gpus, options.useful_gpus, options.n, results);
    return true;
}
