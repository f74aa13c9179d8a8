#include "study/turning.h"

#include <math.h>
#include <string.h>

#include "base/order.h"
#include "base/text.h"
#include "plan/plan.h"
#include "plan/verdict.h"
#include "study/inputs.h"
#include "types/diag_codes.h"

/* What a decision may move by, as an estimate's ignorance would: the unit of "how far" for what a scenario states. */
static const double DECISION_SPREAD = 0.25;
static const double PRECISION = 1e-5;
static const double factors[] = {2.0, 10.0};
enum { FACTORS = sizeof factors / sizeof factors[0], RUNGS = FACTORS + 1 };

/* An input on the way from its nominal value to one side, until a verdict turns. */
struct way {
    struct quantity *input;
    double end;                          /* of what is not known of it on this side; its value: nothing is */
    double same, other;                  /* the last value of the old verdict, the first of the new one */
    int requirement;
    double far;                          /* of `same` until it is bisected, then of the turn */
    int order;
};

struct turning {
    const struct scenario *scenario;
    const struct catalog *catalog;
    const struct results *results;
    int n_judged;                        /* requirements and, last, the fit */
    enum verdict *nominal, *then;        /* by judged */
    bool fails;                          /* the nominal answer */
    struct arena *scratch, *arena;
    struct way *ways; int n_ways;
};

/* --- verdicts ---------------------------------------------------------------------------------- */

static enum verdict judged_before(const struct turning *turning, int r)
{
    const char *verdict = turning->results->requirements[r].verdict;
    return text_equal(verdict, "pass") ? VERDICT_PASS : text_equal(verdict, "fail") ? VERDICT_FAIL : VERDICT_DEPENDS;
}

/* What the plan says as the inputs stand; no plan at all: all of it fails. Returns the first finding that fails it, "" none, in `scratch`. */
static const char *judge(const struct turning *turning, enum verdict *verdicts)
{
    const struct scenario *scenario = turning->scenario;
    static const char *const no_names[DIAG_COUNT];
    arena_reset(turning->scratch);
    struct site_plan *plan = ARENA_NEW(turning->scratch, struct site_plan);
    const bool planned = plan_site_fits(scenario, turning->catalog, turning->scratch, diags_new(turning->scratch, no_names, DIAG_COUNT), plan);
    for (int r = 0; r < scenario->n_requirements; r++) {
        const struct requirement *requirement = &scenario->requirements[r];
        struct verdict_line line = {.verdict = VERDICT_FAIL};
        if (!verdict_is_planned(requirement->quantity)) line.verdict = judged_before(turning, r);
        else if (planned) verdict_judge(plan, NULL, requirement, &line);
        verdicts[r] = line.verdict;
    }
    enum verdict *fit = &verdicts[scenario->n_requirements];
    *fit = planned ? VERDICT_PASS : VERDICT_FAIL;
    for (int f = 0; planned && f < plan->n_findings; f++) {
        if (plan->findings[f].severity != FINDING_FAIL) continue;
        *fit = VERDICT_FAIL;
        return plan->findings[f].text;
    }
    return "";
}

static bool counts(const struct turning *turning, int judged)
{
    return judged == turning->n_judged - 1 || turning->scenario->requirements[judged].level == LEVEL_MUST;
}

static bool has(const struct turning *turning, const enum verdict *verdicts, enum verdict which)
{
    for (int j = 0; j < turning->n_judged; j++)
        if (counts(turning, j) && verdicts[j] == which) return true;
    return false;
}

static enum verdict answer_of(const struct turning *turning, const enum verdict *verdicts)
{
    if (has(turning, verdicts, VERDICT_FAIL)) return VERDICT_FAIL;
    return has(turning, verdicts, VERDICT_DEPENDS) ? VERDICT_DEPENDS : VERDICT_PASS;
}

static bool turns(const struct turning *turning, int judged)
{
    const enum verdict from = turning->fails ? VERDICT_FAIL : VERDICT_PASS, to = turning->fails ? VERDICT_PASS : VERDICT_FAIL;
    return counts(turning, judged) && turning->nominal[judged] == from && turning->then[judged] == to;
}

static const char *judge_at(const struct turning *turning, struct quantity *input, double value)
{
    const double kept = input->value;
    input->value = value;
    const char *why = judge(turning, turning->then);
    input->value = kept;
    return why;
}

/* --- the way to either side ------------------------------------------------------------------------ */

static bool is_range(const struct quantity *input) { return input->hi > input->lo; }

