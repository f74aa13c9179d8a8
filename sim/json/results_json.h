/* results.json: the narrow waist as text. Documents are rendered from the file as
 * re-read, so what is not in these tables is in no document. */
#ifndef JSON_RESULTS_JSON_H
#define JSON_RESULTS_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/diag.h"
#include "json/json_table.h"
#include "types/results.h"

/* Other documents hold one too. */
extern const struct json_key results_json_manifest[];

/* The table that names every key of results.json. */
const struct json_key *results_json_keys(void);

/* The whole of `results` as JSON text in `arena`. Before: results->format is set.
 * After: reading the text back and writing it again gives the same bytes. */
const char *results_json_write(const struct results *results, struct arena *arena, size_t *length);

/* Reads what results_json_write wrote, from any version of the same format: keys it does not
 * have are NaN, "" or empty. False after a diagnostic (DIAG_BAD_RESULTS); *results is then of no use. */
MUST_USE bool results_json_read(const char *text, size_t length, const char *file, struct arena *arena,
                                struct diags *diags, struct results *results);

#endif
