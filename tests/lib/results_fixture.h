/* Results with plausible numbers, made by hand: for tests of what reads results. */
#ifndef TESTS_LIB_RESULTS_FIXTURE_H
#define TESTS_LIB_RESULTS_FIXTURE_H

#include "base/arena.h"
#include "types/results.h"

/* An HDD site that is too slow: one MUST fails, one depends, the rest pass. Its own copy, free to change. */
struct results *results_fixture_dallas(struct arena *arena);

/* The same with a month of failures and rebuilds, and what one thing out costs. */
struct results *results_fixture_failing(struct arena *arena);

/* The same plan before anything was simulated: what only a run can know is NaN, "" or empty. */
struct results *results_fixture_plan(struct arena *arena);

/* A format and nothing else: every number NaN, every text "", every list empty. */
struct results *results_fixture_empty(struct arena *arena);

/* Many long names, markup in texts, huge and tiny numbers: for layouts. */
struct results *results_fixture_crowded(struct arena *arena);

#endif
