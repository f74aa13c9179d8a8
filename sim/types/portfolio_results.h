/* What a portfolio comes to: portfolio.json, "exasite.portfolio/1". As results.h: SI units, the JSON key is the field's name, NAN
 * is not known, strings are never NULL once filled, nothing points back. Data only. */
#ifndef TYPES_PORTFOLIO_RESULTS_H
#define TYPES_PORTFOLIO_RESULTS_H

#include "types/results.h"

/* What one or more builds have: capability with nothing else going on, power at maximum. */
struct portfolio_sum { double usable_bytes, read_bytes_per_s, write_bytes_per_s, storage_w, site_w, rack_tiles, nodes, gpus; };

struct portfolio_result_site {
    const char *name, *place, *scenario, *replaced_by;       /* replaced_by "": it counts */
    const char *verdict, *why;                               /* the scenario's; which MUSTs are not met */
    struct portfolio_sum has;
    const char *complete_p10, *complete_p50, *complete_p90;  /* "from the start" where nothing is delivered */
    double complete_by_needed;                               /* by the portfolio's date */
    const char *text;                                        /* of a replaced site: what its replacement has more or less */
};
/* Builds at one place: GPUs and what belongs to them counted once, storage added. */
struct portfolio_result_place { const char *name; double builds; struct portfolio_sum has; double envelope_w; };
struct portfolio_result_link { const char *name, *from, *to; double rate_bytes_per_s, used_bytes_per_s; };     /* one direction; with all flows under way */
struct portfolio_result_flow {
    const char *name, *from, *to, *kind;                     /* ingest | copy */
    double asked_bytes_per_s, bytes, rate_bytes_per_s;       /* rate: with all flows under way */
    const char *bound_by;                                    /* "link dallas-campus", "reads of dallas-april", "" gets what it asks */
    double of_read, of_write;                                /* part of the source's read and the destination's write capability */
    const char *starts_p50, *done_p10, *done_p50, *done_p90;
    double done_by_needed;
};

struct portfolio_results {
    const char *format;                                      /* "exasite.portfolio/1" */
    struct result_manifest manifest;
    const char *name, *question, *file, *needed_by, *verdict;
    double draws;
    struct portfolio_sum total;                              /* places added up */
    const char *complete_p10, *complete_p50, *complete_p90;
    double complete_by_needed;
    struct portfolio_result_site *sites; int32_t n_sites;
    struct portfolio_result_place *places; int32_t n_places;
    struct result_delivery_point *points; int32_t n_points;  /* all counted sites together; gpus NAN */
    struct portfolio_result_link *links; int32_t n_links;
    struct portfolio_result_flow *flows; int32_t n_flows;
    struct result_finding *findings; int32_t n_findings;
};

#endif
