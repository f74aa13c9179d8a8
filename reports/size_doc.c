#include "reports/size_doc.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "reports/say.h"

/* --- words shared by document and screen -------------------------------------------------------- */

static const struct study_size_option *option_named(const struct study_size *size, const char *name)
{
    for (int32_t k = 0; k < size->n_options; k++)
        if (text_equal(size->options[k].option, name)) return &size->options[k];
    return NULL;
}

/* "224 rack tiles", "3.30 MW of storage", "$1,200,000"; of --max "the most: 131,072 GPUs". */
static const char *figure(const struct study_size *size, double value, struct arena *arena)
{
    if (isnan(value)) return "unknown";
    if (strcmp(size->asked, "max gpus") == 0) return text_format(arena, "%s GPUs", say_quantity(arena, value, UNIT_COUNT));
    if (strcmp(size->asked, "max usable_capacity") == 0) return say_quantity(arena, value, UNIT_BYTES);
    if (strcmp(size->unit, "w") == 0) return text_format(arena, "%s of storage", say_quantity(arena, value, UNIT_WATTS));
    if (strcmp(size->unit, "dollars") == 0) return say_quantity(arena, value, UNIT_DOLLARS);
    return say_count_of(arena, value, "rack tile");
}

static double figure_of(const struct study_size *size, const struct study_size_option *option)
{
    if (strncmp(size->asked, "max", 3) == 0) return option->most;
    return strcmp(size->unit, "w") == 0 ? option->storage_w : strcmp(size->unit, "dollars") == 0 ? option->dollars : option->rack_tiles;
}

static const char *asked(const struct study_size *size, struct arena *arena)
{
    static const char *const turned[][2] = {{"max gpus", "the most GPUs, each with the load it has here, within the envelope of power and tiles"},
                                            {"max usable_capacity", "the most usable bytes within the envelope of power and tiles"},
                                            {"min site_power", "the least watts at the utility, whatever the envelope"}};
    for (size_t k = 0; k < sizeof turned / sizeof *turned; k++)
        if (text_equal(size->asked, turned[k][0])) return turned[k][1];
    return text_format(arena, "the least %s that meet every MUST", size->objective);
}

static const char *among(const struct study_size *size, struct arena *arena)
{
    return text_format(arena, "%s sized, %.0f of them mixes%s", say_count_of(arena, size->n_sized, "option"), size->n_mixes,
                       size->n_pruned > 0.0 ? text_format(arena, "; %.0f more cannot be had in time or run at all", size->n_pruned) : "");
}

/* What it costs, how far that may be off, and how much of it nobody has quoted. */
static const char *paid(const struct study_size_option *option, struct arena *arena)
{
    if (isnan(option->dollars)) return "";
    return text_format(arena, ", %s (%s to %s, every price at one end of its range; %s of it rests on estimates)", say_quantity(arena, option->dollars, UNIT_DOLLARS),
                       say_quantity(arena, option->least_dollars, UNIT_DOLLARS), say_quantity(arena, option->most_dollars, UNIT_DOLLARS),
                       say_quantity(arena, option->dollars > 0.0 ? option->estimated_dollars / option->dollars : 0.0, UNIT_FRACTION));
}

static const char *takes(const struct study_size_option *option, struct arena *arena)
{
    return text_format(arena, "%s, %s of storage with its network, site %s, %s usable%s", say_count_of(arena, option->rack_tiles, "rack tile"), say_quantity(arena, option->storage_w, UNIT_WATTS),
                       say_quantity(arena, option->site_w, UNIT_WATTS), say_quantity(arena, option->usable_bytes, UNIT_BYTES), paid(option, arena));
}

static const char *proof(const struct study_size *size, const struct study_size_option *option, struct arena *arena)
{
    if (!option->simulated) return "by plan alone";
    return text_format(arena, "every MUST holds in %.0f of %.0f replications (share %s to %s at 95 %%; %s asked); goodput %s, reads denied %s, writes denied %s", option->held, option->replications,
                       say_quantity(arena, option->share_lo, UNIT_FRACTION), say_quantity(arena, option->share_hi, UNIT_FRACTION), say_quantity(arena, size->probability, UNIT_FRACTION),
                       say_quantity(arena, option->goodput, UNIT_FRACTION), say_quantity(arena, option->read_denied, UNIT_FRACTION), say_quantity(arena, option->write_denied, UNIT_FRACTION));
}

