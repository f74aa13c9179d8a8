#include "study/montecarlo.h"

#include <math.h>

#include "base/order.h"
#include "base/text.h"
#include "stat/rng.h"
#include "stat/sample.h"
#include "stat/tally.h"
#include "stat/worth.h"
#include "types/site_plan.h"

/* What is missing costs nine times what lies idle: the amount set aside is the P90. */
static const double short_cost = 9.0;
enum { MOST_WORTHS = 40 };

struct montecarlo {
    const struct probe_input *inputs; int n_inputs;
    int n, n_numbers, n_verdicts;
    uint64_t seed;
    double *values;                      /* [input × n + sample] */
    double *numbers;                     /* [sample × n_numbers] */
    probe_verdict *verdicts;             /* [sample × n_verdicts] */
    bool *planned;                       /* [sample] */
    struct arena *arena, *scratch, *work;    /* work: of one input's worth */
    struct uncertainty_results *results;
};

static void try_sample(struct probe_world *world, int64_t index, void *context)
{
    const struct montecarlo *carlo = context;
    for (int i = 0; i < carlo->n_inputs; i++) {
        struct rng rng = rng_stream(carlo->seed, (uint64_t)index, carlo->inputs[i].path, 0);
        const double value = probe_draw(&carlo->inputs[i], rng_uniform(&rng));
        carlo->values[(int64_t)i * carlo->n + index] = value;
        probe_set(world, i, value);
    }
    carlo->planned[index] = probe_try(world, &carlo->numbers[index * carlo->n_numbers], &carlo->verdicts[index * carlo->n_verdicts]);
}

/* --- quantities ------------------------------------------------------------------------------------------ */

static void fill_quantity(const struct montecarlo *carlo, int q)
{
    struct uncertainty_quantity *quantity = &carlo->results->quantities[q];
    double *known = ARENA_ARRAY(carlo->scratch, double, carlo->n);
    struct tally tally = {0};
    int n = 0;
    for (int s = 0; s < carlo->n; s++) {
        const double value = carlo->numbers[s * carlo->n_numbers + q];
        if (isnan(value)) continue;
        known[n++] = value;
        tally_add(&tally, value);
    }
    quantity->samples = n;
    if (n == 0) return;
    sample_sort(known, n);
    quantity->mean = tally.mean;
    quantity->least = known[0];
    quantity->most = known[n - 1];
    quantity->p10 = sample_quantile(known, n, 0.1);
    quantity->p50 = sample_quantile(known, n, 0.5);
    quantity->p90 = sample_quantile(known, n, 0.9);
    sample_quantile_interval(known, n, 0.1, &quantity->p10_lo, &quantity->p10_hi);
    sample_quantile_interval(known, n, 0.5, &quantity->p50_lo, &quantity->p50_hi);
    sample_quantile_interval(known, n, 0.9, &quantity->p90_lo, &quantity->p90_hi);
}

/* --- requirements ----------------------------------------------------------------------------------------- */

static void fill_chance(struct uncertainty_requirement *requirement, int hits, int n)
{
    requirement->samples = n;
    requirement->hits = hits;
    requirement->chance = (double)hits / n;
    sample_chance_interval(hits, n, &requirement->chance_lo, &requirement->chance_hi);
}

/* How often it holds; -1 when it cannot be judged. */
static int hits_of(const struct montecarlo *carlo, int requirement)
{
    int hits = 0;
    for (int s = 0; s < carlo->n; s++) {
        const probe_verdict verdict = carlo->verdicts[s * carlo->n_verdicts + requirement];
        if (verdict == VERDICT_DEPENDS) return -1;
        hits += verdict == VERDICT_PASS;
    }
    return hits;
}

/* Fills good[sample]: do all MUSTs that can be judged hold, and does it fit? */
static void fill_requirements(const struct montecarlo *carlo, bool *good)
{
    struct uncertainty_results *results = carlo->results;
    int all = 0;
    for (int s = 0; s < carlo->n; s++) good[s] = carlo->planned[s];
    for (int r = 0; r < carlo->n_verdicts; r++) {
        const int hits = hits_of(carlo, r);
        if (hits < 0) continue;
        fill_chance(&results->requirements[r], hits, carlo->n);
        for (int s = 0; s < carlo->n && text_equal(results->requirements[r].level, "must"); s++)
            good[s] &= carlo->verdicts[s * carlo->n_verdicts + r] == VERDICT_PASS;
    }
    for (int s = 0; s < carlo->n; s++) all += good[s];
    fill_chance(&results->all, all, carlo->n);
}

