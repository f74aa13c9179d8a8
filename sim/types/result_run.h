/* Of results: what came of the run. Throughput, checkpoints, GPU-time, jobs, what bound it, how sure that is, and over time.
 * Conventions: types/results.h. */
#ifndef TYPES_RESULT_RUN_H
#define TYPES_RESULT_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "types/result_estimate.h"

struct result_throughput {
    double demand, bound, capability_alone, capability_coincident, coincident_fraction, capability_domain_out, capability_coincident_domain_out;  /* bytes/s */
    const char *bound_by, *next_by; double next;
    struct estimate delivered;           /* over time */
    struct estimate offered;
    double denied_fraction;              /* 1 − bytes delivered ÷ bytes asked */
};

struct result_checkpoint {
    struct estimate count;               /* completed in the measured time, per replication */
    struct estimate bytes_per_day;
    struct estimate duration_s;          /* from start of writing to durable */
    struct estimate stall_s;             /* blocking time each */
    struct estimate missed;              /* due while the one before was still draining */
    double offered_bytes_per_day;        /* jobs at their cadence, background included */
    double background_bytes_per_day;
};

struct result_goodput { double useful, read_stalled, checkpoint_stalled, lost, restarting, idle; struct estimate ettr; double power_capped; };  /* fractions of wall × GPUs; ettr: useful ÷ GPUs assigned to jobs */

struct result_job {
    const char *name; double count, gpus, checkpoint_bytes, interval_s, blocking_s, duration_s, useful, read_stalled, checkpoint_stalled;
    const char *mode;
    double lost, restarting, waiting, over;          /* fractions of its GPU-time, as useful: they sum to 1; waiting: at barriers; over: its work done */
    double mtti_s;                                   /* of one such job, as stated; NAN: nothing is said to interrupt it */
    double interruptions_per_day, down_s, load_s;    /* of one such job; from interruption until it computes; of that, reading from storage */
    double law_goodput;                              /* useful part by the renewal law (docs/model.md), while nobody else reads or writes; NAN without interruptions */
    double finished_s;                               /* mean, of those that did all their work; NAN: none did */
};

/* How sure the headline estimates are and what would make them surer. An observation is a replication, or the mean of an antithetic pair. */
struct result_precision_of {
    const char *quantity, *unit;                     /* as study.precision_of names it */
    double mean, half_width, relative;               /* half of the 95 % interval; ÷ the mean. NAN below two observations */
    double needed;                                   /* replications for `target`, should the spread stay as it is; NAN: not known */
    double pairs_saved, pairs_saved_lo, pairs_saved_hi;     /* share of the mean's variance that pairing took away (negative: added), its 95 % interval; NAN: no pairs */
};
/* A difference of two runs under the same chance: the share of its variance that this took away. */
struct result_precision_common { const char *difference; double saved, saved_lo, saved_hi; };
struct result_precision {
    double asked;                                    /* study.precision; NAN: none */
    double target;                                   /* asked, or 1 % */
    const char *of;                                  /* what it is asked of */
    const char *stopped;                             /* "precision": it was reached; "replications": all were run */
    double replications, most, each;                 /* run; allowed; of one observation */
    struct result_precision_of *estimates; int32_t n_estimates;      /* none: nothing simulated */
    struct result_precision_common *common; int32_t n_common;
};

struct result_capacity { double usable_bytes, used_bytes, used_max_bytes, full_at_s, retained_bytes; };   /* full_at_s NAN: never within the length */

struct result_bottleneck {
    const char *resource, *pool, *kind, *op;         /* op: the class it denies: read | write */
    double share_of_time;                            /* of measured time it froze demand below what was asked */
    double utilisation;                              /* time-weighted mean */
    struct estimate utilisation_over_time;
    double denied_bytes_per_s, gain_per_percent;     /* bytes/s more from 1 % more of it */
    const char *next; double next_bytes_per_s;       /* what binds once relieved, at which rate */
    double relieve_factor;                           /* × its capacity at which the next row takes over */
    double capacity; const char *unit;
};
struct result_resource { const char *name, *pool, *kind; double capacity; const char *unit; struct estimate utilisation; double read_cost, write_cost; };

