#include "reports/site_delivery.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/story_delivery.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* --- what lands ------------------------------------------------------------------------------ */

static void item_row(struct site_parts *site, const struct result_delivery_item *item, int32_t k)
{
    const char *id = text_format(site->arena, "delivery.items[%d]", (int)k);
    doc_row(site->doc);
    doc_text_cell(site->doc, item->pool);
    site_parts_number_cell(site, text_format(site->arena, "%s.nodes", id), item->nodes, UNIT_COUNT);
    doc_text_cell(site->doc, text_format(site->arena, "%s %s", item->kind, item->from));
    doc_text_cell(site->doc, item->nominal);
    doc_text_cell(site->doc, item->p10);
    doc_text_cell(site->doc, item->p50);
    doc_text_cell(site->doc, item->p90);
    const bool needed = *item->needed_by != '\0';
    doc_text_cell(site->doc, needed ? item->needed_by : site->results->delivery.as_of);
    site_parts_number_cell(site, text_format(site->arena, "%s.by", id), needed ? item->by_needed : item->by_as_of, UNIT_FRACTION);
}

static void items(struct site_parts *site)
{
    static const char *const names[] = { "Pool", ">Nodes", "!From", "!Nominal", "!" MARK_NAME("P10"), "!" MARK_NAME("P50"), "!" MARK_NAME("P90"), "!By", ">Chance" };
    const struct result_delivery *d = &site->results->delivery;
    doc_table(site->doc, "In service; " MARK_NAME("P10") " is early. Nominal: every stage at its nominal time", names, COUNT(names));
    for (int32_t k = 0; k < d->n_items; k++) item_row(site, &d->items[k], k);
    doc_end(site->doc);
}

static void assumptions(struct site_parts *site)
{
    const struct result_delivery *d = &site->results->delivery;
    for (int32_t k = 0; k < d->n_items; k++) {
        const struct result_delivery_item *item = &d->items[k];
        if (!*item->mode) continue;
        doc_paragraph(site->doc);
        doc_strong(site->doc, text_format(site->arena, "Pool %s, ordered %s. ", item->pool, item->from));
        doc_text(site->doc, mark_sentence(site->arena, story_delivery_assumes(site->arena, item, text_format(site->arena, "delivery.items[%d]", (int)k))));
        if (*item->note) doc_text(site->doc, text_format(site->arena, " %s", mark_sentence(site->arena, mark_text(site->arena, text_format(site->arena, "delivery.items[%d].note", (int)k), item->note))));
        if (*item->place) doc_muted(site->doc, text_format(site->arena, " %s", item->place));
    }
}

static void stage_rows(struct site_parts *site, const struct result_delivery_item *item, int32_t k)
{
    for (int32_t s = 0; s < item->n_stages; s++) {
        const struct result_delivery_stage *stage = &item->stages[s];
        doc_row(site->doc);
        doc_text_cell(site->doc, item->pool);
        doc_text_cell(site->doc, stage->sku);
        doc_text_cell(site->doc, stage->stage);
        doc_text_cell(site->doc, story_delivery_time(site->arena, stage, text_format(site->arena, "delivery.items[%d].stages[%d]", (int)k, (int)s)));
        doc_cell(site->doc);
        if (*stage->source) doc_code(site->doc, stage->source);
    }
}

static void stages(struct site_parts *site)
{
    static const char *const names[] = { "Pool", "SKU", "Stage", "Time", "Input" };
    const struct result_delivery *d = &site->results->delivery;
    int32_t n = 0;
    for (int32_t k = 0; k < d->n_items; k++) n += d->items[k].n_stages;
    if (n == 0) return;
    doc_begin(site->doc, DOC_FOLD, n == 1 ? "The stage, its law and source" : text_format(site->arena, "The %s, their laws and sources", say_count_marked(site->arena, n, "stage", "delivery.stages.count")));
    doc_table(site->doc, "Qualification and approval run once for each SKU at this site", names, COUNT(names));
    for (int32_t k = 0; k < d->n_items; k++) stage_rows(site, &d->items[k], k);
    doc_end(site->doc);
    doc_end(site->doc);
}

/* --- what is met, what stands ------------------------------------------------------------------- */

