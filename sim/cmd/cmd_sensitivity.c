/* sensitivity: which input decides what, how sure the answer is, and what to ask first. */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/formats.h"
#include "cmd/manifest.h"
#include "cmd/progress.h"
#include "cmd/site_files.h"
#include "cmd/site_input.h"
#include "json/uncertainty_json.h"
#include "reports/uncertainty_doc.h"
#include "reports/uncertainty_screen.h"
#include "study/uncertainty.h"

static bool to_stdout(const char *path) { return path && strcmp(path, "-") == 0; }

static void point_done(void *context, int64_t done, int64_t of) { progress_show(context, done, of, done); }

/* Everything a person sees is rendered from the results as re-read from their JSON. */
static enum cmd_status say(const struct options *options, unsigned formats, const struct uncertainty_results *results, struct arena *arena, struct cmd_streams streams)
{
    size_t length;
    const char *json = uncertainty_json_write(results, arena, &length), *out = options->out;
    struct diags *diags = site_input_diags(arena);
    struct uncertainty_results *read = ARENA_NEW(arena, struct uncertainty_results);
    if (!uncertainty_json_read(json, length, "sensitivity.json", arena, diags, read)) {
        diags_print(diags, streams.err);
        return CMD_INTERNAL;
    }
    if (to_stdout(options->json)) fwrite(json, 1, length, streams.out);
    else if (options->json && !site_files_write(options->json, json, length, streams)) return CMD_INTERNAL;
    if (out && !(site_files_folder(out, streams) && site_files_write(file_join(arena, out, "sensitivity.json"), json, length, streams)
                 && site_files_document(out, "sensitivity", uncertainty_doc(read, arena), formats, arena, streams))) return CMD_INTERNAL;
    if (!options->quiet && !to_stdout(options->json)) fputs(uncertainty_screen(read, arena), streams.out);
    return read->sure ? CMD_DONE : CMD_NOT_MET;
}

enum cmd_status cmd_sensitivity(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    struct site_input *input = ARENA_NEW(arena, struct site_input);
    struct uncertainty_plan plan;
    unsigned formats;
    if (!formats_read(options, "sensitivity", arena, streams, &formats)) return CMD_BAD_INPUT;
    bool good = site_input_plan(options, options->files[0], arena, input);
    good &= uncertainty_read(options->method, options->of, options->simulate, arena, input->diags, &plan);
    diags_print(input->diags, streams.err);
    if (!good) return CMD_BAD_INPUT;
    if (!site_files_ready(options, arena, streams)) return CMD_INTERNAL;
    struct uncertainty_results *results = ARENA_NEW(arena, struct uncertainty_results);
    const struct doe_base base = {options->files[0], site_input_models(options, options->files[0], arena), options->sets, options->n_sets};
    struct results *named = ARENA_NEW(arena, struct results);
    struct progress progress = progress_begin(streams.err, "point", options->quiet);
    const struct uncertainty_options how = {options_workers(options), point_done, &progress};
    double audit = 0.0;
    manifest_fill(options, "sensitivity", &input->scenario, &input->catalog, NULL, arena, named);
    results->manifest = named->manifest;
    const enum uncertainty_end end = uncertainty_study(&base, &plan, &how, arena, results, &audit);
    progress_end(&progress);
    if (end == UNCERTAINTY_CHANGED || !manifest_holds(&results->manifest)) {
        fputs("exasite sensitivity: error: a model or scenario changed while the study ran; nothing was written; expected its files as they were [bad-study]\n", streams.err);
        return CMD_BAD_INPUT;
    }
    if (end == UNCERTAINTY_DONE) return say(options, formats, results, arena, streams);
    fprintf(streams.err, "exasite sensitivity: internal error: the audit failed: relative error %g (seed %s); nothing was written\n", audit, results->manifest.seed);
    return CMD_INTERNAL;
}
