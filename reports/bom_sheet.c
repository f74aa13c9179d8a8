#include "reports/bom_sheet.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "reports/bom_book.h"
#include "reports/bom_check.h"
#include "reports/bom_summary.h"
#include "reports/say.h"

/* --- lines ------------------------------------------------------------------------------- */

enum { LINES_FROZEN = 6 };

static int column_of(enum bom_column_id column) { return (int)column + 1; }

static void lines_head(struct sheet *sheet)
{
    bom_book_title(sheet, "Lines");
    sheet_text(sheet, 1, 0, SHEET_HEAD, "Id");
    sheet_text(sheet, 2, 0, SHEET_HEAD, "");
    sheet_text(sheet, 3, 0, SHEET_KEY, "id");
    sheet_width(sheet, 0, 0, 11.0);
    for (int c = 0; c < BOM_COLUMNS; c++) {
        const struct bom_column *column = &bom_columns_table[c];
        sheet_text(sheet, 1, c + 1, SHEET_HEAD, column->title);
        sheet_text(sheet, 2, c + 1, SHEET_HEAD, column->unit);
        sheet_text(sheet, 3, c + 1, SHEET_KEY, column->key);
        sheet_width(sheet, c + 1, c + 1, column->width);
    }
    sheet_height(sheet, 1, 28.0);
}

/* What the number of a column follows from; NULL: it is typed. */
static const char *line_formula(struct bom_book *book, const struct result_bom_line *line, int row, enum bom_column_id column)
{
#define CELL(of) sheet_cell(book->arena, row, column_of(of))
    const char *quantity = CELL(BOM_QUANTITY);
    if (!bom_book_is_bought(line)) return NULL;
    if (column == BOM_QUANTITY) return isnan(line->quantity_per_rack) ? NULL : text_format(book->arena, "=%s*%s", CELL(BOM_PER_RACK), CELL(BOM_RACKS));
    if (column == BOM_PRICE) {
        const char *name = bom_book_price_name(book, line);
        return name ? text_format(book->arena, "=IF(ISNUMBER(%s),%s,\"\")", name, name) : NULL;
    }
    if (column == BOM_EXTENDED) return text_format(book->arena, "=IF(ISNUMBER(%s),(%s+%s)*%s,\"\")", CELL(BOM_PRICE), quantity, CELL(BOM_SPARE), CELL(BOM_PRICE));
    if (isnan(bom_columns_number(line, column))) return NULL;
    if (column == BOM_TOTAL_HEAT) return text_format(book->arena, "=%s*btu_per_h_per_w", CELL(BOM_TOTAL_MAX));
    if (column >= BOM_TOTAL_RU && column <= BOM_TOTAL_MAX) return text_format(book->arena, "=%s*%s", quantity, CELL(BOM_RU + (column - BOM_TOTAL_RU)));
    if (column >= BOM_TOTAL_PORTS && column <= BOM_TOTAL_USABLE) return text_format(book->arena, "=%s*%s", quantity, CELL(BOM_PORTS + (column - BOM_TOTAL_PORTS)));
#undef CELL
    return NULL;
}

static void line_cell(struct bom_book *book, struct sheet *sheet, const struct result_bom_line *line, int row, enum bom_column_id c)
{
    const struct bom_column *column = &bom_columns_table[c];
    const enum sheet_look look = bom_book_is_bought(line) ? SHEET_BODY : SHEET_TOTAL;
    if (column->kind == BOM_COLUMN_DATE) sheet_date(sheet, row, column_of(c), look, bom_columns_text(line, c, book->arena));
    else if (column->kind != BOM_COLUMN_NUMBER) {
        const char *text = bom_columns_text(line, c, book->arena);
        sheet_text(sheet, row, column_of(c), look, c == BOM_DESCRIPTION ? text_format(book->arena, "%*s%s", 3 * (int)line->level, "", text) : text);
    } else {
        const char *formula = line_formula(book, line, row, c);
        const struct sheet_style style = {column->format, look};
        if (formula) sheet_formula(sheet, row, column_of(c), style, formula, bom_columns_number(line, c));
        else sheet_number(sheet, row, column_of(c), style, bom_columns_number(line, c));
    }
}

