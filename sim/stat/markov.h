/* Chains in continuous time that begin with nothing lost and end when too much is lost. Their
 * rates span twelve orders of magnitude, so nothing here subtracts: states are eliminated
 * one by one as Grassmann, Taksar and Heyman do (Operations Research 33, 1985), and every
 * result keeps nearly all the digits of its inputs. */
#ifndef STAT_MARKOV_H
#define STAT_MARKOV_H

#include "base/arena.h"

/* A chain with states 0 … n − 1 and one more, n, that is never left. */
struct markov {
    int n;
    double *rate;            /* rate[i × (n + 1) + j]: from i to j, >= 0, 1/s or any other unit of time; the diagonal is not looked at */
};

/* n transient states, all rates 0. Lives in `arena`. 0 < n. */
struct markov markov_new(int n, struct arena *arena);

/* Adds to the rate from `from` to `to`; a `to` beyond n is n. from != to, rate >= 0 and finite. */
void markov_add(struct markov *markov, int from, int to, double rate);

/* Mean time from state 0 until n is reached; INFINITY when it can't be. Needs n² room and
 * at most n³ steps; `markov` stays as it was. */
double markov_mean_time(const struct markov *markov);

/* Chance that n is reached within `time` >= 0 from state 0, by uniformisation: all terms are >= 0, so
 * that 1e-30 is as exact as 0.3. Steps grow with the largest rate × time, which must be <= 1e6. */
double markov_reached_by(const struct markov *markov, double time);

/* The same for a chain long in service, whose losses come at random: 1 − exp(−time ÷ mean time). For rare
 * losses it is the chance in any one year; the exact one from a fresh start is lower by
 * about the share of the first repairs in that year. */
double markov_chance_of(double mean_time, double time);

/* Long-run shares of time of a chain on 0 … n that moves by single steps: up[i] from i to i + 1 and
 * down[i] from i + 1 to i, i < n. Before: down[i] > 0, up[i] >= 0. Fills share[0 … n], which sums to 1. */
void markov_shares(const double *up, const double *down, int n, double *share);

/* Mean number down of `machines`, each failing at rate `fail` while up, mended at rate `mend` by one of
 * `menders`, in the long run (machine repair, M/M/c//N). */
double markov_mean_down(double fail, double mend, int menders, int machines, struct arena *scratch);

#endif
