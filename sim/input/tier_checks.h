/* What a tier's fields mean together, and which pool stands behind it. */
#ifndef INPUT_TIER_CHECKS_H
#define INPUT_TIER_CHECKS_H

#include "input/reader.h"
#include "types/scenario.h"

/* Finds the pool behind each tier and sets the tier's own shares to 0: it has those of the pool behind. Diagnoses a name that is no pool's. */
MUST_USE bool tier_checks_resolve(struct reader *reader, struct scenario *scenario);

/* At most one tier, before a pool that is none itself, with no shares of its own. */
MUST_USE bool tier_checks_sound(struct reader *reader, const struct scenario *scenario);

#endif
