/* What a barrier at the end of every training step costs: all ranks wait for the slowest. */
#ifndef RUN_BARRIER_H
#define RUN_BARRIER_H

#include "types/scenario.h"

/* Mean of the largest of n independent standard normal values; n >= 1, not necessarily
 * whole: ∫ z dΦ(z)^n (David and Nagaraja, Order Statistics, 2003, section 3.1). To 1e-9. */
double barrier_largest_of(double n);

/* Likewise of n independent exponential values of mean 1: the harmonic number H_n; n >= 1, rounded to a whole number. */
double barrier_largest_exponential(double n);

/* How much longer a step takes with `ranks` ranks whose times have mean 1 and standard
 * deviation `jitter`: 1 + jitter × barrier_largest_of(ranks), or, where what a rank takes beyond 1 − jitter is
 * exponential, 1 + jitter × (H_ranks − 1). 1 without jitter. A factor, not
 * an event a step: steps are seconds, months have too many of them. */
double barrier_factor(double jitter, enum jitter_law law, double ranks);

#endif
