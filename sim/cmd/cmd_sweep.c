/* sweep: tries many values of inputs and keeps what they come to in a study file. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/formats.h"
#include "cmd/manifest.h"
#include "cmd/progress.h"
#include "cmd/site_files.h"
#include "cmd/site_input.h"
#include "input/scenario.h"
#include "reports/doc.h"
#include "reports/study_doc.h"
#include "study/digest.h"
#include "study/flips.h"
#include "study/sweep.h"
#include "types/diag_codes.h"

struct sweeping {
    const struct options *options;
    struct arena *arena;
    struct cmd_streams streams;
    struct doe_base base;
    struct catalog catalog;
    struct scenario scenario;
    struct doe doe;
    struct result_manifest manifest;
    struct trial_question question;
    struct ranks *ranks;                 /* NULL: this process alone */
    struct progress progress;
    int64_t n_points;
    unsigned formats;
};

/* --- what is asked -------------------------------------------------------------------------------- */

static bool options_make_sense(const struct sweeping *sweeping)
{
    const struct options *options = sweeping->options;
    if (options->n_varies == 0) fputs("exasite sweep: error: nothing to vary; expected --vary PATH=SPEC [bad-option]\n", sweeping->streams.err);
    if (!options->out && !options->study) fputs("exasite sweep: error: nowhere to keep it; expected --out DIR or --study FILE [bad-option]\n", sweeping->streams.err);
    return options->n_varies > 0 && (options->out || options->study);
}

static bool read_question(struct sweeping *sweeping, struct diags *diags)
{
    const struct options *options = sweeping->options;
    sweeping->base = (struct doe_base){options->files[0], site_input_models(options, options->files[0], sweeping->arena), options->sets, options->n_sets};
    if (!scenario_read(options->files[0], sweeping->base.models_dir, options->sets, options->n_sets, sweeping->arena, diags, &sweeping->catalog, &sweeping->scenario)
        || !doe_read(&sweeping->base, &sweeping->scenario, &sweeping->catalog, options->varies, options->n_varies, options->design, sweeping->arena, diags, &sweeping->doe))
        return false;
    sweeping->question = (struct trial_question){&sweeping->doe, &sweeping->base};
    sweeping->n_points = sweeping->doe.n_points;
    manifest_of_files(options, "sweep", &sweeping->scenario, sweeping->doe.files, sweeping->doe.n_files, sweeping->arena, &sweeping->manifest);
    return true;
}

/* --- what is kept ------------------------------------------------------------------------------------ */

static const char *out_path(const struct sweeping *sweeping, const char *name)
{
    return file_join(sweeping->arena, sweeping->options->out, name);
}

static bool said_if_not(const struct sweeping *sweeping, enum file_result result, const char *what, const char *path)
{
    if (result != FILE_OK) fprintf(sweeping->streams.err, "exasite sweep: error: cannot %s %s: %s\n", what, path, file_problem(result));
    return result == FILE_OK;
}

static enum cmd_status open_store(struct sweeping *sweeping, struct store **store)
{
    const struct options *options = sweeping->options;
    if (options->out && !said_if_not(sweeping, file_make_folders(options->out), "make", options->out)) return CMD_INTERNAL;
    const char *path = options->study ? options->study : out_path(sweeping, "study.sqlite");
    const struct store_head head = {sweeping->scenario.name ? sweeping->scenario.name : "", sweeping->scenario.question ? sweeping->scenario.question : "",
                                    &sweeping->manifest, &sweeping->doe};
    struct diags *diags = site_input_diags(sweeping->arena);
    const enum store_result result = store_open(path, options->resume, &head, sweeping->arena, diags, store);
    diags_print(diags, sweeping->streams.err);
    if (result == STORE_FAILED) fprintf(sweeping->streams.err, "exasite sweep: error: %s\n", store_problem(*store));
    return result == STORE_OK ? CMD_DONE : result == STORE_REFUSED ? CMD_BAD_INPUT : CMD_INTERNAL;
}

static bool put_csv(void *store, FILE *to) { return store_csv(store, to); }

static bool write_out(struct sweeping *sweeping, struct store *store, const struct study_digest *digest)
{
    const char *csv = out_path(sweeping, "study.csv");
    return said_if_not(sweeping, file_write_by(csv, put_csv, store), "write", csv)
        && site_files_document(sweeping->options->out, "study", study_doc(digest, sweeping->arena), sweeping->formats, sweeping->arena, sweeping->streams);
}

/* --- working -------------------------------------------------------------------------------------------- */

static void point_done(void *context, int64_t done_now, int64_t left)
{
    struct sweeping *sweeping = context;
    progress_show(&sweeping->progress, sweeping->n_points - left, sweeping->n_points, done_now);
}

static bool inputs_unchanged(void *context)
{
    return manifest_holds(&((struct sweeping *)context)->manifest);
}

