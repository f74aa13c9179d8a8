#include "study/stands.h"

#include <math.h>

#include "run/buildup.h"
#include "stat/sample.h"

static void no_judge(void *context, const double *landed, struct buildup_state *state)
{
    (void)context;
    (void)landed;
    (void)state;
}

double stands_days(const struct scenario *scenario, const struct catalog *all, const struct choice *choice, double part)
{
    struct arena *scratch = arena_new();
    struct site_plan plan = {.scenario = choices_scenario(scenario, choice, scratch), .arena = scratch, .n_pools = 1};
    double at = (double)NAN;
    if (plan.scenario->n_deliveries == 1) {
        plan.pools = ARENA_NEW(scratch, struct plan_pool);       /* its nodes are asked for only where a delivery is stated in nodes */
        const struct buildup_question question = {&plan, all, 0, no_judge, NULL};
        const struct buildup *buildup = buildup_draw(&question, scratch);
        double *days = ARENA_ARRAY(scratch, double, buildup->draws);
        for (int i = 0; i < buildup->draws; i++) days[i] = buildup_landings(buildup, i)[0];
        sample_sort(days, buildup->draws);
        at = part > 0.0 ? sample_quantile(days, buildup->draws, part) : days[0];
    }
    arena_free(scratch);
    return at;
}
