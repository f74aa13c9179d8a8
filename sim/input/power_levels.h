/* power_tree of a facility: what may be written there and what it must mean together. */
#ifndef INPUT_POWER_LEVELS_H
#define INPUT_POWER_LEVELS_H

#include "input/field.h"
#include "types/catalog.h"

extern const struct field_table power_levels_table;

/* Names are known and lead upward, counts suit their schemes, losses are in PUE or separate, every level carries
 * something. All mistakes are diagnosed. A tree without levels is none. */
MUST_USE bool power_levels_sound(const struct power_tree *tree, struct diags *diags);

#endif
