#include "study/uncertainty.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "plan/verdict.h"
#include "stat/sobol_indices.h"
#include "study/doe_spec.h"
#include "study/headline.h"
#include "study/inputs.h"
#include "study/montecarlo.h"
#include "study/screening.h"
#include "study/oneatatime.h"
#include "types/diag_codes.h"

/* --- what is asked: the method ------------------------------------------------------------------------- */

enum method { TORNADO, MORRIS, SOBOL, MONTE_CARLO, METHODS };
static const struct { const char *name; int of_plan, of_run, most; } methods[METHODS] = {
    [TORNADO] = {"tornado", 0, 0, 0},
    [MORRIS] = {"morris", 20, 4, 10000},
    [SOBOL] = {"sobol", 1024, 64, 1000000},
    [MONTE_CARLO] = {"monte-carlo", 10000, 200, 1000000},
};

static bool complain(struct diags *diags, const char *option, int32_t col, const char *said, const char *expected)
{
    diag_error(diags, (struct place){option, 1, col}, DIAG_BAD_CHOICE, "\"%s\": expected %s", said, expected);
    return false;
}

static int times_of(enum method method, bool simulates) { return simulates ? methods[method].of_run : methods[method].of_plan; }

static void ask(struct uncertainty_plan *plan, enum method method, int times)
{
    switch (method) {
    case TORNADO: plan->tornado = true; break;
    case MORRIS: plan->walks = times; break;
    case SOBOL: plan->rows = sobol_indices_rows(times); break;
    case MONTE_CARLO: plan->samples = times; break;
    case METHODS: break;
    }
}

/* "morris" or "morris:40". */
static bool read_method(const char *said, bool simulates, struct arena *arena, struct diags *diags, struct uncertainty_plan *plan)
{
    const size_t length = strcspn(said, ":");
    const char *names[METHODS];
    int64_t times = 0;
    for (int m = 0; m < METHODS; m++) {
        names[m] = methods[m].name;
        if (!text_equal_n(said, length, methods[m].name)) continue;
        times = times_of((enum method)m, simulates);
        if (said[length] == ':' && !doe_spec_whole(said + length + 1, strlen(said + length + 1), methods[m].most, &times))
            return complain(diags, "--method", (int32_t)length + 2, text_shown(arena, said, strlen(said), 60),
                            methods[m].most ? text_format(arena, "%s:N, N from 1 to %d", methods[m].name, methods[m].most) : "tornado alone: it has no number of points");
        ask(plan, (enum method)m, (int)times);
        return true;
    }
    const char *nearest = text_nearest(text_copy_n(arena, said, length), names, METHODS);
    return complain(diags, "--method", 1, text_shown(arena, said, strlen(said), 60),
                    text_format(arena, "tornado, morris, morris:WALKS, sobol, sobol:ROWS, monte-carlo or monte-carlo:SAMPLES%s%s%s", nearest ? "; did you mean " : "",
                                nearest ? nearest : "", nearest ? "?" : ""));
}

/* --- what is asked: quantities -------------------------------------------------------------------------- */

static const char needed_prefix[] = "needed_";

static bool is_simulated(enum study_number number) { return number >= STUDY_READ_DELIVERED; }

static const struct study_column *column_of(enum study_number number) { return &headline_numbers()[number]; }

