#include "reports/doc_html.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/units.h"
#include "reports/doc.h"
#include "reports/mark.h"

static const char style[] =
    "*{box-sizing:border-box}\n"
    "html{color-scheme:light;-webkit-text-size-adjust:100%}\n"
    "body{margin:0;background:#fff;color:#1b1f24;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans',sans-serif}\n"
    "main{max-width:1040px;margin:0 auto;padding:20px 24px 64px}\n"
    "h1{font-size:1.75rem;line-height:1.2;margin:.2em 0 .1em;overflow-wrap:anywhere}\n"
    "h2{font-size:1.3rem;margin:2.2em 0 .5em;padding-top:.5em;border-top:2px solid #d0d7de;overflow-wrap:anywhere}\n"
    "h3{font-size:1.05rem;margin:1.5em 0 .4em;overflow-wrap:anywhere}\n"
    "h4{font-size:1rem;margin:1.2em 0 .3em}\n"
    "p{margin:.5em 0;overflow-wrap:anywhere}\n"
    "ul,ol{margin:.5em 0;padding-left:1.5em}li{margin:.2em 0;overflow-wrap:anywhere}\n"
    "code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace;background:#f6f8fa;padding:.1em .25em;border-radius:3px;overflow-wrap:break-word}\n"
    "a{color:#0072b2}\n"
    ".muted{color:#57606a;font-size:.9em}\n"
    "data{font-variant-numeric:tabular-nums;white-space:nowrap}data.words{white-space:normal}\n"
    ".verdict{display:inline-block;font-weight:700;font-size:.85em;letter-spacing:.03em;padding:.05em .5em;border-radius:4px;border:2px solid;white-space:nowrap}\n"
    ".verdict.pass{color:#00664b;background:#e8f5f0}\n"
    ".verdict.fail{color:#fff;background:#a33b00;border-color:#a33b00}\n"
    ".verdict.depends{color:#7a5200;background:#fff4dc;border-style:dashed}\n"
    ".callout{margin:.7em 0;padding:.4em 1em;border-left:6px solid #57606a;background:#f6f8fa}\n"
    ".callout.fail{border-color:#a33b00;background:#fdf1ea}.callout.pass{border-color:#00664b;background:#eef8f4}.callout.depends{border-color:#e69f00;background:#fff8e8}\n"
    ".facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:10px;margin:.8em 0;padding:0}\n"
    ".facts div{border:1px solid #d0d7de;border-radius:6px;padding:.45em .75em;min-width:0}\n"
    ".facts dt{color:#57606a;font-size:.85em}.facts dd{margin:0;overflow-wrap:anywhere}.facts strong{font-size:1.12em}\n"
    "table{border-collapse:collapse;max-width:100%;min-width:45%;margin:.6em 0 1em;font-size:.92em}\n"
    "caption{text-align:left;color:#57606a;padding:.2em 0;caption-side:top}\n"
    "th,td{text-align:left;vertical-align:top;padding:.32em .6em;border-bottom:1px solid #d0d7de;overflow-wrap:break-word}\n"
    "thead th{border-bottom:2px solid #1b1f24;font-size:.92em;vertical-align:bottom}tbody th{font-weight:600}\n"
    ".right{text-align:right}td.right{font-variant-numeric:tabular-nums}\n"
    ".tight{white-space:nowrap}.tight .verdict{display:table;border-collapse:separate}th .muted{font-weight:400}.dense{font-size:.8em}.dense th,.dense td{padding:.3em .35em}\n"
    "figure{margin:1em 0 1.4em}figure svg{display:block;width:100%;height:auto;max-width:100%}\n"
    "figcaption{color:#57606a;font-size:.92em;margin-top:.2em}figcaption b{color:#1b1f24}\n"
    ".time *{vector-effect:non-scaling-stroke}.zoom{margin:0 0 .3em}.zoom button{font:inherit;font-size:.9em;padding:.15em .7em;margin-right:.4em;border:1px solid #d0d7de;border-radius:4px;background:#f6f8fa;color:#1b1f24;cursor:pointer}\n"
    "details{margin:.6em 0;border:1px solid #d0d7de;border-radius:6px;padding:.2em .9em}summary{cursor:pointer;padding:.25em 0;font-weight:600}\n"
    "nav{margin:1.2em 0 0;font-size:.95em}nav a{margin-right:1.1em;white-space:nowrap;display:inline-block}\n"
    "@media (min-width:821px){table:not(.dense) td:last-child:not([class]){min-width:9em}}\n"
    "@media (max-width:820px){body{font-size:15px}main{padding:14px 16px 48px}table{font-size:.86em}th,td{padding:.3em .35em}.dense{font-size:.72em}.dense th,.dense td{padding:.25em .2em}}\n"
    "@page{size:A4 landscape;margin:16mm 12mm 14mm;@top-left{content:string(title);font:8pt sans-serif;color:#57606a}@bottom-right{content:counter(page) ' / ' counter(pages);font:8pt sans-serif;color:#57606a}}h1{string-set:title content()}\n"
    "@page upright{size:A4 portrait}@page sheet{size:A3 portrait}\n"
    "@media print{body{font-size:9pt}h2{break-before:auto}thead{display:table-header-group}main{max-width:none;padding:0}nav{display:none}h2,h3,h4,caption,summary{break-after:avoid}"
    "figure,.callout,.facts div,tr{break-inside:avoid}.zoom{display:none}details{border:0;padding:0}a{color:inherit;text-decoration:none}"
    ".facts{display:block}.facts div{display:inline-block;vertical-align:top;width:32%;margin:0 .9% 2mm 0}"
    ".whole{break-inside:avoid}.dense{font-size:.86em}figure svg{width:190mm;max-height:150mm}.upright{page:upright}figure.upright svg{width:100%;max-height:240mm}.sheet{page:sheet}figure.sheet svg{width:100%;max-height:350mm}figure.upright,figure.sheet{break-after:page}}\n"
    "@media print{details::details-content{content-visibility:visible;display:block;height:auto}}\n";

