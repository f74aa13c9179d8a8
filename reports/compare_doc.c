#include "reports/compare_doc.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "reports/ab_plan.h"
#include "reports/compare_say.h"
#include "reports/mark.h"
#include "reports/names.h"
#include "reports/say.h"
#include "reports/verdict_of_change.h"

struct page { const struct study_comparison *of; struct doc *doc; struct arena *arena; };

/* --- the answer in a sentence ---------------------------------------------------------------------- */

static const char *change_says(struct arena *arena, const struct study_comparison *of, int32_t side, enum kpi which, const char *label)
{
    const struct compare_say_change change = compare_say_change_of(of, side, which);
    if (isnan(change.delta)) return "";
    const char *to = compare_say_marked(arena, compare_say_id(arena, side, &change.to, "value"), change.to.value, change.to.unit);
    if (change.delta == 0.0) return text_format(arena, "the same %s (%s)", label, to);
    const char *word = verdict_of_change_word(verdict_of_change_good(which), change.delta, change.half);
    return text_format(arena, "%s %s (%s instead of %s, %s)", label, compare_say_marked_change(arena, compare_say_id(arena, side, &change.to, "delta"), change.delta, change.to.unit), to,
                       compare_say_marked(arena, compare_say_id(arena, 0, &change.from, "value"), change.from.value, change.from.unit), word);
}

static const char *answer_says(struct arena *arena, const struct study_comparison *of, int32_t side)
{
    static const struct { enum kpi which; const char *label; } said[] = {
        {KPI_RACK_TILES, "rack tiles"}, {KPI_STORAGE_MAX, "storage power"}, {KPI_SITE_DESIGN, "site power"}, {KPI_READ_LEAST, "reads in the worst case judged"},
        {KPI_WRITE_LEAST, "writes in the worst case judged"}, {KPI_GOODPUT, "useful GPU time"},
    };
    struct text out = text_new(arena);
    for (size_t k = 0; k < sizeof said / sizeof said[0]; k++) {
        const char *words = change_says(arena, of, side, said[k].which, said[k].label);
        if (*words) text_printf(&out, "%s%s", out.length ? "; " : "", words);
    }
    return text_format(arena, "%s against %s: %s.", compare_say_name(arena, of, side), compare_say_name(arena, of, 0), out.bytes);
}

/* --- the document's parts --------------------------------------------------------------------------------- */

static void opening(struct page *page)
{
    struct doc *doc = page->doc;
    doc_heading(doc, 1, doc->title);
    doc_begin(doc, DOC_CALLOUT, "note");
    for (int32_t s = 1; s < page->of->n_sides; s++) {
        doc_paragraph(doc);
        doc_strong(doc, answer_says(page->arena, page->of, s));
    }
    doc_end(doc);
    static const char *const names[] = { "Answer", "Verdict", "MUSTs not met", "!As of", "File" };
    doc_table(page->doc, "What is compared; differences are from the first", names, 5);
    for (int32_t s = 0; s < page->of->n_sides; s++) {
        const struct results *r = page->of->sides[s].results;
        struct text failed = text_new(page->arena);
        for (int32_t q = 0; q < r->n_requirements; q++)
            if (text_equal(r->requirements[q].level, "must") && !text_equal(r->requirements[q].verdict, "pass")) text_printf(&failed, "%s%s", failed.length ? ", " : "", r->requirements[q].id);
        doc_row(doc);
        doc_text_cell(page->doc, compare_say_name(page->arena, page->of, s));
        doc_cell(doc);
        doc_verdict(doc, r->verdict);
        doc_text_cell(page->doc, failed.length ? mark_name(page->arena, failed.bytes) : "none");
        doc_text_cell(page->doc, say_text(r->scenario.as_of));
        doc_cell(doc);
        doc_code_of(doc, text_format(page->arena, "sides[%d].file", (int)s), page->of->sides[s].file);
    }
    doc_end(doc);
}