static const char *signed_step(double tiles, double watts, double dollars, struct arena *arena)
{
    if (isnan(tiles)) return "not asked";
    const char *paid = isnan(dollars) ? "" : text_format(arena, ", %s%s", dollars < 0.0 ? "-" : "+", say_quantity(arena, fabs(dollars), UNIT_DOLLARS));
    return text_format(arena, "%+.0f tiles, %s%s%s", tiles, watts < 0.0 ? "-" : "+", say_quantity(arena, fabs(watts), UNIT_WATTS), paid);
}

static const char *less_says(const struct study_size_count *count, struct arena *arena)
{
    if (isnan(count->less_rack_tiles) && !*count->less_fails) return text_equal(count->mark, "MANUAL") ? "stated by the scenario" : "nothing below";
    const char *saved = isnan(count->less_rack_tiles) ? "" : text_format(arena, "%s; ", signed_step(count->less_rack_tiles, count->less_w, count->less_dollars, arena));
    return text_format(arena, "%sfails: %s", saved, count->less_fails);
}

static const char *counts_of(const struct study_size_option *option, struct arena *arena)
{
    struct text out = text_new(arena);
    for (int32_t c = 0; c < option->n_counts; c++)
        text_printf(&out, "%s%s %s %s", c ? " + " : "", say_quantity(arena, option->counts[c].count, UNIT_COUNT), option->counts[c].node, option->counts[c].mark);
    return out.length > 0 ? out.bytes : "as it stands";
}

/* "0.0258 rack tiles", "12.4 W", "$310". */
static const char *price(const struct study_size *size, double value, struct arena *arena)
{
    char buffer[64];
    if (isnan(value)) return "nothing then meets all rows";
    if (strcmp(size->unit, "w") == 0) return say_quantity(arena, value, UNIT_WATTS);
    if (strcmp(size->unit, "dollars") == 0) return say_quantity(arena, value, UNIT_DOLLARS);
    return text_format(arena, "%s rack tiles", units_format(value, UNIT_NUMBER, 3, buffer));
}

static const char *restriction(const struct study_size *size, const struct study_size_policy *policy, struct arena *arena)
{
    if (*policy->text) return policy->text;
    return text_format(arena, "with it %s: %s; without it %s: %s", policy->best_with, figure(size, policy->figure_with, arena), policy->best_without, figure(size, policy->figure_without, arena));
}

/* A rule as results name it, in words: "bytes", "media time of azure-blob-hdd (one domain out)". */
static const char *rule_said(const char *rule, struct arena *arena)
{
    const char *row = strstr(rule, ": ");
    if (!*rule) return "no build at all, over the limits";
    if (text_equal(rule, "capacity")) return "bytes";
    if (!row) return say_words(arena, rule);
    return text_format(arena, "%s (%s)", row + 2, say_words(arena, text_copy_n(arena, rule, (size_t)(row - rule))));
}

/* --- screen ------------------------------------------------------------------------------------------ */

enum { LABEL = 10, WIDE = 100, SHOWN_OPTIONS = 8, SHOWN_FLIPS = 12 };

static void line(struct text *out, const char *label, const char *words)
{
    size_t at = LABEL;
    text_printf(out, "%-*s", LABEL, label);
    bool first = true;
    while (*words) {
        const size_t n = strcspn(words, " ");
        if (!first && at + 1 + n > WIDE) {
            text_printf(out, "\n%*s", LABEL + 2, "");
            at = LABEL + 2;
            first = true;
        }
        if (!first) text_append_char(out, ' ');
        text_append_n(out, words, n);
        at += n + (first ? 0 : 1);
        first = false;
        words += n + strspn(words + n, " ");
    }
    text_append_char(out, '\n');
}

static void say_build(const struct study_size *size, const char *label, const struct study_size_option *option, struct arena *arena, struct text *out)
{
    line(out, label, option->option);
    if (!isnan(option->most)) line(out, "", figure(size, option->most, arena));
    line(out, "", takes(option, arena));
    for (int32_t c = 0; c < option->n_counts; c++) {
        const struct study_size_count *count = &option->counts[c];
        line(out, "", text_format(arena, "%s %s, %s", say_quantity(arena, count->count, UNIT_COUNT), count->node, count->mark));
        if (text_equal(count->mark, "AUTO"))
            line(out, "", text_format(arena, "  %.0f more: %s; %.0f less: %s", count->step, signed_step(count->more_rack_tiles, count->more_w, count->more_dollars, arena), count->step, less_says(count, arena)));
    }
    line(out, "", proof(size, option, arena));
}

