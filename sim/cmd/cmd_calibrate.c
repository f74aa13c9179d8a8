/* calibrate: which path of its stack a pool takes, by measured counters. */
#include "base/file.h"
#include "cmd/cmd.h"
#include "cmd/site_input.h"
#include "reports/ab_plan.h"
#include "study/calibrate.h"
#include "types/diag_codes.h"

enum { MEASURED_MOST_BYTES = 4 * 1024 * 1024 };

static bool read_measured(const struct site_input *input, const char *file, struct arena *arena, struct study_calibration *calibration)
{
    char *bytes;
    size_t length;
    const enum file_result got = file_read(file, MEASURED_MOST_BYTES, arena, &bytes, &length);
    if (got != FILE_OK) diag_error(input->diags, (struct place){file, 0, 0}, DIAG_CANNOT_READ, "cannot be read: %s", file_problem(got));
    return got == FILE_OK && calibrate_fill(&input->plan, bytes, length, file, arena, input->diags, calibration);
}

enum cmd_status cmd_calibrate(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    struct site_input *input = ARENA_NEW(arena, struct site_input);
    struct study_calibration *calibration = ARENA_NEW(arena, struct study_calibration);
    const bool good = site_input_plan(options, options->files[0], arena, input) && read_measured(input, options->files[1], arena, calibration);
    diags_print(input->diags, streams.err);
    if (!good) return CMD_BAD_INPUT;
    if (!options->quiet) fputs(ab_plan_calibration(calibration, arena), streams.out);
    return calibration->n_fitting == 1 ? CMD_DONE : CMD_NOT_MET;
}
