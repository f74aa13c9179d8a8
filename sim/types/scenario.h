/* The question: scenarios/x.yaml as read, every reference resolved into the catalog. A
 * YAML key is the field's name without its unit, nested where a comment says so. Data only.
 *
 * A default that is another number ("default: peak", "default: the facility's") is not copied
 * while reading: the quantity stays NAN, given false, and the plan takes the other number, so that
 * changing that one (a sweep, a sensitivity) changes this one too. Other defaults are filled in,
 * given false; those with a range (estimates) stand in `inputs` like numbers given.
 * Names (jobs[].name, pools, ids) are letters, digits, `.`, `_` and `-`, 64 at most. */
#ifndef TYPES_SCENARIO_H
#define TYPES_SCENARIO_H

#include <stdint.h>

#include "types/catalog.h"

enum envelope_at { AT_UTILITY, AT_IT };          /* at: utility | it */
enum power_cap_at { CAP_AT_UTILITY, CAP_AT_IT, CAP_AT_STORAGE };     /* at: utility | it | storage (and its network) */

/* site.gpus.arrivals[]: GPUs that land over time. */
struct gpu_arrival {
    struct quantity date, count;                 /* UNIT_DAYS, COUNT */
    struct place at;
};

/* site.gpus.interruptions[]: what stops jobs, and how often. The law is that of the time between two interruptions of one job by
 * this cause; its mean is 1 / (rate x domains of the job), or mtti x mtti_gpus / the job's GPUs. */
struct interruption_cause {
    const char *name;
    bool as_site;                                /* interruptions: default: the site's mtti, nothing else stated */
    struct quantity rate_per_day;                /* rate: of one domain; or mtti */
    struct quantity mtti_s, mtti_gpus;           /* mtti of one job on `gpus` GPUs (default: the site's mtti_gpus) */
    struct quantity domain_gpus;                 /* GPUs that one such failure takes; default 1 */
    struct quantity weibull_shape;               /* law: exponential (NAN) | {weibull: SHAPE} | {trace: FILE} */
    const char *trace_file;                      /* NULL: none. The times between two in the order of the file, as a ring; scaled to the mean */
    double *trace_gaps_s; int n_trace;
    struct quantity repair_s;                    /* until its GPUs are back; may be a distribution; default 0 s: nothing is broken */
    struct place at;
};

/* site: */
struct site {
    const struct facility_model *facility;
    struct quantity power_w;                     /* power: 350 MW or {value: 350 MW, at: utility}; default: the facility's envelope; NAN: unknown */
    enum envelope_at power_at;                   /* default utility */
    const struct gpu_model *gpu;                 /* gpus: {model, count} */
    struct quantity gpus;
    struct gpu_arrival *arrivals; int n_arrivals;   /* gpus.arrivals: [{date, count}]; none: not said */
    struct quantity mtti_s;                      /* gpus.mtti: mean time to interruption of one job on `mtti_gpus` GPUs; scales as 1/GPUs; default 25 min at 120,000 (estimate 4-45) */
    struct quantity mtti_gpus;
    struct interruption_cause *interruptions; int n_interruptions;   /* gpus.interruptions: default | [...]; none: nothing is interrupted */
    struct quantity rack_tiles;                  /* positions for storage; default: the facility's */
    struct quantity power_cap_w;                 /* power_cap: 300 MW or {value, at, order}: what may never be drawn above; optional */
    enum power_cap_at power_cap_at;              /* default utility: the cap at the design hour's PUE */
    const char **power_cap_order; int n_power_cap_order;     /* order: classes, the first served first; default [checkpoints, reads, gpus, background]; those left out follow in that order */
    struct quantity storage_power_w;             /* storage_power: share of the envelope kept for storage; optional */
};

enum coincidence { COINCIDENCE_SIMULTANEOUS, COINCIDENCE_SEPARATE };   /* simultaneous | separate */
enum demand_fill { FILL_BACKGROUND, FILL_NONE };                       /* fill: background | none */

