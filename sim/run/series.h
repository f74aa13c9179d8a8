/* What charts show: exact integrals of piecewise constant values over bins of equal width,
 * so that Σ mean × width is the integral. And one hour by itself, the busiest or the worst, found in one
 * pass: the hour at work and the most of its kind so far, each in bins of its own. */
#ifndef RUN_SERIES_H
#define RUN_SERIES_H

#include <stdint.h>

#include "base/arena.h"
#include "run/timeline.h"

/* Client bytes/s; watts; bytes/s that a tier drains, bytes that wait in it, that it holds; GPUs of jobs: at work (each weighed with its speed), held back by reads, standing still for a checkpoint, out
 * of work after an interruption, waiting at a barrier for the slowest. */
enum series_channel {
    SERIES_READ_ASKED, SERIES_READ, SERIES_WRITE_ASKED, SERIES_WRITE, SERIES_GPU_W, SERIES_STORAGE_W, SERIES_OTHER_W,
    SERIES_DRAIN, SERIES_TIER_WAITING, SERIES_TIER_HELD,
    SERIES_GPUS_WORKING, SERIES_GPUS_READ_STALLED, SERIES_GPUS_CHECKPOINT, SERIES_GPUS_DOWN, SERIES_GPUS_WAITING,
    SERIES_CHANNELS
};
enum { SERIES_BINS = 720 };

/* Bins over [start_ns, end_ns): bin i ends at start + (i + 1)·(end − start) / n, rounded down. */
struct series {
    int64_t start_ns, end_ns;
    int32_t n, at;                          /* bins; the one at work */
    int64_t at_end_ns;                      /* where the one at work ends */
    double *area[SERIES_CHANNELS];          /* value × s, n each */
    double *it_max_w, *used_bytes;          /* largest in the bin; at the bin's end */
};

/* Room for n >= 1 bins over a stretch of >= n ns. */
struct series *series_new(struct arena *arena, int64_t start_ns, int64_t end_ns, int32_t n);

/* Empties it for another stretch. */
void series_restart(struct series *series, int64_t start_ns, int64_t end_ns);

/* The values held over [from_ns, to_ns), the store growing from used_from to used_to bytes; what lies
 * outside the stretch is left out. Calls are in order of time and without gaps within the stretch. */
void series_add(struct series *series, int64_t from_ns, int64_t to_ns, const double values[SERIES_CHANNELS], double used_from, double used_to);

/* Σ of a channel: the integral over the stretch. */
double series_integral(const struct series *series, enum series_channel channel);

/* By what an hour of its kind outdoes others: by `first`; of equals in that by `second`, then by `third`; else the earlier is shown. */
struct series_score { double first, second, third; };
typedef struct series_score series_score_of(const struct series *hour);
series_score_of series_busy;                /* bytes asked for, reads and writes together */
series_score_of series_bad;                 /* GPU-seconds of jobs that were not useful; then bytes denied; then bytes asked for */

/* As long as an hour of [start, end), or all of it if shorter: the one that outdoes the others. A last part hour is left out. */
struct series_zoom {
    struct series *now, *shown;             /* shown: of those that are over; NULL before */
    struct series *spare;
    int64_t end_ns, hour_ns;
    series_score_of *score_of;
    struct series_score most;
    struct timeline *timeline;              /* keeps what happened in the hour shown; NULL: none */
};
struct series_zoom *series_zoom_new(struct arena *arena, int64_t start_ns, int64_t end_ns, series_score_of *score_of, struct timeline *timeline);
void series_zoom_add(struct series_zoom *zoom, int64_t from_ns, int64_t to_ns, const double values[SERIES_CHANNELS], double used_from, double used_to);

#endif
