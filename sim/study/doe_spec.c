#include "study/doe_spec.h"

#include <string.h>

#include "base/text.h"
#include "study/doe.h"

bool doe_spec_whole(const char *text, size_t length, int64_t most, int64_t *value)
{
    *value = 0;
    if (length == 0 || length > 15) return false;
    for (size_t k = 0; k < length; k++) {
        if (text[k] < '0' || text[k] > '9') return false;
        *value = *value * 10 + (text[k] - '0');
    }
    return *value >= 1 && *value <= most;
}

/* Ends at the next `mark` outside brackets and quotes. */
static size_t piece_length(const char *text, size_t length, char mark)
{
    int depth = 0;
    char quote = '\0';
    for (size_t k = 0; k < length; k++) {
        const char byte = text[k];
        if (quote) quote = byte == quote ? '\0' : quote;
        else if (byte == '"' || byte == '\'') quote = byte;
        else if (byte == '{' || byte == '[') depth++;
        else if (byte == '}' || byte == ']') depth--;
        else if (byte == mark && depth == 0) return k;
    }
    return length;
}

static struct doe_piece trimmed(const char *at, size_t length)
{
    while (length > 0 && (*at == ' ' || *at == '\t')) at++, length--;
    while (length > 0 && (at[length - 1] == ' ' || at[length - 1] == '\t')) length--;
    return (struct doe_piece){at, length};
}

static int split(const char *text, size_t length, char mark, int most, struct doe_piece *pieces)
{
    int n = 0;
    for (size_t from = 0; from <= length; n++) {
        const size_t ends = n + 1 < most ? piece_length(text + from, length - from, mark) : length - from;
        if (n < most) pieces[n] = trimmed(text + from, ends);
        from += ends + 1;
    }
    return n;
}

static bool has_colon(const struct doe_piece *piece)
{
    return piece_length(piece->at, piece->length, ':') < piece->length;
}

static const char *read_count(struct doe_spec *spec)
{
    int64_t count;
    struct doe_piece third = spec->pieces[2];
    spec->geometric = third.length > 0 && (*third.at == 'x' || *third.at == 'X');
    if (spec->geometric) third.at++, third.length--;
    if (spec->geometric && third.length == 0) return NULL;
    if (!doe_spec_whole(third.at, third.length, DOE_MOST_VALUES, &count) || count < 2) return "expected lo:hi:n or lo:hi:xN, n and N from 2 to 10000";
    spec->count = (int)count;
    return NULL;
}

static const char *read_range(struct doe_spec *spec, const char **at)
{
    const struct doe_piece whole = spec->pieces[0];
    spec->pieces[1] = spec->pieces[2] = (struct doe_piece){whole.at + whole.length, 0};
    spec->is_range = true;
    spec->n = split(whole.at, whole.length, ':', 3, spec->pieces);
    for (int k = 0; k < spec->n; k++) {
        *at = spec->pieces[k].at;
        if (spec->pieces[k].length == 0) return "a part of lo:hi:n is missing here";
    }
    return spec->n == 3 ? read_count(spec) : NULL;
}

const char *doe_spec_read(const char *text, struct arena *arena, struct doe_spec *spec, const char **at)
{
    const size_t length = strlen(text);
    int n = 1;
    for (size_t from = 0; (from += piece_length(text + from, length - from, ',')) < length; from++) n++;
    *spec = (struct doe_spec){.pieces = ARENA_ARRAY(arena, struct doe_piece, n > 3 ? n : 3), .n = n};
    *at = text;
    if (n > DOE_MOST_VALUES) return "more than 10000 values";
    split(text, length, ',', n, spec->pieces);
    if (n == 1 && has_colon(&spec->pieces[0])) return read_range(spec, at);
    for (int k = 0; k < n; k++) {
        *at = spec->pieces[k].at;
        if (spec->pieces[k].length == 0) return "a value is missing here";
        if (n > 1 && has_colon(&spec->pieces[k])) return "one range, or a list without ranges in it";
    }
    return NULL;
}
