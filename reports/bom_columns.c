#include "reports/bom_columns.h"

#include <string.h>

#include "base/text.h"

#define S struct result_bom_line
#define WORDS(field, title_text, wide, ...)  {#field, title_text, "", BOM_COLUMN_TEXT, offsetof(S, field), 1.0, SHEET_PLAIN, wide, __VA_ARGS__}
#define DAY(field, title_text, ...)          {#field, title_text, "", BOM_COLUMN_DATE, offsetof(S, field), 1.0, SHEET_DATE, 11.0, __VA_ARGS__}
#define NUMBER(field, title_text, unit_text, shown, wide, ...) {#field, title_text, unit_text, BOM_COLUMN_NUMBER, offsetof(S, field), 1.0, shown, wide, __VA_ARGS__}
#define SCALED(name, field, title_text, unit_text, by, shown, wide, ...) {name, title_text, unit_text, BOM_COLUMN_NUMBER, offsetof(S, field), by, shown, wide, __VA_ARGS__}

const struct bom_column bom_columns_table[BOM_COLUMNS] = {
    [BOM_LINE] = {"line", "Line", "", BOM_COLUMN_TEXT, offsetof(S, id), 1.0, SHEET_PLAIN, 7.0, "the line's name: all its numbers are bom.LINE.KEY"},
    [BOM_PARENT] = WORDS(parent, "Part of", 7.0, "the line it stands in"),
    [BOM_LEVEL] = NUMBER(level, "Level", "", SHEET_WHOLE, 6.0, "0 site, 1 pool, fabric or spares, 2 racks filled alike, 3 boxes and switches, 4 drives, cards and other pieces"),
    [BOM_KIND] = WORDS(kind, "Kind", 10.0, "site, pool, fabric, spares, unit, rack, node, front_end, switch, drive, nic, optic, cable, pdu or cord"),
    [BOM_SKU] = WORDS(sku, "SKU", 24.0, "name of the model in models/; empty: no model is stated"),
    [BOM_PART] = WORDS(part, "Part number", 13.0, "the maker's, where the model states it"),
    [BOM_DESCRIPTION] = WORDS(description, "Description", 62.0, "of the model"),
    [BOM_ROLE] = WORDS(role, "Role", 16.0, "what it is there for"),
    [BOM_SITE_NAME] = WORDS(site, "Site", 13.0, "the facility"),
    [BOM_POOL_NAME] = WORDS(pool, "Pool", 10.0, "the pool it belongs to; empty: all"),
    [BOM_PHASE] = WORDS(phase, "Phase", 7.0, "deliveries in order of their nominal dates; 0 stands from the start"),
    [BOM_PER_RACK] = NUMBER(quantity_per_rack, "Per rack", "", SHEET_WHOLE, 9.0, "in each rack of its line; empty beside the racks"),
    [BOM_RACKS] = NUMBER(racks, "Racks", "", SHEET_WHOLE, 8.0, "racks filled alike"),
    [BOM_QUANTITY] = NUMBER(quantity, "Quantity", "", SHEET_WHOLE, 10.0, "installed: per rack x racks"),
    [BOM_SPARE] = NUMBER(spares, "Spares", "", SHEET_WHOLE, 8.0, "kept on the shelf; lines of their own"),
    [BOM_PRICE] = NUMBER(unit_price_dollars, "Unit price", "$", SHEET_CENTS, 12.0, "of one; empty: unknown"),
    [BOM_PRICE_DATE] = WORDS(price_date, "Price date", 11.0, "of its source"),
    [BOM_PRICE_GRADE] = WORDS(price_grade, "Price grade", 11.0, "measured, datasheet, quote, estimate or placeholder"),
    [BOM_PRICE_SOURCE] = WORDS(price_source, "Price source", 30.0, "as the model states it"),
    [BOM_EXTENDED] = NUMBER(extended_dollars, "Extended", "$", SHEET_DOLLARS, 14.0, "(quantity + spares) x unit price; empty: unknown"),
    [BOM_SOLD_AS] = WORDS(sold_as, "Sold as", 10.0, "rack or scale_unit, of a unit line"),
    [BOM_SOLD_UNITS] = NUMBER(sold_units, "Units of sale", "", SHEET_WHOLE, 9.0, "how many of them"),
    [BOM_OVERBUY] = NUMBER(overbuy, "Overbuy", "boxes", SHEET_WHOLE, 9.0, "boxes bought because of it"),
    [BOM_LEAD] = SCALED("lead_time_days", lead_time_s, "Lead time", "d", 86400.0, SHEET_WHOLE, 9.0, "order to dock; empty: unknown"),
    [BOM_ORDER_BY] = DAY(order_by, "Order by", "of what is promised: the promise less its lead time; of what is ordered: the order"),
    [BOM_EARLIEST] = DAY(earliest, "Earliest delivery", "the promise, or the order and its lead time; not before the first date one can have it; empty: unknown"),
    [BOM_RU] = NUMBER(ru, "U each", "U", SHEET_PLAIN, 7.0, "height of one"),
    [BOM_KG] = NUMBER(kg, "kg each", "kg", SHEET_PLAIN, 8.0, "mass of one"),
    [BOM_IDLE] = NUMBER(idle_w, "W idle each", "W", SHEET_TENTHS, 9.0, "draw of one, powered and idle"),
    [BOM_TYPICAL] = NUMBER(typical_w, "W typical each", "W", SHEET_TENTHS, 9.0, "draw of one on average: simulated, or at the mean demand where nothing was simulated"),
    [BOM_MAX] = NUMBER(max_w, "W max each", "W", SHEET_TENTHS, 9.0, "draw of one at most"),
    [BOM_PORTS] = NUMBER(ports, "Ports each", "", SHEET_WHOLE, 7.0, "switch ports one takes; of a switch: gives"),
    [BOM_RAW] = SCALED("raw_tb", raw_bytes, "Raw each", "TB", 1e12, SHEET_HUNDREDTHS, 11.0, "of one"),
    [BOM_USABLE] = SCALED("usable_tb", usable_bytes, "Usable each", "TB", 1e12, SHEET_HUNDREDTHS, 11.0, "of one, after code, reserve and data reduction"),
    [BOM_TOTAL_RU] = NUMBER(total_ru, "U", "U", SHEET_PLAIN, 9.0, "of all installed"),
    [BOM_TOTAL_KG] = NUMBER(total_kg, "kg", "kg", SHEET_TENTHS, 11.0, "likewise"),
    [BOM_TOTAL_IDLE] = NUMBER(total_idle_w, "W idle", "W", SHEET_WHOLE, 11.0, "likewise"),
    [BOM_TOTAL_TYPICAL] = NUMBER(total_typical_w, "W typical", "W", SHEET_WHOLE, 11.0, "likewise"),
    [BOM_TOTAL_MAX] = NUMBER(total_max_w, "W maximum", "W", SHEET_WHOLE, 11.0, "likewise"),
    [BOM_TOTAL_HEAT] = NUMBER(total_heat_btu_per_h, "BTU/h", "BTU/h", SHEET_WHOLE, 12.0, "of the maximum"),
    [BOM_TOTAL_PORTS] = NUMBER(total_ports, "Ports", "", SHEET_WHOLE, 9.0, "of all installed"),
    [BOM_TOTAL_RAW] = SCALED("total_raw_tb", total_raw_bytes, "Raw", "TB", 1e12, SHEET_TENTHS, 14.0, "likewise"),
    [BOM_TOTAL_USABLE] = SCALED("total_usable_tb", total_usable_bytes, "Usable", "TB", 1e12, SHEET_TENTHS, 14.0, "likewise"),
    [BOM_WITHIN] = WORDS(within, "Within", 8.0, "the line whose totals hold this line's already: drives and cards are in their boxes'"),
    [BOM_QUALIFICATION] = WORDS(qualification, "Qualification", 24.0, "how far it is qualified"),
    [BOM_REQUIREMENTS] = {"requirements", "Serves", "", BOM_COLUMN_LIST, offsetof(S, requirements), 1.0, SHEET_PLAIN, 26.0, "ids of the requirements it serves"},
    [BOM_BASIS] = WORDS(basis, "Why so many", 40.0, "in words"),
};

