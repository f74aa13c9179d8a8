/* Numbers and texts with an ID inside a sentence. A sentence about results is made once and said in many places: on the screen, in
 * Markdown, in HTML. Marks carry the IDs of what it says to whoever needs them (reports/doc); others take the sentence plain. */
#ifndef REPORTS_MARK_H
#define REPORTS_MARK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* `text` (as it is to be read) with the ID of the quantity, its path in results.json where it stands there, and its value in SI. */
const char *mark_number(struct arena *arena, const char *id, double value, const char *text);

/* A whole text that stands in results under this ID: the numerals in it are its own. Marks inside are taken out. */
const char *mark_text(struct arena *arena, const char *id, const char *text);

/* The words without any mark. The same pointer where there are none. */
const char *mark_plain(struct arena *arena, const char *text);

/* One piece of a text, from the front: plain words (id NULL), or what a mark holds; value "" for a text. Nothing is copied. */
struct mark_piece { const char *id, *value, *text; size_t id_length, value_length, text_length; };

/* False at the end. */
bool mark_next(const char **at, struct mark_piece *piece);

#endif