/* Bins of equal width over the measured time of replication 1: exact means, so Σ mean × width is the integral. */
struct result_series {
    double start_s, width_s; int32_t n_bins;
    double *read_asked, *read_delivered, *write_asked, *write_delivered;            /* bytes/s, each n_bins; written as arrays */
    double *gpu_w, *storage_w, *other_it_w, *it_max_w;                              /* it_max_w: largest in the bin */
    double *used_bytes;                                                             /* at the bin's end */
    struct result_series_row { const char *resource, *pool; double *utilisation; } *rows; int32_t n_rows;   /* by clients, of all in service */
};
/* What the load wears of one kind of drive in a pool: by the mean load demanded, or, once simulated, by what was delivered. */
struct result_endurance {
    const char *pool, *node, *drive, *use;           /* data | buffer */
    double drives;
    double drive_writes_per_day, rated_writes_per_day;   /* NAN: none rated */
    double years, rated_years;                       /* to the rated drive writes; years NAN: never, or none rated */
    double bytes_per_year, rated_bytes_per_year, workload_ratio;     /* read and written, of one drive; NAN: none rated */
    double afr_per_year;
    const char *basis;                               /* "demanded" | "simulated" */
    bool binds;                                      /* worn before its time, or worked harder than its AFR is stated for */
};

/* A pool in front of another: by the plan, then over the measured time (NAN, n_bins 0: not simulated). */
struct result_tier {
    const char *pool, *before;
    double hit_ratio, retention_s, cached_bytes, room_bytes, wanted_bytes;   /* wanted: cached and, on average, written within the retention */
    double drain_throttle, drain_weight;
    double drain_mean_bytes_per_s;                   /* what is written on average: what has to be drained */
    double drain_bound_bytes_per_s; const char *drain_bound_by;  /* the drain alone */
    double drain_at_peak_bytes_per_s;                /* while both peaks are offered, the mean at most; NAN: not offered at once */
    double peak_s;                                   /* how long writes at their peak last until it is full; NAN: for ever */
    struct estimate hits;                            /* part of the pair's bytes read that was served in front */
    struct estimate drained_bytes_per_s, waiting_bytes;   /* waiting: written and not yet drained, mean over time */
    double waiting_max_bytes, held_bytes, lag_s;     /* lag: mean of what waits ÷ what is drained */
    double full_fraction, full_at_s;                 /* of time, writes going at the drain's rate; first from the start on, NAN: never */
    int32_t n_bins;                                  /* as series, of replication 1 */
    double *drained, *waiting, *held;                /* bytes/s, bytes, bytes */
};

/* The worst hour of replication 1: of the hours of the measured time the one in which most GPU-time of jobs was not useful; of equals the
 * one that denied most bytes, then the busiest, then the first. In bins as series. n_bins 0: nothing simulated. */
struct result_worst_hour {
    double start_s, width_s; int32_t n_bins;
    double gpus;                         /* of jobs: the five below sum to it */
    double *working_gpus, *read_stalled_gpus, *checkpoint_gpus, *down_gpus, *waiting_gpus;
    double *read_asked, *read_delivered, *write_asked, *write_delivered, *it_w, *it_max_w, *used_bytes;
    double not_useful, denied_bytes;     /* part of its GPU-time; reads and writes */
    double happened;                     /* events in it; the first of them stand in timeline */
};
/* One of them. Kinds: checkpoint (begun), durable, missed, interruption, restart, failure, repair, rebuilt, maintenance, delivery, denied, carried, full, room, power; what: whom it happened to. */
struct result_event { double at_s; const char *kind, *what, *detail; };

/* One number of each replication, in their order: what pairs two results of one seed, replication by replication. Names and
 * meanings are those of a study's columns (study/headline.h). */
struct result_measure { const char *name; int32_t replications; double *values; };

#endif
