#include "plan/daly.h"

#include <math.h>

#include "base/check.h"

double daly_interval_s(double blocking_s, double mtti_s)
{
    CHECK(blocking_s > 0.0 && mtti_s > 0.0);
    if (blocking_s >= 2.0 * mtti_s) return mtti_s;
    const double part = blocking_s / (2.0 * mtti_s);
    return sqrt(2.0 * blocking_s * mtti_s) * (1.0 + sqrt(part) / 3.0 + part / 9.0) - blocking_s;
}
