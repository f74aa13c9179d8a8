/* compare: scenarios or results side by side, what differs and whose doing it is. */
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/formats.h"
#include "cmd/manifest.h"
#include "cmd/site_answer.h"
#include "cmd/site_files.h"
#include "input/catalog.h"
#include "input/file_sort.h"
#include "json/comparison_json.h"
#include "json/json_table.h"
#include "json/results_json.h"
#include "reports/compare_doc.h"
#include "reports/compare_screen.h"
#include "reports/verdict_of_change.h"
#include "study/ab.h"
#include "study/compare.h"
#include "types/diag_codes.h"

enum { MOST_SIDES = 12 };

/* What one side is asked: a file under some sets. */
struct asked { const char *file; struct options options; struct site_input *input; };

struct comparing {
    const struct options *options;
    struct arena *arena;
    struct cmd_streams streams;
    struct asked asked[MOST_SIDES]; int n;
    struct compare_side sides[MOST_SIDES];
    struct study_compared compared[MOST_SIDES];
    const char *dates[MOST_SIDES]; int n_dates;
    unsigned formats;
};

static bool is(const char *option, const char *word) { return option && strcmp(option, word) == 0; }

/* --- what is asked ------------------------------------------------------------------------------------ */

static bool bad_option(const struct comparing *comparing, const char *what)
{
    fprintf(comparing->streams.err, "exasite compare: error: %s [bad-option]\n", what);
    return false;
}

static bool read_dates(struct comparing *comparing)
{
    for (const char *at = comparing->options->as_of; at && *at; ) {
        const size_t length = strcspn(at, ",");
        struct date date;
        if (!date_read(at, length, &date)) return bad_option(comparing, text_format(comparing->arena, "--as-of %.20s: expected dates, as in 2026-01-31,2026-04-30", at));
        if (comparing->n_dates == MOST_SIDES) return bad_option(comparing, "--as-of: expected at most 12 dates");
        comparing->dates[comparing->n_dates++] = text_copy_n(comparing->arena, at, length);
        at += length + (at[length] == ',');
    }
    return true;
}

static void ask(struct comparing *comparing, const char *file, const char *date)
{
    struct asked *asked = &comparing->asked[comparing->n++];
    const struct options *options = comparing->options;
    const char **sets = ARENA_ARRAY(comparing->arena, const char *, options->n_sets + 1), **files = ARENA_ARRAY(comparing->arena, const char *, 1);
    for (int i = 0; i < options->n_sets; i++) sets[i] = options->sets[i];
    files[0] = file;
    *asked = (struct asked){.file = file, .options = *options};
    asked->options.sets = sets;
    asked->options.files = files;
    asked->options.as_of = asked->options.attribute = NULL;      /* a side is what `run` or `plan` makes of its file: so says its manifest */
    asked->options.plan = false;
    asked->options.n_files = 1;
    if (date) sets[asked->options.n_sets++] = text_format(comparing->arena, "as_of=%s", date);
}

static bool options_make_sense(struct comparing *comparing)
{
    const struct options *options = comparing->options;
    if (options->attribute && !is(options->attribute, "plan") && !is(options->attribute, "run") && !is(options->attribute, "none"))
        return bad_option(comparing, text_format(comparing->arena, "--attribute %.20s: expected plan, run or none", options->attribute));
    if (!read_dates(comparing)) return false;
    if (comparing->n_dates && options->n_files != 1) return bad_option(comparing, "--as-of asks of one scenario at several dates; expected one file");
    if (!comparing->n_dates && options->n_files < 2) return bad_option(comparing, "one answer alone; expected two files or more, or --as-of with dates");
    for (int d = 0; d < comparing->n_dates; d++) ask(comparing, options->files[0], comparing->dates[d]);
    for (int f = 0; f < options->n_files && !comparing->n_dates; f++) ask(comparing, options->files[f], NULL);
    return true;
}

/* --- answering ------------------------------------------------------------------------------------------- */

static enum cmd_status read_results(struct comparing *comparing, const char *file, struct results *results)
{
    char *bytes;
    size_t length;
    struct diags *diags = site_input_diags(comparing->arena);
    const enum file_result got = file_read(file, JSON_TABLE_MAX_BYTES, comparing->arena, &bytes, &length);
    if (got != FILE_OK) diag_error(diags, (struct place){file, 0, 0}, DIAG_CANNOT_READ, "cannot be read: %s", file_problem(got));
    const bool good = got == FILE_OK && results_json_read(bytes, length, file, comparing->arena, diags, results);
    diags_print(diags, comparing->streams.err);
    return good ? CMD_DONE : CMD_BAD_INPUT;
}

