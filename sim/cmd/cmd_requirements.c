/* requirements: plans, simulates, looks at options and risks, writes the document. */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/formats.h"
#include "cmd/site_answer.h"
#include "cmd/site_files.h"
#include "input/file_sort.h"
#include "json/results_json.h"
#include "reports/requirements.h"
#include "types/diag_codes.h"

/* "dallas-2026-01" of "scenarios/dallas-2026-01.yaml" */
static const char *stem_of(const char *file, struct arena *arena)
{
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file, *dot = strrchr(name, '.');
    return dot && dot > name ? text_copy_n(arena, name, (size_t)(dot - name)) : name;
}

/* Everything a person sees is rendered from the results as re-read from their JSON. */
static enum cmd_status say(const struct options *options, const char *file, unsigned formats, const struct results *results, struct arena *arena, struct cmd_streams streams)
{
    size_t length;
    const char *json = results_json_write(results, arena, &length);
    struct diags *diags = site_input_diags(arena);
    struct results *read = ARENA_NEW(arena, struct results);
    if (!results_json_read(json, length, "results.json", arena, diags, read)) {
        diags_print(diags, streams.err);
        return CMD_INTERNAL;
    }
    const struct doc *doc = requirements_document(read, arena);
    const char *folder = !options->out || options->n_files == 1 ? options->out : file_join(arena, options->out, stem_of(file, arena));
    if (!folder && !options->quiet) fputs(formats == FORMATS_HTML ? doc_html(doc, arena) : doc_markdown(doc, arena), streams.out);
    if (folder && !(site_files_folder(folder, streams) && site_files_write(file_join(arena, folder, "results.json"), json, length, streams)
                    && site_files_document(folder, "requirements", doc, formats, arena, streams))) return CMD_INTERNAL;
    return site_answer_status(read);
}

static enum cmd_status answer(const struct options *options, const char *file, unsigned formats, struct arena *arena, struct cmd_streams streams)
{
    struct site_input *input = ARENA_NEW(arena, struct site_input);
    bool good = site_input_plan(options, file, arena, input);
    if (good && !site_files_ready(options, arena, streams)) return CMD_INTERNAL;
    struct results *results = ARENA_NEW(arena, struct results);
    if (good && !site_answer_document(options, input, arena, streams, results)) {
        fprintf(streams.err, "exasite requirements: internal error: the audit failed: relative error %g (seed %s); nothing was written\n", results->audit_worst_relative_error,
                results->manifest.seed);
        return CMD_INTERNAL;
    }
    good = good && site_answer_risks(options, input, arena, results);
    diags_print(input->diags, streams.err);
    return good ? say(options, file, formats, results, arena, streams) : CMD_BAD_INPUT;
}

/* The worse of two: input that cannot be read is worse than a requirement that is not met. */
static enum cmd_status worse(enum cmd_status a, enum cmd_status b) { return a > b ? a : b; }

static bool all_are_scenarios(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    for (int f = 0; f < options->n_files; f++) {
        if (file_sort_of(options->files[f], arena) != FILE_SORT_PORTFOLIO) continue;
        fprintf(streams.err, "exasite requirements: error: %s is a portfolio; expected its scenarios, one after the other [bad-command]\n", options->files[f]);
        return false;
    }
    return true;
}

/* Two scenarios of one name would write into one folder. */
static bool folders_differ(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    for (int f = 0; options->out && f < options->n_files; f++)
        for (int k = 0; k < f; k++) {
            if (!text_equal(stem_of(options->files[f], arena), stem_of(options->files[k], arena))) continue;
            fprintf(streams.err, "exasite requirements: error: %s and %s would be written to one folder; expected names that differ [bad-command]\n", options->files[k], options->files[f]);
            return false;
        }
    return true;
}

enum cmd_status cmd_requirements(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    unsigned formats;
    if (!formats_read_printed(options, "requirements", arena, streams, &formats) || !all_are_scenarios(options, arena, streams) || !folders_differ(options, arena, streams)) return CMD_BAD_INPUT;
    enum cmd_status status = CMD_DONE;
    for (int f = 0; f < options->n_files; f++) status = worse(status, answer(options, options->files[f], formats, arena, streams));
    return status;
}
