/* What the site can do while parts of its pools have not landed: the judge of run/delivery.h, by the plan's own laws.
 *
 * With a part s of a pool's nodes in service (storage nodes and front ends alike):
 *   - capacity and watts are s of the planned; the fabric's watts follow the boxes;
 *   - every row of the pool has s of its capacity, and the load keeps its split over the pools: the site reads and
 *     writes as fast as its least landed pool allows;
 *   - a lost failure domain takes what it takes of the whole build: a row falls from s·c to s·c − (c − c_out), and what
 *     its absence costs a byte grows as 1/s;
 *   - below the smallest cluster of its stack a pool holds and carries nothing. */
#ifndef STUDY_LANDED_H
#define STUDY_LANDED_H

#include "types/results.h"
#include "types/site_plan.h"

/* Fills results->delivery and adds its findings. Asked are requirements of throughput and capacity from
 * below. Before: `results` holds the plan's findings; `catalog` is the scenario's own. */
void landed_fill(const struct site_plan *plan, const struct catalog *catalog, struct arena *arena, struct results *results);

/* What this part of the build can do; `plan` need not be told apart from one that size. For tests. */
struct delivery_state;
void landed_judge(const struct site_plan *plan, const struct requirement *const *asked, int n_asked, const double *landed, struct delivery_state *state);

#endif
