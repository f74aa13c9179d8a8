/* All inputs at once: which matter at all (Morris), and how much of each quantity's variance comes from each (Sobol'). */
#ifndef STUDY_SCREENING_H
#define STUDY_SCREENING_H

#include "study/probe.h"
#include "types/uncertainty.h"

/* Fills effects, of each quantity and input that has any, by `walks` walks through all inputs. */
void screening_effects(struct probe *probe, int walks, uint64_t seed, struct arena *arena, struct uncertainty_results *results);

/* Fills indices of `rows` rows (sobol_indices_rows). Of more than SOBOL_INDICES_MOST_INPUTS inputs it takes those with the largest
 * share of the sum of mu* in any quantity, by the effects in `results`, which stand then; the others stay at their nominal values. */
void screening_indices(struct probe *probe, int rows, uint64_t seed, struct arena *arena, struct uncertainty_results *results);

#endif
