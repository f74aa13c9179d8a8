#include "plan/verdict.h"

#include <math.h>

static const double tolerance = 1e-12;

const char *verdict_name(enum verdict verdict)
{
    static const char *const names[] = {[VERDICT_PASS] = "pass", [VERDICT_FAIL] = "fail", [VERDICT_DEPENDS] = "depends"};
    return names[verdict];
}

static bool holds(double value, enum comparison comparison, double limit)
{
    const double slack = tolerance * fabs(limit);
    switch (comparison) {
    case CMP_GE: return value >= limit - slack;
    case CMP_GT: return value > limit + slack;
    case CMP_LE: return value <= limit + slack;
    case CMP_LT: return value < limit - slack;
    }
    return false;
}

static bool is_lower_limit(enum comparison comparison) { return comparison == CMP_GE || comparison == CMP_GT; }

static double margin_of(double value, enum comparison comparison, double limit)
{
    const double past = is_lower_limit(comparison) ? value - limit : limit - value;
    return limit != 0.0 ? past / fabs(limit) : past;
}

/* --- throughput ----------------------------------------------------------------------- */

static void weigh(struct verdict_line *line, double value, enum comparison comparison, double limit, double margin, const char *judged_on)
{
    if (isnan(value)) return;            /* not asked, or nothing demanded */
    if (!holds(value, comparison, limit)) line->verdict = VERDICT_FAIL;
    if (!isnan(line->margin) && !(margin < line->margin)) return;
    line->margin = margin;
    line->judged_on = judged_on;
}

/* A carried peak is cut at the peak, so how much more there is shows in the fraction by which both may grow. */
static double margin_at_once(double rate, double fraction, double peak, double limit, enum comparison comparison)
{
    if (!holds(rate, comparison, limit)) return margin_of(rate, comparison, limit);
    return fmax(0.0, fraction * peak / limit - 1.0);
}

static void judge_capability(const struct site_plan *plan, enum op op, const struct requirement *requirement, struct verdict_line *line)
{
    const struct capability *can = &plan->capability[op];
    const enum comparison comparison = requirement->comparison;
    const double limit = line->limit, peak = op == OP_READ ? plan->demand_read_peak : plan->demand_write_peak;
    line->value = can->alone_bytes_per_s;
    line->verdict = VERDICT_PASS;
    weigh(line, can->alone_bytes_per_s, comparison, limit, margin_of(can->alone_bytes_per_s, comparison, limit), "alone");
    if (!is_lower_limit(comparison)) return;
    /* Offers stop at the peak, so no more than the peak can be asked at once: at the peak >= is meant. */
    const double at_once = fmin(limit, peak);
    const enum comparison reaches = limit < peak ? comparison : CMP_GE;
    weigh(line, can->coincident_bytes_per_s, reaches, at_once,
          margin_at_once(can->coincident_bytes_per_s, can->coincident_fraction, peak, at_once, reaches), "while both peaks are offered");
    weigh(line, can->domain_out_bytes_per_s, comparison, limit, margin_of(can->domain_out_bytes_per_s, comparison, limit), "one failure domain out");
    weigh(line, can->coincident_domain_out_bytes_per_s, reaches, at_once,
          margin_at_once(can->coincident_domain_out_bytes_per_s, can->coincident_domain_out_fraction, peak, at_once, reaches),
          "while both peaks are offered, one failure domain out");
}

/* --- plain values ---------------------------------------------------------------------- */

static double storage_nodes(const struct site_plan *plan)
{
    double nodes = 0.0;
    for (int p = 0; p < plan->n_pools; p++)
        for (int g = 0; g < plan->pools[p].n_groups; g++) nodes += plan->pools[p].groups[g].nodes;
    return nodes;
}