struct pen { struct text out; const struct doc *doc; int figures; };

void doc_html_escape(struct text *out, const char *text)
{
    for (const char *at = text; *at; ) {
        size_t step = text_utf8_length(at, strlen(at));
        bool control = ((unsigned char)*at < 0x20 && *at != '\n' && *at != '\t') || *at == 0x7F;
        if (step == 0 || control) { text_append(out, "\xEF\xBF\xBD"); step = 1; }
        else if (*at == '&') text_append(out, "&amp;");
        else if (*at == '<') text_append(out, "&lt;");
        else if (*at == '>') text_append(out, "&gt;");
        else if (*at == '"') text_append(out, "&quot;");
        else if (*at == '\'') text_append(out, "&#39;");
        else text_append_n(out, at, step);
        at += step;
    }
}

/* A copy with its bytes ended. */
static const char *copied(struct text *out, const char *bytes, size_t length) { return text_copy_n(out->arena, bytes, length); }

/* A number isn't broken over lines; a sentence that stands for one is. */
static const char *words_class(size_t length) { return length > 30 ? " class=\"words\"" : ""; }

static void piece(struct text *out, const struct mark_piece *piece)
{
    const char *text = copied(out, piece->text, piece->text_length);
    if (piece->id && piece->id_length == 0) {
        text_append(out, "<span class=\"name\">");
    } else if (piece->id) {
        text_append(out, piece->value_length ? "<data value=\"" : "<span data-id=\"");
        if (piece->value_length) {
            doc_html_escape(out, copied(out, piece->value, piece->value_length));
            text_append(out, "\" data-id=\"");
        }
        doc_html_escape(out, copied(out, piece->id, piece->id_length));
        text_append(out, "\">");
    }
    doc_html_escape(out, text);
    if (piece->id) text_append(out, piece->value_length ? "</data>" : "</span>");
}

/* Words with their marks. */
static void shown(struct text *out, const char *text)
{
    struct mark_piece next;
    while (mark_next(&text, &next)) piece(out, &next);
}

static void element(struct text *out, const char *name, const char *class, const char *text)
{
    text_printf(out, "<%s", name);
    if (class) text_printf(out, " class=\"%s\"", class);
    text_append(out, ">");
    shown(out, text);
    text_printf(out, "</%s>", name);
}

/* May be broken after the dots and slashes of a path, and nowhere else if it fits. */
static void code(struct text *out, const char *id, const char *text)
{
    text_append(out, "<code");
    if (*id) {
        text_append(out, " data-id=\"");
        doc_html_escape(out, id);
        text_append(out, "\"");
    }
    text_append(out, ">");
    while (*text) {
        size_t part = strcspn(text, "./_");
        part += text[part] != '\0';
        struct text piece = text_new(out->arena);
        text_append_n(&piece, text, part);
        doc_html_escape(out, piece.bytes);
        text += part;
        if (*text) text_append(out, "<wbr/>");
    }
    text_append(out, "</code>");
}

