/* What the sheets of the bill of materials share. Used by bom_sheet.c and the files beside it. */
#ifndef REPORTS_BOM_BOOK_H
#define REPORTS_BOM_BOOK_H

#include "reports/bom_columns.h"
#include "reports/sheet.h"

enum { BOM_BOOK_FIRST = 4 };             /* row of the first line under title, head, units and keys */

struct bom_book {
    const struct results *results;
    struct arena *arena;
    struct sheet_book *book;
    struct sheet *summary, *lines, *power, *racks, *assumptions, *check;
    const char **prices;                 /* by order: the name of its price's cell; NULL: none */
    int all_good_row, all_good_column;   /* of the check sheet: the cell that says whether all of it holds */
};

/* A column of a table: title, unit, key; the first column of every table holds ids. */
struct bom_book_column { const char *title, *unit, *key; double width; };

/* In the first cell, as a heading. */
void bom_book_title(struct sheet *sheet, const char *title);
/* Three rows from `row` on: titles, units, keys. Widths are set once, by the table that begins on row 1. */
void bom_book_head(struct sheet *sheet, int row, const struct bom_book_column *columns, size_t n);
/* A formula where the value is known, else an empty cell. */
void bom_book_formula(struct sheet *sheet, int row, int column, struct sheet_style style, const char *formula, double value);

/* Is it a thing that one buys, or does it hold lines together? */
bool bom_book_is_bought(const struct result_bom_line *line);

/* Gives each order's price a name; then the name of a line's price, NULL without a SKU; and where an order's price is from. */
void bom_book_names(struct bom_book *book);
const char *bom_book_price_name(const struct bom_book *book, const struct result_bom_line *line);
const char *bom_book_price_source(const struct results *results, const struct result_bom_order *order);

/* "lines!$O$5:$O$32": all lines' cells of a column. */
const char *bom_book_range(const struct bom_book *book, enum bom_column_id column);

/* Formulas over all lines: installed of a kind; a column's sum over lines that are not within another; lines of things bought
 * without a price; a cell of the bill of power, so many lines from its end (1: the site). */
const char *bom_book_count(const struct bom_book *book, const char *kind);
const char *bom_book_sum(const struct bom_book *book, enum bom_column_id column);
const char *bom_book_unpriced(const struct bom_book *book);
const char *bom_book_estimated(const struct bom_book *book);
const char *bom_book_power(const struct bom_book *book, int from_end, int column);

/* "datasheet maximum" of "datasheet": the four points in words. */
const char *bom_book_point(const char *sign);

#endif
