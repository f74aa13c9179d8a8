#include "reports/doc.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "base/units.h"
#include "reports/mark.h"

struct pen { struct text out, numbers; int figures; };       /* numbers: what doc_markdown_numbers gives */

static bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The same bytes with what is not UTF-8 and control characters as U+FFFD, newlines as spaces. */
static size_t plain_step(struct text *out, const char *at)
{
    size_t step = text_utf8_length(at, strlen(at));
    unsigned char first = (unsigned char)*at;
    if (step == 0 || (first < 0x20 && *at != '\n' && *at != '\t') || first == 0x7F) {
        text_append(out, "\xEF\xBF\xBD");
        return step == 0 ? 1 : step;
    }
    if (*at == '\n' || *at == '\t') text_append_char(out, ' ');
    else text_append_n(out, at, step);
    return step;
}

static bool needs_backslash(const char *text, const char *at)
{
    bool inside = at > text && is_alphanumeric(at[-1]) && is_alphanumeric(at[1]);
    if (*at == '_') return !inside;
    if (*at == '&') return at[1] == '#' || is_alphanumeric(at[1]);
    if (at == text && strchr("#+->", *at) && *at) return true;
    return strchr("\\`*[]<|", *at) != NULL;
}

static void escaped_plain(struct text *out, const char *text)
{
    for (const char *at = text; *at; ) {
        if (needs_backslash(text, at)) text_append_char(out, '\\');
        at += plain_step(out, at);
    }
}

/* A cell of CSV; quotes doubled. */
static void quoted(struct text *out, const char *text)
{
    text_append_char(out, '"');
    for (const char *at = text; *at; at++) {
        if (*at == '"') text_append_char(out, '"');
        text_append_char(out, *at == '\n' || *at == '\t' ? ' ' : *at);
    }
    text_append_char(out, '"');
}

/* One line of CSV. */
static void noted(struct pen *pen, const char *id, const char *value, const char *text)
{
    if (strpbrk(id, ",\"\n")) quoted(&pen->numbers, id);
    else text_append(&pen->numbers, id);
    text_printf(&pen->numbers, ",%s,", value);
    quoted(&pen->numbers, text);
    text_append_char(&pen->numbers, '\n');
}

/* What is no quantity, where numerals stand in it. */
static void noted_name(struct pen *pen, const char *text)
{
    if (text[strcspn(text, "0123456789")]) noted(pen, "", "", text);
}

static void escaped(struct pen *pen, const char *text)
{
    struct arena *arena = pen->out.arena;
    struct mark_piece piece;
    while (mark_next(&text, &piece)) {
        const char *words = text_copy_n(arena, piece.text, piece.text_length);
        escaped_plain(&pen->out, words);
        if (piece.id) noted(pen, text_copy_n(arena, piece.id, piece.id_length), text_copy_n(arena, piece.value, piece.value_length), words);
    }
}

static void number(struct pen *pen, const struct doc_node *node)
{
    char exact[32];
    escaped_plain(&pen->out, node->text);
    noted(pen, node->id, isfinite(node->value) ? units_exact(node->value, exact) : "unknown", node->text);
}

/* Between one more backtick than any run inside; a pipe would end a table's cell. */
static void code(struct text *out, const char *text)
{
    size_t longest = 0, run = 0;
    for (const char *at = text; *at; at++) {
        run = *at == '`' ? run + 1 : 0;
        if (run > longest) longest = run;
    }
    for (size_t i = 0; i <= longest; i++) text_append_char(out, '`');
    if (longest) text_append_char(out, ' ');
    for (const char *at = text; *at; ) {
        if (*at == '|') text_append_char(out, '\\');
        at += plain_step(out, at);
    }
    if (longest) text_append_char(out, ' ');
    for (size_t i = 0; i <= longest; i++) text_append_char(out, '`');
}

/* Spaces at either end stand outside: inside they would leave the asterisks as they are. */
static void strong(struct pen *pen, const char *text)
{
    const size_t before = strspn(text, " ");
    size_t length = strlen(text);
    if (before == length) return;
    while (text[length - 1] == ' ') length--;
    text_append_n(&pen->out, text, before);
    text_append(&pen->out, "**");
    escaped(pen, text_copy_n(pen->out.arena, text + before, length - before));
    text_append(&pen->out, "**");
    text_append(&pen->out, text + length);
}

static void verdict(struct text *out, const char *text)
{
    text_append(out, "**");
    for (const char *at = text; *at; at++) text_append_char(out, *at >= 'a' && *at <= 'z' ? (char)(*at - 32) : *at);
    text_append(out, "**");
}

static void words(struct pen *pen, const struct doc_node *block)
{
    for (const struct doc_node *node = block->first; node; node = node->next) {
        switch (node->kind) {
        case DOC_STRONG:  strong(pen, node->text); break;
        case DOC_NUMBER:  number(pen, node); break;
        case DOC_VERDICT: verdict(&pen->out, node->text); break;
        case DOC_CODE:
            code(&pen->out, node->text);
            if (*node->id) noted(pen, node->id, "", node->text);
            else noted_name(pen, node->text);
            break;
        default: escaped(pen, node->text); break;
        }
    }
}

