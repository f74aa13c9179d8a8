#include "reports/uncertainty_doc.h"

#include <math.h>

#include "base/text.h"
#include "reports/charts_uncertainty.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/uncertainty_say.h"

enum { MOST_ROWS = 20, MOST_DRAWN = 64 };

struct report {
    const struct uncertainty_results *results;
    struct doc *doc;
    struct arena *arena;
    struct charts_drawing drawn[MOST_DRAWN]; int n_drawn;
};

/* --- pens ----------------------------------------------------------------------------------------------- */

/* Opens a table; a name that begins with > stands over numbers. */
#define TABLE(report, caption, ...) \
    doc_table((report)->doc, (caption), (const char *const[]){__VA_ARGS__}, (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)))

/* An input's path, and what is written of it: people's own words, under their ids. */
static void path_cell(struct report *report, int32_t input)
{
    doc_cell(report->doc);
    doc_code_of(report->doc, text_format(report->arena, "inputs[%d].path", (int)input), report->results->inputs[input].path);
}

static void settle_cell(struct report *report, int32_t input)
{
    doc_quote_cell(report->doc, text_format(report->arena, "inputs[%d].settle", (int)input), report->results->inputs[input].settle);
}

/* A number with its id: WHAT.NAME.PART. */
static void number(struct report *report, const char *id, double value, const char *unit)
{
    doc_number(report->doc, id, value, uncertainty_say_number(report->arena, value, unit));
}

static void number_cell(struct report *report, const char *id, double value, const char *unit)
{
    doc_cell(report->doc);
    number(report, id, value, unit);
}

/* A chance, to a hundredth of a percent: 99.96 % is not 100 %. */
static void chance(struct report *report, const char *id, double value)
{
    doc_number(report->doc, id, value, isnan(value) ? "unknown" : text_format(report->arena, "%.2f %%", 100.0 * value));
}

static const char *id_of(struct report *report, const char *what, const char *name, const char *part)
{
    return text_format(report->arena, "%s.%s.%s", what, name, part);
}

static const char *part_of(struct report *report, const char *id, const char *part)
{
    return text_format(report->arena, "%s.%s", id, part);
}

static void figure(struct report *report, struct charts_drawing drawing)
{
    if (!drawing.svg || report->n_drawn == MOST_DRAWN) return;
    doc_figure(report->doc, drawing.id, text_format(report->arena, "%s. %s", drawing.title, drawing.says), drawing.svg, "");
    report->drawn[report->n_drawn++] = drawing;
}

static void list_of_charts(struct report *report)
{
    if (report->n_drawn == 0) return;
    doc_heading(report->doc, 2, "Charts in this report");
    doc_begin(report->doc, DOC_LIST, "");
    for (int k = 0; k < report->n_drawn; k++) {
        doc_item(report->doc);
        doc_link(report->doc, text_format(report->arena, "#%s", report->drawn[k].id), report->drawn[k].title);
    }
    doc_end(report->doc);
}

static void heading(struct report *report, const char *text, const char *what)
{
    doc_heading(report->doc, 2, text);
    doc_sentence(report->doc, what);
}

/* --- first page ------------------------------------------------------------------------------------------- */

static void answer(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    doc_begin(report->doc, DOC_CALLOUT, r->sure ? "pass" : text_equal(r->verdict, "pass") ? "depends" : "fail");
    doc_paragraph(report->doc);
    doc_strong(report->doc, text_equal(r->verdict, "pass") ? "With every input at its nominal value the build holds" : "With every input at its nominal value the build does not hold");
    if (r->samples > 0.0) {
        doc_text(report->doc, "; of ");
        number(report, "samples", r->samples, "");
        doc_text(report->doc, " draws of all inputs together it holds in ");
        chance(report, "all.chance", r->all.chance);
        doc_text(report->doc, " (" MARK_NAME("95 % interval") " ");
        chance(report, "all.chance_lo", r->all.chance_lo);
        doc_text(report->doc, " to ");
        chance(report, "all.chance_hi", r->all.chance_hi);
        doc_text(report->doc, ")");
    }
    doc_text(report->doc, ".");
    if (r->has_tornado) {
        doc_text(report->doc, " One input alone turns a requirement in ");
        number(report, "flips.count", r->n_flips, "");
        doc_text(report->doc, r->n_flips == 1 ? " case." : " cases.");
    }
    doc_end(report->doc);
}

