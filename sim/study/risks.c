#include "study/risks.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "input/scenario.h"
#include "plan/plan.h"
#include "plan/summary.h"
#include "study/landed.h"
#include "study/policy.h"
#include "types/diag_codes.h"

/* --- what a plan comes to --------------------------------------------------------------------- */

static double least_of(const struct result_throughput *t)
{
    const double cases[] = {t->capability_alone, t->capability_coincident, t->capability_domain_out, t->capability_coincident_domain_out};
    double least = (double)NAN;
    for (int k = 0; k < 4; k++) least = fmin(least, cases[k]);       /* takes the one that is known */
    return least;
}

static void count(const struct site_plan *plan, struct result_outcome *outcome)
{
    for (int p = 0; p < plan->n_pools; p++) {
        for (int g = 0; g < plan->pools[p].n_groups; g++) outcome->nodes += plan->pools[p].groups[g].nodes;
        if (plan->pools[p].front_ends) outcome->front_ends += plan->pools[p].front_ends->nodes;
    }
}

static const char *known_date(const char *date)
{
    return text_equal(date, "never") || text_equal(date, "from the start") ? "" : date;
}

/* `summed` is filled as the site's own answer would be, without a simulation. */
static struct result_outcome outcome_of(const struct site_plan *plan, const struct catalog *catalog, struct arena *arena, struct results *summed)
{
    *summed = (struct results){.format = "exasite.results/1"};
    summary_fill(plan, arena, summed);
    landed_fill(plan, catalog, arena, summed);
    struct result_outcome outcome = {
        .verdict = summed->verdict, .complete = summed->delivery.draws > 0.0 ? known_date(summed->delivery.complete_p50) : "", .read_bytes_per_s = least_of(&summed->read),
        .write_bytes_per_s = least_of(&summed->write), .rack_tiles = plan->racks.rack_tiles, .storage_w = plan->power.storage_max_w + plan->power.network_w,
        .site_w = plan->power.site_design_w};
    count(plan, &outcome);
    return outcome;
}

/* --- where the policy forbids this build --------------------------------------------------------- */

static const struct result_restriction *broken(const struct results *results)
{
    for (int32_t k = 0; k < results->n_policy; k++)
        if (results->policy[k].violated && !text_starts_with(results->policy[k].policy, "protocols")) return &results->policy[k];
    return NULL;
}

static const struct result_option *option_named(const struct results *results, const char *name)
{
    for (int32_t k = 0; k < results->n_options; k++)
        if (text_equal(results->options[k].option, name)) return &results->options[k];
    return NULL;
}

/* The scenario as the policy has it then, protocols aside: what they rule out is ruled out without the risk too. */
static void take_what_is_left(const struct site_plan *plan, const struct catalog *all, struct arena *arena, struct results *summed, struct result_risk *risk)
{
    struct site_plan asked = *plan;
    struct scenario *scenario = ARENA_NEW(arena, struct scenario);
    *scenario = *plan->scenario;
    scenario->demand.n_protocols = 0;
    asked.scenario = scenario;
    if (!all || !policy_restricts(scenario)) return;
    policy_fill(&asked, all, false, arena, summed);
    const struct result_restriction *rule = broken(summed);
    const struct result_option *left = rule ? option_named(summed, rule->option_with) : NULL;
    if (!rule) return;
    risk->instead = left ? left->option : "nothing in the catalog";
    risk->then = (struct result_outcome){
        .verdict = left ? left->verdict : "", .complete = rule->complete_with, .read_bytes_per_s = left ? left->read_bytes_per_s : (double)NAN,
        .write_bytes_per_s = left ? left->write_bytes_per_s : (double)NAN, .nodes = left ? left->nodes : (double)NAN, .front_ends = left ? left->front_ends : (double)NAN,
        .rack_tiles = rule->rack_tiles_with, .storage_w = rule->storage_with_w, .site_w = rule->site_with_w};
}

/* --- one risk -------------------------------------------------------------------------------------- */

struct again { struct catalog catalog; struct scenario scenario; struct site_plan plan; };

static const char *first_error(struct diags *diags)
{
    for (size_t k = 0; k < diags_count(diags); k++)
        if (diags_at(diags, k)->severity == DIAG_ERROR) return diags_at(diags, k)->text;
    return "they make no scenario";
}

