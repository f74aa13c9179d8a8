#include "plan/lint_build.h"

#include <math.h>

#include "base/text.h"
#include "plan/box.h"
#include "plan/findings.h"
#include "plan/rows.h"

/* --- every node model that stands in the build ------------------------------------------- */

static struct place place_of(const struct plan_pool *pool, int group)
{
    return group < pool->n_groups ? pool->pool->groups[group].at : pool->pool->front_end_nodes.at;
}

static void lint_available(struct site_plan *plan, const struct node_model *node, struct place at)
{
    const double as_of = plan->scenario->as_of_days, first = node->first_available.value;
    if (first > as_of)                   /* false while either is unknown */
        findings_add(plan, at, FINDING_FAIL, "sku-not-available", "%s can be had from %s, the plan is as of %s", node->head.name,
                     findings_number(plan, first, UNIT_DAYS, 10), findings_number(plan, as_of, UNIT_DAYS, 10));
}

static const char *days(const struct site_plan *plan, const struct quantity *time_s)
{
    return time_s->value > 0.0 ? findings_number(plan, time_s->value, UNIT_SECONDS, 3) : "an unknown time";
}

static void lint_qualification(struct site_plan *plan, const struct node_model *node, const struct stack_model *stack, struct place at)
{
    for (int n = 0; n < node->n_nics; n++) {
        const struct nic_model *nic = node->nics[n].nic;
        if (nic->qualification != QUALIFIED)
            findings_add(plan, at, FINDING_NOTE, "qualification-open", "card %s of %s: qualification %s, takes %s", nic->head.name, node->head.name,
                         nic->qualification == QUALIFYING ? "in progress" : "not started", days(plan, &nic->qualification_time_s));
    }
    for (int q = 0; q < node->n_qualification; q++) {
        const struct node_qualification *open = &node->qualification[q];
        if (text_equal(open->stack_vendor, stack->vendor) && open->time_s.value > 0.0)
            findings_add(plan, at, FINDING_NOTE, "qualification-open", "%s under %s: qualification takes %s", node->head.name, stack->head.name,
                         days(plan, &open->time_s));
    }
}

static void lint_policy(struct site_plan *plan, const struct node_model *node, struct place at)
{
    const struct policy *policy = &plan->scenario->policy;
    if (node->third_party && !policy->third_party_allowed)
        findings_add(plan, at, FINDING_FAIL, "third-party-hardware", "%s is third-party hardware, which the policy forbids", node->head.name);
    if (!policy->dpu || text_equal(policy->dpu, "any")) return;
    for (int n = 0; n < node->n_nics; n++) {
        const struct nic_model *nic = node->nics[n].nic;
        if (nic->role == NIC_CARD || text_equal(nic->family, policy->dpu)) continue;
        findings_add(plan, at, FINDING_FAIL, "dpu-policy", "%s holds %s (%s), the policy takes %s%s%s", node->head.name, nic->head.name,
                     nic->family ? nic->family : "no family", text_equal(policy->dpu, "none") ? "no DPU" : "only ",
                     text_equal(policy->dpu, "none") ? "" : policy->dpu,
                     nic->role == NIC_CONTROLLER ? "; as the box's storage controller it is its vendor's port, not a card to swap" : "");
    }
}

static void lint_sold_as(struct site_plan *plan, const struct plan_group *group, struct place at)
{
    const double sold = box_value(&group->node->sold_count, 1.0);
    if (group->node->sold_as == SOLD_NODE || group->bound_rule != RULE_GIVEN || !(fmod(group->nodes, sold) > 0.0)) return;
    findings_add(plan, at, FINDING_NOTE, "sold-as", "%s is sold by %.0f; %.0f nodes are no whole number of them", group->node->head.name, sold, group->nodes);
}

static void lint_nodes(struct site_plan *plan)
{
    for (int p = 0; p < plan->n_pools; p++) {
        const struct plan_pool *pool = &plan->pools[p];
        for (int g = 0; g < pool->n_groups + (pool->front_ends ? 1 : 0); g++) {
            const struct plan_group *group = rows_group(pool, g);
            const struct place at = place_of(pool, g);
            if (group->nodes <= 0.0) continue;
            lint_available(plan, group->node, at);
            lint_qualification(plan, group->node, pool->pool->stack, at);
            lint_policy(plan, group->node, at);
            lint_sold_as(plan, group, at);
        }
    }
}

/* --- pools ------------------------------------------------------------------------------ */

/* "software", or where both are called so "software of odm-cap". */
static const char *named(const struct site_plan *plan, const struct plan_pool *pool, const struct row *row, const char *part, bool alike)
{
    return alike ? text_format(plan->arena, "%s of %s", part, rows_group(pool, row->group)->node->head.name) : part;
}

static void lint_knife_edge(struct site_plan *plan, const struct plan_pool *pool, const struct bound *bound, const char *what)
{
    static const char *const parts[ROW_KINDS] = {
        [ROW_MEDIA] = "media", [ROW_BUFFER] = "write buffer", [ROW_NIC_TX] = "NIC", [ROW_NIC_RX] = "NIC", [ROW_SOFTWARE] = "software",
        [ROW_UPLINK_TX] = "uplinks", [ROW_UPLINK_RX] = "uplinks", [ROW_SPINE_TX] = "spine", [ROW_SPINE_RX] = "spine"};
    if (bound->next_row < 0 || !(bound->next_bytes_per_s <= 1.01 * bound->bytes_per_s)) return;
    const struct row *row = &plan->system.rows[bound->row], *next = &plan->system.rows[bound->next_row];
    const bool alike = text_equal(parts[row->kind], parts[next->kind]);
    findings_add(plan, pool->pool->at, FINDING_WARNING, "knife-edge", "%s and %s are within 1 %%: pool %s is bound at %s of %ss by %s and at %s by %s",
                 named(plan, pool, row, parts[row->kind], alike), named(plan, pool, next, parts[next->kind], alike), pool->pool->name, findings_number(plan, bound->bytes_per_s, UNIT_BYTES_PER_S, 4), what,
                 row->name, findings_number(plan, bound->next_bytes_per_s, UNIT_BYTES_PER_S, 4), next->name);
}

