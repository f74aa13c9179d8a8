/* A small reader of what was drawn: are the words of a drawing inside it, apart from one another, large enough? Header only, as only
 * tests of reports link the pens. */
#ifndef TESTS_LIB_DRAWN_H
#define TESTS_LIB_DRAWN_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/svg.h"
#include "tests/lib/near.h"

enum { DRAWN_MOST = 1000 };
struct drawn_word { double x, y, size, left, right; char text[200]; };

static inline double drawn_attribute(const char *element, const char *name)
{
    char key[30];
    snprintf(key, sizeof key, " %s=\"", name);
    const char *at = strstr(element, key), *end = strchr(element, '>');
    return at && at < end ? strtod(at + strlen(key), NULL) : 0.0;
}

static inline bool drawn_has(const char *element, const char *what)
{
    const char *at = strstr(element, what);
    return at && at < strchr(element, '>');
}

/* The width in a narrow font (`part` of the pen's own wide guess) decides overlaps, the wide one what leaves the drawing. */
static inline int drawn_words(const char *svg, double part, struct drawn_word *into, int most)
{
    int n = 0;
    for (const char *at = svg; (at = strstr(at, "<text ")) != NULL && n < most; at++) {
        if (drawn_has(at, "class=\"halo\"")) continue;         /* the rim of the words that follow */
        struct drawn_word *word = &into[n++];
        const char *text = strchr(at, '>') + 1;
        snprintf(word->text, sizeof word->text, "%.*s", (int)strcspn(text, "<"), text);
        word->x = drawn_attribute(at, "x");
        word->y = drawn_attribute(at, "y");
        word->size = drawn_attribute(at, "font-size");
        double width = svg_text_width(word->text, word->size) * part;
        word->left = drawn_has(at, "text-anchor=\"end\"") ? word->x - width : drawn_has(at, "text-anchor=\"middle\"") ? word->x - width / 2 : word->x;
        word->right = word->left + width;
    }
    return n;
}

static inline void drawn_words_inside(const char *id, const char *svg)
{
    struct drawn_word word[DRAWN_MOST];
    double height = strtod(strstr(svg, "viewBox=\"0 0 760 ") + 17, NULL);
    int n = drawn_words(svg, 1.0, word, DRAWN_MOST);
    for (int i = 0; i < n; i++) {
        if (word[i].left < -1 || word[i].right > 762 || word[i].y > height || word[i].y - word[i].size < -2)
            fail_msg("%s: '%s' leaves the drawing (%.0f to %.0f of 760, at %.0f of %.0f)", id, word[i].text, word[i].left, word[i].right, word[i].y, height);
        if (word[i].size < 11) fail_msg("%s: '%s' is too small to read", id, word[i].text);
    }
}

static inline void drawn_words_apart(const char *id, const char *svg)
{
    struct drawn_word word[DRAWN_MOST];
    int n = drawn_words(svg, 0.8, word, DRAWN_MOST);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            if (word[i].left < word[j].right && word[j].left < word[i].right && word[i].y - 0.75 * word[i].size < word[j].y && word[j].y - 0.75 * word[j].size < word[i].y)
                fail_msg("%s: '%s' lies on '%s'", id, word[i].text, word[j].text);
}

static inline int drawn_marks(const char *svg)
{
    int n = 0;
    for (; (svg = strstr(svg, "class=\"data\"")) != NULL; svg++) n++;
    return n;
}

#endif