static void kpi_row(struct page *page, int32_t side, enum kpi which)
{
    static const char *const good_words[] = { "neither", "more", "less" };
    struct arena *arena = page->arena;
    const struct compare_say_change change = compare_say_change_of(page->of, side, which);
    if (isnan(change.from.value) && isnan(change.to.value)) return;
    const enum charts_waterfall_good good = verdict_of_change_good(which);
    const char *word = verdict_of_change_word(good, change.delta, change.half);
    doc_row(page->doc);
    doc_text_cell(page->doc, mark_name(arena, change.to.label));
    doc_text_cell(page->doc, good_words[good]);
    doc_number_cell(page->doc, compare_say_id(arena, 0, &change.from, "value"), change.from.value, kpi_text(arena, page->of->sides[0].results, which));
    doc_number_cell(page->doc, compare_say_id(arena, side, &change.to, "value"), change.to.value, kpi_text(arena, page->of->sides[side].results, which));
    doc_number_cell(page->doc, compare_say_id(arena, side, &change.to, "delta"), change.delta, isnan(change.delta) ? "" : verdict_of_change_say_kpi(arena, change.delta, &change.to, which));
    if (isnan(change.half)) doc_text_cell(page->doc, "");
    else doc_number_cell(page->doc, compare_say_id(arena, side, &change.to, "half"), change.half, compare_say_interval(arena, &change, change.to.unit));
    doc_cell(page->doc);
    if (strstr(word, "better") || strstr(word, "worse")) doc_verdict(page->doc, word);
    else doc_text(page->doc, word);
}

static void kpis(struct page *page, int32_t side)
{
    static const char *const names[] = { "Quantity", "Good", ">", ">", ">Difference", ">" MARK_NAME("95 % interval"), "!" };
    const char *own[7];
    memcpy(own, names, sizeof own);
    own[2] = text_format(page->arena, ">%s", compare_say_name(page->arena, page->of, 0));
    own[3] = text_format(page->arena, ">%s", compare_say_name(page->arena, page->of, side));
    doc_heading(page->doc, 2, text_format(page->arena, "%s against %s", compare_say_name(page->arena, page->of, side), compare_say_name(page->arena, page->of, 0)));
    doc_paragraph(page->doc);
    doc_text(page->doc, compare_say_luck(page->arena, &page->of->sides[side], side));
    doc_table(page->doc, "Good: which way is better", own, 7);
    for (int k = 0; k < KPI_HELD; k++) kpi_row(page, side, (enum kpi)k);
    doc_end(page->doc);
}

/* --- whose doing ------------------------------------------------------------------------------------------------ */

/* "sides[1].attribution.from[2]" */
static const char *attribution_id(struct page *page, int32_t side, const char *what, int32_t v)
{
    return text_format(page->arena, "sides[%d].attribution.%s[%d]", (int)side, what, (int)v);
}

static void figure(struct page *page, int32_t side, const char *column)
{
    const struct study_attribution *a = &page->of->sides[side].attribution;
    const int32_t v = compare_say_value(a, column);
    if (v < 0 || isnan(a->interaction[v]) || a->from[v] == a->to[v]) return;
    int32_t *order = ARENA_ARRAY(page->arena, int32_t, a->n_parts);
    const int32_t n = compare_say_ranked(a, v, order);
    struct charts_waterfall_step *steps = ARENA_ARRAY(page->arena, struct charts_waterfall_step, n);
    for (int32_t k = 0; k < n; k++) steps[k] = (struct charts_waterfall_step){a->parts[order[k]].name, attribution_id(page, side, text_format(page->arena, "parts[%d].shapley", (int)order[k]), v), a->parts[order[k]].shapley[v]};
    const char *label = compare_say_label(page->arena, column);
    const char *from_id = attribution_id(page, side, "from", v), *to_id = attribution_id(page, side, "to", v);
    const struct charts_waterfall of = {.from_id = from_id, .to_id = to_id, .id = text_format(page->arena, "figure-%s-%d", column, (int)side), .title = text_format(page->arena, "What makes the difference in %s", label),
        .from_name = compare_say_name(page->arena, page->of, 0), .to_name = compare_say_name(page->arena, page->of, side), .unit = a->units[v], .good = verdict_of_change_good_column(column), .from = a->from[v], .to = a->to[v],
        .steps = steps, .n_steps = n};
    const struct charts_drawing chart = charts_waterfall_draw(&of, page->arena);
    if (chart.svg) doc_figure(page->doc, chart.id, text_format(page->arena, "%s: %s in %s, %s in %s.", chart.title, compare_say_marked(page->arena, from_id, a->from[v], a->units[v]),
                                                               compare_say_name(page->arena, page->of, 0), compare_say_marked(page->arena, to_id, a->to[v], a->units[v]),
                                                               compare_say_name(page->arena, page->of, side)), chart.svg, "");
}

