#include "study/screening.h"

#include <math.h>

#include "stat/morris.h"
#include "stat/sobol_indices.h"

struct screening {
    const struct probe_input *inputs; int n_inputs;
    int n_numbers;
    double *numbers;                     /* [point × n_numbers] */
    struct morris_walk *walks;
    const struct sobol_indices_design *design;
    const int *taken; int n_taken;       /* of the inputs */
};

static const char **names_of(const struct screening *screening, struct arena *arena)
{
    const char **names = ARENA_ARRAY(arena, const char *, screening->n_inputs);
    for (int i = 0; i < screening->n_inputs; i++) names[i] = screening->inputs[i].path;
    return names;
}

/* One quantity of all points, side by side. */
static double *column(const struct screening *screening, int64_t points, int quantity, struct arena *arena)
{
    double *values = ARENA_ARRAY(arena, double, points);
    for (int64_t p = 0; p < points; p++) values[p] = screening->numbers[p * screening->n_numbers + quantity];
    return values;
}

/* --- Morris ------------------------------------------------------------------------------------------ */

static void try_step(struct probe_world *world, int64_t index, void *context)
{
    const struct screening *screening = context;
    const int k = screening->n_inputs;
    const double *point = &screening->walks[index / (k + 1)].points[index % (k + 1) * k];
    for (int i = 0; i < k; i++) probe_set(world, i, probe_between(&screening->inputs[i], point[i]));
    probe_try(world, &screening->numbers[index * screening->n_numbers], NULL);
}

static void keep_effects(const struct screening *screening, int walks, struct arena *scratch, struct uncertainty_results *results)
{
    const int k = screening->n_inputs;
    struct morris_effect *effects = ARENA_ARRAY(scratch, struct morris_effect, k);
    for (int q = 0; q < screening->n_numbers; q++) {
        morris_effects(screening->walks, walks, k, column(screening, (int64_t)walks * (k + 1), q, scratch), effects);
        for (int i = 0; i < k; i++)
            if (effects[i].mu_star > 0.0)
                results->effects[results->n_effects++] = (struct uncertainty_effect){i, q, effects[i].n, effects[i].mu, effects[i].mu_star, effects[i].sigma};
    }
}

void screening_effects(struct probe *probe, int walks, uint64_t seed, struct arena *arena, struct uncertainty_results *results)
{
    struct screening screening = {.n_numbers = probe_n_outputs(probe)};
    struct arena *scratch = arena_new();
    screening.inputs = probe_inputs(probe, &screening.n_inputs);
    const int k = screening.n_inputs;
    const char **names = names_of(&screening, scratch);
    results->walks = walks;
    results->effects = ARENA_ARRAY(arena, struct uncertainty_effect, (size_t)k * (size_t)screening.n_numbers);
    screening.walks = ARENA_ARRAY(scratch, struct morris_walk, walks);
    for (int w = 0; w < walks && k > 0; w++) {
        screening.walks[w] = (struct morris_walk){ARENA_ARRAY(scratch, double, (k + 1) * k), ARENA_ARRAY(scratch, int, k)};
        morris_walk(names, k, seed, w, &screening.walks[w]);
    }
    screening.numbers = ARENA_ARRAY(scratch, double, (size_t)walks * (size_t)(k + 1) * (size_t)screening.n_numbers);
    if (k > 0) {
        probe_each(probe, (int64_t)walks * (k + 1), try_step, &screening);
        keep_effects(&screening, walks, scratch, results);
    }
    arena_free(scratch);
}

/* --- which inputs are worth it ----------------------------------------------------------------------------- */

static void shares_of(const struct uncertainty_results *results, double *share)
{
    for (int q = 0; q < results->n_quantities; q++) {
        double all = 0.0;
        for (int e = 0; e < results->n_effects; e++)
            if (results->effects[e].quantity == q) all += results->effects[e].mu_star;
        for (int e = 0; e < results->n_effects; e++) {
            const struct uncertainty_effect *effect = &results->effects[e];
            if (effect->quantity == q && all > 0.0) share[effect->input] = fmax(share[effect->input], effect->mu_star / all);
        }
    }
}

