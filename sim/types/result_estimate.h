/* An estimate, as results give it. */
#ifndef TYPES_RESULT_ESTIMATE_H
#define TYPES_RESULT_ESTIMATE_H

/* Over replications (means) or over time (quantiles pooled over replications, by time). */
struct estimate { double mean, ci95_lo, ci95_hi, p50, p95, p99, min, max; };   /* JSON: {mean, ci95: [lo, hi], p50, ...} */

#endif
