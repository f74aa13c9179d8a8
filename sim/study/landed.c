#include "study/landed.h"

#include <math.h>

#include "base/text.h"
#include "plan/capability.h"
#include "plan/rows.h"
#include "plan/tier_plan.h"
#include "plan/verdict.h"
#include "run/delivery.h"
#include "run/stand.h"
#include "stat/dist.h"

static const double hardly = 1e-12;      /* of a row's capacity: stands for none, since the solver takes capacities > 0 */

/* --- a part of the build ------------------------------------------------------------------ */

static double storage_nodes(const struct plan_pool *pool)
{
    double nodes = 0.0;
    for (int g = 0; g < pool->n_groups; g++) nodes += pool->groups[g].nodes;
    return nodes;
}

static double boxes(const struct plan_pool *pool)
{
    double hosts = pool->front_ends ? pool->front_ends->hosts : 0.0;
    for (int g = 0; g < pool->n_groups; g++) hosts += pool->groups[g].hosts;
    return hosts;
}

static double watts(const struct plan_pool *pool)
{
    double max_w = pool->front_ends ? pool->front_ends->max_w : 0.0;
    for (int g = 0; g < pool->n_groups; g++) max_w += pool->groups[g].max_w;
    return max_w;
}

/* Which part of the build serves: by pool, and of all by the shares of reads and writes. */
struct part { const double *of_pool; double of_load[OPS]; };

static struct part part_of(const struct site_plan *plan, const double *landed, struct arena *arena)
{
    double *of_pool = ARENA_ARRAY(arena, double, plan->n_pools);
    struct part part = {.of_pool = of_pool};
    for (int p = 0; p < plan->n_pools; p++) {
        of_pool[p] = stand_serves(&plan->pools[p], landed[p]);
        for (int op = 0; op < OPS; op++) part.of_load[op] += of_pool[p] * tier_plan_share(plan, p, (enum op)op);
    }
    return part;
}

static double of_row(const struct part *part, const struct row *row) { return row->pool < 0 ? 1.0 : part->of_pool[row->pool]; }

static double part_of_capacity(double whole, double left, double part)
{
    if (isinf(whole) || part >= 1.0) return left;
    return fmax(part * whole - (whole - left), hardly * whole);
}

static double cost_on(const struct flow_class *class, int row)
{
    for (int c = 0; c < class->n_coefficients; c++)
        if (class->coefficients[c].row == row) return class->coefficients[c].per_byte;
    return 0.0;
}

/* The load follows what serves: a pool's share of it is its share of the plan's times its part, over the sum of those. Where
 * nothing serves it keeps the plan's, on rows of next to nothing. */
static void fill_costs(const struct site_plan *plan, const struct row_system *system, const struct part *part, enum op op, struct flow_class *less)
{
    const struct flow_class *whole = &system->classes[op];
    const double load = part->of_load[op];
    less->coefficients = ARENA_ARRAY(plan->arena, struct coefficient, whole->n_coefficients);
    less->n_coefficients = 0;
    for (int c = 0; c < whole->n_coefficients; c++) {
        const struct row *row = &system->rows[whole->coefficients[c].row];
        const double s = of_row(part, row), full = cost_on(&plan->system.classes[op], whole->coefficients[c].row), now = whole->coefficients[c].per_byte;
        if (load > 0.0 && !(s > 0.0)) continue;
        const double cost = s >= 1.0 ? now : full + (now - full) / fmax(s, hardly), share = row->pool < 0 || !(load > 0.0) ? 1.0 : s / load;
        less->coefficients[less->n_coefficients++] = (struct coefficient){whole->coefficients[c].row, cost * share};
    }
}

static struct row_system part_of_system(const struct site_plan *less, const struct row_system *whole, const struct row_system *system, const struct part *part)
{
    struct row_system made = *system;
    made.rows = ARENA_ARRAY(less->arena, struct row, system->n_rows);
    for (int r = 0; r < system->n_rows; r++) {
        made.rows[r] = system->rows[r];
        made.rows[r].capacity = part_of_capacity(whole->rows[r].capacity, system->rows[r].capacity, of_row(part, &system->rows[r]));
    }
    for (int op = 0; op < OPS; op++) fill_costs(less, system, part, (enum op)op, &made.classes[op]);
    return made;
}

static bool is_whole(const struct site_plan *plan, const struct part *part)
{
    for (int p = 0; p < plan->n_pools; p++)
        if (part->of_pool[p] < 1.0) return false;
    return true;
}

/* `less` is a copy of the plan in an arena of its own. */
static void take_part(const struct site_plan *plan, const struct part *part, struct site_plan *less)
{
    if (is_whole(plan, part)) return;
    less->out = ARENA_ARRAY(less->arena, struct row_system, plan->n_out);
    for (int o = 0; o < plan->n_out; o++) less->out[o] = part_of_system(less, &plan->system, &plan->out[o], part);
    less->system = part_of_system(less, &plan->system, &plan->system, part);
    capability_fill(less);
}

static void add_up(const struct site_plan *plan, const double *landed, const struct part *part, struct buildup_state *state)
{
    double standing = 0.0, all = 0.0;
    state->usable_bytes = state->storage_w = 0.0;
    for (int p = 0; p < plan->n_pools; p++) {
        if (!plan->tier || plan->tier->hot != p) state->usable_bytes += part->of_pool[p] * plan->pools[p].usable_bytes;
        state->storage_w += landed[p] * watts(&plan->pools[p]);
        standing += landed[p] * boxes(&plan->pools[p]);
        all += boxes(&plan->pools[p]);
    }
    const double boxed = all > 0.0 ? standing / all : 1.0;
    state->storage_w += plan->power.network_w * boxed;
    state->rack_tiles = boxed > 0.0 ? ceil(plan->racks.rack_tiles * boxed - 1e-9) : 0.0;
}

