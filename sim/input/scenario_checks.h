/* What a scenario's fields mean together. A build that doesn't fit is no matter of this file: these
 * are mistakes that leave nothing to simulate. */
#ifndef INPUT_SCENARIO_CHECKS_H
#define INPUT_SCENARIO_CHECKS_H

#include "input/reader.h"
#include "input/yaml_tree.h"
#include "types/scenario.h"

/* Fills in what depends on other parts of the scenario or on models: a pool's groups from `node` and `nodes`, its
 * path, protocol, failure domain, rack, the shares of an only pool, demand.read's zero, as_of. Diagnoses what
 * cannot be filled in. `tree` is the scenario's; fields that were mistaken are passed over. */
MUST_USE bool scenario_checks_resolve(struct reader *reader, const struct yaml_node *tree, struct scenario *scenario);

/* All that can be wrong between fields that are right. Fields that were mistaken are passed over. */
MUST_USE bool scenario_checks_sound(struct reader *reader, const struct yaml_node *tree, const struct scenario *scenario);

#endif