static void first_page(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    doc_heading(report->doc, 1, text_format(report->arena, "%s: how sure, and what it rests on", mark_text(report->arena, "scenario", r->scenario)));
    if (*r->question) doc_sentence(report->doc, mark_text(report->arena, "question", r->question));
    answer(report);
    doc_paragraph(report->doc);
    number(report, "inputs.count", r->n_inputs, "");
    doc_text(report->doc, " inputs may be off: by their stated range, by what their grade stands for (measured " MARK_NAME("2 %") ", datasheet and quote " MARK_NAME("5 %") ", estimate " MARK_NAME("25 %") ", placeholder " MARK_NAME("50 %") " either way), "
                          "or by their distribution. Judged by ");
    doc_text(report->doc, uncertainty_say_judge(r, report->arena));
    doc_text(report->doc, ". The build is held at ");
    doc_quote(report->doc, "held", r->held);
    doc_text(report->doc, r->counts_open ? ", as if ordered on nominal numbers; what is called needed is counted anew." : ".");
}

/* --- Monte Carlo ------------------------------------------------------------------------------------------------ */

static void chances(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    TABLE(report, "Requirements, of the build as held", "Id", "Requirement", "Level", "Nominal", ">Holds in", ">" MARK_NAME("95 % interval"));
    for (int32_t k = 0; k <= r->n_requirements; k++) {
        const struct uncertainty_requirement *line = k < r->n_requirements ? &r->requirements[k] : &r->all;
        doc_row(report->doc);
        const char *id = uncertainty_say_id(line, report->arena);
        doc_quote_cell(report->doc, text_format(report->arena, "%s.id", id), line->id);
        doc_quote_cell(report->doc, text_format(report->arena, "%s.text", id), line->text);
        doc_text_cell(report->doc, line->level);
        doc_cell(report->doc);
        doc_verdict(report->doc, line->nominal);
        doc_cell(report->doc);
        if (isnan(line->chance)) {
            doc_text(report->doc, "not judged here");
            doc_text_cell(report->doc, "");
            continue;
        }
        chance(report, text_format(report->arena, "%s.chance", id), line->chance);
        doc_cell(report->doc);
        chance(report, text_format(report->arena, "%s.chance_lo", id), line->chance_lo);
        doc_text(report->doc, " to ");
        chance(report, text_format(report->arena, "%s.chance_hi", id), line->chance_hi);
    }
    doc_end(report->doc);
}

static void quantiles(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    TABLE(report, "Headlines over all draws", "Quantity", ">Nominal", ">" MARK_NAME("P10"), ">" MARK_NAME("P50"), ">" MARK_NAME("P90"), ">Mean", ">Least", ">Most");
    for (int32_t q = 0; q < r->n_quantities; q++) {
        const struct uncertainty_quantity *line = &r->quantities[q];
        const struct { const char *part; double value; } cells[] = {{"nominal", line->nominal}, {"p10", line->p10}, {"p50", line->p50}, {"p90", line->p90}, {"mean", line->mean}, {"least", line->least}, {"most", line->most}};
        doc_row(report->doc);
        doc_text_cell(report->doc, line->title);
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) number_cell(report, id_of(report, "quantities", line->name, cells[k].part), cells[k].value, line->unit);
    }
    doc_end(report->doc);
}

/* An end that too few draws leave open is no number. */
static void interval_cell(struct report *report, const struct uncertainty_quantity *quantity, const char *part, double lo, double hi)
{
    doc_cell(report->doc);
    if (isfinite(lo)) number(report, id_of(report, "quantities", quantity->name, text_format(report->arena, "%s_lo", part)), lo, quantity->unit);
    else doc_text(report->doc, "open");
    doc_text(report->doc, " to ");
    if (isfinite(hi)) number(report, id_of(report, "quantities", quantity->name, text_format(report->arena, "%s_hi", part)), hi, quantity->unit);
    else doc_text(report->doc, "open");
}

static void quantile_intervals(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    TABLE(report, MARK_NAME("95 % intervals") " of these quantiles: how far another study of as many draws may be off", "Quantity", ">" MARK_NAME("P10"), ">" MARK_NAME("P50"), ">" MARK_NAME("P90"));
    for (int32_t q = 0; q < r->n_quantities; q++) {
        const struct uncertainty_quantity *line = &r->quantities[q];
        doc_row(report->doc);
        doc_text_cell(report->doc, line->title);
        interval_cell(report, line, "p10", line->p10_lo, line->p10_hi);
        interval_cell(report, line, "p50", line->p50_lo, line->p50_hi);
        interval_cell(report, line, "p90", line->p90_lo, line->p90_hi);
    }
    doc_end(report->doc);
}

