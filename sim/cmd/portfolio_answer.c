#include "cmd/portfolio_answer.h"

#include <string.h>

#include "base/file.h"
#include "cmd/formats.h"
#include "cmd/manifest.h"
#include "cmd/site_answer.h"
#include "cmd/site_files.h"
#include "input/portfolio.h"
#include "json/portfolio_json.h"
#include "json/results_json.h"
#include "reports/portfolio_report.h"
#include "study/aggregate.h"

bool portfolio_answer_read(const struct options *options, const char *file, struct arena *arena, struct diags *diags, struct portfolio *portfolio,
                           struct options *of_sites)
{
    const char **own = ARENA_ARRAY(arena, const char *, options->n_sets), **others = ARENA_ARRAY(arena, const char *, options->n_sets);
    int n_own = 0, n_others = 0;
    for (int i = 0; i < options->n_sets; i++) {
        if (portfolio_has_set(options->sets[i])) own[n_own++] = options->sets[i];
        else others[n_others++] = options->sets[i];
    }
    *of_sites = *options;
    of_sites->sets = others;
    of_sites->n_sets = n_others;
    return portfolio_read(file, site_input_models(options, file, arena), own, n_own, arena, diags, portfolio);
}

/* One site's input and answer, all in the portfolio's arena. */
struct portfolio_site_answer { struct site_input input; struct results results; };

static struct options options_of(const struct options *of_sites, const struct portfolio_site *site)
{
    return (struct options){.files = (const char **)(uintptr_t)&site->file, .n_files = 1, .sets = of_sites->sets, .n_sets = of_sites->n_sets, .models = of_sites->models,
                            .jobs = of_sites->jobs, .quiet = of_sites->quiet};
}

/* All of them before any is answered: a mistake in the last one leaves nothing written. */
static bool read_sites(const struct options *of_sites, const struct portfolio *portfolio, struct arena *arena, struct cmd_streams streams, struct portfolio_site_answer *answers)
{
    bool all = true;
    for (int s = 0; s < portfolio->n_sites; s++) {
        const struct options options = options_of(of_sites, &portfolio->sites[s]);
        all = site_input_plan(&options, portfolio->sites[s].file, arena, &answers[s].input) && all;
        diags_print(answers[s].input.diags, streams.err);
    }
    return all;
}

static enum cmd_status answer_site(const struct options *of_sites, unsigned formats, const struct portfolio_site *site, bool simulate, struct arena *arena, struct cmd_streams streams,
                                   struct portfolio_site_answer *answer)
{
    const struct options options = options_of(of_sites, site);
    if (!simulate) site_answer_plan(&options, &answer->input, arena, &answer->results);
    else if (!site_answer_run(&options, "run", &answer->input, arena, streams, NULL, &answer->results)) {
        fprintf(streams.err, "exasite run: internal error: the audit failed at %s: relative error %g\n", site->name, answer->results.audit_worst_relative_error);
        return CMD_INTERNAL;
    }
    if (!of_sites->out) return CMD_DONE;
    size_t length;
    const char *json = results_json_write(&answer->results, arena, &length);
    return site_files_report(file_join(arena, of_sites->out, site->name), formats, json, length, &answer->results, arena, streams) ? CMD_DONE : CMD_INTERNAL;
}

