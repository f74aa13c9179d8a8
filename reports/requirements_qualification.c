#include "reports/requirements_qualification.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

static const char *role(const struct result_qualification *q)
{
    return text_equal(q->role, "controller") ? "the box's storage controller: its vendor ports to another, a card cannot be swapped" : "network card of a server";
}

static void dpu_row(struct site_parts *site, const struct result_qualification *q)
{
    const char *base = text_format(site->arena, "qualification.%s", q->dpu);
    doc_row(site->doc);
    doc_text_cell(site->doc, q->dpu);
    if (q->in_build) doc_strong(site->doc, " in this build");
    doc_text_cell(site->doc, role(q));
    doc_text_cell(site->doc, *q->nodes ? mark_name(site->arena, q->nodes) : "no node of the catalog");
    doc_text_cell(site->doc, q->state);
    doc_cell(site->doc);
    site_parts_number(site, text_format(site->arena, "%s.time_s", base), q->time_s, UNIT_SECONDS);
    if (q->hi_s > q->lo_s) {
        doc_text(site->doc, ", ");
        site_parts_number(site, text_format(site->arena, "%s.lo_s", base), q->lo_s, UNIT_SECONDS);
        doc_text(site->doc, " to ");
        site_parts_number(site, text_format(site->arena, "%s.hi_s", base), q->hi_s, UNIT_SECONDS);
    }
    doc_text_cell(site->doc, q->starts);
    doc_text_cell(site->doc, *q->ends ? q->ends : "not said");
    doc_text_cell(site->doc, *q->ends_late ? q->ends_late : "not said");
}

static void stage_rows(struct site_parts *site, const struct result_qualification *q)
{
    for (int32_t s = 0; s < q->n_stages; s++) {
        const struct result_qualification_stage *stage = &q->stages[s];
        const char *base = text_format(site->arena, "qualification.%s.stages.%s", q->dpu, stage->stage);
        doc_row(site->doc);
        doc_text_cell(site->doc, q->dpu);
        doc_text_cell(site->doc, stage->stage);
        site_parts_number_cell(site, text_format(site->arena, "%s.start_s", base), stage->start_s, UNIT_SECONDS);
        site_parts_number_cell(site, text_format(site->arena, "%s.end_s", base), stage->end_s, UNIT_SECONDS);
        site_parts_number_cell(site, text_format(site->arena, "%s.nominal_s", base), stage->nominal_s, UNIT_SECONDS);
        doc_cell(site->doc);
        if (!(stage->hi_s > stage->lo_s)) continue;
        site_parts_number(site, text_format(site->arena, "%s.lo_s", base), stage->lo_s, UNIT_SECONDS);
        doc_text(site->doc, " to ");
        site_parts_number(site, text_format(site->arena, "%s.hi_s", base), stage->hi_s, UNIT_SECONDS);
    }
}

void requirements_qualification(struct site_parts *site)
{
    static const char *const dpus[] = { "DPU", "As", "Nodes that hold it", "State", ">Takes", "!Begun", "!Done", "!Done, late end" };
    static const char *const stages[] = { "DPU", "Stage", ">From", ">Until", ">Takes", "Range" };
    const struct results *r = site->results;
    bool any = false;
    if (r->n_qualification == 0) return;
    doc_heading(site->doc, 2, "Qualification of DPUs");
    doc_sentence(site->doc, "Begun when the first order is placed, else on the plan's date. The time that the box itself takes to qualify stands under Delivery.");
    doc_table(site->doc, "", dpus, COUNT(dpus));
    for (int32_t k = 0; k < r->n_qualification; k++) {
        dpu_row(site, &r->qualification[k]);
        any = any || r->qualification[k].n_stages > 0;
    }
    doc_end(site->doc);
    if (!any) return;
    doc_table(site->doc, "Stages, one after the other, by the shares that the model of third-party qualification gives them", stages, COUNT(stages));
    for (int32_t k = 0; k < r->n_qualification; k++) stage_rows(site, &r->qualification[k]);
    doc_end(site->doc);
}
