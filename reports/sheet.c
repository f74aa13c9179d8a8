#include "reports/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"

enum { SHEET_LARGEST = 256 * 1024 * 1024, SHEET_PATH = 4096 };

struct sheet_book {
    struct arena *arena;
    lxw_workbook *workbook;
    char path[SHEET_PATH];               /* the file libxlsxwriter insists on */
    lxw_format *formats[SHEET_FORMATS][SHEET_LOOKS];
};

struct sheet { struct sheet_book *book; lxw_worksheet *worksheet; const char *name; };

/* --- looks ------------------------------------------------------------------------------ */

static const char *const number_formats[SHEET_FORMATS] = {
    [SHEET_PLAIN] = "General_)", [SHEET_WHOLE] = "#,##0_)", [SHEET_TENTHS] = "#,##0.0_)", [SHEET_HUNDREDTHS] = "#,##0.00_)", [SHEET_DOLLARS] = "$#,##0_)",
    [SHEET_CENTS] = "$#,##0.00_)", [SHEET_PERCENT] = "0.0 %_)", [SHEET_DATE] = "yyyy-mm-dd_)"};     /* _): a little room before the next column's words */

/* Legible in print and for the colour-blind: what matters is also bold or framed. */
static const struct { bool bold, wrap, framed, italic; double size; lxw_color_t font, fill; } looks[SHEET_LOOKS] = {
    [SHEET_BODY] = {.size = 10.0, .font = 0x1A1A1A},
    [SHEET_TITLE] = {.bold = true, .size = 15.0, .font = 0x12355B},
    [SHEET_HEAD] = {.bold = true, .wrap = true, .size = 10.0, .font = 0xFFFFFF, .fill = 0x12355B},
    [SHEET_KEY] = {.italic = true, .size = 8.0, .font = 0x6B6B6B, .fill = 0xEEF1F5},
    [SHEET_INPUT] = {.size = 10.0, .font = 0x0B3FA8, .fill = 0xFFF7D6, .framed = true},
    [SHEET_TOTAL] = {.bold = true, .size = 10.0, .font = 0x1A1A1A, .fill = 0xE4E9F0},
    [SHEET_SIGNED] = {.bold = true, .size = 10.0, .font = 0x1A1A1A, .fill = 0xDCEBDD, .framed = true},
    [SHEET_NOTE] = {.wrap = true, .size = 10.0, .font = 0x444444},
    [SHEET_SECTION] = {.bold = true, .size = 12.0, .font = 0x12355B}};

static lxw_format *made_format(struct sheet_book *book, enum sheet_format format, enum sheet_look look)
{
    lxw_format *made = workbook_add_format(book->workbook);
    format_set_font_name(made, "Liberation Sans");
    format_set_font_size(made, looks[look].size);
    format_set_font_color(made, looks[look].font);
    format_set_num_format(made, number_formats[format]);
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    if (looks[look].bold) format_set_bold(made);
    if (looks[look].italic) format_set_italic(made);
    if (looks[look].wrap) format_set_text_wrap(made);
    if (looks[look].fill) format_set_bg_color(made, looks[look].fill);
    if (!looks[look].framed) return made;
    format_set_border(made, LXW_BORDER_THIN);
    format_set_border_color(made, 0x9AA5B1);
    return made;
}

static lxw_format *format_of(struct sheet_book *book, enum sheet_format format, enum sheet_look look)
{
    if (!book->formats[format][look]) book->formats[format][look] = made_format(book, format, look);
    return book->formats[format][look];
}

/* --- books and sheets ---------------------------------------------------------------------- */

/* libxlsxwriter writes to a path of its own choosing of time: a file of ours, read back and taken away at the end. */
static bool temporary(char path[SHEET_PATH])
{
    const char *folder = getenv("TMPDIR");
    if (snprintf(path, SHEET_PATH, "%s/exasite-XXXXXX", folder && *folder ? folder : "/tmp") >= SHEET_PATH) return false;
    const int handle = mkstemp(path);
    if (handle >= 0) close(handle);
    return handle >= 0;
}

struct sheet_book *sheet_open(const char *title, double created_days, struct arena *arena)
{
    struct sheet_book *book = ARENA_NEW(arena, struct sheet_book);
    book->arena = arena;
    CHECK(created_days >= 3652.0 && created_days <= 47847.0);
    if (!temporary(book->path)) book->path[0] = '\0';
    book->workbook = workbook_new(book->path[0] ? book->path : "/dev/null");
    CHECK(book->workbook);
    lxw_doc_properties properties = {.title = text_copy(arena, title), .comments = text_copy(arena, "Written by exasite"), .created = (time_t)created_days * 86400};
    workbook_set_properties(book->workbook, &properties);
    return book;
}

struct sheet *sheet_add(struct sheet_book *book, const char *name)
{
    struct sheet *sheet = ARENA_NEW(book->arena, struct sheet);
    *sheet = (struct sheet){book, workbook_add_worksheet(book->workbook, name), text_copy(book->arena, name)};
    CHECK(sheet->worksheet);
    worksheet_set_landscape(sheet->worksheet);
    worksheet_set_paper(sheet->worksheet, 8);        /* A3 */
    worksheet_set_margins(sheet->worksheet, 0.4, 0.4, 0.5, 0.5);
    worksheet_set_footer(sheet->worksheet, "&L&A&R&P / &N");
    worksheet_gridlines(sheet->worksheet, LXW_HIDE_ALL_GRIDLINES);
    return sheet;
}

