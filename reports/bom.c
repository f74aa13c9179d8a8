#include "reports/bom.h"

#include <math.h>

#include "base/text.h"
#include "reports/bill_of_power.h"
#include "reports/bom_book.h"
#include "reports/mark.h"
#include "reports/names.h"
#include "reports/say.h"

struct bill { struct doc *doc; const struct results *results; struct arena *arena; };

/* --- cells -------------------------------------------------------------------------------- */

#define TABLE(bill, caption, names) doc_table((bill)->doc, caption, names, (int)(sizeof(names) / sizeof(names)[0]))

/* `value` in the unit of results; empty where it is unknown and `unknown` is NULL. */
static void number(struct bill *bill, const char *id, double value, enum unit unit, const char *unknown)
{
    doc_cell(bill->doc);
    if (isfinite(value)) doc_number(bill->doc, id, value, say_quantity(bill->arena, value, unit));
    else if (unknown) doc_muted(bill->doc, unknown);
}

static const char *id_of(struct bill *bill, const char *table, const char *line, const char *field)
{
    return text_format(bill->arena, "%s.%s.%s", table, line, field);
}

static void total(struct bill *bill, const char *label, const char *field, double value, enum unit unit)
{
    doc_fact(bill->doc, label);
    if (isfinite(value)) doc_number(bill->doc, text_format(bill->arena, "bom_totals.%s", field), value, say_quantity(bill->arena, value, unit));
    else doc_text(bill->doc, "unknown");
}

/* --- the answer ------------------------------------------------------------------------------ */

static void first_page(struct bill *bill)
{
    const struct results *r = bill->results;
    doc_heading(bill->doc, 1, text_format(bill->arena, "Bill of materials: %s", say_text(r->scenario.name)));
    doc_paragraph(bill->doc);
    if (*r->scenario.question) doc_printf(bill->doc, "%s ", mark_text(bill->arena, "scenario.question", r->scenario.question));
    doc_text(bill->doc, "As of ");
    doc_strong(bill->doc, say_text(r->scenario.as_of));
    doc_text(bill->doc, text_format(bill->arena, ", site %s. ", r->scenario.facility));
    if (!*r->verdict) return;
    doc_text(bill->doc, "The MUST requirements of this build: ");
    doc_verdict(bill->doc, r->verdict);
}

/* How sure it is: the ends of the ranges, and how much of it nobody has quoted. */
static void price_range(struct bill *bill)
{
    const struct result_bom_totals *t = &bill->results->bom_totals;
    if (!(t->known_dollars > 0.0) || isnan(t->least_dollars)) return;
    doc_text(bill->doc, ", from ");
    doc_number(bill->doc, "bom_totals.least_dollars", t->least_dollars, say_quantity(bill->arena, t->least_dollars, UNIT_DOLLARS));
    doc_text(bill->doc, " to ");
    doc_number(bill->doc, "bom_totals.most_dollars", t->most_dollars, say_quantity(bill->arena, t->most_dollars, UNIT_DOLLARS));
    doc_text(bill->doc, text_format(bill->arena, " with every price at one end of its range; %s of it rests on estimates and placeholders",
                                    say_marked(bill->arena, t->estimated_share, UNIT_FRACTION, "bom_totals.estimated_share")));
}

static void price_fact(struct bill *bill)
{
    const struct result_bom_totals *t = &bill->results->bom_totals;
    doc_fact(bill->doc, "Price, as far as known");
    if (isnan(t->known_dollars)) doc_text(bill->doc, "unknown: no line has a price");
    else doc_number(bill->doc, "bom_totals.known_dollars", t->known_dollars, say_quantity(bill->arena, t->known_dollars, UNIT_DOLLARS));
    price_range(bill);
    if (isnan(t->known_dollars) || !(t->unpriced_lines > 0.0)) return;
    doc_text(bill->doc, "; a part of the whole: ");
    doc_number(bill->doc, "bom_totals.unpriced_lines", t->unpriced_lines, say_quantity(bill->arena, t->unpriced_lines, UNIT_COUNT));
    doc_text(bill->doc, " lines have no price");
}