/* Only words we know become class names. */
static const char *tone_of(const char *verdict)
{
    static const char *const tones[] = { "pass", "fail", "depends" };
    for (int i = 0; i < 3; i++) if (text_equal(verdict, tones[i])) return tones[i];
    if (text_ends_with(verdict, "better")) return "pass";
    if (text_ends_with(verdict, "worse")) return "fail";
    return "note";
}

static void verdict(struct text *out, const char *text)
{
    text_printf(out, "<span class=\"verdict %s\">", tone_of(text));
    struct text upper = text_new(out->arena);
    for (const char *at = text; *at; at++) text_append_char(&upper, *at >= 'a' && *at <= 'z' ? (char)(*at - 32) : *at);
    doc_html_escape(out, upper.bytes);
    text_append(out, "</span>");
}

static void number(struct text *out, const struct doc_node *node)
{
    char value[32];
    text_printf(out, "<data%s value=\"%s\" data-id=\"", words_class(strlen(node->text)), isfinite(node->value) ? units_exact(node->value, value) : "unknown");
    doc_html_escape(out, node->id);
    text_append(out, "\">");
    doc_html_escape(out, node->text);
    text_append(out, "</data>");
}

static void link(struct text *out, const struct doc_node *node)
{
    text_append(out, "<a href=\"");
    doc_html_escape(out, node->id);
    text_append(out, "\">");
    shown(out, node->text);
    text_append(out, "</a>");
}

static void words(struct text *out, const struct doc_node *block)
{
    for (const struct doc_node *node = block->first; node; node = node->next) {
        switch (node->kind) {
        case DOC_STRONG:  element(out, "strong", NULL, node->text); break;
        case DOC_CODE:    code(out, node->id, node->text); break;
        case DOC_MUTED:   element(out, "span", "muted", node->text); break;
        case DOC_VERDICT: verdict(out, node->text); break;
        case DOC_NUMBER:  number(out, node); break;
        case DOC_LINK:    link(out, node); break;
        default:          CHECK(node->kind == DOC_TEXT); shown(out, node->text); break;
        }
    }
}

static const char *class_of(const struct doc_node *column)
{
    return column->level == DOC_RIGHT ? " class=\"right\"" : column->level == DOC_TIGHT ? " class=\"tight\"" : "";
}

static void table_row(struct pen *pen, const struct doc_node *row, const struct doc_node *column)
{
    const char *name = "th";
    text_append(&pen->out, "<tr>");
    for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
        CHECK(column && column->kind == DOC_COLUMN);
        text_printf(&pen->out, "<%s%s%s>", name, text_equal(name, "th") ? " scope=\"row\"" : "", class_of(column));
        words(&pen->out, cell);
        text_printf(&pen->out, "</%s>", name);
        name = "td";
        column = column->next;
    }
    text_append(&pen->out, "</tr>\n");
}

/* A table of few rows is kept on one printed page; one of ten columns or more is set closer. */
static const char *table_class(const struct doc_node *table)
{
    int rows = 0, columns = 0;
    for (const struct doc_node *at = table->first; at; at = at->next) {
        rows += at->kind == DOC_ROW;
        columns += at->kind == DOC_COLUMN;
    }
    return columns > 9 ? rows > 8 ? " class=\"dense\"" : " class=\"whole dense\"" : rows > 8 ? "" : " class=\"whole\"";
}

static void table(struct pen *pen, const struct doc_node *node)
{
    text_printf(&pen->out, "<table%s>", table_class(node));
    if (*node->text) element(&pen->out, "caption", NULL, node->text);
    text_append(&pen->out, "\n<thead><tr>");
    const struct doc_node *at = node->first;
    for (; at && at->kind == DOC_COLUMN; at = at->next) {
        text_printf(&pen->out, "<th scope=\"col\"%s>", class_of(at));
        shown(&pen->out, at->text);
        text_append(&pen->out, "</th>");
    }
    text_append(&pen->out, "</tr></thead>\n<tbody>\n");
    for (; at; at = at->next) table_row(pen, at, node->first);
    text_append(&pen->out, "</tbody></table>\n");
}

/* What is taller than a page on its side is printed on one of its own, upright; what would be too small there, on a sheet of twice that size.
 * A heading goes where the figure goes that follows it. */
static const char *page_of(const struct doc_node *node)
{
    double width = 0.0, height = 0.0;
    const char *box = node && node->kind == DOC_FIGURE ? strstr(node->svg, "viewBox=\"0 0 ") : NULL;
    if (!box || sscanf(box, "viewBox=\"0 0 %lf %lf", &width, &height) != 2 || !(width > 0.0)) return "";
    return height > 1.45 * width ? " class=\"sheet\"" : height > 0.92 * width ? " class=\"upright\"" : "";
}

