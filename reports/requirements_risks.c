#include "reports/requirements_risks.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/say.h"
#include "reports/site_changes.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* --- sensitivities ---------------------------------------------------------------------------------- */

static void flip_row(struct site_parts *site, const struct result_requirement *r, int32_t k)
{
    const struct result_flip *flip = &r->flips[k];
    const char *base = text_format(site->arena, "requirements.%s.flips[%d]", r->id, (int)k);
    doc_row(site->doc);
    doc_text_cell(site->doc, r->id);
    doc_cell(site->doc);
    doc_code(site->doc, flip->input);
    doc_number_cell(site->doc, text_format(site->arena, "%s.value", base), flip->value, say_named(site->arena, flip->value, flip->unit));
    site_parts_number_cell(site, text_format(site->arena, "%s.share_of_range", base), flip->share_of_range, UNIT_FRACTION);
    doc_quote_cell(site->doc, text_format(site->arena, "%s.settle", base), flip->settle);
}

static void flips(struct site_parts *site)
{
    static const char *const names[] = { "!Requirement", "Input", ">Turns at", ">Part of its range beyond", "To settle it" };
    const struct results *r = site->results;
    int32_t n = 0;
    for (int32_t i = 0; i < r->n_requirements; i++) n += r->requirements[i].n_flips;
    if (n == 0) {
        doc_sentence(site->doc, "No input turns a verdict within its stated range.");
        return;
    }
    doc_table(site->doc, "Inputs that turn a verdict within their stated range, each alone", names, COUNT(names));
    for (int32_t i = 0; i < r->n_requirements; i++)
        for (int32_t k = 0; k < r->requirements[i].n_flips; k++) flip_row(site, &r->requirements[i], k);
    doc_end(site->doc);
}

void requirements_risks_sensitivities(struct site_parts *site)
{
    doc_heading(site->doc, 2, "Sensitivities and what turns the answer");
    doc_sentence(site->doc, "How much of each headline rests on which input stands under Assumptions. Here is what would turn a verdict.");
    flips(site);
    site_changes_table(site);
}

/* --- risks ------------------------------------------------------------------------------------------ */

static const char *date_of(const char *date) { return *date ? date : "not said"; }

static void both(struct site_parts *site, const char *base, const char *field, double now, double then, enum unit unit)
{
    doc_cell(site->doc);
    site_parts_number(site, text_format(site->arena, "%s.then.%s", base, field), then, unit);
    if (isnan(then) || then == now) return;
    doc_text(site->doc, ", from ");
    site_parts_number(site, text_format(site->arena, "%s.now.%s", base, field), now, unit);
}

static void date_cell(struct site_parts *site, const struct result_risk *risk, const char *base)
{
    doc_text_cell(site->doc, date_of(risk->then.complete));
    if (isnan(risk->days_later) || risk->days_later == 0.0) return;
    doc_text(site->doc, ", ");
    doc_number(site->doc, text_format(site->arena, "%s.days_later", base), risk->days_later, say_quantity(site->arena, fabs(risk->days_later), UNIT_COUNT));
    doc_text(site->doc, risk->days_later > 0.0 ? " days later" : " days earlier");
}

static void moved_row(struct site_parts *site, const struct result_risk *risk)
{
    const char *base = text_format(site->arena, "risks.%s", risk->name);
    doc_row(site->doc);
    doc_text_cell(site->doc, risk->name);
    if (risk->n_settings == 0) {
        doc_text_cell(site->doc, "not computed");
        for (int k = 0; k < 6; k++) doc_text_cell(site->doc, "");
        return;
    }
    doc_cell(site->doc);
    if (*risk->then.verdict) doc_verdict(site->doc, risk->then.verdict);
    else doc_text(site->doc, "no plan");
    date_cell(site, risk, base);
    both(site, base, "read_bytes_per_s", risk->now.read_bytes_per_s, risk->then.read_bytes_per_s, UNIT_BYTES_PER_S);
    both(site, base, "write_bytes_per_s", risk->now.write_bytes_per_s, risk->then.write_bytes_per_s, UNIT_BYTES_PER_S);
    both(site, base, "rack_tiles", risk->now.rack_tiles, risk->then.rack_tiles, UNIT_COUNT);
    both(site, base, "storage_w", risk->now.storage_w, risk->then.storage_w, UNIT_WATTS);
    doc_text_cell(site->doc, risk->instead);
}

static void moved(struct site_parts *site)
{
    static const char *const names[] = { "Risk", "Verdict then", "Stands, half the time by", ">Reads, least case", ">Writes, least case", ">Rack tiles", ">Storage", "Built instead" };
    const struct results *r = site->results;
    doc_table(site->doc, "What each would move: the site planned again with it, everything else as it is", names, COUNT(names));
    for (int32_t k = 0; k < r->n_risks; k++) moved_row(site, &r->risks[k]);
    doc_end(site->doc);
}

static void told(struct site_parts *site)
{
    static const char *const names[] = { "Risk", "What may come otherwise", "Trigger", "Mitigation", "Owner", "Planned again with" };
    const struct results *r = site->results;
    doc_table(site->doc, "", names, COUNT(names));
    for (int32_t k = 0; k < r->n_risks; k++) {
        const struct result_risk *risk = &r->risks[k];
        const char *base = text_format(site->arena, "risks.%s", risk->name);
        doc_row(site->doc);
        doc_text_cell(site->doc, risk->name);
        doc_quote_cell(site->doc, text_format(site->arena, "%s.about", base), risk->about);
        doc_quote_cell(site->doc, text_format(site->arena, "%s.trigger", base), risk->trigger);
        doc_quote_cell(site->doc, text_format(site->arena, "%s.mitigation", base), risk->mitigation);
        doc_text_cell(site->doc, *risk->owner ? risk->owner : "nobody yet");
        doc_cell(site->doc);
        for (int32_t i = 0; i < risk->n_settings; i++) {
            if (i) doc_text(site->doc, ", ");
            doc_code_of(site->doc, text_format(site->arena, "%s.settings[%d]", base, (int)i), risk->settings[i]);
        }
    }
    doc_end(site->doc);
}

void requirements_risks(struct site_parts *site)
{
    doc_heading(site->doc, 2, "Risks");
    if (site->results->n_risks == 0) {
        doc_sentence(site->doc, "The scenario states none.");
        return;
    }
    moved(site);
    told(site);
}
