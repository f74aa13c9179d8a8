#include "reports/study_doc.h"

#include <inttypes.h>
#include <math.h>

#include "base/text.h"
#include "reports/charts_map.h"
#include "reports/charts_study.h"
#include "reports/mark.h"
#include "reports/say.h"

enum { MOST_DRAWN = 64 };

struct report {
    const struct study_digest *study;
    struct doc *doc;
    struct arena *arena;
    struct charts_drawing drawn[MOST_DRAWN]; int n_drawn;
};

/* --- words shared by report and screen --------------------------------------------------------- */

static const char *whole(struct arena *arena, const char *id, int64_t count)
{
    return mark_number(arena, id, (double)count, text_format(arena, "%" PRId64, count));
}

static const char *outcome(const struct study_digest *study, struct arena *arena)
{
    struct text out = text_new(arena);
    text_printf(&out, "%s tried: %s meet every MUST, %s do not", say_count_marked(arena, (double)study->n_done, "point", "n_done"), whole(arena, "n_passed", study->n_passed), whole(arena, "n_failed", study->n_failed));
    if (study->n_depending) text_printf(&out, ", %s depend on an open input", whole(arena, "n_depending", study->n_depending));
    if (study->n_meaningless)
        text_printf(&out, ", %s mean nothing (the first: %s, %s)", whole(arena, "n_meaningless", study->n_meaningless), mark_name(arena, text_format(arena, "point %" PRId64, study->first_problem_point)),
                    mark_text(arena, "first_problem", study->first_problem));
    if (study->n_done < study->n_points) text_printf(&out, "; %s are still to be tried", whole(arena, "n_left", study->n_points - study->n_done));
    text_append(&out, ".");
    return out.bytes;
}

/* Seven digits where that many are known. */
static const char *where(const struct study_digest *study, const struct study_flip *flip, struct arena *arena)
{
    const int at = (int)(flip - study->flips);
    const char *unit = study->inputs[flip->input].unit;
    if (flip->bisected) return text_format(arena, "at %s", mark_as(arena, flip->above, say_named_finely(arena, flip->above, unit), "flips[%d].above", at));
    return text_format(arena, "between %s and %s", mark_as(arena, flip->below, say_named(arena, flip->below, unit), "flips[%d].below", at),
                       mark_as(arena, flip->above, say_named(arena, flip->above, unit), "flips[%d].above", at));
}

const char *study_doc_screen(const struct study_digest *study, struct arena *arena)
{
    enum { SHOWN = 8 };
    struct text out = text_new(arena);
    text_printf(&out, "%s\n%s\n", study->scenario, outcome(study, arena));
    for (int32_t f = 0; f < study->n_flips && f < SHOWN; f++) {
        const struct study_flip *flip = &study->flips[f];
        text_printf(&out, "  %s flips %s of %s: %s -> %s%s%s%s\n", charts_study_name(&study->texts[flip->text], arena), where(study, flip, arena),
                    study->inputs[flip->input].path, flip->from, flip->to, *flip->held ? " (" : "", flip->held, *flip->held ? ")" : "");
    }
    const int32_t more = study->n_flips > SHOWN ? study->n_flips - SHOWN + study->flips_left_out : 0;
    if (more) text_printf(&out, "  and %d more\n", (int)more);
    return mark_plain(arena, out.bytes);
}

/* --- sections ---------------------------------------------------------------------------------------- */

static void first_page(struct report *report)
{
    const struct study_digest *study = report->study;
    doc_heading(report->doc, 1, text_format(report->arena, "%s: a study", mark_text(report->arena, "scenario", study->scenario)));
    if (*study->question) {
        doc_paragraph(report->doc);
        doc_quote(report->doc, "question", study->question);
    }
    doc_begin(report->doc, DOC_CALLOUT, "note");
    doc_paragraph(report->doc);
    doc_strong(report->doc, outcome(study, report->arena));
    doc_end(report->doc);
}

static void code_cell(struct report *report, const char *id, const char *text)
{
    doc_cell(report->doc);
    doc_code_of(report->doc, id, text);
}

static const char *how_many(struct report *report, const struct study_input *input)
{
    if (input->is_sampled) return text_format(report->arena, "every number between%s", input->is_geometric ? ", equal ratios alike" : "");
    return say_count_marked(report->arena, input->n_values, "value", "inputs[%d].n_values", (int)(input - report->study->inputs));
}

static void inputs_table(struct report *report)
{
    struct doc *doc = report->doc;
    doc_heading(doc, 2, "What was varied");
    static const char *const names[] = {"Input", "As asked", ">Least", ">Most", "Values"};
    doc_table(doc, *report->study->design ? text_format(report->arena, "Design: %s", report->study->design) : "All combinations", names, 5);
    for (int32_t v = 0; v < report->study->n_inputs; v++) {
        const struct study_input *input = &report->study->inputs[v];
        doc_row(doc);
        const char *id = text_format(report->arena, "inputs[%d]", (int)v);
        code_cell(report, text_format(report->arena, "%s.path", id), input->path);
        code_cell(report, text_format(report->arena, "%s.spec", id), input->spec);
        doc_text_cell(report->doc, input->is_number ? mark_number(report->arena, text_format(report->arena, "%s.lo", id), input->lo, say_named(report->arena, input->lo, input->unit)) : "");
        doc_text_cell(report->doc, input->is_number ? mark_number(report->arena, text_format(report->arena, "%s.hi", id), input->hi, say_named(report->arena, input->hi, input->unit)) : "");
        doc_text_cell(report->doc, how_many(report, input));
    }
    doc_end(doc);
}

