#include "study/size_build.h"

#include <math.h>

#include "base/text.h"
#include "plan/box.h"
#include "plan/plan.h"
#include "plan/verdict.h"
#include "types/diag_codes.h"

/* --- judging --------------------------------------------------------------------------------- */

static bool is_plans(const struct requirement *requirement)
{
    return requirement->level == LEVEL_MUST && verdict_is_planned(requirement->quantity) && requirement->quantity != REQ_PROTOCOLS_MISSING;
}

static bool is_met_by_more(const struct requirement *requirement)
{
    const enum requirement_quantity quantity = requirement->quantity;
    return (requirement->comparison == CMP_GE || requirement->comparison == CMP_GT)
        && (quantity == REQ_READ_CAPABILITY || quantity == REQ_WRITE_CAPABILITY || quantity == REQ_USABLE_CAPACITY || quantity == REQ_NODES);
}

/* What is demanded counts as a MUST where no requirement asks for it: that is what the build is for. */
enum { DEMANDS = 3 };

static bool is_required(const struct scenario *scenario, enum requirement_quantity quantity)
{
    for (int r = 0; r < scenario->n_requirements; r++)
        if (scenario->requirements[r].quantity == quantity && scenario->requirements[r].level == LEVEL_MUST && is_met_by_more(&scenario->requirements[r])) return true;
    return false;
}

/* The k-th of the scenario's requirements and, after them, of the demands; false: it is not asked of the plan. */
static bool asked(const struct site_plan *plan, int k, struct requirement *requirement)
{
    const struct scenario *scenario = plan->scenario;
    if (k < scenario->n_requirements) {
        *requirement = scenario->requirements[k];
        return is_plans(requirement);
    }
    const struct { enum requirement_quantity quantity; const char *text; double limit; enum unit unit; } demands[DEMANDS] = {
        {REQ_USABLE_CAPACITY, "usable capacity", scenario->demand.usable_bytes.value, UNIT_BYTES}, {REQ_READ_CAPABILITY, "reads", plan->demand_read_peak, UNIT_BYTES_PER_S},
        {REQ_WRITE_CAPABILITY, "writes", plan->demand_write_peak, UNIT_BYTES_PER_S}};
    const int d = k - scenario->n_requirements;
    *requirement = (struct requirement){.id = "demand:", .level = LEVEL_MUST, .text = demands[d].text, .quantity = demands[d].quantity, .comparison = CMP_GE,
                                        .limit = {.value = demands[d].limit, .unit = demands[d].unit}};
    return demands[d].limit > 0.0 && !is_required(scenario, demands[d].quantity);
}

static void judge_musts(const struct site_plan *plan, struct size_build *build)
{
    for (int k = 0; k < plan->scenario->n_requirements + DEMANDS; k++) {
        struct verdict_line line;
        struct requirement requirement;
        if (!asked(plan, k, &requirement)) continue;
        verdict_judge(plan, NULL, &requirement, &line);
        build->fails += line.verdict == VERDICT_FAIL;
        build->depends += line.verdict == VERDICT_DEPENDS;
        if (line.verdict == VERDICT_FAIL && !is_met_by_more(&requirement)) build->more_helps = false;
    }
}

/* What the plan's findings would say, as far as a quiet plan knows it. */
static void judge_room(const struct site_plan *plan, double tree_w, struct size_build *build)
{
    const struct plan_power *power = &plan->power;
    const bool fails = plan->racks.rack_tiles > plan->racks.rack_tiles_available || power->headroom_w < 0.0
        || power->storage_max_w + power->network_w > plan->envelope_storage_w || power->it_max_w > tree_w * (1.0 + 1e-12);
    for (int p = 0; p < plan->n_pools; p++) {
        double nodes = 0.0;
        for (int g = 0; g < plan->pools[p].n_groups; g++) nodes += plan->pools[p].groups[g].nodes;
        build->fails += nodes < box_value(&plan->pools[p].pool->stack->min_nodes, 1.0);
    }
    if (!fails) return;
    build->fails++;
    build->more_helps = false;
}

/* A policy's findings are taken out with the policy; dates were asked before. */
static bool counts(const struct finding *finding)
{
    return finding->severity == FINDING_FAIL && !text_equal(finding->code, "sku-not-available");
}

static void judge_findings(const struct site_plan *plan, struct size_build *build)
{
    for (int f = 0; f < plan->n_findings; f++) {
        if (!counts(&plan->findings[f])) continue;
        build->fails++;
        if (!text_equal(plan->findings[f].code, "retention-over-capacity")) build->more_helps = false;
    }
}

