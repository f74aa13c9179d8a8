/* One hardware under two stacks: what has to be equal, what each path that the public record leaves open would show, which counter of the
 * boxes tells them apart, and how many runs that takes.
 *
 * A counter is bytes at a box's card or drives by client bytes: fixed + encoded ÷ code efficiency, of the stack's path. Two paths are told
 * apart by a counter whose stated ranges do not meet: the first by a quarter of their mean, else that whose are furthest apart. For two means of n runs each with relative deviation s of one run, a difference d is found
 * at 5 % (two-sided) in 90 of 100 cases with n = 2 (1.960 + 1.282)² (s/d)² + 1.960²/4 runs (normal quantiles; the last term is
 * Guenther's for an unknown deviation, Statistician 30, 1981), at least 3. The deviation is study.ab_spread of the first scenario that states
 * it; an assumption of 3 % (1 to 10 %) where none does. */
#ifndef STUDY_AB_H
#define STUDY_AB_H

#include "study/compare.h"

/* Are the two planned, one pool each, of the same nodes under two stacks? */
bool ab_applies(const struct compare_side *a, const struct compare_side *b);

/* Before: ab_applies. */
struct study_ab *ab_fill(const struct compare_side *a, const struct compare_side *b, struct arena *arena);

/* Runs of each side. > 0 both. */
double ab_runs(double spread, double wanted);

/* What the path shows: STUDY_COUNTERS values with their ends, on a pool whose code has this efficiency. */
void ab_counters(const struct stack_path *path, double efficiency, double *value, double *lo, double *hi);

/* Per client byte read, or written? */
bool ab_is_read(enum study_counter counter);

#endif
