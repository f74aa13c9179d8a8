/* The narrow waist: everything a document shows, and nothing that points back into a
 * scenario, catalog or plan. sim/json writes and reads it (tables there name the keys);
 * reports see only this. SI units; the JSON key is the field's name. A number that is
 * not known is NAN (null in JSON). Strings are never NULL once filled. Data only. */
#ifndef TYPES_RESULTS_H
#define TYPES_RESULTS_H

#include <stdbool.h>
#include <stdint.h>

/* Over replications (means) or over time (quantiles pooled over replications, by time). */
struct estimate { double mean, ci95_lo, ci95_hi, p50, p95, p99, min, max; };   /* JSON: {mean, ci95: [lo, hi], p50, ...} */

struct result_input { const char *file, *sha256; };
struct result_manifest {
    const char *version;
    const char *seed;                    /* decimal text: JSON numbers lose the last bits of 64 */
    int32_t replications;
    struct result_input *inputs; int32_t n_inputs;
    const char *command;                 /* without what cannot change a result */
};

struct result_scenario {
    const char *name, *question, *decision, *file;
    const char *as_of;                   /* "2026-01-15", "" when unknown */
    double gpus, usable_bytes, read_peak_bytes_per_s, read_mean_bytes_per_s, write_peak_bytes_per_s, checkpoint_bytes_per_day, retention_s, length_s, warm_up_s;
    const char *coincidence, *load, *gpu_model, *facility;
};

struct result_rule { const char *rule; double nodes; };                        /* fewest nodes by rule */
struct result_alternative { const char *front_end, *write_path; bool chosen; double read_bound_bytes_per_s, write_bound_bytes_per_s; const char *read_bound_by, *write_bound_by; };
struct result_group {
    const char *node, *role, *description; /* role: storage | front_end */
    double nodes, hosts, drives, raw_bytes, usable_bytes, share, idle_w, max_w, nodes_per_rack;
    const char *rack_limit, *bound_rule;
    double bare_nodes, with_headroom_nodes, overbuy_nodes;
    struct result_rule *rules; int32_t n_rules;
};
struct result_pool {
    const char *name, *node, *stack, *front_end, *write_path, *protocol, *failure_domain;
    double payload_efficiency;
    double nodes, drives, racks, nodes_per_rack; const char *rack_limit;
    double raw_bytes, usable_bytes;
    double read_bound_bytes_per_s, write_bound_bytes_per_s; const char *read_bound_by, *write_bound_by;
    double read_next_bytes_per_s, write_next_bytes_per_s; const char *read_next_by, *write_next_by;
    double nameplate_w;
    double stripe_width, efficiency, domains, survives, namespaces, coincident_nodes, separate_nodes;
    struct result_group *groups; int32_t n_groups;
    struct result_alternative *alternatives; int32_t n_alternatives;
};
struct result_rack_content { const char *pool, *node; double count; };
/* `count` alike, one on top of the other, in a rack: from the floor up; u: the lowest unit they take, 1 at the bottom. kind: node | front_end | switch | reserved | blank. */
struct result_rack_slot { double u, count, ru; const char *kind, *name, *pool; double max_w, kg, ports; };     /* ru and what follows: of each; NAN: not known */
struct result_rack_fill {
    const char *rack; double count;
    double ru, ru_limit, draw_w, w_limit, kg, kg_limit, ports, port_limit;
    struct result_rack_content *content; int32_t n_content;
    double reserved_ru, reserved_w; const char *form, *feed;     /* kept for switches, cables, power shelf; eia19 | ou21; ac | dc48 */
    double uplinks, pdus; const char *pdu; double empty_kg;          /* uplinks: of `ports`; pdus: 0: none named; empty_kg: the rack's own, beside `kg` */
    struct result_rack_slot *slots; int32_t n_slots;
};
struct result_plan {
    double racks, rack_tiles, floor_tiles, floor_m2, rack_tiles_available, gpu_racks, gpu_floor_tiles, switches, optics;
    struct result_pool *pools; int32_t n_pools;
    struct result_rack_fill *rack_fills; int32_t n_rack_fills;
};

