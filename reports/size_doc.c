#include "reports/size_doc.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/size_say.h"

struct report { const struct study_size *size; struct doc *doc; struct arena *arena; };

static void number_cell(const struct report *report, const char *id, double value, const char *text)
{
    doc_cell(report->doc);
    if (isnan(value)) doc_muted(report->doc, "unknown");
    else doc_number(report->doc, id, value, text);
}

static void write_first(const struct report *report)
{
    const struct study_size *size = report->size;
    const struct study_size_option *best = size_say_option_named(size, size->best);
    doc_heading(report->doc, 1, text_format(report->arena, "%s: sized", mark_text(report->arena, "scenario", size->scenario)));
    if (*size->question) {
        doc_paragraph(report->doc);
        doc_quote(report->doc, "question", size->question);
    }
    doc_begin(report->doc, DOC_CALLOUT, size->verdict);
    doc_paragraph(report->doc);
    doc_text(report->doc, text_format(report->arena, "Asked: %s. ", size_say_asked(size, report->arena)));
    if (best) doc_strong(report->doc, text_format(report->arena, "%s: %s", size_say_name_of(size, best->option, report->arena), size_say_option_figure(size, best, report->arena)));
    else doc_strong(report->doc, "No option meets every MUST.");
    doc_text(report->doc, text_format(report->arena, " (%s.)", size_say_among(size, report->arena)));
    doc_end(report->doc);
}

static void write_build(const struct report *report, const char *title, const struct study_size_option *option)
{
    static const char *const names[] = {"Node", "Mark", ">Count", ">A step more", ">A step less"};
    struct arena *arena = report->arena;
    const struct study_size *size = report->size;
    doc_heading(report->doc, 2, title);
    doc_paragraph(report->doc);
    doc_strong(report->doc, size_say_name_of(size, option->option, arena));
    doc_text(report->doc, text_format(arena, ": %s. Simulated: %s.", size_say_takes(size, option, arena), size_say_proof(size, option, arena)));
    if (option->n_counts == 0) return;
    doc_table(report->doc, "AUTO: searched; MANUAL: stated by the scenario. A step less says what then fails", names, 5);
    for (int32_t c = 0; c < option->n_counts; c++) {
        const struct study_size_count *count = &option->counts[c];
        const char *id = size_say_count_id(size, option, c, arena);
        doc_row(report->doc);
        doc_text_cell(report->doc, mark_text(arena, text_format(arena, "%s.node", id), count->node));
        doc_text_cell(report->doc, count->mark);
        number_cell(report, text_format(arena, "%s.count", id), count->count, say_quantity(arena, count->count, UNIT_COUNT));
        doc_text_cell(report->doc, text_equal(count->mark, "AUTO") ? size_say_more(count, id, arena) : "");
        doc_text_cell(report->doc, size_say_less(count, id, arena));
    }
    doc_end(report->doc);
}

static void write_rows(const struct report *report)
{
    static const char *const names[] = {"Row", "Binds", ">Limit", ">Shadow price", ">One unit more"};
    const struct study_size *size = report->size;
    if (size->n_rows == 0) return;
    doc_heading(report->doc, 2, "What binds, and what a unit more costs");
    doc_paragraph(report->doc);
    doc_text(report->doc, "The rows of the best option's integer program, in which a domain out is one box and racks are filled alone. The shadow price is that of its linear relaxation "
                          "(parts of boxes allowed); the last column solves it again with one unit more.");
    doc_table(report->doc, "Rows of the program", names, 5);
    for (int32_t r = 0; r < size->n_rows; r++) {
        const struct study_size_row *row = &size->rows[r];
        const char *id = text_format(report->arena, "rows[%d]", (int)r);
        doc_row(report->doc);
        doc_text_cell(report->doc, mark_text(report->arena, text_format(report->arena, "%s.name", id), row->name));
        doc_text_cell(report->doc, row->binds ? "binds" : "");
        number_cell(report, text_format(report->arena, "%s.limit", id), row->limit, say_named(report->arena, row->limit, row->unit));
        doc_text_cell(report->doc, row->price == 0.0 ? mark_number(report->arena, text_format(report->arena, "%s.price", id), 0.0, "0")
                                       : text_format(report->arena, "%s per %s", size_say_price(size, text_format(report->arena, "%s.price", id), row->price, report->arena), row->per));
        doc_text_cell(report->doc, row->price == 0.0 ? "" : size_say_price(size, text_format(report->arena, "%s.one_more", id), row->one_more, report->arena));
    }
    doc_end(report->doc);
}

