#include "reports/site_provenance.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "reports/explain.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/site_drawings.h"

static const char *range_of(struct arena *arena, const struct result_assumption *a)
{
    if (isnan(a->lo) || isnan(a->hi) || a->lo == a->hi) return "";
    return text_format(arena, "%s to %s", mark_as(arena, a->lo, say_named(arena, a->lo, a->unit), "assumptions.%s.lo", a->path), mark_as(arena, a->hi, say_named(arena, a->hi, a->unit), "assumptions.%s.hi", a->path));
}

static void assumption_row(struct site_parts *site, const struct result_assumption *a)
{
    struct doc *doc = site->doc;
    doc_row(doc);
    doc_cell(doc);
    doc_code(doc, a->path);
    if (*a->text) doc_muted(doc, text_format(site->arena, " %s", mark_text(site->arena, text_format(site->arena, "assumptions.%s.text", a->path), a->text)));
    doc_number_cell(doc, a->path, a->value, say_named(site->arena, a->value, a->unit));
    doc_text_cell(doc, range_of(site->arena, a));
    doc_text_cell(doc, a->grade);
    doc_cell(doc);
    bool defaulted = text_equal(a->source, "default");
    doc_text(doc, defaulted ? "assumed where nothing is stated: see the YAML manual" : *a->source ? mark_text(site->arena, text_format(site->arena, "assumptions.%s.source", a->path), a->source) : "no source stated");
    if (*a->date) doc_printf(doc, ", %s", mark_text(site->arena, text_format(site->arena, "assumptions.%s.date", a->path), a->date));
    if (*a->place && !defaulted) doc_muted(doc, text_format(site->arena, " %s", mark_name(site->arena, a->place)));
    doc_text_cell(doc, say_marked(site->arena, a->weight, UNIT_FRACTION, "assumptions.%s.weight", a->path));
}

/* Rows from `from` to `to` in the order given; the weightiest come first by the order of results. */
static void assumption_table(struct site_parts *site, const struct result_assumption **rows, int32_t from, int32_t to)
{
    struct doc *doc = site->doc;
    static const char *const names[] = {"Input", ">Value", "Range", "Grade", "Source, date and place", ">Weight"};
    doc_table(doc, "Weight: the largest share this input has in what any headline is sensitive to", names, 6);
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
    static const char *const names[] = {"Headline", ">Value", ">Rests on estimates", "Most weight"};
    doc_table(doc, "How much of each headline's sensitivity comes from inputs graded estimate or placeholder", names, 4);
    for (int32_t i = 0; i < site->results->n_weights; i++) {
        const struct result_weight *w = &site->results->weights[i];
        doc_row(doc);
        doc_text_cell(doc, say_words(site->arena, w->headline));
        doc_number_cell(doc, text_format(site->arena, "weights.%s.value", w->headline), w->value, say_named(site->arena, w->value, w->unit));
        doc_cell(doc);
        site_parts_number(site, text_format(site->arena, "weights.%s.share_estimated", w->headline), w->share_estimated, UNIT_FRACTION);
        doc_cell(doc);
        if (!*w->top_input) continue;
        doc_code(doc, w->top_input);
        doc_printf(doc, " %s", say_marked(site->arena, w->top_share, UNIT_FRACTION, "weights.%s.top_share", w->headline));
    }
    doc_end(doc);
}

void site_provenance_assumptions(struct site_parts *site)
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
    doc_begin(site->doc, DOC_FOLD, text_format(site->arena, "The other %s, of less weight", say_count_marked(site->arena, n - OPEN, "assumption", "assumptions.of_less_weight")));
    assumption_table(site, order, OPEN, n);
    doc_end(site->doc);
}

void site_provenance_derivations(struct site_parts *site)
{
    static const char *const any[] = { "" };
    static const char *const headlines[] = { "plan.rack_tiles", "plan.nodes", "capacity.usable_bytes", "throughput.read_bytes_per_s.capability", "throughput.write_bytes_per_s.capability",
                                             "power.site_design_w", "power.storage_max_w", "goodput.ettr", "delivery.complete_p50" };
    doc_heading(site->doc, 2, "How the numbers were made");
    if (site->results->n_derivations == 0) {
        doc_paragraph(site->doc);
        doc_text(site->doc, "No derivation is listed.");
    }
    for (size_t k = 0; k < sizeof headlines / sizeof headlines[0]; k++) explain_fold(site->doc, site->results, headlines[k], site->arena);
    site_parts_derivations(site, text_format(site->arena, "All %s", say_count_marked(site->arena, site->results->n_derivations, "derivation", "derivations.count")), any, 1);
}

static void manifest_rows(struct site_parts *site)
{
    const struct result_manifest *m = &site->results->manifest;
    const char *const rows[][2] = {
        { "Version", mark_name(site->arena, say_text(m->version)) }, { "Command", mark_text(site->arena, "manifest.command", say_text(m->command)) }, { "Seed", mark_text(site->arena, "manifest.seed", say_text(m->seed)) },
        { "Replications", say_marked(site->arena, m->replications, UNIT_COUNT, "manifest.replications") }, { "Simulated", kpi_simulated(site->results) ? say_marked(site->arena, site->results->scenario.length_s, UNIT_SECONDS, "scenario.length_s") : "nothing" },
        { "Warm-up left out", say_marked(site->arena, site->results->scenario.warm_up_s, UNIT_SECONDS, "scenario.warm_up_s") }, { "Load", say_text(site->results->scenario.load) },
        { "Events", kpi_text(site->arena, site->results, KPI_EVENTS) }, { "Worst relative error of the audit", kpi_text(site->arena, site->results, KPI_AUDIT) } };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        doc_row(site->doc);
        doc_text_cell(site->doc, rows[k][0]);
        doc_text_cell(site->doc, rows[k][1]);
    }
}

void site_provenance_manifest(struct site_parts *site)
{
    struct doc *doc = site->doc;
    doc_heading(doc, 2, "Run manifest");
    static const char *const names[] = {"What", "Value"};
    doc_table(doc, "", names, 2);
    manifest_rows(site);
    doc_end(doc);
    if (site->results->manifest.n_inputs == 0) return;
    doc_begin(doc, DOC_FOLD, text_format(site->arena, "%s and their " MARK_NAME("SHA-256"), say_count_marked(site->arena, site->results->manifest.n_inputs, "input file", "manifest.inputs.count")));
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
