#include "reports/site.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/names.h"
#include "reports/say.h"
#include "reports/site_changes.h"
#include "reports/site_delivery.h"
#include "reports/site_interruptions.h"
#include "reports/site_drawings.h"
#include "reports/site_parts.h"
#include "reports/site_failures.h"
#include "reports/site_power.h"
#include "reports/site_precision.h"
#include "reports/site_provenance.h"
#include "reports/site_tiers.h"
#include "reports/site_timeline.h"
#include "reports/story.h"
#include "reports/story_delivery.h"

/* --- the first screen ----------------------------------------------------------------------- */

static void answer(struct site_parts *site)
{
    const struct results *r = site->results;
    doc_heading(site->doc, 1, say_text(r->scenario.name));
    doc_paragraph(site->doc);
    if (*r->scenario.question) doc_printf(site->doc, "%s ", mark_text(site->arena, "scenario.question", r->scenario.question));
    doc_text(site->doc, "As of ");
    doc_strong(site->doc, say_text(r->scenario.as_of));
    doc_text(site->doc, ".");
    doc_begin(site->doc, DOC_CALLOUT, r->verdict);
    doc_paragraph(site->doc);
    if (*r->verdict) doc_verdict(site->doc, r->verdict);
    doc_text(site->doc, " ");
    doc_strong(site->doc, story_verdict(site->arena, r));
    doc_end(site->doc);
}

static void fact_binds(struct site_parts *site)
{
    const char *op = story_bottleneck(site->results, "read") || !story_bottleneck(site->results, "write") ? "read" : "write";
    const char *binds = story_binds(site->arena, site->results, op), *next = story_next(site->arena, site->results, op);
    doc_fact(site->doc, "What binds");
    doc_text(site->doc, *binds ? mark_sentence(site->arena, binds) : "unknown");
    if (*next) doc_text(site->doc, text_format(site->arena, " %s", mark_sentence(site->arena, next)));
}

static void fact_margin(struct site_parts *site)
{
    const struct result_requirement *r = kpi_tightest(site->results);
    doc_fact(site->doc, "Least margin of the MUSTs");
    if (!r) {
        doc_text(site->doc, "unknown");
        return;
    }
    doc_strong(site->doc, mark_as(site->arena, r->margin, say_margin(site->arena, r->margin), "requirements.%s.margin", r->id));
    double judged = kpi_judged(site->results, r);
    doc_printf(site->doc, " (%s: ", r->id);
    doc_number(site->doc, text_format(site->arena, "requirements.%s.judged", r->id), judged, say_requirement_value(site->arena, r, judged));
    doc_text(site->doc, " against ");
    doc_number(site->doc, text_format(site->arena, "requirements.%s.limit", r->id), r->limit, say_requirement_value(site->arena, r, r->limit));
    doc_printf(site->doc, ", judged: %s)", say_text(r->judged_on));
}

static void fact_stands(struct site_parts *site)
{
    doc_fact(site->doc, "Stands");
    if (site->results->delivery.draws > 0.0) doc_text(site->doc, story_delivery_complete(site->arena, &site->results->delivery));
    else doc_text(site->doc, "no delivery is stated: all of it from the start.");
}

static void fact_confidence(struct site_parts *site)
{
    const struct result_weight *weight = story_weight_that_matters(site->results);
    doc_fact(site->doc, "Confidence");
    doc_text(site->doc, mark_sentence(site->arena, story_confidence(site->arena, site->results)));
    doc_fact(site->doc, "Weight of estimates");
    doc_text(site->doc, weight ? mark_sentence(site->arena, story_weight(site->arena, weight)) : "unknown");
}

static void fact_build(struct site_parts *site)
{
    doc_fact(site->doc, "Build");
    site_parts_kpi(site, KPI_NODES);
    doc_text(site->doc, " storage nodes");
    if (kpi_number(site->results, KPI_FRONT_ENDS) > 0.0) {
        doc_text(site->doc, " and ");
        site_parts_kpi(site, KPI_FRONT_ENDS);
        doc_text(site->doc, " front ends");
    }
    doc_text(site->doc, " in ");
    site_parts_kpi(site, KPI_RACKS);
    doc_text(site->doc, " racks, ");
    site_parts_kpi(site, KPI_USABLE);
    doc_text(site->doc, " usable");
    doc_fact(site->doc, "Site power, planned maximum");
    site_parts_kpi(site, KPI_SITE_DESIGN);
    if (isnan(kpi_number(site->results, KPI_ENVELOPE))) {
        doc_text(site->doc, "; the envelope is unknown");
        return;
    }
    doc_text(site->doc, " of an envelope of ");
    site_parts_kpi(site, KPI_ENVELOPE);
    doc_printf(site->doc, " at %s", say_text(site->results->power.envelope_at));
}

static void first_screen(struct site_parts *site)
{
    answer(site);
    doc_begin(site->doc, DOC_FACTS, "");
    fact_binds(site);
    fact_margin(site);
    fact_stands(site);
    fact_confidence(site);
    fact_build(site);
    doc_end(site->doc);
    site_changes(site);
}

/* --- the whole --------------------------------------------------------------------------------- */

static void list_of_charts(struct site_parts *site)
{
    if (site->n_drawn == 0) return;
    doc_heading(site->doc, 2, "Charts in this report");
    doc_begin(site->doc, DOC_LIST, "");
    for (int k = 0; k < site->n_drawn; k++) {
        doc_item(site->doc);
        doc_link(site->doc, text_format(site->arena, "#%s", site->drawn[k].id), site->drawn[k].title);
    }
    doc_end(site->doc);
}

struct doc *site_document(const struct results *results, struct arena *arena)
{
    struct site_parts site = { .doc = doc_new(arena, text_format(arena, "%s: site report", say_text(results->scenario.name))), .results = results, .arena = arena };
    doc_knows(site.doc, names_of(results, arena));
    first_screen(&site);
    doc_contents(site.doc, 2);
    site_parts_requirements(&site);
    site_parts_build(&site);
    site_parts_racks(&site);
    site_drawings_floor(&site);
    site_power(&site);
    site_parts_throughput(&site);
    site_parts_checkpoints(&site);
    site_tiers(&site);
    site_parts_gpu_time(&site);
    site_interruptions(&site);
    site_parts_bottlenecks(&site);
    site_failures_domains(&site);
    site_failures_rebuild(&site);
    site_timeline(&site);
    site_tiers_endurance(&site);
    site_delivery(&site);
    site_delivery_policy(&site);
    site_parts_findings(&site);
    site_provenance_assumptions(&site);
    site_provenance_derivations(&site);
    list_of_charts(&site);
    site_precision(&site);
    site_provenance_manifest(&site);
    return site.doc;
}
