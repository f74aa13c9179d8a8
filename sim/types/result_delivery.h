/* Of results: when what lands, by the plan and in a run that went by the calendar. Conventions: types/results.h. */
#ifndef TYPES_RESULT_DELIVERY_H
#define TYPES_RESULT_DELIVERY_H

#include <stdint.h>

#include "types/result_estimate.h"

/* When what lands. Dates are "2026-04-09", "never" for what stays below a quantile for good, "" unknown; p10 of a date is early,
 * p10 of bytes is little. by_...: probabilities; NAN where no such date is given. A pool without a delivery stands from the start. */
struct result_delivery_stage { const char *sku, *stage, *law, *source; double nominal_s, lo_s, hi_s; };   /* stage: lead, qualification, approval, install, slip; law: fixed | uniform | ... */
struct result_delivery_item {
    const char *pool, *kind, *mode;                  /* committed | ordered; parallel | serial, "" for a promise */
    double share, nodes;                             /* of the pool; storage nodes */
    const char *from;                                /* the promise, or the order */
    const char *nominal, *p10, *p50, *p90;           /* in service; nominal: every stage at its nominal value */
    const char *needed_by;
    double by_as_of, by_needed;
    const char *nominal_parallel, *p50_parallel, *nominal_serial, *p50_serial;   /* orders: the same draws under either assumption */
    double by_needed_parallel, by_needed_serial;
    const char *decided_by; double decided_share;    /* orders in parallel: the stage that was last most often, and in which share of the draws */
    struct result_delivery_stage *stages; int32_t n_stages;
    const char *note, *place;
};
struct result_delivery_point {
    const char *date;
    double usable_p10_bytes, usable_p50_bytes, usable_p90_bytes;
    double read_p10_bytes_per_s, read_p50_bytes_per_s, read_p90_bytes_per_s, write_p10_bytes_per_s, write_p50_bytes_per_s, write_p90_bytes_per_s;
    double storage_p10_w, storage_p50_w, storage_p90_w, rack_tiles_p10, rack_tiles_p50, rack_tiles_p90;
    double gpus;                                     /* standing; NAN: not said */
};
struct result_delivery_requirement { const char *id, *text, *p10, *p50, *p90; double by_as_of, by_needed, ever; };
/* One delivery as it came in a run that went by the calendar (study.start). */
struct result_delivery_landing {
    const char *pool; double share, nodes;
    const char *first, *p50, *last;                  /* in service, over the replications */
    double before, during, after;                    /* share of replications: there at the start; landed while it ran; not there by the end */
};
struct result_delivery_run {
    const char *start, *end;                         /* simulated time 0 and the end; "": all stood from the start */
    struct result_delivery_landing *landings; int32_t n_landings;
    double gpus_mean;                                /* standing, over the measured time */
    double useful, useful_without;                   /* goodput.useful, of the GPU-time that stood; of the same days with all storage there from the start */
    struct estimate gpu_hours_waited;                /* useful GPU-hours of the measured time that waiting for storage cost, replication by replication */
};
struct result_delivery {
    double draws;                                    /* 0: the scenario has no delivery */
    const char *as_of, *needed_by;
    const char *complete_p10, *complete_p50, *complete_p90;      /* all of it */
    double complete_by_as_of, complete_by_needed;
    const char *gpus_stand;                          /* which GPUs wait from when: "GPUs as they arrive", "all GPUs from the date needed", "" */
    double gpu_hours_lost_mean, gpu_hours_lost_p90;  /* that the whole build would feed and what has landed does not; NAN: it is not said when GPUs stand */
    struct result_delivery_item *items; int32_t n_items;
    struct result_delivery_point *points; int32_t n_points;
    struct result_delivery_requirement *requirements; int32_t n_requirements;
    struct result_delivery_run run;                  /* what landed while it ran */
};

#endif