static void lines_sheet(struct bom_book *book)
{
    struct sheet *sheet = book->lines;
    const int last = BOM_BOOK_FIRST + book->results->n_bom - 1;
    lines_head(sheet);
    for (int32_t l = 0; l < book->results->n_bom; l++) {
        const int row = BOM_BOOK_FIRST + l;
        sheet_text(sheet, row, 0, SHEET_KEY, text_format(book->arena, "bom.%s", book->results->bom[l].id));
        for (int c = 0; c < BOM_COLUMNS; c++) line_cell(book, sheet, &book->results->bom[l], row, (enum bom_column_id)c);
    }
    sheet_freeze(sheet, BOM_BOOK_FIRST, LINES_FROZEN);
    sheet_filter(sheet, BOM_BOOK_FIRST - 1, last, BOM_COLUMNS);
    sheet_print_wide(sheet, 3);
}

/* --- bill of power --------------------------------------------------------------------------- */

static const struct bom_book_column power_columns[] = {
    {"Part", "", "line", 46.0}, {"Pool", "", "pool", 12.0}, {"Count", "", "count", 10.0}, {"Nameplate", "W", "nameplate_w", 15.0},
    {"Datasheet maximum: signed", "W", "datasheet_w", 17.0}, {"Simulated p99, coincident", "W", "p99_w", 17.0}, {"Annual mean", "W", "mean_w", 15.0},
    {"On each feed", "W", "per_feed_w", 15.0}, {"On one, another lost", "W", "feed_lost_w", 15.0}, {"p99 / signed", "", "peak_to_signed", 10.0}};
static const struct bom_book_column feed_columns[] = {
    {"Level", "", "feed", 46.0}, {"Carries", "", "carries", 12.0}, {"Devices", "", "count", 10.0}, {"Nameplate", "W", "nameplate_w", 15.0},
    {"Datasheet maximum: signed", "W", "datasheet_w", 17.0}, {"Simulated p99, coincident", "W", "p99_w", 17.0}, {"Annual mean", "W", "mean_w", 15.0},
    {"One may carry", "W", "each_w", 15.0}, {"Most on one, worst loss", "W", "worst_device_w", 15.0}, {"of what it may", "", "worst_part", 10.0}};

static const enum sheet_format watts_format = SHEET_WHOLE;

/* Sums stand third, second and last from the end: IT, overhead, site. */
static const char *power_formula(struct bom_book *book, int row, int n_lines, int at, int column, double value)
{
    const int it = row + n_lines - 3 - at;
    const char *letter = sheet_column(book->arena, column);
    if (isnan(value)) return NULL;
    if (at == n_lines - 3) return text_format(book->arena, "=SUM(%s%d:%s%d)", letter, BOM_BOOK_FIRST + 1, letter, it);
    if (at == n_lines - 1) return text_format(book->arena, "=%s%d+%s%d", letter, it + 1, letter, it + 2);
    if (at != n_lines - 2) return NULL;
    const char *name = column == 7 ? "pue_annual" : "pue_design";
    return text_format(book->arena, "=%s%d*(%s-1)", letter, it + 1, name);
}

/* An annual PUE that follows a curve is no factor of the mean. */
static bool follows(const struct results *results, int column, int from_end, double it_mean_w, double value)
{
    if (column != 7 || from_end != 2) return true;
    return fabs(it_mean_w * (results->power.pue_annual - 1.0) - value) <= 1e-10 * fabs(value);
}

static void power_line(struct bom_book *book, int row, int at)
{
    const struct result_power_bill *bill = &book->results->power_bill;
    const struct result_power_bill_line *line = &bill->lines[at];
    const int n = bill->n_lines;
    const enum sheet_look look = at >= n - 3 ? SHEET_TOTAL : SHEET_BODY;
    const double watts[] = {line->nameplate_w, line->datasheet_w, line->p99_w, line->mean_w};
    struct sheet *sheet = book->power;
    sheet_text(sheet, row, 0, SHEET_KEY, text_format(book->arena, "power_bill.lines.%s", line->id));
    sheet_text(sheet, row, 1, look, line->line);
    sheet_text(sheet, row, 2, look, line->pool);
    sheet_number(sheet, row, 3, (struct sheet_style){SHEET_WHOLE, look}, line->count);
    for (int k = 0; k < 4; k++) {
        const char *formula = power_formula(book, row, n, at, 4 + k, watts[k]);
        const struct sheet_style style = {watts_format, k == 1 ? SHEET_SIGNED : look};
        if (formula && follows(book->results, 4 + k, n - at, bill->lines[n - 3].mean_w, watts[k])) sheet_formula(sheet, row, 4 + k, style, formula, watts[k]);
        else sheet_number(sheet, row, 4 + k, style, watts[k]);
    }
    const char *signed_cell = sheet_cell(book->arena, row, 5);
    bom_book_formula(sheet, row, 8, (struct sheet_style){watts_format, look}, text_format(book->arena, "=%s/feeds_per_rack", signed_cell), line->per_feed_w);
    bom_book_formula(sheet, row, 9, (struct sheet_style){watts_format, look}, text_format(book->arena, "=%s/(feeds_per_rack-1)", signed_cell), line->feed_lost_w);
    bom_book_formula(sheet, row, 10, (struct sheet_style){SHEET_PERCENT, look}, text_format(book->arena, "=%s/%s", sheet_cell(book->arena, row, 6), signed_cell), line->peak_to_signed);
}