/* demand: */
struct demand {
    struct quantity usable_bytes;                /* usable_capacity; default 0: none demanded */
    struct quantity read_peak_bytes_per_s;       /* read: {peak, mean, burst, prefetch} or a bare rate = peak; default 0, but NAN when read_per_gpu is given instead */
    struct quantity read_mean_bytes_per_s;       /* default: peak */
    struct quantity read_burst_s;                /* length of one burst at peak; default 60 s */
    struct quantity read_prefetch_s;             /* demand a job's buffer covers; default 0 s */
    struct quantity read_per_gpu_bytes_per_s;    /* read_per_gpu: instead of, or to check against, read.peak */
    struct quantity checkpoint_bytes_per_s;      /* checkpoint: {volume (100 PB/day), peak_write, retention}; default 0 */
    struct quantity peak_write_bytes_per_s;      /* needed with a volume; default 0 */
    struct quantity retention_s;                 /* optional: NAN, nothing is deleted */
    struct quantity stored_bytes;                /* stored: data already there at the start; default 0 */
    enum coincidence coincidence;                /* default simultaneous */
    enum demand_fill fill;                       /* default background */
    const char **protocols; int n_protocols;     /* protocols: [nfs, gds, s3, blob] */
    struct place at, protocols_at;
};

enum checkpoint_mode { CHECKPOINT_NONE, CHECKPOINT_SYNC, CHECKPOINT_ASYNC, CHECKPOINT_TWO_TIER };   /* mode: sync | async | two_tier */

/* jobs[].checkpoint.levels[]: where a checkpoint lies nearer than on storage, and which interruptions it outlasts. */
struct checkpoint_level {
    const char *name;
    struct quantity every_s;                     /* optional: a cadence of its own, for which the job stands still for `write`; without it the level takes each checkpoint */
    struct quantity write_s;                     /* until the level holds it; and to load it back */
    struct quantity share;                       /* part of interruptions it can serve */
    struct place at;
};

/* jobs[].checkpoint: */
struct job_checkpoint {
    enum checkpoint_mode mode;                   /* default async; NONE when the job has no checkpoint key */
    struct quantity parameters;                  /* parameters: 10 T; or size */
    struct quantity bytes_per_parameter;         /* default 14 (estimate 10-18) */
    struct quantity size_bytes;                  /* size: instead of parameters */
    bool every_optimal;                          /* every: optimal (Daly's higher-order optimum of the blocking time) or a time */
    struct quantity every_s;                     /* default optimal */
    struct quantity snapshot_s;                  /* blocking copy to host memory, async; default 5 s (estimate) */
    struct quantity local_write_bytes_per_s;     /* two_tier: per GPU, to flash in the tray (blocking) */
    struct quantity drain_every;                 /* two_tier: every n-th goes on to storage; default 1 */
    struct quantity writers;                     /* ranks that write; default: all the job's GPUs */
    struct quantity peak_write_bytes_per_s;      /* of the job as a whole; default: its GPUs' share of demand.checkpoint.peak_write */
    struct checkpoint_level *levels; int n_levels;   /* none: storage serves every restart */
    struct place at;
};

/* jobs[].restart: all NAN in a scenario without interruptions that doesn't state it. */
struct job_restart {
    struct quantity detect_s;                    /* detect: default 60 s (estimate 10-600) */
    struct quantity restart_s;                   /* restart: until GPUs begin to load; default 180 s (estimate 60-900) */
    struct quantity spares;                      /* hot spare GPUs of each such job, idle until needed; default 0 */
    struct quantity weights_bytes_per_parameter; /* default 2 */
    struct quantity readers;                     /* replicas that read the weights on their own; default 64 (estimate 1-256), the job's GPUs at most */
    struct place at;
};

/* jobs[]: */
struct job {
    const char *name;
    struct quantity count;                       /* identical jobs; default 1 */
    struct quantity gpus;                        /* each */
    struct quantity read_bytes_per_s;            /* read: of one such job at peak; default: its GPUs' share of the site's */
    struct quantity weight;                      /* per GPU in the max-min sharing; default 1 */
    struct job_checkpoint checkpoint;
    struct job_restart restart;
    struct quantity work_s;                      /* work: useful time after which the job is done; optional */
    struct place at;
};

