/* The smallest build of an option that meets every MUST a plan can judge. */
#ifndef STUDY_SIZE_SEARCH_H
#define STUDY_SIZE_SEARCH_H

#include "study/size_law.h"

struct size_found {
    bool found;
    struct size_build build;             /* the smallest; where nothing was found, what was tried first, and what failed stands in `why` */
    const char *why;
    double start[SIZE_OPTION_COUNTS];    /* of the integer program; NAN: it has no answer, or there is none */
    int plans;                           /* tried */
};

/* Every count that may be smaller than the best so far, by the law's bound, is planned: with storage counts given, the fewest front ends
 * are the plan's own. So it is the smallest of all, as far as more nodes meet what fewer meet; at the end no count can go down by a step. */
void size_search_plan(struct size_bench *bench, const struct size_law *law, struct arena *arena, struct size_found *found);

/* The least that may be asked of count c: a step, or none of a group beside others that the scenario lists. */
double size_search_least(const struct size_option *option, int c);

#endif