/* How much of a quantity's effects the taken inputs have, of the quantity that they have least of. */
static double covered(const struct uncertainty_results *results, const bool *is_taken)
{
    double least = 1.0;
    for (int q = 0; q < results->n_quantities; q++) {
        double all = 0.0, taken = 0.0;
        for (int e = 0; e < results->n_effects; e++) {
            if (results->effects[e].quantity != q) continue;
            all += results->effects[e].mu_star;
            if (is_taken[results->effects[e].input]) taken += results->effects[e].mu_star;
        }
        if (all > 0.0) least = fmin(least, taken / all);
    }
    return least;
}

static int *take_inputs(struct screening *screening, struct arena *scratch, struct uncertainty_results *results)
{
    const int k = screening->n_inputs;
    double *share = ARENA_ARRAY(scratch, double, k);
    bool *is_taken = ARENA_ARRAY(scratch, bool, k);
    int *taken = ARENA_ARRAY(scratch, int, SOBOL_INDICES_MOST_INPUTS);
    const bool all = k <= SOBOL_INDICES_MOST_INPUTS;
    shares_of(results, share);
    for (int n = 0; n < SOBOL_INDICES_MOST_INPUTS; n++) {
        int best = -1;
        for (int i = 0; i < k; i++)
            if (!is_taken[i] && (all || share[i] > 0.0) && (best < 0 || share[i] > share[best])) best = i;
        if (best >= 0) is_taken[best] = true;
    }
    for (int i = 0; i < k; i++)
        if (is_taken[i]) taken[screening->n_taken++] = i;
    results->screened_share = all ? (double)NAN : covered(results, is_taken);
    return taken;
}

/* --- Sobol' ---------------------------------------------------------------------------------------------------- */

static void try_row(struct probe_world *world, int64_t index, void *context)
{
    const struct screening *screening = context;
    double point[SOBOL_INDICES_MOST_INPUTS];
    const int runs = screening->n_taken + 2;
    sobol_indices_point(screening->design, (int)(index / runs), (int)(index % runs), point);
    for (int t = 0; t < screening->n_taken; t++) probe_set(world, screening->taken[t], probe_draw(&screening->inputs[screening->taken[t]], point[t]));
    probe_try(world, &screening->numbers[index * screening->n_numbers], NULL);
}

static void keep_indices(const struct screening *screening, int rows, struct arena *scratch, struct uncertainty_results *results)
{
    struct sobol_indices indices[SOBOL_INDICES_MOST_INPUTS];
    results->rows_known = rows;
    for (int q = 0; q < screening->n_numbers; q++) {
        const double *values = column(screening, (int64_t)rows * (screening->n_taken + 2), q, scratch);
        const int known = sobol_indices_estimate(values, rows, screening->n_taken, scratch, indices);
        if (isnan(indices[0].total)) continue;
        results->rows_known = fmin(results->rows_known, known);
        for (int t = 0; t < screening->n_taken; t++)
            if (indices[t].total > 0.0)
                results->indices[results->n_indices++] = (struct uncertainty_index){screening->taken[t], q, indices[t].first, indices[t].first_lo, indices[t].first_hi,
                                                                                    indices[t].total, indices[t].total_lo, indices[t].total_hi};
    }
}

void screening_indices(struct probe *probe, int rows, uint64_t seed, struct arena *arena, struct uncertainty_results *results)
{
    struct screening screening = {.n_numbers = probe_n_outputs(probe)};
    struct arena *scratch = arena_new();
    screening.inputs = probe_inputs(probe, &screening.n_inputs);
    screening.taken = take_inputs(&screening, scratch, results);
    results->rows = rows;
    results->indices = ARENA_ARRAY(arena, struct uncertainty_index, (size_t)screening.n_taken * (size_t)screening.n_numbers);
    if (screening.n_taken > 0) {
        const char *names[SOBOL_INDICES_MOST_INPUTS];
        const int64_t points = (int64_t)rows * (screening.n_taken + 2);
        for (int t = 0; t < screening.n_taken; t++) names[t] = screening.inputs[screening.taken[t]].path;
        screening.design = sobol_indices_design(names, screening.n_taken, rows, seed, scratch);
        screening.numbers = ARENA_ARRAY(scratch, double, points * screening.n_numbers);
        probe_each(probe, points, try_row, &screening);
        keep_indices(&screening, rows, scratch, results);
    }
    arena_free(scratch);
}
