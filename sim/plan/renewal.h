/* What interruptions leave of a job's time, in closed form. */
#ifndef PLAN_RENEWAL_H
#define PLAN_RENEWAL_H

/* Useful part of the time of a job that computes for work_s (τ), stands still for blocking_s (δ) to save its state, and has it safe
 * lag_s (D) later; interruptions come at random every mtti_s (M) on average, and a restart of restart_s (R) begins anew with each:
 *   τ·e^(−D/M) / (M·e^(R/M)·(e^((τ+δ)/M) − 1)).
 * Between two restarts goes X, exponential with mean M; the k-th state is safe at k(τ+δ) + D, so τ·Σ P(X > k(τ+δ) + D) is kept of
 * M + M(e^(R/M) − 1). With D = 0 it is Daly 2006, eq. 20. Before: τ, M > 0, the rest >= 0. */
double renewal_goodput(double work_s, double blocking_s, double lag_s, double restart_s, double mtti_s);

#endif
