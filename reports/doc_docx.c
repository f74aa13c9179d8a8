#include "reports/doc_docx.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "reports/doc_html.h"
#include "reports/mark.h"

/* A section ends with the paragraph that holds its page: one before what stands apart, one after it. A4 is 11906 twips by 16838, A3 twice that. */
#define MARGINS "<w:pgMar w:top=\"794\" w:right=\"680\" w:bottom=\"794\" w:left=\"680\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/>"
const char doc_docx_filter[] =
    "local function section(size)\n"
    "  return pandoc.RawBlock('openxml', '<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/><w:sectPr><w:pgSz ' .. size .. '/>" MARGINS "</w:sectPr></w:pPr></w:p>')\n"
    "end\n"
    "local sizes = {upright = 'w:w=\"11906\" w:h=\"16838\"', sheet = 'w:w=\"16838\" w:h=\"23811\"'}\n"
    "function Div(div)\n"
    "  local size = sizes[div.classes[1]]\n"
    "  if not size then return nil end\n"
    "  local blocks = {section('w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"')}\n"
    "  for _, block in ipairs(div.content) do blocks[#blocks + 1] = block end\n"
    "  blocks[#blocks + 1] = section(size)\n"
    "  return blocks\n"
    "end\n";

enum { MOST_COLUMNS = 32, LINE_CHARACTERS = 178, CELL_CHARACTERS = 4 };      /* of a table's type on a page on its side; what a cell's margins take */

struct pen { struct text out; const struct doc *doc; const char *ending; struct doc_docx_drawing *drawings; int figures; };

/* --- words ------------------------------------------------------------------------------------------- */

static void plain(struct pen *pen, const char *text) { doc_html_escape(&pen->out, mark_plain(pen->out.arena, text)); }

/* Kept together with its unit. */
static void number(struct pen *pen, const char *text)
{
    struct text kept = text_new(pen->out.arena);
    for (const char *at = mark_plain(pen->out.arena, text); *at; at++) text_append_n(&kept, *at == ' ' ? "\xC2\xA0" : at, *at == ' ' ? 2 : 1);
    doc_html_escape(&pen->out, kept.length ? kept.bytes : "");
}

/* May be broken after the dots and slashes of a path. */
static void code(struct pen *pen, const char *text)
{
    text_append(&pen->out, "<code>");
    while (*text) {
        size_t part = strcspn(text, "./_");
        part += text[part] != '\0';
        doc_html_escape(&pen->out, text_copy_n(pen->out.arena, text, part));
        text += part;
        if (*text) text_append(&pen->out, "\xE2\x80\x8B");
    }
    text_append(&pen->out, "</code>");
}

static void verdict(struct pen *pen, const char *text)
{
    const bool good = text_equal(text, "pass") || text_ends_with(text, "better"), open = text_equal(text, "depends");
    text_printf(&pen->out, "<span custom-style=\"%s\">", good ? "Pass" : open ? "Depends" : text_equal(text, "fail") || text_ends_with(text, "worse") ? "Fail" : "Strong");
    for (const char *at = text; *at; at++) text_append_char(&pen->out, *at >= 'a' && *at <= 'z' ? (char)(*at - 32) : *at);
    text_append(&pen->out, "</span>");
}

static void wrapped(struct pen *pen, const char *before, const char *text, const char *after)
{
    text_append(&pen->out, before);
    plain(pen, text);
    text_append(&pen->out, after);
}

static void words(struct pen *pen, const struct doc_node *block)
{
    for (const struct doc_node *node = block->first; node; node = node->next) {
        switch (node->kind) {
        case DOC_STRONG:  wrapped(pen, "<strong>", node->text, "</strong>"); break;
        case DOC_MUTED:   wrapped(pen, "<span custom-style=\"Muted\">", node->text, "</span>"); break;
        case DOC_CODE:    code(pen, node->text); break;
        case DOC_NUMBER:  number(pen, node->text); break;
        case DOC_VERDICT: verdict(pen, node->text); break;
        case DOC_LINK:
            text_printf(&pen->out, "<a href=\"");
            doc_html_escape(&pen->out, node->id);
            wrapped(pen, "\">", node->text, "</a>");
            break;
        default: plain(pen, node->text); break;
        }
    }
}

