/* The build: what plan works out from a scenario by plain arithmetic. Counts, racks,
 * power, the linear system of section 2 of the model, capabilities, findings,
 * derivations. Data only; lives in the plan's arena and points into scenario and catalog. */
#ifndef TYPES_SITE_PLAN_H
#define TYPES_SITE_PLAN_H

#include "types/scenario.h"

/* Why a group has as many nodes as it has. */
enum sizing_rule {
    RULE_GIVEN, RULE_CAPACITY, RULE_READ, RULE_WRITE, RULE_COINCIDENCE, RULE_DOMAIN_OUT, RULE_MIN_CLUSTER,
    RULE_SOLD_AS, RULE_WITHIN, RULE_HEADROOM, RULE_COUNT
};

/* --- rows and classes: Σ members·a(f,r)·x_f ≤ c_r ------------------------------------- */

enum row_kind { ROW_MEDIA, ROW_BUFFER, ROW_NIC_TX, ROW_NIC_RX, ROW_SOFTWARE, ROW_UPLINK_TX, ROW_UPLINK_RX, ROW_SPINE_TX, ROW_SPINE_RX, ROW_KINDS };
struct row {
    const char *name;        /* "bulk/azure-blob-hdd/media time" */
    enum row_kind kind;
    int pool, group;         /* group == the pool's n_groups: its front ends */
    double capacity;         /* media time and software: drives and nodes (seconds per second); the rest bytes/s */
};
struct coefficient { int row; double per_byte; };   /* what one client byte of the class costs on the row; > 0 */

enum op { OP_READ, OP_WRITE, OPS };
struct flow_class {
    struct coefficient *coefficients; int n_coefficients;   /* in order of row; at most one per row */
    double w_per_byte_per_s;                                /* storage power above idle for one client byte/s, all groups */
};

/* The site's linear system, all pools in service or with one failure domain of one pool out. */
struct row_system {
    int out_pool;                        /* −1: all in service */
    struct row *rows; int n_rows;        /* same rows in the same order in every system of a plan */
    struct flow_class classes[OPS];      /* one client byte read, written: split over pools by their shares */
    struct flow_class drain;             /* one byte moved from a tier to the pool behind: read there, written here; nothing without a tier */
};

/* One bound of a class: min over its rows of capacity ÷ cost, and who sets it. The next row is the lowest on another piece of
 * hardware: a card's two directions are one piece. */
struct bound { double bytes_per_s; int row; int next_row; double next_bytes_per_s; };   /* row −1: nothing bounds it */

/* --- pools ---------------------------------------------------------------------------- */

/* What moves bytes: the site's clients reading and writing, a tier being drained. */
enum plan_flow { FLOW_READ, FLOW_WRITE, FLOW_DRAIN, PLAN_FLOWS };

struct plan_group {
    const struct node_model *node;
    double nodes;                        /* whole number; for VMs the VMs, hosts beside it */
    double hosts;                        /* boxes that stand in racks */
    double by_rule[RULE_COUNT];          /* fewest nodes each rule asks for; NAN where a rule does not apply */
    enum sizing_rule bound_rule;         /* the rule that set `nodes` */
    double bare_nodes;                   /* before headroom and fill limit and sold-as */
    double with_headroom_nodes;          /* with sizing.headroom and fill_limit */
    double overbuy_nodes;                /* by sold_as */
    double drives, buffer_drives;        /* in all */
    double raw_bytes, usable_bytes;
    double share;                        /* of the pool's bytes, hence of its reads */
    double idle_w, max_w;                /* of all its nodes */
    double w_per_byte_per_s[PLAN_FLOWS]; /* above idle, all its nodes, for one byte/s of the flow */
    double nodes_per_rack; const char *rack_limit;   /* "U" | "power" | "weight" | "ports" | "count" */
    double per_rack_by_u, per_rack_by_power, per_rack_by_weight, per_rack_by_ports;
};

/* Rebuilding what one failure took, as a load on the rows of plan->system: to rebuild x bytes/s takes
 * coefficient × x of each. Every box of the pool takes part; the rebuilt bytes land in its spare room. */
struct plan_rebuild {
    double strips;                       /* strips, hence bytes, read for one rebuilt */
    struct coefficient *coefficients; int n_coefficients;       /* per byte rebuilt; in order of row */
    double bytes_per_s;                  /* rebuilt, at the throttle, all in service; INFINITY: nothing limits it */
    int bound_row;                       /* the row whose throttled share is full; −1: none */
};

