/* A study file read into what documents show of it, of bounded size however many points it holds. */
#ifndef STUDY_DIGEST_H
#define STUDY_DIGEST_H

#include "study/store.h"
#include "types/study.h"

/* Two walks over the points. Counts and extremes are over all; curves follow each numeric input, over its values or 20
 * slices of its range; maps are drawn over the first numeric input and the first other one, the rest held at its first value
 * (sampled studies: over the first 2,000 points), for each text that takes more than one value there. Flips are those of the file. Lives in `arena`.
 * False: store_problem. */
MUST_USE bool digest_read(struct store *store, struct arena *arena, struct study_digest *study);

#endif
