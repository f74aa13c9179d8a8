/* What a scenario says of interruptions and restarts, taken together. */
#ifndef INPUT_INTERRUPTION_CHECKS_H
#define INPUT_INTERRUPTION_CHECKS_H

#include "input/reader.h"
#include "input/yaml_tree.h"
#include "types/scenario.h"

/* Where something is interrupted, fills in the restart of jobs that state none. */
MUST_USE bool interruption_checks_resolve(struct reader *reader, struct scenario *scenario);

/* Diagnoses what excludes itself; fields that were mistaken are passed over. */
MUST_USE bool interruption_checks_sound(struct reader *reader, const struct scenario *scenario);

#endif
