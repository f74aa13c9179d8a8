/* What may be written under `failures`: what breaks while it runs, how often, and for how long. */
#ifndef INPUT_FAILURE_TABLES_H
#define INPUT_FAILURE_TABLES_H

#include "input/field.h"
#include "types/scenario.h"

extern const struct field_table failure_tables_top;          /* struct failures */

/* Reads the map, or its absence, into scenario->failures (field.h: FIELD_CUSTOM). Its estimates are inputs only where it is asked for. */
MUST_USE bool failure_tables_read(struct reader *reader, const struct field *field, const struct yaml_node *node, const char *path, void *to);

#endif
