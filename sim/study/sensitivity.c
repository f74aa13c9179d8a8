#include "study/sensitivity.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "plan/plan.h"
#include "plan/verdict.h"
#include "study/inputs.h"
#include "types/diag_codes.h"

/* The numbers whose dependence on guesses is printed. */
enum { HEADLINE_READ, HEADLINE_WRITE, HEADLINE_NODES, HEADLINE_TILES, HEADLINE_STORAGE_POWER, HEADLINE_SITE_POWER, HEADLINES };
static const struct { const char *name; enum unit unit; } headlines[HEADLINES] = {
    [HEADLINE_READ] = {"read capability", UNIT_BYTES_PER_S},  [HEADLINE_WRITE] = {"write capability", UNIT_BYTES_PER_S},
    [HEADLINE_NODES] = {"nodes", UNIT_COUNT},                 [HEADLINE_TILES] = {"rack tiles", UNIT_COUNT},
    [HEADLINE_STORAGE_POWER] = {"storage power", UNIT_WATTS}, [HEADLINE_SITE_POWER] = {"site power at design hour", UNIT_WATTS},
};

/* What one plan says: headlines and verdicts, or that there is no plan. */
struct outcome {
    bool planned;
    double headline[HEADLINES];
    enum verdict *verdict;               /* by requirement */
};

struct sensitivity {
    const struct scenario *scenario;
    const struct catalog *catalog;
    struct quantity **inputs;
    int n_inputs;
    struct arena *scratch;               /* of one plan */
    struct arena *arena;
};

static double sensitivity_nodes(const struct site_plan *plan)
{
    double nodes = 0.0;
    for (int p = 0; p < plan->n_pools; p++) {
        for (int g = 0; g < plan->pools[p].n_groups; g++) nodes += plan->pools[p].groups[g].nodes;
        if (plan->pools[p].front_ends) nodes += plan->pools[p].front_ends->nodes;
    }
    return nodes;
}

static void sensitivity_plan(const struct sensitivity *sensitivity, struct outcome *outcome)
{
    const struct scenario *scenario = sensitivity->scenario;
    arena_reset(sensitivity->scratch);
    struct site_plan *plan = ARENA_NEW(sensitivity->scratch, struct site_plan);
    static const char *const no_names[DIAG_COUNT];
    struct diags *diags = diags_new(sensitivity->scratch, no_names, DIAG_COUNT);
    outcome->planned = plan_site_quietly(scenario, sensitivity->catalog, sensitivity->scratch, diags, plan);
    if (!outcome->planned) return;
    outcome->headline[HEADLINE_READ] = plan->capability[OP_READ].alone_bytes_per_s;
    outcome->headline[HEADLINE_WRITE] = plan->capability[OP_WRITE].alone_bytes_per_s;
    outcome->headline[HEADLINE_NODES] = sensitivity_nodes(plan);
    outcome->headline[HEADLINE_TILES] = plan->racks.rack_tiles;
    outcome->headline[HEADLINE_STORAGE_POWER] = plan->power.storage_max_w + plan->power.network_w;
    outcome->headline[HEADLINE_SITE_POWER] = plan->power.site_design_w;
    for (int r = 0; r < scenario->n_requirements; r++) {
        outcome->verdict[r] = VERDICT_PASS;
        if (!verdict_is_planned(scenario->requirements[r].quantity)) continue;
        struct verdict_line line;
        verdict_judge(plan, NULL, &scenario->requirements[r], &line);
        outcome->verdict[r] = line.verdict;
    }
}

static void sensitivity_plan_at(const struct sensitivity *sensitivity, struct quantity *input, double value, struct outcome *outcome)
{
    const double kept = input->value;
    input->value = value;
    sensitivity_plan(sensitivity, outcome);
    input->value = kept;
}

/* The verdict with the input at `value`; no plan at all counts as failed. */
static enum verdict sensitivity_verdict(const struct sensitivity *sensitivity, struct quantity *input, double value, int requirement,
                                        struct outcome *outcome)
{
    sensitivity_plan_at(sensitivity, input, value, outcome);
    return outcome->planned ? outcome->verdict[requirement] : VERDICT_FAIL;
}