static void change_cell(struct page *page, const char *id, double change, enum unit unit)
{
    doc_number_cell(page->doc, id, change, verdict_of_change_say(page->arena, change, unit));
}

static void value_table(struct page *page, int32_t side, int32_t v)
{
    const struct study_attribution *a = &page->of->sides[side].attribution;
    static const char *const names[] = { "Input", ">Alone", ">Shapley" };
    const char *column = a->names[v];
    int32_t *order = ARENA_ARRAY(page->arena, int32_t, a->n_parts);
    const int32_t n = compare_say_ranked(a, v, order);
    doc_table(page->doc, text_format(page->arena, "%s: from %s to %s", compare_say_label(page->arena, column), compare_say_marked(page->arena, attribution_id(page, side, "from", v), a->from[v], a->units[v]),
                              compare_say_marked(page->arena, attribution_id(page, side, "to", v), a->to[v], a->units[v])), names, 3);
    for (int32_t k = 0; k < n; k++) {
        const struct study_part *part = &a->parts[order[k]];
        doc_row(page->doc);
        doc_cell(page->doc);
        doc_code_of(page->doc, text_format(page->arena, "sides[%d].attribution.parts[%d].name", (int)side, (int)order[k]), part->name);
        change_cell(page, attribution_id(page, side, text_format(page->arena, "parts[%d].alone", (int)order[k]), v), part->alone[v], a->units[v]);
        change_cell(page, attribution_id(page, side, text_format(page->arena, "parts[%d].shapley", (int)order[k]), v), part->shapley[v], a->units[v]);
    }
    doc_row(page->doc);
    doc_text_cell(page->doc, "interaction");
    change_cell(page, attribution_id(page, side, "interaction", v), a->interaction[v], a->units[v]);
    doc_text_cell(page->doc, "");
    doc_row(page->doc);
    doc_text_cell(page->doc, "sum: the whole difference");
    change_cell(page, attribution_id(page, side, "whole", v), a->whole[v], a->units[v]);
    change_cell(page, attribution_id(page, side, "shapley", v), a->shapley[v], a->units[v]);
    doc_end(page->doc);
}

static void changes(struct page *page, int32_t side)
{
    const struct study_attribution *a = &page->of->sides[side].attribution;
    static const char *const names[] = { "Input", "Key", "From", "To" };
    doc_begin(page->doc, DOC_FOLD, text_format(page->arena, "What differs: %s", mark_number(page->arena, text_format(page->arena, "sides[%d].attribution.n_parts", (int)side), a->n_parts, say_count_of(page->arena, a->n_parts, "input"))));
    doc_table(page->doc, "As written, models reached; values set on the command line included", names, 4);
    for (int32_t p = 0; p < a->n_parts; p++)
        for (int32_t c = 0; c < a->parts[p].n_changes; c++) {
            const struct study_change *change = &a->parts[p].changes[c];
            const char *id = text_format(page->arena, "sides[%d].attribution.parts[%d]", (int)side, (int)p), *at = text_format(page->arena, "%s.changes[%d]", id, (int)c);
            doc_row(page->doc);
            doc_cell(page->doc);
            if (c == 0) doc_code_of(page->doc, text_format(page->arena, "%s.name", id), a->parts[p].name);
            doc_cell(page->doc);
            doc_code_of(page->doc, text_format(page->arena, "%s.path", at), change->path);
            doc_text_cell(page->doc, *change->from ? mark_text(page->arena, text_format(page->arena, "%s.from", at), change->from) : "nothing");
            doc_text_cell(page->doc, *change->to ? mark_text(page->arena, text_format(page->arena, "%s.to", at), change->to) : "nothing");
        }
    doc_end(page->doc);
    doc_end(page->doc);
}