/* --- cells ----------------------------------------------------------------------------------- */

void sheet_text(struct sheet *sheet, int row, int column, enum sheet_look look, const char *text)
{
    lxw_format *format = format_of(sheet->book, SHEET_PLAIN, look);
    if (*text) worksheet_write_string(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column, text, format);
    else worksheet_write_blank(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column, format);
}

void sheet_number(struct sheet *sheet, int row, int column, struct sheet_style style, double value)
{
    lxw_format *format = format_of(sheet->book, style.format, style.look);
    if (isfinite(value)) worksheet_write_number(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column, value, format);
    else worksheet_write_blank(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column, format);
}

void sheet_date(struct sheet *sheet, int row, int column, enum sheet_look look, const char *date)
{
    struct date read;
    if (!date_read(date, strlen(date), &read)) sheet_text(sheet, row, column, look, date);
    else sheet_number(sheet, row, column, (struct sheet_style){SHEET_DATE, look}, date_days(read) + 25569.0);      /* day 1 of a workbook is 1900-01-01, and it has a 29 February 1900 */
}

void sheet_formula(struct sheet *sheet, int row, int column, struct sheet_style style, const char *formula, double value)
{
    lxw_format *format = format_of(sheet->book, style.format, style.look);
    CHECK(formula[0] == '=');
    if (isfinite(value)) worksheet_write_formula_num(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column, formula, format, value);
    else worksheet_write_formula_str(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column, formula, format, "");
}

void sheet_formula_text(struct sheet *sheet, int row, int column, enum sheet_look look, const char *formula, const char *value)
{
    CHECK(formula[0] == '=');
    worksheet_write_formula_str(sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column, formula, format_of(sheet->book, SHEET_PLAIN, look), value);
}

/* --- layout ------------------------------------------------------------------------------------ */

void sheet_width(struct sheet *sheet, int first, int last, double characters)
{
    worksheet_set_column(sheet->worksheet, (lxw_col_t)first, (lxw_col_t)last, characters, NULL);
}

void sheet_height(struct sheet *sheet, int row, double points)
{
    worksheet_set_row(sheet->worksheet, (lxw_row_t)row, points, NULL);
}

void sheet_freeze(struct sheet *sheet, int rows, int columns)
{
    worksheet_freeze_panes(sheet->worksheet, (lxw_row_t)rows, (lxw_col_t)columns);
    if (rows > 0) worksheet_repeat_rows(sheet->worksheet, 0, (lxw_row_t)rows - 1);
    if (columns > 0) worksheet_repeat_columns(sheet->worksheet, 0, (lxw_col_t)columns - 1);
}

void sheet_filter(struct sheet *sheet, int row, int last_row, int last_column)
{
    worksheet_autofilter(sheet->worksheet, (lxw_row_t)row, 0, (lxw_row_t)last_row, (lxw_col_t)last_column);
}

void sheet_print_wide(struct sheet *sheet, int pages)
{
    worksheet_fit_to_pages(sheet->worksheet, (uint16_t)pages, 0);
}

/* --- names -------------------------------------------------------------------------------------- */

const char *sheet_name(struct arena *arena, const char *start, const char *text)
{
    char *name = text_format(arena, "%s%s", start, text);
    for (char *c = name; *c; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9'))) *c = '_';
    return name;
}

const char *sheet_column(struct arena *arena, int column)
{
    char letters[8];
    int n = 0;
    for (int left = column + 1; left > 0; left = (left - 1) / 26) letters[n++] = (char)('A' + (left - 1) % 26);
    char *name = arena_alloc(arena, (size_t)n + 1);
    for (int k = 0; k < n; k++) name[k] = letters[n - 1 - k];
    return name;
}

const char *sheet_cell(struct arena *arena, int row, int column)
{
    return text_format(arena, "%s%d", sheet_column(arena, column), row + 1);
}

const char *sheet_fixed(struct arena *arena, int row, int column)
{
    return text_format(arena, "$%s$%d", sheet_column(arena, column), row + 1);
}

void sheet_define(struct sheet_book *book, const char *name, const struct sheet *sheet, int row, int column)
{
    const lxw_error error = workbook_define_name(book->workbook, name, text_format(book->arena, "='%s'!%s", sheet->name, sheet_fixed(book->arena, row, column)));
    CHECK(error == LXW_NO_ERROR);
}

/* --- end ------------------------------------------------------------------------------------------ */

const char *sheet_close(struct sheet_book *book, size_t *length)
{
    char *bytes = NULL;
    const bool named = book->path[0] != '\0';
    const bool written = workbook_close(book->workbook) == LXW_NO_ERROR && named;
    *length = 0;
    if (written && file_read(book->path, SHEET_LARGEST, book->arena, &bytes, length) != FILE_OK) bytes = NULL;
    if (named) unlink(book->path);
    return bytes;
}