/* What may fail in one group, and what it costs to make it good. The bytes are those of full drives. NAN: drives unknown. */
struct plan_repair_group {
    double drives, links, racks;                        /* that may fail; links: switch ports; racks: its boxes' */
    double drive_bytes, node_bytes;                     /* data media lost with one */
    double drive_read_bytes, node_read_bytes;           /* read to rebuild them */
    double drive_s, node_s;                             /* from failure to re-protected, alone: detection + bytes ÷ rate */
    double drive_rate_per_year, node_rate_per_year;     /* of one drive; of one node: dead, whatever becomes of its data */
    double data_lost;                                   /* fraction of dead nodes that come back empty */
    double spare_drives;                                /* failed and not yet swapped: what is not exceeded 99 % of the time */
};

/* How a pool gets over failures: the laws of its code, the load, the time. */
struct plan_repair {
    double throttle, detect_s;
    const struct quantity *drive_repair, *node_repair;  /* may be distributions */
    double strips_per_node;                             /* strips of one stripe that go with a node */
    double *fatal; int n_fatal;                         /* fatal[k]: chance that a strip more, with k lost, is past repair; the last is 1 */
    struct plan_rebuild drive, node;
    struct coefficient *unreadable; int n_unreadable;   /* what a client byte read costs more when all the pool's bytes are out; linear in their part */
    struct plan_repair_group *groups;                   /* as the pool's, its front ends last */
    double drive_rate_per_s, node_rate_per_s;           /* losses of one strip with its drive; with its node's data */
};

/* What a drive of one model in one group wears in a year of the demanded load. */
enum wear_rate { WEAR_READ, WEAR_WRITE, WEAR_DRAIN, WEAR_RATES };      /* bytes/s that the site's clients read, write; that a tier drains */
struct plan_wear {
    int pool, group;
    const struct drive_model *drive;
    enum drive_use use;
    double drives;
    double written[WEAR_RATES], read[WEAR_RATES];       /* drive capacities per byte of each rate */
    double rebuilt_per_year, repair_reads_per_year;     /* drive capacities, where drives fail: written and read by rebuilds */
    double written_per_day;                             /* drive writes a day, as demanded: client bytes × amplification, and rebuilds */
    double years;                                       /* to the rated drive writes; NAN: none rated; INFINITY: nothing is written */
    double bytes_per_year;                              /* read and written, as far as the build carries the load */
    double workload_ratio;                              /* ÷ the rating; NAN: none rated */
};

/* A pool in front of another. The pair has the shares of the pool behind: all it writes lands in front and is drained; of its
 * reads `hit_ratio` is served in front while there is room for all that should be kept there, less in proportion when there is not. */
struct plan_tier {
    int hot, cold;                       /* pools */
    double read_share, write_share;      /* of the site's, of the pair */
    double hit_ratio, retention_s, cached_bytes;
    double room_bytes;                   /* what the front may hold: its usable bytes */
    struct flow_class hit, miss;         /* one client byte of the site's reads, were all of the pair's part served in front; behind */
    struct flow_class other;             /* the part of it that other pools serve */
    double weight;                       /* of the drain, per GPU of the site */
    double mean_bytes_per_s;             /* what has to be drained on average */
    struct bound drain;                  /* the drain alone, at its throttle */
    double drain_at_peak_bytes_per_s;    /* while both peaks are offered, as far as there is something to drain; NAN when they are not offered at once */
    double wanted_bytes;                 /* cached + what is written within the retention */
    double peak_s;                       /* how long writes at their peak last, from what is kept on average on, until they go at the drain's rate; INFINITY: for ever */
};

/* What another path of the same stack would give with the same boxes. */
struct plan_alternative {
    enum front_end front_end; enum write_path write_path;
    struct bound read, write;
    bool chosen;
};

struct plan_pool {
    const struct pool *pool;
    struct plan_group *groups; int n_groups;         /* as the scenario lists them */
    struct plan_group *front_ends;                   /* NULL unless front_end is separate */
    double stripe_width, data_strips, efficiency;    /* w, w − p, capacity efficiency */
    double domains, survives;                        /* failure domains of the pool, how many its code survives */
    double raw_bytes, usable_bytes;                  /* usable: raw × efficiency × (1 − reserve) × data reduction */
    double namespaces;
    struct bound read, write;                        /* of the pool as a whole, alone, in its own client bytes */
    struct plan_alternative *alternatives; int n_alternatives;
    double racks;                                    /* its share; mixed racks counted where most of its nodes stand */
    struct plan_repair *repair;                      /* NULL: not worked out */
    double coincident_nodes, separate_nodes;         /* auto counts under either coincidence; NAN when not auto */
};

/* --- racks ---------------------------------------------------------------------------- */