static void feed_line(struct bom_book *book, int row, int at)
{
    const struct result_power_bill *bill = &book->results->power_bill;
    const struct result_power_bill_feed *feed = &bill->feeds[at];
    const int carried = BOM_BOOK_FIRST + bill->n_lines - (text_equal(feed->carries, "site") ? 1 : 3);
    const double watts[] = {feed->nameplate_w, feed->datasheet_w, feed->p99_w, feed->mean_w};
    struct sheet *sheet = book->power;
    sheet_text(sheet, row, 0, SHEET_KEY, text_format(book->arena, "power_bill.feeds.%s", feed->id));
    sheet_text(sheet, row, 1, SHEET_BODY, text_equal(feed->feed, feed->kind) ? feed->feed : text_format(book->arena, "%s (%s)", feed->feed, feed->kind));
    sheet_text(sheet, row, 2, SHEET_BODY, feed->carries);
    sheet_number(sheet, row, 3, (struct sheet_style){SHEET_WHOLE, SHEET_BODY}, feed->count);
    for (int k = 0; k < 4; k++) {
        const char *formula = text_format(book->arena, "=%s*%s/%s", sheet_cell(book->arena, row, 5), sheet_fixed(book->arena, carried, 4 + k), sheet_fixed(book->arena, carried, 5));
        const struct sheet_style style = {watts_format, k == 1 ? SHEET_SIGNED : SHEET_BODY};
        if (k == 1) sheet_number(sheet, row, 5, style, watts[1]);
        else bom_book_formula(sheet, row, 4 + k, style, formula, watts[k]);
    }
    sheet_number(sheet, row, 8, (struct sheet_style){watts_format, SHEET_BODY}, feed->each_w);
    sheet_number(sheet, row, 9, (struct sheet_style){watts_format, SHEET_BODY}, feed->worst_device_w);
    bom_book_formula(sheet, row, 10, (struct sheet_style){SHEET_PERCENT, SHEET_BODY}, text_format(book->arena, "=%s/%s", sheet_cell(book->arena, row, 9), sheet_cell(book->arena, row, 8)),
                     feed->worst_device_w / feed->each_w);
}

static void power_sheet(struct bom_book *book)
{
    const struct result_power_bill *bill = &book->results->power_bill;
    int row = BOM_BOOK_FIRST;
    bom_book_title(book->power, "Bill of power");
    bom_book_head(book->power, 1, power_columns, sizeof power_columns / sizeof power_columns[0]);
    for (int l = 0; l < bill->n_lines; l++) power_line(book, row++, l);
    sheet_text(book->power, row + 1, 1, SHEET_BODY, text_format(book->arena, "Facilities sign the %s: %s.", bom_book_point(bill->sign), bill->reason));
    if (bill->n_feeds > 0) {
        sheet_text(book->power, row + 3, 1, SHEET_SECTION, "By feed: the levels of the power tree");
        bom_book_head(book->power, row + 4, feed_columns, sizeof feed_columns / sizeof feed_columns[0]);
        row += 7;
        for (int f = 0; f < bill->n_feeds; f++) feed_line(book, row++, f);
    }
    sheet_freeze(book->power, BOM_BOOK_FIRST, 2);
    sheet_print_wide(book->power, 1);
}

/* --- racks --------------------------------------------------------------------------------------- */

static const struct bom_book_column rack_columns[] = {
    {"Rack", "", "rack", 18.0}, {"Holds", "", "content", 54.0}, {"Racks", "", "count", 9.0}, {"U used", "U", "ru", 8.0}, {"of", "U", "ru_limit", 8.0}, {"full", "", "ru_part", 8.0},
    {"W used", "W", "draw_w", 10.0}, {"of", "W", "w_limit", 10.0}, {"full", "", "w_part", 8.0}, {"kg used", "kg", "kg", 9.0}, {"of", "kg", "kg_limit", 9.0}, {"full", "", "kg_part", 8.0},
    {"Ports used", "", "ports", 8.0}, {"of", "", "port_limit", 8.0}, {"full", "", "port_part", 8.0}, {"W of all, reserve included", "W", "total_w", 14.0}, {"kg of all boxes", "kg", "total_kg", 14.0}};