/* --- tables: as wide as their words ask, and no wider than the page ------------------------------------ */

struct width { int least, most; };

/* Characters of the longest word and of the whole; `inner` are other characters after which it may be broken. */
static struct width width_of(const char *text, const char *inner)
{
    struct width width = {0, 0};
    int word = 0;
    for (; *text; text++) {
        if (((unsigned char)*text & 0xC0) == 0x80) continue;
        width.most++;
        word = *text == ' ' ? 0 : word + 1;
        if (word > width.least) width.least = word;
        if (strchr(inner, *text)) word = 0;
    }
    return width;
}

static struct width cell_width(struct arena *arena, const struct doc_node *cell, bool tight)
{
    struct width width = {0, 0};
    for (const struct doc_node *node = cell->first; node; node = node->next) {
        struct width piece = width_of(mark_plain(arena, node->text), node->kind == DOC_CODE ? "./_-" : "-");
        if (tight || node->kind == DOC_VERDICT || (node->kind == DOC_NUMBER && piece.most < 20)) piece.least = piece.most;
        if (node->kind == DOC_CODE) { piece.least += piece.least / 4; piece.most += piece.most / 4; }
        if (node->kind == DOC_VERDICT) piece.least += 2;
        width.most += piece.most;
        if (piece.least > width.least) width.least = piece.least;
    }
    return width;
}

static int widths_of(struct arena *arena, const struct doc_node *table, struct width *widths)
{
    int n = 0;
    const struct doc_node *at = table->first;
    for (; at && at->kind == DOC_COLUMN; at = at->next) {
        CHECK(n < MOST_COLUMNS);
        widths[n] = width_of(mark_plain(arena, at->text), "-");
        widths[n].least += widths[n].least / 6;         /* heads are bold */
        if (at->level != DOC_LEFT && widths[n].most > 14) widths[n].most = widths[n].least > 14 ? widths[n].least : 14;
        n++;
    }
    for (; at; at = at->next) {
        const struct doc_node *column = table->first, *cell = at->first;
        for (int c = 0; cell && c < n; c++, cell = cell->next, column = column->next) {
            const struct width width = cell_width(arena, cell, column->level == DOC_TIGHT);
            if (width.least > widths[c].least) widths[c].least = width.least;
            if (width.most > widths[c].most) widths[c].most = width.most;
        }
    }
    return n;
}

/* What is left beyond the longest words is shared out by what the columns would take more. */
static void columns(struct pen *pen, const struct doc_node *table)
{
    struct width widths[MOST_COLUMNS];
    double least = 0.0, most = 0.0;
    const int n = widths_of(pen->out.arena, table, widths);
    for (int c = 0; c < n; c++) {
        widths[c].most += CELL_CHARACTERS;
        widths[c].least += CELL_CHARACTERS;
        if (widths[c].most < widths[c].least) widths[c].most = widths[c].least;
        least += widths[c].least;
        most += widths[c].most;
    }
    const double room = most < LINE_CHARACTERS ? most : LINE_CHARACTERS, part = most > least && room > least ? (room - least) / (most - least) : 0.0;
    const double shrunk = least > room ? room / least : 1.0;
    text_append(&pen->out, "<colgroup>");
    for (int c = 0; c < n; c++)
        text_printf(&pen->out, "<col style=\"width: %.1f%%\"/>", 99.0 / LINE_CHARACTERS * shrunk * (widths[c].least + part * (widths[c].most - widths[c].least)));
    text_append(&pen->out, "</colgroup>\n");
}

static const char *align_of(const struct doc_node *column) { return column && column->level == DOC_RIGHT ? " style=\"text-align: right\"" : ""; }

