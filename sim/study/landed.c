#include "study/landed.h"

#include <math.h>

#include "base/text.h"
#include "plan/capability.h"
#include "plan/rows.h"
#include "plan/verdict.h"
#include "run/delivery.h"
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

/* The part that serves: none below the smallest cluster. */
static double serving(const struct plan_pool *pool, double landed)
{
    const struct quantity *least = &pool->pool->stack->min_nodes;
    const double nodes = storage_nodes(pool), fewest = least->value > 0.0 ? least->value : 0.0;
    return landed < 1.0 && landed * nodes < fmin(fewest, nodes) * (1.0 - 1e-9) ? 0.0 : landed;
}

static double cost_on(const struct flow_class *class, int row)
{
    for (int c = 0; c < class->n_coefficients; c++)
        if (class->coefficients[c].row == row) return class->coefficients[c].per_byte;
    return 0.0;
}

static double part_of_row(double whole, double left, double part)
{
    if (isinf(whole) || part >= 1.0) return left;
    return fmax(part * whole - (whole - left), hardly * whole);
}

static struct row_system part_of_system(const struct site_plan *plan, const struct row_system *system, const double *part, struct arena *arena)
{
    struct row_system less = *system;
    less.rows = ARENA_ARRAY(arena, struct row, system->n_rows);
    for (int r = 0; r < system->n_rows; r++) {
        const double s = part[system->rows[r].pool];
        less.rows[r] = system->rows[r];
        less.rows[r].capacity = part_of_row(plan->system.rows[r].capacity, system->rows[r].capacity, s);
    }
    for (int op = 0; op < OPS; op++) {
        struct flow_class *class = &less.classes[op];
        class->coefficients = ARENA_ARRAY(arena, struct coefficient, class->n_coefficients);
        for (int c = 0; c < class->n_coefficients; c++) {
            const struct coefficient *whole = &system->classes[op].coefficients[c];
            const double full = cost_on(&plan->system.classes[op], whole->row), s = fmax(part[system->rows[whole->row].pool], hardly);
            class->coefficients[c] = (struct coefficient){whole->row, s >= 1.0 ? whole->per_byte : full + (whole->per_byte - full) / s};
        }
    }
    return less;
}

/* Does a class need a pool of which nothing serves? */
static bool misses(const struct site_plan *plan, enum op op, const double *part)
{
    const struct flow_class *class = &plan->system.classes[op];
    for (int c = 0; c < class->n_coefficients; c++)
        if (!(part[plan->system.rows[class->coefficients[c].row].pool] > 0.0)) return true;
    return false;
}

static void add_up(const struct site_plan *plan, const double *landed, const double *part, struct delivery_state *state)
{
    double standing = 0.0, all = 0.0;
    state->usable_bytes = state->storage_w = 0.0;
    for (int p = 0; p < plan->n_pools; p++) {
        state->usable_bytes += part[p] * plan->pools[p].usable_bytes;
        state->storage_w += landed[p] * watts(&plan->pools[p]);
        standing += landed[p] * boxes(&plan->pools[p]);
        all += boxes(&plan->pools[p]);
    }
    if (all > 0.0) state->storage_w += plan->power.network_w * (standing / all);
}

static double known(double rate) { return isfinite(rate) ? rate : (double)NAN; }

void landed_judge(const struct site_plan *plan, const struct requirement *const *asked, int n_asked, const double *landed, struct delivery_state *state)
{
    struct arena *scratch = arena_new();
    struct site_plan less = *plan;
    double *part = ARENA_ARRAY(scratch, double, plan->n_pools);
    for (int p = 0; p < plan->n_pools; p++) part[p] = serving(&plan->pools[p], landed[p]);
    add_up(plan, landed, part, state);
    less.arena = scratch;
    less.usable_bytes = state->usable_bytes;
    less.system = part_of_system(plan, &plan->system, part, scratch);
    less.out = ARENA_ARRAY(scratch, struct row_system, plan->n_out);
    for (int o = 0; o < plan->n_out; o++) less.out[o] = part_of_system(plan, &plan->out[o], part, scratch);
    capability_fill(&less);
    state->read_bytes_per_s = misses(plan, OP_READ, part) ? 0.0 : known(less.capability[OP_READ].alone_bytes_per_s);
    state->write_bytes_per_s = misses(plan, OP_WRITE, part) ? 0.0 : known(less.capability[OP_WRITE].alone_bytes_per_s);
    for (int r = 0; r < n_asked; r++) {
        struct verdict_line line;
        verdict_judge(&less, NULL, asked[r], &line);
        state->met[r] = line.verdict == VERDICT_PASS;
    }
    arena_free(scratch);
}

/* --- the delivery -------------------------------------------------------------------------- */

struct judging { const struct site_plan *plan; const struct requirement **asked; int n_asked; };

static void judge(void *context, const double *landed, struct delivery_state *state)
{
    const struct judging *judging = context;
    landed_judge(judging->plan, judging->asked, judging->n_asked, landed, state);
}

static bool is_dated(const struct requirement *requirement)
{
    const bool from_below = requirement->comparison == CMP_GE || requirement->comparison == CMP_GT;
    return from_below && (requirement->quantity == REQ_READ_CAPABILITY || requirement->quantity == REQ_WRITE_CAPABILITY || requirement->quantity == REQ_USABLE_CAPACITY);
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

void landed_fill(const struct site_plan *plan, const struct catalog *catalog, struct arena *arena, struct results *results)
{
    const struct scenario *scenario = plan->scenario;
    struct judging judging = {.plan = plan, .asked = ARENA_ARRAY(arena, const struct requirement *, scenario->n_requirements)};
    for (int r = 0; r < scenario->n_requirements; r++)
        if (is_dated(&scenario->requirements[r])) judging.asked[judging.n_asked++] = &scenario->requirements[r];
    dist_gsl_quiet();
    const struct delivery_question question = {plan, catalog, judging.asked, judging.n_asked, judge, &judging};
    delivery_simulate(&question, arena, &results->delivery);
    for (int32_t d = 0; d < results->delivery.n_items; d++) find_late(&results->delivery.items[d], results->delivery.as_of, arena, results);
    find_short(plan, arena, results);
}