/* Empty where there is no such option. */
static void figure_cell(const struct report *report, const char *option, const char *id, double value)
{
    if (*option) number_cell(report, id, value, size_say_figure_text(report->size, value, report->arena));
    else doc_text_cell(report->doc, "");
}

static void write_architectures(const struct report *report)
{
    static const char *const names[] = {"Stack", "Best", "Takes", "Runner-up", "Takes"};
    const struct study_size *size = report->size;
    doc_heading(report->doc, 2, "By stack");
    doc_table(report->doc, "Of what the policy allows", names, 5);
    for (int32_t a = 0; a < size->n_architectures; a++) {
        const struct study_size_best *best = &size->architectures[a];
        doc_row(report->doc);
        const char *id = text_format(report->arena, "architectures[%d]", (int)a);
        doc_text_cell(report->doc, mark_text(report->arena, text_format(report->arena, "%s.architecture", id), best->architecture));
        doc_text_cell(report->doc, *best->best ? size_say_name_of(size, best->best, report->arena) : "none that is allowed passes");
        figure_cell(report, best->best, text_format(report->arena, "%s.best_figure", id), best->best_figure);
        doc_text_cell(report->doc, size_say_name_of(size, best->next, report->arena));
        figure_cell(report, best->next, text_format(report->arena, "%s.next_figure", id), best->next_figure);
    }
    doc_end(report->doc);
}

static void write_policy(const struct report *report)
{
    const struct study_size *size = report->size;
    if (size->n_policy == 0) return;
    doc_heading(report->doc, 2, "What the policy costs");
    doc_begin(report->doc, DOC_LIST, "");
    for (int32_t p = 0; p < size->n_policy; p++) {
        doc_item(report->doc);
        doc_strong(report->doc, mark_name(report->arena, size->policy[p].policy));
        doc_text(report->doc, text_format(report->arena, ": %s. It forbids %s.", size_say_restriction(size, p, report->arena),
                                          mark_text(report->arena, text_format(report->arena, "policy[%d].forbids", (int)p), size->policy[p].forbids)));
    }
    doc_end(report->doc);
}

static void write_dates(const struct report *report)
{
    static const char *const names[] = {"From", "The best that can stand", "Too late", ">Comes to"};
    const struct study_size *size = report->size;
    if (size->n_dates < 2) return;
    doc_heading(report->doc, 2, "What each date allows");
    doc_table(report->doc, "Hardware comes at different dates. What is too late is sized by plan alone", names, 4);
    for (int32_t d = 0; d < size->n_dates; d++) {
        const struct study_size_date *date = &size->dates[d];
        const char *id = text_format(report->arena, "dates[%d]", (int)d);
        doc_row(report->doc);
        doc_text_cell(report->doc, *date->from ? date->from : "any date");
        doc_text_cell(report->doc, mark_text(report->arena, text_format(report->arena, "%s.option", id), date->option));
        doc_text_cell(report->doc, mark_text(report->arena, text_format(report->arena, "%s.late", id), date->late));
        number_cell(report, text_format(report->arena, "%s.figure", id), date->figure, size_say_figure_text(size, date->figure, report->arena));
    }
    doc_end(report->doc);
}

static void write_options(const struct report *report)
{
    static const char *const names[] = {"Option", "Verdict", "Counts", "Why not", ">Rack tiles", ">Storage", ">Replications"};
    const struct study_size *size = report->size;
    doc_heading(report->doc, 2, "All options");
    doc_table(report->doc, "The smallest first; of mixes the best of each stack and front end. Without replications: by plan alone", names, 7);
    for (int32_t k = 0; k < size->n_options; k++) {
        const struct study_size_option *option = &size->options[k];
        doc_row(report->doc);
        doc_text_cell(report->doc, size_say_name_of(size, option->option, report->arena));
        doc_cell(report->doc);
        if (*option->verdict) doc_verdict(report->doc, option->verdict);
        else doc_muted(report->doc, "not sized");
        doc_text_cell(report->doc, *option->verdict ? size_say_counts_of(size, option, report->arena) : "");
        doc_text_cell(report->doc, *option->reason ? mark_text(report->arena, size_say_id_of(size, option, "reason", report->arena), option->reason) : mark_text(report->arena, size_say_id_of(size, option, "fails", report->arena), option->fails));
        number_cell(report, size_say_id_of(size, option, "rack_tiles", report->arena), option->rack_tiles, say_quantity(report->arena, option->rack_tiles, UNIT_COUNT));
        number_cell(report, size_say_id_of(size, option, "storage_w", report->arena), option->storage_w, say_quantity(report->arena, option->storage_w, UNIT_WATTS));
        doc_text_cell(report->doc, option->simulated ? text_format(report->arena, "%s of %s", size_say_marked(size, option, "held", option->held, UNIT_COUNT, report->arena),
                                                     size_say_marked(size, option, "replications", option->replications, UNIT_COUNT, report->arena)) : "");
    }
    doc_end(report->doc);
}