static void table_row(struct pen *pen, const struct doc_node *row)
{
    text_append(&pen->out, "|");
    for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
        text_append(&pen->out, " ");
        words(pen, cell);
        text_append(&pen->out, " |");
    }
    text_append(&pen->out, "\n");
}

static void table(struct pen *pen, const struct doc_node *node)
{
    if (*node->text) {
        text_append(&pen->out, "*");
        escaped(pen, node->text);
        text_append(&pen->out, "*\n\n");
    }
    text_append(&pen->out, "|");
    for (const struct doc_node *at = node->first; at && at->kind == DOC_COLUMN; at = at->next) {
        text_append(&pen->out, " ");
        escaped(pen, at->text);
        text_append(&pen->out, " |");
    }
    text_append(&pen->out, "\n|");
    for (const struct doc_node *at = node->first; at && at->kind == DOC_COLUMN; at = at->next)
        text_append(&pen->out, at->level == DOC_RIGHT ? " ---: |" : " --- |");
    text_append(&pen->out, "\n");
    for (const struct doc_node *at = node->first; at; at = at->next) if (at->kind == DOC_ROW) table_row(pen, at);
    text_append(&pen->out, "\n");
}

static void list(struct pen *pen, const struct doc_node *node)
{
    int number = 0;
    for (const struct doc_node *item = node->first; item; item = item->next) {
        const char *mark = node->kind == DOC_NUMBERED ? text_format(pen->out.arena, "%d.", ++number) : "-";
        text_printf(&pen->out, "%s ", mark);
        noted_name(pen, mark);
        if (item->kind == DOC_FACT) {
            strong(pen, item->text);
            text_append(&pen->out, ": ");
        }
        words(pen, item);
        text_append(&pen->out, "\n");
    }
    text_append(&pen->out, "\n");
}

static void heading(struct pen *pen, const struct doc_node *node)
{
    for (int i = 0; i < node->level; i++) text_append_char(&pen->out, '#');
    text_append_char(&pen->out, ' ');
    escaped(pen, node->text);
    text_append(&pen->out, "\n\n");
}

static void figure(struct pen *pen, const struct doc_node *node)
{
    const char *name = text_format(pen->out.arena, "Figure %d.", ++pen->figures);
    text_printf(&pen->out, "**%s** ", name);
    noted_name(pen, name);
    escaped(pen, node->text);
    text_append_char(&pen->out, ' ');
    escaped(pen, node->alt);
    text_append(&pen->out, "\n\n");
}

static void blocks(struct pen *pen, const struct doc_node *container);

static void fold(struct pen *pen, const struct doc_node *node)
{
    text_append(&pen->out, "<details><summary>");
    escaped(pen, node->text);
    text_append(&pen->out, "</summary>\n\n");
    blocks(pen, node);
    text_append(&pen->out, "</details>\n\n");
}

/* Every line of a callout begins with "> ". */
static void callout(struct pen *pen, const struct doc_node *node)
{
    struct pen inner = { text_new(pen->out.arena), pen->numbers, pen->figures };
    blocks(&inner, node);
    while (inner.out.length > 0 && inner.out.bytes[inner.out.length - 1] == '\n') text_cut(&inner.out, inner.out.length - 1);
    text_append(&pen->out, "> ");
    for (const char *at = inner.out.bytes; *at; at++) {
        text_append_char(&pen->out, *at);
        if (*at == '\n') text_append(&pen->out, "> ");
    }
    text_append(&pen->out, "\n\n");
    pen->figures = inner.figures;
    pen->numbers = inner.numbers;
}

static void blocks(struct pen *pen, const struct doc_node *container)
{
    for (const struct doc_node *node = container->first; node; node = node->next) {
        switch (node->kind) {
        case DOC_HEADING:   heading(pen, node); break;
        case DOC_PARAGRAPH: words(pen, node); text_append(&pen->out, "\n\n"); break;
        case DOC_LIST: case DOC_NUMBERED: case DOC_FACTS: list(pen, node); break;
        case DOC_TABLE:     table(pen, node); break;
        case DOC_FIGURE:    figure(pen, node); break;
        case DOC_FOLD:      fold(pen, node); break;
        case DOC_CALLOUT:   callout(pen, node); break;
        default:            CHECK(node->kind == DOC_CONTENTS); break;      /* a viewer of Markdown makes its own */
        }
    }
}

const char *doc_markdown_numbers(const struct doc *doc, struct arena *arena)
{
    struct pen pen = { text_new(arena), text_new(arena), 0 };
    text_append(&pen.numbers, "id,value,text\n");
    blocks(&pen, doc->root);
    return pen.numbers.bytes;
}

const char *doc_markdown(const struct doc *doc, struct arena *arena)
{
    struct pen pen = { text_new(arena), text_new(arena), 0 };
    blocks(&pen, doc->root);
    while (pen.out.length > 1 && pen.out.bytes[pen.out.length - 2] == '\n') text_cut(&pen.out, pen.out.length - 1);
    return pen.out.bytes;
}
