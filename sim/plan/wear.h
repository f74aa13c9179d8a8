/* What the load wears of each kind of drive: drive writes a day against their rating, read and written bytes a year
 * against the workload that the failure rate is stated for.
 *
 *   media    client bytes written × the path's media writes (the code's parities included), what a tier's drain brings, the strips
 *            that rebuilds write where the scenario lets things fail; spread over a group's drives by capacity
 *   buffer   client bytes written × the path's buffer writes, over the buffer drives by capacity
 *   disks    what is read besides: client reads, reads that writing and draining cause, repair reads */
#ifndef PLAN_WEAR_H
#define PLAN_WEAR_H

#include "plan/rows.h"

/* Fills plan->wear: one for each kind of drive in each group of each pool, by the mean load demanded; the workload as far as the build carries it.
 * Before: capabilities, jobs and the tier stand. */
void wear_fill(struct site_plan *plan);

/* written_per_day, years, bytes_per_year and workload_ratio at other rates than the demanded: `written_at` counts for the first two, `moved_at`
 * for the others. */
void wear_at(const double written_at[WEAR_RATES], const double moved_at[WEAR_RATES], struct plan_wear *wear);

/* What exceeds its rating. */
void wear_lint(struct site_plan *plan);

#endif
