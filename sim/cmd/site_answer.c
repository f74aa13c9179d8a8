#include "cmd/site_answer.h"

#include <string.h>

#include "cmd/manifest.h"
#include "cmd/progress.h"
#include "input/catalog.h"
#include "plan/domains.h"
#include "plan/orders.h"
#include "plan/summary.h"
#include "study/ab_site.h"
#include "study/awaited.h"
#include "study/landed.h"
#include "study/more_write.h"
#include "study/policy.h"
#include "study/protocols.h"
#include "study/qualification.h"
#include "study/replicate.h"
#include "study/risks.h"
#include "study/sensitivity.h"
#include "study/turning.h"
#include "study/uncapped.h"

const struct catalog *site_answer_catalog(const struct options *options, const struct site_input *input, struct arena *arena, struct diags *diags)
{
    struct catalog *all = ARENA_NEW(arena, struct catalog);
    const char **sets = ARENA_ARRAY(arena, const char *, options->n_sets);
    int n = 0;
    for (int i = 0; i < options->n_sets; i++)
        if (strncmp(options->sets[i], "models.", strlen("models.")) == 0) sets[n++] = options->sets[i];
    return catalog_read_all(site_input_models(options, input->scenario.file, arena), sets, n, arena, diags, all) ? all : NULL;
}

static void site_answer_begin(const struct options *options, const char *command, struct site_input *input, bool for_document, struct arena *arena,
                              struct results *results)
{
    results->format = "exasite.results/1";
    const struct catalog *all = for_document || policy_restricts(&input->scenario) ? site_answer_catalog(options, input, arena, site_input_diags(arena)) : NULL;
    input->all = all;
    manifest_fill(options, command, &input->scenario, &input->catalog, all, arena, results);
    summary_fill(&input->plan, arena, results);
    domains_fill(&input->plan, arena, results);
    input->buildup = landed_fill(&input->plan, &input->catalog, arena, results);
    policy_fill(&input->plan, all, for_document, arena, results);
}

/* Judged on what is known by now, then asked which open input would turn it round. */
static void site_answer_judge(struct site_input *input, struct arena *arena, struct results *results)
{
    summary_judge(&input->plan, arena, results);
    sensitivity_fill(&input->scenario, &input->catalog, &input->plan, arena, results);
    results->verdict = summary_verdict(results);
    orders_fill(&input->plan, &input->catalog, arena, results);
}

void site_answer_plan(const struct options *options, struct site_input *input, struct arena *arena, struct results *results)
{
    site_answer_begin(options, "plan", input, false, arena, results);
    site_answer_judge(input, arena, results);
}

static void replication_done(void *context, int32_t done, int32_t of)
{
    progress_show(context, done, of, done);
}

static bool site_answer_simulate(const struct options *options, struct site_input *input, struct arena *arena, struct cmd_streams streams,
                                 struct text *trace, struct results *results)
{
    struct progress progress = progress_begin(streams.err, "replication", options->quiet);
    double *useful_gpus = ARENA_ARRAY(arena, double, replicate_count(&input->plan));
    struct replicate_options replicate = {.workers = options_workers(options), .progress = replication_done, .context = &progress, .trace = trace, .useful_gpus = useful_gpus, .measures = true};
    bool sound = replicate_run(&input->plan, replicate, arena, results);
    results->manifest.replications = (int32_t)results->precision.replications;
    replicate.measures = false;
    sound = sound && awaited_fill(&input->plan, useful_gpus, replicate, arena, results);
    sound = sound && uncapped_fill(&input->plan, useful_gpus, replicate, arena, results);
    if (sound && more_write_matters(&input->plan)) sound = more_write_fill(&input->plan, &input->catalog, useful_gpus, replicate, arena, results);
    progress_end(&progress);
    if (sound) summary_endurance(&input->plan, arena, results);
    if (!sound) return false;
    site_answer_judge(input, arena, results);
    turning_fill(&input->scenario, &input->catalog, &input->plan, arena, results);        /* for documents; the screen of `plan` has none of it */
    return true;
}

bool site_answer_run(const struct options *options, const char *command, struct site_input *input, struct arena *arena, struct cmd_streams streams,
                     struct text *trace, struct results *results)
{
    site_answer_begin(options, command, input, false, arena, results);
    return site_answer_simulate(options, input, arena, streams, trace, results);
}

bool site_answer_document(const struct options *options, struct site_input *input, struct arena *arena, struct cmd_streams streams, struct results *results)
{
    site_answer_begin(options, "requirements", input, true, arena, results);
    protocols_fill(&input->plan, input->all, arena, results);
    qualification_fill(&input->plan, input->all, arena, results);
    ab_site_fill(&input->plan, input->all, arena, results);
    return site_answer_simulate(options, input, arena, streams, NULL, results);
}

bool site_answer_risks(const struct options *options, struct site_input *input, struct arena *arena, struct results *results)
{
    const struct risks_base base = {input->scenario.file, site_input_models(options, input->scenario.file, arena), options->sets, options->n_sets};
    return risks_fill(&base, &input->plan, &input->catalog, input->all, arena, input->diags, results);
}

enum cmd_status site_answer_status(const struct results *results)
{
    return strcmp(results->verdict, "pass") == 0 ? CMD_DONE : CMD_NOT_MET;
}
