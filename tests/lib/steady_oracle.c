#include "tests/lib/steady_oracle.h"

#include <math.h>

static double cost_on(const struct flow_class *class, int row)
{
    for (int k = 0; k < class->n_coefficients; k++)
        if (class->coefficients[k].row == row) return class->coefficients[k].per_byte;
    return 0.0;
}

/* Of a class whose GPUs may all run at a level, each no faster than it can. */
static double at_level(const struct run_stretch *stretch, enum op op, double level)
{
    double rate = 0.0;
    for (int32_t f = 0; f < stretch->n_flows; f++)
        if (stretch->flows[f].op == op) rate += stretch->flows[f].members * fmin(stretch->flows[f].cap, stretch->flows[f].weight * level);
    return rate;
}

/* The first row over its capacity that one of the rising classes uses; −1: none. */
static int overflows(const struct row_system *system, const bool frozen[OPS], const double rate[OPS])
{
    for (int r = 0; r < system->n_rows; r++) {
        double read = cost_on(&system->classes[OP_READ], r), write = cost_on(&system->classes[OP_WRITE], r);
        bool rises = (!frozen[OP_READ] && read > 0.0) || (!frozen[OP_WRITE] && write > 0.0);
        if (rises && read * rate[OP_READ] + write * rate[OP_WRITE] > system->rows[r].capacity) return r;
    }
    return -1;
}

static double highest_level(const struct run_stretch *stretch)
{
    double highest = 1.0;
    for (int32_t f = 0; f < stretch->n_flows; f++) highest = fmax(highest, 2.0 * stretch->flows[f].cap / stretch->flows[f].weight);
    return highest;
}

void steady_oracle_rates(const struct row_system *system, const struct run_stretch *stretch, double rate[OPS])
{
    double level[OPS] = { 0.0, 0.0 };
    bool frozen[OPS] = { false, false };
    for (int round = 0; round < OPS; round++) {
        double lo = 0.0, hi = highest_level(stretch);
        int full = -1;
        for (int pass = 0; pass < 100 && hi - lo > 1e-15 * hi; pass++) {
            double middle = 0.5 * (lo + hi);
            for (int op = 0; op < OPS; op++) rate[op] = at_level(stretch, (enum op)op, frozen[op] ? level[op] : middle);
            int over = overflows(system, frozen, rate);
            if (over >= 0) full = over;
            *(over >= 0 ? &hi : &lo) = middle;
        }
        for (int op = 0; op < OPS; op++) {
            if (frozen[op]) continue;
            level[op] = lo;
            frozen[op] = full < 0 || cost_on(&system->classes[op], full) > 0.0;
        }
    }
    for (int op = 0; op < OPS; op++) rate[op] = at_level(stretch, (enum op)op, level[op]);
}

double steady_oracle_error(const struct row_system *system, const struct run_stretch *stretch)
{
    double rate[OPS], worst = 0.0;
    steady_oracle_rates(system, stretch, rate);
    for (int op = 0; op < OPS; op++)
        if (rate[op] != stretch->delivered[op]) worst = fmax(worst, fabs(stretch->delivered[op] - rate[op]) / fmax(rate[op], stretch->delivered[op]));
    return worst;
}
