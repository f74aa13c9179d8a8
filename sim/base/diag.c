#include "base/diag.h"

#include <stdarg.h>
#include <string.h>

#include "base/order.h"
#include "base/text.h"

enum { DIAG_MOST = 1000, DIAG_TEXT_MOST = 2000 };

struct diag_entry {
    struct diag diag;
    int32_t file_rank;           /* order of first mention */
};

struct diags {
    struct arena *arena;
    const char *const *names;
    size_t n_names;
    struct diag_entry *entries;
    size_t count, capacity;
    const char **files;
    size_t n_files, files_capacity;
    size_t kept[2], found[2];    /* by severity */
    int32_t next_serial;
    bool sorted;
};

struct diags *diags_new(struct arena *arena, const char *const *names, size_t n_names)
{
    struct diags *diags = ARENA_NEW(arena, struct diags);
    diags->arena = arena;
    diags->names = names;
    diags->n_names = n_names;
    diags->sorted = true;
    return diags;
}

static int32_t diag_file_rank(struct diags *diags, const char *file)
{
    for (size_t i = 0; i < diags->n_files; i++)
        if (text_equal(diags->files[i], file)) return (int32_t)i;
    diags->files = arena_grow(diags->arena, diags->files, diags->n_files, diags->n_files + 1, &diags->files_capacity,
                              sizeof *diags->files);
    diags->files[diags->n_files] = text_copy(diags->arena, file);
    return (int32_t)diags->n_files++;
}

static bool diag_is_known(const struct diags *diags, const struct diag *diag, int32_t file_rank)
{
    for (size_t i = 0; i < diags->count; i++) {
        const struct diag *known = &diags->entries[i].diag;
        if (diags->entries[i].file_rank == file_rank && known->at.line == diag->at.line && known->at.col == diag->at.col
            && known->code == diag->code && known->severity == diag->severity && text_equal(known->text, diag->text))
            return true;
    }
    return false;
}

PRINTF_LIKE(5, 0)
static void diag_add(struct diags *diags, enum diag_severity severity, struct place at, int code, const char *format, va_list args)
{
    CHECK(code >= 0 && (size_t)code < diags->n_names);
    if (diags->kept[severity] >= DIAG_MOST) {
        diags->found[severity]++;
        return;
    }
    const char *raw = text_vformat(diags->arena, format, args);
    const int32_t rank = diag_file_rank(diags, at.file);
    at.file = diags->files[rank];
    const struct diag diag = { .severity = severity, .code = code, .at = at, .serial = diags->next_serial,
                               .text = text_shown(diags->arena, raw, strlen(raw), DIAG_TEXT_MOST) };
    if (diag_is_known(diags, &diag, rank)) return;
    diags->entries = arena_grow(diags->arena, diags->entries, diags->count, diags->count + 1, &diags->capacity,
                                sizeof *diags->entries);
    diags->entries[diags->count++] = (struct diag_entry){ diag, rank };
    diags->next_serial++;
    diags->kept[severity]++;
    diags->found[severity]++;
    diags->sorted = false;
}

void diag_error(struct diags *diags, struct place at, int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diag_add(diags, DIAG_ERROR, at, code, format, args);
    va_end(args);
}

void diag_warning(struct diags *diags, struct place at, int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diag_add(diags, DIAG_WARNING, at, code, format, args);
    va_end(args);
}

size_t diags_errors(const struct diags *diags)
{
    return diags->found[DIAG_ERROR];
}

size_t diags_count(const struct diags *diags)
{
    return diags->count;
}

static bool diag_before(const void *a, const void *b, const void *context)
{
    const struct diag_entry *x = a, *y = b;
    (void)context;
    if (x->file_rank != y->file_rank) return x->file_rank < y->file_rank;
    if (x->diag.at.line != y->diag.at.line) return x->diag.at.line < y->diag.at.line;
    if (x->diag.at.col != y->diag.at.col) return x->diag.at.col < y->diag.at.col;
    return x->diag.serial < y->diag.serial;
}

const struct diag *diags_at(struct diags *diags, size_t k)
{
    CHECK(k < diags->count);
    if (!diags->sorted) order_sort(diags->entries, diags->count, sizeof *diags->entries, diag_before, NULL);
    diags->sorted = true;
    return &diags->entries[k].diag;
}

static void diag_print(const struct diag *diag, const char *name, FILE *to)
{
    if (diag->at.file && diag->at.line > 0) fprintf(to, "%s:%d:%d: ", diag->at.file, (int)diag->at.line, (int)diag->at.col);
    else if (diag->at.file) fprintf(to, "%s: ", diag->at.file);
    fprintf(to, "%s: %s [%s]\n", diag->severity == DIAG_ERROR ? "error" : "warning", diag->text, name);
}

void diags_print(struct diags *diags, FILE *to)
{
    static const char *const words[2] = { [DIAG_WARNING] = "warnings", [DIAG_ERROR] = "errors" };
    for (size_t i = 0; i < diags->count; i++) {
        const struct diag *diag = diags_at(diags, i);
        diag_print(diag, diags->names[diag->code], to);
    }
    for (int severity = DIAG_ERROR; severity >= DIAG_WARNING; severity--) {
        const size_t left = diags->found[severity] - diags->kept[severity];
        if (left > 0) fprintf(to, "%zu more %s not shown\n", left, words[severity]);
    }
}
