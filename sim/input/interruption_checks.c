#include "input/interruption_checks.h"

#include "base/text.h"
#include "input/field.h"
#include "input/job_tables.h"
#include "types/diag_codes.h"

/* A record says how often it happened. */
static void take_mean(struct interruption_cause *cause)
{
    if (!cause->trace_file || cause->rate_per_day.given || cause->mtti_s.given) return;
    double all_s = 0.0;
    for (int k = 0; k < cause->n_trace; k++) all_s += cause->trace_gaps_s[k];
    cause->mtti_s.value = cause->mtti_s.lo = cause->mtti_s.hi = all_s / cause->n_trace;
    cause->mtti_s.given = true;
    cause->mtti_s.source = cause->trace_file;
}

bool interruption_checks_resolve(struct reader *reader, struct scenario *scenario)
{
    bool ok = true;
    for (int i = 0; i < scenario->site.n_interruptions; i++) take_mean(&scenario->site.interruptions[i]);
    for (int i = 0; i < scenario->n_jobs && scenario->site.n_interruptions > 0; i++) {
        struct job *job = &scenario->jobs[i];
        if (!job->name || job->restart.at.line > 0) continue;
        const char *path = text_format(reader->arena, "jobs.%s.restart", job->name);
        ok = field_read(reader, &job_tables_restart, NULL, job->at, path, &job->restart) && ok;
    }
    return ok;
}

static bool cause_is_sound(struct reader *reader, const struct scenario *scenario, const struct interruption_cause *cause)
{
    const struct quantity *gpus = &scenario->site.gpus;
    bool ok = true;
    if (cause->rate_per_day.given == cause->mtti_s.given) {
        diag_error(reader->diags, cause->at, cause->mtti_s.given ? DIAG_CONFLICT : DIAG_MISSING_KEY, "%s: %s; expected one of `rate` and `mtti`", cause->name,
                   cause->mtti_s.given ? "rate and mtti both say how often" : "neither `rate` nor `mtti` says how often");
        ok = false;
    }
    if (cause->mtti_gpus.given && !cause->mtti_s.given) {
        diag_error(reader->diags, cause->mtti_gpus.at, DIAG_CONFLICT, "%s: `gpus` belongs to `mtti`; a rate is that of one domain: `domain_gpus`", cause->name);
        ok = false;
    }
    if (cause->domain_gpus.given && gpus->given && cause->domain_gpus.value > gpus->value) {
        diag_error(reader->diags, cause->domain_gpus.at, DIAG_OUT_OF_RANGE, "%s: a domain of %.0f GPUs, the site has %.0f", cause->name, cause->domain_gpus.value, gpus->value);
        ok = false;
    }
    return ok;
}

/* One of causes or levels called like one before. */
static bool is_new(struct reader *reader, const char *list, const char *name, const char *before, struct place at)
{
    if (!text_equal(name, before)) return true;
    diag_error(reader->diags, at, DIAG_DUPLICATE_NAME, "%s: two are called %s; expected a different name", list, name);
    return false;
}

static bool causes_are_sound(struct reader *reader, const struct scenario *scenario)
{
    const struct interruption_cause *causes = scenario->site.interruptions;
    bool ok = true;
    for (int i = 0; i < scenario->site.n_interruptions; i++) {
        if (!causes[i].name || causes[i].at.line == 0) continue;
        if (!causes[i].as_site) ok = cause_is_sound(reader, scenario, &causes[i]) && ok;
        for (int k = 0; k < i && k < 64; k++)
            if (causes[k].name) ok = is_new(reader, "interruptions", causes[i].name, causes[k].name, causes[i].at) && ok;
    }
    return ok;
}

static bool levels_are_sound(struct reader *reader, const struct job *job)
{
    bool ok = true;
    for (int i = 0; i < job->checkpoint.n_levels; i++)
        for (int k = 0; k < i && k < 64; k++)
            if (job->checkpoint.levels[i].name && job->checkpoint.levels[k].name)
                ok = is_new(reader, "levels", job->checkpoint.levels[i].name, job->checkpoint.levels[k].name, job->checkpoint.levels[i].at) && ok;
    return ok;
}

static bool spares_suffice(struct reader *reader, const struct scenario *scenario)
{
    double asked = 0.0, spares = 0.0;
    struct place at = { 0 };
    for (int i = 0; i < scenario->n_jobs; i++) {
        const struct job *job = &scenario->jobs[i];
        asked += job->count.value * job->gpus.value;
        if (!(job->restart.spares.value > 0.0)) continue;
        spares += job->count.value * job->restart.spares.value;
        at = job->restart.spares.at;
    }
    if (!scenario->site.gpus.given || !(spares > 0.0) || asked > scenario->site.gpus.value || !(asked + spares > scenario->site.gpus.value)) return true;
    diag_error(reader->diags, at, DIAG_TOO_MANY_GPUS, "jobs ask for %.0f GPUs and %.0f spares, the site has %.0f", asked, spares, scenario->site.gpus.value);
    return false;
}

bool interruption_checks_sound(struct reader *reader, const struct scenario *scenario)
{
    bool ok = causes_are_sound(reader, scenario);
    for (int i = 0; i < scenario->n_jobs; i++) ok = levels_are_sound(reader, &scenario->jobs[i]) && ok;
    return spares_suffice(reader, scenario) && ok;
}
