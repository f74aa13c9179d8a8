#include "cmd/formats.h"

#include <string.h>

#include "base/text.h"

/* In the order of their bits. */
static const char *const names[] = {"md", "html", "pdf", "docx", "csv", "xlsx"};
enum { FORMATS = sizeof names / sizeof names[0] };

/* Names of these bits into `listed`. */
static int listed_names(unsigned bits, const char **listed)
{
    int n = 0;
    for (int f = 0; f < FORMATS; f++)
        if (bits & 1u << f) listed[n++] = names[f];
    return n;
}

static bool take(const char *name, const char *command, unsigned offered, struct arena *arena, struct cmd_streams streams, unsigned *formats)
{
    for (int f = 0; f < FORMATS; f++) {
        if (!(offered & 1u << f) || !text_equal(name, names[f])) continue;
        *formats |= 1u << f;
        return true;
    }
    const char *listed[FORMATS];
    const int n = listed_names(offered, listed);
    const char *near = text_nearest(name, listed, n);
    fprintf(streams.err, "exasite %s: error: --format: no format \"%s\"; expected %s%s%s%s [bad-option]\n", command, text_shown(arena, name, strlen(name), 60),
            text_list(arena, listed, n, "or"), near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
    return false;
}

/* Those that are named; 0 without --format. */
static bool read_names(const struct options *options, const char *command, unsigned offered, struct arena *arena, struct cmd_streams streams, unsigned *formats)
{
    bool ok = true;
    *formats = 0;
    for (const char *at = options->format; at; ) {
        const size_t length = strcspn(at, ",");
        ok = take(text_copy_n(arena, at, length), command, offered, arena, streams, formats) && ok;
        at = at[length] == ',' ? at + length + 1 : NULL;
    }
    return ok;
}

/* Without --out: none, or one of `printed`. */
static bool can_be_printed(const struct options *options, const char *command, unsigned printed, unsigned formats, struct arena *arena, struct cmd_streams streams)
{
    const char *listed[FORMATS];
    const int n = listed_names(printed, listed);
    if ((formats & ~printed) == 0 && (formats & (formats - 1)) == 0) return true;
    fprintf(streams.err, "exasite %s: error: --format %s: standard output takes one of %s; expected --out DIR for more [bad-option]\n", command, options->format,
            text_list(arena, listed, n, "and"));
    return false;
}

bool formats_read(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats)
{
    if (!read_names(options, command, FORMATS_DOCUMENT, arena, streams, formats)) return false;
    if (!options->format) *formats = FORMATS_MD | FORMATS_HTML;
    if (!options->format || options->out) return true;
    fprintf(streams.err, "exasite %s: error: --format %s: the document is written nowhere; expected --out DIR too [bad-option]\n", command, options->format);
    return false;
}

bool formats_read_printed(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats)
{
    if (!read_names(options, command, FORMATS_DOCUMENT, arena, streams, formats)) return false;
    if (!options->format) *formats = options->out ? FORMATS_MD | FORMATS_HTML : FORMATS_MD;
    return options->out || can_be_printed(options, command, FORMATS_MD | FORMATS_HTML, *formats, arena, streams);
}

bool formats_read_book(const struct options *options, const char *command, struct arena *arena, struct cmd_streams streams, unsigned *formats)
{
    if (!read_names(options, command, FORMATS_BOOK, arena, streams, formats)) return false;
    if (!options->format && options->out) *formats = FORMATS_MD | FORMATS_HTML | FORMATS_CSV | FORMATS_XLSX;
    return options->out || can_be_printed(options, command, FORMATS_MD | FORMATS_HTML | FORMATS_CSV, *formats, arena, streams);
}
