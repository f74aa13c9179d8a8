#include "reports/site_interruptions.h"

#include <math.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/story_interruptions.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static void paragraph(struct site_parts *site, const char *words)
{
    if (!*words) return;
    doc_paragraph(site->doc);
    doc_text(site->doc, mark_sentence(site->arena, words));
}

/* --- by cause --------------------------------------------------------------------------------- */

static void hours(struct site_parts *site, const char *id, double value)
{
    doc_number_cell(site->doc, id, value, story_interruptions_hours(site->arena, value));
}

static void cause_row(struct site_parts *site, const struct result_setback *cause)
{
    const char *id = text_format(site->arena, "interruptions.causes.%s", cause->name);
    doc_row(site->doc);
    doc_text_cell(site->doc, cause->name);
    doc_quote_cell(site->doc, text_format(site->arena, "%s.law", id), cause->law);
    site_parts_number_cell(site, text_format(site->arena, "%s.stated_per_day", id), cause->stated_per_day, UNIT_NUMBER);
    site_parts_number_cell(site, text_format(site->arena, "%s.per_day", id), cause->per_day.mean, UNIT_NUMBER);
    doc_text_cell(site->doc, say_interval_marked(site->arena, &cause->per_day, UNIT_NUMBER, text_format(site->arena, "%s.per_day", id)));
    site_parts_number_cell(site, text_format(site->arena, "%s.lost", id), cause->lost, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.restarting", id), cause->restarting, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.waited", id), cause->waited, UNIT_FRACTION);
    hours(site, text_format(site->arena, "%s.gpu_hours_per_year", id), cause->gpu_hours_per_year.mean);
}

static void total_row(struct site_parts *site)
{
    const struct result_interruptions *i = &site->results->interruptions;
    double stated = 0.0, waited = 0.0;
    for (int32_t c = 0; c < i->n_causes; c++) stated += i->causes[c].stated_per_day, waited += i->causes[c].waited;
    doc_row(site->doc);
    doc_text_cell(site->doc, "all");
    doc_text_cell(site->doc, "");
    doc_text_cell(site->doc, say_marked(site->arena, stated, UNIT_NUMBER, "interruptions.stated_per_day"));
    site_parts_number_cell(site, "interruptions.per_day", i->per_day.mean, UNIT_NUMBER);
    doc_text_cell(site->doc, say_interval_marked(site->arena, &i->per_day, UNIT_NUMBER, "interruptions.per_day"));
    site_parts_number_cell(site, "goodput.lost", site->results->goodput.lost, UNIT_FRACTION);
    site_parts_number_cell(site, "goodput.restarting", site->results->goodput.restarting, UNIT_FRACTION);
    doc_text_cell(site->doc, say_marked(site->arena, waited, UNIT_FRACTION, "interruptions.waited"));
    hours(site, "interruptions.gpu_hours_per_year", i->gpu_hours_per_year.mean);
}

static void causes(struct site_parts *site)
{
    static const char *const names[] = { "Cause", "Law", ">Stated a day", ">Simulated a day", "!" MARK_NAME("95 % interval"), ">Work lost", ">Restarting", ">of that, waiting for GPUs", ">GPU-hours a year" };
    const struct result_interruptions *i = &site->results->interruptions;
    doc_table(site->doc, "Interruptions of all jobs by cause; shares of all GPU time", names, COUNT(names));
    for (int32_t c = 0; c < i->n_causes; c++) cause_row(site, &i->causes[c]);
    total_row(site);
    doc_end(site->doc);
}

/* --- by job ----------------------------------------------------------------------------------- */

static void job_row(struct site_parts *site, const struct result_job *job)
{
    const char *id = text_format(site->arena, "jobs.%s", job->name);
    doc_row(site->doc);
    doc_text_cell(site->doc, job->name);
    site_parts_number_cell(site, text_format(site->arena, "%s.mtti_s", id), job->mtti_s, UNIT_SECONDS);
    site_parts_number_cell(site, text_format(site->arena, "%s.interruptions_per_day", id), job->interruptions_per_day, UNIT_NUMBER);
    site_parts_number_cell(site, text_format(site->arena, "%s.down_s", id), job->down_s, UNIT_SECONDS);
    site_parts_number_cell(site, text_format(site->arena, "%s.load_s", id), job->load_s, UNIT_SECONDS);
    site_parts_number_cell(site, text_format(site->arena, "%s.lost", id), job->lost, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.restarting", id), job->restarting, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.goodput", id), job->useful, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.law_goodput", id), job->law_goodput, UNIT_FRACTION);
}

static void jobs(struct site_parts *site)
{
    static const char *const names[] = { "Job", ">One every", ">A day", ">Down each time", ">of that, reading", ">Work lost", ">Restarting", ">Useful", ">By the renewal law" };
    const struct results *r = site->results;
    doc_table(site->doc, "Interruptions of one such job; shares of its GPU time. The law knows of nobody else's reads, and of no copies nearer than storage", names, COUNT(names));
    for (int32_t j = 0; j < r->n_jobs; j++)
        if (!isnan(r->jobs[j].mtti_s)) job_row(site, &r->jobs[j]);
    doc_end(site->doc);
}

void site_interruptions(struct site_parts *site)
{
    const struct results *r = site->results;
    if (r->interruptions.n_causes == 0 || !kpi_simulated(r)) return;
    doc_heading(site->doc, 2, "Interruptions");
    paragraph(site, story_interruptions_cost(site->arena, r));
    causes(site);
    jobs(site);
    paragraph(site, story_interruptions_more_write(site->arena, r));
    if (!isnan(r->interruptions.more_write.more_bytes_per_s)) doc_text(site->doc, text_format(site->arena, " %s", mark_sentence(site->arena, story_interruptions_build(site->arena, r))));
}