static void lint_stranded(struct site_plan *plan, const struct plan_pool *pool)
{
    double all = 0.0;
    for (int g = 0; g < pool->n_groups; g++) all += pool->groups[g].usable_bytes;
    if (all > pool->usable_bytes * (1.0 + 1e-9))
        findings_add(plan, pool->pool->at, FINDING_NOTE, "stranded-capacity", "with this placement one group of pool %s is full at %s; %s of the others stay empty",
                     pool->pool->name, findings_number(plan, pool->usable_bytes, UNIT_BYTES, 4),
                     findings_number(plan, all - pool->usable_bytes, UNIT_BYTES, 3));
}

static void lint_protocol_path(struct site_plan *plan, const struct pool *pool)
{
    for (int s = 0; s < pool->stack->n_protocols; s++)
        if (text_equal(pool->stack->protocols[s].name, pool->protocol) && pool->stack->protocols[s].planned)
            findings_add(plan, pool->at, FINDING_WARNING, "protocol-not-spoken", "pool %s is planned over %s, which %s does not speak yet", pool->name,
                         pool->protocol, pool->stack->head.name);
}

/* A stated count may be below it; what runs below it holds and carries nothing (run/stand.h). */
static void lint_smallest_cluster(struct site_plan *plan, const struct plan_pool *pool)
{
    double nodes = 0.0;
    for (int g = 0; g < pool->n_groups; g++) nodes += pool->groups[g].nodes;
    const double least = box_value(&pool->pool->stack->min_nodes, 1.0);
    if (nodes < least)
        findings_add(plan, pool->pool->at, FINDING_FAIL, "below-smallest-cluster", "pool %s has %.0f storage nodes, the smallest cluster of %s has %.0f", pool->pool->name,
                     nodes, pool->pool->stack->head.name, least);
}

static void lint_pools(struct site_plan *plan)
{
    for (int p = 0; p < plan->n_pools; p++) {
        const struct plan_pool *pool = &plan->pools[p];
        lint_knife_edge(plan, pool, &pool->read, "read");
        lint_knife_edge(plan, pool, &pool->write, "write");
        lint_stranded(plan, pool);
        lint_smallest_cluster(plan, pool);
        lint_protocol_path(plan, pool->pool);
        if (pool->namespaces > 1.0)
            findings_add(plan, pool->pool->at, FINDING_NOTE, "namespaces", "pool %s is larger than one cluster of %s may be: %.0f namespaces",
                         pool->pool->name, pool->pool->stack->head.name, pool->namespaces);
        if (pool->survives < box_value(&pool->pool->stack->code.survive, 1.0))
            findings_add(plan, pool->pool->at, FINDING_WARNING, "survives-less", "%.0f failure domains hold pool %s: a stripe of %.0f survives the loss of %.0f",
                         pool->domains, pool->pool->name, pool->stripe_width, pool->survives);
    }
}

/* --- the site --------------------------------------------------------------------------- */

static bool is_required(const struct scenario *scenario, enum requirement_quantity quantity)
{
    for (int r = 0; r < scenario->n_requirements; r++)
        if (scenario->requirements[r].quantity == quantity) return true;
    return false;
}

/* What the build lacks of the demand is said even where no requirement asks. */
static void lint_demand(struct site_plan *plan)
{
    const struct demand *demand = &plan->scenario->demand;
    const struct { enum requirement_quantity quantity; const char *name; enum unit unit; double asked, has; struct place at; } lines[] = {
        {REQ_USABLE_CAPACITY, "usable capacity", UNIT_BYTES, demand->usable_bytes.value, plan->usable_bytes, demand->usable_bytes.at},
        {REQ_READ_CAPABILITY, "read", UNIT_BYTES_PER_S, plan->demand_read_peak, plan->capability[OP_READ].alone_bytes_per_s, demand->read_peak_bytes_per_s.at},
        {REQ_WRITE_CAPABILITY, "write", UNIT_BYTES_PER_S, plan->demand_write_peak, plan->capability[OP_WRITE].alone_bytes_per_s,
         demand->peak_write_bytes_per_s.at}};
    for (size_t l = 0; l < sizeof lines / sizeof lines[0]; l++) {
        if (!(lines[l].has < lines[l].asked * (1.0 - 1e-12)) || is_required(plan->scenario, lines[l].quantity)) continue;
        findings_add(plan, lines[l].at, FINDING_WARNING, "below-demand", "%s: %s are asked, the build has %s; no requirement judges it", lines[l].name,
                     findings_number(plan, lines[l].asked, lines[l].unit, 4), findings_number(plan, lines[l].has, lines[l].unit, 4));
    }
}

static void lint_unknown(struct site_plan *plan)
{
    const struct site *site = &plan->scenario->site;
    if (isnan(plan->power.envelope_w))
        findings_add(plan, site->power_w.at, FINDING_NOTE, "envelope-unknown", "no power envelope is known: %s at the design hour are judged against nothing",
                     findings_number(plan, plan->power.site_design_w, UNIT_WATTS, 4));
}

void lint_build(struct site_plan *plan)
{
    lint_nodes(plan);
    lint_pools(plan);
    lint_demand(plan);
    lint_unknown(plan);
}
