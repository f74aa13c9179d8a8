#include "study/doe.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "input/scenario.h"
#include "stat/design.h"
#include "study/doe_spec.h"
#include "types/diag_codes.h"

struct reading {
    const struct doe_base *base;
    const struct scenario *scenario;     /* the base's own */
    const struct catalog *catalog;
    struct arena *arena;
    struct diags *diags;
    struct doe *doe;
    size_t files_capacity;
    bool sound;
};

static void complain(struct reading *reading, const struct doe_vary *vary, const char *at, const char *what)
{
    const int number = (int)(vary - reading->doe->varies) + 1;
    diag_error(reading->diags, (struct place){"--vary", number, (int32_t)(at - vary->argument) + 1}, DIAG_BAD_VARY, "%s: %s",
               text_shown(reading->arena, vary->path ? vary->path : vary->argument, strlen(vary->path ? vary->path : vary->argument), 100), what);
    reading->sound = false;
}

/* --- trying a value --------------------------------------------------------------------------- */

static void add_file(struct reading *reading, const char *file)
{
    struct doe *doe = reading->doe;
    for (int f = 0; f < doe->n_files; f++)
        if (text_equal(doe->files[f], file)) return;
    doe->files = arena_grow(reading->arena, doe->files, (size_t)doe->n_files, (size_t)doe->n_files + 1, &reading->files_capacity, sizeof *doe->files);
    doe->files[doe->n_files++] = text_copy(reading->arena, file);
}

static void add_files(struct reading *reading, const struct scenario *scenario, const struct catalog *catalog)
{
    for (int f = 0; f < scenario->n_files; f++) add_file(reading, scenario->files[f]);
    for (int f = 0; f < catalog->n_files; f++) add_file(reading, catalog->files[f]);
}

/* What was said about --set:NUMBER is said about the --vary it came from; what the value breaks elsewhere in
 * the scenario is no mistake of the command line, and stays with the point. */
static void pass_on(struct reading *reading, const struct doe_vary *vary, const struct doe_piece *piece, struct diags *tried)
{
    const int32_t number = reading->base->n_sets + 1, value_col = (int32_t)strlen(vary->path) + 2;
    for (size_t k = 0; k < diags_count(tried); k++) {
        const struct diag *diag = diags_at(tried, k);
        if (diag->severity != DIAG_ERROR || !text_equal(diag->at.file, "--set") || diag->at.line != number) continue;
        const int32_t shift = diag->at.col >= value_col ? (int32_t)(piece->at - vary->argument) + 1 - value_col : 0;
        diag_error(reading->diags, (struct place){"--vary", (int32_t)(vary - reading->doe->varies) + 1, diag->at.col + shift}, diag->code, "%s", diag->text);
        reading->sound = false;
    }
}

static const struct quantity *only_input(struct quantity *const *inputs, int n, int32_t number, const struct quantity *found, int *count)
{
    for (int i = 0; i < n; i++) {
        if (!text_equal(inputs[i]->at.file, "--set") || inputs[i]->at.line != number) continue;
        found = inputs[i];
        (*count)++;
    }
    return found;
}

static const struct quantity *input_at(struct quantity *const *inputs, int n, const char *path)
{
    for (int i = 0; i < n; i++)
        if (text_equal(inputs[i]->path, path)) return inputs[i];
    return NULL;
}

/* The input that the path leads to in the base: for a value that alone makes no scenario. */
static const struct quantity *base_input(const struct reading *reading, const char *path)
{
    const struct quantity *input = input_at(reading->scenario->inputs, reading->scenario->n_inputs, path);
    return input ? input : input_at(reading->catalog->inputs, reading->catalog->n_inputs, path);
}

static void take_number(struct doe_vary *vary, const struct quantity *input, struct doe_value *value)
{
    char suggestion[64];
    double number;
    if (units_read(value->text, strlen(value->text), input->unit, &number, suggestion) != UNITS_OK) return;
    vary->is_number = true;
    vary->unit = input->unit;
    value->number = number;
}

