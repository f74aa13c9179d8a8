/* The hold model (Vaucher and Duval 1975): PENDING events, each of which, when it runs,
 * schedules itself again after an exponential time of mean 1 s. Prints ns an event.
 *     hold PENDING [--limit]        --limit: a bare queue and a draw, nothing else
 *     hold PENDING --law LAW        uniform, narrow, constant, two or heavy instead of exponential */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/des.h"
#include "stat/rng.h"
#include "tests/bench/bare.h"
#include "tests/bench/clock.h"

struct hold {
    struct rng rng;
    double (*wait_s)(struct rng *rng);
};

/* Laws under which one or another published queue turns slow; all of mean about 1. */
static double wait_uniform(struct rng *rng)
{
    return 2.0 * rng_uniform(rng);
}

static double wait_narrow(struct rng *rng)
{
    return 0.95 + 0.1 * rng_uniform(rng);
}

static double wait_constant(struct rng *rng)
{
    (void)rng;
    return 1.0;
}

static double wait_two(struct rng *rng)
{
    double u = rng_uniform(rng);
    return u < 0.9 ? u * 0.01 : 9.5 + u;
}

static double wait_heavy(struct rng *rng)
{
    double u = rng_uniform_open(rng);
    return 0.1 / (u * sqrt(u));
}

static void hold_by_law(struct des *des, void *context, int64_t payload)
{
    struct hold *hold = context;
    int64_t wait_ns = (int64_t)(1e9 * hold->wait_s(&hold->rng));
    des_schedule(des, des_now(des) + wait_ns, DES_ARRIVAL, hold_by_law, hold, payload);
}

static const struct {
    const char *name;
    double (*wait_s)(struct rng *rng);
} hold_laws[] = {
    { "uniform", wait_uniform }, { "narrow", wait_narrow }, { "constant", wait_constant }, { "two", wait_two }, { "heavy", wait_heavy }
};

static void hold_again(struct des *des, void *context, int64_t payload)
{
    struct hold *hold = context;
    int64_t wait_ns = (int64_t)(1e9 * rng_exponential(&hold->rng));
    des_schedule(des, des_now(des) + wait_ns, DES_ARRIVAL, hold_again, hold, payload);
}

/* Half a minute at most, and long enough that every event has run several times. */
static double hold_s(size_t pending)
{
    return pending >= 1000000 ? 5.0 : 5e6 / (double)pending;
}

static void hold_run(size_t pending, const char *law, double (*wait_s)(struct rng *rng))
{
    struct arena *arena = arena_new();
    struct des *des = des_new(arena);
    struct hold hold = { rng_stream(1, 0, "hold", 0), wait_s };
    for (size_t k = 0; k < pending; k++) {
        int64_t at_ns = (int64_t)(1e9 * (wait_s ? wait_s(&hold.rng) : rng_exponential(&hold.rng)));
        des_schedule(des, at_ns, DES_ARRIVAL, wait_s ? hold_by_law : hold_again, &hold, (int64_t)k);
    }
    des_run_until(des, 2 * DES_S);
    uint64_t before = des_events(des);
    double begin_s = clock_s();
    des_run_until(des, 2 * DES_S + (int64_t)(1e9 * hold_s(pending)));
    double spent_s = clock_s() - begin_s, events = (double)(des_events(des) - before);
    printf("hold pending %zu law %s ns_per_event %.1f events %.0f peak_MB %.1f\n", pending, law, 1e9 * spent_s / events, events, clock_peak_mb());
    arena_free(arena);
}

#define HOLD_WAIT(rng) ((uint64_t)(1e9 * rng_exponential(rng)))

/* The loop for one bare structure; `name` picks its functions. */
#define HOLD_LIMIT(name, made)                                                              \
    static double hold_##name##_ns(size_t pending)                                          \
    {                                                                                       \
        struct rng rng = rng_stream(1, 0, "hold", 0);                                       \
        struct bare_##name queue = (made);                                                  \
        uint64_t events = (uint64_t)(hold_s(pending) * (double)pending);                    \
        double begin_s = 0.0;                                                               \
        for (size_t k = 0; k < pending; k++) bare_##name##_push(&queue, HOLD_WAIT(&rng), k); \
        for (uint64_t k = 0; k < 2 * pending + events; k++) {                               \
            if (k == 2 * pending) begin_s = clock_s();                                      \
            struct bare_event event = bare_##name##_pop(&queue);                            \
            bare_##name##_push(&queue, event.at + HOLD_WAIT(&rng), event.id);               \
        }                                                                                   \
        return 1e9 * (clock_s() - begin_s) / (double)events;                                \
    }

HOLD_LIMIT(heap, bare_heap_new(pending))
HOLD_LIMIT(calendar, bare_calendar_new(pending, 1e9))

static void hold_limit(size_t pending)
{
    double heap_ns = hold_heap_ns(pending), calendar_ns = hold_calendar_ns(pending);
    printf("hold pending %zu limit ns_per_event %.1f heap %.1f calendar %.1f\n", pending,
           heap_ns < calendar_ns ? heap_ns : calendar_ns, heap_ns, calendar_ns);
}

static int hold_usage(void)
{
    fprintf(stderr, "usage: hold PENDING [--limit | --law uniform|narrow|constant|two|heavy]\n");
    return 2;
}

int main(int argc, char **argv)
{
    long pending = argc > 1 ? atol(argv[1]) : 1000;
    if (pending < 1) return hold_usage();
    if (argc > 2 && strcmp(argv[2], "--limit") == 0) {
        hold_limit((size_t)pending);
    } else if (argc > 3 && strcmp(argv[2], "--law") == 0) {
        size_t k = 0, n = sizeof hold_laws / sizeof hold_laws[0];
        while (k < n && strcmp(argv[3], hold_laws[k].name) != 0) k++;
        if (k == n) return hold_usage();
        hold_run((size_t)pending, argv[3], hold_laws[k].wait_s);
    } else {
        hold_run((size_t)pending, "exponential", NULL);
    }
    return 0;
}
