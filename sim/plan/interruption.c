#include "plan/interruption.h"

#include "base/check.h"
#include "base/units.h"

double interruption_mtti_s(double rate_per_domain_day, double gpus_per_domain, double gpus)
{
    CHECK(gpus_per_domain > 0.0);
    return UNITS_DAY_S / (rate_per_domain_day * (gpus / gpus_per_domain));
}

double interruption_joined_s(const double *mtti_s, int n)
{
    double rate = 0.0;
    for (int i = 0; i < n; i++) rate += 1.0 / mtti_s[i];
    return 1.0 / rate;
}
