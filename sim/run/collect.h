/* Replications into results, subject by subject; run_collect (run.h) is the door. */
#ifndef RUN_COLLECT_H
#define RUN_COLLECT_H

#include "run/loads.h"
#include "run/replication.h"
#include "types/results.h"

/* outcomes[i] is the i-th replication, n >= 1. */
struct collect {
    const struct site_plan *plan;
    struct replication *const *outcomes; int32_t n;
    struct loads loads;
    struct arena *arena;
    struct results *results;
};

/* Replications in one observation (estimate.h). */
int32_t collect_each(const struct collect *collect);

/* Of one replication: the meter's mean over time; useful share of the GPU-time given to jobs; mean time from start of writing to durable
 * (NAN: none completed). */
double collect_mean_of(const struct replication *replication, int32_t meter);
double collect_goodput_of(const struct replication *replication);
double collect_duration_of(const struct replication *replication);

/* A meter over time: mean of the replications' means, quantiles over all their time. */
struct estimate collect_meter(const struct collect *collect, int32_t meter);

/* All jobs of one replication together. */
struct job_account collect_jobs(const struct replication *replication);

/* One number of each replication. */
typedef double collect_value(const struct replication *replication);
struct estimate collect_values(const struct collect *collect, collect_value *value);
double collect_largest(const struct collect *collect, collect_value *value);        /* 0 at least */
double collect_mean(const struct collect *collect, collect_value *value);
double collect_sum(const struct collect *collect, collect_value *value);

/* The at-th of several numbers of each replication: one cause's, one ceiling's. */
typedef double collect_value_at(const struct replication *replication, int32_t at);
struct estimate collect_values_at(const struct collect *collect, collect_value_at *value, int32_t at);
double collect_sum_at(const struct collect *collect, collect_value_at *value, int32_t at);

/* Power; throughput and checkpoints; GPU-time and jobs; capacity; series. */
void collect_power(const struct collect *collect);
void collect_throughput(const struct collect *collect);
void collect_checkpoints(const struct collect *collect);
void collect_goodput(const struct collect *collect);
void collect_capacity(const struct collect *collect);
void collect_series(const struct collect *collect);

#endif