static enum cmd_status ended(const struct sweeping *sweeping, const struct sweep_result *result, const struct store *store)
{
    FILE *err = sweeping->streams.err;
    switch (result->end) {
    case SWEEP_DONE: return CMD_DONE;
    case SWEEP_UNSOUND:
        fprintf(err, "exasite sweep: internal error: the audit failed at point %" PRId64 ": relative error %g (seed %s); the study goes no further\n", result->point,
                result->audit_worst, result->seed);
        return CMD_INTERNAL;
    case SWEEP_CHANGED:
        fputs("exasite sweep: error: a model or scenario changed while the study ran; expected its files as they were [bad-study]\n", err);
        return CMD_BAD_INPUT;
    case SWEEP_STORE_FAILED: fprintf(err, "exasite sweep: error: %s\n", store_problem(store)); return CMD_INTERNAL;
    }
    return CMD_INTERNAL;
}

/* Where the maps flip: found once all points are there, and kept with them. */
static bool keep_flips(struct sweeping *sweeping, struct store *store, int workers)
{
    int32_t n;
    struct study_digest *digest = ARENA_NEW(sweeping->arena, struct study_digest);
    if (store_count(store, "flip") > 0) return true;
    if (!digest_read(store, sweeping->arena, digest)) return false;
    const struct study_flip *flips = flips_find(&sweeping->question, digest, workers, sweeping->arena, &n);
    return inputs_unchanged(sweeping) ? store_put_flips(store, flips, n) : true;
}

/* Everything a person sees is rendered from the study as re-read from its file. */
static enum cmd_status finish(struct sweeping *sweeping, struct store *store, int workers)
{
    struct study_digest *digest = ARENA_NEW(sweeping->arena, struct study_digest);
    if (!keep_flips(sweeping, store, workers) || !digest_read(store, sweeping->arena, digest)) {
        fprintf(sweeping->streams.err, "exasite sweep: error: %s\n", store_problem(store));
        return CMD_INTERNAL;
    }
    if (sweeping->options->out && !write_out(sweeping, store, digest)) return CMD_INTERNAL;
    if (!sweeping->options->quiet) fputs(study_doc_screen(digest, sweeping->arena), sweeping->streams.out);
    return digest->n_passed == digest->n_done ? CMD_DONE : CMD_NOT_MET;
}

/* Rank 0, or the only process. */
static enum cmd_status lead(struct sweeping *sweeping, int workers)
{
    struct store *store = NULL;
    enum cmd_status status = open_store(sweeping, &store);
    if (status == CMD_DONE) {
        const struct sweep_options how = {workers, sweeping->ranks, point_done, inputs_unchanged, sweeping};
        sweeping->progress = progress_begin(sweeping->streams.err, "point", sweeping->options->quiet);
        const struct sweep_result result = sweep_run(&sweeping->question, store, &how, sweeping->arena);
        progress_end(&sweeping->progress);
        status = ended(sweeping, &result, store);
    } else if (sweeping->ranks) {
        sweep_dismiss(sweeping->ranks);
    }
    if (sweeping->ranks) ranks_leave(sweeping->ranks);
    if (status == CMD_DONE) status = finish(sweeping, store, workers);
    store_close(store);
    return status;
}

static enum cmd_status with_ranks(struct sweeping *sweeping)
{
    const char *problem;
    const int workers = sweeping->options->jobs ? sweeping->options->jobs : 1;       /* a rank a processor, unless told otherwise */
    sweeping->ranks = ranks_join(sweeping->arena, &problem);
    if (!sweeping->ranks) {
        fprintf(sweeping->streams.err, "exasite sweep: error: %s\n", problem);
        return CMD_INTERNAL;
    }
    if (ranks_number() == 0) return lead(sweeping, workers);
    sweep_serve(&sweeping->question, workers, sweeping->ranks);
    ranks_leave(sweeping->ranks);
    return CMD_DONE;
}

static enum cmd_status sweep(struct sweeping *sweeping)
{
    struct diags *diags = site_input_diags(sweeping->arena);
    if (!formats_read(sweeping->options, "sweep", sweeping->arena, sweeping->streams, &sweeping->formats) || !options_make_sense(sweeping)) return CMD_BAD_INPUT;
    const bool good = read_question(sweeping, diags);
    if (ranks_number() == 0) diags_print(diags, sweeping->streams.err);
    if (!good) return CMD_BAD_INPUT;
    return ranks_launched() ? with_ranks(sweeping) : lead(sweeping, options_workers(sweeping->options));
}

enum cmd_status cmd_sweep(const struct options *options, struct arena *arena, struct cmd_streams streams)
{
    if (ranks_launched()) {
        const int status = ranks_watch();
        if (status >= 0) return status <= CMD_INTERNAL ? (enum cmd_status)status : CMD_INTERNAL;
    }
    struct sweeping *sweeping = ARENA_NEW(arena, struct sweeping);
    *sweeping = (struct sweeping){.options = options, .arena = arena, .streams = streams};
    return sweep(sweeping);
}