/* --- figures ----------------------------------------------------------------------------------- */

static void pay(struct size_price *sum, double number, const struct quantity *price)
{
    if (!(number > 0.0)) return;
    sum->dollars += number * price->value;
    sum->least += number * price->lo;
    sum->most += number * price->hi;
    if (price->grade == GRADE_ESTIMATE || price->grade == GRADE_PLACEHOLDER) sum->estimated += number * price->value;
}

static void pay_node(struct size_price *sum, double nodes, const struct node_model *node)
{
    pay(sum, nodes, &node->price_dollars);
    for (int d = 0; d < node->n_drives; d++) pay(sum, nodes * node->drives[d].count.value, &node->drives[d].drive->price_dollars);
    for (int n = 0; n < node->n_nics; n++) pay(sum, nodes * node->nics[n].count.value, &node->nics[n].nic->price_dollars);
}

double size_build_price(const struct node_model *node)
{
    struct size_price sum = {0.0, 0.0, 0.0, 0.0};
    pay_node(&sum, 1.0, node);
    return sum.dollars;
}

static struct size_price price_of(const struct size_option *option, const struct site_plan *plan, const struct size_build *build)
{
    const struct facility_model *facility = plan->scenario->site.facility;
    struct size_price sum = {0.0, 0.0, 0.0, 0.0};
    if (option->n_counts == 0) return (struct size_price){(double)NAN, (double)NAN, (double)NAN, (double)NAN};
    for (int c = 0; c < option->n_counts; c++) pay_node(&sum, build->count[c], option->node[c]);
    if (facility->tor) pay(&sum, plan->racks.tors, &facility->tor->price_dollars);
    if (facility->spine) pay(&sum, plan->racks.spines, &facility->spine->price_dollars);
    return sum;
}

static void fill(const struct size_option *option, const struct site_plan *plan, struct size_build *build)
{
    build->planned = true;
    for (int c = 0; c < option->n_counts; c++) build->count[c] = c < option->n_groups ? plan->pools[0].groups[c].nodes : plan->pools[0].front_ends->nodes;
    for (int p = 0; p < plan->n_pools; p++) {
        for (int g = 0; g < plan->pools[p].n_groups; g++) build->nodes += plan->pools[p].groups[g].nodes;
        if (plan->pools[p].front_ends) build->nodes += plan->pools[p].front_ends->nodes;
    }
    build->rack_tiles = plan->racks.rack_tiles;
    build->storage_w = plan->power.storage_max_w + plan->power.network_w;
    build->site_w = plan->power.site_design_w;
    build->usable_bytes = plan->usable_bytes;
    build->price = price_of(option, plan, build);
    build->dollars = build->price.dollars;
}

/* --- planning ------------------------------------------------------------------------------------ */

typedef bool planner(const struct scenario *scenario, const struct catalog *catalog, struct arena *arena, struct diags *diags, struct site_plan *plan);

static const struct site_plan *plan_with(const struct size_bench *bench, const struct size_option *option, const double *count, planner *by, struct arena *arena)
{
    static const char *const no_names[DIAG_COUNT];
    struct site_plan *plan = ARENA_NEW(arena, struct site_plan);
    struct diags *diags = diags_new(arena, no_names, DIAG_COUNT);
    if (option->n_counts) size_option_set(option, count);
    return by(option->scenario, bench->catalog, arena, diags, plan) ? plan : NULL;
}

const struct site_plan *size_build_site(const struct size_bench *bench, const struct size_option *option, const double *count, struct arena *arena)
{
    return plan_with(bench, option, count, plan_site, arena);
}

const struct site_plan *size_build_outline(const struct size_bench *bench, const struct size_option *option, const double *count, struct arena *arena)
{
    return plan_with(bench, option, count, plan_site_quietly, arena);
}

void size_build_quick(struct size_bench *bench, const struct size_option *option, const double *count, struct size_build *build)
{
    *build = (struct size_build){.more_helps = true, .dollars = (double)NAN};
    arena_reset(bench->scratch);
    const struct site_plan *plan = plan_with(bench, option, count, plan_site_quietly, bench->scratch);
    if (!plan) {
        for (int c = 0; c < option->n_counts; c++) build->count[c] = count[c];
        return;
    }
    fill(option, plan, build);
    judge_musts(plan, build);
    judge_room(plan, bench->tree_w, build);
}

void size_build_findings(struct size_bench *bench, const struct size_option *option, struct size_build *build)
{
    arena_reset(bench->scratch);
    const struct site_plan *plan = plan_with(bench, option, build->count, plan_site_fits, bench->scratch);
    CHECK(plan != NULL);
    judge_findings(plan, build);
}

