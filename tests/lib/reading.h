/* What a test of a reader needs: a folder of its own with files in it, an arena, and the diagnostics it told. Include after near.h. */
#ifndef TESTS_LIB_READING_H
#define TESTS_LIB_READING_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "tests/lib/folder.h"
#include "types/diag_codes.h"

#define READING_NAME(code, name, meaning) name,
static const char *const reading_codes[] = {DIAG_CODES(READING_NAME)};

struct reading { struct arena *arena; struct diags *diags; struct folder folder; const char *models; };     /* models: the folder's, whether it is there or not */

static inline struct reading reading_new(void)
{
    struct reading reading = {.arena = arena_new(), .folder = folder_new()};
    reading.diags = diags_new(reading.arena, reading_codes, DIAG_COUNT);
    reading.models = text_format(reading.arena, "%s/models", reading.folder.path);
    return reading;
}

static inline void reading_free(const struct reading *reading)
{
    folder_free(&reading->folder);
    arena_free(reading->arena);
}

/* Writes the file; its path. */
static inline const char *reading_put(const struct reading *reading, const char *name, const char *text)
{
    char path[256];
    return text_copy(reading->arena, folder_write(&reading->folder, name, text, path));
}

static inline void reading_assert_told(const struct reading *reading, enum diag_code code, const char *says)
{
    for (size_t i = 0; i < diags_count(reading->diags); i++) {
        const struct diag *diag = diags_at(reading->diags, i);
        if (diag->code == (int)code && strstr(diag->text, says)) return;
    }
    diags_print(reading->diags, stderr);
    fail_msg("nobody told [%s] %s", reading_codes[code], says);
}

#endif
