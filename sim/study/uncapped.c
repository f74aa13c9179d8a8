#include "study/uncapped.h"

#include <math.h>

#include "plan/summary.h"
#include "run/sureness.h"

bool uncapped_fill(const struct site_plan *plan, const double *useful_gpus, struct replicate_options options, struct arena *arena, struct results *results)
{
    struct site_plan free = *plan;
    struct results *without = ARENA_NEW(arena, struct results);
    if (!(plan->power.cap_w > 0.0)) return true;
    options.trace = NULL;
    options.n = (int32_t)results->precision.replications;
    options.useful_gpus = ARENA_ARRAY(arena, double, options.n);
    free.power.cap_w = (double)NAN;
    summary_fill(&free, arena, without);
    if (!replicate_run(&free, options, arena, without)) return false;
    results->power.cap_useful_without = without->goodput.useful;
    results->power.cap_useful_lost = without->goodput.useful - results->goodput.useful;
    sureness_common(plan, "useful GPUs without the power cap", useful_gpus, options.useful_gpus, options.n, results);
    return true;
}
