/* Requirements as people write them: "read_capability >= 24 TB/s". */
#ifndef INPUT_REQUIREMENT_H
#define INPUT_REQUIREMENT_H

#include "input/reader.h"
#include "input/yaml_tree.h"
#include "types/scenario.h"

/* Reads QUANTITY (>=|>|<=|<) VALUE, the value in the quantity's unit, into text, quantity, comparison and limit. The text
 * is set even after a mistake. */
MUST_USE bool requirement_read(struct reader *reader, const struct yaml_node *node, const char *path, struct requirement *to);

/* "read_capability", and the unit of its limit. */
const char *requirement_word(enum requirement_quantity quantity);
enum unit requirement_unit(enum requirement_quantity quantity);

/* "a, b or c": all quantities, for the manual. */
const char *requirement_words(struct arena *arena);

#endif
