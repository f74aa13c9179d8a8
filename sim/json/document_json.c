#include "json/document_json.h"

#include <string.h>

#include "types/diag_codes.h"

static const char *format_of(const void *document) { return *(const char *const *)document; }

const char *document_json_write(const struct document_json *document, const void *of, struct arena *arena, size_t *length)
{
    CHECK(format_of(of) && strcmp(format_of(of), document->format) == 0);
    return json_table_write(document->table, of, arena, length);
}

bool document_json_read(const struct document_json *document, const char *text, size_t length, const char *file, struct arena *arena, struct diags *diags, void *into)
{
    memset(into, 0, document->size);
    if (!json_table_read(document->table, text, length, file, DIAG_BAD_RESULTS, arena, diags, into)) return false;
    if (strcmp(format_of(into), document->format) == 0) return true;
    diag_error(diags, (struct place){ .file = file, .line = 1, .col = 1 }, DIAG_BAD_RESULTS, "format is '%.40s', expected '%s'", format_of(into), document->format);
    return false;
}
