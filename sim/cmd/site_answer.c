#include "cmd/site_answer.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd/manifest.h"
#include "input/catalog.h"
#include "plan/summary.h"
#include "study/landed.h"
#include "study/policy.h"
#include "study/replicate.h"
#include "study/sensitivity.h"

/* The whole catalog, for what else could be built; NULL when a model in it cannot be read. */
static const struct catalog *site_answer_catalog(const struct options *options, const struct site_input *input, struct arena *arena)
{
    struct catalog *all = ARENA_NEW(arena, struct catalog);
    const char **sets = ARENA_ARRAY(arena, const char *, options->n_sets);
    int n = 0;
    for (int i = 0; i < options->n_sets; i++)
        if (strncmp(options->sets[i], "models.", strlen("models.")) == 0) sets[n++] = options->sets[i];
    return catalog_read_all(site_input_models(options, input->scenario.file, arena), sets, n, arena, site_input_diags(arena), all) ? all : NULL;
}

static void site_answer_begin(const struct options *options, const char *command, struct site_input *input, struct arena *arena,
                              struct results *results)
{
    results->format = "exasite.results/1";
    const struct catalog *all = policy_restricts(&input->scenario) ? site_answer_catalog(options, input, arena) : NULL;
    manifest_fill(options, command, &input->scenario, &input->catalog, all, arena, results);
    summary_fill(&input->plan, arena, results);
    landed_fill(&input->plan, &input->catalog, arena, results);
    policy_fill(&input->plan, all, arena, results);
}

/* Judged on what is known by now, then asked which open input would turn it round. */
static void site_answer_judge(struct site_input *input, struct arena *arena, struct results *results)
{
    summary_judge(&input->plan, arena, results);
    sensitivity_fill(&input->scenario, &input->catalog, &input->plan, arena, results);
    results->verdict = summary_verdict(results);
}

void site_answer_plan(const struct options *options, struct site_input *input, struct arena *arena, struct results *results)
{
    site_answer_begin(options, "plan", input, arena, results);
    site_answer_judge(input, arena, results);
}

/* Progress with the time left, on a terminal only; nothing for what is done within a second. */
struct progress { FILE *to; struct timespec started; bool shown; };

static double progress_seconds(const struct progress *progress)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - progress->started.tv_sec) + 1e-9 * (double)(now.tv_nsec - progress->started.tv_nsec);
}

static void progress_show(void *context, int32_t done, int32_t of)
{
    struct progress *progress = context;
    const double seconds = progress_seconds(progress);
    if (seconds < 1.0) return;
    fprintf(progress->to, "\rreplication %d of %d, %.0f s to go   ", (int)done, (int)of, seconds / done * (of - done));
    fflush(progress->to);
    progress->shown = true;
}

static int32_t site_answer_workers(const struct options *options)
{
    if (options->jobs) return options->jobs;
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > 256 ? 256 : (int32_t)processors;
}

bool site_answer_run(const struct options *options, struct site_input *input, struct arena *arena, struct cmd_streams streams,
                     struct text *trace, struct results *results)
{
    site_answer_begin(options, "run", input, arena, results);
    struct progress progress = {.to = streams.err};
    clock_gettime(CLOCK_MONOTONIC, &progress.started);
    const bool watched = !options->quiet && isatty(fileno(streams.err));
    const struct replicate_options replicate = {site_answer_workers(options), watched ? progress_show : NULL, &progress, trace};
    const bool sound = replicate_run(&input->plan, replicate, arena, results);
    if (progress.shown) fputs("\r\033[K", streams.err);
    if (sound) site_answer_judge(input, arena, results);
    return sound;
}

enum cmd_status site_answer_status(const struct results *results)
{
    return strcmp(results->verdict, "pass") == 0 ? CMD_DONE : CMD_NOT_MET;
}
