#include "base/chords.h"

double chords_at(const double *x, const double *y, int n, double at)
{
    if (at <= x[0]) return y[0];
    for (int k = 1; k < n; k++)
        if (at < x[k]) return y[k - 1] + (y[k] - y[k - 1]) * (at - x[k - 1]) / (x[k] - x[k - 1]);
    return y[n - 1];
}