static enum cmd_status answer_scenario(struct comparing *comparing, struct asked *asked, struct results *results)
{
    asked->input = ARENA_NEW(comparing->arena, struct site_input);
    const bool good = site_input_plan(&asked->options, asked->file, comparing->arena, asked->input);
    diags_print(asked->input->diags, comparing->streams.err);
    if (!good) return CMD_BAD_INPUT;
    if (!site_files_ready(comparing->options, comparing->arena, comparing->streams)) return CMD_INTERNAL;
    if (comparing->options->plan) site_answer_plan(&asked->options, asked->input, comparing->arena, results);
    else if (!site_answer_run(&asked->options, "run", asked->input, comparing->arena, comparing->streams, NULL, results)) {
        fprintf(comparing->streams.err, "exasite compare: internal error: the audit failed at %s: relative error %g (seed %s)\n", asked->file, results->audit_worst_relative_error,
                results->manifest.seed);
        return CMD_INTERNAL;
    }
    return CMD_DONE;
}

/* Two answers of one name are told apart by their files. */
static const char *name_of(const struct comparing *comparing, int side)
{
    const struct results *results = comparing->sides[side].results;
    if (comparing->n_dates) return text_format(comparing->arena, "as of %s", comparing->dates[side]);
    for (int s = 0; s < comparing->n; s++)
        if (s != side && text_equal(comparing->sides[s].results->scenario.name, results->scenario.name)) return comparing->asked[side].file;
    return *results->scenario.name ? results->scenario.name : comparing->asked[side].file;
}

static enum cmd_status answer_all(struct comparing *comparing)
{
    enum cmd_status worst = CMD_DONE;
    for (int s = 0; s < comparing->n; s++) {
        struct asked *asked = &comparing->asked[s];
        struct results *results = ARENA_NEW(comparing->arena, struct results);
        const bool is_results = file_sort_of(asked->file, comparing->arena) == FILE_SORT_RESULTS;
        if (is_results && comparing->n_dates) {
            bad_option(comparing, "--as-of asks of a scenario; expected no results");
            return CMD_BAD_INPUT;
        }
        const enum cmd_status status = is_results ? read_results(comparing, asked->file, results) : answer_scenario(comparing, asked, results);
        if (status == CMD_INTERNAL) return status;
        if (status != CMD_DONE) worst = status;
        comparing->sides[s] = (struct compare_side){NULL, asked->file, results, asked->input ? &asked->input->plan : NULL, asked->input ? &asked->input->catalog : NULL};
    }
    for (int s = 0; s < comparing->n && worst == CMD_DONE; s++) comparing->sides[s].name = name_of(comparing, s);
    return worst;
}

/* --- comparing --------------------------------------------------------------------------------------------- */

static const char *attribute(struct comparing *comparing, int side, struct study_attribution *answer)
{
    const struct asked *first = &comparing->asked[0], *second = &comparing->asked[side];
    if (is(comparing->options->attribute, "none")) return "not asked for";
    if (!first->input || !second->input) return "results say what came of it, not which inputs differ; give scenarios";
    const char *models = site_input_models(&first->options, first->file, comparing->arena);
    if (strcmp(models, site_input_models(&second->options, second->file, comparing->arena)) != 0) return "the two have models of their own";
    const struct difference_side sides[2] = {{first->file, first->options.sets, first->options.n_sets}, {second->file, second->options.sets, second->options.n_sets}};
    struct difference *difference = ARENA_NEW(comparing->arena, struct difference);
    struct diags *diags = site_input_diags(comparing->arena);
    const char *why = "";
    if (!difference_read(sides, models, comparing->arena, diags, difference)) return "what differs could not be read";
    const struct compare_attribution question = {difference, is(comparing->options->attribute, "run") && !comparing->options->plan, options_workers(comparing->options)};
    return compare_attribute(&question, comparing->arena, answer, &why) ? "" : why;
}