static double far_of(const struct way *way, double value)
{
    const double now = way->input->value, unknown = fabs(way->end - now), away = fabs(value - now);
    if (unknown > 0.0) return away / unknown;
    return is_range(way->input) ? 1.0 + away / (way->input->hi - way->input->lo) : away / (DECISION_SPREAD * fabs(now));
}

/* A value that the field takes, whole where it counts something. */
static double taken(const struct quantity *input, double value, int side)
{
    const double whole = input->unit != UNIT_COUNT ? value : side > 0 ? floor(value) : ceil(value);
    return input->most > input->least ? fmin(fmax(whole, input->least), input->most) : whole;
}

/* The values to try on one side, outward; fewer where the field ends. */
static int rungs_of(const struct way *way, int side, double *rungs)
{
    const struct quantity *input = way->input;
    double all[RUNGS];
    int n_all = 0, n = 0;
    all[n_all++] = way->end;
    for (int f = 0; f < FACTORS; f++) all[n_all++] = (side > 0) == (input->value > 0.0) ? input->value * factors[f] : input->value / factors[f];
    for (int k = 0; k < n_all; k++) {
        const double value = taken(input, all[k], side), last = n ? rungs[n - 1] : input->value;
        if ((value - last) * side > 0.0) rungs[n++] = value;
    }
    return n;
}

static void walk(struct turning *turning, struct quantity *input, double end, int side)
{
    struct way way = {.input = input, .end = end, .same = input->value};
    double rungs[RUNGS];
    const int n = rungs_of(&way, side, rungs);
    for (int k = 0; k < n; k++) {
        bool any = false;
        judge_at(turning, input, rungs[k]);
        for (int j = 0; j < turning->n_judged; j++) {
            if (!turns(turning, j)) continue;
            any = true;
            way.other = rungs[k];
            way.requirement = j;
            way.far = far_of(&way, way.same);
            way.order = turning->n_ways;
            turning->ways[turning->n_ways++] = way;
        }
        if (any) return;
        way.same = rungs[k];
    }
}

static bool is_open(const struct quantity *input, bool of_scenario)
{
    if (!isfinite(input->value) || !input->path || input->unit == UNIT_DAYS || text_starts_with(input->path, "study.")) return false;
    return is_range(input) || input->unit != UNIT_COUNT || of_scenario;
}

static void walk_both(struct turning *turning, struct quantity *input)
{
    double lo, hi;
    if (!inputs_ends(input, &lo, &hi)) lo = hi = input->value;
    walk(turning, input, lo, -1);
    walk(turning, input, hi, +1);
}

/* --- where it turns ---------------------------------------------------------------------------------- */

static double middle_of(const struct way *way)
{
    const double middle = 0.5 * (way->same + way->other);
    return way->input->unit == UNIT_COUNT ? floor(middle) : middle;
}

static void bisect(const struct turning *turning, struct way *way)
{
    const double precision = way->input->unit == UNIT_COUNT ? 1.0 : PRECISION * fabs(way->input->value);
    while (fabs(way->other - way->same) > precision) {
        const double middle = middle_of(way);
        if (middle == way->same || middle == way->other) break;
        judge_at(turning, way->input, middle);
        if (turns(turning, way->requirement)) way->other = middle;
        else way->same = middle;
    }
    way->far = far_of(way, way->other);
}

static bool is_nearer(const void *a, const void *b, const void *context)
{
    const struct way *x = a, *y = b;
    (void)context;
    return x->far < y->far || (x->far <= y->far && x->order < y->order);
}

/* Bisects the most promising first; done once as many are known as are kept and no other can be nearer. */
static int bisect_nearest(const struct turning *turning)
{
    struct way *ways = turning->ways;
    int n = 0;
    order_sort(ways, (size_t)turning->n_ways, sizeof *ways, is_nearer, NULL);
    while (n < turning->n_ways && (n < TURNING_MOST || ways[n].far < ways[TURNING_MOST - 1].far)) {
        bisect(turning, &ways[n++]);
        order_sort(ways, (size_t)n, sizeof *ways, is_nearer, NULL);
    }
    return n < TURNING_MOST ? n : TURNING_MOST;
}

/* --- what is said of it --------------------------------------------------------------------------------- */

static const char *id_of(const struct turning *turning, int judged)
{
    return judged < turning->scenario->n_requirements ? turning->results->requirements[judged].id : "fit";
}

