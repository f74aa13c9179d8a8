/* The manual that tables write of themselves. */
#ifndef INPUT_FIELD_MANUAL_H
#define INPUT_FIELD_MANUAL_H

#include "input/field.h"

/* Markdown: a section for the table (heading `level` deep) and each table it holds, a row a key: key, what it
 * takes, bounds, default, meaning. `arena` holds scratch. */
void field_manual(const struct field_table *table, int level, struct arena *arena, FILE *to);

/* Markdown: how numbers, their sources and paths are written, which every table takes for granted. */
void field_manual_numbers(FILE *to);

#endif
