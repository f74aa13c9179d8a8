/* What a study's points come to: the columns of a study file, and the digest that documents are rendered from.
 * The columns' names, units and meanings stand in one table (study/headline.c), in this order; a column is
 * only ever added, at its list's end, with a new version of the file. Data only; SI units; NAN is unknown, "" is no text. */
#ifndef TYPES_STUDY_H
#define TYPES_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/units.h"
#include "types/results.h"

/* A point as a whole: its plan, and its replications together. */
enum study_text {
    STUDY_STATUS,            /* "ok"; "meaningless": these inputs together are no scenario, and nothing else is known */
    STUDY_PROBLEM,           /* why it is meaningless */
    STUDY_VERDICT, STUDY_FAILED, STUDY_TIGHTEST, STUDY_SIZED_BY, STUDY_READ_BOUND_BY, STUDY_WRITE_BOUND_BY, STUDY_RACK_LIMIT, STUDY_BOTTLENECK,
    STUDY_TEXTS
};
enum study_number {
    STUDY_NODES, STUDY_DRIVES, STUDY_RACKS, STUDY_RACK_TILES, STUDY_FLOOR_TILES, STUDY_USABLE_BYTES, STUDY_STORAGE_MAX_W, STUDY_SITE_DESIGN_W,
    STUDY_POWER_HEADROOM_W, STUDY_READ_CAPABILITY, STUDY_READ_COINCIDENT, STUDY_READ_DOMAIN_OUT, STUDY_WRITE_CAPABILITY, STUDY_WRITE_COINCIDENT,
    STUDY_WRITE_DOMAIN_OUT, STUDY_LEAST_MARGIN, STUDY_READ_DELIVERED, STUDY_READ_DENIED, STUDY_WRITE_DELIVERED, STUDY_WRITE_DENIED, STUDY_GOODPUT,
    STUDY_GOODPUT_LO, STUDY_GOODPUT_HI, STUDY_STORAGE_W, STUDY_IT_W, STUDY_IT_MAX_W, STUDY_SITE_W, STUDY_LARGEST_STEP_W, STUDY_CHECKPOINT_P50,
    STUDY_CHECKPOINT_P99, STUDY_STALL, STUDY_USED_MAX_BYTES, STUDY_FULL_AT, STUDY_WARM_UP,
    STUDY_NUMBERS
};
/* One replication. */
enum study_measure {
    STUDY_EACH_READ_OFFERED, STUDY_EACH_READ_DELIVERED, STUDY_EACH_READ_DENIED, STUDY_EACH_WRITE_OFFERED, STUDY_EACH_WRITE_DELIVERED,
    STUDY_EACH_WRITE_DENIED, STUDY_EACH_USEFUL, STUDY_EACH_READ_STALLED, STUDY_EACH_CHECKPOINT_STALLED, STUDY_EACH_LOST, STUDY_EACH_RESTARTING,
    STUDY_EACH_IDLE, STUDY_EACH_GOODPUT, STUDY_EACH_STORAGE_W, STUDY_EACH_GPU_W, STUDY_EACH_IT_W, STUDY_EACH_IT_MAX_W, STUDY_EACH_SITE_W,
    STUDY_EACH_LARGEST_STEP_W, STUDY_EACH_LARGEST_STEP_15MIN_W, STUDY_EACH_CHECKPOINTS, STUDY_EACH_MISSED, STUDY_EACH_CHECKPOINT_BYTES_PER_DAY,
    STUDY_EACH_CHECKPOINT_MEAN, STUDY_EACH_CHECKPOINT_P99, STUDY_EACH_STALL, STUDY_EACH_USED_BYTES, STUDY_EACH_USED_MAX_BYTES, STUDY_EACH_FULL_AT,
    STUDY_EACH_EVENTS, STUDY_EACH_SOLVES, STUDY_EACH_AUDIT,
    STUDY_MEASURES
};

struct study_column {
    const char *name; enum unit unit; const char *meaning;
    size_t from;                                     /* where struct results holds it; 0: worked out */
};

struct study_setting { const char *text; double number; };       /* of one varied input; number NAN: no plain number */

struct study_point {
    int64_t point;                                   /* from 1 */
    struct study_setting *settings; int32_t n_settings;      /* one for each varied input, in order */
    const char *text[STUDY_TEXTS];
    double number[STUDY_NUMBERS];
    double (*measures)[STUDY_MEASURES]; int32_t n_replications;     /* the i-th is replication i + 1 */
};

/* --- the digest: what a document shows, of bounded size however many points there are ------------------------- */

