#include "reports/bom_book.h"

#include <math.h>

#include "base/text.h"

void bom_book_title(struct sheet *sheet, const char *title)
{
    sheet_text(sheet, 0, 0, SHEET_TITLE, title);
    sheet_height(sheet, 0, 24.0);
}

void bom_book_head(struct sheet *sheet, int row, const struct bom_book_column *columns, size_t n)
{
    sheet_text(sheet, row, 0, SHEET_HEAD, "Id");
    sheet_text(sheet, row + 1, 0, SHEET_HEAD, "");
    sheet_text(sheet, row + 2, 0, SHEET_KEY, "id");
    sheet_height(sheet, row, 28.0);
    for (size_t c = 0; c < n; c++) {
        sheet_text(sheet, row, (int)c + 1, SHEET_HEAD, columns[c].title);
        sheet_text(sheet, row + 1, (int)c + 1, SHEET_HEAD, columns[c].unit);
        sheet_text(sheet, row + 2, (int)c + 1, SHEET_KEY, columns[c].key);
        if (columns[c].width > 0.0) sheet_width(sheet, (int)c + 1, (int)c + 1, columns[c].width);
    }
    if (row == 1) sheet_width(sheet, 0, 0, 22.0);
}

void bom_book_formula(struct sheet *sheet, int row, int column, struct sheet_style style, const char *formula, double value)
{
    if (isfinite(value)) sheet_formula(sheet, row, column, style, formula, value);
    else sheet_number(sheet, row, column, style, value);
}

bool bom_book_is_bought(const struct result_bom_line *line) { return !isnan(line->quantity); }

/* --- prices ----------------------------------------------------------------------------------- */

void bom_book_names(struct bom_book *book)
{
    const struct results *results = book->results;
    book->prices = ARENA_ARRAY(book->arena, const char *, results->n_bom_orders);
    for (int32_t o = 0; o < results->n_bom_orders; o++) {
        const struct result_bom_order *order = &results->bom_orders[o];
        if (!order->sku[0]) continue;
        const char *name = sheet_name(book->arena, "price_", text_format(book->arena, "%s_%s", order->kind, order->sku));
        for (int32_t k = 0; k < o; k++)
            if (book->prices[k] && text_equal_caseless(book->prices[k], name)) name = sheet_name(book->arena, "price_", text_format(book->arena, "%s_%s_%s", order->kind, order->sku, order->id));
        book->prices[o] = name;
    }
}

const char *bom_book_price_name(const struct bom_book *book, const struct result_bom_line *line)
{
    for (int32_t o = 0; o < book->results->n_bom_orders; o++)
        if (line->sku[0] && text_equal(book->results->bom_orders[o].kind, line->kind) && text_equal(book->results->bom_orders[o].sku, line->sku)) return book->prices[o];
    return NULL;
}

const char *bom_book_price_source(const struct results *results, const struct result_bom_order *order)
{
    for (int32_t l = 0; l < results->n_bom; l++)
        if (text_equal(results->bom[l].kind, order->kind) && text_equal(results->bom[l].sku, order->sku)) return results->bom[l].price_source;
    return "";
}

/* --- words and ranges ---------------------------------------------------------------------------- */

const char *bom_book_range(const struct bom_book *book, enum bom_column_id column)
{
    const int last = BOM_BOOK_FIRST + (book->results->n_bom > 0 ? book->results->n_bom - 1 : 0);
    return text_format(book->arena, "lines!%s:%s", sheet_fixed(book->arena, BOM_BOOK_FIRST, (int)column + 1), sheet_fixed(book->arena, last, (int)column + 1));
}

const char *bom_book_point(const char *sign)
{
    if (text_equal(sign, "nameplate")) return "nameplate";
    if (text_equal(sign, "p99")) return "simulated p99, coincident";
    return text_equal(sign, "mean") ? "annual mean" : "datasheet maximum";
}

const char *bom_book_count(const struct bom_book *book, const char *kind)
{
    return text_format(book->arena, "=SUMIFS(%s,%s,\"%s\")", bom_book_range(book, BOM_QUANTITY), bom_book_range(book, BOM_KIND), kind);
}

const char *bom_book_sum(const struct bom_book *book, enum bom_column_id column)
{
    return text_format(book->arena, "=SUMPRODUCT((%s=\"\")*%s)", bom_book_range(book, BOM_WITHIN), bom_book_range(book, column));
}

const char *bom_book_unpriced(const struct bom_book *book)
{
    return text_format(book->arena, "=SUMPRODUCT(ISNUMBER(%s)*(1-ISNUMBER(%s)))", bom_book_range(book, BOM_QUANTITY), bom_book_range(book, BOM_PRICE));
}

const char *bom_book_estimated(const struct bom_book *book)
{
    const char *grades = bom_book_range(book, BOM_PRICE_GRADE), *dollars = bom_book_range(book, BOM_EXTENDED);
    return text_format(book->arena, "=SUMIF(%s,\"estimate\",%s)+SUMIF(%s,\"placeholder\",%s)", grades, dollars, grades, dollars);
}

const char *bom_book_power(const struct bom_book *book, int from_end, int column)
{
    return text_format(book->arena, "=power!%s", sheet_fixed(book->arena, BOM_BOOK_FIRST + book->results->power_bill.n_lines - from_end, column));
}
