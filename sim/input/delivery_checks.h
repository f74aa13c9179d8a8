/* What deliveries and GPU arrivals must mean together, once their fields are read. */
#ifndef INPUT_DELIVERY_CHECKS_H
#define INPUT_DELIVERY_CHECKS_H

#include "input/reader.h"
#include "input/yaml_tree.h"
#include "types/scenario.h"

/* Fills in what is left of a pool for deliveries that state no share, and finds the facility's approval time where
 * third-party hardware is ordered and nobody states one. Before: pools are resolved. */
MUST_USE bool delivery_checks_resolve(struct reader *reader, const struct yaml_node *tree, struct scenario *scenario);

/* A date each, stages only for orders, shares that add up to 1, no more GPUs than the site has. */
MUST_USE bool delivery_checks_sound(struct reader *reader, const struct yaml_node *tree, const struct scenario *scenario);

#endif
