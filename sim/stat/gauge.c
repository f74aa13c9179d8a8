#include "stat/gauge.h"

#include <math.h>

#define GAUGE_NS_PER_S 1e9

struct gauge gauge_start(int64_t at_ns, double value, struct sketch *sketch)
{
    return (struct gauge){ .start_ns = at_ns, .since_ns = at_ns, .value = value, .min = (double)INFINITY, .max = (double)-INFINITY, .sketch = sketch };
}

void gauge_restart(struct gauge *gauge, int64_t at_ns, struct sketch *sketch)
{
    CHECK(at_ns >= gauge->since_ns);
    *gauge = gauge_start(at_ns, gauge->value, sketch);
}

static double gauge_area(const struct gauge *gauge, int64_t at_ns)
{
    CHECK(at_ns >= gauge->since_ns);
    struct sum area = gauge->area;
    sum_add(&area, gauge->value * (double)(at_ns - gauge->since_ns));
    return sum_value(&area);
}

double gauge_integral(const struct gauge *gauge, int64_t at_ns)
{
    return gauge_area(gauge, at_ns) / GAUGE_NS_PER_S;
}

double gauge_mean(const struct gauge *gauge, int64_t at_ns)
{
    return at_ns == gauge->start_ns ? gauge->value : gauge_area(gauge, at_ns) / (double)(at_ns - gauge->start_ns);
}

double gauge_quantile(const struct gauge *gauge, double p)
{
    CHECK(gauge->sketch);
    return sketch_quantile(gauge->sketch, p);
}
