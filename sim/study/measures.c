#include "study/measures.h"

#include <math.h>
#include <string.h>

#include "run/run.h"
#include "study/headline.h"

static void *copy_of(struct arena *arena, const void *array, int32_t n, size_t size)
{
    void *copy = arena_alloc_array(arena, (size_t)n, size);
    if (n > 0) memcpy(copy, array, (size_t)n * size);
    return copy;
}

/* The plan's part, with own arrays where collecting writes into them. */
static struct results *blank(const struct results *results, struct arena *scratch)
{
    struct results *made = ARENA_NEW(scratch, struct results);
    *made = *results;
    made->resources = copy_of(scratch, results->resources, results->n_resources, sizeof *results->resources);
    made->jobs = copy_of(scratch, results->jobs, results->n_jobs, sizeof *results->jobs);
    made->tiers = copy_of(scratch, results->tiers, results->n_tiers, sizeof *results->tiers);
    made->power.tree = copy_of(scratch, results->power.tree, results->power.n_tree, sizeof *results->power.tree);
    made->power.tree_cases = copy_of(scratch, results->power.tree_cases, results->power.n_tree_cases, sizeof *results->power.tree_cases);
    return made;
}

static void measure(const struct site_plan *plan, struct replication *outcome, const struct results *results, struct arena *scratch, double *row)
{
    struct replication *one[] = {outcome};
    struct results *alone = blank(results, scratch);
    (void)!run_collect(plan, one, 1, scratch, alone);        /* the laws are judged over all of them */
    headline_of_replication(alone, row);
}

void measures_fill(const struct site_plan *plan, struct replication *const *outcomes, int32_t n, struct arena *arena, struct results *results)
{
    struct arena *scratch = arena_new();
    double (*rows)[STUDY_MEASURES] = arena_alloc_array(arena, (size_t)n, sizeof *rows);
    for (int32_t i = 0; i < n; i++) {
        arena_reset(scratch);
        measure(plan, outcomes[i], results, scratch, rows[i]);
    }
    arena_free(scratch);
    results->measures = ARENA_ARRAY(arena, struct result_measure, STUDY_MEASURES);
    results->n_measures = 0;
    for (int k = 0; k < STUDY_MEASURES; k++) {
        bool known = false;
        double *values = ARENA_ARRAY(arena, double, n);
        for (int32_t i = 0; i < n; i++) {
            values[i] = rows[i][k];
            known = known || !isnan(values[i]);
        }
        if (known) results->measures[results->n_measures++] = (struct result_measure){headline_measures()[k].name, n, values};
    }
}
