/* One document as a tree, from which every format is written: what two formats show is
 * the same node. Built from the front: blocks are appended to the container that is open,
 * words to the paragraph, cell, item or fact that was opened last. Texts are copied by
 * nobody: they live at least as long as the document. */
#ifndef REPORTS_DOC_H
#define REPORTS_DOC_H

#include "base/arena.h"
#include "base/check.h"
#include "reports/mark.h"

enum doc_kind {
    DOC_ROOT,
    /* containers: opened by a begin, closed by an end */
    DOC_LIST, DOC_NUMBERED, DOC_FACTS, DOC_TABLE, DOC_FOLD, DOC_CALLOUT,
    /* blocks that hold words */
    DOC_HEADING, DOC_PARAGRAPH, DOC_ITEM, DOC_FACT, DOC_CELL,
    /* other blocks */
    DOC_COLUMN, DOC_ROW, DOC_FIGURE, DOC_CONTENTS,
    /* words */
    DOC_TEXT, DOC_STRONG, DOC_CODE, DOC_MUTED, DOC_NUMBER, DOC_VERDICT, DOC_LINK
};

enum doc_align { DOC_LEFT, DOC_RIGHT, DOC_TIGHT };      /* tight: left, and never broken over lines */

struct doc_node {
    enum doc_kind kind;
    const char *text;        /* heading, caption, summary, label, column name, words */
    const char *id;          /* heading and figure: anchor; number, code: the quantity's id; link: where to; callout: its tone */
    const char *svg, *alt;   /* figure: the drawing and what it says in words */
    double value;            /* number: in SI, before it was written as text */
    int level;               /* heading: 1 to 4; column: an enum doc_align; contents: deepest level */
    struct doc_node *first, *last, *next, *up;
};

struct doc {
    struct arena *arena;
    const char *title;
    struct doc_node *root, *open, *words;    /* open container; block that takes words */
    const char *script, *script_sha256;      /* NULL: none */
    struct mark_names names;                 /* what is a name in its words; none until doc_knows */
};

/* An empty document in `arena`; texts given to it later are not copied and live as long. */
struct doc *doc_new(struct arena *arena, const char *title);

/* From here on these are names wherever they stand in its words. They live as long as the document. */
void doc_knows(struct doc *doc, struct mark_names names);

/* Level 1 is the title; anchors are made of the words and unique in the document. */
void doc_heading(struct doc *doc, int level, const char *text);
void doc_paragraph(struct doc *doc);
void doc_contents(struct doc *doc, int deepest);         /* links to the headings from level 2 to `deepest` */

/* `kind` DOC_LIST, DOC_NUMBERED, DOC_FACTS (labelled values side by side), DOC_TABLE (text: caption),
 * DOC_FOLD (text: summary; folded until asked for), DOC_CALLOUT (text: "pass", "fail", "depends" or "note"). */
void doc_begin(struct doc *doc, enum doc_kind kind, const char *text);
void doc_end(struct doc *doc);                           /* of the container opened last */

void doc_item(struct doc *doc);                          /* of a list */
void doc_fact(struct doc *doc, const char *label);
void doc_column(struct doc *doc, enum doc_align align, const char *name);
void doc_row(struct doc *doc);                           /* cells follow, as many as columns */
void doc_cell(struct doc *doc);

/* A table with its columns: ">name" has numbers at the right, "!name" what isn't broken over lines. To be ended. */
void doc_table(struct doc *doc, const char *caption, const char *const *names, int n_names);

/* A cell with words, with doc_quote's or doc_number's; a paragraph with words. More may follow in each. */
void doc_text_cell(struct doc *doc, const char *text);
void doc_quote_cell(struct doc *doc, const char *id, const char *text);
void doc_number_cell(struct doc *doc, const char *id, double value, const char *text);
void doc_sentence(struct doc *doc, const char *text);

/* `id` is unique in the document; `svg` is one <svg> element; `alt` says what it shows. */
void doc_figure(struct doc *doc, const char *id, const char *caption, const char *svg, const char *alt);

/* HTML runs this at its end, and nothing else; `sha256` is its digest in base64, by which the page allows it. Without `<` and `&`, so that it is
 * XML as it stands; whoever runs no scripts misses nothing but what it adds. */
void doc_script(struct doc *doc, const char *script, const char *sha256);

/* Words: into the block opened last. Nothing adds spaces between them. Wherever a text is taken it may hold marks (reports/mark.h):
 * numbers and texts with the IDs by which they are found in results.json and in every other format. */
void doc_text(struct doc *doc, const char *text);
void doc_printf(struct doc *doc, const char *format, ...) PRINTF_LIKE(2, 3);
void doc_strong(struct doc *doc, const char *text);
void doc_code(struct doc *doc, const char *text);
void doc_name(struct doc *doc, const char *text);        /* as words: what something is called; its numerals are no quantities */
void doc_muted(struct doc *doc, const char *text);       /* an aside, smaller */
void doc_code_of(struct doc *doc, const char *id, const char *text);     /* a text of results in which numerals stand, as code */
void doc_quote(struct doc *doc, const char *id, const char *text);       /* likewise, as words */
void doc_verdict(struct doc *doc, const char *verdict);  /* pass, fail, depends, "... better", "... worse": as a badge */
void doc_link(struct doc *doc, const char *to, const char *text);   /* `to` is "#anchor" of this document */
void doc_number(struct doc *doc, const char *id, double value, const char *text);

/* The whole document in `arena`. Markdown (CommonMark with tables) is for review in git: a figure
 * becomes its caption, and what is folded in HTML stands in <details>. HTML is one file with its
 * own style, light and fit for print, that loads nothing and runs nothing but doc_script's; it is well-formed
 * XML too, so that tools can check it. */
const char *doc_markdown(const struct doc *doc, struct arena *arena);
const char *doc_html(const struct doc *doc, struct arena *arena);

/* What has an ID in the Markdown, in its order, as CSV: id, value (in SI; empty for a text, "unknown"), text as it stands there.
 * Names and code in which numerals stand have a line too, with an empty id. Markdown stays readable; who has both finds every number
 * of it by its ID. */
const char *doc_markdown_numbers(const struct doc *doc, struct arena *arena);

#endif
