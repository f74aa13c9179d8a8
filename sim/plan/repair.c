#include "plan/repair.h"

#include <math.h>

#include "plan/code.h"

double repair_strips(const struct stack_code *code, double data_strips, double lost)
{
    CHECK(lost >= 1.0);
    return fmin(lost * code_repair_strips(code, data_strips), fmax(1.0, data_strips)) / lost;
}

/* --- which loss is one too many ---------------------------------------------------------------- */

/* ways[f][e]: patterns of f losses in the strips laid so far, of which e are for the global parities to mend. */
struct patterns { double ways[REPAIR_MOST_LOST + 1][REPAIR_MOST_LOST + 1]; };

/* Lays `size` more strips, of which `mended` losses are made good among themselves. */
static struct patterns lay(const struct patterns *before, double size, int mended, int most, int globals)
{
    struct patterns after = {{{0.0}}};
    double choose = 1.0;     /* ways to lose `a` of them */
    for (int a = 0; a <= most && a <= size; a++) {
        const int excess = a > mended ? a - mended : 0;
        for (int f = 0; f + a <= most; f++)
            for (int e = 0; e + excess <= globals; e++) after.ways[f + a][e + excess] += choose * before->ways[f][e];
        choose *= (size - a) / (a + 1.0);
    }
    return after;
}

static double repairable(const struct patterns *patterns, int lost, int globals)
{
    double sum = 0.0;
    for (int e = 0; e <= globals; e++) sum += patterns->ways[lost][e];
    return sum;
}

static void fill_local(const struct stack_code *code, int parity, int groups, double *fatal)
{
    const int globals = parity - groups;
    const double data = code->data.value, small = floor(data / groups), larger = data - small * groups;
    struct patterns patterns = {{{0.0}}};
    patterns.ways[0][0] = 1.0;
    for (int g = 0; g < groups; g++) patterns = lay(&patterns, small + (g < larger ? 1.0 : 0.0) + 1.0, 1, parity, globals);
    patterns = lay(&patterns, globals, 0, parity, globals);
    for (int k = 0; k < parity; k++) {
        /* Of the strips that may go next, those that leave it repairable: each such pattern of k + 1 has k + 1 patterns of k inside. */
        const double kept = repairable(&patterns, k + 1, globals) * (k + 1.0) / (repairable(&patterns, k, globals) * (data + parity - k));
        fatal[k] = kept > 1.0 - 1e-12 ? 0.0 : 1.0 - kept;
    }
}

int repair_fatal(const struct stack_code *code, struct arena *arena, double **fatal)
{
    const int parity = (int)fmin(code->parity.value, REPAIR_MOST_LOST);
    *fatal = ARENA_ARRAY(arena, double, parity + 1);
    (*fatal)[parity] = 1.0;
    const double local = fmax(1.0, code_repair_strips(code, code->data.value));
    const int groups = (int)fmax(1.0, fmin(rint(code->data.value / local), parity));
    if (code->family == CODE_LRC && code->parity.value <= REPAIR_MOST_LOST && parity > 0) fill_local(code, parity, groups, *fatal);
    return parity + 1;
}