/* Reads the base with this one value. A plain number is told into *value and vary->unit. */
static void try_value(struct reading *reading, struct doe_vary *vary, const struct doe_piece *piece, struct arena *scratch, struct doe_value *value)
{
    static const char *const no_names[DIAG_COUNT];
    const int n = reading->base->n_sets;
    const char **sets = ARENA_ARRAY(scratch, const char *, n + 1);
    for (int s = 0; s < n; s++) sets[s] = reading->base->sets[s];
    value->text = text_copy_n(reading->arena, piece->at, piece->length);
    value->number = (double)NAN;
    sets[n] = text_format(scratch, "%s=%s", vary->path, value->text);
    struct diags *tried = diags_new(scratch, no_names, DIAG_COUNT);
    struct catalog catalog;
    struct scenario scenario;
    if (!scenario_read(reading->base->file, reading->base->models_dir, sets, n + 1, scratch, tried, &catalog, &scenario)) {
        const struct quantity *there = base_input(reading, vary->path);
        pass_on(reading, vary, piece, tried);
        if (there) take_number(vary, there, value);
        return;
    }
    add_files(reading, &scenario, &catalog);
    int count = 0;
    const struct quantity *input = only_input(scenario.inputs, scenario.n_inputs, n + 1, NULL, &count);
    input = only_input(catalog.inputs, catalog.n_inputs, n + 1, input, &count);
    if (count == 1) take_number(vary, input, value);
}

/* --- one --vary -------------------------------------------------------------------------------- */

static void read_list(struct reading *reading, struct doe_vary *vary, const struct doe_spec *spec, struct arena *scratch)
{
    vary->scale = DOE_LIST;
    vary->values = ARENA_ARRAY(reading->arena, struct doe_value, spec->n);
    for (int k = 0; k < spec->n; k++) {
        for (int before = 0; before < k; before++)
            if (spec->pieces[before].length == spec->pieces[k].length && memcmp(spec->pieces[before].at, spec->pieces[k].at, spec->pieces[k].length) == 0) {
                complain(reading, vary, spec->pieces[k].at, "the same value twice");
                break;
            }
        arena_reset(scratch);
        try_value(reading, vary, &spec->pieces[k], scratch, &vary->values[k]);
    }
    vary->n_values = spec->n;
    bool all = true;
    for (int k = 0; k < spec->n; k++) all &= !isnan(vary->values[k].number);
    vary->is_number &= all;
}

/* The unit's word as written behind the number. */
static const char *word_of(const char *text)
{
    char *end;
    (void)strtod(text, &end);
    return end + strspn(end, " \t");
}

/* A number of the range as text, and what that text says: so that file, screen and simulation hold the same number. */
static struct doe_value number_at(const struct doe_vary *vary, double part, struct arena *arena)
{
    char written[16], suggestion[64];
    const double in_word = vary->scale == DOE_GEOMETRIC ? vary->lo * pow(vary->hi / vary->lo, part) : vary->lo + (vary->hi - vary->lo) * part;
    struct doe_value value = {NULL, (double)NAN};
    if (vary->unit == UNIT_DAYS) value.text = text_copy(arena, date_write(date_of_days((int32_t)floor(in_word + 0.5)), written));
    else if (vary->unit == UNIT_COUNT) value.text = text_format(arena, "%.0f", in_word);
    else value.text = text_format(arena, "%.12g%s%s", in_word, *vary->word ? " " : "", vary->word);
    CHECK(units_read(value.text, strlen(value.text), vary->unit, &value.number, suggestion) == UNITS_OK);
    return value;
}

/* The ends in the word of hi, or of lo where hi is 0; dates and counts in days and ones. */
static void measure_ends(struct doe_vary *vary, const struct doe_value *lo, const struct doe_value *hi)
{
    vary->word = "";
    vary->lo = lo->number;
    vary->hi = hi->number;
    if (vary->unit == UNIT_DAYS || vary->unit == UNIT_COUNT) return;
    const struct doe_value *by = hi->number != 0.0 ? hi : lo;
    const double written = strtod(by->text, NULL);
    vary->word = word_of(by->text);
    vary->lo = by == lo || text_equal(word_of(lo->text), vary->word) ? strtod(lo->text, NULL) : lo->number / (by->number / written);
    vary->hi = by == hi || text_equal(word_of(hi->text), vary->word) ? strtod(hi->text, NULL) : hi->number / (by->number / written);
}