static void monte_carlo(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    if (!(r->samples > 0.0)) return;
    heading(report, "How sure the answer is",
            "All inputs are drawn together and independently: ranges and spreads of grades uniform, distributions as they are. What a requirement's chance says is how sure the inputs make it, not how "
            "often a good day comes.");
    figure(report, charts_uncertainty_chances(r, report->arena));
    chances(report);
    quantiles(report);
    quantile_intervals(report);
    if (r->samples_planned < r->samples)
        doc_sentence(report->doc, text_format(report->arena, "%s draws make no build at all; they count as failed.", say_marked(report->arena, r->samples - r->samples_planned, UNIT_COUNT, "samples_without_build")));
}

/* --- what to ask first -------------------------------------------------------------------------------------------- */

static void loss(struct report *report, const char *id, const struct uncertainty_decision *decision, double value)
{
    doc_number(report->doc, id, value, uncertainty_say_loss(decision, value, report->arena));
}

static void worth_row(struct report *report, int32_t w)
{
    const struct uncertainty_results *r = report->results;
    const struct uncertainty_worth *worth = &r->worths[w];
    const struct uncertainty_decision *decision = &r->decisions[worth->decision];
    const struct uncertainty_input *input = &r->inputs[worth->input];
    const char *name = text_format(report->arena, "worths[%d]", (int)w);
    doc_row(report->doc);
    settle_cell(report, worth->input);
    doc_cell(report->doc);
    loss(report, part_of(report, name, "gain"), decision, worth->gain);
    doc_cell(report->doc);
    loss(report, part_of(report, name, "lo"), decision, worth->lo);
    doc_text(report->doc, " to ");
    loss(report, part_of(report, name, "hi"), decision, worth->hi);
    doc_text_cell(report->doc, text_format(report->arena, "%s, ", input->grade));
    number(report, id_of(report, "inputs", input->path, "value"), input->value, input->unit);
    doc_text(report->doc, ", ");
    number(report, id_of(report, "inputs", input->path, "lo"), input->lo, input->unit);
    doc_text(report->doc, " to ");
    number(report, id_of(report, "inputs", input->path, "hi"), input->hi, input->unit);
}

static void decision(struct report *report, int32_t d)
{
    const struct uncertainty_results *r = report->results;
    const struct uncertainty_decision *it = &r->decisions[d];
    int rows = 0;
    doc_heading(report->doc, 3, uncertainty_say_decision(r, d, report->arena));
    doc_paragraph(report->doc);
    doc_text(report->doc, mark_text(report->arena, text_format(report->arena, "decisions[%d].text", (int)d), it->text));
    doc_text(report->doc, text_format(report->arena, " Best today: %s. Expected loss today ", mark_text(report->arena, text_format(report->arena, "decisions[%d].today", (int)d), it->today)));
    loss(report, text_format(report->arena, "decisions[%d].loss", (int)d), it, it->loss);
    doc_text(report->doc, "; knowing every input it would be ");
    loss(report, text_format(report->arena, "decisions[%d].best", (int)d), it, it->best);
    doc_text(report->doc, ".");
    for (int32_t w = 0; w < r->n_worths; w++) rows += r->worths[w].decision == d;
    if (rows == 0) {
        doc_sentence(report->doc, "No input by itself would change what is decided, as far as these draws can tell.");
        return;
    }
    TABLE(report, rows > MOST_ROWS ? text_format(report->arena, "What knowing it first would save; %s smaller ones are left out", say_marked(report->arena, rows - MOST_ROWS, UNIT_COUNT, "decisions[%d].left_out", (int)d)) : "What knowing it first would save",
          "To do", ">Saves", ">" MARK_NAME("95 % interval"), "Known today as");
    rows = 0;
    for (int32_t w = 0; w < r->n_worths; w++)
        if (r->worths[w].decision == d && rows++ < MOST_ROWS) worth_row(report, w);
    doc_end(report->doc);
}

static void worths(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    if (r->n_decisions == 0) return;
    heading(report, "What to measure or ask first",
            "The value of knowing one input exactly before deciding, while all others stay as uncertain as they are (expected value of partial perfect information). Listed is what can be told from "
            "chance. Intervals are of the draws; who decides from some hundred draws decides about a percent worse than one who knew the law.");
    for (int32_t d = 0; d < r->n_decisions; d++) decision(report, d);
}

/* --- one at a time ------------------------------------------------------------------------------------------------- */

