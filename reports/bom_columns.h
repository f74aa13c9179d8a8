/* The columns of the bill of materials: one table for CSV, workbook, documents and docs/bom.md, in this order for good; a column is
 * only ever added, at the end. */
#ifndef REPORTS_BOM_COLUMNS_H
#define REPORTS_BOM_COLUMNS_H

#include <stddef.h>

#include "base/arena.h"
#include "reports/sheet.h"
#include "types/results.h"

enum bom_column_kind { BOM_COLUMN_TEXT, BOM_COLUMN_DATE, BOM_COLUMN_NUMBER, BOM_COLUMN_LIST };

struct bom_column {
    const char *key;                     /* "unit_price_dollars"; of a number: field of results.json but for the unit: _tb of _bytes, _days of _s */
    const char *title, *unit;            /* for people; unit "" where there is none */
    enum bom_column_kind kind;
    size_t offset;                       /* in struct result_bom_line */
    double scale;                        /* number in results ÷ number shown */
    enum sheet_format format;
    double width;                        /* in characters */
    const char *meaning;
};

enum bom_column_id {
    BOM_LINE, BOM_PARENT, BOM_LEVEL, BOM_KIND, BOM_SKU, BOM_PART, BOM_DESCRIPTION, BOM_ROLE, BOM_SITE_NAME, BOM_POOL_NAME, BOM_PHASE, BOM_PER_RACK, BOM_RACKS, BOM_QUANTITY,
    BOM_SPARE, BOM_PRICE, BOM_PRICE_DATE, BOM_PRICE_GRADE, BOM_PRICE_SOURCE, BOM_EXTENDED, BOM_SOLD_AS, BOM_SOLD_UNITS, BOM_OVERBUY, BOM_LEAD, BOM_ORDER_BY, BOM_EARLIEST,
    BOM_RU, BOM_KG, BOM_IDLE, BOM_TYPICAL, BOM_MAX, BOM_PORTS, BOM_RAW, BOM_USABLE,
    BOM_TOTAL_RU, BOM_TOTAL_KG, BOM_TOTAL_IDLE, BOM_TOTAL_TYPICAL, BOM_TOTAL_MAX, BOM_TOTAL_HEAT, BOM_TOTAL_PORTS, BOM_TOTAL_RAW, BOM_TOTAL_USABLE,
    BOM_WITHIN, BOM_QUALIFICATION, BOM_REQUIREMENTS, BOM_BASIS,
    BOM_COLUMNS
};

extern const struct bom_column bom_columns_table[BOM_COLUMNS];

/* The number shown (scaled), NAN unknown; the text, "" none; a list's items with spaces between. */
double bom_columns_number(const struct result_bom_line *line, enum bom_column_id column);
const char *bom_columns_text(const struct result_bom_line *line, enum bom_column_id column, struct arena *arena);

/* The number's id, the same in every format: "bom.L003.quantity", by the key of results.json. */
const char *bom_columns_id(const struct result_bom_line *line, enum bom_column_id column, struct arena *arena);

/* The key in results.json: "raw_bytes" for "raw_tb". */
const char *bom_columns_field(enum bom_column_id column, struct arena *arena);

#endif