static void facts(struct bill *bill)
{
    const struct result_bom_totals *t = &bill->results->bom_totals;
    doc_begin(bill->doc, DOC_FACTS, "");
    total(bill, "Racks", "racks", t->racks, UNIT_COUNT);
    total(bill, "Storage boxes", "nodes", t->nodes, UNIT_COUNT);
    if (t->front_ends > 0.0) total(bill, "Front ends", "front_ends", t->front_ends, UNIT_COUNT);
    total(bill, "Drives", "drives", t->drives, UNIT_COUNT);
    total(bill, "Spare pieces", "spares", t->spares, UNIT_COUNT);
    if (t->overbuy > 0.0) total(bill, "Boxes bought because of units of sale", "overbuy", t->overbuy, UNIT_COUNT);
    price_fact(bill);
    total(bill, "Storage and its network at most", "max_w", t->max_w, UNIT_WATTS);
    doc_fact(bill->doc, "Facilities sign");
    doc_number(bill->doc, "power_bill.signed_w", bill->results->power_bill.signed_w, say_quantity(bill->arena, bill->results->power_bill.signed_w, UNIT_WATTS));
    doc_text(bill->doc, " for the site");
    doc_end(bill->doc);
}

static void no_price(struct bill *bill)
{
    struct text skus = text_new(bill->arena);
    for (int32_t o = 0; o < bill->results->n_bom_orders; o++) {
        const struct result_bom_order *order = &bill->results->bom_orders[o];
        if (isnan(order->unit_price_dollars)) text_printf(&skus, "%s%s", skus.length ? ", " : "", order->sku[0] ? order->sku : mark_text(bill->arena, id_of(bill, "bom_orders", order->id, "description"), order->description));
    }
    if (skus.length == 0) return;
    doc_paragraph(bill->doc);
    doc_strong(bill->doc, "No price is known for ");
    doc_text(bill->doc, text_format(bill->arena, "%s. An unknown price is left empty and counts for nothing in any sum: ask for a quote, and state it as ", skus.bytes));
    doc_code(bill->doc, "price");
    doc_text(bill->doc, " in the model, or in the yellow cell of the workbook.");
}

/* --- what to order ------------------------------------------------------------------------------ */

static void order_row(struct bill *bill, const struct result_bom_order *order)
{
    doc_row(bill->doc);
    doc_text_cell(bill->doc, say_words(bill->arena, order->kind));
    doc_cell(bill->doc);
    if (order->sku[0]) doc_code(bill->doc, order->sku);
    else doc_quote(bill->doc, id_of(bill, "bom_orders", order->id, "description"), order->description);
    number(bill, id_of(bill, "bom_orders", order->id, "quantity"), order->quantity, UNIT_COUNT, NULL);
    number(bill, id_of(bill, "bom_orders", order->id, "spares"), order->spares, UNIT_COUNT, NULL);
    number(bill, id_of(bill, "bom_orders", order->id, "pieces"), order->pieces, UNIT_COUNT, NULL);
    number(bill, id_of(bill, "bom_orders", order->id, "unit_price_dollars"), order->unit_price_dollars, UNIT_DOLLARS, "unknown");
    number(bill, id_of(bill, "bom_orders", order->id, "extended_dollars"), order->extended_dollars, UNIT_DOLLARS, "unknown");
    number(bill, id_of(bill, "bom_orders", order->id, "lead_time_s"), order->lead_time_s, UNIT_SECONDS, "unknown");
    doc_text_cell(bill->doc, order->order_by);
    doc_text_cell(bill->doc, order->earliest);
}

static void what_to_order(struct bill *bill)
{
    static const char *const names[] = {"!Kind", "!SKU", ">Installed", ">Spares", ">To order", ">Unit price", ">Extended", ">Lead time", "!Order by", "!Earliest"};
    doc_heading(bill->doc, 2, "What to order");
    TABLE(bill, "By SKU, all phases together; a box's price is without the drives and cards listed beside it", names);
    for (int32_t o = 0; o < bill->results->n_bom_orders; o++) order_row(bill, &bill->results->bom_orders[o]);
    doc_end(bill->doc);
    no_price(bill);
}