static const char *contents_of(struct bom_book *book, const struct result_rack_fill *fill)
{
    struct text text = text_new(book->arena);
    for (int32_t c = 0; c < fill->n_content; c++) text_printf(&text, "%s%.0f x %s (%s)", c ? " + " : "", fill->content[c].count, fill->content[c].node, fill->content[c].pool);
    return text.bytes;
}

static void rack_line(struct bom_book *book, int row, int32_t at)
{
    const struct result_rack_fill *fill = &book->results->plan.rack_fills[at];
    const double used[] = {fill->ru, fill->draw_w, fill->kg, fill->ports}, limits[] = {fill->ru_limit, fill->w_limit, fill->kg_limit, fill->port_limit};
    struct sheet *sheet = book->racks;
    sheet_text(sheet, row, 0, SHEET_KEY, text_format(book->arena, "plan.rack_fills[%d]", (int)at));
    sheet_text(sheet, row, 1, SHEET_BODY, fill->rack);
    sheet_text(sheet, row, 2, SHEET_BODY, contents_of(book, fill));
    sheet_number(sheet, row, 3, (struct sheet_style){SHEET_WHOLE, SHEET_BODY}, fill->count);
    for (int k = 0; k < 4; k++) {
        const int column = 4 + 3 * k;
        sheet_number(sheet, row, column, (struct sheet_style){k == 2 ? SHEET_TENTHS : SHEET_WHOLE, SHEET_BODY}, used[k]);
        sheet_number(sheet, row, column + 1, (struct sheet_style){SHEET_WHOLE, SHEET_BODY}, limits[k]);
        bom_book_formula(sheet, row, column + 2, (struct sheet_style){SHEET_PERCENT, SHEET_BODY},
                         text_format(book->arena, "=%s/%s", sheet_cell(book->arena, row, column), sheet_cell(book->arena, row, column + 1)), used[k] / limits[k]);
    }
    bom_book_formula(sheet, row, 16, (struct sheet_style){SHEET_WHOLE, SHEET_BODY}, text_format(book->arena, "=D%d*H%d", row + 1, row + 1), fill->count * fill->draw_w);
    bom_book_formula(sheet, row, 17, (struct sheet_style){SHEET_TENTHS, SHEET_BODY}, text_format(book->arena, "=D%d*K%d", row + 1, row + 1), fill->count * fill->kg);
}

static void racks_sheet(struct bom_book *book)
{
    bom_book_title(book->racks, "Racks filled alike");
    bom_book_head(book->racks, 1, rack_columns, sizeof rack_columns / sizeof rack_columns[0]);
    for (int32_t f = 0; f < book->results->plan.n_rack_fills; f++) rack_line(book, BOM_BOOK_FIRST + f, f);
    sheet_freeze(book->racks, BOM_BOOK_FIRST, 3);
    sheet_print_wide(book->racks, 1);
}

/* --- assumptions ------------------------------------------------------------------------------------ */

static const struct bom_book_column named_columns[] = {
    {"Named cell", "", "name", 40.0}, {"Value", "", "value", 16.0}, {"Unit", "", "unit", 12.0}, {"Grade", "", "grade", 13.0}, {"Source", "", "source", 60.0}, {"Date", "", "date", 11.0}};
static const struct bom_book_column assumption_columns[] = {
    {"What it is", "", "text", 40.0}, {"Value", "", "value", 16.0}, {"Unit", "", "unit", 12.0}, {"Grade", "", "grade", 13.0}, {"Source", "", "source", 60.0}, {"Date", "", "date", 11.0},
    {"Low", "", "lo", 14.0}, {"High", "", "hi", 14.0}, {"Weight", "", "weight", 9.0}, {"Where", "", "place", 40.0}};

static void named_cell(struct bom_book *book, int *row, const char *id, const char *name, double value, const char *unit, const char *grade, const char *source, const char *date)
{
    struct sheet *sheet = book->assumptions;
    const char *const words[] = {unit, grade, source, date};
    sheet_text(sheet, *row, 0, SHEET_KEY, id);
    sheet_text(sheet, *row, 1, SHEET_BODY, name);
    sheet_number(sheet, *row, 2, (struct sheet_style){SHEET_PLAIN, SHEET_INPUT}, value);
    for (int w = 0; w < 4; w++) sheet_text(sheet, *row, 3 + w, SHEET_BODY, words[w]);
    sheet_define(book->book, name, sheet, (*row)++, 2);
}