static void attribution(struct page *page, int32_t side)
{
    const struct study_compared *s = &page->of->sides[side];
    const struct study_attribution *a = &s->attribution;
    doc_heading(page->doc, 3, "Whose doing it is");
    doc_paragraph(page->doc);
    if (*s->no_attribution) {
        doc_text(page->doc, text_format(page->arena, "Not attributed: %s.", mark_text(page->arena, text_format(page->arena, "sides[%d].no_attribution", (int)side), s->no_attribution)));
        return;
    }
    doc_printf(page->doc, "Every combination of the inputs that differ was %s (%s). Alone: what one input changes by itself from the first answer; what that leaves is interaction. "
               "Shapley: the mean of what it changes over all orders in which the inputs can be changed; these sum to the whole.", a->simulated ? "simulated" : "planned",
               mark_number(page->arena, text_format(page->arena, "sides[%d].attribution.n_combinations", (int)side), (double)a->n_combinations, say_count_of(page->arena, (double)a->n_combinations, "combination")));
    for (int32_t n = 0; n < a->n_notes; n++) {
        doc_paragraph(page->doc);
        doc_muted(page->doc, text_format(page->arena, "%s.", mark_text(page->arena, text_format(page->arena, "sides[%d].attribution.notes[%d]", (int)side, (int)n), a->notes[n])));
    }
    for (int d = 0; d < COMPARE_SAY_DRAWN; d++) figure(page, side, compare_say_drawn[d]);
    for (int32_t v = 0; v < a->n_values; v++)
        if (!isnan(a->interaction[v]) && a->from[v] != a->to[v]) value_table(page, side, v);
    changes(page, side);
}

/* --- regret, dates ------------------------------------------------------------------------------------------------ */

static void regret(struct page *page)
{
    const int32_t n = page->of->n_sides;
    if (page->of->n_regret == 0) return;
    doc_heading(page->doc, 2, "Built for one, needed the other");
    doc_begin(page->doc, DOC_TABLE, "Each build, its counts as planned, under the demand, jobs and requirements of each scenario; by the plan, without a simulation");
    doc_column(page->doc, DOC_LEFT, "Built for");
    for (int32_t c = 0; c < n; c++) doc_column(page->doc, DOC_LEFT, text_format(page->arena, "Needed: %s", compare_say_name(page->arena, page->of, c)));
    for (int32_t r = 0; r < n; r++) {
        doc_row(page->doc);
        doc_text_cell(page->doc, compare_say_name(page->arena, page->of, r));
        for (int32_t c = 0; c < n; c++) {
            const struct study_regret *of = &page->of->regret[r * n + c];
            doc_cell(page->doc);
            if (of->known) doc_verdict(page->doc, of->verdict);
            doc_text(page->doc, " ");
            doc_text(page->doc, compare_say_regret(page->arena, of, text_format(page->arena, "regret[%d]", (int)(r * n + c)), r == c));
        }
    }
    doc_end(page->doc);
}