static void requirements(struct site_parts *site)
{
    static const char *const names[] = { "!Id", "Requirement", "!" MARK_NAME("P10"), "!" MARK_NAME("P50"), "!" MARK_NAME("P90"), ">By the date needed", ">By the plan's date", ">Ever" };
    const struct result_delivery *d = &site->results->delivery;
    if (d->n_requirements == 0) return;
    doc_table(site->doc, "Met from. Those that only the simulation judges have no date", names, COUNT(names));
    for (int32_t r = 0; r < d->n_requirements; r++) {
        const struct result_delivery_requirement *q = &d->requirements[r];
        const char *id = text_format(site->arena, "delivery.requirements.%s", q->id);
        doc_row(site->doc);
        doc_text_cell(site->doc, q->id);
        doc_cell(site->doc);
        doc_code(site->doc, q->text);
        doc_text_cell(site->doc, q->p10);
        doc_text_cell(site->doc, q->p50);
        doc_text_cell(site->doc, q->p90);
        site_parts_number_cell(site, text_format(site->arena, "%s.by_needed", id), q->by_needed, UNIT_FRACTION);
        site_parts_number_cell(site, text_format(site->arena, "%s.by_as_of", id), q->by_as_of, UNIT_FRACTION);
        site_parts_number_cell(site, text_format(site->arena, "%s.ever", id), q->ever, UNIT_FRACTION);
    }
    doc_end(site->doc);
}

/* "usable", "_bytes": the points' usable_p50_bytes and its like. */
struct spread { const char *before, *after; double p10, p50, p90; enum unit unit; };

static const char *quantile(struct site_parts *site, int32_t point, const struct spread *of, const char *which, double value)
{
    return say_marked(site->arena, value, of->unit, "delivery.points[%d].%s_%s%s", (int)point, of->before, which, of->after);
}

static void spread_cell(struct site_parts *site, int32_t point, struct spread of)
{
    const char *middle = quantile(site, point, &of, "p50", of.p50);
    if (of.p10 == of.p90) doc_text_cell(site->doc, middle);
    else doc_text_cell(site->doc, text_format(site->arena, "%s (%s to %s)", middle, quantile(site, point, &of, "p10", of.p10), quantile(site, point, &of, "p90", of.p90)));
}

static void points(struct site_parts *site)
{
    static const char *const names[] = { "!Date", ">Usable", ">Reads", ">Writes", ">Storage power", ">Rack tiles", ">GPUs" };
    const struct result_delivery *d = &site->results->delivery;
    doc_begin(site->doc, DOC_FOLD, text_format(site->arena, "What stands on %s", say_count_marked(site->arena, d->n_points, "date", "delivery.points.count")));
    doc_table(site->doc, MARK_NAME("P50") ", and in brackets " MARK_NAME("P10 to P90") " where they differ", names, COUNT(names));
    for (int32_t k = 0; k < d->n_points; k++) {
        const struct result_delivery_point *p = &d->points[k];
        doc_row(site->doc);
        doc_text_cell(site->doc, p->date);
        spread_cell(site, k, (struct spread){"usable", "_bytes", p->usable_p10_bytes, p->usable_p50_bytes, p->usable_p90_bytes, UNIT_BYTES});
        spread_cell(site, k, (struct spread){"read", "_bytes_per_s", p->read_p10_bytes_per_s, p->read_p50_bytes_per_s, p->read_p90_bytes_per_s, UNIT_BYTES_PER_S});
        spread_cell(site, k, (struct spread){"write", "_bytes_per_s", p->write_p10_bytes_per_s, p->write_p50_bytes_per_s, p->write_p90_bytes_per_s, UNIT_BYTES_PER_S});
        spread_cell(site, k, (struct spread){"storage", "_w", p->storage_p10_w, p->storage_p50_w, p->storage_p90_w, UNIT_WATTS});
        spread_cell(site, k, (struct spread){"rack_tiles", "", p->rack_tiles_p10, p->rack_tiles_p50, p->rack_tiles_p90, UNIT_COUNT});
        doc_text_cell(site->doc, isnan(p->gpus) ? "not said" : say_marked(site->arena, p->gpus, UNIT_COUNT, "delivery.points[%d].gpus", (int)k));
    }
    doc_end(site->doc);
    doc_end(site->doc);
}

