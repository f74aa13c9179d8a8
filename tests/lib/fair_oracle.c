#include "tests/lib/fair_oracle.h"

#include <math.h>
#include <stdlib.h>

#include "base/check.h"

/* A sum that keeps what rounding drops (Neumaier 1974). */
struct sum { double total, rest; };

static void add(struct sum *sum, double x)
{
    double t = sum->total + x;
    sum->rest += fabs(sum->total) >= fabs(x) ? (sum->total - t) + x : (x - t) + sum->total;
    sum->total = t;
}

static bool takes_part(const struct fair_oracle_flow *flow) { return flow->present && flow->members > 0.0; }

/* Where the row fills if all flows that aren't frozen (level −1) rise together. */
static double fills_at(double capacity, int32_t row, const struct fair_oracle_flow *flows, int32_t n_flows)
{
    struct sum rest = { capacity, 0.0 }, rising = { 0.0, 0.0 };
    for (int32_t f = 0; f < n_flows; f++) {
        if (!takes_part(&flows[f])) continue;
        for (int32_t s = 0; s < flows[f].n_steps; s++) {
            if (flows[f].steps[s].row != row) continue;
            double load = flows[f].members * flows[f].weight * flows[f].steps[s].cost;
            if (flows[f].level < 0.0) add(&rising, load);
            else add(&rest, -load * flows[f].level);
        }
    }
    if (rising.total == 0.0 || capacity == HUGE_VAL) return HUGE_VAL;
    double left = rest.total + rest.rest;
    return left > 0.0 ? left / (rising.total + rising.rest) : 0.0;
}

static bool uses(const struct fair_oracle_flow *flow, int32_t row)
{
    for (int32_t s = 0; s < flow->n_steps; s++)
        if (flow->steps[s].row == row) return true;
    return false;
}

/* One round: what is met first freezes what it holds. False when nothing is left to freeze. */
static bool freeze_first(const double *capacity, int32_t n_rows, struct fair_oracle_flow *flows, int32_t n_flows)
{
    double lowest = HUGE_VAL;
    int32_t row = -1, capped = -1;
    for (int32_t r = 0; r < n_rows; r++) {
        double level = fills_at(capacity[r], r, flows, n_flows);
        if (level < lowest) lowest = level, row = r;
    }
    for (int32_t f = 0; f < n_flows; f++) {
        if (!takes_part(&flows[f]) || flows[f].level >= 0.0 || flows[f].cap / flows[f].weight >= lowest) continue;
        lowest = flows[f].cap / flows[f].weight, capped = f;
    }
    for (int32_t f = 0; f < n_flows; f++) {
        if (!takes_part(&flows[f]) || flows[f].level >= 0.0) continue;
        bool held = capped >= 0 ? f == capped : row >= 0 ? uses(&flows[f], row) : true;
        if (held) flows[f].level = lowest;
    }
    return row >= 0 || capped >= 0;
}

void fair_oracle_solve(const double *capacity, int32_t n_rows, struct fair_oracle_flow *flows, int32_t n_flows)
{
    for (int32_t f = 0; f < n_flows; f++) flows[f].level = takes_part(&flows[f]) ? -1.0 : 0.0;
    while (freeze_first(capacity, n_rows, flows, n_flows)) { }
}

/* --- in time --------------------------------------------------------------------------------- */

struct under_way { int32_t move; double left, rate; };

struct moving {
    const double *capacity;
    struct fair_oracle_move *moves;
    struct under_way *now;
    double *room;              /* per row: capacity not yet given to frozen flows */
    double *share;             /* per row: room for each flow that isn't frozen */
    int32_t *rising;           /* per row: flows not frozen */
    bool *waits;               /* per row: one of them gets less elsewhere */
    int32_t n_rows, n_now, path_rows;
};

/* A flow's share is the least of its rows'; a row on which some flow's share is less must wait. */
static double share_of(const struct moving *m, const int32_t *rows)
{
    double least = HUGE_VAL;
    for (int32_t s = 0; s < m->path_rows; s++) least = fmin(least, m->share[rows[s]]);
    return least;
}