static bool read_quantity(const char *said, size_t length, int32_t col, bool simulates, struct arena *arena, struct diags *diags, struct uncertainty_plan *plan)
{
    const char *names[STUDY_NUMBERS], *name = text_copy_n(arena, said, length);
    const bool needed = text_starts_with(name, needed_prefix);
    const char *column = needed ? name + strlen(needed_prefix) : name;
    for (int n = 0; n < STUDY_NUMBERS; n++) {
        names[n] = column_of((enum study_number)n)->name;
        if (!text_equal(column, names[n])) continue;
        if (is_simulated((enum study_number)n) && (needed || !simulates))
            return complain(diags, "--of", col, name, needed ? "a quantity of the plan behind needed_" : "a quantity of the plan, or --simulate: only a simulation knows this one");
        if (plan->n_outputs == UNCERTAINTY_MOST_QUANTITIES) return complain(diags, "--of", col, name, text_format(arena, "at most %d quantities", UNCERTAINTY_MOST_QUANTITIES));
        plan->outputs[plan->n_outputs++] = (struct probe_output){(enum study_number)n, needed};
        return true;
    }
    const char *nearest = text_nearest(column, names, STUDY_NUMBERS);
    return complain(diags, "--of", col, text_shown(arena, name, length, 60),
                    text_format(arena, "a quantity of a study (docs/studies.md), such as rack_tiles or needed_rack_tiles%s%s%s%s", nearest ? "; did you mean " : "",
                                nearest && needed ? needed_prefix : "", nearest ? nearest : "", nearest ? "?" : ""));
}

static bool read_quantities(const char *of, bool simulates, struct arena *arena, struct diags *diags, struct uncertainty_plan *plan)
{
    bool all = true;
    for (const char *at = of;; at++) {
        const size_t length = strcspn(at, ",");
        all &= read_quantity(at, length, (int32_t)(at - of) + 1, simulates, arena, diags, plan);
        at += length;
        if (*at == '\0') return all;
    }
}

bool uncertainty_read(const char *method, const char *of, bool simulates, struct arena *arena, struct diags *diags, struct uncertainty_plan *plan)
{
    *plan = (struct uncertainty_plan){.simulates = simulates};
    bool good = true;
    if (method) good = read_method(method, simulates, arena, diags, plan);
    else {
        ask(plan, TORNADO, 0);
        ask(plan, MONTE_CARLO, times_of(MONTE_CARLO, simulates));
    }
    if (of) good &= read_quantities(of, simulates, arena, diags, plan);
    return good;
}

/* --- what is asked where nobody says: the headlines ---------------------------------------------------------- */

static void add_headlines(struct uncertainty_plan *plan, bool counts_open)
{
    static const enum study_number held[] = {STUDY_READ_CAPABILITY, STUDY_WRITE_CAPABILITY, STUDY_USABLE_BYTES, STUDY_LEAST_MARGIN};
    static const enum study_number built[] = {STUDY_RACK_TILES, STUDY_STORAGE_MAX_W, STUDY_SITE_DESIGN_W};
    static const enum study_number run[] = {STUDY_GOODPUT, STUDY_READ_DELIVERED, STUDY_CHECKPOINT_P99};
    for (size_t k = 0; k < sizeof held / sizeof *held; k++) plan->outputs[plan->n_outputs++] = (struct probe_output){held[k], false};
    if (counts_open) plan->outputs[plan->n_outputs++] = (struct probe_output){STUDY_NODES, true};
    for (size_t k = 0; k < sizeof built / sizeof *built; k++) plan->outputs[plan->n_outputs++] = (struct probe_output){built[k], counts_open};
    for (size_t k = 0; plan->simulates && k < sizeof run / sizeof *run; k++) plan->outputs[plan->n_outputs++] = (struct probe_output){run[k], false};
}

static bool are_counts_open(const struct doe_base *base)
{
    const struct probe_question question = {.base = base, .workers = 1};
    struct probe *probe = probe_new(&question);
    const bool open = probe && probe_counts_open(probe);
    probe_free(probe);
    return open;
}

/* --- what stands before the methods begin -------------------------------------------------------------------------- */

/* As a document says it; of those that are not here, the name of the column without its unit. */
static const char *const titles[STUDY_NUMBERS] = {
    [STUDY_USABLE_BYTES] = "usable capacity", [STUDY_STORAGE_MAX_W] = "storage power, most", [STUDY_SITE_DESIGN_W] = "site power, design hour",
    [STUDY_CHECKPOINT_P99] = "checkpoint time, P99", [STUDY_LEAST_MARGIN] = "least margin of a MUST",
};

