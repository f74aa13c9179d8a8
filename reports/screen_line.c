#include "reports/screen_line.h"

#include <string.h>

#include "reports/mark.h"

enum { MOST_BYTES = 2000 };

static bool begins_character(char c) { return ((unsigned char)c & 0xC0u) != 0x80u; }

int screen_line_columns(const char *text, size_t bytes)
{
    int n = 0;
    for (size_t i = 0; i < bytes; i++) n += begins_character(text[i]);
    return n;
}

size_t screen_line_bytes(const char *text, size_t bytes, int most)
{
    size_t at = 0;
    while (at < bytes && screen_line_columns(text, at + 1) <= most) at++;
    while (at < bytes && !begins_character(text[at])) at++;
    return at;
}

static void new_line(struct text *out, int indent)
{
    text_printf(out, "\n%*s", indent, "");
}

void screen_line_wrap(struct text *out, int at, int indent, int wide, const char *words)
{
    const char *plain = mark_plain(out->arena, words), *text = text_shown(out->arena, plain, strlen(plain), MOST_BYTES);
    for (bool first = true; *text;) {
        size_t bytes = strcspn(text, " ");
        int columns = screen_line_columns(text, bytes);
        if (!first && at + 1 + columns > wide) {
            new_line(out, indent);
            at = indent;
            first = true;
        }
        if (!first) { text_append_char(out, ' '); at++; }
        if (at + columns > wide) { bytes = screen_line_bytes(text, bytes, wide - at); columns = screen_line_columns(text, bytes); }
        text_append_n(out, text, bytes);
        at += columns;
        text += bytes;
        first = *text && *text != ' ';
        if (first) { new_line(out, indent); at = indent; }
        else text += strspn(text, " ");
    }
    text_append_char(out, '\n');
}

void screen_line_padded(struct text *out, const char *text, int wide, bool right)
{
    const int left = wide - screen_line_columns(text, strlen(text));
    if (right && left > 0) text_printf(out, "%*s", left, "");
    text_append(out, text);
    if (!right && left > 0) text_printf(out, "%*s", left, "");
}

void screen_line(struct text *out, const char *label, const char *words)
{
    if (!*words) return;
    screen_line_padded(out, label, SCREEN_LINE_LABEL, false);
    screen_line_wrap(out, SCREEN_LINE_LABEL, SCREEN_LINE_LABEL, SCREEN_LINE_WIDE, words);
}
