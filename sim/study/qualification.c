#include "study/qualification.h"

#include <math.h>

#include "base/date.h"
#include "base/text.h"
#include "base/units.h"

static const struct lead_time_model *stages_model(const struct catalog *all)
{
    for (int l = 0; l < all->n_lead_times; l++)
        if (text_equal(all->lead_times[l].head.name, "third-party-qualification")) return &all->lead_times[l];
    return NULL;
}

static bool holds(const struct node_model *node, const struct nic_model *nic)
{
    for (int n = 0; n < node->n_nics; n++)
        if (text_equal(node->nics[n].nic->head.name, nic->head.name)) return true;
    return false;
}

static const char *holders(const struct catalog *all, const struct nic_model *nic, struct arena *arena)
{
    struct text list = text_new(arena);
    for (int n = 0; n < all->n_nodes; n++)
        if (holds(&all->nodes[n], nic)) text_printf(&list, "%s%s", list.length ? ", " : "", all->nodes[n].head.name);
    return list.bytes;
}

static bool in_build(const struct scenario *scenario, const struct nic_model *nic)
{
    for (int p = 0; p < scenario->n_pools; p++) {
        const struct pool *pool = &scenario->pools[p];
        for (int g = 0; g < pool->n_groups; g++)
            if (holds(pool->groups[g].node, nic)) return true;
        if (pool->path->front_end == FRONT_END_SEPARATE && pool->front_end_node && holds(pool->front_end_node, nic)) return true;
    }
    return false;
}

static double start_days(const struct scenario *scenario)
{
    double first = (double)NAN;
    for (int d = 0; d < scenario->n_deliveries; d++)
        if (scenario->deliveries[d].ordered.given) first = fmin(first, scenario->deliveries[d].ordered.value);
    return isnan(first) ? scenario->as_of_days : first;
}

static const char *state_of(const struct nic_model *nic)
{
    static const char *const states[] = {[QUALIFIED] = "qualified", [QUALIFYING] = "in progress", [NOT_STARTED] = "not started"};
    return states[nic->qualification];
}

static void lay_out(const struct lead_time_model *model, const struct quantity *time, struct arena *arena, struct result_qualification *line)
{
    if (!model || isnan(time->value)) return;
    double at = 0.0;
    line->stages = ARENA_ARRAY(arena, struct result_qualification_stage, model->n_stages);
    for (int s = 0; s < model->n_stages; s++) {
        const double share = model->stages[s].share.value;
        line->stages[line->n_stages++] = (struct result_qualification_stage){
            .stage = text_copy(arena, model->stages[s].name), .source = text_copy(arena, model->stages[s].share.source), .nominal_s = share * time->value, .lo_s = share * time->lo,
            .hi_s = share * time->hi, .start_s = at, .end_s = at + share * time->value};
        at += share * time->value;
    }
}

static struct result_qualification of_dpu(const struct site_plan *plan, const struct catalog *all, const struct nic_model *nic, struct arena *arena)
{
    const struct quantity *time = &nic->qualification_time_s;
    const double start = start_days(plan->scenario), none = nic->qualification == QUALIFIED ? 0.0 : 1.0;
    struct result_qualification line = {
        .dpu = text_copy(arena, nic->head.name), .role = nic->role == NIC_CONTROLLER ? "controller" : "dpu", .family = nic->family ? text_copy(arena, nic->family) : "",
        .state = state_of(nic), .nodes = holders(all, nic, arena), .in_build = in_build(plan->scenario, nic), .time_s = none * time->value, .lo_s = none * time->lo, .hi_s = none * time->hi,
        .starts = date_said(arena, start), .ends = date_said(arena, start + none * time->value / UNITS_DAY_S), .ends_late = date_said(arena, start + none * time->hi / UNITS_DAY_S)};
    if (nic->qualification != QUALIFIED) lay_out(stages_model(all), time, arena, &line);
    return line;
}

void qualification_fill(const struct site_plan *plan, const struct catalog *all, struct arena *arena, struct results *results)
{
    if (!all) return;
    results->qualification = ARENA_ARRAY(arena, struct result_qualification, all->n_nics);
    for (int n = 0; n < all->n_nics; n++)
        if (all->nics[n].role != NIC_CARD) results->qualification[results->n_qualification++] = of_dpu(plan, all, &all->nics[n], arena);
}
