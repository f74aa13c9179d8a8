#include "run/barrier.h"

#include <math.h>

#include "base/check.h"

static const double barrier_sqrt_half = 0.70710678118654752440;

/* Φ(z)^n without losing the tail on either side. */
static double all_below(double z, double n)
{
    double tail = 0.5 * erfc(fabs(z) * barrier_sqrt_half);
    return exp(n * (z < 0.0 ? log(tail) : log1p(-tail)));
}

/* E = b − ∫ Φ(z)^n dz from far below up to b, where Φ(b)^n is 1. Both ends are flat, so the
 * trapezoidal rule is exact to rounding (Euler-Maclaurin). */
double barrier_largest_of(double n)
{
    CHECK(n >= 1.0);
    const double lowest = -12.0, highest = 12.0;
    const int steps = 24 * 64;
    double h = (highest - lowest) / steps, area = 0.5 * (all_below(lowest, n) + all_below(highest, n));
    for (int k = 1; k < steps; k++) area += all_below(lowest + h * k, n);
    return highest - area * h;
}

double barrier_factor(double jitter, double ranks)
{
    return jitter > 0.0 ? 1.0 + jitter * barrier_largest_of(fmax(ranks, 1.0)) : 1.0;
}
