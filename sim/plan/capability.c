#include "plan/capability.h"

#include <math.h>

#include "fluid/fair.h"
#include "plan/box.h"
#include "plan/system.h"

static fair_flow add_class(struct fair *fair, const struct flow_class *class, struct fair_use *uses, double members, double offered)
{
    for (int c = 0; c < class->n_coefficients; c++)
        uses[c] = (struct fair_use){{class->coefficients[c].row}, class->coefficients[c].per_byte};
    return fair_add(fair, &(struct fair_spec){.weight = 1.0, .members = members, .cap = offered / members, .uses = uses,
                                              .n_uses = class->n_coefficients});
}

static void share(struct fair *fair, struct fair_use *uses, const struct row_system *system, double members, double read, double write,
                  double rate[OPS])
{
    fair_clear(fair);
    for (int r = 0; r < system->n_rows; r++) {
        const fair_row row = fair_add_row(fair, system->rows[r].capacity);
        CHECK(row.row == r);
    }
    const fair_flow reading = add_class(fair, &system->classes[OP_READ], uses, members, read);
    const fair_flow writing = add_class(fair, &system->classes[OP_WRITE], uses, members, write);
    fair_solve(fair);
    rate[OP_READ] = fair_total_rate(fair, reading);
    rate[OP_WRITE] = fair_total_rate(fair, writing);
}

void capability_share(const struct row_system *system, double members, double read, double write, double rate[OPS])
{
    struct arena *scratch = arena_new();
    struct fair *fair = fair_new();
    share(fair, ARENA_ARRAY(scratch, struct fair_use, system->n_rows), system, members, read, write, rate);
    fair_free(fair);
    arena_free(scratch);
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

/* The largest θ with θ·read and θ·write feasible at once. */
static double fraction(const struct row_system *system, double read, double write)
{
    return 1.0 / system_load(system, read, write);
}

static double least(double so_far, double now) { return isnan(so_far) ? now : fmin(so_far, now); }

static void fill_coincident(struct site_plan *plan, double members, double read, double write)
{
    struct fair *fair = fair_new();
    struct fair_use *uses = ARENA_ARRAY(plan->arena, struct fair_use, plan->system.n_rows);
    const double full = fraction(&plan->system, read, write);
    double rate[OPS], out = (double)NAN;
    share(fair, uses, &plan->system, members, read, write, rate);
    for (int op = 0; op < OPS; op++) {
        plan->capability[op].coincident_bytes_per_s = rate[op];
        plan->capability[op].coincident_fraction = full;
    }
    for (int o = 0; o < plan->n_out; o++) {
        share(fair, uses, &plan->out[o], members, read, write, rate);
        out = least(out, fraction(&plan->out[o], read, write));
        for (int op = 0; op < OPS; op++)
            plan->capability[op].coincident_domain_out_bytes_per_s = least(plan->capability[op].coincident_domain_out_bytes_per_s, rate[op]);
    }
    for (int op = 0; op < OPS; op++) plan->capability[op].coincident_domain_out_fraction = out;
    fair_free(fair);
}

void capability_fill(struct site_plan *plan)
{
    for (int op = 0; op < OPS; op++) fill_alone(plan, (enum op)op);
    const double read = plan->demand_read_peak, write = plan->demand_write_peak;
    const bool at_once = plan->scenario->demand.coincidence == COINCIDENCE_SIMULTANEOUS && read > 0.0 && write > 0.0;
    if (at_once) fill_coincident(plan, fmax(1.0, box_value(&plan->scenario->site.gpus, 1.0)), read, write);
}