static void as_of(struct page *page)
{
    struct arena *arena = page->arena;
    if (page->of->n_sides == 0 || !*page->of->sides[0].as_of.date) return;
    static const char *const names[] = { "!As of", "Best that can be had", "Verdict", ">Rack tiles", ">Storage", ">Site", ">This build stands", ">Usable, " MARK_NAME("P50"), ">Reads, " MARK_NAME("P50"), ">" MARK_NAME("P10 to P90") };
    doc_heading(page->doc, 2, "With what is available then");
    doc_table(page->doc, "Best: of the catalog's nodes that can be had by the date and that the policy allows, fewest MUSTs failed, then rack tiles, then watts of storage and its network at most. "
            "On the right: what of this build has landed by then", names, 10);
    for (int32_t s = 0; s < page->of->n_sides; s++) {
        const struct study_as_of *a = &page->of->sides[s].as_of;
        const char *id = text_format(arena, "sides[%d].as_of", (int)s);
        doc_row(page->doc);
        doc_text_cell(page->doc, a->date);
        doc_text_cell(page->doc, *a->best ? mark_text(arena, text_format(arena, "%s.best", id), a->best) : "none");
        doc_cell(page->doc);
        if (*a->best) doc_verdict(page->doc, a->best_verdict);
        doc_number_cell(page->doc, text_format(arena, "%s.best_rack_tiles", id), a->best_rack_tiles, *a->best ? say_quantity(arena, a->best_rack_tiles, UNIT_COUNT) : "");
        doc_number_cell(page->doc, text_format(arena, "%s.best_storage_w", id), a->best_storage_w, *a->best ? say_quantity(arena, a->best_storage_w, UNIT_WATTS) : "");
        doc_number_cell(page->doc, text_format(arena, "%s.best_site_w", id), a->best_site_w, *a->best ? say_quantity(arena, a->best_site_w, UNIT_WATTS) : "");
        doc_number_cell(page->doc, text_format(arena, "%s.by_then", id), a->by_then, isnan(a->by_then) ? "no delivery" : text_format(arena, "in %s of the draws", say_quantity(arena, a->by_then, UNIT_FRACTION)));
        if (a->n_landed == 0) {
            for (int k = 0; k < 3; k++) doc_text_cell(page->doc, "");
            continue;
        }
        doc_number_cell(page->doc, text_format(arena, "%s.landed[0].usable_p50_bytes", id), a->landed->usable_p50_bytes, say_quantity(arena, a->landed->usable_p50_bytes, UNIT_BYTES));
        doc_number_cell(page->doc, text_format(arena, "%s.landed[0].read_p50_bytes_per_s", id), a->landed->read_p50_bytes_per_s, say_quantity(arena, a->landed->read_p50_bytes_per_s, UNIT_BYTES_PER_S));
        doc_number_cell(page->doc, text_format(arena, "%s.landed[0].usable_p10_bytes", id), a->landed->usable_p10_bytes, say_quantity(arena, a->landed->usable_p10_bytes, UNIT_BYTES));
        doc_text(page->doc, " to ");
        doc_number(page->doc, text_format(arena, "%s.landed[0].usable_p90_bytes", id), a->landed->usable_p90_bytes, say_quantity(arena, a->landed->usable_p90_bytes, UNIT_BYTES));
    }
    doc_end(page->doc);
    for (int32_t s = 0; s < page->of->n_sides; s++) {
        if (!*page->of->sides[s].as_of.not_yet) continue;
        doc_paragraph(page->doc);
        doc_text(page->doc, text_format(arena, "Not to be had by %s: %s.", page->of->sides[s].as_of.date, mark_text(arena, text_format(arena, "sides[%d].as_of.not_yet", (int)s), page->of->sides[s].as_of.not_yet)));
    }
}

struct doc *compare_doc(const struct study_comparison *comparison, struct arena *arena)
{
    struct page page = {comparison, doc_new(arena, "Comparison"), arena};
    const struct results **results = ARENA_ARRAY(arena, const struct results *, comparison->n_sides);
    for (int32_t s = 0; s < comparison->n_sides; s++) results[s] = comparison->sides[s].results;
    doc_knows(page.doc, names_of_all(results, (int)comparison->n_sides, arena));
    opening(&page);
    doc_contents(page.doc, 2);
    as_of(&page);
    for (int32_t s = 1; s < comparison->n_sides; s++) {
        kpis(&page, s);
        attribution(&page, s);
    }
    regret(&page);
    if (comparison->ab) ab_plan_section(page.doc, 2, comparison->ab, "");
    if (comparison->n_notes) doc_heading(page.doc, 2, "Notes");
    for (int32_t n = 0; n < comparison->n_notes; n++) {
        doc_paragraph(page.doc);
        doc_quote(page.doc, text_format(arena, "notes[%d]", (int)n), comparison->notes[n]);
    }
    doc_paragraph(page.doc);
    doc_muted(page.doc, text_format(arena, "exasite %s: ", mark_text(arena, "version", comparison->version)));
    doc_code_of(page.doc, "command", comparison->command);
    return page.doc;
}
