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

static inline void near_check(double actual, double expected, double relative, const char *what, const char *file, int line)
{
    if (actual == expected || fabs(actual - expected) <= relative * fabs(expected)) return;
    fprintf(stderr, "%s is %.17g, expected %.17g within %g\n", what, actual, expected, relative);
    _fail(file, line);
}

#endif
