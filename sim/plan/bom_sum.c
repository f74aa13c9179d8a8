#include "plan/bom_sum.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "plan/bom_line.h"

#define UNKNOWN ((double)NAN)

/* --- by SKU ------------------------------------------------------------------------------- */

bool bom_sum_alike(const struct result_bom_line *a, const struct result_bom_line *b)
{
    return text_equal(a->kind, b->kind) && text_equal(a->sku, b->sku) && (a->sku[0] || text_equal(a->role, b->role));
}

bool bom_sum_is_bought(const struct result_bom_line *line) { return !isnan(line->quantity); }

static struct result_bom_order *order_of(struct results *results, const int32_t *line_of, const struct result_bom_line *line)
{
    for (int32_t o = 0; o < results->n_bom_orders; o++)
        if (bom_sum_alike(&results->bom[line_of[o]], line) || (!line->sku[0] && text_equal(line->role, "spare") && text_equal(results->bom[line_of[o]].description, line->description)))
            return &results->bom_orders[o];
    return NULL;
}

static struct result_bom_order begun(const struct result_bom_line *line, struct arena *arena, int32_t number)
{
    return (struct result_bom_order){
        .id = text_format(arena, "S%02d", (int)number), .kind = line->kind, .sku = line->sku, .part = line->part, .description = line->description, .phases = "",
        .unit_price_dollars = line->unit_price_dollars, .price_date = line->price_date, .price_grade = line->price_grade, .lead_time_s = line->lead_time_s, .order_by = "",
        .earliest = ""};
}

static const char *sooner(const char *a, const char *b)
{
    return !a[0] || (b[0] && strcmp(b, a) < 0) ? b : a;
}

static void add_line(struct result_bom_order *order, const struct result_bom_line *line, struct arena *arena)
{
    order->quantity += line->quantity;
    order->spares += line->spares;
    order->order_by = sooner(order->order_by, line->order_by);
    order->earliest = sooner(order->earliest, line->earliest);
    if (!strstr(order->phases, line->phase)) order->phases = text_format(arena, "%s%s%s", order->phases, order->phases[0] ? ", " : "", line->phase);
}

void bom_sum_orders(struct results *results, struct arena *arena)
{
    int32_t *first = ARENA_ARRAY(arena, int32_t, results->n_bom);
    results->bom_orders = ARENA_ARRAY(arena, struct result_bom_order, results->n_bom);
    results->n_bom_orders = 0;
    for (int32_t l = 0; l < results->n_bom; l++) {
        const struct result_bom_line *line = &results->bom[l];
        if (!bom_sum_is_bought(line)) continue;
        struct result_bom_order *order = order_of(results, first, line);
        if (!order) {
            first[results->n_bom_orders] = l;
            order = &results->bom_orders[results->n_bom_orders++];
            *order = begun(line, arena, results->n_bom_orders);
        }
        add_line(order, line, arena);
    }
    for (int32_t o = 0; o < results->n_bom_orders; o++) {
        struct result_bom_order *order = &results->bom_orders[o];
        order->pieces = order->quantity + order->spares;
        order->extended_dollars = order->pieces * order->unit_price_dollars;
    }
}

/* --- over all ------------------------------------------------------------------------------- */

static void add_known(double *sum, double value)
{
    if (!isnan(value)) *sum += value;
}

static void count(struct result_bom_totals *totals, const struct result_bom_line *line)
{
    const struct { const char *kind; double *sum; } sums[] = {
        {"rack", &totals->racks}, {"node", &totals->nodes}, {"front_end", &totals->front_ends}, {"drive", &totals->drives}, {"nic", &totals->nics},
        {"switch", &totals->switches}, {"optic", &totals->optics}, {"cable", &totals->cables}, {"pdu", &totals->pdus}, {"cord", &totals->cords}};
    add_known(&totals->overbuy, line->overbuy);
    for (size_t k = 0; k < sizeof sums / sizeof sums[0]; k++) {
        if (!text_equal(line->kind, sums[k].kind)) continue;
        *sums[k].sum += line->quantity;
        totals->pieces += line->quantity + line->spares;
        totals->spares += line->spares;
        if (isnan(line->unit_price_dollars)) totals->unpriced_lines += 1.0;
        else totals->priced_lines += 1.0;
    }
}

static bool is_estimated(const struct result_bom_line *line)
{
    return text_equal(line->price_grade, "estimate") || text_equal(line->price_grade, "placeholder");
}

static void add_dollars(struct result_bom_totals *totals, const struct result_bom_line *line)
{
    const double pieces = line->quantity + line->spares;
    add_known(&totals->known_dollars, line->extended_dollars);
    add_known(&totals->least_dollars, pieces * line->unit_price_lo_dollars);
    add_known(&totals->most_dollars, pieces * line->unit_price_hi_dollars);
    if (is_estimated(line)) add_known(&totals->estimated_dollars, line->extended_dollars);
}

void bom_sum_totals(struct results *results)
{
    struct result_bom_totals *totals = &results->bom_totals;
    *totals = (struct result_bom_totals){.lines = results->n_bom, .btu_per_h_per_w = bom_line_btu_per_h_per_w,
                                         .typical_basis = isfinite(results->power.storage_w.mean) ? "simulated" : "at the mean demand"};
    for (int32_t l = 0; l < results->n_bom; l++) {
        const struct result_bom_line *line = &results->bom[l];
        count(totals, line);
        add_dollars(totals, line);
        if (line->within[0]) continue;
        add_known(&totals->ru, line->total_ru);
        add_known(&totals->kg, line->total_kg);
        add_known(&totals->idle_w, line->total_idle_w);
        add_known(&totals->typical_w, line->total_typical_w);
        add_known(&totals->max_w, line->total_max_w);
        add_known(&totals->heat_btu_per_h, line->total_heat_btu_per_h);
        add_known(&totals->raw_bytes, line->total_raw_bytes);
        add_known(&totals->usable_bytes, line->total_usable_bytes);
    }
    if (!(totals->priced_lines > 0.0)) totals->known_dollars = totals->least_dollars = totals->most_dollars = totals->estimated_dollars = UNKNOWN;
    totals->estimated_share = totals->known_dollars > 0.0 ? totals->estimated_dollars / totals->known_dollars : UNKNOWN;
}
