/* Words on the screen: lines of a terminal's columns, one a character, broken between words; marks are taken out, and so is what a terminal would obey. */
#ifndef REPORTS_SCREEN_LINE_H
#define REPORTS_SCREEN_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum { SCREEN_LINE_WIDE = 79, SCREEN_LINE_LABEL = 10 };      /* columns of a line, and of the label before it */

/* A label and its words, continued under the words; nothing where there are none. */
void screen_line(struct text *out, const char *label, const char *words);

/* Words from column `at` on, up to column `wide` and continued at `indent`; a word too long for a line is broken inside. Ends the line. */
void screen_line_wrap(struct text *out, int at, int indent, int wide, const char *words);

/* `text` on so many columns, or as many as it needs. */
void screen_line_padded(struct text *out, const char *text, int wide, bool right);

/* How many columns so many bytes take; how many bytes the first `most` columns do. */
int screen_line_columns(const char *text, size_t bytes);
size_t screen_line_bytes(const char *text, size_t bytes, int most);

#endif
