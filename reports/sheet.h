/* The pen for workbooks: typed cells, formulas with the value they come to, names, frozen headers. The one user of
 * libxlsxwriter. Rows and columns count from 0. Same calls, same bytes: the file's own date is given, never the clock.
 *
 * A formula is never written without its value: who reads the file without calculating sees what the simulator said, who
 * recalculates must get the same. */
#ifndef REPORTS_SHEET_H
#define REPORTS_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/check.h"

struct sheet_book;
struct sheet;

/* How a number is shown, and what the cell looks like. */
enum sheet_format { SHEET_PLAIN, SHEET_WHOLE, SHEET_TENTHS, SHEET_HUNDREDTHS, SHEET_DOLLARS, SHEET_CENTS, SHEET_PERCENT, SHEET_DATE, SHEET_FORMATS };
enum sheet_look { SHEET_BODY, SHEET_TITLE, SHEET_HEAD, SHEET_KEY, SHEET_INPUT, SHEET_TOTAL, SHEET_SIGNED, SHEET_NOTE, SHEET_SECTION, SHEET_LOOKS };
struct sheet_style { enum sheet_format format; enum sheet_look look; };

/* Days since 1970 as the workbook's date of birth; years 1980 to 2100. Before: nothing. Lives in `arena` until sheet_close. */
struct sheet_book *sheet_open(const char *title, double created_days, struct arena *arena);

/* A new sheet at the end; `name` has 31 characters at most and none of []:*?/\. */
struct sheet *sheet_add(struct sheet_book *book, const char *name);

/* Rows and columns count from 0; a cell is written once; texts are copied. "" leaves an empty cell of that look. */
void sheet_text(struct sheet *sheet, int row, int column, enum sheet_look look, const char *text);
/* NAN leaves an empty cell of that style: unknown is never nought. */
void sheet_number(struct sheet *sheet, int row, int column, struct sheet_style style, double value);
/* "2026-01-15" as a date; whatever is none as text. */
void sheet_date(struct sheet *sheet, int row, int column, enum sheet_look look, const char *date);
/* `formula` begins with "="; `value` is what it comes to; NAN: the empty text. */
void sheet_formula(struct sheet *sheet, int row, int column, struct sheet_style style, const char *formula, double value);
void sheet_formula_text(struct sheet *sheet, int row, int column, enum sheet_look look, const char *formula, const char *value);

/* Of columns `first` to `last`, in widths of a digit; of a row, in points (1/72 inch). */
void sheet_width(struct sheet *sheet, int first, int last, double characters);
void sheet_height(struct sheet *sheet, int row, double points);
/* Rows above and columns before stay in sight, and are printed on each page. */
void sheet_freeze(struct sheet *sheet, int rows, int columns);
/* Buttons to sort and choose by, over this row and down to `last_row`. */
void sheet_filter(struct sheet *sheet, int row, int last_row, int last_column);
/* Printed across, so many pages wide. */
void sheet_print_wide(struct sheet *sheet, int pages);

/* Names the cell for formulas of the whole book. */
void sheet_define(struct sheet_book *book, const char *name, const struct sheet *sheet, int row, int column);

/* A name as sheet_define takes it: what is no letter, digit or _ becomes _, and `start` stands before. */
const char *sheet_name(struct arena *arena, const char *start, const char *text);
/* "B7", "$B$7"; "C" of column 2. */
const char *sheet_cell(struct arena *arena, int row, int column);
const char *sheet_fixed(struct arena *arena, int row, int column);
const char *sheet_column(struct arena *arena, int column);

/* Ends the book and returns the whole file, *length bytes in `arena`; NULL when the machine would not have it. */
MUST_USE const char *sheet_close(struct sheet_book *book, size_t *length);

#endif
