#include "plan/renewal.h"

#include <math.h>

#include "base/check.h"

double renewal_goodput(double work_s, double blocking_s, double lag_s, double restart_s, double mtti_s)
{
    CHECK(work_s > 0.0 && mtti_s > 0.0);
    return work_s / mtti_s * exp(-(lag_s + restart_s) / mtti_s) / expm1((work_s + blocking_s) / mtti_s);
}