static void table_row(struct pen *pen, const struct doc_node *row, const struct doc_node *column)
{
    text_append(&pen->out, "<tr>");
    for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
        text_printf(&pen->out, "<td%s>", align_of(column));
        words(pen, cell);
        text_append(&pen->out, "</td>");
        if (column) column = column->next;
    }
    text_append(&pen->out, "</tr>\n");
}

static void table(struct pen *pen, const struct doc_node *node)
{
    const struct doc_node *at = node->first;
    text_append(&pen->out, "<table>\n");
    if (*node->text) wrapped(pen, "<caption>", node->text, "</caption>\n");
    columns(pen, node);
    text_append(&pen->out, "<thead><tr>");
    for (; at && at->kind == DOC_COLUMN; at = at->next) {
        text_printf(&pen->out, "<th%s>", align_of(at));
        wrapped(pen, "", at->text, "</th>");
    }
    text_append(&pen->out, "</tr></thead>\n<tbody>\n");
    for (; at; at = at->next) table_row(pen, at, node->first);
    text_append(&pen->out, "</tbody></table>\n");
}

/* --- drawings ------------------------------------------------------------------------------------------ */

/* Of a page in mm what a drawing may take, its caption left out; by how high it is for its width. */
struct page { const char *class; double most_per_width, width_mm, height_mm; };
static const struct page pages[] = {{NULL, 0.92, 200.0, 140.0}, {"upright", 1.45, 182.0, 232.0}, {"sheet", 1e9, 268.0, 360.0}};

static const struct page *page_of(const struct doc_node *node, double *width, double *height)
{
    const struct page *page = pages;
    const char *box = node && node->kind == DOC_FIGURE ? strstr(node->svg, "viewBox=\"0 0 ") : NULL;
    *width = 760.0;
    *height = 380.0;
    if (box && sscanf(box, "viewBox=\"0 0 %lf %lf", width, height) == 2 && *width > 0.0)
        while (*height > page->most_per_width * *width) page++;
    return page;
}

static bool stands_apart(const struct doc_node *node)
{
    double width, height;
    return page_of(node, &width, &height)->class != NULL;
}

static void figure(struct pen *pen, const struct doc_node *node)
{
    double width, height;
    const struct page *page = page_of(node, &width, &height);
    const double by_width = page->width_mm / width, by_height = page->height_mm / height, mm = by_width < by_height ? by_width : by_height;
    pen->drawings[pen->figures++] = (struct doc_docx_drawing){node->svg, mm * width};
    text_printf(&pen->out, "<figure><img src=\"figure-%d.%s\" width=\"%.2fmm\" height=\"%.2fmm\" alt=\"", pen->figures, pen->ending, mm * width, mm * height);
    plain(pen, node->alt);
    text_printf(&pen->out, "\"/><figcaption><strong>Figure %d.</strong> ", pen->figures);
    wrapped(pen, "", node->text, "</figcaption></figure>\n");
}

/* --- blocks -------------------------------------------------------------------------------------------- */

static void list(struct pen *pen, const struct doc_node *node)
{
    const char *name = node->kind == DOC_NUMBERED ? "ol" : "ul";
    text_printf(&pen->out, "<%s>\n", name);
    for (const struct doc_node *item = node->first; item; item = item->next) {
        text_append(&pen->out, "<li>");
        if (item->kind == DOC_FACT) wrapped(pen, "<strong>", item->text, "</strong>: ");
        words(pen, item);
        text_append(&pen->out, "</li>\n");
    }
    text_printf(&pen->out, "</%s>\n", name);
}

static void contents(struct pen *pen, int deepest)
{
    const char *between = "";
    text_append(&pen->out, "<p>");
    for (const struct doc_node *node = pen->doc->root->first; node; node = node->next) {
        if (node->kind != DOC_HEADING || node->level < 2 || node->level > deepest) continue;
        text_printf(&pen->out, "%s<a href=\"#%s\">", between, node->id);
        wrapped(pen, "", node->text, "</a>");
        between = " · ";
    }
    text_append(&pen->out, "</p>\n");
}

