/* size.json: what `size` found, as text and back. As results_json.h. */
#ifndef JSON_SIZE_JSON_H
#define JSON_SIZE_JSON_H

#include "base/arena.h"
#include "base/check.h"
#include "base/diag.h"
#include "types/study.h"

/* Before: size->format is set. */
const char *size_json_write(const struct study_size *size, struct arena *arena, size_t *length);

/* False after a diagnostic (DIAG_BAD_RESULTS). */
MUST_USE bool size_json_read(const char *text, size_t length, const char *file, struct arena *arena, struct diags *diags, struct study_size *size);

#endif
