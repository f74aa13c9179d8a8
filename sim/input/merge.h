/* One tree over another: what `extends` and --set do to YAML before any field is read. */
#ifndef INPUT_MERGE_H
#define INPUT_MERGE_H

#include "input/yaml_tree.h"

/* What `over` says on top of `base`, both marked (provenance.h); takes both apart and returns the result.
 * Maps merge, null takes a key out. Lists whose items all have a name (yaml_tree_called) merge by it,
 * new items at the end; other lists and values are replaced. A number is one thing: a new
 * value or distribution takes the old one's range, distribution and provenance out with it,
 * whether either is written as a map or as a bare value. */
struct yaml_node *merge_trees(struct arena *arena, struct yaml_node *base, struct yaml_node *over);

/* Is this a map that states a number: has `value`, `range`, `nominal` or a distribution? */
bool merge_is_number(const struct yaml_node *node);

/* `base`, a map that states a number, with that number replaced by `over` (a value, or a map that
 * states a number): its other keys, as `at`, stay. */
void merge_replace_number(struct arena *arena, struct yaml_node *base, struct yaml_node *over);

#endif