/* nodes: of a group or front end. */
enum node_rule { NODES_COUNT, NODES_AUTO, NODES_FOR, NODES_WITHIN };
    /* 532 | auto (every MUST) | {for: [usable_capacity, read, write]} | {within: {rack_tiles: 90}} or {within: {power: 2 MW}}: as many as fit */
enum { FOR_CAPACITY = 1, FOR_READ = 2, FOR_WRITE = 4 };
struct node_count {
    enum node_rule rule;                         /* default auto */
    struct quantity count;
    unsigned for_what;                           /* FOR_ flags */
    struct quantity within_rack_tiles, within_power_w;
    struct place at;
};
struct node_group {
    const struct node_model *node;
    struct node_count nodes;
    struct quantity fill_share;                  /* placement pinned: fraction of the pool's bytes it serves */
    struct place at;
};

enum placement { PLACE_BY_CAPACITY, PLACE_BY_BANDWIDTH, PLACE_PINNED };   /* placement: by_capacity | by_bandwidth | pinned */

/* storage[].tier: the pool stands in front of another, whose shares of the site's load it takes part in. */
struct pool_tier {
    const char *before;                          /* the pool behind; NULL: this pool is no tier */
    const struct pool *behind;                   /* found by that name */
    struct quantity hit_ratio;                   /* part of the reads of the pool behind that is served here while all is here that should be; default 0 */
    struct quantity retention_s;                 /* how long what is written stays here, drained or not; default 0 s: until it is drained */
    struct quantity cached_bytes;                /* cached: data of the pool behind kept here to be read; default 0 B */
    struct quantity drain_throttle;              /* drain: {throttle, weight}: part of any row's capacity the drain may take; default 100 % */
    struct quantity drain_weight;                /* per GPU, in sharing what is scarce; default 1 */
    struct place at;
};

/* storage[]: one pool. `node`/`nodes` is short for one group. */
struct pool {
    const char *name;                            /* pool */
    const struct stack_model *stack;
    struct node_group *groups; int n_groups;     /* groups: [{node, nodes, fill_share}]; at most one is not NODES_COUNT */
    const struct node_model *front_end_node;     /* front_ends: {node, nodes} when front_end is separate */
    struct node_count front_end_nodes;
    enum front_end front_end;                    /* default: the stack's first path */
    enum write_path write_path;
    const struct stack_path *path;               /* the stack's path for (front_end, write_path); never NULL after reading */
    enum placement placement;                    /* default by_capacity */
    const char *protocol;                        /* bulk reads' path; default: first of demand.protocols the stack speaks, else its first */
    struct quantity payload_efficiency;          /* default: that protocol's */
    struct quantity data_reduction;              /* default 1 */
    enum failure_domain failure_domain;          /* default: the stack's */
    const struct rack_model *rack;               /* default: the facility's */
    struct quantity read_share, write_share;     /* fraction of site reads and of checkpoint writes; default 1 for the only pool, else needed */
    struct quantity capacity_share;              /* fraction of demand.usable_capacity; default 1 for the only pool, else needed; all three 0 for a tier */
    struct pool_tier tier;                       /* tier.before NULL: none, and its quantities NAN */
    struct place at;
};

/* delivery[]: a promised date and its slip, or an order and the stages it goes through (run/stages.h has the laws).
 * A stage not given is taken from the models: lead_time and qualification of the pool's nodes, policy.approval. */
struct delivery {
    const char *pool;
    struct quantity committed;                   /* UNIT_DAYS; this or `ordered` */
    struct quantity ordered;                     /* UNIT_DAYS */
    struct quantity slip_s;                      /* beyond the promise, or beyond the stages; default 0 s */
    struct quantity lead_s, qualification_s, approval_s;   /* optional */
    struct quantity install_s;                   /* optional; none: 0, with a note */
    bool serial;                                 /* serial: true chains the stages; default false: they overlap */
    struct quantity share;                       /* of the pool's nodes; default: what the pool's other deliveries leave, in equal parts */
    struct quantity nodes;                       /* instead of share: storage nodes */
    struct quantity needed_by;                   /* UNIT_DAYS; default: the scenario's */
    struct place at;
};