static void fill_values(struct reading *reading, struct doe_vary *vary, const struct doe_spec *spec, const struct doe_value *lo, const struct doe_value *hi)
{
    vary->n_values = spec->count;
    vary->values = ARENA_ARRAY(reading->arena, struct doe_value, spec->count);
    for (int k = 0; k < spec->count; k++) vary->values[k] = number_at(vary, (double)k / (spec->count - 1), reading->arena);
    vary->values[0] = *lo;
    vary->values[spec->count - 1] = *hi;
    for (int k = 1; k < spec->count; k++)
        if (!(vary->values[k].number > vary->values[k - 1].number)) {
            complain(reading, vary, spec->pieces[2].at, text_format(reading->arena, "%d values are more than there are between %s and %s", spec->count, lo->text, hi->text));
            return;
        }
}

static void read_range(struct reading *reading, struct doe_vary *vary, const struct doe_spec *spec, struct arena *scratch)
{
    struct doe_value ends[2];
    vary->scale = spec->geometric ? DOE_GEOMETRIC : DOE_LINEAR;
    for (int e = 0; e < 2; e++) {
        arena_reset(scratch);
        try_value(reading, vary, &spec->pieces[e], scratch, &ends[e]);
    }
    if (!reading->sound) return;
    vary->lo_text = ends[0].text;
    vary->hi_text = ends[1].text;
    if (isnan(ends[0].number) || isnan(ends[1].number)) complain(reading, vary, spec->pieces[0].at, "lo:hi is for an input that is one number; write a list, a,b,c");
    else if (!(ends[0].number < ends[1].number)) complain(reading, vary, spec->pieces[0].at, "lo:hi needs lo below hi");
    else if (spec->geometric && !(ends[0].number > 0.0)) complain(reading, vary, spec->pieces[0].at, "equal ratios need lo above 0");
    else {
        measure_ends(vary, &ends[0], &ends[1]);
        if (spec->count) fill_values(reading, vary, spec, &ends[0], &ends[1]);
        else if (reading->doe->kind == DOE_ALL) complain(reading, vary, spec->pieces[0].at, "how many? lo:hi:n, or lo:hi:xN for equal ratios; lo:hi alone needs --design");
    }
}

static void read_vary(struct reading *reading, struct doe_vary *vary, struct arena *scratch)
{
    const char *equals = strchr(vary->argument, '=');
    if (!equals || equals == vary->argument || strpbrk(vary->argument, "\n\r")) {
        complain(reading, vary, vary->argument, "expected PATH=SPEC, as in \"demand.read.peak=12 TB/s:36 TB/s:7\" or \"jobs.mid.count=1,5,10\"");
        return;
    }
    vary->path = text_copy_n(reading->arena, vary->argument, (size_t)(equals - vary->argument));
    vary->spec = equals + 1;
    for (const struct doe_vary *before = reading->doe->varies; before < vary; before++)
        if (before->path && text_equal(before->path, vary->path)) complain(reading, vary, vary->argument, "varied twice");
    struct doe_spec spec;
    const char *at, *problem = doe_spec_read(vary->spec, reading->arena, &spec, &at);
    if (problem) {
        complain(reading, vary, at, problem);
        return;
    }
    struct reading own = *reading;
    own.sound = true;
    if (spec.is_range) read_range(&own, vary, &spec, scratch);
    else read_list(&own, vary, &spec, scratch);
    reading->files_capacity = own.files_capacity;
    reading->sound &= own.sound;
}

/* --- all of them ---------------------------------------------------------------------------------- */

static void bad_design(struct reading *reading, const char *text, int32_t col)
{
    diag_error(reading->diags, (struct place){"--design", 1, col}, DIAG_BAD_VARY, "\"%s\": expected sobol:N or lhs:N, N from 1 to %" PRId64,
               text_shown(reading->arena, text, strlen(text), 60), DOE_MOST_POINTS);
    reading->sound = false;
}

static void read_design(struct reading *reading, const char *text)
{
    struct doe *doe = reading->doe;
    doe->design = text ? text : "";
    if (!text) return;
    const char *colon = strchr(text, ':');
    doe->kind = text_starts_with(text, "sobol:") ? DOE_SOBOL : DOE_LHS;
    if (doe->kind == DOE_LHS && !text_starts_with(text, "lhs:")) bad_design(reading, text, 1);
    else if (!doe_spec_whole(colon + 1, strlen(colon + 1), DOE_MOST_POINTS, &doe->n_points)) bad_design(reading, text, (int32_t)(colon - text) + 2);
}

