#include "tests/lib/near.h"

#include <string.h>

#include "reports/bom.h"
#include "reports/bom_columns.h"
#include "reports/bom_csv.h"
#include "reports/bom_sheet.h"
#include "tests/lib/results_fixture.h"

static struct result_bom_line blank(const char *id, const char *kind)
{
    struct result_bom_line line;
    memset(&line, 0, sizeof line);
    for (int c = 0; c < BOM_COLUMNS; c++) {
        const double unknown = (double)NAN;
        const char *none = "";
        if (bom_columns_table[c].kind == BOM_COLUMN_NUMBER) memcpy((char *)&line + bom_columns_table[c].offset, &unknown, sizeof unknown);
        else if (bom_columns_table[c].kind != BOM_COLUMN_LIST) memcpy((char *)&line + bom_columns_table[c].offset, &none, sizeof none);
    }
    line.id = id;
    line.kind = kind;
    line.level = 0.0;
    return line;
}

/* A site and two drives of 30 TB at 570 $; a third lies on the shelf; boxes of unknown price. */
static struct results *small(struct arena *arena)
{
    struct results *results = results_fixture_empty(arena);
    results->bom = ARENA_ARRAY(arena, struct result_bom_line, 3);
    results->n_bom = 3;
    results->bom[0] = blank("L001", "site");
    results->bom[1] = blank("L002", "drive");
    results->bom[1].level = 4.0;
    results->bom[1].sku = "hdd-30";
    results->bom[1].description = "disk, \"nearline\"";
    results->bom[1].quantity_per_rack = 2.0;
    results->bom[1].racks = 1.0;
    results->bom[1].quantity = 2.0;
    results->bom[1].spares = 1.0;
    results->bom[1].unit_price_dollars = 570.0;
    results->bom[1].extended_dollars = 1710.0;
    results->bom[1].lead_time_s = 365.0 * 86400.0;
    results->bom[1].raw_bytes = 30e12;
    results->bom[2] = blank("L003", "node");
    results->bom[2].sku = "box";
    results->bom[2].quantity = 1.0;
    results->bom[2].spares = 0.0;
    results->bom_orders = ARENA_ARRAY(arena, struct result_bom_order, 2);
    results->n_bom_orders = 2;
    results->bom_orders[0] = (struct result_bom_order){.id = "S01", .kind = "drive", .sku = "hdd-30", .part = "", .description = "disk", .phases = "0", .quantity = 2.0, .spares = 1.0,
        .pieces = 3.0, .unit_price_dollars = 570.0, .price_date = "2025", .price_grade = "estimate", .extended_dollars = 1710.0, .lead_time_s = 365.0 * 86400.0, .order_by = "", .earliest = ""};
    results->bom_orders[1] = (struct result_bom_order){.id = "S02", .kind = "node", .sku = "box", .part = "", .description = "box", .phases = "0", .quantity = 1.0, .pieces = 1.0,
        .unit_price_dollars = (double)NAN, .price_date = "", .price_grade = "", .extended_dollars = (double)NAN, .lead_time_s = (double)NAN, .order_by = "", .earliest = ""};
    results->bom_totals = (struct result_bom_totals){.lines = 3.0, .pieces = 4.0, .spares = 1.0, .priced_lines = 1.0, .unpriced_lines = 1.0, .known_dollars = 1710.0, .least_dollars = 1260.0, .most_dollars = 2700.0, .estimated_dollars = 1710.0, .estimated_share = 1.0, .typical_basis = ""};
    results->power_bill.sign = "datasheet";
    results->power_bill.reason = "";
    return results;
}

static void csv_has_every_column_in_order_and_leaves_the_unknown_empty(void **state)
{
    struct arena *arena = arena_new();
    const char *csv = bom_csv(small(arena), arena);
    assert_int_equal(strncmp(csv, "line,parent,level,kind,sku,part,description,role,site,pool,phase,quantity_per_rack,racks,quantity,spares,unit_price_dollars,", 120), 0);
    assert_non_null(strstr(csv, "\nL002,,4,drive,hdd-30,,\"disk, \"\"nearline\"\"\",,,,,2,1,2,1,570,,,,1710,,,,365,,,"));
    assert_non_null(strstr(csv, "\nL003,,0,node,box,,,,,,,,,1,0,,,,,,"));
    assert_null(strstr(csv, "nan"));
    (void)state;
    arena_free(arena);
}

static void an_id_is_the_path_in_the_results_whatever_the_unit_shown(void **state)
{
    struct arena *arena = arena_new();
    const struct results *results = small(arena);
    assert_string_equal(bom_columns_id(&results->bom[1], BOM_RAW, arena), "bom.L002.raw_bytes");
    assert_string_equal(bom_columns_id(&results->bom[1], BOM_LEAD, arena), "bom.L002.lead_time_s");
    assert_string_equal(bom_columns_id(&results->bom[1], BOM_QUANTITY, arena), "bom.L002.quantity");
    assert_near(bom_columns_number(&results->bom[1], BOM_RAW), 30.0);
    assert_near(bom_columns_number(&results->bom[1], BOM_LEAD), 365.0);
    (void)state;
    arena_free(arena);
}

static void what_has_no_price_is_said_and_never_nought(void **state)
{
    struct arena *arena = arena_new();
    const struct results *results = small(arena);
    const char *markdown = doc_markdown(bom_document(results, arena), arena), *screen = bom_screen(results, arena);
    assert_non_null(strstr(markdown, "No price is known for"));
    assert_non_null(strstr(markdown, "a part of the whole"));
    assert_non_null(strstr(screen, "1 line without a price"));
    assert_non_null(strstr(screen, "1.26 k$ to 2.70 k$"));
    assert_null(strstr(screen, " 0 $"));
    (void)state;
    arena_free(arena);
}

static void documents_carry_the_ids_of_the_results(void **state)
{
    struct arena *arena = arena_new();
    const char *html = doc_html(bom_document(small(arena), arena), arena);
    assert_non_null(strstr(html, "<data value=\"1710\" data-id=\"bom.L002.extended_dollars\">"));
    assert_non_null(strstr(html, "data-id=\"bom_orders.S01.pieces\">3<"));
    (void)state;
    arena_free(arena);
}

static void a_book_can_be_made_of_whatever_is_known(void **state)
{
    struct arena *arena = arena_new();
    size_t small_length, other;
    assert_non_null(bom_sheet(small(arena), arena, &small_length));
    assert_non_null(bom_sheet(results_fixture_empty(arena), arena, &other));
    assert_non_null(bom_sheet(results_fixture_dallas(arena), arena, &other));
    assert_non_null(bom_sheet(results_fixture_crowded(arena), arena, &other));
    (void)state;
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_has_every_column_in_order_and_leaves_the_unknown_empty), cmocka_unit_test(an_id_is_the_path_in_the_results_whatever_the_unit_shown),
        cmocka_unit_test(what_has_no_price_is_said_and_never_nought), cmocka_unit_test(documents_carry_the_ids_of_the_results), cmocka_unit_test(a_book_can_be_made_of_whatever_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