static double planned_value(const struct site_plan *plan, enum requirement_quantity quantity)
{
    const struct plan_power *power = &plan->power;
    switch (quantity) {
    case REQ_USABLE_CAPACITY: return plan->usable_bytes;
    case REQ_SITE_POWER_PEAK: return power->envelope_at == AT_UTILITY ? power->site_design_w : power->it_max_w;
    case REQ_STORAGE_POWER: return power->storage_max_w + power->network_w;
    case REQ_RACK_TILES: return plan->racks.rack_tiles;
    case REQ_FLOOR_TILES: return plan->racks.floor_tiles;
    case REQ_NODES: return storage_nodes(plan);
    case REQ_NAMESPACES: return plan->namespaces;
    case REQ_PROTOCOLS_MISSING: return plan->protocols_missing;
    case REQ_POWER_TREE_UTILISATION: return power->tree.n_levels > 0 ? power->tree.worst_utilisation : (double)NAN;
    default: return (double)NAN;
    }
}

/* A pool that never fills is full at no time: later than any limit. A stall is asked in seconds
 * each or as a fraction of GPU-time, by the limit's unit. */
static double simulated_value(const struct results *results, const struct requirement *requirement)
{
    switch (requirement->quantity) {
    case REQ_GOODPUT: return results->goodput.useful;
    case REQ_READ_DENIED_FRACTION: return results->read.denied_fraction;
    case REQ_WRITE_DENIED_FRACTION: return results->write.denied_fraction;
    case REQ_CHECKPOINT_STALL:
        return requirement->limit.unit == UNIT_SECONDS ? results->checkpoint.stall_s.mean : results->goodput.checkpoint_stalled;
    case REQ_FULL_AT: return isnan(results->capacity.full_at_s) ? (double)INFINITY : results->capacity.full_at_s;
    default: return (double)NAN;
    }
}

static void judge_value(const struct requirement *requirement, double value, const char *judged_on, struct verdict_line *line)
{
    line->value = value;
    line->judged_on = judged_on;
    line->margin = margin_of(value, requirement->comparison, line->limit);
    if (!isnan(value)) line->verdict = holds(value, requirement->comparison, line->limit) ? VERDICT_PASS : VERDICT_FAIL;
}

bool verdict_is_planned(enum requirement_quantity quantity) { return quantity < REQ_GOODPUT; }

bool verdict_asks_simulation(const struct scenario *scenario)
{
    for (int r = 0; r < scenario->n_requirements; r++)
        if (scenario->requirements[r].level == LEVEL_MUST && !verdict_is_planned(scenario->requirements[r].quantity)) return true;
    return false;
}

void verdict_judge(const struct site_plan *plan, const struct results *simulated_or_null, const struct requirement *requirement,
                   struct verdict_line *out)
{
    *out = (struct verdict_line){.verdict = VERDICT_DEPENDS, .value = (double)NAN, .limit = requirement->limit.value, .margin = (double)NAN,
                                 .unit = requirement->limit.unit, .judged_on = "not simulated", .depends_on = ""};
    if (requirement->quantity == REQ_READ_CAPABILITY) judge_capability(plan, OP_READ, requirement, out);
    else if (requirement->quantity == REQ_WRITE_CAPABILITY) judge_capability(plan, OP_WRITE, requirement, out);
    else if (verdict_is_planned(requirement->quantity)) judge_value(requirement, planned_value(plan, requirement->quantity), "plan", out);
    else if (simulated_or_null) judge_value(requirement, simulated_value(simulated_or_null, requirement), "simulation", out);
    if (requirement->quantity == REQ_POWER_TREE_UTILISATION && out->verdict == VERDICT_DEPENDS) out->depends_on = "power_tree";
    if (requirement->quantity == REQ_SITE_POWER_PEAK && isnan(plan->power.envelope_w)) {
        if (out->verdict == VERDICT_PASS) out->verdict = VERDICT_DEPENDS;
        if (out->verdict == VERDICT_DEPENDS) out->depends_on = "site.power";
    }
}
