#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_DISTANCE_MOST = 64 };

struct text text_new(struct arena *arena)
{
    struct text text = { .arena = arena };
    text.bytes = arena_grow(arena, NULL, 0, 1, &text.capacity, 1);
    return text;
}

/* Room for `more` bytes and the NUL. */
static void text_make_room(struct text *text, size_t more)
{
    CHECK(more < (size_t)-1 / 4 - text->length);
    text->bytes = arena_grow(text->arena, text->bytes, text->length + 1, text->length + more + 1, &text->capacity, 1);
}

void text_append_n(struct text *text, const char *bytes, size_t length)
{
    text_make_room(text, length);
    if (length) memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_append(struct text *text, const char *string)
{
    text_append_n(text, string, strlen(string));
}

void text_append_char(struct text *text, char byte)
{
    text_append_n(text, &byte, 1);
}

void text_vprintf(struct text *text, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    CHECK(length >= 0);
    text_make_room(text, (size_t)length);
    vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
    va_end(again);
    text->length += (size_t)length;
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_vprintf(text, format, args);
    va_end(args);
}

void text_cut(struct text *text, size_t length)
{
    if (length >= text->length) return;
    text->length = length;
    text->bytes[length] = '\0';
}

char *text_copy_n(struct arena *arena, const char *bytes, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (length) memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *text_copy(struct arena *arena, const char *string)
{
    return string ? text_copy_n(arena, string, strlen(string)) : NULL;
}

char *text_vformat(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    CHECK(length >= 0);
    char *string = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(string, (size_t)length + 1, format, again);
    va_end(again);
    return string;
}

char *text_format(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *string = text_vformat(arena, format, args);
    va_end(args);
    return string;
}

size_t text_utf8_length(const char *bytes, size_t length)
{
    /* Least value of each length, against overlong forms. */
    static const unsigned long least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
    const unsigned char first = (unsigned char)bytes[0];
    if (first < 0x80) return 1;
    const size_t n = first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc0 && first < 0xe0 ? 2 : 0;
    if (n == 0 || n > length) return 0;
    unsigned long value = first & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        const unsigned char next = (unsigned char)bytes[i];
        if ((next & 0xc0u) != 0x80u) return 0;
        value = value << 6 | (next & 0x3fu);
    }
    if (value < least[n] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return 0;
    return n;
}

/* The C1 controls U+0080 to U+009F: some terminals obey them. */
static bool text_is_c1(const char *bytes, size_t n)
{
    return n == 2 && (unsigned char)bytes[0] == 0xc2 && (unsigned char)bytes[1] < 0xa0;
}

char *text_shown(struct arena *arena, const char *bytes, size_t length, size_t most)
{
    struct text shown = text_new(arena);
    for (size_t i = 0; i < length;) {
        const size_t n = text_utf8_length(bytes + i, length - i), step = n ? n : 1;
        const unsigned char first = (unsigned char)bytes[i];
        if (i + step > most) {
            text_append(&shown, "...");
            break;
        }
        if (n == 0 || first < 0x20 || first == 0x7f || text_is_c1(bytes + i, n))
            for (size_t k = 0; k < step; k++) text_printf(&shown, "\\x%02x", (unsigned)(unsigned char)bytes[i + k]);
        else
            text_append_n(&shown, bytes + i, n);
        i += step;
    }
    return shown.bytes;
}

char *text_list(struct arena *arena, const char *const *words, size_t n_words, const char *last)
{
    struct text list = text_new(arena);
    for (size_t i = 0; i < n_words; i++) {
        if (i > 0 && i + 1 == n_words) text_printf(&list, " %s ", last);
        else if (i > 0) text_append(&list, ", ");
        text_append(&list, words[i]);
    }
    return list.bytes;
}

bool text_equal_n(const char *bytes, size_t length, const char *string)
{
    return strlen(string) == length && (length == 0 || memcmp(bytes, string, length) == 0);
}

bool text_equal(const char *a, const char *b)
{
    if (!a || !b) return a == b;
    return strcmp(a, b) == 0;
}

bool text_starts_with(const char *string, const char *start)
{
    return strncmp(string, start, strlen(start)) == 0;
}

bool text_ends_with(const char *string, const char *end)
{
    const size_t length = strlen(string), tail = strlen(end);
    return length >= tail && strcmp(string + (length - tail), end) == 0;
}

static char text_lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

bool text_equal_caseless(const char *a, const char *b)
{
    if (!a || !b) return a == b;
    size_t i = 0;
    while (a[i] && text_lower(a[i]) == text_lower(b[i])) i++;
    return a[i] == b[i];
}

static size_t text_least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t text_distance(const char *a, const char *b)
{
    const size_t rows = strnlen(a, TEXT_DISTANCE_MOST), columns = strnlen(b, TEXT_DISTANCE_MOST);
    size_t room[3][TEXT_DISTANCE_MOST + 1];
    size_t *before = room[0], *above = room[1], *here = room[2];   /* rows i - 2, i - 1 and i */
    for (size_t j = 0; j <= columns; j++) before[j] = above[j] = j;
    for (size_t i = 1; i <= rows; i++) {
        here[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            size_t least = above[j - 1] + (a[i - 1] != b[j - 1]);
            least = text_least(least, text_least(above[j], here[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) least = text_least(least, before[j - 2] + 1);
            here[j] = least;
        }
        size_t *const spare = before;
        before = above;
        above = here;
        here = spare;
    }
    return above[columns];
}

/* As text_equal_caseless, with - _ and space alike. */
static bool text_equal_loosely(const char *a, const char *b)
{
    size_t i = 0;
    for (; a[i] && b[i]; i++) {
        const bool both_join = strchr("-_ ", a[i]) && strchr("-_ ", b[i]);
        if (!both_join && text_lower(a[i]) != text_lower(b[i])) return false;
    }
    return a[i] == b[i];
}

static int text_only_beginning(const char *word, const char *const *candidates, size_t n_candidates)
{
    int found = -1;
    if (strlen(word) < 3) return -1;
    for (size_t i = 0; i < n_candidates; i++) {
        if (!candidates[i] || !text_starts_with(candidates[i], word)) continue;
        if (found >= 0) return -1;
        found = (int)i;
    }
    return found;
}

int text_nearest_index(const char *word, const char *const *candidates, size_t n_candidates)
{
    const size_t length = strlen(word);
    int nearest = -1;
    size_t nearest_distance = length / 3 > 1 ? length / 3 + 1 : 2;     /* one beyond the cut-off */
    for (size_t i = 0; i < n_candidates; i++)
        if (candidates[i] && text_equal_loosely(word, candidates[i])) return (int)i;
    if (length >= TEXT_DISTANCE_MOST) return -1;
    for (size_t i = 0; i < n_candidates; i++) {
        const size_t other = candidates[i] ? strlen(candidates[i]) : 0;
        const size_t least = other > length ? other - length : length - other;       /* the distance is no less */
        if (!candidates[i] || other >= TEXT_DISTANCE_MOST || least >= nearest_distance) continue;
        const size_t distance = text_distance(word, candidates[i]);
        if (distance >= nearest_distance || distance >= other || distance >= length) continue;
        nearest = (int)i;
        nearest_distance = distance;
    }
    return nearest >= 0 ? nearest : text_only_beginning(word, candidates, n_candidates);
}

const char *text_nearest(const char *word, const char *const *candidates, size_t n_candidates)
{
    const int nearest = text_nearest_index(word, candidates, n_candidates);
    return nearest >= 0 ? candidates[nearest] : NULL;
}

char *text_grouped(struct arena *arena, const char *plain)
{
    struct text out = text_new(arena);
    if (*plain == '-') text_append_char(&out, *plain++);
    size_t whole = strspn(plain, "0123456789");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0) text_append_char(&out, ',');
        text_append_char(&out, plain[i]);
    }
    text_append(&out, plain + whole);
    return out.bytes;
}

char *text_count(struct arena *arena, double number)
{
    return text_grouped(arena, text_format(arena, "%.0f", number));
}
