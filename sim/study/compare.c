#include "study/compare.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "plan/orders.h"
#include "plan/plan.h"
#include "plan/summary.h"
#include "stat/tally.h"
#include "study/attribution.h"
#include "study/choices.h"
#include "study/headline.h"
#include "study/replicate.h"
#include "types/diag_codes.h"

/* --- replication by replication --------------------------------------------------------------------- */

static const struct result_measure *measure_of(const struct results *results, const char *name)
{
    for (int32_t m = 0; m < results->n_measures; m++)
        if (text_equal(results->measures[m].name, name)) return &results->measures[m];
    return NULL;
}

static bool all_known(const struct result_measure *measure)
{
    for (int32_t i = 0; i < measure->replications; i++)
        if (!isfinite(measure->values[i])) return false;
    return measure->replications > 0;
}

static struct tally tally_of(const double *values, const double *less, int32_t n)
{
    struct tally tally = {0};
    for (int32_t i = 0; i < n; i++) tally_add(&tally, less ? values[i] - less[i] : values[i]);
    return tally;
}

static double half_width(const struct tally *tally)
{
    const double half = tally_half_width(tally, 0.95);
    return isfinite(half) ? half : (double)NAN;
}

/* Two samples apart: the half widths of both means, as if independent. */
static double together(const struct tally *a, const struct tally *b)
{
    return hypot(half_width(a), half_width(b));
}

static struct study_paired pair_up(const struct result_measure *first, const struct result_measure *second, bool same_seed)
{
    const struct tally a = tally_of(first->values, NULL, first->replications), b = tally_of(second->values, NULL, second->replications);
    struct study_paired pair = {.name = second->name, .n = second->replications, .paired = same_seed && first->replications == second->replications,
                                .delta = b.mean - a.mean, .half_unpaired = together(&a, &b), .variance_saved = (double)NAN};
    pair.half = pair.half_unpaired;
    pair.half_over_unpaired = pair.half_unpaired > 0.0 ? 1.0 : (double)NAN;
    if (!pair.paired) return pair;
    const struct tally difference = tally_of(second->values, first->values, second->replications);
    const double apart = tally_variance(&a) + tally_variance(&b);
    pair.half = half_width(&difference);
    if (pair.half_unpaired > 0.0) pair.half_over_unpaired = pair.half / pair.half_unpaired;
    if (apart > 0.0) pair.variance_saved = 1.0 - tally_variance(&difference) / apart;
    return pair;
}

int32_t compare_paired(const struct results *first, const struct results *second, struct arena *arena, struct study_paired **paired)
{
    const bool same_seed = text_equal(first->manifest.seed, second->manifest.seed);
    int32_t n = 0;
    *paired = ARENA_ARRAY(arena, struct study_paired, second->n_measures);
    for (int32_t m = 0; m < second->n_measures; m++) {
        const struct result_measure *other = measure_of(first, second->measures[m].name);
        if (other && all_known(other) && all_known(&second->measures[m])) (*paired)[n++] = pair_up(other, &second->measures[m], same_seed);
    }
    return n;
}

static double half_of(const struct study_paired *paired, int32_t n_paired, const char *measure)
{
    for (int32_t p = 0; p < n_paired && *measure; p++)
        if (text_equal(paired[p].name, measure)) return paired[p].half;
    return (double)NAN;
}

struct study_held *compare_numbers(const struct compare_number *numbers, int32_t n, const struct study_paired *paired, int32_t n_paired, struct arena *arena)
{
    struct study_held *held = ARENA_ARRAY(arena, struct study_held, n);
    for (int32_t k = 0; k < n; k++) {
        const double delta = numbers[k].second - numbers[k].first;
        held[k] = (struct study_held){numbers[k].id, numbers[k].second, delta, isnan(delta) ? delta : half_of(paired, n_paired, numbers[k].measure)};
    }
    return held;
}

/* --- whose doing ---------------------------------------------------------------------------------------- */

static const enum study_number planned[] = {
    STUDY_RACK_TILES, STUDY_SITE_DESIGN_W, STUDY_STORAGE_MAX_W, STUDY_NODES, STUDY_USABLE_BYTES, STUDY_READ_CAPABILITY, STUDY_READ_COINCIDENT, STUDY_READ_DOMAIN_OUT,
    STUDY_WRITE_CAPABILITY, STUDY_WRITE_COINCIDENT,
};
static const enum study_number run[] = {STUDY_GOODPUT, STUDY_READ_DELIVERED, STUDY_SITE_W, STUDY_CHECKPOINT_P99};
enum { PLANNED = sizeof planned / sizeof planned[0], RUN = sizeof run / sizeof run[0], DOLLARS = 1 };

struct asking { const struct compare_attribution *question; struct arena *arena, *scratch; };

static const char *first_error(struct diags *diags, struct arena *arena)
{
    for (size_t k = 0; k < diags_count(diags); k++)
        if (diags_at(diags, k)->severity == DIAG_ERROR) return text_copy(arena, diags_at(diags, k)->text);
    return "it means nothing";
}

