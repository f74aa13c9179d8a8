/* The words of a --vary's SPEC, before anybody knows what they mean. Used by doe.c. */
#ifndef STUDY_DOE_SPEC_H
#define STUDY_DOE_SPEC_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct doe_piece { const char *at; size_t length; };     /* within the argument, without blanks around it */

struct doe_spec {
    bool is_range;
    struct doe_piece *pieces; int n;     /* the list's values; of a range: lo, hi and, where it stands, how many */
    bool geometric;                      /* range: lo:hi:xN or lo:hi:x */
    int count;                           /* range: n or N; 0: every number between */
};

/* Splits `text` at commas, or one value of two or three parts at colons; brackets and quotes hold together. NULL, or what is
 * wrong with it at *at. */
const char *doe_spec_read(const char *text, struct arena *arena, struct doe_spec *spec, const char **at);

/* Reads exactly a whole number from 1 to `most`. */
MUST_USE bool doe_spec_whole(const char *text, size_t length, int64_t most, int64_t *value);

#endif