static double can(const struct site_plan *less, const struct part *part, enum op op)
{
    const double rate = less->capability[op].alone_bytes_per_s;
    return !(part->of_load[op] > 0.0) ? 0.0 : isfinite(rate) ? rate : (double)NAN;
}

static double fed(const struct site_plan *plan, const struct buildup_state *state)
{
    double part = (double)INFINITY;
    if (plan->demand_read_peak > 0.0) part = fmin(part, state->read_bytes_per_s / plan->demand_read_peak);
    if (plan->demand_write_peak > 0.0) part = fmin(part, state->write_bytes_per_s / plan->demand_write_peak);
    return part * plan->scenario->site.gpus.value;
}

void landed_judge(const struct site_plan *plan, const struct requirement *const *asked, int n_asked, const double *landed, struct buildup_state *state)
{
    struct arena *scratch = arena_new();
    struct site_plan less = *plan;
    const struct part part = part_of(plan, landed, scratch);
    less.arena = scratch;
    add_up(plan, landed, &part, state);
    less.usable_bytes = state->usable_bytes;
    take_part(plan, &part, &less);
    state->read_bytes_per_s = can(&less, &part, OP_READ);
    state->write_bytes_per_s = can(&less, &part, OP_WRITE);
    state->gpus_fed = fed(plan, state);
    for (int r = 0; r < n_asked; r++) {
        struct verdict_line line;
        verdict_judge(&less, NULL, asked[r], &line);
        state->met[r] = line.verdict == VERDICT_PASS;
    }
    arena_free(scratch);
}

/* --- the delivery -------------------------------------------------------------------------- */

struct judging { const struct site_plan *plan; const struct requirement **asked; int n_asked; };

static void judge(void *context, const double *landed, struct buildup_state *state)
{
    const struct judging *judging = context;
    landed_judge(judging->plan, judging->asked, judging->n_asked, landed, state);
}

/* Judged on the plan, with an answer: what only a run can tell has no date, nor what turns on an envelope nobody knows. */
static bool is_dated(const struct site_plan *plan, const struct requirement *requirement)
{
    struct verdict_line line;
    if (!verdict_is_planned(requirement->quantity)) return false;
    verdict_judge(plan, NULL, requirement, &line);
    return line.verdict != VERDICT_DEPENDS;
}

/* --- findings -------------------------------------------------------------------------------- */

/* After those as grave. */
static void add_finding(struct arena *arena, const char *code, const char *text, const char *place, struct results *results)
{
    struct result_finding *findings = ARENA_ARRAY(arena, struct result_finding, results->n_findings + 1);
    int32_t at = 0, n = 0;
    while (at < results->n_findings && !text_equal(results->findings[at].severity, "note")) findings[n++] = results->findings[at++];
    findings[n++] = (struct result_finding){code, "warning", text, place};
    while (at < results->n_findings) findings[n++] = results->findings[at++];
    results->findings = findings;
    results->n_findings = n;
}

static void find_late(const struct result_delivery_item *item, const char *as_of, struct arena *arena, struct results *results)
{
    const bool needed = *item->needed_by != '\0';
    const double by = needed ? item->by_needed : item->by_as_of;
    if (!(by < 0.5)) return;
    add_finding(arena, "delivery-late",
                text_format(arena, "pool %s, %s %s: in service by %s with probability %.2f %%; half the time later than %s", item->pool, item->kind, item->from,
                            needed ? item->needed_by : as_of, 100.0 * by, item->p50),
                item->place, results);
}

/* Deliveries stated in nodes may bring fewer than the plan wants. */
static void find_short(const struct site_plan *plan, struct arena *arena, struct results *results)
{
    for (int p = 0; p < plan->n_pools; p++) {
        double share = 0.0;
        const struct result_delivery_item *last = NULL;
        for (int32_t d = 0; d < results->delivery.n_items; d++) {
            if (!text_equal(results->delivery.items[d].pool, plan->pools[p].pool->name)) continue;
            last = &results->delivery.items[d];
            share += last->share;
        }
        if (last && share < 1.0 - 1e-9)
            add_finding(arena, "delivery-short", text_format(arena, "pool %s: the deliveries bring %.0f of %.0f nodes planned", last->pool,
                                                             share * storage_nodes(&plan->pools[p]), storage_nodes(&plan->pools[p])), last->place, results);
    }
}

const struct buildup *landed_fill(const struct site_plan *plan, const struct catalog *catalog, struct arena *arena, struct results *results)
{
    const struct scenario *scenario = plan->scenario;
    struct judging *judging = ARENA_NEW(arena, struct judging);
    *judging = (struct judging){.plan = plan, .asked = ARENA_ARRAY(arena, const struct requirement *, scenario->n_requirements)};
    for (int r = 0; r < scenario->n_requirements; r++)
        if (is_dated(plan, &scenario->requirements[r])) judging->asked[judging->n_asked++] = &scenario->requirements[r];
    dist_gsl_quiet();
    const struct buildup_question question = {plan, catalog, judging->n_asked, judge, judging};
    const struct buildup *buildup = buildup_draw(&question, arena);
    delivery_fill(buildup, plan, judging->asked, judging->n_asked, arena, &results->delivery);
    for (int32_t d = 0; d < results->delivery.n_items; d++) find_late(&results->delivery.items[d], results->delivery.as_of, arena, results);
    find_short(plan, arena, results);
    return buildup;
}
