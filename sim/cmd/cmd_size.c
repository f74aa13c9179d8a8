/* size: the smallest build that meets every MUST, of all options; or the most that an envelope hosts. */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "base/units.h"
#include "cmd/cmd.h"
#include "cmd/formats.h"
#include "cmd/manifest.h"
#include "cmd/progress.h"
#include "cmd/site_answer.h"
#include "cmd/site_files.h"
#include "json/size_json.h"
#include "reports/size_doc.h"
#include "reports/size_screen.h"
#include "study/size.h"

struct size_word { const char *word; int value; };

static const struct size_word size_objectives[] = {{"tiles", SIZE_TILES}, {"power", SIZE_POWER}, {"cost", SIZE_COST}};
static const struct size_word size_maxima[] = {{"gpus", SIZE_MAX_GPUS}, {"usable_capacity", SIZE_MAX_CAPACITY}};
static const struct size_word size_minima[] = {{"site_power", SIZE_MIN_SITE_POWER}};

/* One of the words into *value, which is left alone without `given`. */
static bool size_word(const char *option, const char *given, const struct size_word *words, int n, struct arena *arena, FILE *err, int *value)
{
    const char *names[4];
    for (int w = 0; w < n; w++) {
        names[w] = words[w].word;
        if (!given || strcmp(given, words[w].word) != 0) continue;
        *value = words[w].value;
        return true;
    }
    if (!given) return true;
    const char *nearest = text_nearest(given, names, (size_t)n);
    fprintf(err, "exasite size: error: %s %s: expected %s%s%s [bad-option]\n", option, given, text_list(arena, names, (size_t)n, "or"), nearest ? "; did you mean " : "",
            nearest ? text_format(arena, "%s?", nearest) : "");
    return false;
}

static bool size_probability(const char *given, FILE *err, double *probability)
{
    char suggestion[64];
    if (!given) return true;
    if (units_read(given, strlen(given), UNIT_FRACTION, probability, suggestion) == UNITS_OK && *probability > 0.0 && *probability <= 1.0) return true;
    fprintf(err, "exasite size: error: --probability %s: expected a share above 0 and at most 1, as in 0.9 or \"90 %%\" [bad-option]\n", given);
    return false;
}

static bool size_read(const struct options *options, struct arena *arena, FILE *err, struct size_question *question)
{
    int objective = SIZE_TILES, max = SIZE_BUILD, min = SIZE_BUILD;
    bool good = size_word("--objective", options->objective, size_objectives, 3, arena, err, &objective);
    good &= size_word("--max", options->max, size_maxima, 2, arena, err, &max);
    good &= size_word("--min", options->min, size_minima, 1, arena, err, &min);
    good &= size_probability(options->probability, err, &question->probability);
    if (options->max && options->min) {
        fputs("exasite size: error: --max and --min: expected one of them [bad-option]\n", err);
        good = false;
    }
    if (options->min && options->objective) {
        fputs("exasite size: error: --min site_power has an objective of its own; expected no --objective [bad-option]\n", err);
        good = false;
    }
    question->objective = options->min ? SIZE_POWER : (enum size_objective)objective;
    question->ask = options->max ? (enum size_ask)max : (enum size_ask)min;
    return good;
}

static void size_option_done(void *context, int done, int of) { progress_show(context, done, of, done); }

/* Everything a person sees is rendered from what was found as re-read from its JSON. */
static enum cmd_status size_say(const struct options *options, unsigned formats, const struct study_size *size, struct arena *arena, struct cmd_streams streams)
{
    size_t length;
    const char *json = size_json_write(size, arena, &length);
    struct diags *diags = site_input_diags(arena);
    struct study_size *read = ARENA_NEW(arena, struct study_size);
    const bool to_stdout = options->json && strcmp(options->json, "-") == 0;
    if (!size_json_read(json, length, "size.json", arena, diags, read)) {
        diags_print(diags, streams.err);
        return CMD_INTERNAL;
    }
    if (to_stdout) fwrite(json, 1, length, streams.out);
    else if (options->json && !site_files_write(options->json, json, length, streams)) return CMD_INTERNAL;
    if (options->out && !(site_files_folder(options->out, streams) && site_files_write(file_join(arena, options->out, "size.json"), json, length, streams)
                          && site_files_document(options->out, "size", size_doc(read, arena), formats, arena, streams))) return CMD_INTERNAL;
    if (!options->quiet && !to_stdout) fputs(size_screen(read, arena), streams.out);
    return strcmp(read->verdict, "pass") == 0 ? CMD_DONE : CMD_NOT_MET;
}

enum cmd_status cmd_size(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    struct size_question question = {.probability = 0.95, .workers = options_workers(options)};
    struct site_input *input = ARENA_NEW(arena, struct site_input);
    unsigned formats;
    if (!size_read(options, arena, streams.err, &question) || !formats_read(options, "size", arena, streams, &formats)) return CMD_BAD_INPUT;
    bool good = site_input_plan(options, options->files[0], arena, input);
    if (good) good = (question.all = site_answer_catalog(options, input, arena, input->diags)) != NULL;      /* the smallest of all options takes all */
    diags_print(input->diags, streams.err);
    if (!good) return CMD_BAD_INPUT;
    if (!site_files_ready(options, arena, streams)) return CMD_INTERNAL;
    struct progress progress = progress_begin(streams.err, "option", options->quiet);
    struct study_size *size = ARENA_NEW(arena, struct study_size);
    struct results *manifest = ARENA_NEW(arena, struct results);
    question.scenario = &input->scenario;
    question.catalog = &input->catalog;
    question.progress = size_option_done;
    question.context = &progress;
    const bool sound = size_answer(&question, arena, size);
    progress_end(&progress);
    if (!sound) {
        fprintf(streams.err, "exasite size: internal error: a conservation law is off by more than 1e-9 (seed %llu)\n", (unsigned long long)input->scenario.study.seed);
        return CMD_INTERNAL;
    }
    if (*size->unpriced && !*size->best) {
        fprintf(streams.err, "exasite size: error: --objective cost: dollars cannot be minimised, no option has all its prices; missing: %s [bad-option]\n", size->unpriced);
        return CMD_BAD_INPUT;
    }
    manifest_fill(options, "size", &input->scenario, &input->catalog, question.all, arena, manifest);
    size->manifest = manifest->manifest;
    return size_say(options, formats, size, arena, streams);
}