/* Between `same`, where the verdict is the nominal one, and `other`, where it isn't. */
static double sensitivity_bisect(const struct sensitivity *sensitivity, struct quantity *input, int requirement, enum verdict nominal,
                                 double same, double other, struct outcome *outcome)
{
    const double tolerance = 1e-6 * fabs(input->hi - input->lo);
    while (fabs(other - same) > tolerance) {
        const double middle = 0.5 * (same + other);
        if (middle == same || middle == other) break;
        if (sensitivity_verdict(sensitivity, input, middle, requirement, outcome) == nominal) same = middle;
        else other = middle;
    }
    return other;
}

/* How much of the range has the other verdict when it flips at `flip` on the way to `end`. */
static double sensitivity_other_part(const struct quantity *input, double flip, double end)
{
    return fabs(end - flip) / (input->hi - input->lo);
}

/* The input's own entry among the flips, made when it has none yet: an input may turn a verdict at both ends. */
static struct result_flip *sensitivity_entry(struct result_requirement *requirement, const struct quantity *input)
{
    const char *path = input->path ? input->path : "";
    for (int k = 0; k < requirement->n_flips; k++)
        if (text_equal(requirement->flips[k].input, path)) return &requirement->flips[k];
    requirement->flips[requirement->n_flips] = (struct result_flip){.input = path, .share_of_range = -1.0};
    return &requirement->flips[requirement->n_flips++];
}

static void sensitivity_flip(const struct sensitivity *sensitivity, struct quantity *input, int r, enum verdict nominal, double end,
                             struct outcome *scratch, struct result_requirement *requirement)
{
    const double at = sensitivity_bisect(sensitivity, input, r, nominal, input->value, end, scratch);
    const double share = sensitivity_other_part(input, at, end);
    struct result_flip *flip = sensitivity_entry(requirement, input);
    if (share <= flip->share_of_range) return;
    flip->share_of_range = share;
    flip->value = at;
    flip->unit = units_key_suffix(input->unit);
    flip->settle = inputs_settle(input, sensitivity->arena);
}

/* Largest share first, equal ones in the order of the inputs; the first is what the verdict is said to depend on. */
static void sensitivity_rank(struct result_requirement *requirement)
{
    struct result_flip *flips = requirement->flips;
    if (requirement->n_flips == 0) return;
    for (int k = 1; k < requirement->n_flips; k++) {
        const struct result_flip flip = flips[k];
        int at = k;
        for (; at > 0 && flips[at - 1].share_of_range < flip.share_of_range; at--) flips[at] = flips[at - 1];
        flips[at] = flip;
    }
    requirement->verdict = "depends";
    requirement->depends_on = flips[0].input;
    requirement->flip_value = flips[0].value;
    requirement->flip_unit = flips[0].unit;
    requirement->settle = flips[0].settle;
}

static void sensitivity_assume(const struct sensitivity *sensitivity, const struct quantity *input, double weight, struct results *results)
{
    struct arena *arena = sensitivity->arena;
    results->assumptions[results->n_assumptions++] = (struct result_assumption){
        .path = input->path ? input->path : "", .text = "", .source = input->source, .date = input->date, .grade = inputs_grade(input),
        .place = inputs_place(input, arena),
        .unit = units_key_suffix(input->unit), .value = input->value, .lo = input->lo, .hi = input->hi, .weight = weight};
}

static double sensitivity_log_change(double at_lo, double at_hi)
{
    if (!(at_lo > 0.0) || !(at_hi > 0.0) || !isfinite(at_lo) || !isfinite(at_hi)) return 0.0;
    return fabs(log(at_hi) - log(at_lo));
}

struct headline_sums { double all, guessed, top; const char *top_input; };

static void sensitivity_weigh(const struct quantity *input, const struct outcome *lo, const struct outcome *hi, double *weights,
                              struct headline_sums *sums)
{
    for (int h = 0; h < HEADLINES; h++) {
        weights[h] = lo->planned && hi->planned ? sensitivity_log_change(lo->headline[h], hi->headline[h]) : 0.0;
        sums[h].all += weights[h];
        if (inputs_is_guess(input->grade)) sums[h].guessed += weights[h];
        if (weights[h] > sums[h].top) {
            sums[h].top = weights[h];
            sums[h].top_input = input->path;
        }
    }
}