static void flip_row(struct report *report, const struct uncertainty_flip *flip)
{
    const struct uncertainty_results *r = report->results;
    const struct uncertainty_input *input = &r->inputs[flip->input];
    const struct uncertainty_requirement *requirement = &r->requirements[flip->requirement];
    const char *name = text_format(report->arena, "flips[%d]", (int)(flip - r->flips));
    doc_row(report->doc);
    doc_quote_cell(report->doc, text_format(report->arena, "%s.id", uncertainty_say_id(requirement, report->arena)), requirement->id);
    doc_text_cell(report->doc, text_format(report->arena, "%s to %s", flip->from, flip->to));
    path_cell(report, flip->input);
    doc_number_cell(report->doc, part_of(report, name, "value"), flip->value, uncertainty_say_beside(report->arena, flip->value, input->value, input->unit));
    number_cell(report, part_of(report, name, "nominal"), input->value, input->unit);
    number_cell(report, part_of(report, name, "share"), flip->share, "fraction");
    doc_quote_cell(report->doc, text_format(report->arena, "inputs[%d].known", (int)flip->input), input->known);
    settle_cell(report, flip->input);
}

static void flips(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    doc_heading(report->doc, 3, "Where a verdict turns");
    if (r->n_flips == 0) {
        doc_sentence(report->doc, "No input alone turns a requirement of the build as held, anywhere between its two ends.");
        return;
    }
    TABLE(report, "Found by bisection, every other input at its nominal value; share: of the way between the input's ends that has the other verdict", "Requirement", "Turns", "Input", ">At", ">Nominal",
          ">Share", "Ends by", "To do");
    for (int32_t f = 0; f < r->n_flips; f++) flip_row(report, &r->flips[f]);
    doc_end(report->doc);
}

static void tornado(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    if (!r->has_tornado) return;
    heading(report, "One input at a time", "Each input goes to its low and its high end while all others stay at their nominal values.");
    flips(report);
    doc_heading(report->doc, 3, "What moves each headline");
    for (int32_t q = 0; q < r->n_quantities; q++) figure(report, charts_uncertainty_tornado(r, q, report->arena));
    if (r->no_plan > 0.0) doc_sentence(report->doc, text_format(report->arena, "At %s there is no build at all: too few nodes for the code, or nothing that can be sized.", say_count_marked(report->arena, r->no_plan, "end", "no_plan")));
}

/* --- all at once --------------------------------------------------------------------------------------------------------- */

static void effects(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    if (!(r->walks > 0.0)) return;
    heading(report, "Screening by elementary effects", "Morris' method: walks through the space of all inputs that change one input after the other, so that an input is tried at many values of the others.");
    for (int32_t q = 0; q < r->n_quantities; q++) {
        int n;
        const int32_t *order = uncertainty_say_effects(r, q, report->arena, &n);
        const struct uncertainty_quantity *quantity = &r->quantities[q];
        if (n == 0) continue;
        doc_heading(report->doc, 3, quantity->title);
        figure(report, charts_uncertainty_effects(r, q, report->arena));
        TABLE(report, n > MOST_ROWS ? text_format(report->arena, "The %s largest of %s", say_marked(report->arena, MOST_ROWS, UNIT_COUNT, "effects.shown"), say_marked(report->arena, n, UNIT_COUNT, "effects.%s.count", quantity->name)) : "Change across the input's whole range", "Input", ">\xCE\xBC*", ">\xCE\xBC", ">\xCF\x83");
        for (int k = 0; k < n && k < MOST_ROWS; k++) {
            const struct uncertainty_effect *effect = &r->effects[order[k]];
            const char *name = text_format(report->arena, "effects[%d]", (int)(effect - r->effects));
            doc_row(report->doc);
            path_cell(report, effect->input);
            number_cell(report, part_of(report, name, "mu_star"), effect->mu_star, quantity->unit);
            number_cell(report, part_of(report, name, "mu"), effect->mu, quantity->unit);
            number_cell(report, part_of(report, name, "sigma"), effect->sigma, quantity->unit);
        }
        doc_end(report->doc);
    }
}

static void index_row(struct report *report, const struct uncertainty_index *index)
{
    const struct uncertainty_results *r = report->results;
    const char *name = text_format(report->arena, "indices[%d]", (int)(index - r->indices));
    doc_row(report->doc);
    path_cell(report, index->input);
    number_cell(report, part_of(report, name, "first"), index->first, "fraction");
    number_cell(report, part_of(report, name, "first_lo"), index->first_lo, "fraction");
    doc_text(report->doc, " to ");
    number(report, part_of(report, name, "first_hi"), index->first_hi, "fraction");
    number_cell(report, part_of(report, name, "total"), index->total, "fraction");
    number_cell(report, part_of(report, name, "total_lo"), index->total_lo, "fraction");
    doc_text(report->doc, " to ");
    number(report, part_of(report, name, "total_hi"), index->total_hi, "fraction");
}

