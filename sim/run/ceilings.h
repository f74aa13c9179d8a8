/* How long the IT load stood above each of some ceilings: those at which a level of the power tree is full in normal
 * running and in its worst case, and those of each loss. A tree's loads are proportional to the IT watts
 * (plan/power_tree.h), so the time above a ceiling is the time that the level was, or would have been, over. */
#ifndef RUN_CEILINGS_H
#define RUN_CEILINGS_H

#include <stdint.h>

#include "base/arena.h"
#include "types/site_plan.h"

struct ceilings {
    double *limit_w, *over_s; int32_t n;     /* 2 per level: normal running, worst case; then one per case */
    double lowest_w;                         /* below it nothing is over; INFINITY without a tree */
};

/* Of the plan's tree; nothing over yet. */
struct ceilings ceilings_of(const struct plan_power *power, struct arena *arena);

void ceilings_restart(struct ceilings *ceilings);

/* Where they stand in over_s. */
static inline int32_t ceilings_level(int32_t level, bool worst) { return 2 * level + (worst ? 1 : 0); }
static inline int32_t ceilings_case(int32_t n_levels, int32_t at) { return 2 * n_levels + at; }

/* The IT load was `it_w` for `s` seconds. */
static inline void ceilings_pass(struct ceilings *ceilings, double it_w, double s)
{
    if (!(it_w > ceilings->lowest_w)) return;
    for (int32_t c = 0; c < ceilings->n; c++)
        if (it_w > ceilings->limit_w[c]) ceilings->over_s[c] += s;
}

#endif