static void named_cells(struct bom_book *book, int *row)
{
    const struct results *results = book->results;
    named_cell(book, row, "power.pue_design", "pue_design", results->power.pue_design, "", "", "the facility's model, at the design hour", "");
    named_cell(book, row, "power.pue_annual", "pue_annual", results->power.pue_annual, "", "", "the facility's model, for energy", "");
    named_cell(book, row, "bom_totals.btu_per_h_per_w", "btu_per_h_per_w", results->bom_totals.btu_per_h_per_w, "BTU/h/W", "", "definition of the unit", "");
    named_cell(book, row, "power_bill.feeds_per_rack", "feeds_per_rack", results->power_bill.feeds_per_rack, "", "", "the facility's power tree; empty: none is stated", "");
    for (int32_t o = 0; o < results->n_bom_orders; o++) {
        const struct result_bom_order *order = &results->bom_orders[o];
        if (!book->prices[o]) continue;
        const bool known = !isnan(order->unit_price_dollars);
        named_cell(book, row, text_format(book->arena, "bom_orders.%s.unit_price_dollars", order->id), book->prices[o], order->unit_price_dollars, "$ of one",
                   known ? order->price_grade : "unknown", known ? bom_book_price_source(results, order) : "no price is stated: fill in a quote", order->price_date);
    }
}

static void assumption_line(struct bom_book *book, int row, const struct result_assumption *a)
{
    struct sheet *sheet = book->assumptions;
    const char *const words[] = {a->unit, a->grade, *a->source ? a->source : "no source stated", a->date};
    const double ends[] = {a->lo, a->hi};
    sheet_text(sheet, row, 0, SHEET_KEY, a->path);
    sheet_text(sheet, row, 1, SHEET_BODY, a->text);
    sheet_number(sheet, row, 2, (struct sheet_style){SHEET_PLAIN, SHEET_BODY}, a->value);
    for (int w = 0; w < 4; w++) sheet_text(sheet, row, 3 + w, SHEET_BODY, words[w]);
    for (int e = 0; e < 2; e++) sheet_number(sheet, row, 7 + e, (struct sheet_style){SHEET_PLAIN, SHEET_BODY}, ends[e]);
    sheet_number(sheet, row, 9, (struct sheet_style){SHEET_PERCENT, SHEET_BODY}, a->weight);
    sheet_text(sheet, row, 10, SHEET_BODY, a->place);
}

static void assumptions_sheet(struct bom_book *book)
{
    struct sheet *sheet = book->assumptions;
    int row = BOM_BOOK_FIRST;
    bom_book_title(sheet, "Assumptions: the yellow cells have names; change one and the book follows");
    bom_book_head(sheet, 1, named_columns, sizeof named_columns / sizeof named_columns[0]);
    named_cells(book, &row);
    sheet_text(sheet, row + 1, 0, SHEET_SECTION, "Everything the plan rests on");
    sheet_text(sheet, row + 2, 0, SHEET_BODY, "To change one of these, run exasite again with --set: counts follow from them by rules that a workbook does not know.");
    bom_book_head(sheet, row + 3, assumption_columns, sizeof assumption_columns / sizeof assumption_columns[0]);
    row += 6;
    for (int32_t a = 0; a < book->results->n_assumptions; a++) assumption_line(book, row++, &book->results->assumptions[a]);
    sheet_width(sheet, 0, 0, 44.0);
    sheet_freeze(sheet, BOM_BOOK_FIRST, 2);
    sheet_print_wide(sheet, 1);
}

/* --- the book ---------------------------------------------------------------------------------------- */

static double birthday(const struct results *results)
{
    struct date date;
    const char *as_of = results->scenario.as_of;
    const bool known = date_read(as_of, strlen(as_of), &date) && date.year >= 1980 && date.year < 2100;
    return known ? date_days(date) : 7305.0;         /* 1990-01-01, where the scenario says none */
}

const char *bom_sheet(const struct results *results, struct arena *arena, size_t *length)
{
    struct bom_book book = {.results = results, .arena = arena};
    book.book = sheet_open(text_format(arena, "Bill of materials: %s", results->scenario.name), birthday(results), arena);
    bom_book_names(&book);
    book.summary = sheet_add(book.book, "summary");
    book.lines = sheet_add(book.book, "lines");
    book.power = sheet_add(book.book, "power");
    book.racks = sheet_add(book.book, "racks");
    book.assumptions = sheet_add(book.book, "assumptions");
    book.check = sheet_add(book.book, "check");
    lines_sheet(&book);
    power_sheet(&book);
    racks_sheet(&book);
    assumptions_sheet(&book);
    bom_check(&book);
    bom_summary(&book);
    return sheet_close(book.book, length);
}
