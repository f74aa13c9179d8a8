#include "reports/requirements_options.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/say.h"

/* --- one option ----------------------------------------------------------------------------------- */

static bool is_this_build(const struct result_option *option) { return !*option->family; }

static const struct result_option_verdict *judged(const struct result_option *option, const char *id)
{
    for (int32_t k = 0; k < option->n_judged; k++)
        if (text_equal(option->judged[k].id, id)) return &option->judged[k];
    return NULL;
}

static void requirement_cell(struct site_parts *site, const struct result_option *option, int32_t k, const struct result_requirement *r)
{
    const struct result_option_verdict *line = judged(option, r->id);
    doc_cell(site->doc);
    if (!line) {
        doc_text(site->doc, "not by plan");
        return;
    }
    doc_verdict(site->doc, line->verdict);
    if (isnan(line->value)) return;
    doc_text(site->doc, " ");
    doc_number(site->doc, text_format(site->arena, "options[%d].judged.%s.value", (int)k, r->id), line->value, say_requirement_value(site->arena, r, line->value));
}

static void name_cell(struct site_parts *site, const struct result_option *option)
{
    doc_cell(site->doc);
    if (is_this_build(option)) {
        doc_strong(site->doc, "This build");
        return;
    }
    doc_strong(site->doc, option->family);
    doc_muted(site->doc, text_format(site->arena, " %s", option->option));
}

static void policy_cell(struct site_parts *site, const struct result_option *option, int32_t k)
{
    doc_cell(site->doc);
    if (*option->missing) doc_text(site->doc, text_format(site->arena, "speaks no %s", option->missing));
    else if (option->allowed) doc_text(site->doc, "allowed");
    else doc_quote(site->doc, text_format(site->arena, "options[%d].reason", (int)k), option->reason);
}

static void option_row(struct site_parts *site, const struct result_option *option, int32_t k)
{
    const struct results *r = site->results;
    const char *base = text_format(site->arena, "options[%d]", (int)k);
    doc_row(site->doc);
    name_cell(site, option);
    for (int32_t i = 0; i < r->n_requirements; i++) requirement_cell(site, option, k, &r->requirements[i]);
    site_parts_number_cell(site, text_format(site->arena, "%s.nodes", base), option->nodes, UNIT_COUNT);
    site_parts_number_cell(site, text_format(site->arena, "%s.front_ends", base), option->front_ends, UNIT_COUNT);
    site_parts_number_cell(site, text_format(site->arena, "%s.rack_tiles", base), option->rack_tiles, UNIT_COUNT);
    site_parts_number_cell(site, text_format(site->arena, "%s.storage_w", base), option->storage_w, UNIT_WATTS);
    doc_text_cell(site->doc, *option->available ? option->available : "not said");
    policy_cell(site, option, k);
}

/* --- tables ------------------------------------------------------------------------------------------ */

static void begin_table(struct site_parts *site, const char *caption)
{
    const struct results *r = site->results;
    doc_begin(site->doc, DOC_TABLE, caption);
    doc_column(site->doc, DOC_LEFT, "Option");
    for (int32_t i = 0; i < r->n_requirements; i++) doc_column(site->doc, DOC_TIGHT, r->requirements[i].id);
    doc_column(site->doc, DOC_RIGHT, "Nodes");
    doc_column(site->doc, DOC_RIGHT, "Front ends");
    doc_column(site->doc, DOC_RIGHT, "Rack tiles");
    doc_column(site->doc, DOC_RIGHT, "Storage and its network");
    doc_column(site->doc, DOC_TIGHT, "Had from");
    doc_column(site->doc, DOC_LEFT, "Under the policy");
}

static bool was_planned(const struct result_option *option) { return *option->verdict != '\0'; }

static void side_by_side(struct site_parts *site)
{
    const struct results *r = site->results;
    begin_table(site, "The best of each family under each stack: fewest MUSTs failed, then fewest rack tiles, then watts. Counts are set by every MUST, so most options pass: what differs is what that takes");
    for (int32_t k = 0; k < r->n_options; k++)
        if (is_this_build(&r->options[k]) || r->options[k].best) option_row(site, &r->options[k], k);
    doc_end(site->doc);
}

static int32_t others(const struct results *r)
{
    int32_t n = 0;
    for (int32_t k = 0; k < r->n_options; k++) n += was_planned(&r->options[k]) && !r->options[k].best && !is_this_build(&r->options[k]);
    return n;
}

static void the_others(struct site_parts *site)
{
    const struct results *r = site->results;
    if (others(r) == 0) return;
    doc_begin(site->doc, DOC_FOLD, "The other options that can be planned");
    begin_table(site, "");
    for (int32_t k = 0; k < r->n_options; k++)
        if (was_planned(&r->options[k]) && !r->options[k].best && !is_this_build(&r->options[k])) option_row(site, &r->options[k], k);
    doc_end(site->doc);
    doc_end(site->doc);
}

static void left_out(struct site_parts *site)
{
    const struct results *r = site->results;
    bool any = false;
    for (int32_t k = 0; k < r->n_options; k++) {
        if (was_planned(&r->options[k]) || is_this_build(&r->options[k])) continue;
        if (!any) doc_begin(site->doc, DOC_FOLD, "Options that cannot be planned, and why");
        if (!any) doc_begin(site->doc, DOC_LIST, "");
        any = true;
        doc_item(site->doc);
        doc_code(site->doc, r->options[k].option);
        doc_text(site->doc, ": ");
        doc_quote(site->doc, text_format(site->arena, "options[%d].reason", (int)k), r->options[k].reason);
    }
    if (!any) return;
    doc_end(site->doc);
    doc_end(site->doc);
}

void requirements_options(struct site_parts *site)
{
    doc_heading(site->doc, 2, "Options side by side");
    if (site->results->n_options == 0) {
        doc_sentence(site->doc, "No option was sought: the results are of another command, or some model of the catalog cannot be read.");
        return;
    }
    doc_sentence(site->doc, "Each option is planned as one pool that carries the whole load, judged by the requirements that a plan can judge, policy and protocols aside: what they say stands in the last column.");
    side_by_side(site);
    the_others(site);
    left_out(site);
}
