#include "run/run.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "run/bottleneck.h"
#include "run/collect.h"
#include "run/failure_results.h"
#include "run/landing_results.h"
#include "run/outcome.h"
#include "run/setbacks.h"
#include "run/sureness.h"
#include "run/tier_result.h"
#include "run/warmup.h"
#include "run/world.h"
#include "run/worst_hour.h"

static void note(const struct site_plan *plan, int32_t index)
{
    char text[64];
    snprintf(text, sizeof text, "seed %" PRIu64 ", replication %" PRId32, plan->scenario->study.seed, index + 1);
    check_note(text);
}

double run_warm_up_s(const struct site_plan *plan, struct arena *arena)
{
    const struct study *study = &plan->scenario->study;
    if (study->warm_up_auto && !isnan(study->start_days) && study->load != LOAD_CONSTANT) return 0.0;       /* a site that is being built has no steady state to wait for */
    if (!study->warm_up_auto) return fmax(0.0, study->warm_up_s.value);
    note(plan, 0);
    double warm_up_s = warmup_find(plan, arena);
    check_note(NULL);
    return warm_up_s;
}

enum keeping { KEEP_NUMBERS, KEEP_SERIES, KEEP_TRACE };

static struct replication *run(const struct site_plan *plan, double warm_up_s, int32_t index, enum keeping keeping, const struct run_observer *observer, struct arena *arena)
{
    note(plan, index);
    int64_t measured_ns = world_ns(plan->scenario->study.length_s.value), warm_up_ns = world_ns(warm_up_s);
    if (warm_up_ns > DES_FOREVER - measured_ns) warm_up_ns = DES_FOREVER - measured_ns;
    struct world *world = world_new(plan, (struct world_spec){
        .replication = index, .warm_up_ns = warm_up_ns, .measured_ns = measured_ns,
        .with_series = index == 0 && keeping != KEEP_NUMBERS, .traced = keeping == KEEP_TRACE, .observer = observer }, arena);
    world_run(world);
    struct replication *outcome = outcome_of(world, arena);
    world_end(world);
    check_note(NULL);
    return outcome;
}

struct replication *run_observed(const struct site_plan *plan, double warm_up_s, int32_t index, const struct run_observer *observer, struct arena *arena)
{
    return run(plan, warm_up_s, index, KEEP_SERIES, observer, arena);
}

struct replication *run_replication(const struct site_plan *plan, double warm_up_s, int32_t index, struct arena *arena)
{
    return run(plan, warm_up_s, index, KEEP_SERIES, NULL, arena);
}

struct replication *run_bare(const struct site_plan *plan, double warm_up_s, int32_t index, struct arena *arena)
{
    return run(plan, warm_up_s, index, KEEP_NUMBERS, NULL, arena);
}

struct replication *run_traced(const struct site_plan *plan, double warm_up_s, struct arena *arena)
{
    return run(plan, warm_up_s, 0, KEEP_TRACE, NULL, arena);
}

static const double run_audit_limit = 1e-9;

bool run_collect(const struct site_plan *plan, struct replication *const *outcomes, int32_t n, struct arena *arena, struct results *results)
{
    CHECK(n >= 1);
    struct collect collect = { .plan = plan, .outcomes = outcomes, .n = n, .arena = arena, .results = results };
    collect.loads = service_is_on(plan) || outcomes[0]->tier ? loads_apart(&plan->system, arena) : loads_of(&plan->system, arena);
    collect_power(&collect);
    collect_throughput(&collect);
    collect_checkpoints(&collect);
    collect_goodput(&collect);
    setbacks_collect(&collect);
    collect_capacity(&collect);
    collect_series(&collect);
    failure_results_collect(&collect);
    worst_hour_collect(&collect);
    tier_result_collect(&collect);
    landing_results_collect(&collect);
    bottleneck_resources(&collect);
    bottleneck_ladder(&collect);
    sureness_collect(&collect);
    struct audit audit = audit_start();
    results->events = results->solves = 0.0;
    for (int32_t i = 0; i < n; i++) {
        audit_merge(&audit, &outcomes[i]->audit);
        results->events += outcomes[i]->events;
        results->solves += outcomes[i]->solves;
    }
    results->audit_worst_relative_error = audit.worst;
    results->scenario.warm_up_s = outcomes[0]->warm_up_s;
    return audit.worst <= run_audit_limit;
}
