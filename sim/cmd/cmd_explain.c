/* explain: where a number came from, down to the lines of YAML. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/site_answer.h"
#include "cmd/site_input.h"
#include "input/file_sort.h"
#include "json/json_table.h"
#include "json/results_json.h"
#include "reports/explain.h"
#include "types/diag_codes.h"

static bool of_results(const char *file, struct arena *arena, struct cmd_streams streams, struct results *results)
{
    char *text;
    size_t length;
    struct diags *diags = site_input_diags(arena);
    const enum file_result read = file_read(file, JSON_TABLE_MAX_BYTES, arena, &text, &length);
    if (read != FILE_OK) diag_error(diags, (struct place){file, 0, 0}, DIAG_CANNOT_READ, "cannot read: %s", file_problem(read));
    const bool good = read == FILE_OK && results_json_read(text, length, file, arena, diags, results);
    diags_print(diags, streams.err);
    return good;
}

/* As planned: what only a run tells is told by its results. */
static bool of_scenario(const struct options *options, struct arena *arena, struct cmd_streams streams, struct results *results)
{
    struct site_input *input = ARENA_NEW(arena, struct site_input);
    const bool good = site_input_plan(options, options->files[0], arena, input);
    diags_print(input->diags, streams.err);
    if (good) site_answer_plan(options, input, arena, results);
    return good;
}

enum cmd_status cmd_explain(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    struct results *results = ARENA_NEW(arena, struct results);
    const bool written = file_sort_of(options->files[0], arena) == FILE_SORT_RESULTS;
    if (!(written ? of_results(options->files[0], arena, streams, results) : of_scenario(options, arena, streams, results))) return CMD_BAD_INPUT;
    if (options->n_files < 2) {
        fputs(explain_list(results, arena), streams.out);
        return CMD_DONE;
    }
    const char *quantity = options->files[1], *tree = explain_tree(results, quantity, arena);
    if (tree) {
        fputs(tree, streams.out);
        return CMD_DONE;
    }
    const char *near = explain_nearest(results, quantity, arena);
    fprintf(streams.err, "exasite explain: error: nothing is called '%s'%s%s; without a quantity it lists what there is [unknown-quantity]\n", text_shown(arena, quantity, strlen(quantity), 80), *near ? "; nearest: " : "", near);
    return CMD_BAD_INPUT;
}
