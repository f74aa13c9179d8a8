/* A study of uncertainty with everything in it, in numbers a reader can do by hand. */
#ifndef TESTS_LIB_UNCERTAINTY_FIXTURE_H
#define TESTS_LIB_UNCERTAINTY_FIXTURE_H

#include "base/arena.h"
#include "types/uncertainty.h"

enum { UNCERTAINTY_FIXTURE_INPUTS = 14 };

/* Input k (from 0) moves quantity 0, the rack tiles, from 100 - 4 (14 - k) to 100 + 2 (14 - k); THR-1 holds in 25 of 100 draws, CAP-1 in all;
 * input 0 turns THR-1 at 22 TB/s. Even inputs raise, odd ones lower. */
struct uncertainty_results *uncertainty_fixture(struct arena *arena);

/* The same without draws, tornado, walks, rows. */
struct uncertainty_results *uncertainty_fixture_bare(struct arena *arena);

#endif
