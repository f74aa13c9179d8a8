#include "reports/bom_summary.h"

#include <math.h>

#include "base/text.h"
#include "reports/say.h"

/* --- summary ------------------------------------------------------------------------------------ */

static const struct bom_book_column headline_columns[] = {{"What", "", "what", 30.0}, {"Value", "", "value", 26.0}, {"Unit", "", "unit", 14.0}, {"Note", "", "note", 44.0}};
static const struct bom_book_column phase_columns[] = {
    {"Phase", "", "phase", 0.0}, {"Pool", "", "pool", 0.0}, {"", "", "kind", 0.0}, {"Promised or ordered", "", "from", 0.0}, {"In service, P50", "", "in_service", 0.0},
    {"Share of the pool", "", "share", 0.0}, {"Racks", "", "racks", 0.0}};
static const struct bom_book_column order_columns[] = {
    {"Kind", "", "kind", 0.0}, {"SKU", "", "sku", 0.0}, {"Part number", "", "part", 0.0}, {"Description", "", "description", 0.0}, {"Phases", "", "phases", 10.0},
    {"Installed", "", "quantity", 11.0}, {"Spares", "", "spares", 10.0}, {"To order", "", "pieces", 11.0}, {"Unit price", "$", "unit_price_dollars", 13.0},
    {"Price date", "", "price_date", 11.0}, {"Price grade", "", "price_grade", 12.0}, {"Extended", "$", "extended_dollars", 15.0}, {"Lead time", "d", "lead_time_days", 10.0},
    {"Order by", "", "order_by", 11.0}, {"Earliest delivery", "", "earliest", 11.0}};

struct headline { const char *what, *id, *formula; double value; enum sheet_format format; const char *unit, *note; };

static void headline(struct bom_book *book, int *row, struct headline line)
{
    struct sheet *sheet = book->summary;
    sheet_text(sheet, *row, 0, SHEET_KEY, line.id);
    sheet_text(sheet, *row, 1, SHEET_BODY, line.what);
    bom_book_formula(sheet, *row, 2, (struct sheet_style){line.format, SHEET_TOTAL}, line.formula, line.value);
    sheet_text(sheet, *row, 3, SHEET_BODY, line.unit);
    sheet_text(sheet, (*row)++, 4, SHEET_BODY, line.note);
}

