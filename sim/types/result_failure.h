/* Of results: what interrupts jobs, what of the storage fails, what that costs, and what one failure domain out leaves.
 * Conventions: types/results.h. */
#ifndef TYPES_RESULT_FAILURE_H
#define TYPES_RESULT_FAILURE_H

#include <stdbool.h>
#include <stdint.h>

#include "types/result_estimate.h"

/* One cause of interruptions; fractions of wall × GPUs. */
struct result_setback {
    const char *name, *law; double domain_gpus;      /* law: exponential | weibull 0.7 | as recorded in FILE */
    double stated_per_day;                           /* of all jobs together, by the rates stated */
    struct estimate per_day;                         /* events per simulated day */
    double lost, restarting, waited;                 /* waited: of restarting, for GPUs under repair */
    struct estimate gpu_hours_per_year;              /* lost and restarting */
};

/* The site asked to write 1 TB/s more at peak, planned again and run again under the same seed: the same interruptions. */
struct result_more_write {
    double more_bytes_per_s;                         /* NAN: not asked */
    double write_capability_before, write_capability_after;
    double nodes_before, nodes_after;                /* front ends included */
    double useful_before, useful_after;              /* goodput.useful */
    struct estimate gpu_hours_per_year;              /* useful GPU-hours gained, replication by replication */
    double law_gpu_hours_per_year;                   /* by the renewal law, as if storage served every restart and nothing of it failed */
};

/* What interrupts jobs and what it costs. No causes: nothing is said to. */
struct result_interruptions {
    struct result_setback *causes; int32_t n_causes;
    struct estimate per_day;                         /* all of them */
    struct estimate gpu_hours_per_year;              /* lost and restarting */
    struct estimate down_s, load_s;                  /* means of replications */
    double restores_per_day, restored_bytes_per_day; /* restarts that read from storage; what was read for them */
    struct result_more_write more_write;
};

/* What of the storage failed while it ran, what was made good and what that took. All lists are empty unless failures are on. */
struct result_cause { const char *kind; struct estimate events; double events_per_day, out; };   /* kind: drive | node | link | rack | feed | maintenance; events in the measured time; out: how many at once, mean */
struct result_exposure { double losses, share; };    /* share of time with so many failure domains and drives lost or away at once; the last: or more */
struct result_rebuild_pool {
    const char *pool, *bound_by;         /* bound_by: the row that a rebuild fills up to its throttle */
    double throttle, detect_s;
    double drive_strips, drive_bytes, drive_read_bytes, drive_alone_s;     /* of one drive: strips read for one, bytes lost, bytes read, from failure to re-protected with all else in service */
    double node_strips, node_bytes, node_read_bytes, node_alone_s;         /* of one node whose data is gone; largest group */
    struct estimate drive_reprotect_s, node_reprotect_s;   /* simulated, from a loss until its bytes are in service again; nodes: rebuilt or back with them */
    double rebuilds_per_day, read_bytes_per_day, written_bytes_per_day;
    double unreadable;                   /* part of the pool's bytes out of service, mean: read by repair */
    double at_risk, beyond;              /* share of time with as many losses at once as the code surely survives; with more */
    struct estimate spare_drives, spare_nodes;   /* put in for failed ones in the measured time */
    double spare_drives_at_hand;         /* failed and not yet swapped: not exceeded 99 % of the time */
    struct result_exposure *exposure; int32_t n_exposure;
};
struct result_rebuild {
    struct result_cause *causes; int32_t n_causes;
    struct estimate read_less, write_less;   /* bytes/s by which the class's bound, alone, was lower for what was out and what rebuilds may take: means; max: the most */
    struct result_rebuild_pool *pools; int32_t n_pools;
};

/* Chance that one stripe, hence any one object, is lost within a year: rare events, by a Markov chain with the repair time
 * that was simulated (run/durability.h). */
struct result_durability {
    const char *pool, *method, *repair_from;         /* repair_from: simulated; planned where nothing of the kind was lost while it ran */
    double strips, data_strips, survives, strips_per_node;
    double drive_losses_per_year, node_losses_per_year;      /* of one strip */
    double drive_repair_s, node_repair_s, repair_s;          /* from loss to re-protected: mean; of a strip, by how often it goes with either */
    double yearly_loss_disjoint;                     /* by disjoint periods of one repair time, as vendors print it */
    double yearly_loss, yearly_loss_one_at_a_time;   /* in continuous time: repairs independent; one after the other */
    double nines;                                    /* of yearly_loss */
    double bytes_lost_per_year;                      /* expected, of the pool's usable bytes */
};

/* One thing out at a time, failed or in maintenance (plan/domains.h). Nothing is simulated. */
struct result_domain {
    const char *kind;                    /* drive | node | front_end | link | rack | feed | power */
    const char *pool, *what;             /* pool "": the site; what: "1 rack with 6 of 532 azure-blob-hdd" */
    double out;                          /* part of the group's nodes, drives or links */
    double strips, survives;             /* of one stripe: that may go with it; that may go for certain */
    bool readable;                       /* all bytes can still be read */
    double read_bytes_per_s, write_bytes_per_s;      /* each class alone */
    double coincident_fraction;          /* largest part of both peaks that fits at once */
    const char *verdict;                 /* pass: every MUST holds; fail: a MUST fails that held; unmet: only such fail as fail anyway */
    const char **fails; int32_t n_fails; /* ids of MUSTs */
    const char **newly; int32_t n_newly; /* of these, those that held */
};

#endif
