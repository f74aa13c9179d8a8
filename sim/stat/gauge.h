/* A quantity that holds a value until it is set to another: watts drawn, queue length.
 * Weighs by time, int64 ns; the integral is a compensated sum. */
#ifndef STAT_GAUGE_H
#define STAT_GAUGE_H

#include <stdint.h>

#include "base/check.h"
#include "stat/sketch.h"
#include "stat/sum.h"

struct gauge {
    int64_t start_ns, since_ns;     /* looked at from, at this value from */
    double value, min, max;
    struct sum area;                /* value × ns up to since_ns */
    struct sketch *sketch;          /* NULL: no quantiles */
};

/* A gauge at `value` from at_ns on. `sketch` may be NULL; if not it must be empty and outlive it. */
struct gauge gauge_start(int64_t at_ns, double value, struct sketch *sketch);

/* Forgets the past, keeps the value: the end of a warm-up. `sketch` as for gauge_start, a new one. */
void gauge_restart(struct gauge *gauge, int64_t at_ns, struct sketch *sketch);

/* From at_ns on it is `value`. Before: at_ns is not before the last call. A value held for no
 * time counts nowhere, not even in min and max. */
static inline void gauge_set(struct gauge *gauge, int64_t at_ns, double value)
{
    CHECK(at_ns >= gauge->since_ns);
    if (at_ns > gauge->since_ns) {
        sum_add(&gauge->area, gauge->value * (double)(at_ns - gauge->since_ns));
        if (gauge->value < gauge->min) gauge->min = gauge->value;
        if (gauge->value > gauge->max) gauge->max = gauge->value;
        if (gauge->sketch) sketch_add(gauge->sketch, gauge->value, (uint64_t)(at_ns - gauge->since_ns));
        gauge->since_ns = at_ns;
    }
    gauge->value = value;
}

/* Changes it by `step`. */
static inline void gauge_step(struct gauge *gauge, int64_t at_ns, double step)
{
    gauge_set(gauge, at_ns, gauge->value + step);
}

/* Up to at_ns (gauge_set first with the present value brings all of them up to date):
 * the integral in value × seconds, and the mean, which is the value itself over no time. */
double gauge_integral(const struct gauge *gauge, int64_t at_ns);
double gauge_mean(const struct gauge *gauge, int64_t at_ns);

/* Value that for at least the share `p` of the time up to the last gauge_set was not exceeded,
 * within 0.4 % of itself. NaN over no time. Before: it has a sketch. */
double gauge_quantile(const struct gauge *gauge, double p);

#endif
