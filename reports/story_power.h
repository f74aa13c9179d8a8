/* Sentences about the power tree, for the screen and the report. */
#ifndef REPORTS_STORY_POWER_H
#define REPORTS_STORY_POWER_H

#include "base/arena.h"
#include "types/results.h"

/* The level that is full first; NULL without a tree. */
const struct result_power_level *story_power_limit(const struct results *results);

/* "utility full first: 86.9 % with utility A lost; simulated 38.1 %", the largest; "" without a tree. */
const char *story_power_tree(struct arena *arena, const struct results *results);

/* Of the time of the run that losses would be too much for; "" where nothing was simulated. */
const char *story_power_time(struct arena *arena, const struct results *results);

/* "cap of 250 MW at utility held something back 62 % of the time and cost 8.1 % of all GPU time (useful: 71 % without it)"; "" without a cap. */
const char *story_power_cap(struct arena *arena, const struct results *results);

/* "4N/3 in blocks", "2N (A and B)" for a result's scheme. */
const char *story_power_scheme(const char *scheme);

#endif