static void list(struct pen *pen, const struct doc_node *node)
{
    const char *name = node->kind == DOC_NUMBERED ? "ol" : "ul";
    text_printf(&pen->out, "<%s>\n", name);
    for (const struct doc_node *item = node->first; item; item = item->next) {
        text_append(&pen->out, "<li>");
        words(&pen->out, item);
        text_append(&pen->out, "</li>\n");
    }
    text_printf(&pen->out, "</%s>\n", name);
}

static void facts(struct pen *pen, const struct doc_node *node)
{
    text_append(&pen->out, "<dl class=\"facts\">\n");
    for (const struct doc_node *fact = node->first; fact; fact = fact->next) {
        text_append(&pen->out, "<div>");
        element(&pen->out, "dt", NULL, fact->text);
        text_append(&pen->out, "<dd>");
        words(&pen->out, fact);
        text_append(&pen->out, "</dd></div>\n");
    }
    text_append(&pen->out, "</dl>\n");
}

static void figure(struct pen *pen, const struct doc_node *node)
{
    text_printf(&pen->out, "<figure id=\"%s\"%s>\n", node->id, page_of(node));
    text_append(&pen->out, node->svg);
    text_printf(&pen->out, "<figcaption><b class=\"name\">Figure %d.</b> ", ++pen->figures);
    shown(&pen->out, node->text);
    text_append(&pen->out, "</figcaption>\n</figure>\n");
}

static void contents(struct pen *pen, int deepest)
{
    text_append(&pen->out, "<nav aria-label=\"Contents\">\n");
    for (const struct doc_node *node = pen->doc->root->first; node; node = node->next) {
        if (node->kind != DOC_HEADING || node->level < 2 || node->level > deepest) continue;
        text_printf(&pen->out, "<a href=\"#%s\">", node->id);
        shown(&pen->out, node->text);
        text_append(&pen->out, "</a>\n");
    }
    text_append(&pen->out, "</nav>\n");
}

static void blocks(struct pen *pen, const struct doc_node *container);

static void box(struct pen *pen, const struct doc_node *node)
{
    if (node->kind == DOC_FOLD) {
        text_printf(&pen->out, "<details%s>", page_of(node->first));
        element(&pen->out, "summary", NULL, node->text);
        text_append(&pen->out, "\n");
    } else {
        text_printf(&pen->out, "<div class=\"callout %s\">\n", tone_of(node->text));
    }
    blocks(pen, node);
    text_append(&pen->out, node->kind == DOC_FOLD ? "</details>\n" : "</div>\n");
}

static void block(struct pen *pen, const struct doc_node *node)
{
    switch (node->kind) {
    case DOC_HEADING:
        text_printf(&pen->out, "<h%d id=\"%s\"%s>", node->level, node->id, page_of(node->next));
        shown(&pen->out, node->text);
        text_printf(&pen->out, "</h%d>\n", node->level);
        break;
    case DOC_PARAGRAPH:
        text_append(&pen->out, "<p>");
        words(&pen->out, node);
        text_append(&pen->out, "</p>\n");
        break;
    case DOC_LIST: case DOC_NUMBERED: list(pen, node); break;
    case DOC_FACTS:    facts(pen, node); break;
    case DOC_TABLE:    table(pen, node); break;
    case DOC_FIGURE:   figure(pen, node); break;
    case DOC_CONTENTS: contents(pen, node->level); break;
    default:           CHECK(node->kind == DOC_FOLD || node->kind == DOC_CALLOUT); box(pen, node); break;
    }
}

static void blocks(struct pen *pen, const struct doc_node *container)
{
    for (const struct doc_node *node = container->first; node; node = node->next) block(pen, node);
}

/* The policy makes the browser refuse what a mistake of ours might try to load. */
const char *doc_html(const struct doc *doc, struct arena *arena)
{
    struct pen pen = { text_new(arena), doc, 0 };
    text_append(&pen.out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'");
    if (doc->script) text_printf(&pen.out, "; script-src 'sha256-%s'", doc->script_sha256);
    text_append(&pen.out, "\"/>\n");
    element(&pen.out, "title", NULL, mark_plain(arena, doc->title));
    text_append(&pen.out, "\n<style>\n");
    text_append(&pen.out, style);
    text_append(&pen.out, "</style>\n</head>\n<body>\n<main>\n");
    blocks(&pen, doc->root);
    text_append(&pen.out, "</main>\n");
    if (doc->script) text_printf(&pen.out, "<script>%s</script>\n", doc->script);
    text_append(&pen.out, "</body>\n</html>\n");
    return pen.out.bytes;
}