static void say_rows(const struct study_size *size, struct arena *arena, struct text *out)
{
    bool first = true;
    for (int32_t r = 0; r < size->n_rows; r++) {
        const struct study_size_row *row = &size->rows[r];
        if (!row->binds && row->price == 0.0) continue;
        line(out, first ? "binds" : "", text_format(arena, "%s, at %s: one %s more costs %s", row->name, say_named(arena, row->limit, row->unit), row->per, price(size, row->one_more, arena)));
        first = false;
    }
}

static void say_architectures(const struct study_size *size, struct arena *arena, struct text *out)
{
    for (int32_t a = 0; a < size->n_architectures; a++) {
        const struct study_size_best *best = &size->architectures[a];
        const char *words = !*best->best ? "none that is allowed passes" : text_format(arena, "%s: %s%s%s%s", best->best, figure(size, best->best_figure, arena), *best->next ? "; then " : "", best->next,
                                                                              *best->next ? text_format(arena, ": %s", figure(size, best->next_figure, arena)) : "");
        line(out, a ? "" : "by stack", text_format(arena, "%s: %s", best->architecture, words));
    }
}

static void say_options(const struct study_size *size, struct arena *arena, struct text *out)
{
    int shown = 0, left = 0;
    for (int32_t k = 0; k < size->n_options; k++) {
        const struct study_size_option *option = &size->options[k];
        if (text_equal(option->option, size->best) || text_equal(option->option, size->best_mix)) continue;
        if (shown >= SHOWN_OPTIONS && !option->own) {
            left++;
            continue;
        }
        const char *why = *option->reason ? option->reason : option->fails;
        line(out, shown++ ? "" : "others", text_format(arena, "%s: %s%s%s%s", option->option, *option->verdict ? option->verdict : "not sized",
                                                        text_equal(option->verdict, "pass") || text_equal(option->verdict, "depends") ? text_format(arena, ", %s, %s", figure(size, figure_of(size, option), arena), counts_of(option, arena)) : "",
                                                        *why ? "; " : "", why));
    }
    if (left) line(out, "", text_format(arena, "and %d more", left));
}

static void say_flips(const struct study_size *size, struct arena *arena, struct text *out)
{
    for (int32_t f = 0; f < size->n_flips && f < SHOWN_FLIPS; f++) {
        const struct study_size_flip *flip = &size->flips[f];
        char at[64];
        line(out, f ? "" : "flips", text_format(arena, "%s: from %s to %s at %s", flip->option, rule_said(flip->from, arena), rule_said(flip->to, arena), units_format(flip->above_bytes, UNIT_BYTES, 4, at)));
    }
    if (size->n_flips > SHOWN_FLIPS) line(out, "", text_format(arena, "and %d more", (int)size->n_flips - SHOWN_FLIPS));
    if (isfinite(size->flips_from_bytes) && size->n_unflipped > 0)
        line(out, size->n_flips ? "" : "flips", text_format(arena, "%s %s one limit from %s to %s", say_count_of(arena, size->n_unflipped, size->n_flips ? "other option" : "option"),
                                                             size->n_unflipped == 1 ? "keeps" : "keep", say_quantity(arena, size->flips_from_bytes, UNIT_BYTES), say_quantity(arena, size->flips_to_bytes, UNIT_BYTES)));
}

static void say_dates(const struct study_size *size, struct arena *arena, struct text *out)
{
    for (int32_t d = 0; d < size->n_dates && size->n_dates > 1; d++) {
        const struct study_size_date *date = &size->dates[d];
        line(out, d ? "" : "dates", text_format(arena, "%s%s: %s, %s%s%s", *date->from ? "from " : "at any date", date->from, date->option, figure(size, date->figure, arena),
                                                *date->late ? "; too late: " : "", date->late));
    }
}

