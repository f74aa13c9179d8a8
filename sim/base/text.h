/* Text: a builder that grows in an arena, copies, comparisons that respect lengths, and
 * the word someone probably meant. Bytes are UTF-8; nothing here asks the locale. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/check.h"

/* Text under construction. `bytes` is always NUL-terminated and never NULL after text_new;
 * it moves when the text grows, and lives as long as the arena. */
struct text {
    struct arena *arena;
    char *bytes;
    size_t length;               /* without the NUL */
    size_t capacity;
};

/* An empty text. */
struct text text_new(struct arena *arena);

/* Each adds at the end. */
void text_append(struct text *text, const char *string);
void text_append_n(struct text *text, const char *bytes, size_t length);
void text_append_char(struct text *text, char byte);
void text_printf(struct text *text, const char *format, ...) PRINTF_LIKE(2, 3);
void text_vprintf(struct text *text, const char *format, va_list args) PRINTF_LIKE(2, 0);

/* Back to no more than `length` bytes; keeps the room. */
void text_cut(struct text *text, size_t length);

/* NUL-terminated copies in `arena`. NULL copies to NULL. */
char *text_copy(struct arena *arena, const char *string);
char *text_copy_n(struct arena *arena, const char *bytes, size_t length);
char *text_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/* "44688" to "44,688", for people; what follows the digits stays. */
char *text_grouped(struct arena *arena, const char *plain);

/* 44688.0 to "44,688": a finite number to its nearest whole one. */
char *text_count(struct arena *arena, double number);

char *text_vformat(struct arena *arena, const char *format, va_list args) PRINTF_LIKE(2, 0);

/* `bytes` (any `length` bytes, NULs too) made fit for one line of a message: control
 * characters and what is not UTF-8 as \xNN, cut with "..." after `most` bytes. */
char *text_shown(struct arena *arena, const char *bytes, size_t length, size_t most);

/* "a, b or c" from the words; "" from none. `last` is "or", "and". */
char *text_list(struct arena *arena, const char *const *words, size_t n_words, const char *last);

/* Equal to the NUL-terminated `string`: a NUL within `bytes` makes them differ. */
bool text_equal_n(const char *bytes, size_t length, const char *string);
bool text_equal(const char *a, const char *b);       /* NULL equals only NULL */
bool text_starts_with(const char *string, const char *start);
bool text_ends_with(const char *string, const char *end);

/* As text_equal, A-Z and a-z alike. */
bool text_equal_caseless(const char *a, const char *b);

/* Length of the UTF-8 sequence at bytes[0], 1 to 4, or 0 when it is none (overlong forms,
 * surrogates and values above U+10FFFF are none). `length` > 0. */
size_t text_utf8_length(const char *bytes, size_t length);

/* Fewest insertions, deletions, replacements and swaps of neighbours (each letter in at most
 * one) that make `b` of `a`: Damerau-Levenshtein in its restricted form. Bytes beyond
 * the 64th are not looked at. */
size_t text_distance(const char *a, const char *b);

/* Index of the candidate that `word` was probably meant to be, or -1 when none is near:
 * the same in other case, or with - and _ swapped; else the nearest (the first of equals)
 * within a third of its length, at least 1; else the only one that begins with `word` (3
 * letters or more). NULL candidates are skipped. */
int text_nearest_index(const char *word, const char *const *candidates, size_t n_candidates);

/* The same candidate itself, or NULL. */
const char *text_nearest(const char *word, const char *const *candidates, size_t n_candidates);

#endif