static void headlines(struct bom_book *book, int *row)
{
    const struct results *r = book->results;
    const struct result_bom_totals *t = &r->bom_totals;
    const char *price_note = t->unpriced_lines > 0.0 ? "a part of the whole: prices of other lines are unknown" : "every line has a price";
    headline(book, row, (struct headline){"Racks", "plan.racks", bom_book_count(book, "rack"), r->plan.racks, SHEET_WHOLE, "", ""});
    headline(book, row, (struct headline){"Storage boxes", "bom_totals.nodes", bom_book_count(book, "node"), t->nodes, SHEET_WHOLE, "", ""});
    headline(book, row, (struct headline){"Front ends", "bom_totals.front_ends", bom_book_count(book, "front_end"), t->front_ends, SHEET_WHOLE, "", ""});
    headline(book, row, (struct headline){"Drives", "bom_totals.drives", bom_book_count(book, "drive"), t->drives, SHEET_WHOLE, "", "write buffers included"});
    headline(book, row, (struct headline){"Spare pieces", "bom_totals.spares", text_format(book->arena, "=SUM(%s)", bom_book_range(book, BOM_SPARE)), t->spares, SHEET_WHOLE, "", ""});
    headline(book, row, (struct headline){"Known price", "bom_totals.known_dollars", text_format(book->arena, "=SUM(%s)", bom_book_range(book, BOM_EXTENDED)), t->known_dollars, SHEET_DOLLARS, "$", price_note});
    headline(book, row, (struct headline){"Of it on estimates", "bom_totals.estimated_dollars", bom_book_estimated(book), t->estimated_dollars, SHEET_DOLLARS, "$", "graded estimate or placeholder: nobody has quoted it"});
    headline(book, row, (struct headline){"Lines without a price", "bom_totals.unpriced_lines", bom_book_unpriced(book), t->unpriced_lines, SHEET_WHOLE, "", "fill in the yellow cells of the sheet assumptions"});
    headline(book, row, (struct headline){"Overbuy", "bom_totals.overbuy", text_format(book->arena, "=SUM(%s)", bom_book_range(book, BOM_OVERBUY)), t->overbuy, SHEET_WHOLE, "boxes", "because of whole racks or scale units"});
    headline(book, row, (struct headline){"Storage and its network at most", "bom_totals.max_w", bom_book_sum(book, BOM_TOTAL_MAX), t->max_w, SHEET_WHOLE, "W", "datasheet maximum at the rack inlet"});
    headline(book, row, (struct headline){"Heat", "bom_totals.heat_btu_per_h", bom_book_sum(book, BOM_TOTAL_HEAT), t->heat_btu_per_h, SHEET_WHOLE, "BTU/h", "of the maximum"});
    headline(book, row, (struct headline){"Signed by facilities", "power_bill.signed_w", bom_book_power(book, 1, 5), r->power_bill.signed_w, SHEET_WHOLE, "W", "the whole site at the utility, datasheet maximum"});
    headline(book, row, (struct headline){"Raw", "bom_totals.raw_tb", bom_book_sum(book, BOM_TOTAL_RAW), t->raw_bytes / 1e12, SHEET_WHOLE, "TB", ""});
    headline(book, row, (struct headline){"Usable", "bom_totals.usable_tb", bom_book_sum(book, BOM_TOTAL_USABLE), t->usable_bytes / 1e12, SHEET_WHOLE, "TB", "all pools, a tier in front included"});
}

static void phases(struct bom_book *book, int *row)
{
    struct sheet *sheet = book->summary;
    sheet_text(sheet, *row, 0, SHEET_SECTION, "Phases");
    bom_book_head(sheet, *row + 1, phase_columns, sizeof phase_columns / sizeof phase_columns[0]);
    *row += 4;
    for (int32_t p = 0; p < book->results->n_bom_phases; p++, (*row)++) {
        const struct result_bom_phase *phase = &book->results->bom_phases[p];
        sheet_text(sheet, *row, 0, SHEET_KEY, text_format(book->arena, "bom_phases[%d]", (int)p));
        sheet_text(sheet, *row, 1, SHEET_BODY, phase->phase);
        sheet_text(sheet, *row, 2, SHEET_BODY, phase->pool);
        sheet_text(sheet, *row, 3, SHEET_BODY, phase->kind);
        sheet_date(sheet, *row, 4, SHEET_BODY, phase->from);
        sheet_date(sheet, *row, 5, SHEET_BODY, phase->in_service);
        sheet_number(sheet, *row, 6, (struct sheet_style){SHEET_PERCENT, SHEET_BODY}, phase->share);
        sheet_number(sheet, *row, 7, (struct sheet_style){SHEET_WHOLE, SHEET_BODY}, phase->racks);
    }
}

static void order_counts(struct bom_book *book, const struct result_bom_order *order, int row)
{
    const double counts[] = {order->quantity, order->spares};
    const enum bom_column_id columns[] = {BOM_QUANTITY, BOM_SPARE};
    const struct sheet_style whole = {SHEET_WHOLE, SHEET_BODY};
    for (int k = 0; k < 2; k++) {
        const char *formula = text_format(book->arena, "=SUMIFS(%s,%s,B%d,%s,C%d)", bom_book_range(book, columns[k]), bom_book_range(book, BOM_KIND), row + 1, bom_book_range(book, BOM_SKU), row + 1);
        if (order->sku[0]) sheet_formula(book->summary, row, 6 + k, whole, formula, counts[k]);
        else sheet_number(book->summary, row, 6 + k, whole, counts[k]);
    }
    sheet_formula(book->summary, row, 8, whole, text_format(book->arena, "=G%d+H%d", row + 1, row + 1), order->pieces);
}

