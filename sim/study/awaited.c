#include "study/awaited.h"

#include "plan/summary.h"
#include "run/estimate.h"
#include "run/landing.h"
#include "run/sureness.h"

static const double awaited_hour_s = 3600.0;

bool awaited_fill(const struct site_plan *plan, const double *useful_gpus, struct replicate_options options, struct arena *arena, struct results *results)
{
    if (!landing_is_on(plan->scenario) || plan->scenario->n_deliveries == 0) return true;
    struct scenario scenario = *plan->scenario;
    struct site_plan at_once = *plan;
    struct results *without = ARENA_NEW(arena, struct results);
    const int32_t n = (int32_t)results->precision.replications;
    const double hours = plan->scenario->study.length_s.value / awaited_hour_s;
    double *waited = ARENA_ARRAY(arena, double, n);
    scenario.n_deliveries = 0;
    at_once.scenario = &scenario;
    options.n = n;
    options.trace = NULL;
    options.useful_gpus = ARENA_ARRAY(arena, double, n);
    summary_fill(&at_once, arena, without);
    if (!replicate_run(&at_once, options, arena, without)) return false;
    for (int32_t i = 0; i < n; i++) waited[i] = (options.useful_gpus[i] - useful_gpus[i]) * hours;
    results->delivery.run.useful_without = without->goodput.useful;
    results->delivery.run.gpu_hours_waited = estimate_of_values(waited, n, estimate_each(&plan->scenario->study), arena);
    sureness_common(plan, "useful GPUs with all storage there from the start", useful_gpus, options.useful_gpus, n, results);
    return true;
}
