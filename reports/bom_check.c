#include "reports/bom_check.h"

#include <math.h>

#include "base/text.h"

/* --- what the simulator says ---------------------------------------------------------------- */

static double boxes(const struct results *results, const char *role)
{
    double sum = 0.0;
    for (int32_t p = 0; p < results->plan.n_pools; p++)
        for (int32_t g = 0; g < results->plan.pools[p].n_groups; g++) {
            const struct result_group *group = &results->plan.pools[p].groups[g];
            if (text_equal(group->role, role)) sum += group->hosts > 0.0 ? group->hosts : group->nodes;
        }
    return sum;
}

static double idle_w(const struct results *results)
{
    double sum = results->power.network_w;
    for (int32_t p = 0; p < results->plan.n_pools; p++)
        for (int32_t g = 0; g < results->plan.pools[p].n_groups; g++) sum += results->plan.pools[p].groups[g].idle_w;
    return sum;
}

static double of_pools(const struct results *results, bool raw)
{
    double sum = 0.0;
    for (int32_t p = 0; p < results->plan.n_pools; p++) sum += raw ? results->plan.pools[p].raw_bytes : results->plan.pools[p].usable_bytes;
    return sum;
}

static double drives(const struct results *results)
{
    double sum = 0.0;
    for (int32_t p = 0; p < results->plan.n_pools; p++) sum += results->plan.pools[p].drives;
    return sum;
}

static double kg_in_racks(const struct results *results)
{
    double sum = 0.0;
    for (int32_t f = 0; f < results->plan.n_rack_fills; f++) sum += results->plan.rack_fills[f].count * results->plan.rack_fills[f].kg;
    return sum;
}

/* --- the check sheet -------------------------------------------------------------------------- */

static const struct bom_book_column check_columns[] = {
    {"What", "", "what", 56.0}, {"By this workbook", "", "workbook", 22.0}, {"By the simulator", "", "simulator", 22.0}, {"Where that stands", "", "from", 52.0},
    {"Difference", "", "difference", 16.0}, {"", "", "verdict", 11.0}};

struct checker { struct bom_book *book; int row; };

/* One row; a number the simulator doesn't know is not checked. */
static void check(struct checker *checker, const char *what, const char *formula, double expected, const char *from)
{
    struct bom_book *book = checker->book;
    struct sheet *sheet = book->check;
    const int row = checker->row, n = row + 1;
    if (!isfinite(expected)) return;
    checker->row++;
    sheet_text(sheet, row, 0, SHEET_KEY, text_format(book->arena, "check.K%02d", row - BOM_BOOK_FIRST + 1));
    sheet_text(sheet, row, 1, SHEET_BODY, what);
    sheet_formula(sheet, row, 2, (struct sheet_style){SHEET_HUNDREDTHS, SHEET_BODY}, formula, expected);
    sheet_number(sheet, row, 3, (struct sheet_style){SHEET_HUNDREDTHS, SHEET_BODY}, expected);
    sheet_text(sheet, row, 4, SHEET_BODY, from);
    sheet_formula(sheet, row, 5, (struct sheet_style){SHEET_PLAIN, SHEET_BODY}, text_format(book->arena, "=ROUND(C%d-D%d,6)", n, n), 0.0);
    sheet_formula_text(sheet, row, 6, SHEET_SIGNED, text_format(book->arena, "=IF(ABS(C%d-D%d)<=0.000000001*MAX(1,ABS(D%d)),\"OK\",\"DIFFERS\")", n, n, n), "OK");
}

