/* Sentences about what interrupts jobs and what it costs, each made in one place. */
#ifndef REPORTS_STORY_INTERRUPTIONS_H
#define REPORTS_STORY_INTERRUPTIONS_H

#include "base/arena.h"
#include "types/results.h"

/* "interrupted 57.1 times a day: 2.56 % lost, 3.40 % restarting": of all GPU time. "" where nothing was. */
const char *story_interruptions_cost(struct arena *arena, const struct results *results);

/* What one more TB/s of writing is worth: "1.00 TB/s more write: 0.940 (0.853 to 1.03) million GPU-hours a year". */
const char *story_interruptions_more_write(struct arena *arena, const struct results *results);

/* What was done to learn that, and whether the build writes faster then. */
const char *story_interruptions_build(struct arena *arena, const struct results *results);

/* GPU-hours: "34.4 million", "12,300". */
const char *story_interruptions_hours(struct arena *arena, double hours);

#endif
