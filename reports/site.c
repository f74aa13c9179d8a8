#include "reports/site.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "reports/say.h"
#include "reports/site_delivery.h"
#include "reports/site_interruptions.h"
#include "reports/site_drawings.h"
#include "reports/site_parts.h"
#include "reports/site_failures.h"
#include "reports/site_power.h"
#include "reports/site_precision.h"
#include "reports/site_tiers.h"
#include "reports/site_timeline.h"
#include "reports/story.h"

static const char *sentence(struct arena *arena, const char *words)
{
    char *copy = text_format(arena, "%s%s", words, *words ? "." : "");
    if (*copy >= 'a' && *copy <= 'z') *copy = (char)(*copy - 32);
    return copy;
}

/* --- the first screen ----------------------------------------------------------------------- */

static void answer(struct site_parts *site)
{
    const struct results *r = site->results;
    doc_heading(site->doc, 1, say_text(r->scenario.name));
    doc_paragraph(site->doc);
    if (*r->scenario.question) doc_printf(site->doc, "%s ", r->scenario.question);
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
    doc_text(site->doc, *binds ? sentence(site->arena, binds) : "unknown");
    if (*next) doc_text(site->doc, text_format(site->arena, " %s", sentence(site->arena, next)));
}

static void fact_margin(struct site_parts *site)
{
    const struct result_requirement *r = kpi_tightest(site->results);
    doc_fact(site->doc, "Least margin of the MUSTs");
    if (!r) {
        doc_text(site->doc, "unknown");
        return;
    }
    doc_strong(site->doc, say_margin(site->arena, r->margin));
    double judged = kpi_judged(site->results, r);
    doc_printf(site->doc, " (%s: ", r->id);
    doc_number(site->doc, text_format(site->arena, "requirements.%s.judged", r->id), judged, say_requirement_value(site->arena, r, judged));
    doc_text(site->doc, " against ");
    doc_number(site->doc, text_format(site->arena, "requirements.%s.limit", r->id), r->limit, say_requirement_value(site->arena, r, r->limit));
    doc_printf(site->doc, ", judged: %s)", say_text(r->judged_on));
}

static void fact_confidence(struct site_parts *site)
{
    const struct result_weight *weight = story_weight_that_matters(site->results);
    doc_fact(site->doc, "Confidence");
    doc_text(site->doc, sentence(site->arena, story_confidence(site->arena, site->results)));
    doc_fact(site->doc, "Weight of estimates");
    doc_text(site->doc, weight ? sentence(site->arena, story_weight(site->arena, weight)) : "unknown");
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
    const char *changes[3];
    answer(site);
    doc_begin(site->doc, DOC_FACTS, "");
    fact_binds(site);
    fact_margin(site);
    fact_confidence(site);
    fact_build(site);
    doc_end(site->doc);
    int n = story_changes(site->arena, site->results, changes, 3);
    doc_paragraph(site->doc);
    doc_strong(site->doc, n ? "What would change it" : "Nothing is known that would change it.");
    if (n == 0) return;
    doc_begin(site->doc, DOC_NUMBERED, "");
    for (int k = 0; k < n; k++) {
        doc_item(site->doc);
        doc_text(site->doc, changes[k]);
    }
    doc_end(site->doc);
}

/* --- the last pages ------------------------------------------------------------------------- */

static const char *range_of(struct arena *arena, const struct result_assumption *a)
{
    if (isnan(a->lo) || isnan(a->hi) || a->lo == a->hi) return "";
    return text_format(arena, "%s to %s", say_named(arena, a->lo, a->unit), say_named(arena, a->hi, a->unit));
}

static void assumption_row(struct site_parts *site, const struct result_assumption *a)
{
    struct doc *doc = site->doc;
    doc_row(doc);
    doc_cell(doc);
    doc_code(doc, a->path);
    if (*a->text) doc_muted(doc, text_format(site->arena, " %s", a->text));
    doc_cell(doc);
    doc_number(doc, a->path, a->value, say_named(site->arena, a->value, a->unit));
    doc_cell(doc);
    doc_text(doc, range_of(site->arena, a));
    doc_cell(doc);
    doc_text(doc, a->grade);
    doc_cell(doc);
    bool defaulted = text_equal(a->source, "default");
    doc_text(doc, defaulted ? "assumed where nothing is stated: see the YAML manual" : *a->source ? a->source : "no source stated");
    if (*a->date) doc_printf(doc, ", %s", a->date);
    if (*a->place && !defaulted) doc_muted(doc, text_format(site->arena, " %s", a->place));
    doc_cell(doc);
    doc_text(doc, say_quantity(site->arena, a->weight, UNIT_FRACTION));
}

/* Rows from `from` to `to` in the order given; the weightiest come first by the order of results. */
static void assumption_table(struct site_parts *site, const struct result_assumption **rows, int32_t from, int32_t to)
{
    struct doc *doc = site->doc;
    doc_begin(doc, DOC_TABLE, "Weight: the largest share this input has in what any headline is sensitive to");
    doc_column(doc, DOC_LEFT, "Input");
    doc_column(doc, DOC_RIGHT, "Value");
    doc_column(doc, DOC_LEFT, "Range");
    doc_column(doc, DOC_LEFT, "Grade");
    doc_column(doc, DOC_LEFT, "Source, date and place");
    doc_column(doc, DOC_RIGHT, "Weight");
    for (int32_t i = from; i < to; i++) assumption_row(site, rows[i]);
    doc_end(doc);
}

static double weight_of(const struct result_assumption *a)
{
    return isnan(a->weight) ? -1.0 : a->weight;
}

