/* Diagnostics: what a reader of YAML did wrong, where, and what was expected.
 * A stage collects all it finds and stops at its end. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/check.h"

/* Where something was written. `file` is as the user named it, or "--set:1"; line and
 * col count from 1; line 0 means the file as a whole, file NULL nowhere in particular. */
struct place {
    const char *file;
    int32_t line, col;
};

enum diag_severity { DIAG_WARNING, DIAG_ERROR };

struct diag {
    enum diag_severity severity;
    int32_t code;                /* index into the names given to diags_new */
    struct place at;
    const char *text;
    int32_t serial;              /* in order of finding */
};

struct diags;

/* `names[code]` is what stands between the brackets at a diagnostic's end. `names` must
 * outlive the diagnostics, which live in `arena`. */
struct diags *diags_new(struct arena *arena, const char *const *names, size_t n_names);

/* Adds one; the same text, code and place twice is kept once. After 1,000 errors the rest are only counted. */
void diag_error(struct diags *diags, struct place at, int code, const char *format, ...) PRINTF_LIKE(4, 5);
void diag_warning(struct diags *diags, struct place at, int code, const char *format, ...) PRINTF_LIKE(4, 5);

/* Errors alone, those past the 1,000th too; errors and warnings that were kept. */
size_t diags_errors(const struct diags *diags);
size_t diags_count(const struct diags *diags);

/* The k-th by (file, line, col, serial); files in order of first mention. */
const struct diag *diags_at(struct diags *diags, size_t k);

/* One line each, sorted by place: file:line:col: error: text [code]. */
void diags_print(struct diags *diags, FILE *to);

#endif
