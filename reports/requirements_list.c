#include "reports/requirements_list.h"

#include <math.h>

#include "base/text.h"
#include "reports/say.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* --- requirements ------------------------------------------------------------------------------ */

static const char *id_of(struct site_parts *site, const struct result_requirement *r, const char *field)
{
    return text_format(site->arena, "requirements.%s.%s", r->id, field);
}

static void asked(struct site_parts *site, const struct result_requirement *r)
{
    doc_cell(site->doc);
    if (*r->statement) {
        doc_quote(site->doc, id_of(site, r, "statement"), r->statement);
        doc_text(site->doc, " ");
    }
    doc_code_of(site->doc, id_of(site, r, "text"), r->text);
}

static void quantity(struct site_parts *site, const struct result_requirement *r, const char *field, double value)
{
    doc_cell(site->doc);
    if (isnan(value)) doc_text(site->doc, "\xE2\x80\x93");
    else doc_number(site->doc, id_of(site, r, field), value, say_requirement_value(site->arena, r, value));
}

static void stated(struct site_parts *site, const char *id, const char *text, const char *otherwise)
{
    if (*text) doc_quote_cell(site->doc, id, text);
    else doc_text_cell(site->doc, otherwise);
}

static void ask_row(struct site_parts *site, const struct result_requirement *r)
{
    doc_row(site->doc);
    doc_text_cell(site->doc, r->id);
    doc_text_cell(site->doc, text_equal(r->level, "must") ? "MUST" : "SHOULD");
    asked(site, r);
    quantity(site, r, "limit", r->limit);
    quantity(site, r, "per_gpu", r->per_gpu);
    doc_text_cell(site->doc, *r->scope ? r->scope : "site");
    stated(site, id_of(site, r, "source"), r->source, "not stated");
    doc_text_cell(site->doc, *r->status ? r->status : "open");
    stated(site, id_of(site, r, "acceptance"), r->acceptance, "not agreed");
    doc_text_cell(site->doc, *r->owner ? r->owner : "nobody yet");
}

static void ask_table(struct site_parts *site)
{
    static const char *const names[] = { "!Id", "Level", "Requirement", ">For the site", ">For each GPU", "Stated for", "Source", "Status", "Accepted by", "Owner" };
    doc_table(site->doc, "What is asked. The number stands for the whole site and, where it can be shared out, for each of its GPUs", names, COUNT(names));
    for (int32_t i = 0; i < site->results->n_requirements; i++) ask_row(site, &site->results->requirements[i]);
    doc_end(site->doc);
}

void requirements_list(struct site_parts *site)
{
    if (site->results->n_requirements > 0) {
        doc_heading(site->doc, 2, "What is asked");
        ask_table(site);
    }
    site_parts_requirements(site);
}

/* --- questions ------------------------------------------------------------------------------------ */

static void touches(struct site_parts *site, const struct result_question *q)
{
    doc_cell(site->doc);
    for (int32_t k = 0; k < q->n_touches; k++) doc_text(site->doc, text_format(site->arena, "%s%s", k ? ", " : "", q->touches[k]));
}

static void question_row(struct site_parts *site, const struct result_question *q)
{
    const char *base = text_format(site->arena, "questions.%s", q->id);
    doc_row(site->doc);
    doc_text_cell(site->doc, q->id);
    doc_text_cell(site->doc, q->kind);
    doc_quote_cell(site->doc, text_format(site->arena, "%s.ask", base), q->ask);
    touches(site, q);
    doc_text_cell(site->doc, *q->owner ? q->owner : "nobody yet");
    doc_text_cell(site->doc, *q->due ? q->due : "no date");
    doc_cell(site->doc);
    doc_strong(site->doc, q->status);
    doc_quote_cell(site->doc, text_format(site->arena, "%s.answer", base), q->answer);
}

void requirements_list_questions(struct site_parts *site)
{
    static const char *const names[] = { "!Id", "Kind", "What is not settled", "Bears on", "Owner", "!Due", "Status", "Answer, or what is assumed meanwhile" };
    const struct results *r = site->results;
    doc_heading(site->doc, 2, "Conflicts and open questions");
    if (r->n_questions == 0) {
        doc_sentence(site->doc, "The scenario states none.");
        return;
    }
    doc_table(site->doc, "", names, COUNT(names));
    for (int32_t i = 0; i < r->n_questions; i++) question_row(site, &r->questions[i]);
    doc_end(site->doc);
}