static void sensitivity_headlines(const struct outcome *nominal, const struct headline_sums *sums, struct results *results)
{
    for (int h = 0; h < HEADLINES; h++) {
        if (!isfinite(nominal->headline[h])) continue;
        results->weights[results->n_weights++] = (struct result_weight){
            .headline = headlines[h].name, .value = nominal->headline[h], .unit = units_key_suffix(headlines[h].unit),
            .share_estimated = sums[h].all > 0.0 ? sums[h].guessed / sums[h].all : 0.0,
            .top_input = sums[h].top_input ? sums[h].top_input : "", .top_share = sums[h].all > 0.0 ? sums[h].top / sums[h].all : 0.0};
    }
}

/* --- what moves a headline ------------------------------------------------------------------- */

/* A headline at both ends of each input; NAN where the input has no ends or nothing can be planned there. */
struct ends { double at_lo[HEADLINES], at_hi[HEADLINES]; };

static void sensitivity_keep(const struct outcome *lo, const struct outcome *hi, struct ends *ends)
{
    for (int h = 0; h < HEADLINES; h++) {
        ends->at_lo[h] = lo->planned ? lo->headline[h] : (double)NAN;
        ends->at_hi[h] = hi->planned ? hi->headline[h] : (double)NAN;
    }
}

static double sensitivity_width(const struct ends *ends, int h)
{
    const double width = fabs(ends->at_hi[h] - ends->at_lo[h]);
    return isfinite(width) ? width : 0.0;
}

static struct result_tornado_bar sensitivity_bar(const struct sensitivity *sensitivity, int i, const struct ends *ends, int h)
{
    struct quantity *input = sensitivity->inputs[i];
    struct result_tornado_bar bar = {.input = input->path ? input->path : "", .unit = units_key_suffix(input->unit), .grade = inputs_grade(input),
        .place = inputs_place(input, sensitivity->arena), .at_lo = ends[i].at_lo[h], .at_hi = ends[i].at_hi[h]};
    (void)inputs_ends(input, &bar.lo, &bar.hi);
    return bar;
}

/* The widest TORNADO_BARS, of equals the first listed; what moves nothing is left out. */
enum { TORNADO_BARS = 12 };
static void sensitivity_tornado(const struct sensitivity *sensitivity, const struct outcome *nominal, const struct ends *ends, struct results *results)
{
    results->tornado = ARENA_ARRAY(sensitivity->arena, struct result_tornado, HEADLINES);
    int *order = ARENA_ARRAY(sensitivity->arena, int, sensitivity->n_inputs);
    for (int h = 0; h < HEADLINES; h++) {
        int n = 0;
        for (int i = 0; i < sensitivity->n_inputs; i++) {
            if (!(sensitivity_width(&ends[i], h) > 0.0)) continue;
            int at = n++;
            for (; at > 0 && sensitivity_width(&ends[order[at - 1]], h) < sensitivity_width(&ends[i], h); at--) order[at] = order[at - 1];
            order[at] = i;
        }
        if (n == 0 || !isfinite(nominal->headline[h])) continue;
        struct result_tornado *tornado = &results->tornado[results->n_tornado++];
        *tornado = (struct result_tornado){.headline = headlines[h].name, .unit = units_key_suffix(headlines[h].unit), .value = nominal->headline[h],
                                           .bars = ARENA_ARRAY(sensitivity->arena, struct result_tornado_bar, TORNADO_BARS)};
        for (int k = 0; k < n && k < TORNADO_BARS; k++) tornado->bars[tornado->n_bars++] = sensitivity_bar(sensitivity, order[k], ends, h);
    }
}