struct study_input {
    const char *path, *spec, *unit;                  /* unit: as keys of results name it; "" for a pure number or no number */
    bool is_number, is_geometric, is_sampled;        /* sampled: every number between the ends may occur */
    double lo, hi;                                   /* what was tried; NAN: no number */
    double *values; const char **texts; int32_t n_values;    /* distinct values, numbers ascending, texts as given; sampled: none */
};

/* One number of points against one numeric input: over all points that share a value of it, or a slice of its range. */
struct study_curve {
    int32_t input, number;                           /* an enum study_number */
    double *x, *mean, *least, *most; int32_t n;      /* NAN where no point knows it */
};

/* A text (an enum study_text) of points over one or two inputs: cells of a grid, or dots where an input is sampled. */
struct study_map {
    int32_t x, y, text;                              /* y −1: a single row */
    const char **labels; int32_t n_labels;           /* in order of first mention */
    bool is_grid;
    int32_t n_x, n_y; int32_t *cell;                 /* grid: cell[row × n_x + column], −1: no point there */
    int64_t *point;                                  /* grid: the point that stands there, from 1 */
    double *turns_x, *turns_y;                       /* grid: how far towards the next column (row) the text changes, 0 to 1; NAN: not at all */
    double *at_x, *at_y; int32_t *label; int32_t n_dots;     /* else */
    const char *held;                                /* "" or at which values of the other inputs it is drawn */
};

/* Between two neighbouring values of a numeric input, all else equal, the text changes: between `below` and `above`. Where the plan alone tells
 * the text, that is bisected; else they are the neighbours. */
struct study_flip {
    int32_t input, text; const char *from, *to; double below, above;
    bool bisected;
    int64_t point, next;                             /* the neighbours */
    const char *held;                                /* "" or at which values of the other inputs */
};

struct study_digest {
    const char *scenario, *question, *version, *command, *seed, *design;
    int64_t n_points, n_done, n_meaningless, n_passed, n_failed, n_depending, n_replications;
    struct study_input *inputs; int32_t n_inputs;
    const char *const *file, *const *sha256; int32_t n_files;
    const struct study_column *numbers;              /* STUDY_NUMBERS of them */
    const struct study_column *texts;                /* STUDY_TEXTS of them */
    double least[STUDY_NUMBERS], most[STUDY_NUMBERS];       /* over all points; NAN: none knows it */
    struct study_curve *curves; int32_t n_curves;
    struct study_map *maps; int32_t n_maps;
    struct study_flip *flips; int32_t n_flips, flips_left_out;      /* along the first input of the maps */
    const char *first_problem; int64_t first_problem_point;     /* of the first meaningless point; "" without */
};

/* --- attribution: which input makes two scenarios come to something else (study/attribution.h has the law) ------ */

/* As written; "" where nothing is. */
struct study_change { const char *path, *from, *to; };

struct study_part {                                  /* of one input; each array as long as the attribution's values */
    const char *name;                                /* path, or several with " + " between */
    struct study_change *changes; int32_t n_changes;
    const char *joined;                              /* why these are one input; "": it is one as it stands */
    double *alone, *shapley;
};
struct study_attribution {
    int32_t n_values;
    const char **names; enum unit *units;            /* of the values: columns of a study (study/headline.h) */
    double *from, *to;                               /* NAN: unknown at one end or in between, and then all of it is */
    double *whole, *shapley;                         /* to - from, and what the parts' shapley sum to: the same to rounding */
    double *interaction;                             /* to - from - the sum of alone */
    struct study_part *parts; int32_t n_parts;
    const char **notes; int32_t n_notes;             /* what was taken together, and why */
    int64_t n_combinations;                          /* that were planned */
    bool simulated;
};

/* --- comparison: two or more answers side by side; the first is what the others are held against ------------------ */

