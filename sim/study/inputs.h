/* What a study of uncertainty may change: the numbers that a scenario and its models state, and how far each may be off. */
#ifndef STUDY_INPUTS_H
#define STUDY_INPUTS_H

#include "base/arena.h"
#include "types/catalog.h"
#include "types/scenario.h"

/* All of them, the scenario's first, in reading order; to be changed in place (input/scenario.h). The array lives in `arena`. */
struct quantity **inputs_of(const struct scenario *scenario, const struct catalog *catalog, struct arena *arena, int *n);

/* The two ends of an input's ignorance: its stated range, else what its grade stands for (measured 2 %, datasheet and quote 5 %, estimate
 * 25 %, placeholder 50 % either way; a convention, docs/model.md). False: it has none. Counts and dates have none but a stated one. */
bool inputs_ends(const struct quantity *input, double *lo, double *hi);

/* Is it a guess: an estimate or a placeholder? */
bool inputs_is_guess(enum grade grade);

/* "stated", "measured", "datasheet", ... */
const char *inputs_grade(const struct quantity *input);

/* "file:line:col" or "default". */
const char *inputs_place(const struct quantity *input, struct arena *arena);

/* What would tell its value: "measure models.drive.hdd-30.read". */
const char *inputs_settle(const struct quantity *input, struct arena *arena);

#endif
