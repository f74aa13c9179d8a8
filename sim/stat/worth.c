#include "stat/worth.h"

#include <math.h>

#include "base/order.h"
#include "stat/sample.h"
#include "stat/tally.h"

enum { A_BLOCK = 500, MOST_BLOCKS = 16 };

/* What is decided on, in the order of the input's values: sample order[0], order[1], ... */
struct question {
    const int *order;
    const double *knowing;
    const double *loss; int choices;         /* a choice; or */
    const double *need; double short_cost;   /* an amount */
    double *room;                            /* n: needs of those who decide */
};

struct key { double value; int sample; };

static bool key_before(const void *a, const void *b, const void *context)
{
    const struct key *x = a, *y = b;
    (void)context;
    if (x->value < y->value || x->value > y->value) return x->value < y->value;
    return x->sample < y->sample;
}

static int *order_by(const double *knowing, int n, struct arena *scratch)
{
    struct key *keys = ARENA_ARRAY(scratch, struct key, n);
    int *order = ARENA_ARRAY(scratch, int, n);
    for (int s = 0; s < n; s++) keys[s] = (struct key){knowing[s], s};
    order_sort(keys, (size_t)n, sizeof *keys, key_before, NULL);
    for (int s = 0; s < n; s++) order[s] = keys[s].sample;
    return order;
}

/* A choice; or an amount, at `at` of the input and `slope` more for each one of it. */
struct decision { int choice; double amount, at, slope; };

/* --- deciding: by every other place of from ... to − 1, the `half`-th ones -------------------------------- */

static struct decision best_choice(const struct question *question, int from, int to, int half)
{
    int best = 0;
    double least = (double)INFINITY;
    for (int c = 0; c < question->choices; c++) {
        double sum = 0.0;
        for (int at = from + half; at < to; at += 2) sum += question->loss[question->order[at] * question->choices + c];
        if (sum < least) best = c;
        least = fmin(least, sum);
    }
    return (struct decision){.choice = best};
}

/* How the need follows the input there: least squares through their means; no slope where the input is one value. */
static void follow(const struct question *question, int from, int to, int half, struct decision *decision)
{
    struct tally input = {0};
    double together = 0.0;
    for (int at = from + half; at < to; at += 2) tally_add(&input, question->knowing[question->order[at]]);
    decision->at = input.mean;
    for (int at = from + half; at < to; at += 2)
        together += (question->knowing[question->order[at]] - input.mean) * question->need[question->order[at]];
    decision->slope = input.squares > 0.0 ? together / input.squares : 0.0;
}

/* The best amount for what the need is beyond what follows the input. */
static struct decision best_amount(const struct question *question, int from, int to, int half, bool follows)
{
    struct decision decision = {0};
    int n = 0;
    if (follows) follow(question, from, to, half, &decision);
    for (int at = from + half; at < to; at += 2) {
        const int sample = question->order[at];
        question->room[n++] = question->need[sample] - decision.slope * (question->knowing[sample] - decision.at);
    }
    sample_sort(question->room, n);
    decision.amount = sample_quantile(question->room, n, 1.0 - 1.0 / (1.0 + question->short_cost));
    return decision;
}

static struct decision decide(const struct question *question, int from, int to, int half, bool knowing)
{
    return question->loss ? best_choice(question, from, to, half) : best_amount(question, from, to, half, knowing);
}

static double loss_of(const struct question *question, int sample, const struct decision *decision)
{
    if (question->loss) return question->loss[sample * question->choices + decision->choice];
    const double idle = decision->amount + decision->slope * (question->knowing[sample] - decision->at) - question->need[sample];
    return idle >= 0.0 ? idle : -idle * question->short_cost;
}

static struct worth judge(const struct question *question, int n)
{
    const int fitting = n / A_BLOCK, blocks = fitting < 2 ? 2 : fitting > MOST_BLOCKS ? MOST_BLOCKS : fitting;
    struct tally gain = {0}, without = {0};
    for (int half = 0; half < 2; half++) {
        const struct decision blind = decide(question, 0, n, !half, false);
        for (int b = 0; b < blocks; b++) {
            const int from = (int)((long)n * b / blocks / 2 * 2), to = b + 1 < blocks ? (int)((long)n * (b + 1) / blocks / 2 * 2) : n;
            const struct decision knowing = decide(question, from, to, !half, true);
            for (int at = from + half; at < to; at += 2) {
                const double loss = loss_of(question, question->order[at], &blind);
                tally_add(&without, loss);
                tally_add(&gain, loss - loss_of(question, question->order[at], &knowing));
            }
        }
    }
    const double width = tally_half_width(&gain, 0.95);
    return (struct worth){without.mean, gain.mean, gain.mean - width, gain.mean + width};
}

static struct worth unknown(void)
{
    const double nan = (double)NAN;
    return (struct worth){nan, nan, nan, nan};
}

struct worth worth_of_choice(const double *knowing, const double *loss, int choices, int n, struct arena *scratch)
{
    if (n < WORTH_LEAST) return unknown();
    return judge(&(struct question){.order = order_by(knowing, n, scratch), .knowing = knowing, .loss = loss, .choices = choices}, n);
}

struct worth worth_of_reserve(const double *knowing, const double *need, double short_cost, int n, struct arena *scratch)
{
    if (n < WORTH_LEAST) return unknown();
    return judge(&(struct question){.order = order_by(knowing, n, scratch), .knowing = knowing, .need = need, .short_cost = short_cost, .room = ARENA_ARRAY(scratch, double, n)}, n);
}