/* --- what it is worth to know ---------------------------------------------------------------------------------- */

static void keep_worth(const struct montecarlo *carlo, int input, struct worth worth)
{
    struct uncertainty_results *results = carlo->results;
    arena_reset(carlo->work);
    if (!(worth.lo > 0.0)) return;
    results->worths[results->n_worths++] = (struct uncertainty_worth){results->n_decisions, input, worth.gain, worth.lo, worth.hi};
}

static bool is_worth_more(const void *a, const void *b, const void *context)
{
    const struct uncertainty_worth *x = a, *y = b;
    (void)context;
    if (x->gain > y->gain || x->gain < y->gain) return x->gain > y->gain;
    return x->input < y->input;
}

/* Largest first, and not too many. */
static void end_decision(const struct montecarlo *carlo, int32_t first)
{
    struct uncertainty_results *results = carlo->results;
    order_sort(&results->worths[first], (size_t)(results->n_worths - first), sizeof *results->worths, is_worth_more, NULL);
    if (results->n_worths > first + MOST_WORTHS) results->n_worths = first + MOST_WORTHS;
    results->n_decisions++;
}

/* To say yes or no to what holds in good[sample]. A mistake is a yes to what does not hold, or a no to what does. */
static void decide_yes_or_no(const struct montecarlo *carlo, const bool *good, struct uncertainty_decision decision, const char *yes, const char *no)
{
    struct uncertainty_results *results = carlo->results;
    double *loss = ARENA_ARRAY(carlo->scratch, double, 2 * carlo->n);
    const int32_t first = results->n_worths;
    double n_good = 0.0;
    for (int s = 0; s < carlo->n; s++) {
        loss[2 * s] = !good[s];
        loss[2 * s + 1] = good[s];
        n_good += good[s];
    }
    const double chance = n_good / carlo->n;
    decision.unit = "fraction";
    decision.loss = fmin(chance, 1.0 - chance);
    decision.best = 0.0;
    decision.today = chance >= 0.5 ? yes : no;
    results->decisions[results->n_decisions] = decision;
    for (int i = 0; i < carlo->n_inputs && decision.loss > 0.0; i++)
        keep_worth(carlo, i, worth_of_choice(&carlo->values[(int64_t)i * carlo->n], loss, 2, carlo->n, carlo->work));
    end_decision(carlo, first);
}

static void decide_to_accept(const struct montecarlo *carlo, const bool *good)
{
    decide_yes_or_no(carlo, good, (struct uncertainty_decision){.name = "accept", .text = "Take the build as held, or turn it down. A mistake is to take one that fails a MUST or "
                     "does not fit, or to turn down one that would have held."}, "take it", "turn it down");
}

/* Each MUST that is open by itself: where one that never holds decides for all, the others still tell what to ask. */
static void decide_requirements(const struct montecarlo *carlo, bool *good)
{
    const struct uncertainty_results *results = carlo->results;
    for (int r = 0; r < carlo->n_verdicts; r++) {
        const struct uncertainty_requirement *requirement = &results->requirements[r];
        if (!text_equal(requirement->level, "must") || !(requirement->chance > 0.0 && requirement->chance < 1.0)) continue;
        for (int s = 0; s < carlo->n; s++) good[s] = carlo->verdicts[s * carlo->n_verdicts + r] == VERDICT_PASS;
        decide_yes_or_no(carlo, good, (struct uncertainty_decision){.name = "requirement", .requirement = r, .text = "Count on it, or not. A mistake is to count on what does not hold, or "
                         "not to count on what does."}, "count on it", "do not count on it");
    }
}

/* Reserved: a count of things to pay for, or watts; more of it is a cost. */
static bool is_reserved(enum study_number number)
{
    static const enum study_number reserved[] = {STUDY_NODES, STUDY_DRIVES, STUDY_RACKS, STUDY_RACK_TILES, STUDY_FLOOR_TILES, STUDY_STORAGE_MAX_W, STUDY_SITE_DESIGN_W};
    for (size_t k = 0; k < sizeof reserved / sizeof *reserved; k++)
        if (number == reserved[k]) return true;
    return false;
}

