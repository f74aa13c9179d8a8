#include "reports/requirements.h"

#include <math.h>
#include <stddef.h>

#include "base/text.h"
#include "reports/ab_plan.h"
#include "reports/bill_of_power.h"
#include "reports/requirements_list.h"
#include "reports/requirements_options.h"
#include "reports/requirements_qualification.h"
#include "reports/requirements_risks.h"
#include "reports/requirements_stress.h"
#include "reports/requirements_workload.h"
#include "reports/mark.h"
#include "reports/names.h"
#include "reports/say.h"
#include "reports/site_changes.h"
#include "reports/site_delivery.h"
#include "reports/site_drawings.h"
#include "reports/site_failures.h"
#include "reports/site_parts.h"
#include "reports/site_power.h"
#include "reports/site_precision.h"
#include "reports/site_provenance.h"
#include "reports/site_tiers.h"
#include "reports/story.h"
#include "reports/story_delivery.h"

/* --- the first page ---------------------------------------------------------------------------------- */

static void decision(struct site_parts *site)
{
    const struct result_scenario *s = &site->results->scenario;
    doc_heading(site->doc, 1, say_text(s->name));
    doc_paragraph(site->doc);
    doc_strong(site->doc, "Decision asked: ");
    if (*s->decision) doc_quote(site->doc, "scenario.decision", s->decision);
    else doc_text(site->doc, *s->question ? mark_text(site->arena, "scenario.question", s->question) : "not stated.");
    doc_text(site->doc, " Plan as of ");
    doc_strong(site->doc, say_text(s->as_of));
    doc_text(site->doc, ".");
}

static void said(struct site_parts *site, const char *words)
{
    if (*words) doc_text(site->doc, text_format(site->arena, " %s", mark_sentence(site->arena, words)));
}

static void build(struct site_parts *site)
{
    doc_text(site->doc, " The build: ");
    site_parts_kpi(site, KPI_NODES);
    doc_text(site->doc, " storage nodes");
    if (kpi_number(site->results, KPI_FRONT_ENDS) > 0.0) {
        doc_text(site->doc, " and ");
        site_parts_kpi(site, KPI_FRONT_ENDS);
        doc_text(site->doc, " front ends");
    }
    doc_text(site->doc, " on ");
    site_parts_kpi(site, KPI_RACK_TILES);
    doc_text(site->doc, " rack tiles, ");
    site_parts_kpi(site, KPI_USABLE);
    doc_text(site->doc, " usable, ");
    site_parts_kpi(site, KPI_STORAGE_MAX);
    doc_text(site->doc, " of storage and ");
    site_parts_kpi(site, KPI_NETWORK_W);
    doc_text(site->doc, " of its network at most.");
}

/* One paragraph: verdict, what binds and binds next, margin, build, date, confidence. */
static void answer(struct site_parts *site)
{
    const struct results *r = site->results;
    const char *op = story_bottleneck(r, "read") || !story_bottleneck(r, "write") ? "read" : "write";
    doc_begin(site->doc, DOC_CALLOUT, r->verdict);
    doc_paragraph(site->doc);
    if (*r->verdict) doc_verdict(site->doc, r->verdict);
    doc_text(site->doc, " ");
    doc_strong(site->doc, story_verdict(site->arena, r));
    said(site, story_binds(site->arena, r, op));
    said(site, story_next(site->arena, r, op));
    said(site, story_margin(site->arena, r));
    build(site);
    if (r->delivery.draws > 0.0) doc_text(site->doc, text_format(site->arena, " %s", story_delivery_complete(site->arena, &r->delivery)));
    said(site, story_confidence(site->arena, r));
    const struct result_weight *weight = story_weight_that_matters(r);
    if (weight) said(site, story_weight(site->arena, weight));
    doc_end(site->doc);
}

/* --- the whole ------------------------------------------------------------------------------------------ */

/* The sections of the site report that this document has too, in its own order. */
static void build_sections(struct site_parts *site)
{
    site_parts_build(site);
    site_parts_racks(site);
    site_drawings_floor(site);
    site_power(site);
    bill_of_power(site->doc, 2, site->results);
    site_parts_throughput(site);
    site_parts_bottlenecks(site);
    site_failures_domains(site);
    site_failures_rebuild(site);
    site_tiers(site);
    site_tiers_endurance(site);
    site_delivery(site);
    site_delivery_policy(site);
}

static void ab(struct site_parts *site)
{
    const struct results *r = site->results;
    if (r->n_ab > 0) ab_plan_section(site->doc, 2, r->ab, r->ab_why);
    else if (*r->ab_why) ab_plan_none(site->doc, 2, r->ab_why);
}

struct doc *requirements_document(const struct results *results, struct arena *arena)
{
    struct site_parts site = { .doc = doc_new(arena, text_format(arena, "%s: requirements", say_text(results->scenario.name))), .results = results, .arena = arena };
    doc_knows(site.doc, names_of(results, arena));
    decision(&site);
    answer(&site);
    site_changes(&site);
    doc_contents(site.doc, 2);
    requirements_list(&site);
    requirements_list_questions(&site);
    requirements_workload(&site);
    requirements_options(&site);
    build_sections(&site);
    requirements_risks_sensitivities(&site);
    requirements_risks(&site);
    requirements_qualification(&site);
    requirements_workload_protocols(&site);
    ab(&site);
    site_parts_findings(&site);
    site_provenance_assumptions(&site);
    site_provenance_derivations(&site);
    requirements_stress(&site);
    site_precision(&site);
    site_provenance_manifest(&site);
    return site.doc;
}
