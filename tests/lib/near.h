/* What cmocka leaves out: comparing doubles as doubles (its own takes floats). Include
 * this first in every test; it brings cmocka's headers in the order they need. */
#ifndef TESTS_LIB_NEAR_H
#define TESTS_LIB_NEAR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* |actual − expected| ≤ relative × |expected|; the same infinity is near itself. */
#define assert_within(actual, expected, relative) \
    near_check((actual), (expected), (relative), #actual, __FILE__, __LINE__)

#define assert_near(actual, expected) assert_within((actual), (expected), 1e-9)

/* The same for a figure that others published: said aloud, for the record of published cases. */
#define assert_published(what, actual, published, relative) \
    near_published((what), (actual), (published), (relative), __FILE__, __LINE__)

static inline void near_check(double actual, double expected, double relative, const char *what, const char *file, int line)
{
    if (actual == expected || fabs(actual - expected) <= relative * fabs(expected)) return;
    fprintf(stderr, "%s is %.17g, expected %.17g within %g\n", what, actual, expected, relative);
    _fail(file, line);
}

static inline void near_published(const char *what, double actual, double published, double relative, const char *file, int line)
{
    printf("    %s: %.5g, expected %.5g\n", what, actual, published);
    near_check(actual, published, relative, what, file, line);
}

#endif
