#include "run/relief.h"

#include <math.h>

#include "fluid/fair.h"

/* The plan's rows, and each peak as one flow of the site's GPUs. */
struct offer {
    struct fair *fair;
    fair_flow flow[OPS];
    bool there[OPS];
};

static int32_t uses_of(const struct flow_class *class, struct arena *arena, struct fair_use **uses)
{
    int32_t n = 0;
    *uses = ARENA_ARRAY(arena, struct fair_use, class->n_coefficients);
    for (int k = 0; k < class->n_coefficients; k++)
        if (class->coefficients[k].per_byte > 0.0) (*uses)[n++] = (struct fair_use){ { class->coefficients[k].row }, class->coefficients[k].per_byte };
    return n;
}

/* `without_end`: as much as rows let through. */
static void offer_peak(struct offer *offer, const struct site_plan *plan, enum op op, bool without_end, struct arena *arena)
{
    double gpus = plan->scenario->site.gpus.value, peak = op == OP_READ ? plan->demand_read_peak : plan->demand_write_peak;
    if (!(peak > 0.0) && !without_end) return;
    if (!(gpus > 0.0)) gpus = 1.0;
    struct fair_use *uses = NULL;
    int32_t n = uses_of(&plan->system.classes[op], arena, &uses);
    offer->there[op] = true;
    offer->flow[op] = fair_add(offer->fair, &(struct fair_spec){
        .weight = 1.0, .members = gpus, .cap = without_end ? HUGE_VAL : peak / gpus, .uses = uses, .n_uses = n });
}

/* What has to be drained on average; no part of what is counted. */
static void offer_drain(struct offer *offer, const struct site_plan *plan, struct arena *arena)
{
    double gpus = plan->scenario->site.gpus.value;
    if (!plan->tier || !(plan->tier->mean_bytes_per_s > 0.0)) return;
    if (!(gpus > 0.0)) gpus = 1.0;
    struct fair_use *uses = NULL;
    int32_t n = uses_of(&plan->system.drain, arena, &uses);
    fair_add(offer->fair, &(struct fair_spec){
        .weight = plan->tier->weight, .members = gpus, .cap = fmin(plan->tier->mean_bytes_per_s, plan->tier->drain.bytes_per_s) / gpus, .uses = uses, .n_uses = n });
}

static struct offer offer_rows(const struct site_plan *plan)
{
    struct offer offer = { .fair = fair_new() };
    for (int r = 0; r < plan->system.n_rows; r++) fair_add_row(offer.fair, plan->system.rows[r].capacity);
    return offer;
}

static double total(const struct offer *offer)
{
    double rate = 0.0;
    for (int op = 0; op < OPS; op++)
        if (offer->there[op]) rate += fair_total_rate(offer->fair, offer->flow[op]);
    return rate;
}

static double with_capacity(struct offer *offer, int row, double capacity)
{
    fair_set_capacity(offer->fair, (fair_row){ row }, capacity);
    fair_solve(offer->fair);
    return total(offer);
}

/* The row is out of the way: what holds the class now, and how much the row would carry. */
static void look_past(const struct offer *offer, double capacity, int row, enum op op, struct relief *relief)
{
    fair_row next = { -1 };
    enum fair_bound bound = fair_bottleneck(offer->fair, offer->flow[op], &next);
    if (bound == FAIR_FREE) return;
    relief->next_row = bound == FAIR_ROW ? next.row : -1;
    relief->next_bytes_per_s = fair_total_rate(offer->fair, offer->flow[op]);
    relief->factor = fmax(1.0, fair_used(offer->fair, (fair_row){ row }) / capacity);
}

static bool holds(const struct offer *offer, int row, enum op op)
{
    fair_row by = { -1 };
    return offer->there[op] && fair_bottleneck(offer->fair, offer->flow[op], &by) == FAIR_ROW && by.row == row;
}

/* Rows that hold the class before this one does are moved out of the way, one after the other. */
static void look_alone(const struct site_plan *plan, int row, enum op op, struct arena *arena, struct relief *relief)
{
    struct offer offer = offer_rows(plan);
    offer_peak(&offer, plan, op, true, arena);
    fair_solve(offer.fair);
    fair_row by = { -1 };
    while (fair_bottleneck(offer.fair, offer.flow[op], &by) == FAIR_ROW && by.row != row) with_capacity(&offer, by.row, HUGE_VAL);
    bool met = holds(&offer, row, op);
    with_capacity(&offer, row, HUGE_VAL);
    if (met) look_past(&offer, plan->system.rows[row].capacity, row, op, relief);
    fair_free(offer.fair);
}

struct relief relief_of(const struct site_plan *plan, int row, enum op op, struct arena *arena)
{
    struct relief relief = { .next_row = -1, .next_bytes_per_s = (double)NAN, .factor = (double)NAN };
    struct offer offer = offer_rows(plan);
    bool together = plan->scenario->demand.coincidence == COINCIDENCE_SIMULTANEOUS;
    for (int other = 0; other < OPS; other++)
        if (together || other == (int)op) offer_peak(&offer, plan, (enum op)other, false, arena);
    if (together) offer_drain(&offer, plan, arena);
    double capacity = plan->system.rows[row].capacity, as_is = with_capacity(&offer, row, capacity);
    bool held = holds(&offer, row, op);
    relief.gain_per_percent = with_capacity(&offer, row, 1.01 * capacity) - as_is;
    with_capacity(&offer, row, HUGE_VAL);
    if (held) look_past(&offer, capacity, row, op, &relief);
    else look_alone(plan, row, op, arena, &relief);
    fair_free(offer.fair);
    return relief;
}