/* policy: */
struct policy {
    bool third_party_allowed;                    /* third_party_hardware: allowed | forbidden; default allowed */
    const char *dpu;                             /* dpu: any | bluefield | fungible | none; default any */
    struct quantity approval_s;                  /* approval: the facility's, of third-party hardware that is ordered; optional */
    const struct lead_time_model *approval_model;    /* default: lead-times/facility-approval, read only where hardware waits for it; else NULL */
    struct place at;
};

/* sizing: */
enum rack_power_policy { RACK_BY_MAX, RACK_BY_NAMEPLATE };   /* rack_power: max | nameplate: what a node counts for in a rack; default max (both are max_w until simulated p99 lands) */
struct sizing {
    struct quantity headroom;                    /* on throughput; default 0.10 */
    struct quantity fill_limit;                  /* usable fraction one may fill; default 1.0 */
    bool apply;                                  /* apply: true: counts include headroom and fill limit; default false, shown beside */
    enum rack_power_policy rack_power;           /* rack_power: max | nameplate */
    struct place at;
};

/* requirements[]: */
enum requirement_level { LEVEL_MUST, LEVEL_SHOULD };
enum comparison { CMP_GE, CMP_GT, CMP_LE, CMP_LT };          /* >= > <= < */
/* Each is one accessor in sim/plan/verdict or of the run; the table of names is in scenario's reader. */
enum requirement_quantity {
    REQ_READ_CAPABILITY, REQ_WRITE_CAPABILITY,               /* judged alone, coincident (if so demanded) and with one domain out; the least counts */
    REQ_USABLE_CAPACITY, REQ_SITE_POWER_PEAK, REQ_STORAGE_POWER, REQ_RACK_TILES, REQ_FLOOR_TILES, REQ_NODES,
    REQ_NAMESPACES, REQ_PROTOCOLS_MISSING, REQ_POWER_TREE_UTILISATION,   /* plan */
    REQ_GOODPUT, REQ_READ_DENIED_FRACTION, REQ_WRITE_DENIED_FRACTION, REQ_CHECKPOINT_STALL, REQ_FULL_AT,   /* simulated */
    REQ_COUNT
};   /* units: bytes/s, bytes/s, bytes, W, W, counts (rack_tiles to protocols_missing), fractions (power_tree_utilisation, goodput, denied), s (checkpoint_stall, full_at) */
struct requirement {
    const char *id;
    enum requirement_level level;
    const char *text;                            /* as written: "read_capability >= 24 TB/s" */
    enum requirement_quantity quantity;
    enum comparison comparison;
    struct quantity limit;                       /* a criterion, not an input: not in `inputs` */
    /* For people; NULL where not said. */
    const char *statement;                       /* what it means, in words */
    const char *scope;                           /* gpu | site | aggregate: what the number was stated for; default site */
    const char *source;                          /* who says so, where */
    const char *status;                          /* open | confirmed; default open */
    const char *acceptance;                      /* how it is shown to be met, once built */
    const char *owner;                           /* a role */
    struct place at;
};

/* questions[]: what is not settled, and what contradicts itself. For people; the program only carries it. */
struct question {
    const char *id;
    const char *kind;                            /* question | conflict; default question */
    const char *ask;
    const char *owner;                           /* a role; NULL: nobody yet */
    double due_days;                             /* due: a date; NAN: none */
    const char *status;                          /* open | answered; default open */
    const char *answer;                          /* or what is assumed until there is one */
    const char **touches; int n_touches;         /* ids of requirements */
    struct place at;
};

/* risks[]: what may come otherwise. `if` are settings as with --set: the site is planned again with them, which says what the risk moves. */
struct risk {
    const char *name;
    const char *about;
    const char *trigger;                         /* how one notices */
    const char *mitigation;
    const char *owner;                           /* a role */
    const char **settings; int n_settings;       /* if: ["PATH=VALUE"]; none: nothing is computed */
    struct place at;
};

