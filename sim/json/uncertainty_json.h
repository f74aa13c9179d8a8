/* sensitivity.json: struct uncertainty_results out and back, through one table. */
#ifndef JSON_UNCERTAINTY_JSON_H
#define JSON_UNCERTAINTY_JSON_H

#include "base/arena.h"
#include "base/diag.h"
#include "types/uncertainty.h"

/* In `arena`; *length without the NUL. */
const char *uncertainty_json_write(const struct uncertainty_results *results, struct arena *arena, size_t *length);

/* Diagnoses what is not such a file; `file` names it and must outlive `diags`. */
MUST_USE bool uncertainty_json_read(const char *text, size_t length, const char *file, struct arena *arena, struct diags *diags, struct uncertainty_results *results);

#endif