/* A level of the power tree; worst: the loss of one device or feed that brings some device nearest to what it may carry. */
struct result_power_level {
    const char *level, *kind, *scheme, *carries;     /* carries: site | it */
    const char *fed_by;                              /* "a + b"; "" from outside */
    double count, rating_w, derating;                /* of one device */
    double installed_w, load_w, utilisation;         /* all devices, derated; in normal running; of the most loaded device */
    const char *worst_case; double worst_case_load_w, worst_case_utilisation;   /* of the most loaded device */
    double usable_w, headroom_w;                     /* with any one device lost; usable − load */
    double stranded_w, reserved_w, blocked_w;        /* stranded = reserved (for a loss) + blocked (another level is full first) */
    double reserve;                                  /* reserved ÷ installed */
    double dark_w;                                   /* IT watts that lose all power when one of its devices is lost */
    /* Simulated, at the design hour's PUE: at the largest IT watts, and the share of time that it is, or with the worst loss would be, over. */
    double peak_w, peak_utilisation, peak_worst_utilisation, time_over, worst_time_over;
};
/* Normal running, and what one loss comes to: of each device at the top, each feed and side; of the other levels the worst device. */
struct result_power_case {
    const char *name, *limit;                        /* limit: the level that is fullest then, "" if nothing carries anything */
    double utilisation, it_limit_w, dark_w;          /* at the planned maximum; IT watts at which it is full; IT watts without power */
    double peak_utilisation, time_over;              /* simulated, as above */
};

struct result_power {
    struct estimate storage_w, gpu_w, other_it_w, it_w, site_w;    /* over time; site at the annual PUE */
    double site_design_w;                /* planned maximum at the design hour's PUE */
    double coincident_design_w;          /* simulated largest IT watts × the design hour's PUE */
    double sum_of_nameplates_w;          /* site at design hour if all stood at nameplate at once (IT × PUE) */
    double envelope_w, headroom_w;       /* headroom: envelope − site_design_w (or IT, where the envelope is measured) */
    const char *envelope_at;             /* "utility" | "it" | "unknown" */
    double pue_annual, pue_design;       /* annual: by a curve, what energy came to (planned: at full load) */
    double storage_max_w, network_w, gpu_max_w, other_it_max_w;     /* planned maxima at IT */
    double largest_step_w, largest_step_1s_w, largest_step_1min_w, largest_step_15min_w, ramp_w_per_s, dynamic_range_w, steps_per_day;  /* site IT, up or down */
    double energy_joules;                /* IT storage + gpu + other, replication 1, after warm-up: equals the sum over series.power bins */
    double energy_site_joules_per_year;
    struct result_power_level *tree; int32_t n_tree;     /* from the utility down; none where the facility states no tree */
    /* Under site.power_cap; all NAN without one. */
    double cap_w; const char *cap_at;                /* as stated; utility | it | storage, "" without one */
    const char *cap_order;                           /* "checkpoints, reads, gpus, background" */
    double cap_time_bound, cap_time_unmet;           /* share of time that it held something back; that idle watts alone were above it */
    double cap_useful_without, cap_useful_lost;      /* goodput.useful of the same days without it, and what it cost of that */
    struct result_power_case *tree_cases; int32_t n_tree_cases;
    const char *tree_limit;              /* the level that is full first, "" without a tree */
    double tree_it_limit_w, tree_loss_w; /* IT watts at which it is full; losses where stated apart from PUE */
};

struct result_throughput {
    double demand, bound, capability_alone, capability_coincident, coincident_fraction, capability_domain_out, capability_coincident_domain_out;  /* bytes/s */
    const char *bound_by, *next_by; double next;
    struct estimate delivered;           /* over time */
    struct estimate offered;
    double denied_fraction;              /* 1 − bytes delivered ÷ bytes asked */
};

/* The storage racks on the hall's grid of tiles, by the rule of plan/layout.h: x to the right, y down from the hall's corner, in tiles. A rack is
 * called after its row and position: "A03-07" is the seventh position of row A03. GPU racks stand elsewhere. */
