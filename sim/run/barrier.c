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

/* Summed where few terms are; else ln n + γ + 1/2n − 1/12n² + 1/120n⁴, whose next term is below 1e-14 there. */
double barrier_largest_exponential(double n)
{
    CHECK(n >= 1.0);
    const double gamma = 0.57721566490153286061, summed = 128.0;
    n = rint(n);
    if (n > summed) return log(n) + gamma + 1.0 / (2.0 * n) - 1.0 / (12.0 * n * n) + 1.0 / (120.0 * n * n * n * n);
    double sum = 0.0;
    for (double k = n; k >= 1.0; k -= 1.0) sum += 1.0 / k;
    return sum;
}

double barrier_factor(double jitter, enum jitter_law law, double ranks)
{
    if (!(jitter > 0.0)) return 1.0;
    double most = fmax(ranks, 1.0);
    return 1.0 + jitter * (law == JITTER_EXPONENTIAL ? barrier_largest_exponential(most) - 1.0 : barrier_largest_of(most));
}