static void phases(struct bill *bill)
{
    static const char *const names[] = {"!Phase", "Pool", "What", "!Promised or ordered", "!In service, " MARK_NAME("P50"), ">Share of the pool", ">Racks"};
    doc_heading(bill->doc, 2, "Phases");
    TABLE(bill, "Racks land whole", names);
    for (int32_t p = 0; p < bill->results->n_bom_phases; p++) {
        const struct result_bom_phase *phase = &bill->results->bom_phases[p];
        const char *const id = text_format(bill->arena, "bom_phases[%d]", (int)p);
        doc_row(bill->doc);
        doc_text_cell(bill->doc, mark_name(bill->arena, phase->phase));
        doc_text_cell(bill->doc, phase->pool);
        doc_text_cell(bill->doc, phase->kind);
        doc_text_cell(bill->doc, phase->from);
        doc_text_cell(bill->doc, phase->in_service);
        number(bill, text_format(bill->arena, "%s.share", id), phase->share, UNIT_FRACTION, NULL);
        number(bill, text_format(bill->arena, "%s.racks", id), phase->racks, UNIT_COUNT, NULL);
    }
    doc_end(bill->doc);
}

/* --- lines -------------------------------------------------------------------------------------------- */

static void line_number(struct bill *bill, const struct result_bom_line *line, enum bom_column_id column, enum unit unit)
{
    const double value = bom_columns_number(line, column) * bom_columns_table[column].scale;
    number(bill, bom_columns_id(line, column, bill->arena), value, unit, bom_book_is_bought(line) && unit == UNIT_DOLLARS ? "unknown" : NULL);
}

static void line_row(struct bill *bill, const struct result_bom_line *line)
{
    static const struct { enum bom_column_id column; enum unit unit; } numbers[] = {
        {BOM_PER_RACK, UNIT_COUNT}, {BOM_RACKS, UNIT_COUNT}, {BOM_QUANTITY, UNIT_COUNT}, {BOM_SPARE, UNIT_COUNT}, {BOM_EXTENDED, UNIT_DOLLARS}, {BOM_TOTAL_KG, UNIT_KILOGRAMS},
        {BOM_TOTAL_TYPICAL, UNIT_WATTS}, {BOM_TOTAL_MAX, UNIT_WATTS}, {BOM_TOTAL_RAW, UNIT_BYTES}};
    static const char *const indents[] = {"", "\u2002", "\u2002\u2002", "\u2002\u2002\u2002", "\u2002\u2002\u2002\u2002"};
    const int level = line->level >= 0.0 && line->level <= 4.0 ? (int)line->level : 0;
    doc_row(bill->doc);
    doc_text_cell(bill->doc, line->id);
    doc_text_cell(bill->doc, indents[level]);
    const char *description = mark_text(bill->arena, id_of(bill, "bom", line->id, "description"), line->description);
    if (!bom_book_is_bought(line)) doc_strong(bill->doc, description);
    else if (line->sku[0]) doc_code(bill->doc, line->sku);
    else doc_text(bill->doc, description);
    if (text_equal(line->kind, "rack")) doc_muted(bill->doc, text_format(bill->arena, " %s", mark_text(bill->arena, id_of(bill, "bom", line->id, "basis"), line->basis)));
    else if (bom_book_is_bought(line)) doc_muted(bill->doc, text_format(bill->arena, " %s", line->role));
    doc_text_cell(bill->doc, mark_name(bill->arena, line->phase));
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) line_number(bill, line, numbers[k].column, numbers[k].unit);
    doc_text_cell(bill->doc, line->within[0] ? text_format(bill->arena, "in %s", line->within) : "");
    doc_quote_cell(bill->doc, id_of(bill, "bom", line->id, "qualification"), line->qualification);
    doc_text_cell(bill->doc, bom_columns_text(line, BOM_REQUIREMENTS, bill->arena));
}

static void all_lines(struct bill *bill)
{
    static const char *const names[] = {"!Line", "SKU and what for", "!Phase", ">Per rack", ">Racks", ">Quantity", ">Spares", ">Extended", ">kg", ">W typical", ">W maximum", ">Raw", "!Counted", "Qualification", "Serves"};
    doc_heading(bill->doc, 2, "Lines");
    doc_paragraph(bill->doc);
    doc_text(bill->doc, "Site, pool, racks filled alike, boxes, drives and cards. Kilograms, watts and bytes of what is in a box stand in the box's line already; spares lie on a shelf. The workbook and the CSV have all columns.");
    TABLE(bill, "", names);
    for (int32_t l = 0; l < bill->results->n_bom; l++) line_row(bill, &bill->results->bom[l]);
    doc_end(bill->doc);
}

