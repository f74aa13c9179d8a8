/* plan: the build by plain arithmetic; no simulation. */
#include "cmd/cmd.h"
#include "cmd/portfolio_answer.h"
#include "cmd/site_answer.h"
#include "input/file_sort.h"
#include "reports/screen.h"

enum cmd_status cmd_plan(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    if (file_sort_of(options->files[0], arena) == FILE_SORT_PORTFOLIO) return portfolio_answer(options, false, arena, streams);
    struct site_input *input = ARENA_NEW(arena, struct site_input);
    const bool good = site_input_plan(options, options->files[0], arena, input);
    diags_print(input->diags, streams.err);
    if (!good) return CMD_BAD_INPUT;
    struct results *results = ARENA_NEW(arena, struct results);
    site_answer_plan(options, input, arena, results);
    if (!options->quiet) fputs(screen_plan(results, arena), streams.out);
    return site_answer_status(results);
}