/* NULL after a diagnostic. */
static struct again *read_again(const struct risks_base *base, const struct risk *risk, struct arena *arena, struct diags *diags)
{
    static const char *const no_names[DIAG_COUNT];
    struct diags *own = diags_new(arena, no_names, DIAG_COUNT);
    const char **sets = ARENA_ARRAY(arena, const char *, base->n_sets + risk->n_settings);
    for (int i = 0; i < base->n_sets; i++) sets[i] = base->sets[i];
    for (int i = 0; i < risk->n_settings; i++) sets[base->n_sets + i] = risk->settings[i];
    struct again *again = ARENA_NEW(arena, struct again);
    if (scenario_read(base->file, base->models_dir, sets, base->n_sets + risk->n_settings, arena, own, &again->catalog, &again->scenario)
        && plan_site(&again->scenario, &again->catalog, arena, own, &again->plan)) return again;
    diag_error(diags, risk->at, DIAG_BAD_SET, "risk %s: with what stands under `if`: %s", risk->name, first_error(own));
    return NULL;
}

static double days_of(const char *date)
{
    struct date read;
    return date_read(date, strlen(date), &read) ? date_days(read) : (double)NAN;
}

static struct result_outcome kept(const struct result_outcome *from, struct arena *arena)
{
    struct result_outcome outcome = *from;
    outcome.verdict = text_copy(arena, from->verdict);
    outcome.complete = text_copy(arena, from->complete);
    return outcome;
}

static const char *said(const char *text, struct arena *arena) { return text ? text_copy(arena, text) : ""; }

static void words_of(const struct risk *risk, struct arena *arena, struct result_risk *line)
{
    *line = (struct result_risk){.name = said(risk->name, arena), .about = said(risk->about, arena), .trigger = said(risk->trigger, arena), .mitigation = said(risk->mitigation, arena),
                                 .owner = said(risk->owner, arena), .place = summary_place(arena, risk->at), .instead = "", .problem = "", .days_later = (double)NAN};
    line->settings = ARENA_ARRAY(arena, const char *, risk->n_settings);
    for (int i = 0; i < risk->n_settings; i++) line->settings[line->n_settings++] = text_copy(arena, risk->settings[i]);
    const struct result_outcome nothing = {.verdict = "", .complete = "", .read_bytes_per_s = (double)NAN, .write_bytes_per_s = (double)NAN, .nodes = (double)NAN,
                                           .front_ends = (double)NAN, .rack_tiles = (double)NAN, .storage_w = (double)NAN, .site_w = (double)NAN};
    line->now = line->then = nothing;
}

static bool weigh(const struct risks_base *base, const struct risk *risk, const struct catalog *all, struct arena *arena, struct diags *diags, struct result_risk *line)
{
    if (risk->n_settings == 0) return true;
    struct arena *scratch = arena_new();
    struct results *summed = ARENA_NEW(scratch, struct results);
    const struct again *again = read_again(base, risk, scratch, diags);
    if (again) {
        line->then = outcome_of(&again->plan, &again->catalog, scratch, summed);
        take_what_is_left(&again->plan, all, scratch, summed, line);
        line->then = kept(&line->then, arena);
        line->instead = text_copy(arena, line->instead);
        line->days_later = days_of(line->then.complete) - days_of(line->now.complete);
    }
    arena_free(scratch);
    return again != NULL;
}

/* --- all -------------------------------------------------------------------------------------------- */

bool risks_fill(const struct risks_base *base, const struct site_plan *plan, const struct catalog *catalog, const struct catalog *all, struct arena *arena,
                struct diags *diags, struct results *results)
{
    const struct scenario *scenario = plan->scenario;
    struct arena *scratch = arena_new();
    struct results *summed = ARENA_NEW(scratch, struct results);
    struct result_outcome now = outcome_of(plan, catalog, scratch, summed);
    bool ok = true;
    now = kept(&now, arena);
    arena_free(scratch);
    results->risks = ARENA_ARRAY(arena, struct result_risk, scenario->n_risks);
    for (int r = 0; r < scenario->n_risks; r++) {
        struct result_risk *line = &results->risks[results->n_risks++];
        words_of(&scenario->risks[r], arena, line);
        line->now = now;
        ok = weigh(base, &scenario->risks[r], all, arena, diags, line) && ok;
    }
    return ok;
}

bool risks_check(const struct risks_base *base, const struct scenario *scenario, struct diags *diags)
{
    bool ok = true;
    for (int r = 0; r < scenario->n_risks; r++) {
        struct arena *scratch = arena_new();
        ok = read_again(base, &scenario->risks[r], scratch, diags) && ok;
        arena_free(scratch);
    }
    return ok;
}
