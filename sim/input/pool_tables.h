/* What may be written of a pool under `storage`: nodes and how many, groups, front ends, the tier it may be. */
#ifndef INPUT_POOL_TABLES_H
#define INPUT_POOL_TABLES_H

#include "input/field.h"
#include "types/scenario.h"

extern const struct field_table pool_tables_top;             /* struct pool */

/* {node, nodes, fill_share} of struct node_group: also what `node` and `nodes` of a pool stand for. */
extern const struct field_table pool_tables_group;

#endif
