/* What `run` and `plan` print: one screen of 80 columns, for a terminal or a pipe. */
#ifndef REPORTS_SCREEN_H
#define REPORTS_SCREEN_H

#include "base/arena.h"
#include "types/results.h"

/* Verdict per requirement, what binds and what next, the build, margins, findings, confidence, the weight
 * of estimates, and what another path would change. No colours. No line is
 * wider than 79 columns; control characters of texts are shown as \xNN. */
const char *screen_run(const struct results *results, struct arena *arena);

/* Counts by rule, racks, tiles, power and findings: what is known without a simulation. */
const char *screen_plan(const struct results *results, struct arena *arena);

#endif
