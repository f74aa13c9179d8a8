/* How often to write a checkpoint. */
#ifndef PLAN_DALY_H
#define PLAN_DALY_H

/* Compute time between two checkpoints that wastes least, when one blocks for `blocking_s` (δ > 0)
 * and interruptions come at random every `mtti_s` (M > 0) on average:
 *   τ = √(2δM)·[1 + ⅓·√(δ/2M) + (1/9)·(δ/2M)] − δ   for δ < 2M, else M.
 * J. T. Daly, A higher order estimate of the optimum checkpoint interval for restart dumps,
 * Future Generation Computer Systems 22 (2006), eq. 37. */
double daly_interval_s(double blocking_s, double mtti_s);

#endif