static const char *unit_of(enum unit unit) { return unit == UNIT_FRACTION ? "fraction" : units_key_suffix(unit); }

static const char *title_of(enum study_number number, bool needed, struct arena *arena)
{
    const struct study_column *column = column_of(number);
    const char *suffix = units_key_suffix(column->unit);
    const size_t length = strlen(column->name), end = strlen(suffix);
    const bool suffixed = end > 0 && length > end + 1 && text_ends_with(column->name, suffix) && column->name[length - end - 1] == '_';
    char *title = titles[number] ? text_copy(arena, titles[number]) : text_copy_n(arena, column->name, suffixed ? length - end - 1 : length);
    for (char *at = title; *at; at++)
        if (*at == '_') *at = ' ';
    return needed ? text_format(arena, "%s needed", title) : title;
}

static void fill_inputs(const struct probe *probe, struct arena *arena, struct uncertainty_results *results)
{
    const struct probe_input *inputs = probe_inputs(probe, &results->n_inputs);
    results->inputs = ARENA_ARRAY(arena, struct uncertainty_input, results->n_inputs);
    for (int i = 0; i < results->n_inputs; i++) {
        const struct quantity *quantity = inputs[i].quantity;
        results->inputs[i] = (struct uncertainty_input){
            .path = text_copy(arena, quantity->path), .unit = unit_of(quantity->unit), .grade = inputs_grade(quantity), .source = text_copy(arena, quantity->source),
            .place = inputs_place(quantity, arena), .known = inputs[i].dist ? "distribution" : quantity->hi > quantity->lo ? "range" : "spread of its grade",
            .settle = inputs_settle(quantity, arena), .value = inputs[i].value, .lo = inputs[i].lo, .hi = inputs[i].hi};
    }
}

static void fill_quantities(const struct uncertainty_plan *plan, struct arena *arena, struct uncertainty_results *results)
{
    const double nan = (double)NAN;
    results->n_quantities = plan->n_outputs;
    results->quantities = ARENA_ARRAY(arena, struct uncertainty_quantity, plan->n_outputs);
    for (int q = 0; q < plan->n_outputs; q++) {
        const struct study_column *column = column_of(plan->outputs[q].number);
        const bool needed = plan->outputs[q].needed;
        results->quantities[q] = (struct uncertainty_quantity){
            .name = text_format(arena, "%s%s", needed ? needed_prefix : "", column->name), .title = title_of(plan->outputs[q].number, needed, arena), .unit = unit_of(column->unit),
            .meaning = text_format(arena, "%s%s", column->meaning, needed ? "; counts worked out anew" : ""),
            nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan};
    }
}

static void fill_requirement(const char *id, const char *level, const char *text, struct uncertainty_requirement *requirement)
{
    const double nan = (double)NAN;
    *requirement = (struct uncertainty_requirement){id, level, text, "depends", nan, nan, nan, nan, nan};
}

static void fill_requirements(const struct probe *probe, struct arena *arena, struct uncertainty_results *results)
{
    const struct scenario *scenario = probe_scenario(probe);
    results->n_requirements = probe_n_verdicts(probe);
    results->requirements = ARENA_ARRAY(arena, struct uncertainty_requirement, results->n_requirements);
    for (int r = 0; r < scenario->n_requirements; r++)
        fill_requirement(text_copy(arena, scenario->requirements[r].id), scenario->requirements[r].level == LEVEL_MUST ? "must" : "should",
                         text_copy(arena, scenario->requirements[r].text), &results->requirements[r]);
    fill_requirement("fits", "must", "what is planned fits racks, floor, envelope", &results->requirements[scenario->n_requirements]);
    fill_requirement("all", "must", "every MUST judged here holds, and the build fits", &results->all);
}

struct nominal { double *numbers; probe_verdict *verdicts; };

