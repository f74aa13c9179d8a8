/* Several sites and the lines between them: scenarios/portfolio.yaml as read. Data only. A YAML key is the field's name without its unit. */
#ifndef TYPES_PORTFOLIO_H
#define TYPES_PORTFOLIO_H

#include "types/quantity.h"

/* sites[]: one build, told by a scenario of its own. Builds at one place share its GPUs and its power. */
struct portfolio_site {
    const char *name;
    const char *place_name;              /* at: default: its own name */
    const char *scenario;                /* as written; a path from the portfolio's folder */
    const char *file;                    /* that path as the program opens it */
    const char *replaced_by;             /* another site; then it is planned and shown beside it, and counts for nothing */
    struct place at;
};

/* links[]: so many bytes/s each way between two places. A place is where a site is, or any other name. */
struct portfolio_link {
    const char *name;
    const char **joins; int n_joins;     /* two places */
    struct quantity rate_bytes_per_s;
    struct place at;
};

/* flows[]: what goes over the links. */
struct portfolio_flow {
    const char *name;
    const char *from, *to;               /* a site, or (from) a place */
    int from_site, to_site;              /* indices; −1: a place without a site */
    const char **over; int n_over;       /* links in order, from `from` to `to` */
    int *rows;                           /* n_over: 2 × link, + 1 against the order of its places */
    struct quantity rate_bytes_per_s;    /* asked of it for good; or */
    struct quantity bytes;               /* to be moved once */
    struct quantity starts;              /* UNIT_DAYS; default: when both its sites stand */
    struct quantity weight;              /* in the max-min sharing; default 1 */
    struct place at;
};

struct portfolio {
    const char *name, *question, *file;
    double needed_by_days;               /* NAN: not said */
    struct portfolio_site *sites; int n_sites;
    struct portfolio_link *links; int n_links;
    struct portfolio_flow *flows; int n_flows;
    const char **files; int n_files;     /* it, and what it extends */
};

#endif
