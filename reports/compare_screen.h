/* Answers side by side, for a terminal of 80 columns. */
#ifndef REPORTS_COMPARE_SCREEN_H
#define REPORTS_COMPARE_SCREEN_H

#include "base/arena.h"
#include "types/study.h"

/* Verdicts, headlines with their differences, whose doing they are, regret, the A/B answer. In `arena`; each line ends with its end of line. */
const char *compare_screen(const struct study_comparison *of, struct arena *arena);

#endif
