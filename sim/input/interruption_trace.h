/* A file of interruptions as somebody recorded them: one time a line ("12.5 h"), from the start of the record, ascending; blank
 * lines and what follows a # are passed over. What counts is the time between two. */
#ifndef INPUT_INTERRUPTION_TRACE_H
#define INPUT_INTERRUPTION_TRACE_H

#include "input/reader.h"
#include "input/yaml_tree.h"
#include "types/scenario.h"

/* Reads the file that `node` names, from the folder of the file that names it, into cause->trace...; where neither a rate nor an mtti is
 * stated the record's mean stands for the mtti (interruption_checks.h). */
MUST_USE bool interruption_trace_read(struct reader *reader, const struct yaml_node *node, struct interruption_cause *cause);

#endif
