/* What a study of uncertainty says to a terminal. Reads nothing but its results. */
#ifndef REPORTS_UNCERTAINTY_SCREEN_H
#define REPORTS_UNCERTAINTY_SCREEN_H

#include "base/arena.h"
#include "types/uncertainty.h"

/* At most 60 lines of at most 120 characters: how likely the requirements hold, the headlines with their P10 to P90, which input moves them
 * most, the first flips, what to ask first. */
const char *uncertainty_screen(const struct uncertainty_results *results, struct arena *arena);

#endif
