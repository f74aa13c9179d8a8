/* What every interval in a report promises: in 95 of 100 cases it holds the truth. Shown on M/M/1, where the truth is known: with arrivals at
 * half of what the server can do, the time in the system is exponential of mean 2 services, so its quantiles are 2 ln(1 / (1 − p)). Each interval is
 * built as reports build theirs, over 1,500 experiments apart (EXASITE_SLOW: 10,000). */
#include "tests/lib/near.h"

#include "kernel/des.h"
#include "run/estimate.h"
#include "stat/dist.h"
#include "stat/rng.h"
#include "stat/sample.h"
#include "stat/sketch.h"

enum { RING = 4096 };
static const double ns = 1e9, load = 0.5, mean_s = 2.0;

struct queue {
    struct rng arrivals, services;
    int64_t came_ns[RING];
    uint64_t first, inside, warm, left;
    double last_s;
    double sum_s; uint64_t n;
    struct sketch *sketch;
};

static int64_t ns_of(double time_s) { return (int64_t)(time_s * ns + 0.5); }

static void leave(struct des *des, void *context, int64_t payload);

static void serve(struct queue *queue, struct des *des)
{
    des_schedule(des, des_now(des) + ns_of(rng_exponential(&queue->services)), DES_COMPLETION, leave, queue, 0);
}

static void arrive(struct des *des, void *context, int64_t payload)
{
    struct queue *queue = context;
    (void)payload;
    queue->came_ns[(queue->first + queue->inside) % RING] = des_now(des);
    if (queue->inside++ == 0) serve(queue, des);
    des_schedule(des, des_now(des) + ns_of(rng_exponential(&queue->arrivals) / load), DES_ARRIVAL, arrive, queue, 0);
}

static void leave(struct des *des, void *context, int64_t payload)
{
    struct queue *queue = context;
    (void)payload;
    queue->last_s = (double)(des_now(des) - queue->came_ns[queue->first++ % RING]) / ns;
    if (--queue->inside > 0) serve(queue, des);
    if (queue->warm > 0) {
        queue->warm--;
        return;
    }
    queue->sum_s += queue->last_s;
    queue->n++;
    if (queue->sketch) sketch_add(queue->sketch, queue->last_s, 1);
    if (--queue->left == 0) des_stop(des);
}

/* `counted` departures after `warm` that don't count. */
static void simulate(struct queue *queue, uint64_t seed, uint64_t replication, uint64_t warm, uint64_t counted, struct arena *arena)
{
    struct des *des = des_new(arena);
    queue->arrivals = rng_stream(seed, replication, "arrival", 0);
    queue->services = rng_stream(seed, replication, "service", 0);
    queue->first = queue->inside = 0;
    queue->warm = warm;
    queue->left = counted;
    queue->sum_s = 0.0;
    queue->n = 0;
    des_schedule(des, 0, DES_ARRIVAL, arrive, queue, 0);
    des_run(des);
}

static int experiments(void) { return getenv("EXASITE_SLOW") ? 10000 : 1500; }

static bool holds(double lo, double hi, double value) { return lo <= value && value <= hi; }

static void judge(int n, const char *what, int held)
{
    const double share = 100.0 * held / n;
    printf("    %s: held %.2f %%\n", what, share);
    if (share < 93.0 || share > 97.0) fail_msg("%s: held %.2f %%, expected 93 to 97", what, share);
}

static double quantile_of(double p) { return mean_s * -log1p(-p); }

/* Of an estimate over 10 replications of `each` customers: of the mean, and of quantiles of each replication (to 0.4 %, as sketches are). A
 * replication's quantile is off its truth by something of the order of 1 / (customers beyond it), which must be small beside the interval. */
static void judge_replications(int n, uint64_t each, const double *parts, int n_parts)
{
    enum { RUNS = 10, MOST = 4 };
    static struct queue queue;
    struct arena *arena = arena_new();
    int held = 0, held_part[MOST] = {0};
    for (int e = 0; e < n; e++) {
        double means[RUNS], parts_of[MOST][RUNS];
        for (int r = 0; r < RUNS; r++) {
            queue.sketch = sketch_new(arena);
            simulate(&queue, (uint64_t)(e + 1), (uint64_t)r, 100, each, arena);
            means[r] = queue.sum_s / (double)queue.n;
            for (int p = 0; p < n_parts; p++) parts_of[p][r] = sketch_quantile(queue.sketch, parts[p]);
        }
        const struct estimate mean = estimate_of_values(means, RUNS, 1, arena);
        held += holds(mean.ci95_lo, mean.ci95_hi, mean_s);
        for (int p = 0; p < n_parts; p++) {
            const struct estimate part = estimate_of_values(parts_of[p], RUNS, 1, arena);
            held_part[p] += holds(part.ci95_lo, part.ci95_hi, quantile_of(parts[p]));
        }
        arena_reset(arena);
    }
    judge(n, "mean over replications", held);
    for (int p = 0; p < n_parts; p++) judge(n, parts[p] == 0.5 ? "P50 over replications" : parts[p] == 0.9 ? "P90 over replications" : "P99 over replications", held_part[p]);
    arena_free(arena);
}

static void intervals_over_replications(void **state)
{
    (void)state;
    judge_replications(experiments(), 2000, (const double[]){0.5, 0.9}, 2);
    if (getenv("EXASITE_SLOW")) judge_replications(2000, 20000, (const double[]){0.99}, 1);
}

/* Of independent values, as a Monte Carlo's samples are: each the stay of one customer of a run of its own. */
static void intervals_of_quantiles_of_independent_values(void **state)
{
    enum { VALUES = 400 };
    static const double parts[] = {0.1, 0.5, 0.9};
    static struct queue queue;
    struct arena *arena = arena_new();
    int held[3] = {0}, held_chance = 0;
    (void)state;
    queue.sketch = NULL;
    for (int e = 0; e < experiments(); e++) {
        double values[VALUES];
        int soon = 0;
        for (int v = 0; v < VALUES; v++) {
            simulate(&queue, (uint64_t)(e + 1), (uint64_t)v, 40, 1, arena);
            values[v] = queue.last_s;
            soon += values[v] <= mean_s;
            arena_reset(arena);
        }
        sample_sort(values, VALUES);
        for (int p = 0; p < 3; p++) {
            double lo, hi;
            sample_quantile_interval(values, VALUES, parts[p], &lo, &hi);
            held[p] += holds(lo, hi, quantile_of(parts[p]));
        }
        double lo, hi;
        sample_chance_interval(soon, VALUES, &lo, &hi);
        held_chance += holds(lo, hi, 1.0 - exp(-1.0));
    }
    judge(experiments(), "P10 of values", held[0]);
    judge(experiments(), "P50 of values", held[1]);
    judge(experiments(), "P90 of values", held[2]);
    judge(experiments(), "chance to stay at most two services", held_chance);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(intervals_over_replications), cmocka_unit_test(intervals_of_quantiles_of_independent_values)};
    dist_gsl_quiet();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