const char *size_doc_screen(const struct study_size *size, struct arena *arena)
{
    struct text out = text_new(arena);
    const struct study_size_option *best = option_named(size, size->best), *mix = option_named(size, size->best_mix);
    text_printf(&out, "%s%s%s\n%s\n\n", size->scenario, *size->as_of ? ", as of " : "", size->as_of, size->question);
    line(&out, "asked", text_format(arena, "%s; %s", asked(size, arena), among(size, arena)));
    if (best) say_build(size, text_equal(size->verdict, "pass") ? "BEST" : "DEPENDS", best, arena, &out);
    else line(&out, "NONE", "no option meets every MUST");
    if (mix && mix != best) say_build(size, "best mix", mix, arena, &out);
    say_rows(size, arena, &out);
    say_architectures(size, arena, &out);
    for (int32_t p = 0; p < size->n_policy; p++) line(&out, p ? "" : "policy", text_format(arena, "%s: %s", size->policy[p].policy, restriction(size, &size->policy[p], arena)));
    say_dates(size, arena, &out);
    if (*size->unpriced) line(&out, "no price", size->unpriced);
    say_options(size, arena, &out);
    say_flips(size, arena, &out);
    return out.bytes;
}

/* --- document ------------------------------------------------------------------------------------------- */

struct report { const struct study_size *size; struct doc *doc; struct arena *arena; };

static void cell(const struct report *report, const char *text)
{
    doc_cell(report->doc);
    doc_text(report->doc, text);
}

static void number_cell(const struct report *report, const char *id, double value, const char *text)
{
    doc_cell(report->doc);
    if (isnan(value)) doc_muted(report->doc, "unknown");
    else doc_number(report->doc, id, value, text);
}

static void columns(const struct report *report, const char *const *names, int n, int first_right)
{
    for (int c = 0; c < n; c++) doc_column(report->doc, c < first_right ? DOC_LEFT : DOC_RIGHT, names[c]);
}

static void write_first(const struct report *report)
{
    const struct study_size *size = report->size;
    const struct study_size_option *best = option_named(size, size->best);
    doc_heading(report->doc, 1, text_format(report->arena, "%s: sized", size->scenario));
    if (*size->question) {
        doc_paragraph(report->doc);
        doc_text(report->doc, size->question);
    }
    doc_begin(report->doc, DOC_CALLOUT, size->verdict);
    doc_paragraph(report->doc);
    doc_text(report->doc, text_format(report->arena, "Asked: %s. ", asked(size, report->arena)));
    if (best) doc_strong(report->doc, text_format(report->arena, "%s: %s", best->option, figure(size, figure_of(size, best), report->arena)));
    else doc_strong(report->doc, "No option meets every MUST.");
    doc_text(report->doc, text_format(report->arena, " (%s.)", among(size, report->arena)));
    doc_end(report->doc);
}

static void write_build(const struct report *report, const char *title, const char *id, const struct study_size_option *option)
{
    static const char *const names[] = {"Node", "Mark", "Count", "A step more", "A step less"};
    struct arena *arena = report->arena;
    doc_heading(report->doc, 2, title);
    doc_paragraph(report->doc);
    doc_strong(report->doc, option->option);
    doc_text(report->doc, ": ");
    doc_number(report->doc, text_format(arena, "%s.rack_tiles", id), option->rack_tiles, say_count_of(arena, option->rack_tiles, "rack tile"));
    doc_text(report->doc, ", ");
    doc_number(report->doc, text_format(arena, "%s.storage_w", id), option->storage_w, say_quantity(arena, option->storage_w, UNIT_WATTS));
    doc_text(report->doc, " of storage with its network, site ");
    doc_number(report->doc, text_format(arena, "%s.site_w", id), option->site_w, say_quantity(arena, option->site_w, UNIT_WATTS));
    doc_text(report->doc, ", ");
    doc_number(report->doc, text_format(arena, "%s.usable_bytes", id), option->usable_bytes, say_quantity(arena, option->usable_bytes, UNIT_BYTES));
    doc_text(report->doc, " usable");
    if (!isnan(option->dollars)) {
        doc_text(report->doc, ", ");
        doc_number(report->doc, text_format(arena, "%s.dollars", id), option->dollars, say_quantity(arena, option->dollars, UNIT_DOLLARS));
        doc_text(report->doc, " (");
        doc_number(report->doc, text_format(arena, "%s.least_dollars", id), option->least_dollars, say_quantity(arena, option->least_dollars, UNIT_DOLLARS));
        doc_text(report->doc, " to ");
        doc_number(report->doc, text_format(arena, "%s.most_dollars", id), option->most_dollars, say_quantity(arena, option->most_dollars, UNIT_DOLLARS));
        doc_text(report->doc, ", every price at one end of its range; resting on estimates: ");
        doc_number(report->doc, text_format(arena, "%s.estimated_dollars", id), option->estimated_dollars, say_quantity(arena, option->estimated_dollars, UNIT_DOLLARS));
        doc_text(report->doc, ")");
    }
    doc_text(report->doc, text_format(arena, ". Simulated: %s.", proof(report->size, option, arena)));
    if (option->n_counts == 0) return;
    doc_begin(report->doc, DOC_TABLE, "AUTO: searched; MANUAL: stated by the scenario. A step less says what then fails");
    columns(report, names, 5, 2);
    for (int32_t c = 0; c < option->n_counts; c++) {
        const struct study_size_count *count = &option->counts[c];
        doc_row(report->doc);
        cell(report, count->node);
        cell(report, count->mark);
        number_cell(report, text_format(arena, "%s.%s", id, count->node), count->count, say_quantity(arena, count->count, UNIT_COUNT));
        cell(report, text_equal(count->mark, "AUTO") ? signed_step(count->more_rack_tiles, count->more_w, count->more_dollars, arena) : "");
        cell(report, less_says(count, arena));
    }
    doc_end(report->doc);
}

