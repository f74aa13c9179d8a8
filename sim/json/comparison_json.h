/* comparison.json: what `compare` found, for other tools. Results of the sides are files of their own. */
#ifndef JSON_COMPARISON_JSON_H
#define JSON_COMPARISON_JSON_H

#include <stddef.h>

#include "base/arena.h"
#include "types/study.h"

/* The whole as JSON text in `arena`. Before: comparison->format is set. */
const char *comparison_json_write(const struct study_comparison *comparison, struct arena *arena, size_t *length);

#endif