static void skus(struct bill *bill)
{
    static const char *const names[] = {"!SKU", "Part number", "What it is", ">Unit price", "Grade", "!Date", "Source of the price"};
    doc_heading(bill->doc, 2, "What they are, and where prices are from");
    TABLE(bill, "", names);
    for (int32_t o = 0; o < bill->results->n_bom_orders; o++) {
        const struct result_bom_order *order = &bill->results->bom_orders[o];
        doc_row(bill->doc);
        doc_cell(bill->doc);
        if (order->sku[0]) doc_code(bill->doc, order->sku);
        doc_text_cell(bill->doc, order->part);
        doc_quote_cell(bill->doc, id_of(bill, "bom_orders", order->id, "description"), order->description);
        number(bill, id_of(bill, "bom_orders", order->id, "unit_price_dollars"), order->unit_price_dollars, UNIT_DOLLARS, "unknown");
        doc_text_cell(bill->doc, order->price_grade);
        doc_quote_cell(bill->doc, id_of(bill, "bom_orders", order->id, "price_date"), order->price_date);
        doc_quote_cell(bill->doc, id_of(bill, "bom_orders", order->id, "price_source"), bom_book_price_source(bill->results, order));
    }
    doc_end(bill->doc);
}

struct doc *bom_document(const struct results *results, struct arena *arena)
{
    struct bill bill = {doc_new(arena, text_format(arena, "%s: bill of materials", say_text(results->scenario.name))), results, arena};
    doc_knows(bill.doc, names_of(results, arena));
    first_page(&bill);
    facts(&bill);
    what_to_order(&bill);
    phases(&bill);
    bill_of_power(bill.doc, 2, results);
    all_lines(&bill);
    skus(&bill);
    return bill.doc;
}

/* --- screen --------------------------------------------------------------------------------------------- */

const char *bom_screen(const struct results *results, struct arena *arena)
{
    const struct result_bom_totals *t = &results->bom_totals;
    const struct result_power_bill *power = &results->power_bill;
    struct text out = text_new(arena);
    text_printf(&out, "%s: %s to order, %s of them spares\n\n", results->scenario.name, say_count_of(arena, t->pieces, "piece"), say_quantity(arena, t->spares, UNIT_COUNT));
    text_printf(&out, "  %-9s %-25s %9s %6s %11s %11s  %s\n", "kind", "SKU", "installed", "spares", "unit price", "extended", "earliest");
    for (int32_t o = 0; o < results->n_bom_orders; o++) {
        const struct result_bom_order *order = &results->bom_orders[o];
        text_printf(&out, "  %-9s %-25.25s %9s %6s %11s %11s  %s\n", order->kind, order->sku[0] ? order->sku : "(no model)", say_quantity(arena, order->quantity, UNIT_COUNT),
                    say_quantity(arena, order->spares, UNIT_COUNT), say_quantity(arena, order->unit_price_dollars, UNIT_DOLLARS), say_quantity(arena, order->extended_dollars, UNIT_DOLLARS),
                    order->earliest);
    }
    text_printf(&out, "\n  price     %s", isnan(t->known_dollars) ? "unknown: no line has one" : say_quantity(arena, t->known_dollars, UNIT_DOLLARS));
    if (!isnan(t->known_dollars) && t->unpriced_lines > 0.0) text_printf(&out, " known, a part of the whole: %s without a price", say_count_of(arena, t->unpriced_lines, "line"));
    if (t->known_dollars > 0.0)
        text_printf(&out, "\n            %s to %s with every price at one end of its range; %s of it rests on estimates", say_quantity(arena, t->least_dollars, UNIT_DOLLARS),
                    say_quantity(arena, t->most_dollars, UNIT_DOLLARS), say_quantity(arena, t->estimated_share, UNIT_FRACTION));
    const struct result_power_bill_line *site = power->n_lines > 0 ? &power->lines[power->n_lines - 1] : NULL;
    if (site)
        text_printf(&out, "\n  power     site: nameplate %s, datasheet %s, p99 %s, mean %s\n            facilities sign the %s, %s\n", say_quantity(arena, site->nameplate_w, UNIT_WATTS),
                    say_quantity(arena, site->datasheet_w, UNIT_WATTS), say_quantity(arena, site->p99_w, UNIT_WATTS), say_quantity(arena, site->mean_w, UNIT_WATTS), bom_book_point(power->sign),
                    say_quantity(arena, power->signed_w, UNIT_WATTS));
    return out.bytes;
}