/* Known only where every line has a price. */
static double dollars(const struct site_plan *plan, const struct catalog *catalog, struct arena *arena, struct results *results)
{
    orders_fill(plan, catalog, arena, results);
    return results->bom_totals.unpriced_lines > 0.0 ? (double)NAN : results->bom_totals.known_dollars;
}

static bool value_of(void *context, const bool *second, double *values, const char **why)
{
    struct asking *asking = context;
    static const char *const no_names[DIAG_COUNT];
    arena_reset(asking->scratch);
    struct diags *diags = diags_new(asking->scratch, no_names, DIAG_COUNT);
    struct catalog *catalog = ARENA_NEW(asking->scratch, struct catalog);
    struct scenario *scenario = ARENA_NEW(asking->scratch, struct scenario);
    struct site_plan *plan = ARENA_NEW(asking->scratch, struct site_plan);
    struct results *results = ARENA_NEW(asking->scratch, struct results);
    struct study_point *point = ARENA_NEW(asking->scratch, struct study_point);
    if (!difference_between(asking->question->difference, second, asking->scratch, diags, catalog, scenario)
        || !plan_site(scenario, catalog, asking->scratch, diags, plan)) {
        *why = first_error(diags, asking->arena);
        return false;
    }
    summary_fill(plan, asking->scratch, results);
    if (asking->question->simulate) (void)!replicate_run(plan, (struct replicate_options){.workers = asking->question->workers}, asking->scratch, results);
    headline_of_point(results, asking->scratch, point);
    int n = 0;
    for (int k = 0; k < (int)PLANNED; k++) values[n++] = point->number[planned[k]];
    for (int k = 0; k < (int)RUN && asking->question->simulate; k++) values[n++] = point->number[run[k]];
    values[n] = dollars(plan, catalog, asking->scratch, results);
    return true;
}

static void name_values(struct study_attribution *answer, bool simulate, struct arena *arena)
{
    int n = 0;
    answer->names = ARENA_ARRAY(arena, const char *, answer->n_values);
    answer->units = ARENA_ARRAY(arena, enum unit, answer->n_values);
    for (int k = 0; k < (int)(PLANNED + RUN); k++) {
        if (k >= (int)PLANNED && !simulate) break;
        const struct study_column *column = &headline_numbers()[k < (int)PLANNED ? planned[k] : run[k - (int)PLANNED]];
        answer->names[n] = column->name;
        answer->units[n++] = column->unit;
    }
    answer->names[n] = "known_dollars";
    answer->units[n] = UNIT_DOLLARS;
}

bool compare_attribute(const struct compare_attribution *question, struct arena *arena, struct study_attribution *answer, const char **why)
{
    struct study_change *leaves = ARENA_ARRAY(arena, struct study_change, question->difference->n);
    for (int i = 0; i < question->difference->n; i++) {
        const struct difference_leaf *leaf = &question->difference->leaves[i];
        leaves[i] = (struct study_change){leaf->path, leaf->from, leaf->to};
    }
    struct asking asking = {question, arena, arena_new()};
    const struct attribution_question game = {leaves, question->difference->n, (int)PLANNED + (question->simulate ? (int)RUN : 0) + (int)DOLLARS, value_of, &asking};
    const bool good = attribution_find(&game, arena, answer, why);
    arena_free(asking.scratch);
    if (!good) return false;
    answer->simulated = question->simulate;
    name_values(answer, question->simulate, arena);
    return true;
}

/* --- built for one, needed the other ------------------------------------------------------------------------- */

static struct node_count exactly(double nodes)
{
    const struct quantity count = {.value = nodes, .lo = nodes, .hi = nodes, .unit = UNIT_COUNT, .source = "", .date = "", .given = true};
    return (struct node_count){.rule = NODES_COUNT, .count = count};
}

/* The one's pools, each count as it was planned, under the other's demand, jobs and requirements; what lands when is left out. */
static struct scenario *build_under(const struct site_plan *built, const struct scenario *needed, struct arena *arena)
{
    struct scenario *made = ARENA_NEW(arena, struct scenario);
    *made = *needed;
    made->pools = ARENA_ARRAY(arena, struct pool, built->n_pools);
    made->n_pools = built->n_pools;
    made->n_deliveries = 0;
    for (int p = 0; p < built->n_pools; p++) {
        struct pool *pool = &made->pools[p];
        *pool = built->scenario->pools[p];
        pool->groups = ARENA_ARRAY(arena, struct node_group, pool->n_groups);
        for (int g = 0; g < pool->n_groups; g++) {
            pool->groups[g] = built->scenario->pools[p].groups[g];
            pool->groups[g].nodes = exactly(built->pools[p].groups[g].nodes);
        }
        if (built->pools[p].front_ends) pool->front_end_nodes = exactly(built->pools[p].front_ends->nodes);
    }
    for (int p = 0; p < built->n_pools; p++)                     /* a tier stands before a pool of the same list */
        for (int k = 0; k < built->n_pools; k++)
            if (made->pools[p].tier.behind == &built->scenario->pools[k]) made->pools[p].tier.behind = &made->pools[k];
    return made;
}