/* --- what landed while it ran ------------------------------------------------------------------- */

static void landing_row(struct site_parts *site, const struct result_delivery_landing *l, int32_t k)
{
    const char *id = text_format(site->arena, "delivery.run.landings[%d]", (int)k);
    doc_row(site->doc);
    doc_text_cell(site->doc, l->pool);
    site_parts_number_cell(site, text_format(site->arena, "%s.nodes", id), l->nodes, UNIT_COUNT);
    doc_text_cell(site->doc, l->first);
    doc_text_cell(site->doc, l->p50);
    doc_text_cell(site->doc, l->last);
    site_parts_number_cell(site, text_format(site->arena, "%s.before", id), l->before, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.during", id), l->during, UNIT_FRACTION);
    site_parts_number_cell(site, text_format(site->arena, "%s.after", id), l->after, UNIT_FRACTION);
}

static void landings(struct site_parts *site)
{
    static const char *const names[] = { "Pool", ">Nodes", "!First", "!Median", "!Last", ">There at the start", ">Landed while it ran", ">Not by the end" };
    const struct result_delivery_run *run = &site->results->delivery.run;
    if (run->n_landings == 0) return;
    doc_table(site->doc, "In service, by the draws of the simulated replications", names, COUNT(names));
    for (int32_t k = 0; k < run->n_landings; k++) landing_row(site, &run->landings[k], k);
    doc_end(site->doc);
}

/* The verdict is of the whole build; this is of the days simulated. */
static void while_it_ran(struct site_parts *site)
{
    const struct result_delivery *d = &site->results->delivery;
    const struct result_delivery_run *run = &d->run;
    if (!*run->start) return;
    const char *waited = mark_sentence(site->arena, story_delivery_waited(site->arena, d));
    doc_heading(site->doc, 3, "While it ran");
    doc_paragraph(site->doc);
    doc_printf(site->doc, "Simulated time " MARK_NAME("0") " is %s: each replication has its own draw of the dates, and what has not landed carries nothing, holds nothing and draws nothing. ", run->start);
    doc_text(site->doc, "On average ");
    site_parts_number(site, "delivery.run.gpus_mean", run->gpus_mean, UNIT_COUNT);
    doc_text(site->doc, " GPUs stood, whose time the account of GPU time is of. ");
    if (*waited) doc_strong(site->doc, waited);
    if (*waited) doc_printf(site->doc, " That is beside the same days with all storage in service from the start, replication by replication; " MARK_NAME("95 %% interval") " of the GPU-hours: %s.",
                            say_interval_marked(site->arena, &run->gpu_hours_waited, UNIT_COUNT, "delivery.run.gpu_hours_waited"));
    landings(site);
}

void site_delivery(struct site_parts *site)
{
    const struct result_delivery *d = &site->results->delivery;
    if (!(d->draws > 0.0) && !*d->run.start) return;
    doc_heading(site->doc, 2, "Delivery");
    if (!(d->draws > 0.0)) {
        while_it_ran(site);
        return;
    }
    doc_paragraph(site->doc);
    doc_text(site->doc, story_delivery_complete(site->arena, d));
    const char *lost = story_delivery_lost(site->arena, d);
    if (*lost) doc_text(site->doc, text_format(site->arena, " %s", mark_sentence(site->arena, lost)));
    if (*d->gpus_stand) doc_text(site->doc, text_format(site->arena, " Counted for: %s.", d->gpus_stand));
    doc_text(site->doc, text_format(site->arena, " %s draws of the dates.", say_marked(site->arena, d->draws, UNIT_COUNT, "delivery.draws")));
    while_it_ran(site);
    items(site);
    assumptions(site);
    requirements(site);
    site_parts_chart(site, CHART_DELIVERY);
    points(site);
    stages(site);
}

/* --- policy ---------------------------------------------------------------------------------- */

static void side(struct site_parts *site, const char *id, const char *which, const char *option, const char *verdict, const char *complete, double tiles, double storage_w, double site_w)
{
    doc_row(site->doc);
    doc_text_cell(site->doc, which);
    doc_text_cell(site->doc, mark_name(site->arena, option));
    doc_cell(site->doc);
    if (text_equal(verdict, "none") || !*verdict) doc_text(site->doc, "none");
    else doc_verdict(site->doc, verdict);
    site_parts_number_cell(site, text_format(site->arena, "%s.rack_tiles", id), tiles, UNIT_COUNT);
    site_parts_number_cell(site, text_format(site->arena, "%s.storage_w", id), storage_w, UNIT_WATTS);
    site_parts_number_cell(site, text_format(site->arena, "%s.site_w", id), site_w, UNIT_WATTS);
    doc_text_cell(site->doc, *complete ? complete : "not said");
}

static void restriction(struct site_parts *site, const struct result_restriction *r, int32_t k)
{
    static const char *const names[] = { "", "Best option", "Verdict", ">Rack tiles", ">Storage", ">Site, design hour", "!Stands" };
    const char *id = text_format(site->arena, "policy[%d]", (int)k);
    doc_paragraph(site->doc);
    doc_code(site->doc, r->policy);
    if (r->violated) doc_strong(site->doc, " is broken by this build.");
    doc_text(site->doc, r->violated ? " " : ": ");
    const char *begun = r->violated ? mark_begun(site->arena, r->text) : r->text;     /* behind a full stop, or a colon */
    doc_quote(site->doc, text_format(site->arena, "policy[%d].text", (int)k), begun);
    doc_printf(site->doc, "%s %s: %s.", *r->text ? "." : "", r->violated ? "It is broken by" : "It forbids", mark_text(site->arena, text_format(site->arena, "policy[%d].forbids", (int)k), r->forbids));
    if (*r->place) doc_muted(site->doc, text_format(site->arena, " %s", mark_name(site->arena, r->place)));
    doc_table(site->doc, "", names, COUNT(names));
    side(site, text_format(site->arena, "%s.with", id), "with it", r->option_with, r->verdict_with, r->complete_with, r->rack_tiles_with, r->storage_with_w, r->site_with_w);
    side(site, text_format(site->arena, "%s.without", id), "without it", r->option_without, r->verdict_without, r->complete_without, r->rack_tiles_without, r->storage_without_w, r->site_without_w);
    doc_end(site->doc);
}

static void option_row(struct site_parts *site, const struct result_option *o, int32_t k)
{
    const char *id = text_format(site->arena, "options[%d]", (int)k);
    doc_row(site->doc);
    doc_text_cell(site->doc, mark_name(site->arena, o->option));
    doc_text_cell(site->doc, o->allowed ? "allowed" : mark_text(site->arena, text_format(site->arena, "options[%d].reason", (int)k), o->reason));
    doc_cell(site->doc);
    if (*o->verdict) doc_verdict(site->doc, o->verdict);
    site_parts_number_cell(site, text_format(site->arena, "%s.nodes", id), o->nodes, UNIT_COUNT);
    site_parts_number_cell(site, text_format(site->arena, "%s.front_ends", id), o->front_ends, UNIT_COUNT);
    site_parts_number_cell(site, text_format(site->arena, "%s.rack_tiles", id), o->rack_tiles, UNIT_COUNT);
    site_parts_number_cell(site, text_format(site->arena, "%s.storage_w", id), o->storage_w, UNIT_WATTS);
}

void site_delivery_policy(struct site_parts *site)
{
    static const char *const names[] = { "Option", "Under the policy", "Verdict", ">Nodes", ">Front ends", ">Rack tiles", ">Storage" };
    const struct results *r = site->results;
    if (r->n_policy == 0) return;
    doc_heading(site->doc, 2, "Policy");
    doc_paragraph(site->doc);
    doc_text(site->doc, "Each restriction is priced by planning the site again without it: the best option that all restrictions leave against the best that all but this one leave. "
                        "Best is the fewest MUSTs failed, then rack tiles, then watts; policy aside. Options are those of the catalog, counts set by every MUST.");
    for (int32_t k = 0; k < r->n_policy; k++) restriction(site, &r->policy[k], k);
    if (r->n_options == 0) return;
    doc_begin(site->doc, DOC_FOLD, text_format(site->arena, "All %s", say_count_marked(site->arena, r->n_options, "option", "options.count")));
    doc_table(site->doc, "", names, COUNT(names));
    for (int32_t k = 0; k < r->n_options; k++) option_row(site, &r->options[k], k);
    doc_end(site->doc);
    doc_end(site->doc);
}
