/* A file of ours: a struct that begins with `const char *format`, the name and version of its form ("exasite.results/1"). */
#ifndef JSON_DOCUMENT_JSON_H
#define JSON_DOCUMENT_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "json/json_table.h"

struct document_json {
    const char *format;
    const struct json_key *table;        /* its first key is "format" */
    size_t size;                         /* of the struct */
};

/* The struct as JSON text in `arena`; *length without the NUL. Before: its format is the document's.
 * After: reading the text back and writing it again gives the same bytes. */
const char *document_json_write(const struct document_json *document, const void *of, struct arena *arena, size_t *length);

/* Reads what document_json_write wrote, from any version of the same format: keys it does not have are NaN, "" or empty.
 * False after a diagnostic (DIAG_BAD_RESULTS): not JSON, keys of another kind, another format. *into is then of no use. */
MUST_USE bool document_json_read(const struct document_json *document, const char *text, size_t length, const char *file,
                                 struct arena *arena, struct diags *diags, void *into);

#endif