static void count_points(struct reading *reading)
{
    struct doe *doe = reading->doe;
    if (doe->kind != DOE_ALL) return;
    doe->n_points = 1;
    for (int v = 0; v < doe->n_varies; v++) {
        doe->n_points *= doe->varies[v].n_values;
        if (doe->n_points <= DOE_MOST_POINTS) continue;
        complain(reading, &doe->varies[v], doe->varies[v].argument, text_format(reading->arena, "more than %" PRId64 " combinations; see --design", DOE_MOST_POINTS));
        return;
    }
}

bool doe_read(const struct doe_base *base, const struct scenario *scenario, const struct catalog *catalog, const char *const *varies,
              int n_varies, const char *design, struct arena *arena, struct diags *diags, struct doe *doe)
{
    *doe = (struct doe){.varies = ARENA_ARRAY(arena, struct doe_vary, n_varies), .n_varies = n_varies, .seed = scenario->study.seed};
    struct reading reading = {.base = base, .scenario = scenario, .catalog = catalog, .arena = arena, .diags = diags, .doe = doe, .sound = true};
    struct arena *scratch = arena_new();
    for (int v = 0; v < n_varies; v++) doe->varies[v].argument = varies[v];
    if (n_varies > DOE_MOST_VARIES) {
        complain(&reading, &doe->varies[DOE_MOST_VARIES], varies[DOE_MOST_VARIES], text_format(arena, "more than %d inputs", DOE_MOST_VARIES));
        n_varies = DOE_MOST_VARIES;
    }
    add_files(&reading, scenario, catalog);
    read_design(&reading, design);
    for (int v = 0; v < n_varies; v++) read_vary(&reading, &doe->varies[v], scratch);
    arena_free(scratch);
    if (reading.sound) count_points(&reading);
    return reading.sound;
}

/* --- points ----------------------------------------------------------------------------------------- */

struct doe_walk { const struct doe *doe; struct design *design; struct arena *arena; };

struct doe_walk *doe_walk_new(const struct doe *doe)
{
    struct arena *arena = arena_new();
    struct doe_walk *walk = ARENA_NEW(arena, struct doe_walk);
    *walk = (struct doe_walk){doe, NULL, arena};
    if (doe->kind == DOE_ALL) return walk;
    const char **names = ARENA_ARRAY(arena, const char *, doe->n_varies);
    for (int v = 0; v < doe->n_varies; v++) names[v] = doe->varies[v].path;
    walk->design = design_new(doe->kind == DOE_SOBOL ? DESIGN_SOBOL : DESIGN_LHS, names, doe->n_varies, doe->n_points, doe->seed);
    return walk;
}

void doe_walk_free(struct doe_walk *walk)
{
    if (!walk) return;
    design_free(walk->design);
    arena_free(walk->arena);
}

void doe_at(struct doe_walk *walk, int64_t index, struct arena *arena, struct doe_value *values)
{
    const struct doe *doe = walk->doe;
    double at[DOE_MOST_VARIES];
    CHECK(index >= 0 && index < doe->n_points);
    if (walk->design) design_at(walk->design, index, at);
    for (int v = doe->n_varies - 1; v >= 0; v--) {
        const struct doe_vary *vary = &doe->varies[v];
        if (!vary->n_values) values[v] = number_at(vary, at[v], arena);
        else if (walk->design) values[v] = vary->values[(int)(at[v] * vary->n_values)];
        else values[v] = vary->values[index % vary->n_values];
        if (!walk->design) index /= vary->n_values;
    }
}

struct doe_value doe_between(const struct doe_vary *vary, const struct doe_value *from, const struct doe_value *to, double part, struct arena *arena)
{
    struct doe_vary pair = *vary;
    if (part <= 0.0) return *from;
    if (part >= 1.0) return *to;
    measure_ends(&pair, from, to);
    return number_at(&pair, part, arena);
}

const char *const *doe_sets(const struct doe *doe, const struct doe_base *base, const struct doe_value *values, struct arena *arena)
{
    const char **sets = ARENA_ARRAY(arena, const char *, base->n_sets + doe->n_varies);
    for (int s = 0; s < base->n_sets; s++) sets[s] = base->sets[s];
    for (int v = 0; v < doe->n_varies; v++) sets[base->n_sets + v] = text_format(arena, "%s=%s", doe->varies[v].path, values[v].text);
    return sets;
}