static const char *first_unfit(const struct results *results)
{
    for (int32_t f = 0; f < results->n_findings; f++)
        if (text_equal(results->findings[f].severity, "fail")) return results->findings[f].text;
    return "";
}

static void judge(const struct site_plan *plan, struct arena *arena, struct study_regret *cell)
{
    struct results *results = ARENA_NEW(arena, struct results);
    struct study_point *point = ARENA_NEW(arena, struct study_point);
    summary_fill(plan, arena, results);
    headline_of_point(results, arena, point);
    cell->known = true;
    cell->verdict = point->text[STUDY_VERDICT];
    cell->failed = point->text[STUDY_FAILED];
    cell->tightest = point->text[STUDY_TIGHTEST];
    cell->unfit = first_unfit(results);
    cell->least_margin = point->number[STUDY_LEAST_MARGIN];
    cell->rack_tiles = point->number[STUDY_RACK_TILES];
    cell->storage_w = point->number[STUDY_STORAGE_MAX_W];
}

static void keep(struct study_regret *cell, struct arena *arena)
{
    cell->verdict = text_copy(arena, cell->verdict);
    cell->failed = text_copy(arena, cell->failed);
    cell->tightest = text_copy(arena, cell->tightest);
    cell->unfit = text_copy(arena, cell->unfit);
}

struct study_regret *compare_regret(const struct compare_side *sides, int32_t n, struct arena *arena)
{
    static const char *const no_names[DIAG_COUNT];
    struct study_regret *table = ARENA_ARRAY(arena, struct study_regret, n * n);
    struct arena *scratch = arena_new();
    for (int32_t c = 0; c < n * n; c++) {
        const struct compare_side *built = &sides[c / n], *needed = &sides[c % n];
        struct study_regret *cell = &table[c];
        *cell = (struct study_regret){.problem = "read from results, which cannot be planned anew", .verdict = "", .failed = "", .tightest = "", .unfit = ""};
        if (!built->plan || !needed->plan) continue;
        arena_reset(scratch);
        struct diags *diags = diags_new(scratch, no_names, DIAG_COUNT);
        struct site_plan *plan = ARENA_NEW(scratch, struct site_plan);
        if (!plan_site(build_under(built->plan, needed->plan->scenario, scratch), built->catalog, scratch, diags, plan)) {
            cell->problem = first_error(diags, arena);
            continue;
        }
        judge(plan, scratch, cell);
        keep(cell, arena);
    }
    arena_free(scratch);
    for (int32_t c = 0; c < n * n; c++) {
        table[c].more_rack_tiles = table[c].rack_tiles - table[c % n * (n + 1)].rack_tiles;
        table[c].more_storage_w = table[c].storage_w - table[c % n * (n + 1)].storage_w;
    }
    return table;
}

/* --- what can be had by a date ---------------------------------------------------------------------------------- */

static bool may_be_had(const struct choice *choice)
{
    if (choice->unfit) return false;
    for (int rule = 0; rule < CHOICES_RULES; rule++)
        if (choice->against[rule]) return false;
    return choice->planned;
}

static const char *not_yet(const struct catalog *all, double as_of, struct arena *arena)
{
    struct text names = text_new(arena);
    for (int n = 0; n < all->n_nodes; n++)
        if (all->nodes[n].first_available.value > as_of)
            text_printf(&names, "%s%s (%s)", names.length ? ", " : "", all->nodes[n].head.name, date_said(arena, all->nodes[n].first_available.value));
    return names.bytes;
}

/* The last of the delivery's dates that is not past it. ISO dates sort as text. */
static struct result_delivery_point *landed_by(const struct result_delivery *delivery, const char *date)
{
    struct result_delivery_point *point = NULL;
    for (int32_t k = 0; k < delivery->n_points; k++)
        if (strcmp(delivery->points[k].date, date) <= 0) point = &delivery->points[k];
    return point;
}

struct study_as_of compare_as_of(const struct compare_side *side, const struct catalog *all, struct arena *arena)
{
    const struct choices choices = choices_find(side->plan, all, arena);
    const struct choice *best = NULL;
    for (int c = 0; c < choices.n; c++)
        if (choices.at[c].node && may_be_had(&choices.at[c]) && (!best || choices_better(&choices.at[c], best))) best = &choices.at[c];
    struct study_as_of answer = {.date = side->results->scenario.as_of, .best = best ? best->name : "", .best_verdict = "", .not_yet = not_yet(all, side->plan->scenario->as_of_days, arena),
                                 .by_then = side->results->delivery.draws > 0.0 ? side->results->delivery.complete_by_as_of : (double)NAN,
                                 .landed = landed_by(&side->results->delivery, side->results->scenario.as_of)};
    answer.n_landed = answer.landed != NULL;
    if (!best) return answer;
    answer.best_verdict = best->fails ? "fail" : best->depends ? "depends" : "pass";
    answer.best_rack_tiles = best->rack_tiles;
    answer.best_storage_w = best->storage_w;
    answer.best_site_w = best->site_w;
    answer.best_nodes = best->nodes;
    return answer;
}