/* A measure of replications (struct result_measure), second less first. Paired: replication i of both had the same luck. */
struct study_paired {
    const char *name;
    int32_t n; bool paired;
    double delta;                                    /* of the means */
    double half;                                     /* half of its 95 % interval: of the differences where paired, else of two samples; NAN: fewer than two replications */
    double half_unpaired;                            /* as if the two had nothing to do with each other */
    double half_over_unpaired;                       /* NAN: neither varies */
    double variance_saved;                           /* 1 − variance of the difference ÷ sum of the variances; NAN: neither varies */
};
/* One number of an answer, by its path in results, held against the same of the first. */
struct study_held { const char *id; double value, delta, half; };      /* delta: value less the first's; half: half of its 95 % interval; NAN: planned, or not known */
/* Built for one, needed the other: the build of `built`, its counts fixed, under the demand of `needed`, by the plan. */
struct study_regret {
    bool known; const char *problem;                 /* not known: why */
    const char *verdict, *failed, *tightest;         /* ids of the MUSTs not met; id of the MUST with the least margin */
    const char *unfit;                               /* what else does not fit: the first such finding, "" none */
    double least_margin, rack_tiles, storage_w, more_rack_tiles, more_storage_w;     /* more: than the build meant for it */
};
/* What may be built at a date, best first by how many MUSTs it fails, then tiles, then watts; and how much of the build stands by then. */
struct study_as_of {
    const char *date;
    const char *best, *best_verdict; double best_rack_tiles, best_storage_w, best_site_w, best_nodes;      /* of what can be had and the policy allows; "" none */
    const char *not_yet;                             /* nodes of the catalog that cannot be had by then */
    double by_then;                                  /* probability that all of this build stands; NAN: no delivery */
    struct result_delivery_point *landed; int32_t n_landed;      /* one; none: no delivery */
};
struct study_ab;
struct study_compared {
    const char *name, *file;
    const struct results *results;
    struct study_held *numbers; int32_t n_numbers;   /* the same ones in the same order on every side */
    struct study_paired *paired; int32_t n_paired;   /* against the first; of the first none */
    struct study_attribution attribution;            /* of what differs from the first */
    const char *no_attribution;                      /* why there is none, "" where there is one */
    struct study_as_of as_of;                        /* date "": no dates were asked for */
};
struct study_comparison {
    const char *format, *version, *command;          /* "exasite.comparison/1" */
    struct study_compared *sides; int32_t n_sides;
    struct study_ab *ab; int32_t n_ab;               /* NULL and 0 unless the first two are one hardware under two stacks */
    struct study_regret *regret; int32_t n_regret;   /* n_sides × n_sides, row: built for, column: needed; none: not asked */
    const char **notes; int32_t n_notes;
};

/* --- what `size` found: documents are rendered from its JSON, exasite.size/1 ------------------------------------- */

/* One count of a build, and what a step of it either way comes to, the other counts as they are. */
struct study_size_count {
    const char *node, *role, *mark;                  /* role: storage | front_end; mark: AUTO (searched) | MANUAL (the scenario states it) */
    double count, step;                              /* nodes; step: those sold together */
    double more_rack_tiles, more_w, more_dollars;    /* of one step more; NAN: not asked, or no price */
    double less_rack_tiles, less_w, less_dollars;    /* of one step less: negative */
    const char *less_fails;                          /* what then fails; "" where nothing below can be asked */
};
struct study_size_option {
    const char *option, *architecture;               /* "odm-perf + odm-cap with cnode-gen6 under vast-disaggregated"; its stack */
    bool own, mixed, allowed;                        /* the scenario's own build; two storage nodes; no policy forbids it, and it can be had in time */
    const char *reason;                              /* why it is not allowed; "" */
    const char *verdict;                             /* pass | fail | depends; "" where it was not sized */
    const char *fails;                               /* the first that fails; "" */
    struct study_size_count *counts; int32_t n_counts;
    double nodes, rack_tiles, storage_w, site_w, dollars, usable_bytes;      /* storage_w: with its network, at most */
    double least_dollars, most_dollars, estimated_dollars, estimated_share;      /* every price at an end of its range; resting on estimates and placeholders, and as part of dollars (0 of 0) */
    double most;                                     /* of what --max asks for; else NAN */
    bool simulated;                                  /* the rest is known */
    double held, replications, share_lo, share_hi;   /* in which every MUST holds; 95 % interval of the share */
    double goodput, read_denied, write_denied;
};
/* Of each stack, and of all: the best and the next. "" without. */
struct study_size_best { const char *architecture, *best, *next; double best_figure, next_figure; };
/* A row of the best build's linear relaxation. `unit` names limit; the price is what one unit of `per` more costs of the objective. */
struct study_size_row {
    const char *name, *unit, *per;
    double limit, price, one_more;                   /* one_more: the same by solving again with one unit more; NAN: then nothing meets all rows */
    bool binds;
};
/* From a date on ("": from the first) this is the best that can stand; `late`: why that is later than the scenario's own date, "" it isn't. */
struct study_size_date { const char *from, *option, *late; double figure; };
struct study_size_policy {
    const char *policy, *forbids, *best_with, *best_without, *text;
    double figure_with, figure_without;
};
/* Between from_bytes and to_bytes asked for, another rule sets the count of the option's storage. */
struct study_size_flip { const char *option, *from, *to; double below_bytes, above_bytes; };
struct study_size_unflipped { const char *option, *rule; };      /* one rule all the way */
struct study_size {
    const char *format;                              /* "exasite.size/1" */
    struct result_manifest manifest;
    const char *scenario, *question, *as_of, *needed_by;
    const char *objective, *unit;                    /* "rack tiles", ""; "watts of storage", "w"; "dollars", "" */
    const char *asked;                               /* "", "max gpus", "max usable_capacity", "min site_power" */
    const char *asked_unit;                          /* of `most` */
    double probability;
    const char *verdict;                             /* of the best: pass | depends; fail: no option is left */
    const char *best, *best_mix;                     /* options by name; "" */
    double n_sized, n_mixes, n_pruned;
    const char *unpriced;                            /* models whose price is missing, where dollars were asked for; "" */
    struct study_size_option *options; int32_t n_options;    /* the best first; of mixes the best of each stack and front end */
    struct study_size_best *architectures; int32_t n_architectures;
    struct study_size_row *rows; int32_t n_rows;
    struct study_size_policy *policy; int32_t n_policy;
    struct study_size_date *dates; int32_t n_dates;
    struct study_size_flip *flips; int32_t n_flips;
    struct study_size_unflipped *unflipped; int32_t n_unflipped;
    double flips_from_bytes, flips_to_bytes;         /* NAN: not asked */
};