static void figure(struct report *report, const struct charts_drawing *drawing)
{
    if (!drawing->svg || report->n_drawn == MOST_DRAWN) return;
    doc_figure(report->doc, drawing->id, text_format(report->arena, "%s. %s", drawing->title, drawing->says), drawing->svg, "");
    report->drawn[report->n_drawn++] = *drawing;
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

static void flips_table(struct report *report)
{
    const struct study_digest *study = report->study;
    struct doc *doc = report->doc;
    if (study->n_flips == 0) return;
    static const char *const names[] = {"What", "Where", "From", "To", "With"};
    doc_table(doc, study->flips_left_out ? text_format(report->arena, "Where it flips; %s more are left out here", whole(report->arena, "flips_left_out", study->flips_left_out)) : "Where it flips", names, 5);
    for (int32_t f = 0; f < study->n_flips; f++) {
        doc_row(doc);
        doc_text_cell(report->doc, mark_name(report->arena, charts_study_name(&study->texts[study->flips[f].text], report->arena)));
        doc_text_cell(report->doc, where(study, &study->flips[f], report->arena));
        doc_text_cell(report->doc, mark_name(report->arena, study->flips[f].from));
        doc_text_cell(report->doc, mark_name(report->arena, study->flips[f].to));
        doc_text_cell(report->doc, mark_text(report->arena, text_format(report->arena, "flips[%d].held", (int)f), study->flips[f].held));
    }
    doc_end(doc);
}

static void maps(struct report *report)
{
    doc_heading(report->doc, 2, "What binds where");
    if (report->study->n_maps == 0) {
        doc_paragraph(report->doc);
        doc_text(report->doc, "Nothing flips: verdict, sizing rules, bounds and bottleneck are the same at every point that a map could show.");
    }
    for (int32_t m = 0; m < report->study->n_maps; m++) {
        const struct charts_drawing drawing = charts_map_draw(report->study, &report->study->maps[m], report->arena);
        figure(report, &drawing);
    }
    flips_table(report);
}

static void curves(struct report *report)
{
    if (report->study->n_curves == 0) return;
    doc_heading(report->doc, 2, "What follows each input");
    for (int32_t v = 0; v < report->study->n_inputs; v++) {
        const struct charts_drawing drawing = charts_study_curves(report->study, v, report->arena);
        figure(report, &drawing);
    }
}

static void extremes(struct report *report)
{
    const struct study_digest *study = report->study;
    struct doc *doc = report->doc;
    doc_heading(doc, 2, "Extremes");
    static const char *const names[] = {"What", ">Least", ">Most", "Meaning"};
    doc_table(doc, "Over all points; the study file has each", names, 4);
    for (int n = 0; n < STUDY_NUMBERS; n++) {
        if (isnan(study->least[n])) continue;
        doc_row(doc);
        doc_text_cell(report->doc, mark_name(report->arena, charts_study_name(&study->numbers[n], report->arena)));
        doc_text_cell(report->doc, mark_number(report->arena, text_format(report->arena, "least.%s", study->numbers[n].name), study->least[n], say_quantity(report->arena, study->least[n], study->numbers[n].unit)));
        doc_text_cell(report->doc, mark_number(report->arena, text_format(report->arena, "most.%s", study->numbers[n].name), study->most[n], say_quantity(report->arena, study->most[n], study->numbers[n].unit)));
        doc_text_cell(report->doc, mark_name(report->arena, study->numbers[n].meaning));
    }
    doc_end(doc);
}

static void manifest(struct report *report)
{
    const struct study_digest *study = report->study;
    struct doc *doc = report->doc;
    const char *const rows[][2] = {
        {"Version", mark_text(report->arena, "version", say_text(study->version))}, {"Command", mark_text(report->arena, "command", say_text(study->command))},
        {"Seed", mark_text(report->arena, "seed", say_text(study->seed))},
        {"Points", text_format(report->arena, "%s of %s", say_marked(report->arena, (double)study->n_done, UNIT_COUNT, "n_done"), say_marked(report->arena, (double)study->n_points, UNIT_COUNT, "n_points"))},
        {"Replications", mark_number(report->arena, "replications", (double)study->n_replications, text_format(report->arena, "%" PRId64 " in all", study->n_replications))}};
    doc_heading(doc, 2, "Study manifest");
    static const char *const names[] = {"What", "Value"};
    doc_table(doc, "", names, 2);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        doc_row(doc);
        doc_text_cell(report->doc, rows[k][0]);
        doc_text_cell(report->doc, rows[k][1]);
    }
    doc_end(doc);
    doc_begin(doc, DOC_FOLD, text_format(report->arena, "%s and their " MARK_NAME("SHA-256"), mark_number(report->arena, "n_files", study->n_files, say_count_of(report->arena, study->n_files, "input file"))));
    doc_begin(doc, DOC_LIST, "");
    for (int32_t f = 0; f < study->n_files; f++) {
        doc_item(doc);
        doc_code_of(doc, text_format(report->arena, "file[%d]", (int)f), study->file[f]);
        doc_text(doc, " ");
        doc_code_of(doc, text_format(report->arena, "sha256[%d]", (int)f), study->sha256[f]);
    }
    doc_end(doc);
    doc_end(doc);
}

struct doc *study_doc(const struct study_digest *study, struct arena *arena)
{
    struct report report = {.study = study, .doc = doc_new(arena, text_format(arena, "%s: a study", study->scenario)), .arena = arena};
    first_page(&report);
    inputs_table(&report);
    maps(&report);
    curves(&report);
    extremes(&report);
    list_of_charts(&report);
    manifest(&report);
    return report.doc;
}
