/* What a scenario may hold, and where it goes. */
#ifndef INPUT_SCENARIO_TABLES_H
#define INPUT_SCENARIO_TABLES_H

#include "input/field.h"
#include "types/scenario.h"

extern const struct field_table scenario_tables_top;

/* {node, nodes, fill_share} of struct node_group: also what `node` and `nodes` of a pool stand for. */
extern const struct field_table scenario_tables_group;

/* struct job_restart: its defaults are filled in later, where something is interrupted. */
extern const struct field_table scenario_tables_restart;

#endif