/* --- A/B: one hardware under two stacks (study/ab.h has the laws) -------------------------------------------------- */

/* What one client byte costs the storage boxes: what their own counters show, by client bytes read or written. */
enum study_counter {
    STUDY_READ_TX, STUDY_READ_RX, STUDY_READ_MEDIA, STUDY_WRITE_TX, STUDY_WRITE_RX, STUDY_WRITE_MEDIA, STUDY_WRITE_BUFFER,
    STUDY_COUNTERS
};
/* What counters are called in files: "read_tx". */
#define STUDY_COUNTER_KEYS {"read_tx", "read_rx", "read_media", "write_tx", "write_rx", "write_media", "write_buffer"}
struct study_ab_equal { const char *what, *a, *b; bool same; };      /* what has to be equal for the stacks alone to differ */
struct study_ab_assumption { const char *what; double value, lo, hi; const char *grade, *source; };      /* shares; lo and hi as value: no range */
struct study_ab_path {                               /* a way a stack may be built that the public record leaves open */
    const char *side, *stack, *front_end, *write_path;
    bool chosen;                                     /* the scenario's */
    double read_bytes_per_s, write_bytes_per_s; const char *read_bound_by, *write_bound_by;      /* alone, by the plan */
    double counter[STUDY_COUNTERS], lo[STUDY_COUNTERS], hi[STUDY_COUNTERS];      /* per client byte; the ends of what is stated */
};
/* Two paths: the counter that tells (study/ab.h), and the runs of each that tell them apart. */
struct study_ab_test { int32_t a, b; bool told; const char *by; double gap, runs, runs_most; };      /* by: the counter's key, "" when not told; gap: between the ranges, as a share of their mean; runs_most: at the upper end of spread */
struct study_ab_runs { double spread, wanted, runs; };       /* runs of each stack that show a difference of `wanted` at a run-to-run deviation of `spread` */
struct study_ab {
    const char *name_a, *name_b;
    struct study_ab_equal *equal; int32_t n_equal;
    struct study_ab_path *paths; int32_t n_paths;
    struct study_ab_test *tests; int32_t n_tests;
    struct study_ab_runs *runs; int32_t n_runs;
    double spread, spread_lo, spread_hi;             /* relative standard deviation of one run, the first of the assumptions */
    struct study_ab_assumption *assumptions; int32_t n_assumptions;
    const char *unavailable;                         /* the protocol that is planned on one side, and so cannot be tested yet; "" */
    int32_t n_differing;                             /* of equal: findings */
};

/* What measured counters say of a stack's paths (study/calibrate.h). */
struct study_measured { bool known; int32_t runs; double mean, lo, hi; };
struct study_fit { const char *front_end, *write_path; bool chosen, fits; double distance; const char *against; };      /* distance: mean share by which counters miss the prediction; against: what contradicts */
struct study_update { const char *op, *cost; double before, value, lo, hi, encoded; };      /* op.storage.cost: its `fixed` on the path that fits best; encoded stays */
struct study_calibration {
    const char *scenario, *stack, *file;
    struct study_measured measured[STUDY_COUNTERS];
    double read_bytes_per_s, write_bytes_per_s;      /* of clients, where seconds were measured; NAN */
    double read_spread, write_spread;                /* relative standard deviation of one run's rate; NAN with fewer than two */
    int32_t read_runs, write_runs;
    struct study_fit *fits; int32_t n_fits;          /* in the stack's order */
    int32_t best, n_fitting;
    struct study_update *updates; int32_t n_updates;
};

#endif