struct rack_content { int pool, group; double hosts; };
/* `count` racks filled alike. */
struct rack_fill {
    const struct rack_model *rack;
    struct rack_content *content; int n_content;
    double count;
    double ru, draw_w, kg, ports;        /* used in each, the rack's own reserves included in ru and draw_w */
    double ru_limit, w_limit, kg_limit, port_limit;
    double uplinks;                      /* of each; in ports */
    int pool;                            /* the one with most boxes in them, of equals the first */
};

struct plan_racks {
    struct rack_fill *fills; int n_fills;
    double racks, rack_tiles, floor_tiles, floor_m2;     /* storage; rack_tiles: one a rack position; floor_m2: white space */
    double rack_tiles_available;                         /* NAN: unknown */
    double gpu_racks, gpu_floor_tiles;
    double tors, spines, optics;                         /* switches and optics of the storage fabric */
    double spine_optics;                                 /* those of the optics that are in spine switches */
};

/* --- power ---------------------------------------------------------------------------- */

/* A level of the facility's power tree, under the planned maximum. Devices fail one at a time, and a feed with all its devices;
 * the worst case is the one in which some device is nearest to (or furthest above) what it may carry. */
struct plan_power_level {
    const struct power_level *level;
    double count;                        /* whole, fitted to the scheme */
    double installed_w;                  /* count × rating × derating */
    double load_w;                       /* all its devices in normal running */
    double utilisation;                  /* then, of its most loaded device: load ÷ (rating × derating) */
    double worst_utilisation, worst_load_w;  /* of its most loaded device in the worst case, which may be normal running */
    const char *worst_case;              /* "normal running" | "ups 3 lost" | "utility A lost" | "feed A of ups lost"; NULL in a quiet plan */
    double usable_w;                     /* the most the level may carry so that nothing is over in any case: load ÷ worst utilisation */
    double reserved_w;                   /* installed − usable: kept for the lost device, or idle because loads hang unevenly */
    double blocked_w;                    /* usable, but another level is full first */
    double dark_w;                       /* IT watts that lose all power, at most, when one of its devices is lost */
};
/* What one loss comes to; all is proportional to the IT watts (losses and PUE at the design hour). */
struct plan_power_case {
    const char *name;                    /* as worst_case */
    int limit;                           /* level that is fullest then; −1: nothing carries anything */
    double utilisation;                  /* of its most loaded device, at the planned maximum */
    double it_limit_w;                   /* IT watts at which it is full; INFINITY without one */
    double dark_w;                       /* IT watts that lose all power */
};
struct plan_power_tree {
    struct plan_power_level *levels; int n_levels;   /* 0: none stated */
    struct plan_power_case *cases; int n_cases;      /* normal running; each root device, feed and side lost; the worst device of each other level */
    double worst_utilisation;            /* NAN without a tree */
    int limit;                           /* level that is full first; −1 without a tree */
    double it_limit_w;                   /* IT watts at which it is full */
    double loss_w;                       /* losses: separate: at the planned maximum; else 0 */
};

/* Classes of load under a power cap (site.power_cap): what computing draws above waiting is GPUS. */
enum power_class { POWER_CHECKPOINTS, POWER_READS, POWER_GPUS, POWER_BACKGROUND, POWER_CLASSES };

struct plan_power {
    double storage_idle_w, storage_max_w;    /* nodes and front ends */
    double network_w;                        /* storage fabric: constant; part of storage_w in results */
    double gpu_idle_w, gpu_max_w;            /* of all GPU racks */
    double gpu_tray_idle_w, gpu_tray_max_w, gpus_per_tray, gpu_rack_rest_w_per_gpu;  /* rest: rack maximum less trays, constant */
    double gpu_stalled_w, gpu_checkpoint_w, gpu_restart_w;   /* of one GPU in that phase, above idle */
    double gpu_ramp_s;                       /* a change of the GPUs' draw takes so long; 0: none stated */
    double other_it_w;                       /* GPU fabric, front-end network, CPU services: constant */
    double it_max_w, pue_annual, pue_design; /* with the tree's losses, where they are stated separately; annual: of a curve, at full load */
    double *pue_load, *pue_at_load; int n_pue;   /* the annual PUE by share of it_max_w, losses included; 0: pue_annual at any load */
    double site_design_w;                    /* it_max × pue_design: the planned peak at the utility */
    double envelope_w; enum envelope_at envelope_at;     /* NAN: unknown */
    double headroom_w;                       /* envelope − what is measured where the envelope is */
    double cap_w;                            /* of the IT, or of storage and its network alone; NAN (or 0): none */
    bool cap_storage_only;
    enum power_class cap_order[POWER_CLASSES];   /* the first is served first */
    struct plan_power_tree tree;             /* in a brief plan only if a requirement asks for it */
};