double bom_columns_number(const struct result_bom_line *line, enum bom_column_id column)
{
    double value;
    CHECK(bom_columns_table[column].kind == BOM_COLUMN_NUMBER);
    memcpy(&value, (const char *)line + bom_columns_table[column].offset, sizeof value);
    return value / bom_columns_table[column].scale;
}

const char *bom_columns_text(const struct result_bom_line *line, enum bom_column_id column, struct arena *arena)
{
    const char *text;
    CHECK(bom_columns_table[column].kind != BOM_COLUMN_NUMBER);
    if (bom_columns_table[column].kind != BOM_COLUMN_LIST) {
        memcpy(&text, (const char *)line + bom_columns_table[column].offset, sizeof text);
        return text;
    }
    struct text list = text_new(arena);
    for (int32_t r = 0; r < line->n_requirements; r++) text_printf(&list, "%s%s", r ? " " : "", line->requirements[r]);
    return list.bytes;
}

const char *bom_columns_field(enum bom_column_id column, struct arena *arena)
{
    const char *key = bom_columns_table[column].key;
    const int length = (int)strlen(key);
    if (text_ends_with(key, "_tb")) return text_format(arena, "%.*s_bytes", length - 3, key);
    if (text_ends_with(key, "_days")) return text_format(arena, "%.*s_s", length - 5, key);
    return key;
}

const char *bom_columns_id(const struct result_bom_line *line, enum bom_column_id column, struct arena *arena)
{
    return text_format(arena, "bom.%s.%s", line->id, bom_columns_field(column, arena));
}
