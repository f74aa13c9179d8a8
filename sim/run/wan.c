#include "run/wan.h"

#include <math.h>

#include "base/arena.h"
#include "base/units.h"
#include "fluid/fair.h"

static fair_flow add(struct fair *fair, const struct wan_flow *flow, struct fair_use *uses)
{
    for (int r = 0; r < flow->n_rows; r++) uses[r] = (struct fair_use){{flow->rows[r]}, 1.0};
    return fair_add(fair, &(struct fair_spec){.weight = flow->weight, .members = 1.0, .cap = flow->cap_bytes_per_s, .uses = uses, .n_uses = flow->n_rows});
}

/* Rates of those that are `under_way`, 0 of the others. */
static void solve(struct fair *fair, struct arena *scratch, const double *capacity, int n_rows, const struct wan_flow *flows, int n, const bool *under_way, double *rate, int *bound_row)
{
    fair_flow *ids = ARENA_ARRAY(scratch, fair_flow, n);
    struct fair_use *uses = ARENA_ARRAY(scratch, struct fair_use, n_rows);
    fair_clear(fair);
    for (int r = 0; r < n_rows; r++) (void)fair_add_row(fair, capacity[r]);
    for (int f = 0; f < n; f++)
        if (under_way[f]) ids[f] = add(fair, &flows[f], uses);
    fair_solve(fair);
    for (int f = 0; f < n; f++) {
        fair_row row = {-1};
        rate[f] = under_way[f] ? fair_rate(fair, ids[f]) : 0.0;
        if (bound_row) bound_row[f] = under_way[f] && fair_bottleneck(fair, ids[f], &row) == FAIR_ROW ? row.row : -1;
    }
}

void wan_share(const double *capacity, int n_rows, const struct wan_flow *flows, int n, double *rate, int *bound_row)
{
    struct arena *scratch = arena_new();
    struct fair *fair = fair_new();
    bool *all = ARENA_ARRAY(scratch, bool, n);
    for (int f = 0; f < n; f++) all[f] = true;
    solve(fair, scratch, capacity, n_rows, flows, n, all, rate, bound_row);
    fair_free(fair);
    arena_free(scratch);
}

static double end_of(double now, double left, double rate)
{
    return rate > 0.0 && isfinite(left) ? now + left / rate / UNITS_DAY_S : (double)INFINITY;
}

void wan_run(const double *capacity, int n_rows, const struct wan_flow *flows, int n, double *ends_days)
{
    struct arena *scratch = arena_new();
    struct fair *fair = fair_new();
    double *left = ARENA_ARRAY(scratch, double, n), *rate = ARENA_ARRAY(scratch, double, n), now = (double)INFINITY;
    bool *under_way = ARENA_ARRAY(scratch, bool, n);
    for (int f = 0; f < n; f++) {
        left[f] = flows[f].bytes;
        ends_days[f] = (double)INFINITY;
        now = fmin(now, flows[f].starts_days);
    }
    while (isfinite(now)) {
        double next = (double)INFINITY;
        for (int f = 0; f < n; f++) under_way[f] = flows[f].starts_days <= now && left[f] > 0.0;
        solve(fair, scratch, capacity, n_rows, flows, n, under_way, rate, NULL);
        for (int f = 0; f < n; f++) next = fmin(next, under_way[f] ? end_of(now, left[f], rate[f]) : flows[f].starts_days > now ? flows[f].starts_days : (double)INFINITY);
        for (int f = 0; f < n && isfinite(next); f++) {
            if (!under_way[f]) continue;
            if (end_of(now, left[f], rate[f]) <= next) { left[f] = 0.0; ends_days[f] = next; }
            else left[f] -= rate[f] * (next - now) * UNITS_DAY_S;
        }
        now = next;
    }
    fair_free(fair);
    arena_free(scratch);
}
