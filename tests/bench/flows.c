/* Flows in time that share links: racks of servers behind oversubscribed uplinks (issue:
 * star and tree), and many distinct nodes whose capacities change. The flow workload is
 * uint64 arithmetic, so that anyone can write it again. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fluid/fair_impl.h"
#include "fluid/flows.h"
#include "kernel/des.h"
#include "tests/bench/clock.h"

struct workload {
    bool tree, shuffled, limit;
    int64_t links, racks, pods, flows;     /* L R G N */
    double every_s;                        /* DT */
    uint64_t seed;
    const char *dump;
};

struct bench {
    const struct workload *work;
    struct des *des;
    struct flows *flows;
    fair_row *server, *uplink, *pod;
    int64_t *finish_ns;                    /* before its finish: where the clock is */
};

static uint64_t splitmix64(uint64_t state)
{
    uint64_t z = state + 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void *array(int64_t count, size_t size)
{
    void *room = calloc((size_t)count, size);
    if (room == NULL) exit(3);
    return room;
}

/* --- star and tree ------------------------------------------------------------------------------ */

static double bytes_of(uint64_t i) { return floor(1e9 * (1.0 + (double)(i * 2654435761u % 1000) / 1000.0)); }

static int64_t server_of(const struct workload *work, uint64_t i)
{
    uint64_t l = (uint64_t)work->links;
    return (int64_t)(work->shuffled ? splitmix64(i + 1000003u * work->seed) % l : i * 7919u % l);
}

static int64_t start_ns(const struct workload *work, int64_t i) { return llround((double)i * work->every_s * 1e9); }

static void finished(void *context, flow_id flow)
{
    (void)flow;
    int64_t *finish_ns = context;
    *finish_ns = des_now((const struct des *)(uintptr_t)*finish_ns);
}

static void start_next(struct des *des, void *context, int64_t i)
{
    struct bench *bench = context;
    const struct workload *work = bench->work;
    int64_t server = server_of(work, (uint64_t)i);
    const struct fair_use uses[3] = { { bench->server[server], 1.0 }, { bench->uplink[server % work->racks], 1.0 },
                                      { bench->pod[(uint64_t)i * 104729u % (uint64_t)work->pods], 1.0 } };
    bench->finish_ns[i] = (int64_t)(uintptr_t)des;
    flows_start(bench->flows, &(struct flow_spec){ .bytes = bytes_of((uint64_t)i), .weight = 1.0, .members = 1.0, .cap = HUGE_VAL, .uses = uses,
                                                   .n_uses = work->tree ? 3 : 1, .done = finished, .context = &bench->finish_ns[i] });
    if (i + 1 < work->flows) des_schedule(des, start_ns(work, i + 1), DES_ARRIVAL, start_next, bench, i + 1);
}

static fair_row *rows_of(struct flows *flows, int64_t count, double bytes_per_s)
{
    fair_row *rows = array(count, sizeof *rows);
    for (int64_t i = 0; i < count; i++) rows[i] = flows_add_row(flows, bytes_per_s);
    return rows;
}

static void dump_finishes(const struct bench *bench, const char *path)
{
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(2);
    }
    for (int64_t i = 0; i < bench->work->flows; i++) fprintf(file, "%" PRId64 " %.9f\n", i, 1e-9 * (double)bench->finish_ns[i]);
    fclose(file);
}

static void run_workload(const struct workload *work)
{
    struct arena *arena = arena_new();
    double began_s = clock_s();
    struct des *des = des_new(arena);
    struct bench bench = { .work = work, .des = des, .flows = flows_new(des) };
    double l = (double)work->links;
    bench.finish_ns = array(work->flows, sizeof *bench.finish_ns);
    bench.server = rows_of(bench.flows, work->links, 12.5e9);
    bench.uplink = rows_of(bench.flows, work->racks, 12.5e9 * (l / (double)work->racks) / 4.0);
    bench.pod = rows_of(bench.flows, work->pods, 12.5e9 * l / (4.0 * (double)work->pods) * 1.25);
    des_schedule(des, 0, DES_ARRIVAL, start_next, &bench, 0);
    des_run(des);
    double took_s = clock_s() - began_s, sum_s = 0.0, last_s = 0.0;
    for (int64_t i = 0; i < work->flows; i++) {
        double at_s = 1e-9 * (double)bench.finish_ns[i];
        sum_s += at_s;
        last_s = fmax(last_s, at_s);
    }
    printf("seconds %.6f\nsum_of_finishes_s %.9f\nlast_finish_s %.9f\npeak_MB %.1f\nsolves %" PRId64 "\n", took_s, sum_s, last_s,
           clock_peak_mb(), flows_n_solves(bench.flows));
    if (work->dump != NULL) dump_finishes(&bench, work->dump);
    flows_free(bench.flows);
    arena_free(arena);
    free(bench.finish_ns);
    free(bench.server);
    free(bench.uplink);
    free(bench.pod);
}