static struct result_change change_of(const struct turning *turning, const struct way *way)
{
    const struct quantity *input = way->input;
    const bool range = is_range(input);
    const char *why = judge_at(turning, way->input, way->other);
    return (struct result_change){
        .why = way->requirement < turning->n_judged - 1 || turning->fails ? "" : text_copy(turning->arena, why), .input = input->path, .unit = units_key_suffix(input->unit), .grade = inputs_grade(input), .place = inputs_place(input, turning->arena), .requirement = id_of(turning, way->requirement),
        .from = verdict_name(turning->nominal[way->requirement]), .to = verdict_name(turning->then[way->requirement]), .now = input->value, .lo = range ? input->lo : (double)NAN,
        .hi = range ? input->hi : (double)NAN, .at = way->other, .far = way->far, .answer = verdict_name(answer_of(turning, turning->then)), .settle = inputs_settle(input, turning->arena)};
}

/* A site whose envelope nobody knows: the watts that would do. */
static void unknown_envelope(const struct turning *turning, const struct site_plan *plan, struct result_changes *changes)
{
    for (int r = 0; r < turning->scenario->n_requirements; r++) {
        const struct requirement *requirement = &turning->scenario->requirements[r];
        if (requirement->quantity != REQ_SITE_POWER_PEAK || requirement->level != LEVEL_MUST || turning->nominal[r] != VERDICT_DEPENDS) continue;
        changes->nearest[changes->n_nearest++] = (struct result_change){
            .input = "site.power", .unit = "w", .grade = "stated", .place = "", .why = "", .requirement = id_of(turning, r), .from = "depends", .to = "pass", .now = (double)NAN, .lo = (double)NAN,
            .hi = (double)NAN, .at = plan->power.site_design_w, .far = 0.0, .answer = turning->fails ? "fail" : "pass", .settle = "ask the utility for site.power"};
        return;
    }
}

static bool is_one_turn(const struct way *a, const struct way *b)
{
    return a->input == b->input && fabs(a->other - b->other) <= 2.0 * PRECISION * fabs(a->input->value);
}

/* What turns at one value of one input is one change, of all that turns there; the fit is not named beside the MUST that breaks it. */
static void keep(const struct turning *turning, int n, struct result_changes *changes)
{
    const int fit = turning->n_judged - 1;
    for (int k = 0; k < n; k++) {
        int first = 0;
        while (!is_one_turn(&turning->ways[first], &turning->ways[k])) first++;
        if (first < k) continue;
        struct result_change change = change_of(turning, &turning->ways[k]);
        for (int other = k + 1; other < n; other++) {
            const struct way *way = &turning->ways[other];
            if (!is_one_turn(way, &turning->ways[k]) || way->requirement == fit) continue;
            change.requirement = turning->ways[k].requirement == fit && text_equal(change.requirement, "fit") ? id_of(turning, way->requirement)
                : text_format(turning->arena, "%s, %s", change.requirement, id_of(turning, way->requirement));
        }
        if (!text_equal(change.requirement, "fit")) change.why = "";
        changes->nearest[changes->n_nearest++] = change;
    }
}

void turning_fill(struct scenario *scenario, struct catalog *catalog, const struct site_plan *plan, struct arena *arena, struct results *results)
{
    CHECK(results->n_requirements == scenario->n_requirements);
    struct arena *work = arena_new();
    struct turning turning = {.scenario = scenario, .catalog = catalog, .results = results, .n_judged = scenario->n_requirements + 1, .scratch = arena_new(), .arena = arena};
    struct result_changes *changes = &results->changes;
    int n;
    struct quantity **inputs = inputs_of(scenario, catalog, work, &n);
    turning.nominal = ARENA_ARRAY(work, enum verdict, turning.n_judged);
    turning.then = ARENA_ARRAY(work, enum verdict, turning.n_judged);
    turning.ways = ARENA_ARRAY(work, struct way, (size_t)turning.n_judged * 2 * (size_t)n);
    judge(&turning, turning.nominal);
    turning.fails = has(&turning, turning.nominal, VERDICT_FAIL);
    *changes = (struct result_changes){.furthest = factors[FACTORS - 1], .nearest = ARENA_ARRAY(arena, struct result_change, TURNING_MOST + 1)};
    for (int i = 0; i < n; i++) {
        if (!is_open(inputs[i], i < scenario->n_inputs)) continue;
        changes->tried += 1.0;
        walk_both(&turning, inputs[i]);
    }
    unknown_envelope(&turning, plan, changes);
    keep(&turning, bisect_nearest(&turning), changes);
    arena_free(turning.scratch);
    arena_free(work);
}