/* Weightiest first; of equals the first listed. */
static const struct result_assumption **by_weight(struct site_parts *site)
{
    int32_t n = site->results->n_assumptions;
    const struct result_assumption **order = ARENA_ARRAY(site->arena, const struct result_assumption *, n);
    for (int32_t i = 0; i < n; i++) {
        int32_t at = i;
        for (; at > 0 && weight_of(order[at - 1]) < weight_of(&site->results->assumptions[i]); at--) order[at] = order[at - 1];
        order[at] = &site->results->assumptions[i];
    }
    return order;
}

static void weight_table(struct site_parts *site)
{
    struct doc *doc = site->doc;
    if (site->results->n_weights == 0) return;
    doc_begin(doc, DOC_TABLE, "How much of each headline's sensitivity comes from inputs graded estimate or placeholder");
    doc_column(doc, DOC_LEFT, "Headline");
    doc_column(doc, DOC_RIGHT, "Value");
    doc_column(doc, DOC_RIGHT, "Rests on estimates");
    doc_column(doc, DOC_LEFT, "Most weight");
    for (int32_t i = 0; i < site->results->n_weights; i++) {
        const struct result_weight *w = &site->results->weights[i];
        doc_row(doc);
        doc_cell(doc);
        doc_text(doc, say_words(site->arena, w->headline));
        doc_cell(doc);
        doc_number(doc, text_format(site->arena, "weights.%s.value", w->headline), w->value, say_named(site->arena, w->value, w->unit));
        doc_cell(doc);
        site_parts_number(site, text_format(site->arena, "weights.%s.share_estimated", w->headline), w->share_estimated, UNIT_FRACTION);
        doc_cell(doc);
        if (!*w->top_input) continue;
        doc_code(doc, w->top_input);
        doc_printf(doc, " %s", say_quantity(site->arena, w->top_share, UNIT_FRACTION));
    }
    doc_end(doc);
}

static void assumptions(struct site_parts *site)
{
    enum { OPEN = 12 };
    int32_t n = site->results->n_assumptions;
    doc_heading(site->doc, 2, "Assumptions");
    weight_table(site);
    site_drawings_tornado(site);
    if (n == 0) {
        doc_paragraph(site->doc);
        doc_text(site->doc, "None is listed.");
        return;
    }
    const struct result_assumption **order = by_weight(site);
    assumption_table(site, order, 0, n < OPEN ? n : OPEN);
    if (n <= OPEN) return;
    doc_begin(site->doc, DOC_FOLD, text_format(site->arena, "The other %d assumptions, of less weight", (int)(n - OPEN)));
    assumption_table(site, order, OPEN, n);
    doc_end(site->doc);
}

static void all_derivations(struct site_parts *site)
{
    static const char *const any[] = { "" };
    doc_heading(site->doc, 2, "How the numbers were made");
    if (site->results->n_derivations == 0) {
        doc_paragraph(site->doc);
        doc_text(site->doc, "No derivation is listed.");
    }
    site_parts_derivations(site, text_format(site->arena, "All %d derivations", (int)site->results->n_derivations), any, 1);
}

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

static void manifest_rows(struct site_parts *site)
{
    const struct result_manifest *m = &site->results->manifest;
    const char *const rows[][2] = {
        { "Version", say_text(m->version) }, { "Command", say_text(m->command) }, { "Seed", say_text(m->seed) },
        { "Replications", say_quantity(site->arena, m->replications, UNIT_COUNT) }, { "Simulated", kpi_simulated(site->results) ? say_quantity(site->arena, site->results->scenario.length_s, UNIT_SECONDS) : "nothing" },
        { "Warm-up left out", say_quantity(site->arena, site->results->scenario.warm_up_s, UNIT_SECONDS) }, { "Load", say_text(site->results->scenario.load) },
        { "Events", kpi_text(site->arena, site->results, KPI_EVENTS) }, { "Worst relative error of the audit", kpi_text(site->arena, site->results, KPI_AUDIT) } };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        doc_row(site->doc);
        doc_cell(site->doc);
        doc_text(site->doc, rows[k][0]);
        doc_cell(site->doc);
        doc_text(site->doc, rows[k][1]);
    }
}

static void manifest(struct site_parts *site)
{
    struct doc *doc = site->doc;
    doc_heading(doc, 2, "Run manifest");
    doc_begin(doc, DOC_TABLE, "");
    doc_column(doc, DOC_LEFT, "What");
    doc_column(doc, DOC_LEFT, "Value");
    manifest_rows(site);
    doc_end(doc);
    if (site->results->manifest.n_inputs == 0) return;
    doc_begin(doc, DOC_FOLD, text_format(site->arena, "%d input files and their SHA-256", (int)site->results->manifest.n_inputs));
    doc_begin(doc, DOC_LIST, "");
    for (int32_t i = 0; i < site->results->manifest.n_inputs; i++) {
        doc_item(doc);
        doc_code(doc, site->results->manifest.inputs[i].file);
        doc_text(doc, " ");
        doc_code(doc, site->results->manifest.inputs[i].sha256);
    }
    doc_end(doc);
    doc_end(doc);
}

struct doc *site_document(const struct results *results, struct arena *arena)
{
    struct site_parts site = { .doc = doc_new(arena, text_format(arena, "%s: site report", say_text(results->scenario.name))), .results = results, .arena = arena };
    first_screen(&site);
    doc_contents(site.doc, 2);
    site_parts_requirements(&site);
    site_parts_build(&site);
    site_parts_racks(&site);
    site_drawings_floor(&site);
    site_parts_power(&site);
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
    assumptions(&site);
    all_derivations(&site);
    list_of_charts(&site);
    site_precision(&site);
    manifest(&site);
    return site.doc;
}