/* Every number that documents show of more than one run. */
static void hold(struct comparing *comparing, int side, struct study_compared *compared)
{
    struct compare_number numbers[KPI_HELD];
    for (int k = 0; k < KPI_HELD; k++) {
        const struct kpi_value value = kpi_value(comparing->sides[side].results, (enum kpi)k);
        numbers[k] = (struct compare_number){value.id, verdict_of_change_measure((enum kpi)k), kpi_number(comparing->sides[0].results, (enum kpi)k), value.value};
    }
    compared->numbers = compare_numbers(numbers, KPI_HELD, compared->paired, compared->n_paired, comparing->arena);
    compared->n_numbers = KPI_HELD;
}

static const struct catalog *whole_catalog(struct comparing *comparing)
{
    struct diags *diags = site_input_diags(comparing->arena);
    const struct catalog *all = site_answer_catalog(comparing->options, comparing->asked[0].input, comparing->arena, diags);
    diags_print(diags, comparing->streams.err);
    return all;
}

/* False after diagnostics: what else could be had by a date is asked of the whole catalog. */
MUST_USE static bool compare_all(struct comparing *comparing, struct study_comparison *comparison)
{
    struct result_manifest manifest;
    const struct scenario none = {0};
    const struct catalog *all = comparing->n_dates ? whole_catalog(comparing) : NULL;
    if (comparing->n_dates && !all) return false;
    manifest_of_files(comparing->options, "compare", &none, NULL, 0, comparing->arena, &manifest);
    *comparison = (struct study_comparison){.format = "exasite.comparison/1", .version = manifest.version, .command = manifest.command, .sides = comparing->compared, .n_sides = comparing->n};
    for (int s = 0; s < comparing->n; s++) {
        const struct compare_side *side = &comparing->sides[s];
        struct study_compared *compared = &comparing->compared[s];
        *compared = (struct study_compared){.name = side->name, .file = side->file, .results = side->results, .no_attribution = "", .as_of = {.date = "", .best = "", .best_verdict = "", .not_yet = ""}};
        if (s > 0) {
            compared->n_paired = compare_paired(comparing->sides[0].results, side->results, comparing->arena, &compared->paired);
            compared->no_attribution = attribute(comparing, s, &compared->attribution);
        }
        hold(comparing, s, compared);
        if (all) compared->as_of = compare_as_of(side, all, comparing->arena);
    }
    if (comparing->n_dates) return true;
    if (ab_applies(&comparing->sides[0], &comparing->sides[1])) {
        comparison->ab = ab_fill(&comparing->sides[0], &comparing->sides[1], comparing->arena);
        comparison->n_ab = 1;
    }
    comparison->regret = compare_regret(comparing->sides, comparing->n, comparing->arena);
    comparison->n_regret = comparing->n * comparing->n;
    return true;
}

static bool write_out(struct comparing *comparing, const struct study_comparison *comparison)
{
    struct arena *arena = comparing->arena;
    size_t length;
    const char *json = comparison_json_write(comparison, arena, &length), *out = comparing->options->out;
    if (is(comparing->options->json, "-")) fwrite(json, 1, length, comparing->streams.out);
    else if (comparing->options->json && !site_files_write(comparing->options->json, json, length, comparing->streams)) return false;
    return !out || (site_files_folder(out, comparing->streams) && site_files_write(file_join(arena, out, "comparison.json"), json, length, comparing->streams)
                    && site_files_document(out, "comparison", compare_doc(comparison, arena), comparing->formats, arena, comparing->streams));
}

enum cmd_status cmd_compare(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    struct comparing *comparing = ARENA_NEW(arena, struct comparing);
    *comparing = (struct comparing){.options = options, .arena = arena, .streams = streams};
    if (!formats_read(options, "compare", arena, streams, &comparing->formats) || !options_make_sense(comparing)) return CMD_BAD_INPUT;
    enum cmd_status status = answer_all(comparing);
    if (status != CMD_DONE) return status;
    struct study_comparison *comparison = ARENA_NEW(arena, struct study_comparison);
    if (!compare_all(comparing, comparison)) return CMD_BAD_INPUT;
    if (!write_out(comparing, comparison)) return CMD_INTERNAL;
    if (!options->quiet && !is(options->json, "-")) fputs(compare_screen(comparison, arena), streams.out);
    for (int s = 0; s < comparing->n; s++)
        if (site_answer_status(comparing->sides[s].results) != CMD_DONE) status = CMD_NOT_MET;
    return status;
}
