/* run: plans, simulates, prints the verdict screen, writes results and the site report. */
#include <string.h>

#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/formats.h"
#include "cmd/portfolio_answer.h"
#include "cmd/site_answer.h"
#include "cmd/site_files.h"
#include "input/file_sort.h"
#include "json/results_json.h"
#include "reports/screen.h"

static bool to_stdout(const char *path) { return path && strcmp(path, "-") == 0; }

/* The format stands in docs/trace.md. */
static bool run_trace(const struct options *options, const struct results *results, const struct text *trace, struct arena *arena, struct cmd_streams streams)
{
    const char *head = text_format(arena, "# exasite.trace/1, replication 1, seed %s, statistics from %.9f s on: seconds, kind, what, detail\n", results->manifest.seed,
                                   results->scenario.warm_up_s);
    struct text whole = text_new(arena);
    text_append(&whole, head);
    text_append_n(&whole, trace->bytes, trace->length);
    if (!to_stdout(options->trace)) return site_files_write(options->trace, whole.bytes, whole.length, streams);
    fwrite(whole.bytes, 1, whole.length, streams.out);
    return true;
}

/* Everything a person sees is rendered from the results as re-read from their JSON. */
static enum cmd_status run_say(const struct options *options, unsigned formats, const struct results *results, struct arena *arena, struct cmd_streams streams)
{
    size_t length;
    const char *json = results_json_write(results, arena, &length);
    struct diags *diags = site_input_diags(arena);
    struct results *read = ARENA_NEW(arena, struct results);
    if (!results_json_read(json, length, "results.json", arena, diags, read)) {
        diags_print(diags, streams.err);
        return CMD_INTERNAL;
    }
    if (to_stdout(options->json)) fwrite(json, 1, length, streams.out);
    else if (options->json && !site_files_write(options->json, json, length, streams)) return CMD_INTERNAL;
    if (options->out && !site_files_report(options->out, formats, json, length, read, arena, streams)) return CMD_INTERNAL;
    if (!options->quiet && !to_stdout(options->json) && !to_stdout(options->trace)) fputs(screen_run(read, arena), streams.out);
    return site_answer_status(read);
}

enum cmd_status cmd_run(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    unsigned formats;
    if (!formats_read(options, "run", arena, streams, &formats)) return CMD_BAD_INPUT;
    if (to_stdout(options->json) && to_stdout(options->trace)) {
        fputs("exasite run: error: --json - and --trace -: standard output takes one of them [bad-option]\n", streams.err);
        return CMD_BAD_INPUT;
    }
    if (file_sort_of(options->files[0], arena) == FILE_SORT_PORTFOLIO) return portfolio_answer(options, true, arena, streams);
    struct site_input *input = ARENA_NEW(arena, struct site_input);
    const bool good = site_input_plan(options, options->files[0], arena, input);
    diags_print(input->diags, streams.err);
    if (!good) return CMD_BAD_INPUT;
    if (!site_files_ready(options, arena, streams)) return CMD_INTERNAL;
    struct results *results = ARENA_NEW(arena, struct results);
    struct text trace = text_new(arena);
    if (!site_answer_run(options, "run", input, arena, streams, options->trace ? &trace : NULL, results)) {
        size_t length;
        const char *json = results_json_write(results, arena, &length);
        fprintf(streams.err, "exasite run: internal error: the audit failed: relative error %g (seed %s); the results follow, and nothing was written\n",
                results->audit_worst_relative_error, results->manifest.seed);
        fwrite(json, 1, length, streams.err);
        return CMD_INTERNAL;
    }
    if (options->trace && !run_trace(options, results, &trace, arena, streams)) return CMD_INTERNAL;
    return run_say(options, formats, results, arena, streams);
}
