/* How much of an output's variance comes from each input, alone and with the others (Sobol', 1993): n × (k + 2) runs.
 *
 * First-order index: Saltelli et al. 2010 (Computer Physics Communications 181, table 2 b); total index: Jansen 1999. The runs lie on
 * Sobol's sequence in 2k dimensions, shifted at random anew for each of some groups. Rows of one group are not
 * independent, groups are; so intervals come from leaving out one group after the other (jackknife, Student's t over groups). A
 * bootstrap of rows would take them for independent and give the wider intervals of random points: at 1,024 rows of the G function 2 to
 * 3 times as wide. */
#ifndef STAT_SOBOL_INDICES_H
#define STAT_SOBOL_INDICES_H

#include <stdint.h>

#include "base/arena.h"

enum { SOBOL_INDICES_MOST_INPUTS = 20, SOBOL_INDICES_GROUPS = 16 };

struct sobol_indices_design;

/* Rows a study of at least `n` has: a multiple of the groups. */
int sobol_indices_rows(int n);

/* 1 <= k <= SOBOL_INDICES_MOST_INPUTS; `rows` as sobol_indices_rows gives it. An input's shifts are drawn from the stream of its own
 * name. All lives in `arena`. */
struct sobol_indices_design *sobol_indices_design(const char *const *names, int k, int rows, uint64_t seed, struct arena *arena);

/* point[k] in [0, 1) of a row: which 0 is A, 1 is B, 2 + i is A with input i taken from B. Safe from several threads. */
void sobol_indices_point(const struct sobol_indices_design *design, int row, int which, double *point);

struct sobol_indices {
    double first, first_lo, first_hi;    /* share of the variance that knowing it alone would take away, with its 95 % interval */
    double total, total_lo, total_hi;    /* share that stays when all others are known */
};

/* outputs[row × (k + 2) + which]. A row with an output that is NAN is left out, of all inputs alike. Fills indices[k]; all NAN
 * where the output does not vary or less than two groups are known. Returns how many rows counted. */
int sobol_indices_estimate(const double *outputs, int rows, int k, struct arena *scratch, struct sobol_indices *indices);

#endif