static void write_rows(const struct report *report)
{
    static const char *const names[] = {"Row", "Binds", "Limit", "Shadow price", "One unit more"};
    const struct study_size *size = report->size;
    if (size->n_rows == 0) return;
    doc_heading(report->doc, 2, "What binds, and what a unit more costs");
    doc_paragraph(report->doc);
    doc_text(report->doc, "The rows of the best option's integer program, in which a domain out is one box and racks are filled alone. The shadow price is that of its linear relaxation "
                          "(parts of boxes allowed); the last column solves it again with one unit more.");
    doc_begin(report->doc, DOC_TABLE, "Rows of the program");
    columns(report, names, 5, 2);
    for (int32_t r = 0; r < size->n_rows; r++) {
        const struct study_size_row *row = &size->rows[r];
        doc_row(report->doc);
        cell(report, row->name);
        cell(report, row->binds ? "binds" : "");
        number_cell(report, text_format(report->arena, "row.%d.limit", (int)r + 1), row->limit, say_named(report->arena, row->limit, row->unit));
        number_cell(report, text_format(report->arena, "row.%d.price", (int)r + 1), row->price, row->price == 0.0 ? "0" : text_format(report->arena, "%s per %s", price(size, row->price, report->arena), row->per));
        cell(report, row->price == 0.0 ? "" : price(size, row->one_more, report->arena));
    }
    doc_end(report->doc);
}

static void write_architectures(const struct report *report)
{
    static const char *const names[] = {"Stack", "Best", "Takes", "Runner-up", "Takes"};
    const struct study_size *size = report->size;
    doc_heading(report->doc, 2, "By stack");
    doc_begin(report->doc, DOC_TABLE, "Of what the policy allows");
    columns(report, names, 5, 5);
    for (int32_t a = 0; a < size->n_architectures; a++) {
        const struct study_size_best *best = &size->architectures[a];
        doc_row(report->doc);
        cell(report, best->architecture);
        cell(report, *best->best ? best->best : "none that is allowed passes");
        number_cell(report, text_format(report->arena, "stack.%s.best", best->architecture), best->best_figure, figure(size, best->best_figure, report->arena));
        cell(report, best->next);
        number_cell(report, text_format(report->arena, "stack.%s.next", best->architecture), best->next_figure, figure(size, best->next_figure, report->arena));
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
        doc_strong(report->doc, size->policy[p].policy);
        doc_text(report->doc, text_format(report->arena, ": %s. It forbids %s.", restriction(size, &size->policy[p], report->arena), size->policy[p].forbids));
    }
    doc_end(report->doc);
}

static void write_dates(const struct report *report)
{
    static const char *const names[] = {"From", "The best that can stand", "Too late", "Comes to"};
    const struct study_size *size = report->size;
    if (size->n_dates < 2) return;
    doc_heading(report->doc, 2, "What each date allows");
    doc_begin(report->doc, DOC_TABLE, "Hardware comes at different dates. What is too late is sized by plan alone");
    columns(report, names, 4, 3);
    for (int32_t d = 0; d < size->n_dates; d++) {
        const struct study_size_date *date = &size->dates[d];
        doc_row(report->doc);
        cell(report, *date->from ? date->from : "any date");
        cell(report, date->option);
        cell(report, date->late);
        number_cell(report, text_format(report->arena, "date.%d", (int)d + 1), date->figure, figure(size, date->figure, report->arena));
    }
    doc_end(report->doc);
}

