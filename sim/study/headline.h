/* The columns of a study: their names, units and meanings, and how each is taken from results. */
#ifndef STUDY_HEADLINE_H
#define STUDY_HEADLINE_H

#include "base/arena.h"
#include "types/results.h"
#include "types/study.h"

/* STUDY_TEXTS, STUDY_NUMBERS and STUDY_MEASURES columns. A name ends with its unit as keys of results do. */
const struct study_column *headline_texts(void);
const struct study_column *headline_numbers(void);
const struct study_column *headline_measures(void);

/* Fills text (in `arena`, pointing into `results`) and number of a point that was planned and simulated, from its
 * results as judged with every input at its nominal value. */
void headline_of_point(const struct results *results, struct arena *arena, struct study_point *point);

/* A point that is no scenario: all but status and problem is unknown. */
void headline_of_nothing(const char *problem, struct study_point *point);

/* measures[STUDY_MEASURES] from results collected of one replication alone. */
void headline_of_replication(const struct results *results, double *measures);

#endif
