/* Structs to JSON and back through one table a struct: key, kind, offset, nested table.
 * Writing and reading walk the same table, so they cannot disagree. */
#ifndef JSON_JSON_TABLE_H
#define JSON_JSON_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/diag.h"

enum json_kind {
    JSON_NUMBER,             /* double; NaN and infinities are null, null and a missing key are NaN */
    JSON_TEXT,               /* const char *; NULL is written as "", a missing key is read as "" */
    JSON_FLAG,               /* bool; missing: false */
    JSON_WHOLE,              /* int32_t >= 0; missing: 0 */
    JSON_PAIR,               /* double[2] as [lo, hi] */
    JSON_OBJECT,             /* a struct inside this one, at `offset`, by `table`; offset 0 groups fields of the same struct */
    JSON_LIST,               /* pointer to an array of structs of `size` bytes, how many: int32_t at `count_offset` */
    JSON_TEXTS,              /* const char **, how many: int32_t at `count_offset` */
    JSON_BINS,               /* int32_t >= 0: the length of all JSON_BINNED of this object and of those inside it */
    JSON_BINNED              /* double *, as many as the nearest JSON_BINS above says; missing: NaNs */
};

struct json_key {
    const char *name;        /* NULL ends a table */
    enum json_kind kind;
    size_t offset, count_offset, size;
    const struct json_key *table;
};

/* What a reader of other people's files puts up with. */
enum { JSON_TABLE_MAX_BYTES = 16 * 1024 * 1024, JSON_TABLE_MAX_BINS = 100000 };

/* Pretty-printed JSON with a newline at its end, in the order of the table; numbers by
 * units_exact. Lives in `arena`; *length without the NUL. */
const char *json_table_write(const struct json_key *table, const void *of, struct arena *arena, size_t *length);

/* Reads `length` bytes of `text` into the zeroed struct `into`; strings and arrays in `arena`.
 * Unknown keys are ignored (a newer program may have written them). What is not JSON, has a
 * known key twice, another type or is too large is a diagnostic under `code`, all of them
 * found in one go; false then. `file` names the text in diagnostics and must outlive them. */
MUST_USE bool json_table_read(const struct json_key *table, const char *text, size_t length, const char *file, int code,
                              struct arena *arena, struct diags *diags, void *into);

#endif
