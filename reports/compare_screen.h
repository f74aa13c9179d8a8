/* Answers side by side, for a terminal of 80 columns. */
#ifndef REPORTS_COMPARE_SCREEN_H
#define REPORTS_COMPARE_SCREEN_H

#include "base/arena.h"
#include "types/study.h"

const char *compare_screen(const struct study_comparison *of, struct arena *arena);

#endif
