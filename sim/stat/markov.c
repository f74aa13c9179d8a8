#include "stat/markov.h"

#include <math.h>
#include <string.h>

struct markov markov_new(int n, struct arena *arena)
{
    CHECK(n > 0);
    return (struct markov){.n = n, .rate = arena_alloc_array(arena, (size_t)n * (size_t)(n + 1), sizeof(double))};
}

void markov_add(struct markov *markov, int from, int to, double rate)
{
    if (to > markov->n) to = markov->n;
    CHECK(from >= 0 && from < markov->n && to >= 0 && to != from);
    CHECK(rate >= 0.0 && isfinite(rate));
    markov->rate[from * (markov->n + 1) + to] += rate;
}

/* Takes state k out: who went there now goes on to where k leads, and spends there what k
 * spent. Ways that lead back to their own beginning are dropped, which is why nothing has to be
 * subtracted. States above k are out already. False: k leads nowhere. */
static bool eliminate(double *rate, double *spent, int n, int k)
{
    double out = rate[k * (n + 1) + n];
    for (int j = 0; j < k; j++) out += rate[k * (n + 1) + j];
    for (int i = 0; i < k; i++) {
        const double into = rate[i * (n + 1) + k];
        if (into == 0.0) continue;
        if (out == 0.0) return false;
        spent[i] += into * (spent[k] / out);
        for (int j = 0; j < k; j++)
            if (j != i) rate[i * (n + 1) + j] += into * (rate[k * (n + 1) + j] / out);
        rate[i * (n + 1) + n] += into * (rate[k * (n + 1) + n] / out);
    }
    return true;
}

double markov_mean_time(const struct markov *markov)
{
    const int n = markov->n;
    const size_t size = (size_t)n * (size_t)(n + 1);
    struct arena *scratch = arena_new();
    double *rate = ARENA_ARRAY(scratch, double, size), *spent = ARENA_ARRAY(scratch, double, n);
    memcpy(rate, markov->rate, size * sizeof *rate);
    for (int i = 0; i < n; i++) spent[i] = 1.0;
    bool ends = true;
    for (int k = n - 1; k > 0 && ends; k--) ends = eliminate(rate, spent, n, k);
    const double mean = ends && rate[n] > 0.0 ? spent[0] / rate[n] : (double)INFINITY;
    arena_free(scratch);
    return mean;
}

/* --- by a given time ------------------------------------------------------------------------ */

static double way_out(const struct markov *markov, int i)
{
    double sum = 0.0;
    for (int j = 0; j <= markov->n; j++)
        if (j != i) sum += markov->rate[i * (markov->n + 1) + j];
    return sum;
}

/* One jump of the uniformised chain: from `now` to `next`, both with n + 1 entries. */
static void jump(const struct markov *markov, double pace, const double *now, double *next)
{
    const int n = markov->n;
    for (int j = 0; j <= n; j++) next[j] = j == n ? now[n] : 0.0;
    for (int i = 0; i < n; i++) {
        if (now[i] == 0.0) continue;
        next[i] += now[i] * ((pace - way_out(markov, i)) / pace);
        for (int j = 0; j <= n; j++)
            if (j != i) next[j] += now[i] * (markov->rate[i * (n + 1) + j] / pace);
    }
}

/* Σ over k of P(Poisson(jumps) = k) × share in n after k jumps. Weights run upwards from nine standard deviations below
 * the mean, where they are too small to matter, and are divided by their sum at the end. */
static double mix(const struct markov *markov, double pace, double jumps, double *now, double *next)
{
    const double spread = 9.0 * sqrt(jumps);
    const double first = fmax(0.0, floor(jumps - spread - 9.0)), last = ceil(jumps + spread + 30.0) + markov->n;
    double weight = 1.0, weights = 0.0, reached = 0.0;
    now[0] = 1.0;
    for (double k = 0.0; k <= last; k += 1.0) {
        if (k >= first) {
            weights += weight;
            reached += weight * now[markov->n];
            weight *= jumps / (k + 1.0);
        }
        jump(markov, pace, now, next);
        memcpy(now, next, (size_t)(markov->n + 1) * sizeof *now);
    }
    return reached / weights;
}

double markov_reached_by(const struct markov *markov, double time)
{
    CHECK(time >= 0.0);
    double pace = 0.0;
    for (int i = 0; i < markov->n; i++) pace = fmax(pace, way_out(markov, i));
    if (pace == 0.0 || time == 0.0) return 0.0;
    pace *= 2.0;             /* a state then stays at least half the time: pace − way out is exact to a rounding */
    CHECK(pace * time <= 2e6);
    struct arena *scratch = arena_new();
    const double reached = mix(markov, pace, pace * time, ARENA_ARRAY(scratch, double, markov->n + 1), ARENA_ARRAY(scratch, double, markov->n + 1));
    arena_free(scratch);
    return reached;
}

double markov_chance_of(double mean_time, double time)
{
    CHECK(mean_time > 0.0 && time >= 0.0);
    return isinf(mean_time) ? 0.0 : -expm1(-time / mean_time);
}

/* --- in the long run -------------------------------------------------------------------------- */

void markov_shares(const double *up, const double *down, int n, double *share)
{
    static const double too_large = 1e200;
    double sum = 1.0;
    share[0] = 1.0;
    for (int i = 0; i < n; i++) {
        CHECK(down[i] > 0.0 && up[i] >= 0.0);
        share[i + 1] = share[i] * (up[i] / down[i]);
        sum += share[i + 1];
        if (sum < too_large) continue;
        for (int j = 0; j <= i + 1; j++) share[j] /= too_large;
        sum /= too_large;
    }
    for (int i = 0; i <= n; i++) share[i] /= sum;
}

double markov_mean_down(double fail, double mend, int menders, int machines, struct arena *scratch)
{
    CHECK(machines >= 0 && menders > 0);
    double *up = ARENA_ARRAY(scratch, double, machines), *down = ARENA_ARRAY(scratch, double, machines);
    double *share = ARENA_ARRAY(scratch, double, machines + 1);
    for (int i = 0; i < machines; i++) {
        up[i] = (machines - i) * fail;
        down[i] = (i + 1 < menders ? i + 1 : menders) * mend;
    }
    markov_shares(up, down, machines, share);
    double mean = 0.0;
    for (int i = 0; i <= machines; i++) mean += i * share[i];
    return mean;
}
