/* Lines between sites: flows that share links and storage max-min fairly, in days. Pure: no clock of a simulation.
 *
 * A row is one direction of a link, or what a site's storage can read or write. Each flow takes 1 of each of its rows per byte. */
#ifndef RUN_WAN_H
#define RUN_WAN_H

struct wan_flow {
    const int *rows; int n_rows;
    double weight;
    double cap_bytes_per_s;              /* what it asks; INFINITY: as much as there is */
    double bytes;                        /* to be moved; INFINITY: for good */
    double starts_days;                  /* INFINITY: never */
};

/* Rates with all flows under way, and the row that holds each up (−1: it gets what it asks). */
void wan_share(const double *capacity, int n_rows, const struct wan_flow *flows, int n, double *rate, int *bound_row);

/* When each has moved its bytes; INFINITY: never. Rates change when a flow starts or ends. */
void wan_run(const double *capacity, int n_rows, const struct wan_flow *flows, int n, double *ends_days);

#endif