/* study: */
enum precise { PRECISE_GOODPUT, PRECISE_READ, PRECISE_WRITE, PRECISE_SITE_POWER, PRECISE_CHECKPOINT, PRECISE_QUANTITIES };   /* precision_of: goodput | delivered_read | delivered_write | site_power | checkpoint_duration */
enum jitter_law { JITTER_NORMAL, JITTER_EXPONENTIAL };        /* jitter_law: normal | exponential */
enum study_load { LOAD_VARYING, LOAD_CONSTANT };             /* load: varying | constant (bursts, jitter off) */
struct study {
    double start_days;                           /* start: the date of simulated time 0, by which deliveries land while it runs; NAN: all stands from the start */
    struct quantity length_s;                    /* default 30 d */
    bool warm_up_auto;                           /* warm_up: auto (MSER-5) or a time; default auto */
    struct quantity warm_up_s;
    struct quantity replications;                /* default 20; with a precision asked, the most */
    struct quantity precision;                   /* half the 95 % interval ÷ the mean, at which no more are run; NAN: all are */
    enum precise precision_of;                   /* of what; default goodput */
    bool antithetic;                             /* replications are pairs of opposite luck (stat/luck.h) */
    uint64_t seed;                               /* default 1 */
    enum study_load load;
    struct quantity jitter;                      /* per-step relative standard deviation; default 0 */
    enum jitter_law jitter_law;                  /* of one rank's time beyond what none falls below; default normal */
    struct quantity delivery_draws;              /* samples of the delivery dates; default 20,000 */
    struct quantity ab_spread;                   /* of an A/B test: relative standard deviation of one measured run; not given: study/ab.h's assumption */
    struct place at;
};

/* failures: what breaks while it runs (run/failure.h has the laws). Without the key nothing does, and all quantities are NAN. */
struct failures {
    bool on;                                     /* the key stands */
    bool drives, nodes, links, racks, feeds;     /* which kinds: on | off; default on, feeds off. Drives by their models' AFR */
    struct quantity node_rate_per_year;          /* of one node or front end; default: its model's */
    struct quantity link_rate_per_year;          /* of one switch port and its link; default 0.68 % (estimate 0.3-1.5) */
    struct quantity rack_rate_per_year;          /* of one rack, as by its switch; default 0.61 % (estimate 0.3-1.2) */
    struct quantity feed_rate_per_year;          /* of what all feeds of some racks hang from; default 5 % (estimate 1-20) */
    struct quantity racks_per_feed;              /* default 20 (estimate 10-40) */
    struct quantity drive_repair_s;              /* until a failed drive has been swapped; time or distribution; default: the stack's */
    struct quantity node_repair_s;               /* until a dead node is back; time or distribution; default 24 h (estimate 4-72) */
    struct quantity link_repair_s, rack_repair_s, feed_repair_s;     /* default 4 h, 4 h, 8 h (estimates) */
    struct quantity rebuild_after_s;             /* from failure to rebuild; default: the stack's */
    struct quantity rebuild_throttle;            /* part of any row's capacity a pool's rebuilds may take; default: the stack's */
    struct quantity rebuild_weight;              /* bytes/s rebuilt for each byte/s that one GPU gets, where both want it; NAN: the throttle is reserved */
    struct quantity maintenance_every_s;         /* maintenance: {every, duration}: one failure domain, pools in turn; NAN: none */
    struct quantity maintenance_duration_s;      /* default 4 h */
    struct place at;
};

struct scenario {
    const char *name, *question;                 /* question: optional one line */
    const char *decision;                        /* what is to be decided, by whom; optional */
    const char *file;                            /* as the user named it */
    double as_of_days;                           /* as_of: the plan's date; default: the latest delivery.committed; NAN: unknown */
    double needed_by_days;                       /* needed_by: when the site has to stand; NAN: not said */
    struct site site;
    struct demand demand;
    struct job *jobs;                 int n_jobs;
    struct pool *pools;               int n_pools;
    struct delivery *deliveries;      int n_deliveries;
    struct policy policy;
    struct sizing sizing;
    struct requirement *requirements; int n_requirements;
    struct question *questions;       int n_questions;
    struct risk *risks;               int n_risks;
    struct failures failures;
    struct study study;
    struct quantity **inputs; int n_inputs;      /* every number given in the scenario, in reading order */
    const char **files; int n_files;             /* the scenario and what it extends, as named */
    const char **sets; int n_sets;               /* --set arguments, in order */
};

#endif