static void write_flips(const struct report *report)
{
    static const char *const names[] = {"Option", "From", "To", ">At"};
    const struct study_size *size = report->size;
    if (isnan(size->flips_from_bytes)) return;
    doc_heading(report->doc, 2, "Where another limit takes over");
    doc_paragraph(report->doc);
    doc_text(report->doc, text_format(report->arena, "What sets the storage nodes as %s to %s are asked for, the rest of the load as it is; %s %s one limit all the way.",
                                      size_say_flip_end(size, false, report->arena), size_say_flip_end(size, true, report->arena),
                                      size->n_unflipped ? mark_number(report->arena, "n_unflipped", size->n_unflipped, say_count_of(report->arena, size->n_unflipped, "option")) : "none",
                                      size->n_unflipped > 1 ? "keep" : "keeps"));
    if (size->n_flips > 0) {
        doc_table(report->doc, "Flips, bisected", names, 4);
        for (int32_t f = 0; f < size->n_flips; f++) {
            doc_row(report->doc);
            doc_text_cell(report->doc, mark_text(report->arena, text_format(report->arena, "flips[%d].option", (int)f), size->flips[f].option));
            doc_text_cell(report->doc, size_say_rule(size->flips[f].from, report->arena));
            doc_text_cell(report->doc, size_say_rule(size->flips[f].to, report->arena));
            doc_text_cell(report->doc, size_say_flip_at(size, f, report->arena));
        }
        doc_end(report->doc);
    }
    if (size->n_unflipped == 0) return;
    doc_begin(report->doc, DOC_FOLD, "Those with one limit all the way");
    doc_begin(report->doc, DOC_LIST, "");
    for (int32_t k = 0; k < size->n_unflipped; k++) {
        const char *id = text_format(report->arena, "unflipped[%d]", (int)k);
        doc_item(report->doc);
        doc_text(report->doc, text_format(report->arena, "%s: %s", mark_text(report->arena, text_format(report->arena, "%s.option", id), size->unflipped[k].option),
                                          size_say_rule(size->unflipped[k].rule, report->arena)));
    }
    doc_end(report->doc);
    doc_end(report->doc);
}

static void write_how(const struct report *report)
{
    const struct study_size *size = report->size;
    doc_heading(report->doc, 2, "How it was found");
    doc_paragraph(report->doc);
    doc_text(report->doc, "Each option carries the whole load in one pool, with every input at its nominal value. Bytes lie by capacity, so the bandwidths of a mix's boxes are not added. "
                          "docs/studies.md has the method. Made by ");
    doc_code_of(report->doc, "manifest.command", say_text(size->manifest.command));
    doc_text(report->doc, text_format(report->arena, ", version %s, seed %s, %s.", mark_text(report->arena, "manifest.version", size->manifest.version), mark_text(report->arena, "manifest.seed", size->manifest.seed),
                                      mark_number(report->arena, "manifest.replications", size->manifest.replications, say_count_of(report->arena, size->manifest.replications, "replication"))));
    if (!*size->unpriced) return;
    doc_paragraph(report->doc);
    doc_text(report->doc, text_format(report->arena, "Not sized by cost, since these models have no price: %s.", mark_text(report->arena, "unpriced", size->unpriced)));
}

struct doc *size_doc(const struct study_size *size, struct arena *arena)
{
    const struct report report = {size, doc_new(arena, text_format(arena, "%s: sized", size->scenario)), arena};
    const struct study_size_option *best = size_say_option_named(size, size->best), *mix = size_say_option_named(size, size->best_mix);
    write_first(&report);
    if (best) write_build(&report, "The best", best);
    if (mix && mix != best) write_build(&report, "The best mix", mix);
    write_rows(&report);
    write_architectures(&report);
    write_policy(&report);
    write_dates(&report);
    write_flips(&report);
    write_options(&report);
    write_how(&report);
    return report.doc;
}