static void check_counts(struct checker *checker)
{
    struct bom_book *book = checker->book;
    const struct results *r = book->results;
    check(checker, "storage boxes", bom_book_count(book, "node"), boxes(r, "storage"), "plan.pools[].groups[].hosts");
    check(checker, "front ends", bom_book_count(book, "front_end"), boxes(r, "front_end"), "plan.pools[].groups[].hosts");
    if (r->bom_totals.drives > 0.0) check(checker, "drives, write buffers included", bom_book_count(book, "drive"), drives(r), "plan.pools[].drives");
    check(checker, "racks", bom_book_count(book, "rack"), r->plan.racks, "plan.racks");
    check(checker, "switches", bom_book_count(book, "switch"), r->plan.switches, "plan.switches");
    check(checker, "optics", bom_book_count(book, "optic"), r->plan.optics, "plan.optics");
    check(checker, "raw TB", bom_book_sum(book, BOM_TOTAL_RAW), of_pools(r, true) / 1e12, "plan.pools[].raw_bytes");
    check(checker, "usable TB", bom_book_sum(book, BOM_TOTAL_USABLE), of_pools(r, false) / 1e12, "plan.pools[].usable_bytes");
    check(checker, "kg of boxes in racks",
          text_format(book->arena, "=SUMIFS(%s,%s,\"node\")+SUMIFS(%s,%s,\"front_end\")", bom_book_range(book, BOM_TOTAL_KG), bom_book_range(book, BOM_KIND),
                      bom_book_range(book, BOM_TOTAL_KG), bom_book_range(book, BOM_KIND)), kg_in_racks(r), "plan.rack_fills[].kg");
}

static void check_watts(struct checker *checker)
{
    struct bom_book *book = checker->book;
    const struct result_power *power = &book->results->power;
    const double storage = power->storage_max_w + power->network_w;
    check(checker, "W maximum of storage and its network", bom_book_sum(book, BOM_TOTAL_MAX), storage, "power.storage_max_w + power.network_w");
    check(checker, "W idle of storage and its network", bom_book_sum(book, BOM_TOTAL_IDLE), idle_w(book->results), "plan.pools[].groups[].idle_w + power.network_w");
    check(checker, "W typical of storage and its network", bom_book_sum(book, BOM_TOTAL_TYPICAL), power->storage_w.mean, "power.storage_w.mean");
    check(checker, "IT watts at datasheet maximum", bom_book_power(book, 3, 5), storage + power->gpu_max_w + power->other_it_max_w, "power.*_max_w + power.network_w");
    check(checker, "site watts signed", bom_book_power(book, 1, 5), power->site_design_w, "power.site_design_w");
    check(checker, "IT watts, simulated p99", bom_book_power(book, 3, 6), power->it_w.p99, "power.it_w.p99");
    check(checker, "IT watts, annual mean", bom_book_power(book, 3, 7), power->it_w.mean, "power.it_w.mean");
    check(checker, "site watts, annual mean", bom_book_power(book, 1, 7), power->site_w.mean, "power.site_w.mean");
}

static void check_money(struct checker *checker)
{
    struct bom_book *book = checker->book;
    const struct result_bom_totals *totals = &book->results->bom_totals;
    check(checker, "dollars of the lines with a price", text_format(book->arena, "=SUM(%s)", bom_book_range(book, BOM_EXTENDED)), totals->known_dollars, "bom_totals.known_dollars");
    check(checker, "dollars on estimates and placeholders", bom_book_estimated(book), totals->estimated_dollars, "bom_totals.estimated_dollars");
    check(checker, "lines without a price", bom_book_unpriced(book), totals->unpriced_lines, "bom_totals.unpriced_lines");
    check(checker, "pieces, spares included", text_format(book->arena, "=SUM(%s)+SUM(%s)", bom_book_range(book, BOM_QUANTITY), bom_book_range(book, BOM_SPARE)), totals->pieces, "bom_totals.pieces");
}

void bom_check(struct bom_book *book)
{
    struct checker checker = {book, BOM_BOOK_FIRST};
    struct sheet *sheet = book->check;
    bom_book_title(sheet, "Check: this workbook against the simulator");
    bom_book_head(sheet, 1, check_columns, sizeof check_columns / sizeof check_columns[0]);
    check_counts(&checker);
    check_watts(&checker);
    check_money(&checker);
    book->all_good_row = checker.row + 1;
    book->all_good_column = 6;
    sheet_text(sheet, book->all_good_row, 1, SHEET_TOTAL, "All of it");
    sheet_formula_text(sheet, book->all_good_row, 6, SHEET_SIGNED,
                       text_format(book->arena, "=IF(COUNTIF(G%d:G%d,\"OK\")=ROWS(G%d:G%d),\"OK\",\"DIFFERS\")", BOM_BOOK_FIRST + 1, checker.row, BOM_BOOK_FIRST + 1, checker.row), "OK");
    sheet_freeze(sheet, BOM_BOOK_FIRST, 2);
    sheet_print_wide(sheet, 1);
}
