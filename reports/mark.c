#include "reports/mark.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "base/units.h"

/* "\2" id "\37" value "\37" text "\3": control characters that no document shows. */
enum { BEGIN = '\2', PART = '\37', END = '\3' };

static void without_marks(struct text *out, const char *text)
{
    struct mark_piece piece;
    while (mark_next(&text, &piece)) text_append_n(out, piece.text, piece.text_length);
}

static const char *marked(struct arena *arena, const char *id, const char *value, const char *text)
{
    struct text out = text_new(arena);
    text_printf(&out, "%c%s%c%s%c", BEGIN, id, PART, value, PART);
    without_marks(&out, text);
    text_append_char(&out, END);
    return out.bytes;
}

const char *mark_number(struct arena *arena, const char *id, double value, const char *text)
{
    char exact[32];
    return marked(arena, id, isfinite(value) ? units_exact(value, exact) : "unknown", text);
}

const char *mark_as(struct arena *arena, double value, const char *text, const char *id, ...)
{
    va_list args;
    va_start(args, id);
    const char *written = text_vformat(arena, id, args);
    va_end(args);
    return mark_number(arena, written, value, text);
}

const char *mark_name(struct arena *arena, const char *text)
{
    return text[strcspn(text, "0123456789")] ? marked(arena, "", "", text) : text;
}

/* --- names in words ---------------------------------------------------------------------------------- */

static bool is_inside(char c) { return isalnum((unsigned char)c) || c == '_'; }

/* Does a name that began here end there? "hdd-30" does not in "hdd-30-fast". */
static bool is_end(const char *at, const char *end) { return at == end || !(is_inside(*at) || (*at == '-' && at + 1 < end && is_inside(at[1]))); }

static size_t digits(const char *at, const char *end)
{
    size_t n = 0;
    while (at + n < end && isdigit((unsigned char)at[n])) n++;
    return n;
}

/* Length of "models/a.yaml:12:3" at the front, 0 if it is something else. */
static size_t place_length(const char *at, const char *end)
{
    const char *dot = at;
    while (dot < end && !isspace((unsigned char)*dot) && *dot != ':') dot++;
    if (dot - at < 5 || strncmp(dot - 5, ".yaml", 5) != 0) return 0;
    for (int k = 0; k < 2; k++) {
        const size_t n = dot < end && *dot == ':' ? digits(dot + 1, end) : 0;
        if (n == 0) return 0;
        dot += n + 1;
    }
    return (size_t)(dot - at);
}

static size_t name_length(const struct mark_names *names, const char *at, const char *end)
{
    for (int k = 0; k < names->n; k++) {
        const size_t length = strlen(names->at[k]);
        if (*names->at[k] == *at && length <= (size_t)(end - at) && memcmp(names->at[k], at, length) == 0 && is_end(at + length, end)) return length;
    }
    return place_length(at, end);
}

static void mark_words(struct text *out, const struct mark_names *names, const char *at, const char *end)
{
    for (const char *begin = at; at < end;) {
        const bool starts = is_inside(*at) && (at == begin || !(is_inside(at[-1]) || at[-1] == '-'));
        const size_t length = starts ? name_length(names, at, end) : 0;
        if (length > 0) text_printf(out, MARK_NAME("%.*s"), (int)length, at);
        else text_append_n(out, at, 1);
        at += length > 0 ? length : 1;
    }
}

const char *mark_names(struct arena *arena, const struct mark_names *names, const char *text)
{
    if (names->n == 0 || !text[strcspn(text, "0123456789")]) return text;
    struct text out = text_new(arena);
    struct mark_piece piece;
    while (mark_next(&text, &piece)) {
        if (piece.id) text_append(&out, mark_piece(arena, &piece));
        else mark_words(&out, names, piece.text, piece.text + piece.text_length);
    }
    return out.bytes;
}

/* --- texts ------------------------------------------------------------------------------------------- */

const char *mark_text(struct arena *arena, const char *id, const char *text)
{
    return *text ? marked(arena, id, "", text) : "";
}

const char *mark_plain(struct arena *arena, const char *text)
{
    if (!strchr(text, BEGIN)) return text;
    struct text out = text_new(arena);
    without_marks(&out, text);
    return out.bytes;
}

/* A mark that is cut short, as somebody's own text may hold one, is no mark. */
static bool whole_mark(const char *at, struct mark_piece *piece, const char **after)
{
    const char *value = strchr(at + 1, PART), *text = value ? strchr(value + 1, PART) : NULL, *end = text ? strchr(text + 1, END) : NULL;
    if (!end) return false;
    *piece = (struct mark_piece){at + 1, value + 1, text + 1, (size_t)(value - at - 1), (size_t)(text - value - 1), (size_t)(end - text - 1)};
    *after = end + 1;
    return memchr(at + 1, BEGIN, (size_t)(end - at - 1)) == NULL;
}

bool mark_next(const char **at, struct mark_piece *piece)
{
    const char *start = *at;
    if (!*start) return false;
    if (*start == BEGIN && whole_mark(start, piece, at)) return true;
    const char *next = strchr(start + 1, BEGIN);
    const size_t length = next ? (size_t)(next - start) : strlen(start);
    *piece = (struct mark_piece){.text = start, .text_length = length};
    *at = start + length;
    return true;
}

const char *mark_piece(struct arena *arena, const struct mark_piece *piece)
{
    const char *text = text_copy_n(arena, piece->text, piece->text_length);
    return piece->id ? marked(arena, text_copy_n(arena, piece->id, piece->id_length), text_copy_n(arena, piece->value, piece->value_length), text) : text;
}

const char *mark_begun(struct arena *arena, const char *words)
{
    char *copy = text_copy(arena, words);
    const char *at = copy;
    struct mark_piece first;
    if (!mark_next(&at, &first)) return copy;
    char *letter = copy + (first.text - copy);
    if (*letter >= 'a' && *letter <= 'z') *letter = (char)(*letter - 32);
    return copy;
}

const char *mark_sentence(struct arena *arena, const char *words)
{
    return *words ? text_format(arena, "%s.", mark_begun(arena, words)) : words;
}
