/* PHOLD (Fujimoto 1990), sequential: LPS processes with one event each; an event, when it runs,
 * draws whether it goes elsewhere (probability 0.25), where to, and an exponential time of mean
 * 0.9, and sends itself there at now + 0.1 + that. Runs to END; prints million events a second.
 *     phold LPS END [--limit]        --limit: the same loop on a bare heap or calendar */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/des.h"
#include "stat/rng.h"
#include "tests/bench/bare.h"
#include "tests/bench/clock.h"

#define PHOLD_REMOTE    0.25
#define PHOLD_AHEAD_NS  0.1e9
#define PHOLD_MEAN_NS   0.9e9

/* Each process has its own stream, as in any model that wants to be reproducible in parallel. */
struct process {
    struct rng rng;
    uint64_t events;
};

struct phold {
    struct process *processes;
    uint64_t n;
};

/* Where the event at process `here` goes, and how far ahead. */
struct hop {
    uint64_t to, wait_ns;
};

static struct hop phold_hop(const struct phold *phold, struct process *here)
{
    here->events++;
    bool remote = rng_uniform(&here->rng) < PHOLD_REMOTE;
    struct hop hop = { remote ? rng_below(&here->rng, phold->n) : (uint64_t)(here - phold->processes), 0 };
    hop.wait_ns = (uint64_t)(PHOLD_AHEAD_NS + PHOLD_MEAN_NS * rng_exponential(&here->rng));
    return hop;
}

static struct phold phold_new(uint64_t n)
{
    struct phold phold = { malloc(n * sizeof *phold.processes), n };
    for (uint64_t k = 0; k < n; k++) phold.processes[k] = (struct process){ rng_stream(1, 0, "process", k), 0 };
    return phold;
}

static uint64_t phold_first_ns(struct process *process)
{
    return (uint64_t)(PHOLD_AHEAD_NS + PHOLD_MEAN_NS * rng_exponential(&process->rng));
}

/* What ran: `mark`, the sum of process number times events, is the same for every queue. */
struct work {
    uint64_t events, mark;
};

static struct work phold_work(const struct phold *phold)
{
    struct work work = { 0, 0 };
    for (uint64_t k = 0; k < phold->n; k++) {
        work.events += phold->processes[k].events;
        work.mark += (k + 1) * phold->processes[k].events;
    }
    return work;
}

/* The context is the process, so that the kernel can ask memory for it before its turn. */
static void phold_arrive(struct des *des, void *context, int64_t payload)
{
    const struct phold *phold = (const struct phold *)(uintptr_t)payload;
    struct hop hop = phold_hop(phold, context);
    des_schedule(des, des_now(des) + (int64_t)hop.wait_ns, DES_ARRIVAL, phold_arrive, &phold->processes[hop.to], payload);
}

static void phold_run(uint64_t n, double end_s)
{
    struct arena *arena = arena_new();
    struct des *des = des_new(arena);
    struct phold phold = phold_new(n);
    for (uint64_t k = 0; k < n; k++) {
        int64_t at_ns = (int64_t)phold_first_ns(&phold.processes[k]);
        des_schedule(des, at_ns, DES_ARRIVAL, phold_arrive, &phold.processes[k], (int64_t)(uintptr_t)&phold);
    }
    double begin_s = clock_s();
    des_run_until(des, (int64_t)(1e9 * end_s));
    double spent_s = clock_s() - begin_s;
    struct work work = phold_work(&phold);
    double bytes_each = (double)arena_held_bytes(arena) / (double)n + (double)sizeof *phold.processes;
    printf("phold lps %llu M_events_per_s %.3f events %llu mark %llu bytes_each %.1f peak_MB %.1f\n", (unsigned long long)n,
           1e-6 * (double)work.events / spent_s, (unsigned long long)work.events, (unsigned long long)work.mark, bytes_each, clock_peak_mb());
    free(phold.processes);
    arena_free(arena);
}

/* The calendar's ids name events, not processes, so each event carries its place beside. */
#define PHOLD_LIMIT(name, made)                                                                \
    static double phold_##name##_s(struct phold *phold, double end_s)                          \
    {                                                                                          \
        struct bare_##name queue = (made);                                                     \
        uint32_t *place = malloc(phold->n * sizeof *place);                                    \
        uint64_t end_ns = (uint64_t)(1e9 * end_s);                                             \
        for (uint64_t k = 0; k < phold->n; k++) {                                              \
            place[k] = (uint32_t)k;                                                            \
            bare_##name##_push(&queue, phold_first_ns(&phold->processes[k]), k);               \
        }                                                                                      \
        double begin_s = clock_s();                                                            \
        for (;;) {                                                                             \
            struct bare_event event = bare_##name##_pop(&queue);                               \
            if (event.at > end_ns) break;                                                      \
            struct hop hop = phold_hop(phold, &phold->processes[place[event.id]]);             \
            place[event.id] = (uint32_t)hop.to;                                                \
            bare_##name##_push(&queue, event.at + hop.wait_ns, event.id);                      \
        }                                                                                      \
        free(place);                                                                           \
        return clock_s() - begin_s;                                                            \
    }

PHOLD_LIMIT(heap, bare_heap_new(phold->n))
PHOLD_LIMIT(calendar, bare_calendar_new(phold->n, 1e9))

static void phold_limit(uint64_t n, double end_s)
{
    struct phold phold = phold_new(n);
    double heap_s = phold_heap_s(&phold, end_s);
    free(phold.processes);
    phold = phold_new(n);
    double calendar_s = phold_calendar_s(&phold, end_s);
    struct work work = phold_work(&phold);
    double heap = 1e-6 * (double)work.events / heap_s, calendar = 1e-6 * (double)work.events / calendar_s;
    printf("phold lps %llu limit M_events_per_s %.3f heap %.3f calendar %.3f mark %llu\n", (unsigned long long)n,
           heap > calendar ? heap : calendar, heap, calendar, (unsigned long long)work.mark);
    free(phold.processes);
}

int main(int argc, char **argv)
{
    long long n = argc > 1 ? atoll(argv[1]) : 1000;
    double end_s = argc > 2 ? atof(argv[2]) : 100.0;
    if (n < 1 || end_s <= 0.0) {
        fprintf(stderr, "usage: phold LPS END [--limit]\n");
        return 2;
    }
    if (argc > 3 && strcmp(argv[3], "--limit") == 0) phold_limit((uint64_t)n, end_s);
    else phold_run((uint64_t)n, end_s);
    return 0;
}
