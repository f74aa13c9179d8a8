/* What a random quantity is said to follow: kind and parameters as read, data only. The
 * laws (draw, mean, quantile, cdf) are in stat/dist.h; parameters are in SI units. */
#ifndef TYPES_DIST_SPEC_H
#define TYPES_DIST_SPEC_H

#include <stddef.h>

enum dist_kind {
    DIST_NONE,              /* not given; nothing may be drawn from it */
    DIST_CONSTANT,          /* value */
    DIST_UNIFORM,           /* low, high: low <= high */
    DIST_EXPONENTIAL,       /* mean > 0 */
    DIST_NORMAL,            /* mean, sd >= 0, both before the part below 0 is cut off and the rest scaled up */
    DIST_LOGNORMAL,         /* median > 0, sigma >= 0: the logarithm is normal(log median, sigma) */
    DIST_WEIBULL,           /* scale > 0, shape > 0 */
    DIST_TRIANGULAR,        /* low <= mode <= high */
    DIST_GAMMA,             /* scale > 0, shape > 0: mean shape × scale */
    DIST_DISCRETE,          /* values[i] with probability weights[i] / sum of weights */
    DIST_KINDS
};

/* Fields a kind does not name are ignored (leave them 0). */
struct dist_spec {
    enum dist_kind kind;
    double value;                       /* CONSTANT */
    double low, mode, high;             /* UNIFORM (low, high), TRIANGULAR */
    double mean, sd;                    /* EXPONENTIAL (mean), NORMAL */
    double median, sigma;               /* LOGNORMAL */
    double scale, shape;                /* WEIBULL, GAMMA */
    const double *values, *weights;     /* DISCRETE: n each; values ascending, weights >= 0 and not all 0 */
    size_t n;
};

#endif
