#include "reports/site_drawings.h"

#include <math.h>

#include "base/text.h"
#include "reports/elevation.h"
#include "reports/floorplan.h"
#include "reports/one_line.h"
#include "reports/mark.h"
#include "reports/say.h"
#include "reports/tornado.h"
#include "reports/treemap.h"

enum { MOST_ELEVATIONS = 12 };

/* --- the floor -------------------------------------------------------------------------------- */

static void row_line(struct site_parts *site, const struct result_layout_row *row)
{
    const char *base = text_format(site->arena, "layout.rows.%s", row->name);
    const struct { const char *key; double value; enum unit unit; } numbers[] = {
        { "positions", row->positions, UNIT_COUNT }, { "racks", row->racks, UNIT_COUNT }, { "draw_w", row->draw_w, UNIT_WATTS }, { "draw_w_per_tile", row->draw_w_per_tile, UNIT_WATTS } };
    doc_row(site->doc);
    doc_text_cell(site->doc, row->name);
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        doc_cell(site->doc);
        site_parts_number(site, text_format(site->arena, "%s.%s", base, numbers[k].key), numbers[k].value, numbers[k].unit);
    }
}

static void row_table(struct site_parts *site)
{
    static const char *const names[] = { "!Row", ">Usable positions", ">Racks", ">Most watts", ">Watts a tile that racks cover" };
    const struct result_layout *layout = &site->results->layout;
    doc_begin(site->doc, DOC_FOLD, layout->n_rows == 1 ? "The row of the floor plan" : text_format(site->arena, "The %s of the floor plan", say_count_marked(site->arena, layout->n_rows, "row", "layout.rows.count")));
    doc_table(site->doc, "", names, 5);
    for (int32_t r = 0; r < layout->n_rows; r++) row_line(site, &layout->rows[r]);
    doc_end(site->doc);
    doc_end(site->doc);
}

/* --- the racks -------------------------------------------------------------------------------- */

/* The most frequent type open, the others folded. */
static void elevations(struct site_parts *site)
{
    const struct result_plan *plan = &site->results->plan;
    const int32_t n = plan->n_rack_fills < MOST_ELEVATIONS ? plan->n_rack_fills : MOST_ELEVATIONS;
    int32_t most = 0;
    for (int32_t f = 1; f < n; f++)
        if (plan->rack_fills[f].count > plan->rack_fills[most].count) most = f;
    site_parts_drawing(site, elevation_draw(site->results, most, site->arena));
    if (n < 2) return;
    doc_begin(site->doc, DOC_FOLD, plan->n_rack_fills == 2 ? "The other rack type" : text_format(site->arena, "The other %s", say_count_marked(site->arena, plan->n_rack_fills - 1, "rack type", "plan.rack_fills.others")));
    for (int32_t f = 0; f < n; f++)
        if (f != most) site_parts_drawing(site, elevation_draw(site->results, f, site->arena));
    if (plan->n_rack_fills > n) {
        doc_paragraph(site->doc);
        doc_printf(site->doc, "%s more types are not drawn; the results list them.", say_marked(site->arena, plan->n_rack_fills - n, UNIT_COUNT, "plan.rack_fills.not_drawn"));
    }
    doc_end(site->doc);
}

void site_drawings_floor(struct site_parts *site)
{
    if (site->results->plan.n_rack_fills == 0 || site->results->layout.n_rows == 0) return;
    doc_heading(site->doc, 3, "Floor plan");
    site_parts_drawing(site, floorplan_draw(site->results, site->arena));
    row_table(site);
    site_parts_drawing(site, treemap_draw_floor(site->results, site->arena));
    doc_heading(site->doc, 3, "Rack elevations");
    elevations(site);
}

/* --- watts ------------------------------------------------------------------------------------ */

void site_drawings_watts(struct site_parts *site)
{
    site_parts_drawing(site, treemap_draw(site->results, site->arena));
}

void site_drawings_one_line(struct site_parts *site)
{
    site_parts_drawing(site, one_line_draw(site->results, site->arena));
}

/* --- what moves the headlines ----------------------------------------------------------------- */

static void tornado(struct site_parts *site, int32_t k)
{
    const struct result_tornado *t = &site->results->tornado[k];
    const struct results *r = site->results;
    const bool read = text_equal(t->headline, "read capability"), write = text_equal(t->headline, "write capability"), tiles = text_equal(t->headline, "rack tiles"), watts = text_equal(t->headline, "site power at design hour");
    const double limit = read ? r->read.demand : write ? r->write.demand : tiles ? r->plan.rack_tiles_available : watts && text_equal(r->power.envelope_at, "utility") ? r->power.envelope_w : (double)NAN;
    const char *words = text_format(site->arena, "%s %s", read || write ? "demand" : tiles ? "available" : "envelope",
                                    mark_number(site->arena, read ? "throughput.read_bytes_per_s.demand" : write ? "throughput.write_bytes_per_s.demand" : tiles ? "plan.rack_tiles_available" : "power.envelope_w", limit, say_named(site->arena, limit, t->unit)));
    site_parts_drawing(site, tornado_draw(t, text_format(site->arena, "figure-tornado-%d", (int)k + 1), limit, words, site->arena));
}

void site_drawings_tornado(struct site_parts *site)
{
    const int32_t n = site->results->n_tornado;
    if (n == 0) return;
    tornado(site, 0);
    if (n < 2) return;
    doc_begin(site->doc, DOC_FOLD, n == 2 ? "What moves the other headline" : text_format(site->arena, "What moves the other %s", say_count_marked(site->arena, n - 1, "headline", "tornado.others")));
    for (int32_t k = 1; k < n && k < 8; k++) tornado(site, k);
    doc_end(site->doc);
}