static void write_options(const struct report *report)
{
    static const char *const names[] = {"Option", "Verdict", "Counts", "Why not", "Rack tiles", "Storage", "Replications"};
    const struct study_size *size = report->size;
    doc_heading(report->doc, 2, "All options");
    doc_begin(report->doc, DOC_TABLE, "The smallest first; of mixes the best of each stack and front end. Without replications: by plan alone");
    columns(report, names, 7, 4);
    for (int32_t k = 0; k < size->n_options; k++) {
        const struct study_size_option *option = &size->options[k];
        const char *id = text_format(report->arena, "option.%d", (int)k + 1);
        doc_row(report->doc);
        cell(report, option->option);
        doc_cell(report->doc);
        if (*option->verdict) doc_verdict(report->doc, option->verdict);
        else doc_muted(report->doc, "not sized");
        cell(report, *option->verdict ? counts_of(option, report->arena) : "");
        cell(report, *option->reason ? option->reason : option->fails);
        number_cell(report, text_format(report->arena, "%s.rack_tiles", id), option->rack_tiles, say_quantity(report->arena, option->rack_tiles, UNIT_COUNT));
        number_cell(report, text_format(report->arena, "%s.storage_w", id), option->storage_w, say_quantity(report->arena, option->storage_w, UNIT_WATTS));
        cell(report, option->simulated ? text_format(report->arena, "%.0f of %.0f", option->held, option->replications) : "");
    }
    doc_end(report->doc);
}

static void write_flips(const struct report *report)
{
    static const char *const names[] = {"Option", "From", "To", "At"};
    const struct study_size *size = report->size;
    if (isnan(size->flips_from_bytes)) return;
    doc_heading(report->doc, 2, "Where another limit takes over");
    doc_paragraph(report->doc);
    doc_text(report->doc, text_format(report->arena, "What sets the storage nodes as %s to %s are asked for, the rest of the load as it is; %s %s one limit all the way.",
                                      say_quantity(report->arena, size->flips_from_bytes, UNIT_BYTES), say_quantity(report->arena, size->flips_to_bytes, UNIT_BYTES),
                                      size->n_unflipped ? say_count_of(report->arena, size->n_unflipped, "option") : "none", size->n_unflipped > 1 ? "keep" : "keeps"));
    if (size->n_flips > 0) {
        doc_begin(report->doc, DOC_TABLE, "Flips, bisected");
        columns(report, names, 4, 3);
        for (int32_t f = 0; f < size->n_flips; f++) {
            char at[64];
            doc_row(report->doc);
            cell(report, size->flips[f].option);
            cell(report, rule_said(size->flips[f].from, report->arena));
            cell(report, rule_said(size->flips[f].to, report->arena));
            number_cell(report, text_format(report->arena, "flip.%d", (int)f + 1), size->flips[f].above_bytes,
                        text_copy(report->arena, units_format(size->flips[f].above_bytes, UNIT_BYTES, 4, at)));
        }
        doc_end(report->doc);
    }
    if (size->n_unflipped == 0) return;
    doc_begin(report->doc, DOC_FOLD, "Those with one limit all the way");
    doc_begin(report->doc, DOC_LIST, "");
    for (int32_t k = 0; k < size->n_unflipped; k++) {
        doc_item(report->doc);
        doc_text(report->doc, text_format(report->arena, "%s: %s", size->unflipped[k].option, rule_said(size->unflipped[k].rule, report->arena)));
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
    doc_code(report->doc, text_format(report->arena, "exasite %s", size->manifest.command ? size->manifest.command : ""));
    doc_text(report->doc, text_format(report->arena, ", version %s, seed %s, %d replications.", size->manifest.version, size->manifest.seed, (int)size->manifest.replications));
    if (!*size->unpriced) return;
    doc_paragraph(report->doc);
    doc_text(report->doc, text_format(report->arena, "Not sized by cost, since these models have no price: %s.", size->unpriced));
}

struct doc *size_doc(const struct study_size *size, struct arena *arena)
{
    const struct report report = {size, doc_new(arena, text_format(arena, "%s: sized", size->scenario)), arena};
    const struct study_size_option *best = option_named(size, size->best), *mix = option_named(size, size->best_mix);
    write_first(&report);
    if (best) write_build(&report, "The best", "best", best);
    if (mix && mix != best) write_build(&report, "The best mix", "mix", mix);
    write_rows(&report);
    write_architectures(&report);
    write_policy(&report);
    write_dates(&report);
    write_flips(&report);
    write_options(&report);
    write_how(&report);
    return report.doc;
}