/* The portfolio's own files, then those of its sites, each once. */
static void fill_manifest(const struct options *options, const char *command, const struct portfolio *portfolio, const struct portfolio_site_answer *answers, struct arena *arena,
                          struct portfolio_results *out)
{
    struct results results = {0};
    struct scenario files = {.files = portfolio->files, .n_files = portfolio->n_files, .study = answers[0].input.scenario.study};
    const struct catalog none = {0};
    manifest_fill(options, command, &files, &none, NULL, arena, &results);
    out->manifest = results.manifest;
    int32_t most = out->manifest.n_inputs;
    for (int s = 0; s < portfolio->n_sites; s++) most += answers[s].results.manifest.n_inputs;
    struct result_input *inputs = ARENA_ARRAY(arena, struct result_input, most);
    int32_t n = 0;
    for (int32_t k = 0; k < out->manifest.n_inputs; k++) inputs[n++] = out->manifest.inputs[k];
    for (int s = 0; s < portfolio->n_sites; s++) {
        const struct result_manifest *manifest = &answers[s].results.manifest;
        for (int32_t k = 0; k < manifest->n_inputs; k++) {
            bool there = false;
            for (int32_t before = 0; before < n; before++) there = there || strcmp(inputs[before].file, manifest->inputs[k].file) == 0;
            if (!there) inputs[n++] = manifest->inputs[k];
        }
    }
    out->manifest.inputs = inputs;
    out->manifest.n_inputs = n;
}

static enum cmd_status say(const struct options *options, unsigned formats, const struct portfolio_results *results, struct arena *arena, struct cmd_streams streams)
{
    size_t length;
    const char *json = portfolio_json_write(results, arena, &length);
    struct diags *diags = site_input_diags(arena);
    struct portfolio_results *read = ARENA_NEW(arena, struct portfolio_results);
    const bool to_stdout = options->json && strcmp(options->json, "-") == 0;
    if (!portfolio_json_read(json, length, "portfolio.json", arena, diags, read)) {
        diags_print(diags, streams.err);
        return CMD_INTERNAL;
    }
    if (to_stdout) fwrite(json, 1, length, streams.out);
    else if (options->json && !site_files_write(options->json, json, length, streams)) return CMD_INTERNAL;
    if (options->out && !(site_files_folder(options->out, streams) && site_files_write(file_join(arena, options->out, "portfolio.json"), json, length, streams)
                          && site_files_document(options->out, "portfolio", portfolio_report_document(read, arena), formats, arena, streams))) return CMD_INTERNAL;
    if (!options->quiet && !to_stdout) fputs(portfolio_report_screen(read, arena), streams.out);
    return strcmp(read->verdict, "pass") == 0 ? CMD_DONE : CMD_NOT_MET;
}

enum cmd_status portfolio_answer(const struct options *options, bool simulate, struct arena *arena, struct cmd_streams streams)
{
    struct portfolio portfolio;
    struct options of_sites;
    unsigned formats;
    struct diags *diags = site_input_diags(arena);
    if (!formats_read(options, "run", arena, streams, &formats)) return CMD_BAD_INPUT;
    if (options->trace) {
        fputs("exasite run: error: --trace: a portfolio has no single run; expected one of its scenarios [bad-option]\n", streams.err);
        return CMD_BAD_INPUT;
    }
    const bool good = portfolio_answer_read(options, options->files[0], arena, diags, &portfolio, &of_sites);
    diags_print(diags, streams.err);
    if (!good) return CMD_BAD_INPUT;
    struct portfolio_site_answer *answers = ARENA_ARRAY(arena, struct portfolio_site_answer, portfolio.n_sites);
    struct aggregate_site *sites = ARENA_ARRAY(arena, struct aggregate_site, portfolio.n_sites);
    if (!read_sites(&of_sites, &portfolio, arena, streams, answers)) return CMD_BAD_INPUT;
    if (!site_files_ready(options, arena, streams)) return CMD_INTERNAL;
    for (int s = 0; s < portfolio.n_sites; s++) {
        const enum cmd_status status = answer_site(&of_sites, formats, &portfolio.sites[s], simulate, arena, streams, &answers[s]);
        if (status != CMD_DONE) return status;
        sites[s] = (struct aggregate_site){&answers[s].input.plan, answers[s].input.buildup, &answers[s].results};
    }
    struct portfolio_results *results = ARENA_NEW(arena, struct portfolio_results);
    results->format = "exasite.portfolio/1";
    fill_manifest(options, simulate ? "run" : "plan", &portfolio, answers, arena, results);
    aggregate_fill(&portfolio, sites, arena, results);
    return say(options, formats, results, arena, streams);
}