/* An assumption's weight is the largest share it has in any headline; those of no weight are listed only when guessed. */
static void sensitivity_list(const struct sensitivity *sensitivity, const double (*weights)[HEADLINES], const struct headline_sums *sums,
                             struct results *results)
{
    for (int i = 0; i < sensitivity->n_inputs; i++) {
        const struct quantity *input = sensitivity->inputs[i];
        double share = 0.0;
        for (int h = 0; h < HEADLINES; h++)
            if (sums[h].all > 0.0) share = fmax(share, weights[i][h] / sums[h].all);
        if (share > 0.0 || inputs_is_guess(input->grade) || input->hi > input->lo) sensitivity_assume(sensitivity, input, share, results);
    }
}

static struct outcome sensitivity_outcome(const struct sensitivity *sensitivity)
{
    return (struct outcome){.verdict = ARENA_ARRAY(sensitivity->arena, enum verdict, sensitivity->scenario->n_requirements)};
}

static void sensitivity_verdicts(const struct sensitivity *sensitivity, struct quantity *input, const struct outcome *nominal,
                                 const struct outcome *lo, const struct outcome *hi, struct outcome *scratch, struct results *results)
{
    if (!(input->hi > input->lo)) return;            /* a grade's convention turns no verdict round: only a stated range does */
    const struct { const struct outcome *outcome; double end; } ends[] = {{lo, input->lo}, {hi, input->hi}};
    for (int r = 0; r < sensitivity->scenario->n_requirements; r++) {
        if (!verdict_is_planned(sensitivity->scenario->requirements[r].quantity)) continue;
        for (int e = 0; e < 2; e++) {
            const enum verdict there = ends[e].outcome->planned ? ends[e].outcome->verdict[r] : VERDICT_FAIL;
            if (there != nominal->verdict[r] && nominal->verdict[r] != VERDICT_DEPENDS)
                sensitivity_flip(sensitivity, input, r, nominal->verdict[r], ends[e].end, scratch, &results->requirements[r]);
        }
    }
}

void sensitivity_fill(struct scenario *scenario, struct catalog *catalog, const struct site_plan *plan,
                      struct arena *arena, struct results *results)
{
    CHECK(plan->scenario == scenario && results->n_requirements == scenario->n_requirements);
    struct sensitivity sensitivity = {.scenario = scenario, .catalog = catalog, .scratch = arena_new(), .arena = arena};
    sensitivity.inputs = inputs_of(scenario, catalog, arena, &sensitivity.n_inputs);
    struct outcome nominal = sensitivity_outcome(&sensitivity), lo = sensitivity_outcome(&sensitivity);
    struct outcome hi = sensitivity_outcome(&sensitivity), scratch = sensitivity_outcome(&sensitivity);
    double (*weights)[HEADLINES] = arena_alloc_array(arena, (size_t)sensitivity.n_inputs, sizeof *weights);
    for (int r = 0; r < scenario->n_requirements; r++)
        results->requirements[r].flips = ARENA_ARRAY(arena, struct result_flip, sensitivity.n_inputs);
    struct headline_sums sums[HEADLINES] = {{0}};
    struct ends *ends = ARENA_ARRAY(arena, struct ends, sensitivity.n_inputs);
    results->assumptions = ARENA_ARRAY(arena, struct result_assumption, sensitivity.n_inputs);
    results->weights = ARENA_ARRAY(arena, struct result_weight, HEADLINES);
    sensitivity_plan(&sensitivity, &nominal);
    for (int i = 0; i < sensitivity.n_inputs; i++) {
        double at_lo, at_hi;
        struct quantity *input = sensitivity.inputs[i];
        if (!inputs_ends(input, &at_lo, &at_hi)) continue;
        sensitivity_plan_at(&sensitivity, input, at_lo, &lo);
        sensitivity_plan_at(&sensitivity, input, at_hi, &hi);
        sensitivity_weigh(input, &lo, &hi, weights[i], sums);
        sensitivity_keep(&lo, &hi, &ends[i]);
        sensitivity_verdicts(&sensitivity, input, &nominal, &lo, &hi, &scratch, results);
    }
    for (int r = 0; r < scenario->n_requirements; r++) sensitivity_rank(&results->requirements[r]);
    sensitivity_list(&sensitivity, (const double (*)[HEADLINES])weights, sums, results);
    sensitivity_headlines(&nominal, sums, results);
    sensitivity_tornado(&sensitivity, &nominal, ends, results);
    arena_free(sensitivity.scratch);
}