static double loss_of_reserve(const double *need, int n, double amount)
{
    struct tally loss = {0};
    for (int s = 0; s < n; s++) tally_add(&loss, need[s] <= amount ? amount - need[s] : short_cost * (need[s] - amount));
    return loss.mean;
}

/* Set aside an amount of the quantity before it is known how much is needed. Samples without a plan need nothing that can be named. */
static void decide_reserve(const struct montecarlo *carlo, int q)
{
    struct uncertainty_results *results = carlo->results;
    const struct uncertainty_quantity *quantity = &results->quantities[q];
    double *need = ARENA_ARRAY(carlo->scratch, double, carlo->n), *knowing = ARENA_ARRAY(carlo->scratch, double, carlo->n);
    const int32_t first = results->n_worths;
    int n = 0;
    for (int s = 0; s < carlo->n; s++)
        if (!isnan(carlo->numbers[s * carlo->n_numbers + q])) need[n++] = carlo->numbers[s * carlo->n_numbers + q];
    if (n < WORTH_LEAST || !(quantity->most > quantity->least)) return;
    results->decisions[results->n_decisions] = (struct uncertainty_decision){
        .name = "reserve", .quantity = q, .unit = quantity->unit, .loss = loss_of_reserve(need, n, quantity->p90), .best = 0.0, .today = "set aside the P90",
        .text = "Set it aside before it is known how much is needed. What lies idle costs 1 each, what is missing 9: the best amount is the P90."};
    for (int i = 0; i < carlo->n_inputs; i++) {
        int m = 0;
        for (int s = 0; s < carlo->n; s++)
            if (!isnan(carlo->numbers[s * carlo->n_numbers + q])) knowing[m++] = carlo->values[(int64_t)i * carlo->n + s];
        keep_worth(carlo, i, worth_of_reserve(knowing, need, short_cost, n, carlo->work));
    }
    end_decision(carlo, first);
}

/* --- the door ------------------------------------------------------------------------------------------------ */

static void decide(const struct montecarlo *carlo, const struct probe_output *outputs, bool *good)
{
    struct uncertainty_results *results = carlo->results;
    bool has_needed = false;
    const size_t most = (size_t)(carlo->n_numbers + carlo->n_verdicts + 1);
    results->decisions = ARENA_ARRAY(carlo->arena, struct uncertainty_decision, most);
    results->worths = ARENA_ARRAY(carlo->arena, struct uncertainty_worth, most * (size_t)carlo->n_inputs);
    for (int q = 0; q < carlo->n_numbers; q++) has_needed |= outputs[q].needed;
    decide_to_accept(carlo, good);
    decide_requirements(carlo, good);
    for (int q = 0; q < carlo->n_numbers; q++)
        if (is_reserved(outputs[q].number) && (outputs[q].needed || !has_needed)) decide_reserve(carlo, q);
}

void montecarlo_fill(struct probe *probe, int samples, uint64_t seed, struct arena *arena, struct uncertainty_results *results)
{
    struct montecarlo carlo = {.n = samples, .n_numbers = probe_n_outputs(probe), .n_verdicts = probe_n_verdicts(probe), .seed = seed, .arena = arena, .scratch = arena_new(), .work = arena_new(), .results = results};
    carlo.inputs = probe_inputs(probe, &carlo.n_inputs);
    carlo.values = ARENA_ARRAY(carlo.scratch, double, (size_t)samples * (size_t)carlo.n_inputs);
    carlo.numbers = ARENA_ARRAY(carlo.scratch, double, (size_t)samples * (size_t)carlo.n_numbers);
    carlo.verdicts = ARENA_ARRAY(carlo.scratch, probe_verdict, (size_t)samples * (size_t)carlo.n_verdicts);
    carlo.planned = ARENA_ARRAY(carlo.scratch, bool, samples);
    bool *good = ARENA_ARRAY(carlo.scratch, bool, samples);
    probe_each(probe, samples, try_sample, &carlo);
    results->samples = samples;
    for (int s = 0; s < samples; s++) results->samples_planned += carlo.planned[s];
    for (int q = 0; q < carlo.n_numbers; q++) fill_quantity(&carlo, q);
    fill_requirements(&carlo, good);
    decide(&carlo, probe_outputs(probe), good);
    arena_free(carlo.work);
    arena_free(carlo.scratch);
}
