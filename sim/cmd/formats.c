#include "cmd/formats.h"

#include <string.h>

#include "base/text.h"

static const char *const names[] = {"md", "html", "pdf", "docx"};
enum { FORMATS = sizeof names / sizeof names[0] };

static bool take(const char *name, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats)
{
    for (int f = 0; f < FORMATS; f++) {
        if (!text_equal(name, names[f])) continue;
        *formats |= 1u << f;
        return true;
    }
    const char *near = text_nearest(name, names, FORMATS);
    fprintf(streams.err, "exasite %s: error: --format: no format \"%s\"; expected %s%s%s%s [bad-option]\n", command, text_shown(arena, name, strlen(name), 60),
            text_list(arena, names, FORMATS, "or"), near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
    return false;
}

static bool read_names(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats)
{
    bool ok = true;
    *formats = 0;
    if (!options->format) *formats = FORMATS_MD | FORMATS_HTML;
    for (const char *at = options->format; at; ) {
        const size_t length = strcspn(at, ",");
        ok = take(text_copy_n(arena, at, length), command, arena, streams, formats) && ok;
        at = at[length] == ',' ? at + length + 1 : NULL;
    }
    return ok;
}

bool formats_read(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats)
{
    if (!read_names(options, command, arena, streams, formats)) return false;
    if (!options->format || options->out) return true;
    fprintf(streams.err, "exasite %s: error: --format %s: the document is written nowhere; expected --out DIR too [bad-option]\n", command, options->format);
    return false;
}

bool formats_read_printed(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats)
{
    if (!read_names(options, command, arena, streams, formats)) return false;
    if (options->out) return true;
    if (!options->format) *formats = FORMATS_MD;
    if (*formats == FORMATS_MD || *formats == FORMATS_HTML) return true;
    fprintf(streams.err, "exasite %s: error: --format %s: standard output takes one of md and html; expected --out DIR for more [bad-option]\n", command, options->format);
    return false;
}
