/* Two or more answers side by side: what differs by luck and what doesn't, whose doing it is, and what a build is worth under another's demand. */
#ifndef STUDY_COMPARE_H
#define STUDY_COMPARE_H

#include "input/difference.h"
#include "types/site_plan.h"
#include "types/study.h"

/* An answer. plan and catalog: NULL where it was read from results. */
struct compare_side { const char *name, *file; const struct results *results; const struct site_plan *plan; const struct catalog *catalog; };

/* Every measure that both know, second less first. Paired when both had the same seed and as many replications. Returns how many. */
int32_t compare_paired(const struct results *first, const struct results *second, struct arena *arena, struct study_paired **paired);

/* A number of two answers; `measure`: the measure of replications it is the mean of, whose interval its difference then has, "" for a planned number. */
struct compare_number { const char *id, *measure; double first, second; };
struct study_held *compare_numbers(const struct compare_number *numbers, int32_t n, const struct study_paired *paired, int32_t n_paired, struct arena *arena);

struct compare_attribution {
    const struct difference *difference;
    bool simulate;                       /* every combination is simulated too */
    int32_t workers;
};
/* Fills *answer, whose values are columns of a study: the plan's headlines, and, simulated, what came of it. False where an end means nothing. */
bool compare_attribute(const struct compare_attribution *question, struct arena *arena, struct study_attribution *answer, const char **why);

/* n × n, row: built for, column: needed; sides without a plan are not known. */
struct study_regret *compare_regret(const struct compare_side *sides, int32_t n, struct arena *arena);

/* What can be had at the side's as_of, and what of it stands. `all`: the whole catalog. */
struct study_as_of compare_as_of(const struct compare_side *side, const struct catalog *all, struct arena *arena);

#endif