/* The title of the file is its first line; a heading that only says it again is left out. */
static void heading(struct pen *pen, const struct doc_node *node)
{
    struct arena *arena = pen->out.arena;
    if (node->level == 1 && text_starts_with(mark_plain(arena, pen->doc->title), mark_plain(arena, node->text))) return;
    const int level = node->level > 1 ? node->level - 1 : 1;
    text_printf(&pen->out, "<h%d id=\"%s\">", level, node->id);
    plain(pen, node->text);
    text_printf(&pen->out, "</h%d>\n", level);
}

static void block(struct pen *pen, const struct doc_node *node);
static void blocks(struct pen *pen, const struct doc_node *first);

/* On a page of its own, which what leads to it goes to as well. */
static void apart_begin(struct pen *pen, const struct doc_node *drawing)
{
    double width, height;
    text_printf(&pen->out, "<div class=\"%s\">\n", page_of(drawing, &width, &height)->class);
}

static void apart_end(struct pen *pen, const struct doc_node *drawing)
{
    block(pen, drawing);
    text_append(&pen->out, "</div>\n");
}

static void fold(struct pen *pen, const struct doc_node *node)
{
    const struct doc_node *first = node->first;
    const bool apart = stands_apart(first);
    if (apart) apart_begin(pen, first);
    wrapped(pen, "<h5>", node->text, "</h5>\n");
    if (apart) {
        apart_end(pen, first);
        first = first->next;
    }
    blocks(pen, first);
}

static void block(struct pen *pen, const struct doc_node *node)
{
    switch (node->kind) {
    case DOC_HEADING: heading(pen, node); break;
    case DOC_PARAGRAPH:
        text_append(&pen->out, "<p>");
        words(pen, node);
        text_append(&pen->out, "</p>\n");
        break;
    case DOC_LIST: case DOC_NUMBERED: case DOC_FACTS: list(pen, node); break;
    case DOC_TABLE:    table(pen, node); break;
    case DOC_FIGURE:   figure(pen, node); break;
    case DOC_CONTENTS: contents(pen, node->level); break;
    case DOC_FOLD: fold(pen, node); break;
    default:
        CHECK(node->kind == DOC_CALLOUT);
        text_append(&pen->out, "<blockquote>\n");
        blocks(pen, node->first);
        text_append(&pen->out, "</blockquote>\n");
        break;
    }
}

/* A drawing that needs a page of its own takes the heading before it along. */
static void blocks(struct pen *pen, const struct doc_node *first)
{
    for (const struct doc_node *node = first; node; node = node->next) {
        const bool led = node->kind == DOC_HEADING && stands_apart(node->next);
        const struct doc_node *drawing = led ? node->next : node;
        if (!stands_apart(drawing)) { block(pen, node); continue; }
        apart_begin(pen, drawing);
        if (led) block(pen, node);
        apart_end(pen, drawing);
        node = drawing;
    }
}

static int count_figures(const struct doc_node *container)
{
    int n = 0;
    for (const struct doc_node *node = container->first; node; node = node->next) n += node->kind == DOC_FIGURE ? 1 : count_figures(node);
    return n;
}

struct doc_docx doc_docx_source(const struct doc *doc, const char *ending, struct arena *arena)
{
    struct pen pen = {text_new(arena), doc, ending, ARENA_ARRAY(arena, struct doc_docx_drawing, count_figures(doc->root) + 1), 0};
    text_append(&pen.out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
    wrapped(&pen, "<title>", doc->title, "</title></head>\n<body>\n");
    blocks(&pen, doc->root->first);
    text_append(&pen.out, "</body></html>\n");
    return (struct doc_docx){pen.out.bytes, pen.drawings, pen.figures};
}