static void order_line(struct bom_book *book, int row, int32_t at)
{
    const struct result_bom_order *order = &book->results->bom_orders[at];
    const char *const words[] = {order->kind, order->sku, order->part, order->description, order->phases};
    struct sheet *sheet = book->summary;
    sheet_text(sheet, row, 0, SHEET_KEY, text_format(book->arena, "bom_orders.%s", order->id));
    for (int w = 0; w < 5; w++) sheet_text(sheet, row, 1 + w, SHEET_BODY, words[w]);
    order_counts(book, order, row);
    const char *name = book->prices[at];
    const struct sheet_style cents = {SHEET_CENTS, SHEET_BODY};
    if (name) sheet_formula(sheet, row, 9, cents, text_format(book->arena, "=IF(ISNUMBER(%s),%s,\"\")", name, name), order->unit_price_dollars);
    else sheet_number(sheet, row, 9, cents, order->unit_price_dollars);
    sheet_text(sheet, row, 10, SHEET_BODY, order->price_date);
    sheet_text(sheet, row, 11, SHEET_BODY, order->price_grade[0] ? order->price_grade : "unknown");
    sheet_formula(sheet, row, 12, (struct sheet_style){SHEET_DOLLARS, SHEET_BODY}, text_format(book->arena, "=IF(ISNUMBER(J%d),I%d*J%d,\"\")", row + 1, row + 1, row + 1), order->extended_dollars);
    sheet_number(sheet, row, 13, (struct sheet_style){SHEET_WHOLE, SHEET_BODY}, order->lead_time_s / 86400.0);
    sheet_date(sheet, row, 14, SHEET_BODY, order->order_by);
    sheet_date(sheet, row, 15, SHEET_BODY, order->earliest);
}

static void orders(struct bom_book *book, int *row)
{
    sheet_text(book->summary, *row, 0, SHEET_SECTION, "What to order");
    bom_book_head(book->summary, *row + 1, order_columns, sizeof order_columns / sizeof order_columns[0]);
    *row += 4;
    for (int32_t o = 0; o < book->results->n_bom_orders; o++) order_line(book, (*row)++, o);
}

void bom_summary(struct bom_book *book)
{
    const struct results *r = book->results;
    struct sheet *sheet = book->summary;
    int row = BOM_BOOK_FIRST;
    bom_book_title(sheet, text_format(book->arena, "Bill of materials: %s", say_text(r->scenario.name)));
    bom_book_head(sheet, 1, headline_columns, sizeof headline_columns / sizeof headline_columns[0]);
    headlines(book, &row);
    sheet_text(sheet, row, 1, SHEET_BODY, "Checked against the simulator");
    sheet_formula_text(sheet, row, 2, SHEET_SIGNED, text_format(book->arena, "=check!%s", sheet_fixed(book->arena, book->all_good_row, book->all_good_column)), "OK");
    sheet_text(sheet, row++, 4, SHEET_BODY, "the sheet check, row by row");
    const char *const about[][2] = {{"Question", r->scenario.question}, {"Requirements", r->verdict}, {"As of", say_text(r->scenario.as_of)}, {"Site", r->scenario.facility},
                                    {"Typical watts", r->bom_totals.typical_basis}, {"Command", r->manifest.command}, {"Version", r->manifest.version}};
    for (size_t k = 0; k < sizeof about / sizeof about[0]; k++, row++) {
        sheet_text(sheet, row, 1, SHEET_BODY, about[k][0]);
        sheet_text(sheet, row, 2, SHEET_BODY, about[k][1]);
    }
    row++;
    phases(book, &row);
    row++;
    orders(book, &row);
    sheet_freeze(sheet, 1, 0);
    sheet_print_wide(sheet, 1);
}
