#include "reports/requirements_workload.h"

#include <math.h>

#include "base/text.h"
#include "reports/say.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* --- the load ------------------------------------------------------------------------------------ */

struct line { const char *label, *id; double value; enum unit unit; };

static void line_row(struct site_parts *site, const struct line *line, double gpus)
{
    doc_row(site->doc);
    doc_text_cell(site->doc, line->label);
    site_parts_number_cell(site, line->id, line->value, line->unit);
    const double each = line->value / gpus;
    if (line->unit == UNIT_SECONDS || line->unit == UNIT_COUNT || !isfinite(each)) doc_text_cell(site->doc, "\xE2\x80\x93");
    else site_parts_number_cell(site, text_format(site->arena, "%s.per_gpu", line->id), each, line->unit);
}

static void demand_table(struct site_parts *site)
{
    static const char *const names[] = { "Load", ">Site", ">Each GPU" };
    const struct result_scenario *s = &site->results->scenario;
    const struct line lines[] = {
        { "GPUs", "scenario.gpus", s->gpus, UNIT_COUNT },
        { "Usable capacity", "scenario.usable_bytes", s->usable_bytes, UNIT_BYTES },
        { "Reads, peak", "scenario.read_peak_bytes_per_s", s->read_peak_bytes_per_s, UNIT_BYTES_PER_S },
        { "Reads, mean", "scenario.read_mean_bytes_per_s", s->read_mean_bytes_per_s, UNIT_BYTES_PER_S },
        { "Checkpoint writes, peak", "scenario.write_peak_bytes_per_s", s->write_peak_bytes_per_s, UNIT_BYTES_PER_S },
        { "Checkpoints a day", "scenario.checkpoint_bytes_per_day", s->checkpoint_bytes_per_day, UNIT_BYTES },
        { "A checkpoint is kept for", "scenario.retention_s", s->retention_s, UNIT_SECONDS } };
    doc_table(site->doc, "What is demanded", names, COUNT(names));
    for (int k = 0; k < COUNT(lines); k++) line_row(site, &lines[k], s->gpus);
    doc_end(site->doc);
}

static void job_row(struct site_parts *site, const struct result_job *job)
{
    const char *base = text_format(site->arena, "jobs.%s", job->name);
    doc_row(site->doc);
    doc_text_cell(site->doc, job->name);
    site_parts_number_cell(site, text_format(site->arena, "%s.count", base), job->count, UNIT_COUNT);
    site_parts_number_cell(site, text_format(site->arena, "%s.gpus", base), job->gpus, UNIT_COUNT);
    doc_text_cell(site->doc, say_words(site->arena, job->mode));
    site_parts_number_cell(site, text_format(site->arena, "%s.checkpoint_bytes", base), job->checkpoint_bytes, UNIT_BYTES);
    site_parts_number_cell(site, text_format(site->arena, "%s.interval_s", base), job->interval_s, UNIT_SECONDS);
    site_parts_number_cell(site, text_format(site->arena, "%s.blocking_s", base), job->blocking_s, UNIT_SECONDS);
}

void requirements_workload(struct site_parts *site)
{
    static const char *const names[] = { "Job", ">Count", ">GPUs each", "Checkpoints", ">Size", ">Every", ">Stands still for" };
    const struct results *r = site->results;
    doc_heading(site->doc, 2, "Workload");
    doc_paragraph(site->doc);
    site_parts_number(site, "scenario.gpus", r->scenario.gpus, UNIT_COUNT);
    doc_printf(site->doc, " GPUs (%s) at %s. Peak reads and peak writes are to be carried %s.", say_text(r->scenario.gpu_model), say_text(r->scenario.facility),
               text_equal(r->scenario.coincidence, "separate") ? "one at a time" : "at once");
    demand_table(site);
    if (r->n_jobs == 0) return;
    doc_table(site->doc, "What trains there. The job called background carries what the jobs ask less than is demanded", names, COUNT(names));
    for (int32_t j = 0; j < r->n_jobs; j++) job_row(site, &r->jobs[j]);
    doc_end(site->doc);
}

/* --- protocols ------------------------------------------------------------------------------------- */

static void state_cell(struct site_parts *site, const struct result_protocol *cell, int32_t k)
{
    doc_cell(site->doc);
    if (!*cell->state) {
        doc_text(site->doc, cell->demanded ? "no" : "\xE2\x80\x93");
        return;
    }
    doc_text(site->doc, text_equal(cell->state, "available") ? "yes, at " : "planned, at ");
    site_parts_number(site, text_format(site->arena, "protocols[%d].payload_efficiency", (int)k), cell->payload_efficiency, UNIT_FRACTION);
}

static void matrix(struct site_parts *site)
{
    const struct results *r = site->results;
    int32_t width = 0;
    while (width < r->n_protocols && text_equal(r->protocols[width].stack, r->protocols[0].stack)) width++;
    doc_begin(site->doc, DOC_TABLE, "Protocols by stack, each with the payload part of the line rate on its path. Demanded protocols stand first, marked with a star; stacks of this build are marked alike");
    doc_column(site->doc, DOC_LEFT, "Stack");
    for (int32_t p = 0; p < width; p++) doc_column(site->doc, DOC_LEFT, text_format(site->arena, "%s%s", r->protocols[p].protocol, r->protocols[p].demanded ? " *" : ""));
    for (int32_t k = 0; k < r->n_protocols; k++) {
        if (k % width == 0) {
            doc_row(site->doc);
            doc_text_cell(site->doc, text_format(site->arena, "%s%s", r->protocols[k].stack, r->protocols[k].used ? " *" : ""));
        }
        state_cell(site, &r->protocols[k], k);
    }
    doc_end(site->doc);
}

static void namespaces(struct site_parts *site)
{
    static const char *const names[] = { "Pool", "Stack", "Reads go over", ">Namespaces" };
    const struct result_plan *plan = &site->results->plan;
    doc_table(site->doc, "Namespaces: how many clusters of the stack's largest size the pool takes, each seen apart", names, COUNT(names));
    for (int32_t p = 0; p < plan->n_pools; p++) {
        doc_row(site->doc);
        doc_text_cell(site->doc, plan->pools[p].name);
        doc_text_cell(site->doc, plan->pools[p].stack);
        doc_text_cell(site->doc, say_text(plan->pools[p].protocol));
        site_parts_number_cell(site, text_format(site->arena, "plan.pools.%s.namespaces", plan->pools[p].name), plan->pools[p].namespaces, UNIT_COUNT);
    }
    doc_end(site->doc);
}

void requirements_workload_protocols(struct site_parts *site)
{
    doc_heading(site->doc, 2, "Protocols and namespaces");
    if (site->results->n_protocols > 0) matrix(site);
    namespaces(site);
}