static void indices(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    if (!(r->rows > 0.0)) return;
    heading(report, "Shares of the variance", text_format(report->arena, "Sobol' indices over %s rows%s. An estimate of a small share may fall below " MARK_NAME("0") " by chance.", say_marked(report->arena, r->rows, UNIT_COUNT, "rows"),
                                                          uncertainty_say_screened(r, report->arena)));
    for (int32_t q = 0; q < r->n_quantities; q++) {
        int n;
        const int32_t *order = uncertainty_say_indices(r, q, report->arena, &n);
        if (n == 0) continue;
        doc_heading(report->doc, 3, r->quantities[q].title);
        figure(report, charts_uncertainty_indices(r, q, report->arena));
        TABLE(report, "Share of the variance", "Input", ">Alone", ">" MARK_NAME("95 % interval"), ">With others", ">" MARK_NAME("95 % interval"));
        for (int k = 0; k < n; k++) index_row(report, &r->indices[order[k]]);
        doc_end(report->doc);
    }
    if (r->rows_known < r->rows) doc_sentence(report->doc, text_format(report->arena, "%s rows hold a point that is no build; they are left out.", say_marked(report->arena, r->rows - r->rows_known, UNIT_COUNT, "rows_without_build")));
}

/* --- the inputs, the manifest ------------------------------------------------------------------------------------------------ */

static void inputs(struct report *report)
{
    const struct uncertainty_results *r = report->results;
    doc_heading(report->doc, 2, "The inputs");
    doc_begin(report->doc, DOC_FOLD, text_format(report->arena, "%s and how far each may be off", mark_number(report->arena, "inputs.count", r->n_inputs, say_count_of(report->arena, r->n_inputs, "input"))));
    TABLE(report, "", "Input", ">Nominal", ">Low", ">High", "Ends by", "Grade", "Source");
    for (int32_t i = 0; i < r->n_inputs; i++) {
        const struct uncertainty_input *input = &r->inputs[i];
        doc_row(report->doc);
        path_cell(report, i);
        number_cell(report, id_of(report, "inputs", input->path, "value"), input->value, input->unit);
        number_cell(report, id_of(report, "inputs", input->path, "lo"), input->lo, input->unit);
        number_cell(report, id_of(report, "inputs", input->path, "hi"), input->hi, input->unit);
        doc_quote_cell(report->doc, text_format(report->arena, "inputs[%d].known", (int)i), input->known);
        doc_text_cell(report->doc, input->grade);
        doc_quote_cell(report->doc, text_format(report->arena, "inputs[%d].source", (int)i), input->source);
    }
    doc_end(report->doc);
    doc_end(report->doc);
}

static void manifest(struct report *report)
{
    const struct result_manifest *m = &report->results->manifest;
    const char *const rows[][3] = {{"Version", m->version, "manifest.version"}, {"Command", m->command, "manifest.command"}, {"Seed", m->seed, "manifest.seed"}};
    doc_heading(report->doc, 2, "Manifest");
    TABLE(report, "", "What", "Value");
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        doc_row(report->doc);
        doc_text_cell(report->doc, rows[k][0]);
        doc_quote_cell(report->doc, rows[k][2], say_text(rows[k][1]));
    }
    doc_end(report->doc);
    doc_begin(report->doc, DOC_FOLD, text_format(report->arena, "%s and their " MARK_NAME("SHA-256"), mark_number(report->arena, "manifest.n_inputs", m->n_inputs, say_count_of(report->arena, m->n_inputs, "input file"))));
    doc_begin(report->doc, DOC_LIST, "");
    for (int32_t f = 0; f < m->n_inputs; f++) {
        doc_item(report->doc);
        doc_code_of(report->doc, text_format(report->arena, "manifest.inputs[%d].file", (int)f), m->inputs[f].file);
        doc_text(report->doc, " ");
        doc_code_of(report->doc, text_format(report->arena, "manifest.inputs[%d].sha256", (int)f), m->inputs[f].sha256);
    }
    doc_end(report->doc);
    doc_end(report->doc);
}

struct doc *uncertainty_doc(const struct uncertainty_results *results, struct arena *arena)
{
    struct report report = {.results = results, .doc = doc_new(arena, text_format(arena, "%s: how sure, and what it rests on", results->scenario)), .arena = arena};
    first_page(&report);
    monte_carlo(&report);
    worths(&report);
    tornado(&report);
    effects(&report);
    indices(&report);
    inputs(&report);
    list_of_charts(&report);
    manifest(&report);
    return report.doc;
}
