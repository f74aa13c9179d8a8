#include "reports/site_changes.h"

#include <math.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/story_changes.h"

enum { FIRST_PAGE = 3 };

void site_changes(struct site_parts *site)
{
    const char *sentences[FIRST_PAGE], *note = story_changes_note(site->arena, site->results);
    const int n = story_changes(site->arena, site->results, sentences, FIRST_PAGE);
    doc_paragraph(site->doc);
    doc_strong(site->doc, n ? "What would change it" : "Nothing is known that would change it");
    doc_text(site->doc, *note ? text_format(site->arena, ". %s", note) : n ? "" : ".");
    if (n == 0) return;
    doc_begin(site->doc, DOC_NUMBERED, "");
    for (int k = 0; k < n; k++) {
        doc_item(site->doc);
        doc_text(site->doc, sentences[k]);
    }
    doc_end(site->doc);
}

/* --- all ------------------------------------------------------------------------------------- */

static void number_cell(struct site_parts *site, const char *base, const char *field, double value, const char *unit, const char *unknown)
{
    doc_cell(site->doc);
    if (isnan(value)) doc_text(site->doc, unknown);
    else doc_number(site->doc, text_format(site->arena, "%s.%s", base, field), value, say_named(site->arena, value, unit));
}

static void range_cell(struct site_parts *site, const char *base, const struct result_change *change)
{
    number_cell(site, base, "lo", change->lo, change->unit, "none stated");
    if (isnan(change->hi)) return;
    doc_text(site->doc, " to ");
    doc_number(site->doc, text_format(site->arena, "%s.hi", base), change->hi, say_named(site->arena, change->hi, change->unit));
}

static void row(struct site_parts *site, const struct result_change *change, int32_t k)
{
    const char *base = text_format(site->arena, "changes.nearest[%d]", (int)k);
    doc_row(site->doc);
    doc_cell(site->doc);
    doc_code_of(site->doc, text_format(site->arena, "%s.input", base), change->input);
    number_cell(site, base, "now", change->now, change->unit, "unknown");
    range_cell(site, base, change);
    doc_text_cell(site->doc, change->grade);
    number_cell(site, base, "at", change->at, change->unit, "unknown");
    number_cell(site, base, "far", change->far, "", "");
    doc_text_cell(site->doc, text_equal(change->requirement, "fit") ? "the fit" : mark_name(site->arena, change->requirement));
    doc_cell(site->doc);
    doc_verdict(site->doc, change->to);
    doc_cell(site->doc);
    doc_verdict(site->doc, change->answer);
    doc_quote_cell(site->doc, text_format(site->arena, "%s.settle", base), change->settle);
}

void site_changes_table(struct site_parts *site)
{
    static const char *const names[] = { "Input", ">Now", "Range", "Grade", ">Turns at", ">How far", "!Turns", "to", "Answer then", "To settle it" };
    const struct result_changes *changes = &site->results->changes;
    if (changes->n_nearest == 0) {
        const char *note = story_changes_note(site->arena, site->results);
        doc_sentence(site->doc, *note ? note : "Which inputs would turn the answer was not asked.");
        return;
    }
    doc_table(site->doc, "The inputs nearest to turning the answer, each alone. How far: " MARK_NAME("1") " is the end of its range or of what its grade leaves open; of what is stated, a quarter of its value",
                     names, sizeof names / sizeof names[0]);
    for (int32_t k = 0; k < changes->n_nearest; k++) row(site, &changes->nearest[k], k);
    doc_end(site->doc);
}
