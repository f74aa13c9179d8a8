#include "study/uncapped.h"

#include <math.h>

#include "plan/summary.h"

bool uncapped_fill(const struct site_plan *plan, struct replicate_options options, struct arena *arena, struct results *results)
{
    struct site_plan free = *plan;
    options.trace = NULL;
    struct results *without = ARENA_NEW(arena, struct results);
    if (!(plan->power.cap_w > 0.0)) return true;
    free.power.cap_w = (double)NAN;
    summary_fill(&free, arena, without);
    if (!replicate_run(&free, options, arena, without)) return false;
    results->power.cap_useful_without = without->goodput.useful;
    results->power.cap_useful_lost = without->goodput.useful - results->goodput.useful;
    return true;
}