static void try_nominal(struct probe_world *world, int64_t index, void *context)
{
    const struct nominal *nominal = context;
    (void)index;
    probe_try(world, nominal->numbers, nominal->verdicts);
}

static void fill_nominal(struct probe *probe, struct arena *arena, struct uncertainty_results *results)
{
    struct nominal nominal = {ARENA_ARRAY(arena, double, results->n_quantities), ARENA_ARRAY(arena, probe_verdict, results->n_requirements)};
    bool all = true;
    probe_each(probe, 1, try_nominal, &nominal);
    for (int q = 0; q < results->n_quantities; q++) results->quantities[q].nominal = nominal.numbers[q];
    for (int r = 0; r < results->n_requirements; r++) {
        results->requirements[r].nominal = verdict_name((enum verdict)nominal.verdicts[r]);
        all &= nominal.verdicts[r] != VERDICT_FAIL || !text_equal(results->requirements[r].level, "must");
    }
    results->verdict = results->all.nominal = all ? "pass" : "fail";
}

static void begin(struct probe *probe, const struct uncertainty_plan *plan, struct arena *arena, struct uncertainty_results *results)
{
    const struct scenario *scenario = probe_scenario(probe);
    results->format = "exasite.sensitivity/1";
    results->scenario = scenario->name ? text_copy(arena, scenario->name) : "";
    results->question = scenario->question ? text_copy(arena, scenario->question) : "";
    results->file = text_copy(arena, scenario->file);
    results->judged_by = plan->simulates ? "simulation" : "plan";
    results->replications = plan->simulates ? fmax(1.0, floor(scenario->study.replications.value)) : 0.0;
    results->counts_open = probe_counts_open(probe);
    results->held = text_copy(arena, probe_held(probe));
    results->screened_share = (double)NAN;
    fill_inputs(probe, arena, results);
    fill_quantities(plan, arena, results);
    fill_requirements(probe, arena, results);
    fill_nominal(probe, arena, results);
}

/* Passed, judged, and turned by nothing that was tried. */
static bool is_sure(const struct uncertainty_results *results)
{
    bool sure = text_equal(results->verdict, "pass") && !(results->all.hits < results->all.samples);
    for (int r = 0; r < results->n_requirements; r++)
        sure &= !text_equal(results->requirements[r].level, "must") || text_equal(results->requirements[r].nominal, "pass");
    for (int f = 0; f < results->n_flips; f++) sure &= !text_equal(results->requirements[results->flips[f].requirement].level, "must");
    return sure;
}

enum uncertainty_end uncertainty_study(const struct doe_base *base, const struct uncertainty_plan *asked, const struct uncertainty_options *options, struct arena *arena,
                       struct uncertainty_results *results, double *audit)
{
    struct uncertainty_plan plan = *asked;
    if (plan.n_outputs == 0) add_headlines(&plan, are_counts_open(base));
    const struct probe_question question = {base, plan.outputs, plan.n_outputs, plan.simulates, options->workers, options->progress, options->context};
    struct probe *probe = probe_new(&question);
    if (!probe) return UNCERTAINTY_CHANGED;
    const uint64_t seed = probe_scenario(probe)->study.seed;
    int n;
    (void)probe_inputs(probe, &n);
    begin(probe, &plan, arena, results);
    const bool screens = plan.rows && n > SOBOL_INDICES_MOST_INPUTS;
    if (plan.tornado) oneatatime_fill(probe, plan.simulates, arena, results);
    if (plan.walks || screens) screening_effects(probe, plan.walks ? plan.walks : times_of(MORRIS, plan.simulates), seed, arena, results);
    if (plan.rows) screening_indices(probe, plan.rows, seed, arena, results);
    if (plan.samples) montecarlo_fill(probe, plan.samples, seed, arena, results);
    results->sure = is_sure(results);
    *audit = probe_audit(probe);
    probe_free(probe);
    return *audit <= 1e-9 ? UNCERTAINTY_DONE : UNCERTAINTY_UNSOUND;
}
