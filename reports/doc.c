#include "reports/doc.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/check.h"
#include "base/text.h"
#include "reports/mark.h"

static struct doc_node *append(struct doc *doc, struct doc_node *up, enum doc_kind kind, const char *text)
{
    struct doc_node *node = ARENA_NEW(doc->arena, struct doc_node);
    node->kind = kind;
    node->text = !text ? "" : kind == DOC_CODE || kind == DOC_NUMBER || kind == DOC_VERDICT ? text : mark_names(doc->arena, &doc->names, text);
    node->id = "";
    node->up = up;
    if (up->last) up->last->next = node;
    else up->first = node;
    up->last = node;
    return node;
}

struct doc *doc_new(struct arena *arena, const char *title)
{
    struct doc *doc = ARENA_NEW(arena, struct doc);
    doc->arena = arena;
    doc->title = title;
    doc->root = doc->open = ARENA_NEW(arena, struct doc_node);
    return doc;
}

void doc_knows(struct doc *doc, struct mark_names names)
{
    doc->names = names;
}

void doc_script(struct doc *doc, const char *script, const char *sha256)
{
    doc->script = script;
    doc->script_sha256 = sha256;
}

static bool is_word_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool anchor_taken(const struct doc_node *node, const char *anchor)
{
    for (; node; node = node->next) if (node->kind == DOC_HEADING && text_equal(node->id, anchor)) return true;
    return false;
}

/* "Racks, and power" is #racks-and-power; a second one is #racks-and-power-2. */
static const char *anchor_of(struct doc *doc, const char *words)
{
    struct text anchor = text_new(doc->arena);
    for (const char *at = words; *at && anchor.length < 60; at++) {
        char c = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
        if (is_word_character(c)) text_append_char(&anchor, c);
        else if (anchor.length > 0 && anchor.bytes[anchor.length - 1] != '-') text_append_char(&anchor, '-');
    }
    while (anchor.length > 0 && anchor.bytes[anchor.length - 1] == '-') text_cut(&anchor, anchor.length - 1);
    if (anchor.length == 0) text_append(&anchor, "section");
    const char *chosen = anchor.bytes;
    for (int n = 2; anchor_taken(doc->root->first, chosen); n++) chosen = text_format(doc->arena, "%s-%d", anchor.bytes, n);
    return chosen;
}

void doc_heading(struct doc *doc, int level, const char *text)
{
    CHECK(doc->open == doc->root && level >= 1 && level <= 4);
    const char *anchor = anchor_of(doc, mark_plain(doc->arena, text));
    struct doc_node *node = append(doc, doc->root, DOC_HEADING, text);
    node->level = level;
    node->id = anchor;
    doc->words = NULL;
}

void doc_paragraph(struct doc *doc)
{
    doc->words = append(doc, doc->open, DOC_PARAGRAPH, "");
}

void doc_contents(struct doc *doc, int deepest)
{
    append(doc, doc->open, DOC_CONTENTS, "")->level = deepest;
    doc->words = NULL;
}

void doc_begin(struct doc *doc, enum doc_kind kind, const char *text)
{
    CHECK(kind >= DOC_LIST && kind <= DOC_CALLOUT);
    doc->open = append(doc, doc->open, kind, text);
    doc->words = NULL;
}

void doc_end(struct doc *doc)
{
    if (doc->open->kind == DOC_ROW) doc->open = doc->open->up;
    CHECK(doc->open->up);
    doc->open = doc->open->up;
    doc->words = NULL;
}

void doc_item(struct doc *doc)
{
    CHECK(doc->open->kind == DOC_LIST || doc->open->kind == DOC_NUMBERED);
    doc->words = append(doc, doc->open, DOC_ITEM, "");
}

void doc_fact(struct doc *doc, const char *label)
{
    CHECK(doc->open->kind == DOC_FACTS);
    doc->words = append(doc, doc->open, DOC_FACT, label);
}

void doc_column(struct doc *doc, enum doc_align align, const char *name)
{
    CHECK(doc->open->kind == DOC_TABLE);
    append(doc, doc->open, DOC_COLUMN, name)->level = (int)align;
}

void doc_row(struct doc *doc)
{
    if (doc->open->kind == DOC_ROW) doc->open = doc->open->up;
    CHECK(doc->open->kind == DOC_TABLE);
    doc->open = append(doc, doc->open, DOC_ROW, "");
    doc->words = NULL;
}

void doc_cell(struct doc *doc)
{
    CHECK(doc->open->kind == DOC_ROW);
    doc->words = append(doc, doc->open, DOC_CELL, "");
}

void doc_figure(struct doc *doc, const char *id, const char *caption, const char *svg, const char *alt)
{
    struct doc_node *node = append(doc, doc->open, DOC_FIGURE, caption);
    node->id = id;
    node->svg = svg;
    node->alt = alt;
    doc->words = NULL;
}

static struct doc_node *say(struct doc *doc, enum doc_kind kind, const char *text)
{
    CHECK(doc->words);
    return append(doc, doc->words, kind, text);
}

void doc_text(struct doc *doc, const char *text)       { say(doc, DOC_TEXT, text); }
void doc_strong(struct doc *doc, const char *text)     { say(doc, DOC_STRONG, text); }
void doc_code(struct doc *doc, const char *text)       { say(doc, DOC_CODE, mark_plain(doc->arena, text)); }
void doc_name(struct doc *doc, const char *text)       { say(doc, DOC_TEXT, mark_name(doc->arena, text)); }
void doc_muted(struct doc *doc, const char *text)      { say(doc, DOC_MUTED, text); }
void doc_verdict(struct doc *doc, const char *verdict) { say(doc, DOC_VERDICT, mark_plain(doc->arena, verdict)); }

void doc_code_of(struct doc *doc, const char *id, const char *text)
{
    say(doc, DOC_CODE, mark_plain(doc->arena, text))->id = id;
}

void doc_quote(struct doc *doc, const char *id, const char *text)
{
    say(doc, DOC_TEXT, mark_text(doc->arena, id, text));
}

void doc_link(struct doc *doc, const char *to, const char *text)
{
    CHECK(to[0] == '#');
    say(doc, DOC_LINK, text)->id = to;
}

void doc_printf(struct doc *doc, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(doc, DOC_TEXT, text_vformat(doc->arena, format, args));
    va_end(args);
}

void doc_number(struct doc *doc, const char *id, double value, const char *text)
{
    struct doc_node *node = say(doc, DOC_NUMBER, mark_plain(doc->arena, text));
    node->id = id;
    node->value = value;
}

/* --- several in one go --------------------------------------------------------------------------- */

void doc_table(struct doc *doc, const char *caption, const char *const *names, int n_names)
{
    doc_begin(doc, DOC_TABLE, caption);
    for (int k = 0; k < n_names; k++) {
        const bool right = names[k][0] == '>', tight = names[k][0] == '!';
        doc_column(doc, right ? DOC_RIGHT : tight ? DOC_TIGHT : DOC_LEFT, names[k] + (right || tight));
    }
}

void doc_text_cell(struct doc *doc, const char *text)
{
    doc_cell(doc);
    doc_text(doc, text);
}

void doc_quote_cell(struct doc *doc, const char *id, const char *text)
{
    doc_cell(doc);
    doc_quote(doc, id, text);
}

void doc_number_cell(struct doc *doc, const char *id, double value, const char *text)
{
    doc_cell(doc);
    doc_number(doc, id, value, text);
}

void doc_sentence(struct doc *doc, const char *text)
{
    doc_paragraph(doc);
    doc_text(doc, text);
}
