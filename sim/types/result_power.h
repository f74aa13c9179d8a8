/* Of results: what is drawn and from where. Watts over time, the power tree, the cap, and the bill of power (plan/power_bill.h has its
 * laws). Conventions: types/results.h. */
#ifndef TYPES_RESULT_POWER_H
#define TYPES_RESULT_POWER_H

#include <stdint.h>

#include "types/result_estimate.h"

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

/* What hangs on the tree alike, as the facility states it. */
struct result_power_load { const char *on; double share, load_w; };      /* "busway a + busway b": a cord in each; of IT watts; at the planned maximum */

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
    struct result_power_load *tree_loads; int32_t n_tree_loads;      /* none: all IT on the last level */
    const char *tree_limit;              /* the level that is full first, "" without a tree */
    double tree_it_limit_w, tree_loss_w; /* IT watts at which it is full; losses where stated apart from PUE */
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

#endif