/* --- what it can do ------------------------------------------------------------------- */

/* What the solver gives. NAN where nothing is demanded. */
struct capability {
    double alone_bytes_per_s;            /* this class offered without limit, nothing else: the most the build can do */
    double coincident_bytes_per_s;       /* when both peaks are offered at once, equal weight per GPU; NAN when demand.coincidence is separate */
    double coincident_fraction;          /* the largest part of both peaks, scaled alike, that fits at once; NAN when separate */
    double domain_out_bytes_per_s;       /* alone, one failure domain out: least over pools */
    double coincident_domain_out_bytes_per_s;
    double coincident_domain_out_fraction;   /* as coincident_fraction, one failure domain out */
    int bound_row, next_row;             /* in the full system, alone; −1: none */
    double next_bytes_per_s;             /* what the next row would allow */
};

/* --- the load ------------------------------------------------------------------------- */

/* One of the scenario's jobs (of `count` alike), as planned: what run starts from. */
struct plan_job {
    int job;                             /* index into scenario->jobs */
    double mtti_s;                       /* mean time to interruption of one such job: by all causes, or, where none is stated, the site's, scaled by GPUs */
    double *interruptions_per_s;         /* by each of the site's causes; NULL: none is stated */
    double restore_bytes;                /* a restart from storage reads: weights x readers + the rest once */
    double read_peak_bytes_per_s, read_mean_bytes_per_s;
    double peak_write_bytes_per_s;       /* the most its ranks send */
    double checkpoint_bytes;             /* 0: no checkpoints (then the rest is NAN, offered 0) */
    double blocking_s;                   /* GPUs stand still: write time (sync), snapshot (async), local write (two-tier) */
    double drain_s;                      /* from start of writing to storage until durable, with nobody else writing */
    double interval_s;                   /* start to start of two checkpoints: as given, or Daly's optimum + blocking_s; never below what the drain allows */
    double offered_bytes_per_s;          /* mean to storage: size ÷ interval, ÷ drain_every for two-tier */
    double law_goodput;                  /* by the renewal law (plan/renewal.h); NAN without interruptions */
    double law_goodput_faster;           /* likewise, if the site wrote 1 TB/s more */
};

/* --- what it found -------------------------------------------------------------------- */

enum finding_severity { FINDING_NOTE, FINDING_WARNING, FINDING_FAIL };
struct finding { const char *code; enum finding_severity severity; const char *text; struct place at; };

/* A derived number and the expression that made it; inputs name quantities by path or other derivations by id. */
struct derivation {
    const char *id, *expression;
    const char *formula;                             /* as plan/making.h has it; "": not by plain arithmetic */
    const char **inputs; int n_inputs;
    double value; enum unit unit;
    const char *source, *date; enum grade grade;     /* the worst grade among its inputs */
    struct place at;
};

enum verdict { VERDICT_PASS, VERDICT_FAIL, VERDICT_DEPENDS };

/* --- the whole ------------------------------------------------------------------------ */

struct site_plan {
    const struct scenario *scenario;
    const struct catalog *catalog;           /* of the scenario; NULL in a plan made by hand */
    bool brief;                          /* planned without what loops over losses: wear, outages, alternatives, the tree unless a requirement asks for it */
    bool quiet;                          /* planned without words: no findings, derivations, alternatives; names of rows are those of their kind */
    struct plan_pool *pools; int n_pools;
    struct row_system system;                /* all in service */
    struct row_system *out; int n_out;       /* one per pool: one of its failure domains out */
    struct capability capability[OPS];
    double usable_bytes;
    double demand_read_peak, demand_read_mean, demand_write_peak, demand_write_mean;   /* bytes/s, derived from per-GPU rates where so given */
    struct plan_job *jobs; int n_jobs;   /* one per scenario job, in its order */
    double jobs_read_peak, jobs_read_mean, jobs_write_mean;    /* bytes/s, all jobs, counts included */
    double background_read_peak, background_read_mean, background_write_mean;   /* what demand − jobs leaves, >= 0; 0 with fill: none */
    double protocols_missing;                /* demanded and not available on any pool */
    double namespaces;                       /* the most of any pool */
    struct plan_racks racks;
    struct plan_power power;
    struct plan_tier *tier;                  /* NULL: none */
    struct plan_wear *wear; int n_wear;      /* by pool, group, drive */
    double envelope_storage_w;               /* NAN: none stated */
    struct finding *findings; int n_findings; size_t findings_capacity;
    struct derivation *derivations; int n_derivations; size_t derivations_capacity;
    const struct quantity **leaves; int n_leaves; size_t leaves_capacity;    /* what derivations begin with */
    struct arena *arena;                     /* everything above lives here */
};

#endif