void size_build_plan(struct size_bench *bench, const struct size_option *option, const double *count, struct size_build *build)
{
    size_build_quick(bench, option, count, build);
    if (size_build_passes(build)) size_build_findings(bench, option, build);
}

bool size_build_passes(const struct size_build *build) { return build->planned && build->fails == 0; }

/* --- in words ---------------------------------------------------------------------------------------- */

static const char *first_failed_must(const struct site_plan *plan, struct arena *arena)
{
    for (int k = 0; k < plan->scenario->n_requirements + DEMANDS; k++) {
        struct verdict_line line;
        struct requirement requirement;
        char value[64];
        if (!asked(plan, k, &requirement)) continue;
        verdict_judge(plan, NULL, &requirement, &line);
        if (line.verdict == VERDICT_FAIL)
            return text_format(arena, "%s %s: %s%s%s", requirement.id, requirement.text, units_format(line.value, line.unit, 4, value),
                               text_equal(line.judged_on, "plan") ? "" : ", judged ", text_equal(line.judged_on, "plan") ? "" : line.judged_on);
    }
    return NULL;
}

const char *size_build_why(struct size_bench *bench, const struct size_option *option, const double *count, struct arena *arena)
{
    static const char *const no_names[DIAG_COUNT];
    arena_reset(bench->scratch);
    struct diags *diags = diags_new(bench->scratch, no_names, DIAG_COUNT);
    struct site_plan *plan = ARENA_NEW(bench->scratch, struct site_plan);
    if (option->n_counts) size_option_set(option, count);
    if (!plan_site(option->scenario, bench->catalog, bench->scratch, diags, plan))
        return text_copy(arena, diags_errors(diags) > 0 ? diags_at(diags, 0)->text : "it cannot be planned");
    const char *must = first_failed_must(plan, arena);
    for (int f = 0; !must && f < plan->n_findings; f++)
        if (counts(&plan->findings[f])) must = text_copy(arena, plan->findings[f].text);
    return must ? must : "";
}

struct unpriced { struct text names; struct arena *arena; };

static void say_unpriced(struct unpriced *unpriced, const struct quantity *price, const struct model_head *head)
{
    if (!isnan(price->value)) return;
    const char *before = text_format(unpriced->arena, ", %s,", unpriced->names.bytes), *name = text_format(unpriced->arena, ", %s,", head->name);
    for (const char *at = before; *at; at++)
        if (text_starts_with(at, name)) return;
    text_printf(&unpriced->names, "%s%s", unpriced->names.length ? ", " : "", head->name);
}

const char *size_build_unpriced(const struct size_option *option, struct arena *arena)
{
    struct unpriced unpriced = {text_new(arena), arena};
    const struct facility_model *facility = option->scenario->site.facility;
    for (int c = 0; c < option->n_counts; c++) {
        const struct node_model *node = option->node[c];
        say_unpriced(&unpriced, &node->price_dollars, &node->head);
        for (int d = 0; d < node->n_drives; d++) say_unpriced(&unpriced, &node->drives[d].drive->price_dollars, &node->drives[d].drive->head);
        for (int n = 0; n < node->n_nics; n++) say_unpriced(&unpriced, &node->nics[n].nic->price_dollars, &node->nics[n].nic->head);
    }
    if (facility->tor) say_unpriced(&unpriced, &facility->tor->price_dollars, &facility->tor->head);
    if (facility->spine) say_unpriced(&unpriced, &facility->spine->price_dollars, &facility->spine->head);
    return unpriced.names.bytes;
}

/* --- which is smaller ------------------------------------------------------------------------------------ */

enum { KEYS = 4 };

static void keys(const struct size_build *build, enum size_objective objective, double key[KEYS])
{
    const double first = objective == SIZE_TILES ? build->rack_tiles : objective == SIZE_POWER ? build->storage_w : build->dollars;
    const double all[KEYS] = {first, objective == SIZE_TILES ? build->storage_w : build->rack_tiles, objective == SIZE_COST ? build->storage_w : 0.0, build->nodes};
    for (int k = 0; k < KEYS; k++) key[k] = all[k];
}

/* Watts and dollars are sums in different orders: what differs by a rounding is alike. */
bool size_build_smaller(const struct size_build *a, const struct size_build *b, enum size_objective objective)
{
    double x[KEYS], y[KEYS];
    keys(a, objective, x);
    keys(b, objective, y);
    for (int k = 0; k < KEYS; k++)
        if (fabs(x[k] - y[k]) > 1e-12 * fabs(y[k])) return x[k] < y[k];
    return false;
}
