#include "study/oneatatime.h"

#include <math.h>

#include "base/order.h"
#include "base/text.h"
#include "plan/verdict.h"

struct tornado {
    struct probe *probe;
    const struct probe_input *inputs; int n_inputs;
    int n_numbers, n_verdicts;
    double *numbers;                     /* [(2 × input + end) × n_numbers] */
    probe_verdict *verdicts;             /* likewise */
    bool *planned;                       /* [2 × input + end] */
    double precision;                    /* of a flip, as part of the way from nominal to end */
    struct uncertainty_results *results;
};

static double end_of(const struct probe_input *input, int end) { return end ? input->hi : input->lo; }

static void try_end(struct probe_world *world, int64_t index, void *context)
{
    const struct tornado *tornado = context;
    const int i = (int)(index / 2);
    probe_set(world, i, end_of(&tornado->inputs[i], (int)(index % 2)));
    tornado->planned[index] = probe_try(world, &tornado->numbers[index * tornado->n_numbers], &tornado->verdicts[index * tornado->n_verdicts]);
}

static bool differs(double a, double b)
{
    return isnan(a) != isnan(b) || fabs(a - b) > 1e-12 * fmax(fabs(a), fabs(b));
}

static void fill_bars(const struct tornado *tornado, struct arena *arena)
{
    struct uncertainty_results *results = tornado->results;
    results->bars = ARENA_ARRAY(arena, struct uncertainty_bar, (size_t)tornado->n_inputs * (size_t)tornado->n_numbers);
    for (int i = 0; i < tornado->n_inputs; i++)
        for (int q = 0; q < tornado->n_numbers; q++) {
            const double nominal = results->quantities[q].nominal, lo = tornado->numbers[2 * i * tornado->n_numbers + q], hi = tornado->numbers[(2 * i + 1) * tornado->n_numbers + q];
            if (differs(lo, nominal) || differs(hi, nominal)) results->bars[results->n_bars++] = (struct uncertainty_bar){i, q, lo, hi};
        }
    for (int e = 0; e < 2 * tornado->n_inputs; e++) results->no_plan += !tornado->planned[e];
}

/* --- flips ------------------------------------------------------------------------------------------ */

/* Where a verdict at an end is the other than at nominal; what cannot be judged is no other verdict. */
static bool turns(const struct tornado *tornado, int i, int end, int requirement)
{
    const probe_verdict there = tornado->verdicts[(2 * i + end) * tornado->n_verdicts + requirement];
    const char *nominal = tornado->results->requirements[requirement].nominal;
    return !text_equal(nominal, "depends") && there != VERDICT_DEPENDS && !text_equal(verdict_name((enum verdict)there), nominal);
}

static void list_flips(const struct tornado *tornado, struct arena *arena)
{
    struct uncertainty_results *results = tornado->results;
    results->flips = ARENA_ARRAY(arena, struct uncertainty_flip, 2 * (size_t)tornado->n_inputs * (size_t)tornado->n_verdicts);
    for (int r = 0; r < tornado->n_verdicts; r++)
        for (int i = 0; i < tornado->n_inputs; i++)
            for (int end = 0; end < 2; end++)
                if (turns(tornado, i, end, r))
                    results->flips[results->n_flips++] = (struct uncertainty_flip){
                        .input = i, .requirement = r, .from = results->requirements[r].nominal, .to = text_equal(results->requirements[r].nominal, "pass") ? "fail" : "pass",
                        .end = end_of(&tornado->inputs[i], end)};
}

static bool is_other(const struct tornado *tornado, struct probe_world *world, const struct uncertainty_flip *flip, double value, double *numbers, probe_verdict *verdicts)
{
    probe_set(world, flip->input, value);
    probe_try(world, numbers, verdicts);
    return !text_equal(verdict_name((enum verdict)verdicts[flip->requirement]), tornado->results->requirements[flip->requirement].nominal);
}

static void bisect(struct probe_world *world, int64_t index, void *context)
{
    const struct tornado *tornado = context;
    struct uncertainty_flip *flip = &tornado->results->flips[index];
    const struct probe_input *input = &tornado->inputs[flip->input];
    struct arena *scratch = arena_new();
    double *numbers = ARENA_ARRAY(scratch, double, tornado->n_numbers), same = input->value, other = flip->end;
    probe_verdict *verdicts = ARENA_ARRAY(scratch, probe_verdict, tornado->n_verdicts);
    const double precision = fmax(tornado->precision * fabs(flip->end - input->value), input->is_whole ? 1.0 : 0.0);
    while (fabs(other - same) > precision) {
        const double between = 0.5 * (same + other), middle = input->is_whole ? floor(between) : between;
        if (middle == same || middle == other) break;
        if (is_other(tornado, world, flip, middle, numbers, verdicts)) other = middle;
        else same = middle;
    }
    flip->value = other;
    flip->share = fabs(flip->end - other) / (input->hi - input->lo);
    arena_free(scratch);
}

/* By requirement; of each first what turns it over the largest part of its range. */
static bool is_before(const void *a, const void *b, const void *context)
{
    const struct uncertainty_flip *x = a, *y = b;
    (void)context;
    if (x->requirement != y->requirement) return x->requirement < y->requirement;
    if (x->share > y->share || x->share < y->share) return x->share > y->share;
    if (x->input != y->input) return x->input < y->input;
    return x->end < y->end;
}

void oneatatime_fill(struct probe *probe, bool simulates, struct arena *arena, struct uncertainty_results *results)
{
    struct tornado tornado = {.probe = probe, .n_numbers = probe_n_outputs(probe), .n_verdicts = probe_n_verdicts(probe), .precision = simulates ? 1e-2 : 1e-6, .results = results};
    struct arena *scratch = arena_new();
    tornado.inputs = probe_inputs(probe, &tornado.n_inputs);
    const size_t ends = 2 * (size_t)tornado.n_inputs;
    tornado.numbers = ARENA_ARRAY(scratch, double, ends * (size_t)tornado.n_numbers);
    tornado.verdicts = ARENA_ARRAY(scratch, probe_verdict, ends * (size_t)tornado.n_verdicts);
    tornado.planned = ARENA_ARRAY(scratch, bool, ends);
    probe_each(probe, (int64_t)ends, try_end, &tornado);
    results->has_tornado = true;
    fill_bars(&tornado, arena);
    list_flips(&tornado, arena);
    probe_each(probe, results->n_flips, bisect, &tornado);
    order_sort(results->flips, (size_t)results->n_flips, sizeof *results->flips, is_before, NULL);
    arena_free(scratch);
}
