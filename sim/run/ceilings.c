#include "run/ceilings.h"

#include <math.h>
#include <string.h>

/* What is full to the last bits is not over. */
static const double ceilings_tie = 1e-9;

static void add(struct ceilings *ceilings, double it_w)
{
    const double limit_w = it_w * (1.0 + ceilings_tie);
    ceilings->limit_w[ceilings->n++] = limit_w;
    ceilings->lowest_w = fmin(ceilings->lowest_w, limit_w);
}

struct ceilings ceilings_of(const struct plan_power *power, struct arena *arena)
{
    const struct plan_power_tree *tree = &power->tree;
    const int32_t most = 2 * tree->n_levels + tree->n_cases;
    struct ceilings ceilings = { .limit_w = ARENA_ARRAY(arena, double, most), .over_s = ARENA_ARRAY(arena, double, most), .lowest_w = HUGE_VAL };
    for (int t = 0; t < tree->n_levels; t++) {
        add(&ceilings, power->it_max_w / tree->levels[t].utilisation);
        add(&ceilings, power->it_max_w / tree->levels[t].worst_utilisation);
    }
    for (int c = 0; c < tree->n_cases; c++) add(&ceilings, tree->cases[c].it_limit_w);
    return ceilings;
}

void ceilings_restart(struct ceilings *ceilings)
{
    if (ceilings->n > 0) memset(ceilings->over_s, 0, (size_t)ceilings->n * sizeof *ceilings->over_s);
}
