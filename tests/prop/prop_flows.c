/* Flows in time against from-scratch oracles: the published workloads, and random systems
 * through random changes, rates and moments both. */
#include "tests/lib/near.h"

#include <string.h>

#include "fluid/fair_impl.h"
#include "fluid/flows.h"
#include "tests/lib/fair_oracle.h"

static uint64_t splitmix64(uint64_t state)
{
    uint64_t z = state + 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* --- published workloads: racks of servers behind oversubscribed uplinks ------------------------ */

struct workload { int32_t servers, uplinks, pods, n; double every_s; int32_t path; uint64_t shuffle; };

struct run {
    struct workload work;
    struct arena *arena;
    struct des *des;
    struct flows *flows;
    double *capacity;
    struct fair_oracle_move *moves;        /* rows: server, uplink, pod */
    struct ending *endings;
    flow_id *ids;
    int32_t n_rows;
};

struct ending { struct run *run; int64_t at_ns; };

static void *array(int32_t count, size_t size)
{
    void *room = calloc((size_t)count, size);
    assert_non_null(room);
    return room;
}

static struct fair_oracle_move move_of(const struct workload *work, int32_t index)
{
    uint64_t i = (uint64_t)index, servers = (uint64_t)work->servers;
    uint64_t server = work->shuffle > 0 ? splitmix64(i + 1000003u * work->shuffle) % servers : i * 7919u % servers;
    struct fair_oracle_move move = { .start_s = index * work->every_s, .bytes = floor(1e9 * (1.0 + (double)(i * 2654435761u % 1000) / 1000.0)) };
    move.rows[0] = (int32_t)server;
    move.rows[1] = work->servers + (int32_t)(server % (uint64_t)work->uplinks);
    move.rows[2] = work->servers + work->uplinks + (int32_t)(i * 104729u % (uint64_t)work->pods);
    return move;
}

static void ended(void *context, flow_id flow)
{
    (void)flow;
    struct ending *ending = context;
    ending->at_ns = des_now(ending->run->des);
}

static void start_next(struct des *des, void *context, int64_t index)
{
    struct run *run = context;
    const struct fair_oracle_move *move = &run->moves[index];
    struct fair_use uses[3];
    for (int32_t k = 0; k < run->work.path; k++) uses[k] = (struct fair_use){ { move->rows[k] }, 1.0 };
    run->endings[index].run = run;
    run->ids[index] = flows_start(run->flows, &(struct flow_spec){ .bytes = move->bytes, .weight = 1.0, .members = 1.0, .cap = HUGE_VAL, .uses = uses,
                                                                   .n_uses = run->work.path, .done = ended, .context = &run->endings[index] });
    if (index + 1 < run->work.n) des_schedule(des, llround(run->moves[index + 1].start_s * 1e9), DES_ARRIVAL, start_next, run, index + 1);
}

static struct run *run_new(struct workload work)
{
    struct run *run = array(1, sizeof *run);
    *run = (struct run){ .work = work, .arena = arena_new(), .n_rows = work.servers + work.uplinks + work.pods };
    run->des = des_new(run->arena);
    run->flows = flows_new(run->des);
    run->capacity = array(run->n_rows, sizeof *run->capacity);
    run->moves = array(work.n, sizeof *run->moves);
    run->endings = array(work.n, sizeof *run->endings);
    run->ids = array(work.n, sizeof *run->ids);
    double servers = work.servers;
    for (int32_t r = 0; r < run->n_rows; r++) {
        run->capacity[r] = r < work.servers ? 12.5e9
                         : r < work.servers + work.uplinks ? 12.5e9 * (servers / work.uplinks) / 4.0 : 12.5e9 * servers / (4.0 * work.pods) * 1.25;
        flows_add_row(run->flows, run->capacity[r]);
    }
    for (int32_t i = 0; i < work.n; i++) run->moves[i] = move_of(&work, i);
    des_schedule(run->des, 0, DES_ARRIVAL, start_next, run, 0);
    return run;
}

static void run_free(struct run *run)
{
    flows_free(run->flows);
    arena_free(run->arena);
    free(run->capacity);
    free(run->moves);
    free(run->endings);
    free(run->ids);
    free(run);
}

static void check_sum(const struct run *run, double sum_s, double last_s)
{
    double sum = 0.0, last = 0.0;
    for (int32_t i = 0; i < run->work.n; i++) {
        double at_s = 1e-9 * (double)run->endings[i].at_ns;
        sum += at_s;
        last = fmax(last, at_s);
    }
    if (fabs(sum - sum_s) > 1e-5 || fabs(last - last_s) > 1e-8) print_error("sum %.9f (%.9f), last %.9f (%.9f)\n", sum, sum_s, last, last_s);
    assert_true(fabs(sum - sum_s) <= 1e-5);
    assert_true(fabs(last - last_s) <= 1e-8);
}

/* Every finish is the oracle's: to 5 ns, for each of thousands of finishes before it was put on a whole ns. */
static void check_finishes(struct run *run)
{
    fair_oracle_move_all(run->capacity, run->n_rows, run->moves, run->work.n, run->work.path);
    double worst = 0.0;
    for (int32_t i = 0; i < run->work.n; i++) {
        double off = fabs(1e-9 * (double)run->endings[i].at_ns - run->moves[i].finish_s);
        if (!(off <= 5e-9)) print_error("flow %d ends at %.9f, by the oracle at %.9f\n", (int)i, 1e-9 * (double)run->endings[i].at_ns, run->moves[i].finish_s);
        assert_true(off <= 5e-9);
        worst = fmax(worst, off);
    }
    print_message("%d finishes, worst off by %.2g s\n", (int)run->work.n, worst);
}

/* The oracle solves from nothing at each of 20,000 starts and ends: too slow with sanitizers. */
#ifdef EXASITE_DEBUG
#define ORACLE_UP_TO 1000
#else
#define ORACLE_UP_TO INT32_MAX
#endif

static void check_workload(struct workload work, double sum_s, double last_s)
{
    struct run *run = run_new(work);
    des_run(run->des);
    check_sum(run, sum_s, last_s);
    if (work.n <= ORACLE_UP_TO) check_finishes(run);
    run_free(run);
}

static void star_a_has_the_published_sum_and_the_oracles_finishes(void **state)
{
    (void)state;
    check_workload((struct workload){ 100, 4, 8, 1000, 1e-3, 1, 0 }, 800.158426642, 1.331);
}

static void tree_a_has_the_published_sum_and_the_oracles_finishes(void **state)
{
    (void)state;
    check_workload((struct workload){ 100, 4, 8, 1000, 1e-3, 3, 0 }, 4070.432675886, 4.821216569);
    struct run *run = run_new((struct workload){ 100, 4, 8, 1000, 1e-3, 3, 0 });
    des_run(run->des);
    const int64_t first_ns[] = { 242471619, 2007516299, 1261239460, 605669324, 326858613 };
    for (int i = 0; i < 5; i++) assert_true(llabs(run->endings[i].at_ns - first_ns[i]) <= 2);
    run_free(run);
}

static void star_b_has_the_published_sum_and_the_oracles_finishes(void **state)
{
    (void)state;
    check_workload((struct workload){ 1000, 20, 16, 10000, 1e-4, 1, 0 }, 8221.399999615, 1.6906);
}

static void tree_b_has_the_published_sum_and_the_oracles_finishes(void **state)
{
    (void)state;
    check_workload((struct workload){ 1000, 20, 16, 10000, 1e-4, 3, 0 }, 40725.861414620, 4.893467644);
}

/* Its finishes too, when there is time for it. */
static void shuffled_tree_b_has_the_published_sum(void **state)
{
    (void)state;
    struct run *run = run_new((struct workload){ 1000, 20, 16, 10000, 1e-4, 3, 7 });
    des_run(run->des);
    check_sum(run, 40835.889655465, 5.216600867);
    if (getenv("EXASITE_SLOW") != NULL) check_finishes(run);
    run_free(run);
}

/* What the definition asks of the flows under way: no row over its capacity, and each flow uses a
 * full row on which nobody is faster. `used` and `fastest` are room for one double a row. */
static void check_instant(const struct run *run, double *used, double *fastest)
{
    memset(used, 0, (size_t)run->n_rows * sizeof *used);
    memset(fastest, 0, (size_t)run->n_rows * sizeof *fastest);
    for (int32_t i = 0; i < run->work.n; i++) {
        if (!flows_alive(run->flows, run->ids[i])) continue;
        double rate = flows_rate(run->flows, run->ids[i]);
        for (int32_t k = 0; k < run->work.path; k++) {
            int32_t row = run->moves[i].rows[k];
            used[row] += rate;
            fastest[row] = fmax(fastest[row], rate);
        }
    }
    for (int32_t r = 0; r < run->n_rows; r++) assert_true(used[r] <= run->capacity[r] * (1.0 + 1e-9));
    for (int32_t i = 0; i < run->work.n; i++) {
        if (!flows_alive(run->flows, run->ids[i])) continue;
        double rate = flows_rate(run->flows, run->ids[i]);
        bool held = false;
        for (int32_t k = 0; k < run->work.path; k++) {
            int32_t row = run->moves[i].rows[k];
            held |= used[row] >= run->capacity[row] * (1.0 - 1e-9) && rate >= fastest[row] * (1.0 - 1e-9);
        }
        assert_true(held);
    }
}

#ifdef EXASITE_DEBUG
#define INSTANTS 50
#else
#define INSTANTS 1000
#endif

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Tree C; the sums are those three prototypes agreed on. */
static void tree_c_is_fair_at_random_instants(void **state)
{
    (void)state;
    struct run *run = run_new((struct workload){ 5000, 50, 32, 100000, 1e-5, 3, 0 });
    double *used = array(run->n_rows, sizeof *used), *fastest = array(run->n_rows, sizeof *fastest);
    int64_t at_ns[INSTANTS];
    for (uint64_t i = 0; i < INSTANTS; i++) at_ns[i] = (int64_t)(splitmix64(i) % 9890000000u);
    qsort(at_ns, INSTANTS, sizeof at_ns[0], by_value);
    for (int i = 0; i < INSTANTS; i++) {
        des_run_until(run->des, at_ns[i]);
        check_instant(run, used, fastest);
    }
    des_run(run->des);
    double sum = 0.0;
    for (int32_t i = 0; i < run->work.n; i++) sum += 1e-9 * (double)run->endings[i].at_ns;
    assert_true(fabs(sum - 841543.9612) <= 1e-4);
    free(used);
    free(fastest);
    run_free(run);
}

/* --- random systems through random changes ---------------------------------------------------------- */

#define MAX_FLOWS 24
#define MAX_ROWS  8

struct shadow {
    struct fair_oracle_flow fair;
    double left, moved, total;             /* left INFINITY: endless */
    int64_t ended_ns;                      /* by flows; −1: not */
    struct trial *trial;
    flow_id id;
};

struct trial {
    uint64_t seed, state;
    struct arena *arena;
    struct des *des;
    struct flows *flows;
    double capacity[MAX_ROWS];
    struct shadow shadow[MAX_FLOWS];
    int32_t n_rows;
    int64_t now_ns, n_ended;
    double worst_ns;
};

static uint64_t draw(struct trial *t) { return splitmix64(t->state++); }
static int32_t below(struct trial *t, int32_t n) { return (int32_t)(draw(t) % (uint64_t)n); }
static double between(struct trial *t, double low, double high) { return low + (high - low) * (double)(draw(t) >> 11) * 0x1p-53; }

static void is_off(const struct trial *t, int32_t f, const char *what, double got, double expected)
{
    print_error("seed %llu at %lld ns, flow %d: %s is %.17g, expected %.17g\n", (unsigned long long)t->seed, (long long)t->now_ns, (int)f, what, got, expected);
    fail();
}

static void shadow_ended(void *context, flow_id flow)
{
    (void)flow;
    struct shadow *shadow = context;
    shadow->ended_ns = des_now(shadow->trial->des);
}

static double rate_of(const struct shadow *shadow)
{
    return shadow->fair.present && shadow->fair.members > 0.0 ? shadow->fair.weight * shadow->fair.level : 0.0;
}

/* The oracle's way to at_ns: solve, go to the next end, until none is left before. */
static void advance(struct trial *t, int64_t at_ns)
{
    for (;;) {
        struct fair_oracle_flow flows[MAX_FLOWS];
        for (int32_t f = 0; f < MAX_FLOWS; f++) flows[f] = t->shadow[f].fair;
        fair_oracle_solve(t->capacity, t->n_rows, flows, MAX_FLOWS);
        int64_t next_ns = at_ns;
        int32_t first = -1;
        for (int32_t f = 0; f < MAX_FLOWS; f++) {
            t->shadow[f].fair.level = flows[f].level;
            if (!flows[f].present) continue;
            double rate = rate_of(&t->shadow[f]);
            double wait_ns = t->shadow[f].left == 0.0 ? 0.0 : rate > 0.0 ? t->shadow[f].left / rate * 1e9 : HUGE_VAL;
            if (wait_ns + 0.5 < (double)(next_ns - t->now_ns) + 1.0 && t->now_ns + (int64_t)(wait_ns + 0.5) <= next_ns)
                next_ns = t->now_ns + (int64_t)(wait_ns + 0.5), first = f;
        }
        for (int32_t f = 0; f < MAX_FLOWS; f++) {
            if (!flows[f].present) continue;
            double bytes = f == first ? t->shadow[f].left : rate_of(&t->shadow[f]) * 1e-9 * (double)(next_ns - t->now_ns);
            t->shadow[f].left = fmax(0.0, t->shadow[f].left - bytes);
            t->shadow[f].moved += bytes;
            t->shadow[f].total += bytes * flows[f].members;
        }
        t->now_ns = next_ns;
        if (first < 0) return;
        struct shadow *done = &t->shadow[first];
        if (done->ended_ns < 0 || fabs((double)(done->ended_ns - next_ns)) > 50.0) is_off(t, first, "end", (double)done->ended_ns, (double)next_ns);
        t->worst_ns = fmax(t->worst_ns, fabs((double)(done->ended_ns - next_ns)));
        t->n_ended++;
        done->fair.present = false;
    }
}

static void compare_flow(const struct trial *t, int32_t f)
{
    const struct shadow *shadow = &t->shadow[f];
    if (!shadow->fair.present) return;
    if (!flows_alive(t->flows, shadow->id)) is_off(t, f, "end, too early", (double)shadow->ended_ns, -1.0);
    double moved = flows_moved_bytes(t->flows, shadow->id), total = flows_moved_total_bytes(t->flows, shadow->id);
    /* a finish put on a whole ns may leave others a few ns of their rate apart: caps and rows are below 100 bytes/s */
    if (!(fabs(moved - shadow->moved) <= 1e-9 * shadow->moved + 1e-5)) is_off(t, f, "moved", moved, shadow->moved);
    if (!(fabs(total - shadow->total) <= 1e-9 * shadow->total + 1e-4)) is_off(t, f, "moved by all", total, shadow->total);
    double rate = flows_rate(t->flows, shadow->id), expected = rate_of(shadow);
    if (!(fabs(rate - expected) <= 1e-12 * expected)) is_off(t, f, "rate", rate, expected);
}

static int32_t any_path(struct trial *t, struct fair_oracle_flow *flow, struct fair_use *uses)
{
    flow->n_steps = 1 + below(t, 3);
    for (int32_t i = 0; i < flow->n_steps; i++) {
        flow->steps[i] = (struct fair_oracle_step){ below(t, t->n_rows), below(t, 2) == 0 ? 1.0 : between(t, 0.5, 2.0) };
        uses[i] = (struct fair_use){ { flow->steps[i].row }, flow->steps[i].cost };
    }
    return flow->n_steps;
}

static double any_bytes(struct trial *t)
{
    int32_t kind = below(t, 12);
    return kind == 0 ? 0.0 : kind < 3 ? HUGE_VAL : between(t, 1.0, 400.0);
}

static void start_flow(struct trial *t, int32_t f)
{
    struct shadow *shadow = &t->shadow[f];
    struct fair_use uses[3];
    *shadow = (struct shadow){ .trial = t, .ended_ns = -1, .left = any_bytes(t) };
    shadow->fair = (struct fair_oracle_flow){ .weight = between(t, 0.5, 4.0), .members = below(t, 6), .present = true };
    shadow->fair.cap = below(t, 2) == 0 ? HUGE_VAL : between(t, 0.0, 30.0);
    int32_t n = any_path(t, &shadow->fair, uses);
    shadow->id = flows_start(t->flows, &(struct flow_spec){ .bytes = shadow->left, .weight = shadow->fair.weight, .members = shadow->fair.members,
                                                            .cap = shadow->fair.cap, .uses = uses, .n_uses = n, .done = shadow_ended, .context = shadow });
}

static void change_flow(struct trial *t, int32_t f)
{
    struct shadow *shadow = &t->shadow[f];
    struct fair_use uses[3];
    switch (below(t, 6)) {
    case 0:
        flows_set_cap(t->flows, shadow->id, shadow->fair.cap = below(t, 3) == 0 ? HUGE_VAL : between(t, 0.0, 30.0));
        break;
    case 1:
        flows_set_weight(t->flows, shadow->id, shadow->fair.weight = between(t, 0.5, 4.0));
        break;
    case 2:
        flows_set_members(t->flows, shadow->id, shadow->fair.members = below(t, 6));
        break;
    case 3: {
        int32_t n = any_path(t, &shadow->fair, uses);
        flows_reroute(t->flows, shadow->id, uses, n);
        break;
    }
    case 4:
        flows_set_left(t->flows, shadow->id, shadow->left = any_bytes(t));
        break;
    default: {
        double moved = flows_stop(t->flows, shadow->id);
        if (!(fabs(moved - shadow->moved) <= 1e-9 * shadow->moved + 1e-5)) is_off(t, f, "moved when stopped", moved, shadow->moved);
        shadow->fair.present = false;
    }
    }
}

static void change_something(struct trial *t)
{
    int32_t f = below(t, MAX_FLOWS);
    if (below(t, 6) == 0) {
        int32_t row = below(t, t->n_rows);
        t->capacity[row] = below(t, 8) == 0 ? 0.0 : between(t, 1.0, 100.0);
        flows_set_capacity(t->flows, (fair_row){ row }, t->capacity[row]);
    } else if (t->shadow[f].fair.present) {
        change_flow(t, f);
    } else {
        start_flow(t, f);
    }
}

/* Rates are compared one ns after each change, when both sides have solved it. */
static int64_t run_trial(uint64_t seed, enum fair_engine engine, double *worst_ns)
{
    struct trial t = { .seed = seed, .state = seed << 20, .arena = arena_new() };
    t.des = des_new(t.arena);
    t.flows = flows_new(t.des);
    fair_impl_engine((struct fair *)flows_fair(t.flows), engine);
    t.n_rows = 2 + below(&t, MAX_ROWS - 1);
    for (int32_t r = 0; r < t.n_rows; r++) flows_add_row(t.flows, t.capacity[r] = between(&t, 1.0, 100.0));
    for (int32_t i = 0; i < 60; i++) {
        for (int32_t n = 1 + below(&t, 4); n > 0; n--) change_something(&t);
        int64_t next_ns = t.now_ns + 1 + (int64_t)between(&t, 0.0, 4e9);
        des_run_until(t.des, next_ns);
        advance(&t, next_ns);
        for (int32_t f = 0; f < MAX_FLOWS; f++) compare_flow(&t, f);
    }
    flows_free(t.flows);
    arena_free(t.arena);
    *worst_ns = fmax(*worst_ns, t.worst_ns);
    return t.n_ended;
}

static void random_trials(enum fair_engine engine)
{
    uint64_t n = getenv("EXASITE_SLOW") != NULL ? 20000 : 400;
    double worst_ns = 0.0;
    int64_t n_ended = 0;
    for (uint64_t seed = 1; seed <= n; seed++) n_ended += run_trial(seed, engine, &worst_ns);
    print_message("%llu systems, %lld ends, worst off by %.0f ns\n", (unsigned long long)n, (long long)n_ended, worst_ns);
}

static void random_flows_in_time_agree_with_the_oracle_solved_whole(void **state)
{
    (void)state;
    random_trials(FAIR_ENGINE_SMALL);
}

static void random_flows_in_time_agree_with_the_oracle_by_sweeps(void **state)
{
    (void)state;
    random_trials(FAIR_ENGINE_SWEEP);
}

int main(int argc, char **argv)
{
    if (argc == 3) {           /* one seed again: prop_flows small|sweep SEED */
        double worst_ns = 0.0;
        run_trial(strtoull(argv[2], NULL, 10), strcmp(argv[1], "small") == 0 ? FAIR_ENGINE_SMALL : FAIR_ENGINE_SWEEP, &worst_ns);
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(star_a_has_the_published_sum_and_the_oracles_finishes),
        cmocka_unit_test(tree_a_has_the_published_sum_and_the_oracles_finishes),
        cmocka_unit_test(star_b_has_the_published_sum_and_the_oracles_finishes),
        cmocka_unit_test(tree_b_has_the_published_sum_and_the_oracles_finishes),
        cmocka_unit_test(shuffled_tree_b_has_the_published_sum),
        cmocka_unit_test(tree_c_is_fair_at_random_instants),
        cmocka_unit_test(random_flows_in_time_agree_with_the_oracle_solved_whole),
        cmocka_unit_test(random_flows_in_time_agree_with_the_oracle_by_sweeps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
