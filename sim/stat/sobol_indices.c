#include "stat/sobol_indices.h"

#include <math.h>

#include "stat/design.h"
#include "stat/rng.h"
#include "stat/sum.h"
#include "stat/tally.h"

struct sobol_indices_design {
    int k, rows, per_group;
    double *base;            /* [per_group × 2k]: the sequence with its corner */
    double *shift;           /* [SOBOL_INDICES_GROUPS × 2k] */
};

int sobol_indices_rows(int n)
{
    const int per_group = (n + SOBOL_INDICES_GROUPS - 1) / SOBOL_INDICES_GROUPS;
    return (per_group < 2 ? 2 : per_group) * SOBOL_INDICES_GROUPS;
}

static void fill_base(struct sobol_indices_design *design, const char *const *names)
{
    const int axes = 2 * design->k;
    struct design *sequence = design_new(DESIGN_SOBOL, names, axes, design->per_group - 1, 0);
    for (int row = 1; row < design->per_group; row++) design_at(sequence, row - 1, &design->base[row * axes]);
    design_free(sequence);
}

static void fill_shifts(struct sobol_indices_design *design, const char *const *names, uint64_t seed)
{
    const int k = design->k;
    for (int g = 0; g < SOBOL_INDICES_GROUPS; g++)
        for (int a = 0; a < k; a++) {
            struct rng rng = rng_stream(seed, (uint64_t)g, names[a], 0);
            design->shift[g * 2 * k + a] = rng_uniform(&rng);
            design->shift[g * 2 * k + k + a] = rng_uniform(&rng);
        }
}

struct sobol_indices_design *sobol_indices_design(const char *const *names, int k, int rows, uint64_t seed, struct arena *arena)
{
    CHECK(k >= 1 && k <= SOBOL_INDICES_MOST_INPUTS && rows == sobol_indices_rows(rows));
    struct sobol_indices_design *design = ARENA_NEW(arena, struct sobol_indices_design);
    *design = (struct sobol_indices_design){.k = k, .rows = rows, .per_group = rows / SOBOL_INDICES_GROUPS};
    design->base = ARENA_ARRAY(arena, double, design->per_group * 2 * k);
    design->shift = ARENA_ARRAY(arena, double, SOBOL_INDICES_GROUPS * 2 * k);
    fill_base(design, names);
    fill_shifts(design, names, seed);
    return design;
}

static double shifted(const struct sobol_indices_design *design, int row, int axis)
{
    const int axes = 2 * design->k;
    const double at = design->base[row % design->per_group * axes + axis] + design->shift[row / design->per_group * axes + axis];
    return at < 1.0 ? at : at - 1.0;
}

void sobol_indices_point(const struct sobol_indices_design *design, int row, int which, double *point)
{
    CHECK(row >= 0 && row < design->rows && which >= 0 && which < design->k + 2);
    for (int a = 0; a < design->k; a++) point[a] = shifted(design, row, which == 1 || which == 2 + a ? design->k + a : a);
}

/* --- estimating ------------------------------------------------------------------------------------- */

/* Sums over the rows of a group, of outputs less their common middle. */
struct sums { double n, value, square, first, total; };

static struct sums less(struct sums all, const struct sums *one)
{
    return (struct sums){all.n - one->n, all.value - one->value, all.square - one->square, all.first - one->first, all.total - one->total};
}

static double variance_of(const struct sums *sums)
{
    const double mean = sums->value / (2.0 * sums->n);
    return sums->square / (2.0 * sums->n) - mean * mean;
}

static double first_of(const struct sums *sums) { return sums->first / sums->n / variance_of(sums); }
static double total_of(const struct sums *sums) { return sums->total / (2.0 * sums->n) / variance_of(sums); }

static bool is_known(const double *row, int k)
{
    for (int w = 0; w < k + 2; w++)
        if (!isfinite(row[w])) return false;
    return true;
}

/* The mean of A and B over known rows: taking it away costs nothing and spares the first index its largest error. */
static double middle_of(const double *outputs, int rows, int k, int *known)
{
    struct sum sum = {0};
    *known = 0;
    for (int r = 0; r < rows; r++) {
        const double *row = &outputs[r * (k + 2)];
        if (!is_known(row, k)) continue;
        sum_add(&sum, row[0] + row[1]);
        (*known)++;
    }
    return *known ? sum_value(&sum) / (2.0 * *known) : 0.0;
}

static void add_row(struct sums *sums, const double *row, int input, double middle)
{
    const double a = row[0] - middle, b = row[1] - middle, ab = row[2 + input] - middle;
    sums->n += 1.0;
    sums->value += a + b;
    sums->square += a * a + b * b;
    sums->first += b * (ab - a);
    sums->total += (a - ab) * (a - ab);
}

static int sum_groups(const double *outputs, int rows, int k, int input, double middle, struct sums *groups, struct sums *all)
{
    const int per_group = rows / SOBOL_INDICES_GROUPS;
    int n = 0;
    *all = (struct sums){0};
    for (int g = 0; g < SOBOL_INDICES_GROUPS; g++) {
        struct sums sums = {0};
        for (int r = g * per_group; r < (g + 1) * per_group; r++)
            if (is_known(&outputs[r * (k + 2)], k)) add_row(&sums, &outputs[r * (k + 2)], input, middle);
        if (sums.n > 0.0) groups[n++] = sums;
        *all = (struct sums){all->n + sums.n, all->value + sums.value, all->square + sums.square, all->first + sums.first, all->total + sums.total};
    }
    return n;
}

typedef double index_of(const struct sums *sums);

/* Pseudo-values (Tukey 1958): what each group adds to the whole. */
static void jackknife(const struct sums *groups, int n, const struct sums *all, index_of *of, double *value, double *lo, double *hi)
{
    struct tally tally = {0};
    for (int g = 0; g < n; g++) {
        const struct sums rest = less(*all, &groups[g]);
        tally_add(&tally, n * of(all) - (n - 1) * of(&rest));
    }
    const double half = tally_half_width(&tally, 0.95);
    *value = tally.mean;
    *lo = tally.mean - half;
    *hi = tally.mean + half;
}

int sobol_indices_estimate(const double *outputs, int rows, int k, struct arena *scratch, struct sobol_indices *indices)
{
    int known;
    const double middle = middle_of(outputs, rows, k, &known), nan = (double)NAN;
    struct sums *groups = ARENA_ARRAY(scratch, struct sums, SOBOL_INDICES_GROUPS), all;
    CHECK(rows % SOBOL_INDICES_GROUPS == 0);
    for (int i = 0; i < k; i++) {
        const int n = sum_groups(outputs, rows, k, i, middle, groups, &all);
        indices[i] = (struct sobol_indices){nan, nan, nan, nan, nan, nan};
        if (n < 2 || !(variance_of(&all) > 1e-24 * middle * middle)) continue;
        jackknife(groups, n, &all, first_of, &indices[i].first, &indices[i].first_lo, &indices[i].first_hi);
        jackknife(groups, n, &all, total_of, &indices[i].total, &indices[i].total_lo, &indices[i].total_hi);
    }
    return known;
}