struct result_layout_row {
    const char *name, *front;                        /* front: which way its racks face, up | down: towards the cold aisle */
    double x, y;                                     /* of its first position's corner */
    double positions, racks;                         /* on which a rack can stand; that stand there */
    double draw_w, draw_w_per_tile;                  /* at most; over the tiles that its racks cover */
};
struct result_layout_run { const char *row; double position, count; double fill; const char *pool; double delivery; };
    /* `count` racks from `position` (1: the first) on, filled as plan.rack_fills[fill], come with delivery.items[delivery]; NAN: from the start */
struct result_layout_obstacle { const char *name; double x, y, width, depth; };
struct result_layout {
    double tile_m, width_tiles, depth_tiles, rack_width_tiles, rack_depth_tiles, cold_aisle_tiles, hot_aisle_tiles, cross_aisle_tiles;
    double row_positions, bays, row_limit_w;         /* limit: NAN: none stated */
    double unplaced;                                 /* racks for which the hall's rows have no room */
    const char *source, *grade;                      /* of the row's length, as the hall's whole shape comes from there */
    struct result_layout_row *rows; int32_t n_rows;
    struct result_layout_run *runs; int32_t n_runs;
    struct result_layout_obstacle *obstacles; int32_t n_obstacles;
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

/* One open input that turns a verdict: where, and which share of its range lies on the other side. */
struct result_flip { const char *input; double value; const char *unit; double share_of_range; const char *settle; };

struct result_requirement {
    const char *id, *level, *text, *verdict;         /* must | should; pass | fail | depends */
    const char *nominal;                             /* the verdict with every input at its nominal value: pass | fail | depends (an envelope is unknown) */
    const char *quantity, *unit;
    double value, limit, margin;                     /* margin: how far past the limit, as a fraction of it; negative when failed */
    const char *judged_on;                           /* "alone", "while both peaks are offered", "one failure domain out", "plan", "simulation" */
    const char *depends_on;                          /* "" or: input path; of several the one with the largest share of its range on the other side */
    double flip_value; const char *flip_unit;        /* value of that input at which the verdict flips */
    const char *settle;                              /* what would settle it: "" or a sentence */
    const char *place;
    struct result_flip *flips; int32_t n_flips;      /* all such inputs, the largest share first: each alone turns the verdict */
    /* For people, as the scenario says; "" where it doesn't. */
    const char *statement, *scope, *source, *status, *acceptance, *owner;    /* scope: gpu | site | aggregate; status: open | confirmed */
    double per_gpu;                                  /* limit ÷ GPUs; NAN where a share for each GPU means nothing */
};
struct result_question { const char *id, *kind, *ask, *owner, *due, *status, *answer; const char **touches; int32_t n_touches; const char *place; };

/* What the site comes to, planned: for one that is compared with another. */
struct result_outcome {
    const char *verdict;                             /* of its MUSTs that the plan can judge, and whether it fits, at nominal inputs; "" where it makes no plan */
    const char *complete;                            /* P50 of the last delivery; "" where not all has a date */
    double read_bytes_per_s, write_bytes_per_s;      /* least capability of the cases */
    double nodes, front_ends, rack_tiles, storage_w, site_w;
};
/* What may come otherwise, and what it moves: the site planned again with the risk's settings. */
struct result_risk {
    const char *name, *about, *trigger, *mitigation, *owner, *place;
    const char **settings; int32_t n_settings;
    struct result_outcome now, then;                 /* now: this build as it is */
    const char *instead;                             /* the best option left, where the policy then forbids this build: `then` is of that; "" otherwise */
    const char *problem;                             /* why there is no `then`; "" */
    double days_later;                               /* complete P50; NAN where either has no date */
};

/* The demanded and other protocols by stack: available | planned | "" for not spoken. */
struct result_protocol { const char *stack, *protocol, *state; bool demanded, used; double payload_efficiency; };   /* used: a pool of this build runs on the stack */

/* From start to leave to use, of a DPU that is a card or a controller: one row a stage, laid end to end. Days of the stages are parts of the model's whole time. */
struct result_qualification_stage { const char *stage, *source; double nominal_s, lo_s, hi_s, start_s, end_s; };
struct result_qualification {
    const char *dpu, *role, *family, *state;         /* role: dpu | controller; state: qualified | in progress | not started */
    const char *nodes;                               /* of this catalog, that hold it */
    bool in_build;
    double time_s, lo_s, hi_s;                       /* NAN: not stated */
    const char *starts, *ends, *ends_late;           /* dates: begun when the first order is placed, else on the plan's date */
    struct result_qualification_stage *stages; int32_t n_stages;
};
struct result_finding { const char *code, *severity, *text, *place; };
/* What derivations begin with: a number as it was stated. */
struct result_leaf { const char *path; double value; const char *unit, *source, *date, *grade, *place; };
struct result_assumption { const char *path, *text, *source, *date, *grade, *place, *unit; double value, lo, hi, weight; };   /* weight: share of the headline's sensitivity */
/* formula: "{a} * {b}", in SI, inputs by name: works out to `value` (plan/making.h); "" where no plain arithmetic made it. */
struct result_derivation { const char *id, *expression, *formula; const char **inputs; int32_t n_inputs; double value; const char *unit, *source, *date, *grade, *place; };

/* Weight of estimates: share of a headline's sensitivity that comes from inputs graded estimate or placeholder. */
struct result_weight { const char *headline; double value; const char *unit; double share_estimated; const char *top_input; double top_share; };

/* What a headline comes to at either end of one input's ignorance, all others at their nominal values; the widest first. */
struct result_tornado_bar { const char *input, *unit, *grade, *place; double lo, hi, at_lo, at_hi; };     /* lo, hi: the input's ends, in `unit`; NAN at an end with which nothing can be planned */
struct result_tornado { const char *headline, *unit; double value; struct result_tornado_bar *bars; int32_t n_bars; };

/* Bins of equal width over the measured time of replication 1: exact means, so Σ mean × width is the integral. */
struct result_series {
    double start_s, width_s; int32_t n_bins;
    double *read_asked, *read_delivered, *write_asked, *write_delivered;            /* bytes/s, each n_bins; written as arrays */
    double *gpu_w, *storage_w, *other_it_w, *it_max_w;                              /* it_max_w: largest in the bin */
    double *used_bytes;                                                             /* at the bin's end */
    struct result_series_row { const char *resource, *pool; double *utilisation; } *rows; int32_t n_rows;   /* by clients, of all in service */
};
/* The same shape again over the busiest stretch at full resolution: steps, for charts of one checkpoint cycle. */

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

/* What the site could be built of, by this catalog: planned with counts for every MUST. The first is this build. Watts at maximum. */
struct result_option {
    const char *option;                              /* "this build", "odm-cap with cnode-gen6 under vast-disaggregated" */
    bool allowed;
    const char *reason;                              /* why not; "" when allowed */
    const char *verdict;                             /* of its MUSTs and whether it fits, at nominal inputs; "" where it was not planned */
    double nodes, front_ends, rack_tiles, storage_w, site_w;
    double read_bytes_per_s, write_bytes_per_s;      /* least capability of the cases */
    const char *family, *stack;                      /* "ODM capacity"; "vast-disaggregated"; "" of this build */
    bool best;                                       /* of its family under its stack */
    const char *available;                           /* first date on which all of it can be had; "" not known */
    const char *missing;                             /* demanded protocols that it does not speak; "" */
    struct result_option_verdict { const char *id, *verdict; double value, margin; } *judged; int32_t n_judged;   /* by requirement that a plan can judge */
};
/* What a restriction of the policy costs: the best option under all restrictions against the best without this one. Best: fewest MUSTs
 * failed, then fewest that depend, fewest rack tiles, fewest watts. NAN and "none" where no option is left. */
struct result_restriction {
    const char *policy;                              /* "third_party_hardware: forbidden" */
    bool violated;                                   /* by this build */
    const char *forbids;                             /* what of this build, or else of the catalog */
    const char *option_with, *option_without, *verdict_with, *verdict_without, *complete_with, *complete_without;   /* dates: P50; "" where not all is ordered */
    double rack_tiles_with, rack_tiles_without, storage_with_w, storage_without_w, site_with_w, site_without_w;
    const char *text, *place;                        /* what it comes to, in a sentence */
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

/* --- what has to be bought, and what it draws (plan/orders.h, plan/power_bill.h have the laws) --- */

/* A line of the bill of materials. Lines hang together as a tree: site > pool > racks filled alike > boxes > drives and cards.
 * Figures "of one" are of one piece, total_ of all installed (never of spares, which lie on a shelf). Of site, pool and units NAN. */
struct result_bom_line {
    const char *id, *parent;             /* "L012"; the line it stands in, "" for the site */
    double level;                        /* 0 site, 1 pool or fabric or spares, 2 racks, 3 boxes and switches, 4 drives, cards, cables */
    const char *kind;                    /* site | pool | fabric | spares | unit | rack | node | front_end | switch | drive | nic | optic | cable | pdu | cord */
    const char *sku;                     /* the model's name, "" where none is stated */
    const char *part, *description, *role, *pool, *site;
    const char *phase;                   /* "1", "2" in order of their dates; "0" stands from the start */
    double quantity_per_rack, racks, quantity, spares;
    double unit_price_dollars; const char *price_date, *price_grade, *price_source;      /* NAN, "": unknown */
    double extended_dollars;             /* (quantity + spares) × unit price */
    const char *sold_as; double sold_units, overbuy;     /* node | rack | scale_unit; how many of these; nodes bought because of it */
    double lead_time_s;                  /* order to dock */
    const char *order_by, *earliest;     /* for what is promised: order by then; dates, "" unknown */
    double ru, kg, idle_w, typical_w, max_w, ports, raw_bytes, usable_bytes;     /* of one; typical: the mean, simulated or at the mean demand */
    double total_ru, total_kg, total_idle_w, total_typical_w, total_max_w, total_heat_btu_per_h, total_ports, total_raw_bytes, total_usable_bytes;
    const char *within;                  /* the line whose totals hold this line's already: drives and cards are in their boxes'; "" elsewhere */
    const char *qualification;
    const char **requirements; int32_t n_requirements;   /* ids of those it serves */
    const char *basis;                   /* why so many, in words */
};
/* One thing to order: all lines of one SKU together, in the order of their first mention. */
struct result_bom_order {
    const char *id, *kind, *sku, *part, *description;    /* id: "S04" */
    const char *phases;                  /* "1, 2" */
    double quantity, spares, pieces;     /* installed; on the shelf; to order */
    double unit_price_dollars; const char *price_date, *price_grade; double extended_dollars;
    double lead_time_s; const char *order_by, *earliest;     /* the first of its lines' */
};
/* A delivery as a phase. */
struct result_bom_phase { const char *phase, *pool, *kind, *from, *in_service; double share, racks; };
/* Sums over all lines that are not within another. */
struct result_bom_totals {
    double lines, pieces, spares, priced_lines, unpriced_lines;      /* priced: lines of things one buys */
    double known_dollars;                /* of the priced lines: a part of the whole while any is unpriced; NAN: none is priced */
    double racks, nodes, front_ends, drives, nics, switches, optics, cables, pdus, cords, overbuy;
    double ru, kg, idle_w, typical_w, max_w, heat_btu_per_h, raw_bytes, usable_bytes;
    double btu_per_h_per_w;              /* 3.412142 */
    const char *typical_basis;           /* "simulated" | "at the mean demand" */
};

/* The bill of power: what each part draws at four points, watts at IT but for the last lines. */
struct result_power_bill_line {
    const char *id, *line, *group, *pool;        /* "P03"; group: storage | network | gpus | other | sum | overhead | site */
    double count;
    double nameplate_w, datasheet_w, p99_w, mean_w;
    double per_feed_w, feed_lost_w;              /* of the signed watts: on each feed in normal running; on one while the other is lost */
    double peak_to_signed;                       /* p99 ÷ signed */
};
struct result_power_bill_feed {
    const char *id, *feed, *kind, *carries;      /* "F02"; a level of the power tree */
    double count, each_w;                        /* what one device may carry, derated */
    double nameplate_w, datasheet_w, p99_w, mean_w;     /* all its devices */
    double worst_device_w;                       /* most on one of them, at the signed watts, with the worst loss */
};
struct result_power_bill {
    struct result_power_bill_line *lines; int32_t n_lines;
    struct result_power_bill_feed *feeds; int32_t n_feeds;
    const char *sign, *reason;                   /* nameplate | datasheet | p99 | mean */
    double signed_w, feeds_per_rack;             /* of the site; feeds that a rack's cords lead to, NAN unknown */
    double coincidence;                          /* (p99 of the whole − mean) ÷ Σ (own p99 − own mean); NAN: nothing varies */
};

/* One number of each replication, in their order: what pairs two results of one seed, replication by replication. Names and
 * meanings are those of a study's columns (study/headline.h). */
struct result_measure { const char *name; int32_t replications; double *values; };

struct results {
    const char *format;                              /* "exasite.results/1" */
    struct result_manifest manifest;
    struct result_scenario scenario;
    struct result_plan plan;
    struct result_layout layout;                     /* no rows: no storage rack stands */
    struct result_power power;
    struct result_throughput read, write;            /* throughput.read_bytes_per_s, throughput.write_bytes_per_s */
    struct result_checkpoint checkpoint;
    struct result_goodput goodput;
    struct result_interruptions interruptions;
    struct result_job *jobs; int32_t n_jobs;
    struct result_capacity capacity;
    struct result_precision precision;
    struct result_bottleneck *bottlenecks; int32_t n_bottlenecks;
    struct result_resource *resources; int32_t n_resources;
    struct result_requirement *requirements; int32_t n_requirements;
    const char *verdict;                             /* of all MUSTs: pass | fail | depends */
    struct result_question *questions; int32_t n_questions;
    struct result_risk *risks; int32_t n_risks;      /* these and the next: `requirements` only */
    struct result_protocol *protocols; int32_t n_protocols;
    struct result_qualification *qualification; int32_t n_qualification;
    struct result_finding *findings; int32_t n_findings;
    struct result_assumption *assumptions; int32_t n_assumptions;
    struct result_derivation *derivations; int32_t n_derivations;
    struct result_leaf *leaves; int32_t n_leaves;
    struct result_weight *weights; int32_t n_weights;
    struct result_tornado *tornado; int32_t n_tornado;   /* one a headline */
    struct result_domain *domains; int32_t n_domains;
    struct result_rebuild rebuild;
    struct result_durability *durability; int32_t n_durability;
    struct result_delivery delivery;
    struct result_restriction *policy; int32_t n_policy;
    struct result_option *options; int32_t n_options;    /* none where nothing is restricted */
    struct result_bom_line *bom; int32_t n_bom;
    struct result_bom_order *bom_orders; int32_t n_bom_orders;
    struct result_bom_phase *bom_phases; int32_t n_bom_phases;
    struct result_bom_totals bom_totals;
    struct result_power_bill power_bill;
    struct result_series series;                     /* whole measured time, up to 720 bins */
    struct result_series zoom;                       /* the busiest hour at up to 720 bins of it */
    struct result_tier *tiers; int32_t n_tiers;
    struct result_endurance *endurance; int32_t n_endurance;
    struct result_worst_hour worst_hour;
    struct result_event *timeline; int32_t n_timeline;   /* of the worst hour */
    struct result_measure *measures; int32_t n_measures; /* none: not simulated */
    double audit_worst_relative_error;               /* audit.worst_relative_error */
    double events;                                   /* simulated, all replications */
    double solves;                                   /* rates worked out anew, all replications */
};

#endif