static void find_shares(struct moving *m)
{
    for (int32_t r = 0; r < m->n_rows; r++) {
        m->share[r] = m->rising[r] > 0 ? m->room[r] / m->rising[r] : HUGE_VAL;
        m->waits[r] = false;
    }
    for (int32_t i = 0; i < m->n_now; i++) {
        const int32_t *rows = m->moves[m->now[i].move].rows;
        if (m->now[i].rate >= 0.0) continue;
        double share = share_of(m, rows);
        for (int32_t s = 0; s < m->path_rows; s++) m->waits[rows[s]] |= m->share[rows[s]] > share;
    }
}

/* Rows that need not wait freeze their flows, all of them in one round: filling one of them
 * first would only give the others more room. Returns how many flows are left. */
static int32_t freeze_shares(struct moving *m)
{
    int32_t left = 0;
    for (int32_t i = 0; i < m->n_now; i++) {
        const int32_t *rows = m->moves[m->now[i].move].rows;
        if (m->now[i].rate >= 0.0) continue;
        double share = share_of(m, rows);
        bool held = false;
        for (int32_t s = 0; s < m->path_rows; s++) held |= m->share[rows[s]] == share && !m->waits[rows[s]];
        left += !held;
        if (!held) continue;
        m->now[i].rate = share;
        for (int32_t s = 0; s < m->path_rows; s++) m->room[rows[s]] -= share, m->rising[rows[s]]--;
    }
    return left;
}

static void set_rates(struct moving *m)
{
    for (int32_t r = 0; r < m->n_rows; r++) m->room[r] = m->capacity[r], m->rising[r] = 0;
    for (int32_t i = 0; i < m->n_now; i++) {
        m->now[i].rate = -1.0;
        for (int32_t s = 0; s < m->path_rows; s++) m->rising[m->moves[m->now[i].move].rows[s]]++;
    }
    int32_t left = m->n_now;
    while (left > 0) {
        find_shares(m);
        left = freeze_shares(m);
    }
}

static double next_finish(const struct moving *m, double now_s)
{
    double next = HUGE_VAL;
    for (int32_t i = 0; i < m->n_now; i++) next = fmin(next, now_s + m->now[i].left / m->now[i].rate);
    return next;
}

/* Moves on to `to_s`; what is done then (to a billionth of a byte a second) is taken out. */
static void move_to(struct moving *m, double from_s, double to_s)
{
    int32_t n = 0;
    for (int32_t i = 0; i < m->n_now; i++) {
        struct under_way u = m->now[i];
        u.left -= u.rate * (to_s - from_s);
        if (u.left <= u.rate * 1e-12) m->moves[u.move].finish_s = to_s;
        else m->now[n++] = u;
    }
    m->n_now = n;
}

void fair_oracle_move_all(const double *capacity, int32_t n_rows, struct fair_oracle_move *moves, int32_t n_moves, int32_t path_rows)
{
    struct moving m = { .capacity = capacity, .moves = moves, .n_rows = n_rows, .path_rows = path_rows,
                        .now = malloc((size_t)n_moves * sizeof *m.now), .room = malloc((size_t)n_rows * sizeof *m.room),
                        .share = malloc((size_t)n_rows * sizeof *m.share), .rising = malloc((size_t)n_rows * sizeof *m.rising),
                        .waits = malloc((size_t)n_rows * sizeof *m.waits) };
    CHECK(m.now != NULL && m.room != NULL && m.share != NULL && m.rising != NULL && m.waits != NULL);
    double now_s = 0.0;
    for (int32_t started = 0; started < n_moves || m.n_now > 0;) {
        double finish_s = next_finish(&m, now_s);
        double start_s = started < n_moves ? moves[started].start_s : HUGE_VAL;
        double next_s = fmin(finish_s, start_s);
        move_to(&m, now_s, next_s);
        now_s = next_s;
        while (started < n_moves && moves[started].start_s <= now_s)
            m.now[m.n_now++] = (struct under_way){ .move = started, .left = moves[started].bytes }, started++;
        set_rates(&m);
    }
    free(m.now);
    free(m.room);
    free(m.share);
    free(m.rising);
    free(m.waits);
}