/* The least any such simulation does: one heap of finishes and, for each start and each finish,
 * one division a link of the path. No sharing is worked out; the finish times mean nothing. */
static void heap_down(double *heap, int64_t n, int64_t at, double item)
{
    for (int64_t child = 2 * at + 1; child < n; child = 2 * at + 1) {
        if (child + 1 < n && heap[child + 1] < heap[child]) child++;
        if (item <= heap[child]) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = item;
}

static void heap_push(double *heap, int64_t at, double item)
{
    for (; at > 0 && heap[(at - 1) / 2] > item; at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
    heap[at] = item;
}

static void run_limit(const struct workload *work)
{
    double began_s = clock_s(), sum = 0.0;
    double *heap = array(work->flows + 1, sizeof *heap);
    int32_t *on = array(work->links, sizeof *on);
    int64_t n = 0;
    for (int64_t i = 0; i < work->flows; i++) {
        double now_s = (double)i * work->every_s;
        while (n > 0 && heap[0] <= now_s) {
            sum += heap[0];
            double last = heap[--n];
            heap_down(heap, n, 0, last);
        }
        int64_t server = server_of(work, (uint64_t)i);
        double rate = 12.5e9 / (double)++on[server];
        heap_push(heap, n++, now_s + bytes_of((uint64_t)i) / rate);
    }
    while (n > 0) {
        sum += heap[0];
        double last = heap[--n];
        heap_down(heap, n, 0, last);
    }
    printf("limit_seconds %.6f\n(sum %.3f means nothing)\n", clock_s() - began_s, sum);
    free(heap);
    free(on);
}

/* --- nodes: no two alike -------------------------------------------------------------------------- */

#define NODES   20000
#define RACKS   1000
#define SPINES  16
#define FLOWS   120000
#define CHANGES 10000

static void run_nodes(void)
{
    struct fair *fair = fair_new();
    fair_row *node = array(NODES, sizeof *node), rack[RACKS], spine[SPINES];
    double *capacity = array(NODES, sizeof *capacity);
    double began_s = clock_s();
    for (int32_t n = 0; n < NODES; n++) node[n] = fair_add_row(fair, capacity[n] = 5e9 * (1.0 + (double)((uint64_t)n * 7919u % 997) / 997.0));
    for (int32_t r = 0; r < RACKS; r++) rack[r] = fair_add_row(fair, 40e9);
    for (int32_t s = 0; s < SPINES; s++) spine[s] = fair_add_row(fair, 1.5e12);
    for (uint64_t i = 0; i < FLOWS; i++) {
        uint64_t n = splitmix64(i) % NODES;
        const struct fair_use uses[3] = { { node[n], 1.0 }, { rack[n % RACKS], 1.0 }, { spine[i % SPINES], 1.0 } };
        fair_add(fair, &(struct fair_spec){ .weight = 1.0, .members = 1.0, .cap = HUGE_VAL, .uses = uses, .n_uses = 3 });
    }
    fair_solve(fair);
    double built_s = clock_s(), moved = 0.0, levels = 0.0;
    for (uint64_t j = 0; j < CHANGES; j++) {
        uint64_t n = splitmix64(j) % NODES;
        fair_set_capacity(fair, node[n], fair_capacity(fair, node[n]) < capacity[n] ? capacity[n] : capacity[n] / 2.0);
        fair_solve(fair);
        moved += fair_news(fair).n_moved;
        levels += fair_news(fair).n_groups;
    }
    double took_s = clock_s() - built_s;
    printf("build_seconds %.6f\nchange_seconds %.6f\nchanges_per_s %.0f\npeak_MB %.1f\nlevels_changed_per_change %.2f\nflows_moved_per_change %.2f\n",
           built_s - began_s, took_s, CHANGES / took_s, clock_peak_mb(), levels / CHANGES, moved / CHANGES);
    fair_free(fair);
    free(node);
    free(capacity);
}

/* --- a site: few classes on few rows, solved very often ---------------------------------------------- */

#define SITE_SOLVES 1000000

static double unit(uint64_t i) { return (double)(splitmix64(i) >> 11) * 0x1p-53; }

static double site_us(enum fair_engine engine, int32_t classes, int32_t n_rows, int32_t changes, double *sum)
{
    struct fair *fair = fair_new();
    fair_impl_engine(fair, engine);
    fair_row *row = array(n_rows, sizeof *row);
    fair_flow *flow = array(classes, sizeof *flow);
    for (int32_t r = 0; r < n_rows; r++) row[r] = fair_add_row(fair, 50.0 + 100.0 * unit((uint64_t)r));
    for (int32_t f = 0; f < classes; f++) {
        struct fair_use uses[5];
        for (int32_t u = 0; u < 5; u++) {
            uint64_t key = 1000u + 10u * (uint64_t)f + (uint64_t)u;
            uses[u] = (struct fair_use){ row[splitmix64(key) % (uint64_t)n_rows], 0.5 + unit(key + 50000) };
        }
        flow[f] = fair_add(fair, &(struct fair_spec){ .weight = 1.0, .members = 1.0 + f % 7, .cap = f % 10 < 7 ? 5.0 * unit(900u + (uint64_t)f) : HUGE_VAL,
                                                     .uses = uses, .n_uses = 5 });
    }
    fair_solve(fair);
    double began_s = clock_s();
    for (uint64_t i = 0; i < SITE_SOLVES; i++) {
        int32_t f = (int32_t)(i % (uint64_t)classes);
        if (f % 10 < 7) fair_set_cap(fair, flow[f], 5.0 * unit(i % 4096));
        else fair_set_members(fair, flow[f], 1.0 + (double)(i % 5));
        if (i % (uint64_t)changes > 0) continue;
        fair_solve(fair);
        *sum += fair_rate(fair, flow[0]);
    }
    double took_s = clock_s() - began_s;
    fair_free(fair);
    free(row);
    free(flow);
    return took_s / SITE_SOLVES * 1e6 * changes;
}

static void run_site(int32_t classes, int32_t n_rows, int32_t changes)
{
    double small_sum = 0.0, sweep_sum = 0.0;
    double small_us = site_us(FAIR_ENGINE_SMALL, classes, n_rows, changes, &small_sum);
    double sweep_us = site_us(FAIR_ENGINE_SWEEP, classes, n_rows, changes, &sweep_sum);
    printf("us_per_solve whole %.3f sweep %.3f (sums %.9g %.9g)\n", small_us, sweep_us, small_sum, sweep_sum);
}

/* --- command line ----------------------------------------------------------------------------------- */

static _Noreturn void usage(void)
{
    fputs("usage: flows star|tree L R G N DT [--shuffle SEED] [--dump FILE] [--limit]\n       flows nodes\n       flows site CLASSES ROWS CHANGES\n", stderr);
    exit(2);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "nodes") == 0) {
        run_nodes();
        return 0;
    }
    if (argc == 5 && strcmp(argv[1], "site") == 0) {
        int64_t classes = strtoll(argv[2], NULL, 10), n_rows = strtoll(argv[3], NULL, 10), changes = strtoll(argv[4], NULL, 10);
        if (classes < 1 || classes > 10000 || n_rows < 1 || n_rows > 10000 || changes < 1 || changes > 10000) usage();
        run_site((int32_t)classes, (int32_t)n_rows, (int32_t)changes);
        return 0;
    }
    if (argc < 7 || (strcmp(argv[1], "star") != 0 && strcmp(argv[1], "tree") != 0)) usage();
    struct workload work = { .tree = argv[1][0] == 't', .links = strtoll(argv[2], NULL, 10), .racks = strtoll(argv[3], NULL, 10),
                             .pods = strtoll(argv[4], NULL, 10), .flows = strtoll(argv[5], NULL, 10), .every_s = strtod(argv[6], NULL) };
    if (work.links < 1 || work.racks < 1 || work.pods < 1 || work.flows < 1 || !(work.every_s >= 0.0)) usage();
    for (int i = 7; i < argc; i++) {
        if (strcmp(argv[i], "--limit") == 0) work.limit = true;
        else if (strcmp(argv[i], "--dump") == 0 && i + 1 < argc) work.dump = argv[++i];
        else if (strcmp(argv[i], "--shuffle") == 0 && i + 1 < argc) work.shuffled = true, work.seed = strtoull(argv[++i], NULL, 10);
        else usage();
    }
    if (work.limit) run_limit(&work);
    else run_workload(&work);
    return 0;
}
