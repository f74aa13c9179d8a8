#include "run/loads.h"

#include <math.h>

static double share_of_capacity(double cost, double capacity)
{
    return cost > 0.0 && capacity > 0.0 ? cost / capacity : 0.0;
}

/* The mix this proportion belongs to; made if there is none yet. */
static int32_t mix_of(struct loads *loads, double write_per_read)
{
    for (int32_t k = LOADS_MIXES; k < loads->n_mixes; k++)
        if (fabs(loads->write_per_read[k] - write_per_read) <= 1e-12 * write_per_read) return k;
    loads->write_per_read[loads->n_mixes] = write_per_read;
    return loads->n_mixes++;
}

static void find_mix(struct loads *loads, struct load *load)
{
    load->scale = load->per_read > 0.0 ? load->per_read : load->per_write;
    if (load->per_read > 0.0 && load->per_write > 0.0) load->mix = mix_of(loads, load->per_write / load->per_read);
    else load->mix = load->per_read > 0.0 ? LOADS_READ : load->per_write > 0.0 ? LOADS_WRITE : -1;
}

/* Row `a` is never less full than row `b`; of two alike the first. */
static bool covers(const struct loads *loads, int32_t a, int32_t b)
{
    const struct load *x = &loads->rows[a], *y = &loads->rows[b];
    if (a == b || x->per_read < y->per_read || x->per_write < y->per_write) return false;
    return x->per_read > y->per_read || x->per_write > y->per_write || a < b;
}

static bool can_bind(const struct loads *loads, int32_t row)
{
    for (int32_t other = 0; other < loads->n_rows; other++)
        if (covers(loads, other, row)) return false;
    return true;
}

static struct loads shares_of(const struct row_system *system, struct arena *arena)
{
    struct loads loads = { .n_rows = system->n_rows, .n_mixes = LOADS_MIXES };
    loads.rows = ARENA_ARRAY(arena, struct load, system->n_rows);
    loads.write_per_read = ARENA_ARRAY(arena, double, LOADS_MIXES + system->n_rows);
    for (int op = 0; op < OPS; op++) {
        const struct flow_class *class = &system->classes[op];
        for (int k = 0; k < class->n_coefficients; k++) {
            struct load *load = &loads.rows[class->coefficients[k].row];
            double share = share_of_capacity(class->coefficients[k].per_byte, system->rows[class->coefficients[k].row].capacity);
            if (op == OP_READ) load->per_read += share;
            else load->per_write += share;
        }
    }
    return loads;
}

struct loads loads_of(const struct row_system *system, struct arena *arena)
{
    struct loads loads = shares_of(system, arena);
    for (int32_t r = 0; r < loads.n_rows; r++) {
        find_mix(&loads, &loads.rows[r]);
        loads.rows[r].can_bind = can_bind(&loads, r);
    }
    return loads;
}

struct loads loads_apart(const struct row_system *system, struct arena *arena)
{
    struct loads loads = shares_of(system, arena);
    loads.n_mixes = LOADS_MIXES + loads.n_rows;
    for (int32_t r = 0; r < loads.n_rows; r++) {
        loads.rows[r].can_bind = true;
        loads.rows[r].mix = LOADS_MIXES + r;
        loads.rows[r].scale = 1.0;
    }
    return loads;
}
