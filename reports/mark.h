/* Numbers, texts and names marked inside a sentence. A sentence about results is made once and said in many places: on the screen, in
 * Markdown, in HTML, in a drawing. Marks carry the IDs of what it says to whoever needs them (reports/doc, reports/svg); others take the
 * sentence plain (mark_plain).
 *
 * Every numeral of a document stands in a mark, or tests/docs/check_consistency counts it. How to write one:
 *   - a number:  say_marked(arena, value, unit, "plan.pools.%s.nodes", pool) wherever say_quantity(arena, value, unit) stood; kpi_text, kpi_interval
 *     and say_interval_marked mark by themselves; mark_as for what is written otherwise. In a cell of its own: doc_number, as ever.
 *     The ID is the path in results.json where it stands there: keys by dots, a list's item by its id, name, pool ..., or [i] from 0; the mean of
 *     an estimate by the estimate's path, its interval's ends as PATH.low and PATH.high, others as they are called there (PATH.p95). What a
 *     document works out by itself has an ID of its own, one meaning to one ID, in all documents.
 *   - a text of results that may hold numerals (a finding, a question, a source): mark_text(arena, "findings[2].text", text), or doc_quote.
 *   - a name: what results call something is found by itself (mark_names); else mark_name(arena, name), MARK_NAME("P90") in a constant. What is a name
 *     is told in docs/documents.md.
 *   - code, a path, a command: doc_code. A tick of an axis: svg_font's `tick`.
 * Texts may be marked wherever doc.h and svg.h take a text; never where bytes are counted or compared. */
#ifndef REPORTS_MARK_H
#define REPORTS_MARK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/check.h"

/* `text` (as it is to be read) with the ID of the quantity, its path in results.json where it stands there, and its value in SI. */
const char *mark_number(struct arena *arena, const char *id, double value, const char *text);

/* The same, the ID written as by printf. */
const char *mark_as(struct arena *arena, double value, const char *text, const char *id, ...) PRINTF_LIKE(4, 5);

/* A name: its numerals are no quantities. The same pointer where it has none. In a constant: MARK_NAME("P90"). Its ID is empty. */
const char *mark_name(struct arena *arena, const char *text);
#define MARK_NAME(literal) "\2" "\37" "\37" literal "\3"

/* What things are called here, longest first (reports/names.h): each whole word or words among them in the plain parts of `text` is marked as a name,
 * and so is a place, "file.yaml:12:3". A document knows its names (doc_knows) and does this by itself; drawings ask for it. */
struct mark_names { const char **at; int n; };
const char *mark_names(struct arena *arena, const struct mark_names *names, const char *text);

/* A whole text that stands in results under this ID: the numerals in it are its own. Marks inside are taken out. */
const char *mark_text(struct arena *arena, const char *id, const char *text);

/* The words without any mark. The same pointer where there are none. */
const char *mark_plain(struct arena *arena, const char *text);

/* These words as a sentence begins: their first letter large, behind a mark too. A copy in the arena. */
const char *mark_begun(struct arena *arena, const char *words);

/* A sentence of these words: their first letter large, a full stop behind. "" stays "". */
const char *mark_sentence(struct arena *arena, const char *words);

/* One piece of a text, from the front: plain words (id NULL), or what a mark holds; id of length 0 for a name, value "" for a text. Nothing is copied. */
struct mark_piece { const char *id, *value, *text; size_t id_length, value_length, text_length; };

/* False at the end. */
bool mark_next(const char **at, struct mark_piece *piece);

/* One piece with its mark, to be put together again. */
const char *mark_piece(struct arena *arena, const struct mark_piece *piece);

#endif
