#include "plan/capability.h"

#include <math.h>

#include "fluid/fair.h"
#include "plan/box.h"
#include "plan/system.h"

struct offer { double members, read, write, drain, weight; };

static fair_flow add_class(struct fair *fair, const struct flow_class *class, struct fair_use *uses, double members, double offered, double weight)
{
    for (int c = 0; c < class->n_coefficients; c++)
        uses[c] = (struct fair_use){{class->coefficients[c].row}, class->coefficients[c].per_byte};
    return fair_add(fair, &(struct fair_spec){.weight = weight, .members = members, .cap = offered / members, .uses = uses,
                                              .n_uses = class->n_coefficients});
}

/* Returns the drain's rate. */
static double share(struct fair *fair, struct fair_use *uses, const struct row_system *system, struct offer offer, double rate[OPS])
{
    fair_clear(fair);
    for (int r = 0; r < system->n_rows; r++) {
        const fair_row row = fair_add_row(fair, system->rows[r].capacity);
        CHECK(row.row == r);
    }
    const fair_flow reading = add_class(fair, &system->classes[OP_READ], uses, offer.members, offer.read, 1.0);
    const fair_flow writing = add_class(fair, &system->classes[OP_WRITE], uses, offer.members, offer.write, 1.0);
    fair_flow draining = {-1};
    if (offer.drain > 0.0) draining = add_class(fair, &system->drain, uses, offer.members, offer.drain, offer.weight);
    fair_solve(fair);
    rate[OP_READ] = fair_total_rate(fair, reading);
    rate[OP_WRITE] = fair_total_rate(fair, writing);
    return offer.drain > 0.0 ? fair_total_rate(fair, draining) : 0.0;
}

double capability_share(const struct row_system *system, double members, double read, double write, double drain, double weight, double rate[OPS])
{
    struct arena *scratch = arena_new();
    struct fair *fair = fair_new();
    const double drained = share(fair, ARENA_ARRAY(scratch, struct fair_use, system->n_rows), system, (struct offer){members, read, write, drain, weight}, rate);
    fair_free(fair);
    arena_free(scratch);
    return drained;
}

static void fill_alone(struct site_plan *plan, enum op op)
{
    struct capability *capability = &plan->capability[op];
    const struct bound bound = system_bound(&plan->system, op);
    *capability = (struct capability){.alone_bytes_per_s = bound.bytes_per_s, .coincident_bytes_per_s = (double)NAN, .coincident_fraction = (double)NAN,
                                      .domain_out_bytes_per_s = bound.bytes_per_s, .coincident_domain_out_bytes_per_s = (double)NAN,
                                      .coincident_domain_out_fraction = (double)NAN, .bound_row = bound.row, .next_row = bound.next_row,
                                      .next_bytes_per_s = bound.next_bytes_per_s};
    for (int o = 0; o < plan->n_out; o++)
        capability->domain_out_bytes_per_s = fmin(capability->domain_out_bytes_per_s, system_bound(&plan->out[o], op).bytes_per_s);
}

/* The largest θ with θ·read and θ·write feasible at once, and what is drained on average with them. */
static double fraction(const struct row_system *system, struct offer offer)
{
    return 1.0 / system_load(system, offer.read, offer.write, offer.drain);
}

static double least(double so_far, double now) { return isnan(so_far) ? now : fmin(so_far, now); }

static void fill_coincident(struct site_plan *plan, struct offer offer)
{
    struct fair *fair = fair_new();
    struct fair_use *uses = ARENA_ARRAY(plan->arena, struct fair_use, plan->system.n_rows);
    const double full = fraction(&plan->system, offer);
    double rate[OPS], out = (double)NAN;
    const double drained = share(fair, uses, &plan->system, offer, rate);
    if (plan->tier) plan->tier->drain_at_peak_bytes_per_s = drained;
    for (int op = 0; op < OPS; op++) {
        plan->capability[op].coincident_bytes_per_s = rate[op];
        plan->capability[op].coincident_fraction = full;
    }
    for (int o = 0; o < plan->n_out; o++) {
        share(fair, uses, &plan->out[o], offer, rate);
        out = least(out, fraction(&plan->out[o], offer));
        for (int op = 0; op < OPS; op++)
            plan->capability[op].coincident_domain_out_bytes_per_s = least(plan->capability[op].coincident_domain_out_bytes_per_s, rate[op]);
    }
    for (int op = 0; op < OPS; op++) plan->capability[op].coincident_domain_out_fraction = out;
    fair_free(fair);
}

/* The drain moves what is written on average, in its throttle. */
static double drained(const struct site_plan *plan)
{
    const struct plan_tier *tier = plan->tier;
    if (!tier) return 0.0;
    const struct bound bound = rows_lowest(plan->system.rows, plan->system.drain.coefficients, plan->system.drain.n_coefficients);
    return fmin(tier->mean_bytes_per_s, plan->scenario->pools[tier->hot].tier.drain_throttle.value * bound.bytes_per_s);
}

void capability_fill(struct site_plan *plan)
{
    for (int op = 0; op < OPS; op++) fill_alone(plan, (enum op)op);
    const double read = plan->demand_read_peak, write = plan->demand_write_peak;
    const bool at_once = plan->scenario->demand.coincidence == COINCIDENCE_SIMULTANEOUS && read > 0.0 && write > 0.0;
    const double members = fmax(1.0, box_value(&plan->scenario->site.gpus, 1.0));
    if (plan->tier) plan->tier->drain_at_peak_bytes_per_s = (double)NAN;
    if (at_once) fill_coincident(plan, (struct offer){members, read, write, drained(plan), plan->tier ? plan->tier->weight : 1.0});
}
