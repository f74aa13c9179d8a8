/* The sentences that more than one document says about a result, each made in one place. */
#ifndef REPORTS_STORY_H
#define REPORTS_STORY_H

#include "base/arena.h"
#include "types/results.h"

/* "Does not meet its requirements: 1 of 5 MUSTs is not met, 1 depends on an open input." */
const char *story_verdict(struct arena *arena, const struct results *results);

/* The bottleneck that denies most of `op` ("read", "write"): NULL when nothing was simulated or nothing is denied. */
const struct result_bottleneck *story_bottleneck(const struct results *results, const char *op);

/* "media time of azure-blob-hdd in pool bulk binds reads 87.1 % of the time and denies 5.17 TB/s"; by the
 * closed form where no run is there; "" when nothing is demanded. */
const char *story_binds(struct arena *arena, const struct results *results, const char *op);

/* "at peak demand, relieved (×1.61), NIC transmit binds at 9.04 TB/s", or "alone, ..." where the closed
 * form says it; "" when no next is known. */
const char *story_next(struct arena *arena, const struct results *results, const char *op);

/* "the MUST with the least margin is THR-1, 87.9 % short: 2.91 TB/s against 24.0 TB/s, judged while both peaks are offered"; "" when none is known. */
const char *story_margin(struct arena *arena, const struct results *results);

/* "62.0 % of read capability rests on estimates, most on models.drive.hdd-30.read (41.0 %)". */
const char *story_weight(struct arena *arena, const struct result_weight *weight);

/* That of the headline the tightest MUST is about, else the first; NULL when there is none. */
const struct result_weight *story_weight_that_matters(const struct results *results);

/* "20 replications; reads delivered 4.41 TB/s (4.36 TB/s to 4.46 TB/s), GPU time useful ...; 95 % intervals". */
const char *story_confidence(struct arena *arena, const struct results *results);

/* What another path of the same stack would give, one sentence an alternative that was not chosen, naming what is
 * other about it: "replicate then encode: reads as now, writes 1.12 TB/s (x0.361)". Returns how
 * many of at most `most` were written. */
int story_paths(struct arena *arena, const struct result_pool *pool, const char **sentences, int most);

/* "no front ends, direct encode". */
const char *story_path(struct arena *arena, const char *front_end, const char *write_path);

/* Usable bytes a node above which the group's NIC would decide its count; NAN when the plan derived none. */
double story_nic_takeover(struct arena *arena, const struct results *results, const struct result_pool *pool, const struct result_group *group);

/* "depends on A, turns at 5; on B alone, at 7; and on 2 more inputs": at most `most` by name; "" when it depends on none. */
const char *story_depends(struct arena *arena, const struct result_requirement *requirement, int most);

#endif
