/* Sums that don't drift: terms come and go, and the sum stays the exact sum of those that
 * are there, kept as two doubles (Dekker 1971, Knuth TAOCP 2, 4.2.2: the rounding error of
 * an addition is itself a double). Exact as long as all bits of the terms fit into the
 * two; where they don't, the caller is told and adds up anew. */
#ifndef FLUID_EXACT_H
#define FLUID_EXACT_H

#include <stdbool.h>

struct exact { double high, low; };

static inline void exact_two_sum(double a, double b, double *sum, double *error)
{
    double s = a + b;
    double from_b = s - a;
    double from_a = s - from_b;
    *error = (a - from_a) + (b - from_b);
    *sum = s;
}

/* Adds x (take a term out by adding −x). False: a bit was lost. */
static inline bool exact_add(struct exact *s, double x)
{
    double high, low, error, lost;
    exact_two_sum(s->high, x, &high, &error);
    exact_two_sum(s->low, error, &low, &lost);
    if (lost == 0.0) {
        s->high = high;
        s->low = low;
        return true;
    }
    exact_two_sum(s->high, s->low, &s->high, &s->low);        /* give `low` room, and once more */
    exact_two_sum(s->high, x, &high, &error);
    exact_two_sum(s->low, error, &low, &lost);
    s->high = high;
    s->low = low;
    return lost == 0.0;
}

/* The sum, rounded once: it depends on the terms that are there, not on how they came. */
static inline double exact_value(struct exact s) { return s.high + s.low; }

#endif
